"""Model cards: what each encoder needs to be used as its authors intended.

Settings are those of the published sentence-transformers folders. ``trained_tokens`` is the length of passages in
training; longer input is accepted up to ``max_tokens``, but texts are cut into windows of the trained length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from session_finder.domain.errors import UserError

Pooling = Literal["mean", "cls", "max"]
Score = Literal["dot", "cosine"]


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
    ``megabytes`` is the size of the weights.
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
    megabytes: int = 0

    @property
    def short_name(self) -> str:
        """The name without its publisher: "multi-qa-MiniLM-L6-cos-v1"."""
        return self.name.rsplit("/", 1)[-1]

    @property
    def window_tokens(self) -> int:
        """The length of the windows that long texts are cut into, special tokens included."""
        return min(self.max_tokens, self.trained_tokens)


DEFAULT = "sentence-transformers/multi-qa-MiniLM-L6-cos-v1"
BUNDLED = "sentence-transformers/all-MiniLM-L6-v2"
MPNET = "sentence-transformers/all-mpnet-base-v2"

# What a setting may say instead of a name: the models that are meant, the first one that is on the machine is taken.
CHOICES: dict[str, tuple[str, ...]] = {
    "fast": (DEFAULT, BUNDLED),
    "better": (MPNET, "sentence-transformers/multi-qa-mpnet-base-cos-v1"),
}

_MULTILINGUAL: tuple[str, ...] = (
    "ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "gl", "gu", "he", "hi", "hr", "hu",
    "hy", "id", "it", "ja", "ka", "ko", "ku", "lt", "lv", "mk", "mn", "mr", "ms", "my", "nb", "nl", "pl", "pt", "ro",
    "ru", "sk", "sl", "sq", "sr", "sv", "th", "tr", "uk", "ur", "vi", "zh",
)  # fmt: skip

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
        megabytes=91,
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
        megabytes=438,
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
        megabytes=265,
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
        megabytes=438,
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
        megabytes=957,
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
        megabytes=91,
        about="comes with the installation",
    ),
    ModelCard(
        name=MPNET,
        dimensions=768,
        pooling="mean",
        unit_length=True,
        score="cosine",
        max_tokens=384,
        trained_tokens=384,
        sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        megabytes=438,
        about="the better reader: larger and slower",
    ),
    ModelCard(
        name="sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2",
        dimensions=384,
        pooling="mean",
        unit_length=False,
        score="cosine",
        max_tokens=128,
        trained_tokens=128,
        megabytes=471,
        about="queries and abstracts in 50 languages",
        languages=_MULTILINGUAL,
    ),
)


def card_named(name: str) -> ModelCard | None:
    """The card for a full name or the part after the slash, in any case; None when there is none."""
    wanted = name.casefold()
    for card in CARDS:
        if wanted in (card.name.casefold(), card.short_name.casefold()):
            return card
    return None


def choice_named(name: str) -> tuple[ModelCard, ...]:
    """The cards that "fast" or "better" stand for, in any case, the preferred one first; () for any other name."""
    wanted = CHOICES.get(name.casefold(), ())
    return tuple(card for named in wanted for card in CARDS if card.name == named)


def card_with_digest(sha256: str) -> ModelCard | None:
    """The card whose published weights have this digest, or None."""
    return next((card for card in CARDS if card.sha256 == sha256), None)
