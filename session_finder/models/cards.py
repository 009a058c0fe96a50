"""Model cards: what each encoder needs to be used as its authors intended.

Settings are those of the published sentence-transformers folders. ``trained_tokens`` is the length of passages in
training; longer input is accepted up to ``max_tokens``, but texts are cut into windows of the trained length.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

from session_finder.domain.errors import UserError

Pooling = Literal["mean", "cls", "max"]
Score = Literal["dot", "cosine"]
_Json = TypeVar("_Json", dict[str, Any], list[Any])


class ModelError(UserError):
    """A model cannot be used; the message says what to do."""

    code = "bad-model"


def first_line(error: BaseException) -> str:
    """The first line of an error's message, or its type's name when it has none."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


@dataclass(frozen=True, slots=True)
class ModelCard:
    """How an encoder pools tokens into a vector, and compares vectors.

    ``sha256`` is the digest of ``model.safetensors``; None pins the first file that is loaded. ``revision`` is the hub
    commit to fetch; None means the main branch. ``languages`` are those of the training data (ISO 639), () if unknown.
    """

    name: str
    dimensions: int
    pooling: Pooling
    unit_length: bool
    score: Score
    max_tokens: int
    trained_tokens: int
    sha256: str | None = None
    revision: str | None = None
    lowercase: bool = False
    about: str = ""
    languages: tuple[str, ...] = ("en",)

    @property
    def short_name(self) -> str:
        """The name without its publisher: "multi-qa-MiniLM-L6-cos-v1"."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def window_tokens(self) -> int:
        """The length of the windows that long texts are cut into, special tokens included."""
        return min(self.max_tokens, self.trained_tokens)


_POSITIONS_AFTER_PADDING = {"mpnet", "roberta", "xlm-roberta", "camembert"}  # position 0 is pad_token_id + 1

DEFAULT = "sentence-transformers/multi-qa-MiniLM-L6-cos-v1"
BUNDLED = "sentence-transformers/all-MiniLM-L6-v2"

CARDS: tuple[ModelCard, ...] = (
    ModelCard(
        name=DEFAULT,
        dimensions=384,
        pooling="mean",
        unit_length=True,
        score="dot",
        max_tokens=512,
        trained_tokens=250,
        sha256="7bec4fd9eba43073d5c5dcf1b79b0a3397608fa063e6f626d6f8fd70a81f2d8c",
        revision="b207367332321f8e44f96e224ef15bc607f4dbf0",
        about="the Conference Helper; the default",
    ),
    ModelCard(
        name="sentence-transformers/multi-qa-mpnet-base-cos-v1",
        dimensions=768,
        pooling="mean",
        unit_length=True,
        score="dot",
        max_tokens=512,
        trained_tokens=250,
        sha256="7b42b8f6259f5a9b83c5d0acd7cfde8f6fa9833a2edd3f8da4a94da7a03fa037",
        about="larger and slower, usually better",
    ),
    ModelCard(
        name="sentence-transformers/msmarco-distilbert-dot-v5",
        dimensions=768,
        pooling="mean",
        unit_length=False,
        score="dot",
        max_tokens=512,
        trained_tokens=512,
        about="trained on web questions",
    ),
    ModelCard(
        name="sentence-transformers/msmarco-bert-base-dot-v4",
        dimensions=768,
        pooling="mean",
        unit_length=False,
        score="dot",
        max_tokens=512,
        trained_tokens=512,
        about="trained on web questions",
    ),
    ModelCard(
        name="vocab-transformers/dense_encoder-msmarco-distilbert-word2vec256k-MLM_210k",
        dimensions=768,
        pooling="mean",
        unit_length=False,
        score="dot",
        max_tokens=250,
        trained_tokens=250,
        about="a vocabulary of 256,000 words",
    ),
    ModelCard(
        name=BUNDLED,
        dimensions=384,
        pooling="mean",
        unit_length=True,
        score="cosine",
        max_tokens=256,
        trained_tokens=256,
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
        about="comes with the installation",
    ),
)


def card_named(name: str) -> ModelCard | None:
    """The card for a full name or the part after the slash, in any case; None when there is none."""
    wanted = name.casefold()
    for card in CARDS:
        if wanted in (card.name.casefold(), card.short_name.casefold()):
            return card
    return None


def card_with_digest(sha256: str) -> ModelCard | None:
    """The card whose published weights have this digest, or None."""
    return next((card for card in CARDS if card.sha256 == sha256), None)


def card_from_folder(folder: Path) -> ModelCard:
    """Read the settings of a sentence-transformers folder without a known card.

    ``modules.json`` must list Transformer, Pooling and optionally Normalize, as ``SentenceTransformer.save`` writes
    them. Raises ModelError for anything else.
    """
    unit_length, pooling_folder = _modules(folder / "modules.json")
    config = _json(folder / "config.json", "it must describe the transformer", {})
    hidden = _whole_number(config.get("hidden_size") or config.get("dim"))
    if hidden < 1:
        raise ModelError(f"{folder / 'config.json'} names no hidden_size; the folder is not a text encoder.")
    about = _optional_json(folder / "config_sentence_transformers.json")
    similarity = about.get("similarity_fn_name") or "cosine"
    if similarity not in ("cosine", "dot"):
        raise ModelError(f"{folder.name} scores by {similarity!r}; only 'cosine' and 'dot' are understood.")
    _refuse_prompts(folder, about)
    own = _transformer_settings(folder)
    length = _length(folder, config, own)
    return ModelCard(
        name=folder.resolve().name,
        dimensions=hidden,
        pooling=_pooling(folder / pooling_folder / "config.json"),
        unit_length=unit_length,
        score="dot" if similarity == "dot" else "cosine",
        max_tokens=length,
        trained_tokens=length,
        lowercase=bool(own.get("do_lower_case", False)),
        about="a folder of its own",
        languages=(),
    )


def _modules(path: Path) -> tuple[bool, str]:
    """Whether the model normalizes its vectors, and the folder of its Pooling."""
    listed = _json(path, "it must list the model's parts (Transformer, Pooling, Normalize)", [])
    modules = [module for module in listed if isinstance(module, dict)]
    types = [str(module.get("type", "")) for module in modules]
    ours = "sentence_transformers."
    kinds = [type_.rsplit(".", 1)[-1] if type_.startswith(ours) else type_ for type_ in types]
    if kinds not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise ModelError(
            f"{path} lists {', '.join(kinds) or 'nothing'}; "
            "only Transformer, Pooling and Normalize, in this order, are understood. Choose another model."
        )
    if modules[0].get("path"):
        raise ModelError(
            f"{path} keeps the transformer in {modules[0]['path']}, as very old folders do. Load the model once with "
            "sentence-transformers and save it again."
        )
    return "Normalize" in kinds, str(modules[1].get("path") or "1_Pooling")


def _pooling(path: Path) -> Pooling:
    settings = _json(path, "it must say how token vectors are pooled", {})
    named = settings.get("pooling_mode")  # newer folders have a name or names, older ones a flag for each
    if named:
        chosen = [named] if isinstance(named, str) else list(named)
    else:
        chosen = [
            mode.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
            for mode, on in settings.items()
            if mode.startswith("pooling_mode_") and on
        ]
    match chosen:
        case ["mean"]:
            return "mean"
        case ["cls"]:
            return "cls"
        case ["max"]:
            return "max"
    raise ModelError(
        f"{path} asks for pooling by {' and '.join(map(str, chosen)) or 'nothing'}; "
        "exactly one of mean, cls, max is understood."
    )


def _refuse_prompts(folder: Path, about: dict[str, Any]) -> None:
    """Raise ModelError for models that need a prompt before each text ("query: "): without it, vectors are poor."""
    prompts = about.get("prompts")
    used = ("query", "document", about.get("default_prompt_name"))
    wanted = [prompts[name] for name in used if name and prompts.get(name)] if isinstance(prompts, dict) else []
    if wanted:
        raise ModelError(
            f"{folder.name} wants {wanted[0]!r} before a text; such prompts are not supported. Choose another model."
        )


def _transformer_settings(folder: Path) -> dict[str, Any]:
    """The settings of the transformer; older folders name the file after the architecture."""
    for architecture in ("bert", "roberta", "distilbert", "camembert", "albert", "xlm-roberta"):
        settings = _optional_json(folder / f"sentence_{architecture}_config.json")
        if settings:
            return settings
    return {}


def _length(folder: Path, config: dict[str, Any], own: dict[str, Any]) -> int:
    """The maximum input in tokens: the limit of sentence-transformers, at most the model's number of positions."""
    positions = _whole_number(config.get("max_position_embeddings"))
    if config.get("model_type") in _POSITIONS_AFTER_PADDING:
        positions -= _whole_number(config.get("pad_token_id", 1)) + 1
    tokenizer = _optional_json(folder / "tokenizer_config.json")
    wanted = _whole_number(own.get("max_seq_length")) or _whole_number(tokenizer.get("model_max_length"))
    known = [limit for limit in (wanted, positions) if limit > 0]
    if not known:
        raise ModelError(f"{folder} does not say how long a text may be; set max_seq_length in it.")
    return min(known)


def _whole_number(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _json(path: Path, purpose: str, empty: _Json) -> _Json:
    """The JSON in ``path``, which must have the type of ``empty``."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: {purpose}. Is this a sentence-transformers folder?") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}): {purpose}.") from error
    if not isinstance(found, type(empty)):
        raise ModelError(f"{path} is not as sentence-transformers writes it: {purpose}.")
    return found


def _optional_json(path: Path) -> dict[str, Any]:
    return _json(path, "it must be a JSON object", {}) if path.is_file() else {}
