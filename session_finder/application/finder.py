"""SessionFinder: an interest in, the sessions that fit best out. The use case that the program exists for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from session_finder.engine import closeness, index, ranking
from session_finder.engine.closeness import Scale, Word
from session_finder.engine.documents import Document, cut
from session_finder.engine.encoder import Encoder, Progress, Vectors
from session_finder.engine.index import VectorIndex
from session_finder.engine.vectors import VectorCache
from session_finder.sessions import Programme, Session

MAX_INTEREST = 20_000  # characters; a pasted paper is about as long. What follows is not read.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")


class InterestEncoder(Encoder, Protocol):
    """An encoder that puts an attendee before documents."""

    def encode_interest(self, text: str) -> Vectors:
        """The vector of one interest, (dim,) float32."""
        ...


@dataclass(frozen=True, slots=True)
class Match:
    """A session that was found: its score, and how close that is in a word and as a share of a bar (0 to 1)."""

    session: Session
    score: float
    closeness: Word
    share: float


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for ``interest`` (as it was understood), best first; ``more`` says whether others follow."""

    interest: str
    matches: tuple[Match, ...]
    more: bool


def understood(interest: str) -> str:
    """The interest as it is searched: one line, composed characters, no control characters, bounded."""
    text = unicodedata.normalize("NFC", interest[: 2 * MAX_INTEREST].encode("utf-8", "replace").decode("utf-8"))
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_INTEREST]


class SessionFinder:
    """Finds sessions of one programme with one model. Immutable once built, so any thread may use it."""

    def __init__(self, programme: Programme, encoder: InterestEncoder, vectors: VectorIndex, scale: Scale) -> None:
        if len(vectors) != len(programme.searchable):
            raise ValueError(f"{len(vectors)} vectors for {len(programme.searchable)} sessions")
        self.programme = programme
        self.encoder = encoder
        self._vectors = vectors
        self._scale = scale

    @classmethod
    def build(
        cls,
        programme: Programme,
        encoder: InterestEncoder,
        cache: VectorCache,
        progress: Progress | None = None,
    ) -> SessionFinder:
        """Index a programme; ``progress`` hears (sessions done, sessions that need encoding)."""
        vectors = index.build([document(session) for session in programme.searchable], encoder, cache, progress)
        return cls(programme, encoder, vectors, _scale(vectors, encoder, cache))

    @property
    def encoded(self) -> int:
        """How many session texts were not in the cache when this finder was built."""
        return self._vectors.encoded

    def find(self, interest: str, count: int = 3, skip: int = 0) -> Answer:
        """The ``count`` sessions that fit best after the first ``skip``. An empty interest finds nothing.

        Raises Busy (engine.worker) when too many searches wait.
        """
        asked = understood(interest)
        if not asked or count < 1:
            return Answer(asked, (), False)
        query = self._query(asked)
        scores = self._vectors.scores(query)
        length = float(np.linalg.norm(query))
        rows = ranking.best(scores, count, max(skip, 0))
        return Answer(
            interest=asked,
            matches=tuple(self._match(row, float(scores[row]), length) for row in rows),
            more=max(skip, 0) + len(rows) < len(scores),
        )

    def _match(self, row: int, score: float, length: float) -> Match:
        return Match(
            session=self.programme.searchable[row],
            score=score,
            closeness=self._scale.word(score, length),
            share=self._scale.share(score, length),
        )

    def _query(self, asked: str) -> Vectors:
        """The interest's vector; a text longer than a window is the mean of its windows, so all of it counts."""
        parts = cut(asked, self.encoder, self.encoder.card.max_tokens) if len(asked) > 500 else [asked]
        vectors = np.stack([self.encoder.encode_interest(part) for part in parts])
        comparable = index.comparable_form(vectors, self.encoder)
        return comparable[0] if len(parts) == 1 else _as_long_as(comparable.mean(axis=0), comparable)


def _as_long_as(mean: Vectors, parts: Vectors) -> Vectors:
    """A mean of vectors, stretched back to their usual length."""
    wanted = float(np.linalg.norm(parts, axis=1).mean())
    return np.asarray(mean * (wanted / max(float(np.linalg.norm(mean)), 1e-12)), dtype=np.float32)


def document(session: Session) -> Document:
    """What of a session is embedded: its title and abstract, then its tags, track and speakers."""
    about = ", ".join(part for part in (*session.tags, session.track, *session.speakers) if part)
    return Document(session.title, "\n".join(part for part in (session.abstract, about) if part))


def _scale(vectors: VectorIndex, encoder: Encoder, cache: VectorCache) -> Scale:
    texts = closeness.EVERYDAY
    keys = [cache.key("interest", text) for text in texts]
    known = cache.get(keys)
    missing = [row for row, key in enumerate(keys) if key not in known]
    if missing:
        fresh = encoder.encode([texts[row] for row in missing])
        entries = {keys[row]: fresh[place : place + 1] for place, row in enumerate(missing)}
        cache.put(entries)
        known.update(entries)
    everyday = np.concatenate([known[key] for key in keys])
    return closeness.measure(vectors, index.comparable_form(everyday, encoder))
