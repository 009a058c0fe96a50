"""The model cards: what each encoder needs to be used as its authors meant it.

Settings are those of the published sentence-transformers folders. ``trained_tokens`` is how long the passages were
in training; longer input is accepted up to ``max_tokens`` but windows are cut to what the model has seen.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Pooling = Literal["mean", "cls", "max"]
Score = Literal["dot", "cosine"]


class ModelError(Exception):
    """A model that cannot be used as it stands; the text says what to do."""


@dataclass(frozen=True, slots=True)
class ModelCard:
    """How one encoder turns tokens into a vector, and vectors into a score.

    ``sha256`` is the digest of ``model.safetensors``; None means "pin what is loaded first".
    ``revision`` is the hub commit to fetch; None means the main branch.
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

    @property
    def short_name(self) -> str:
        """The name without its publisher: "multi-qa-MiniLM-L6-cos-v1"."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def window_tokens(self) -> int:
        """Longest window, special tokens included, that long texts are cut into."""
        return min(self.max_tokens, self.trained_tokens)


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
    """The card for a full name or the part after the slash, whatever the case; None when there is none."""
    wanted = name.casefold()
    for card in CARDS:
        if wanted in (card.name.casefold(), card.short_name.casefold()):
            return card
    return None


def card_with_digest(sha256: str) -> ModelCard | None:
    """The card whose published weights have this digest, or None."""
    return next((card for card in CARDS if card.sha256 == sha256), None)


def card_from_folder(folder: Path) -> ModelCard:
    """Read the settings of a sentence-transformers folder that is no known card.

    The folder's ``modules.json`` must list Transformer, Pooling and optionally Normalize, as
    ``SentenceTransformer.save`` writes them. Raises ModelError for anything else.
    """
    modules = _json(folder / "modules.json", "it must list the model's parts (Transformer, Pooling, Normalize)")
    kinds = [str(module.get("type", "")).rsplit(".", 1)[-1] for module in modules]
    unknown = [kind for kind in kinds if kind not in {"Transformer", "Pooling", "Normalize"}]
    if unknown or kinds[:2] != ["Transformer", "Pooling"]:
        raise ModelError(
            f"{folder / 'modules.json'} lists {', '.join(kinds) or 'nothing'}; "
            "only Transformer, Pooling and Normalize, in this order, are understood. Choose another model."
        )
    transformer = folder / str(modules[0].get("path", ""))
    config = _json(transformer / "config.json", "it must describe the transformer")
    hidden = int(config.get("hidden_size") or config.get("dim") or 0)
    if hidden < 1:
        raise ModelError(f"{transformer / 'config.json'} names no hidden_size; the folder is not a text encoder.")
    pooling = _pooling(folder / str(modules[1].get("path", "1_Pooling")) / "config.json")
    length, lowercase = _length(transformer, config)
    similarity = _optional_json(folder / "config_sentence_transformers.json").get("similarity_fn_name") or "cosine"
    if similarity not in ("cosine", "dot"):
        raise ModelError(f"{folder.name} scores by {similarity!r}; only 'cosine' and 'dot' are understood.")
    return ModelCard(
        name=folder.resolve().name,
        dimensions=hidden,
        pooling=pooling,
        unit_length="Normalize" in kinds,
        score="dot" if similarity == "dot" else "cosine",
        max_tokens=length,
        trained_tokens=length,
        lowercase=lowercase,
        about="a folder of its own",
    )


def _pooling(path: Path) -> Pooling:
    settings = _json(path, "it must say how token vectors are pooled")
    named = settings.get("pooling_mode")
    if isinstance(named, str):
        chosen = [named]
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
    raise ModelError(f"{path} asks for pooling by {chosen or 'nothing'}; exactly one of mean, cls, max is understood.")


def _length(transformer: Path, config: dict[str, Any]) -> tuple[int, bool]:
    """The longest input in tokens, as sentence-transformers decides it, and whether text is lower-cased first."""
    own = _optional_json(transformer / "sentence_bert_config.json")
    lowercase = bool(own.get("do_lower_case", False))
    if own.get("max_seq_length"):
        return int(own["max_seq_length"]), lowercase
    tokenizer = _optional_json(transformer / "tokenizer_config.json")
    limits = [config.get("max_position_embeddings"), tokenizer.get("model_max_length")]
    known = [int(limit) for limit in limits if limit]
    if not known:
        raise ModelError(f"{transformer} does not say how long a text may be; set max_seq_length in it.")
    return min(known), lowercase


def _json(path: Path, purpose: str) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"{path} is missing: {purpose}. Is this a sentence-transformers folder?") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}): {purpose}.") from error


def _optional_json(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    found = _json(path, "it must be JSON")
    return found if isinstance(found, dict) else {}
