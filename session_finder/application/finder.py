"""SessionFinder: an interest in, the sessions that fit best out. The use case that the program exists for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
import numpy.typing as npt

from session_finder.application.filters import EVERYTHING, Filters
from session_finder.engine import index, ranking
from session_finder.engine.closeness import EVERYDAY, Word
from session_finder.engine.documents import Document, cut
from session_finder.engine.encoder import Encoder, Progress, Vectors
from session_finder.engine.hybrid import HybridIndex
from session_finder.engine.keywords import KeywordIndex
from session_finder.engine.vectors import VectorCache
from session_finder.sessions import Programme, Session

MAX_INTEREST = 20_000  # characters; a pasted paper is about as long. What follows is not read.
Rows = npt.NDArray[np.intp]
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")


class InterestEncoder(Encoder, Protocol):
    """An encoder that puts an attendee before documents."""

    def encode_interest(self, text: str) -> Vectors:
        """The vector of one interest, (dim,) float32."""
        ...

    async def encode_interest_soon(self, text: str) -> Vectors:
        """The same for coroutines."""
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

    def __init__(self, programme: Programme, encoder: InterestEncoder, hybrid: HybridIndex) -> None:
        if len(hybrid.vectors) != len(programme.searchable):
            raise ValueError(f"{len(hybrid.vectors)} vectors for {len(programme.searchable)} sessions")
        self.programme = programme
        self.encoder = encoder
        self._hybrid = hybrid

    @classmethod
    def build(
        cls,
        programme: Programme,
        encoder: InterestEncoder,
        cache: VectorCache,
        progress: Progress | None = None,
    ) -> SessionFinder:
        """Index a programme; ``progress`` hears (sessions done, sessions that need encoding)."""
        documents = [document(session) for session in programme.searchable]
        vectors = index.build(documents, encoder, cache, progress)
        return cls(programme, encoder, HybridIndex.build(vectors, KeywordIndex(documents), _everyday(encoder, cache)))

    @property
    def encoded(self) -> int:
        """How many session texts were not in the cache when this finder was built."""
        return self._hybrid.vectors.encoded

    def find(self, interest: str, count: int = 3, skip: int = 0, filters: Filters = EVERYTHING) -> Answer:
        """The ``count`` sessions that fit best after the first ``skip``. An empty interest finds nothing.

        Raises Busy (engine.worker) when too many searches wait.
        """
        asked = understood(interest)
        vectors = [self.encoder.encode_interest(part) for part in self._parts(asked)]
        return self._answer(asked, vectors, count, skip, filters)

    async def find_soon(self, interest: str, count: int = 3, skip: int = 0, filters: Filters = EVERYTHING) -> Answer:
        """``find`` for coroutines: no thread waits for the model."""
        asked = understood(interest)
        vectors = [await self.encoder.encode_interest_soon(part) for part in self._parts(asked)]
        return self._answer(asked, vectors, count, skip, filters)

    def similar_to(self, session_id: str, count: int = 3) -> tuple[Match, ...]:
        """The sessions nearest to one of the programme, which is never among them, nor is a repeat of it.

        Raises KeyError for an id that is not searched.
        """
        row = self._rows[session_id]
        own = self.programme.searchable[row]
        scores = self._hybrid.alike(self._hybrid.vectors.wholes[row])
        others = [
            other
            for other, session in enumerate(self.programme.searchable)
            if other != row and (session.title, session.abstract) != (own.title, own.abstract)
        ]
        return self._best(scores, np.array(others, dtype=np.intp), count, 0)

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {session.id: row for row, session in enumerate(self.programme.searchable)}

    def _parts(self, asked: str) -> list[str]:
        """What is embedded of an interest: all of it, in windows when it is longer than the model reads."""
        if 4 * len(asked) < self.encoder.card.max_tokens:  # a Korean syllable is three tokens; no character is more
            return [asked] if asked else []
        return cut(asked, self.encoder, self.encoder.card.max_tokens)

    def _answer(self, asked: str, vectors: list[Vectors], count: int, skip: int, filters: Filters) -> Answer:
        if not vectors or count < 1:
            return Answer(asked, (), False)
        parts = index.comparable_form(np.stack(vectors), self.encoder)
        query = np.asarray(parts.mean(axis=0), dtype=np.float32)
        rows = None
        if not filters.empty:
            allowed = [row for row, session in enumerate(self.programme.searchable) if filters.allow(session)]
            rows = np.array(allowed, dtype=np.intp)
        matches = self._best(self._hybrid.scores(query, asked), rows, count, max(skip, 0))
        total = len(self.programme.searchable) if rows is None else len(rows)
        return Answer(asked, matches, max(skip, 0) + len(matches) < total)

    def _best(self, scores: Vectors, rows: Rows | None, count: int, skip: int) -> tuple[Match, ...]:
        """The best of ``rows`` (of all when None), as matches."""
        places = ranking.best(scores if rows is None else scores[rows], count, skip)
        found = places if rows is None else [int(rows[place]) for place in places]
        return tuple(self._match(row, float(scores[row])) for row in found)

    def _match(self, row: int, score: float) -> Match:
        scale = self._hybrid.scale
        return Match(self.programme.searchable[row], score, scale.word(score), scale.share(score))


def document(session: Session) -> Document:
    """What of a session is embedded: its title and abstract, then its tags, track and speakers."""
    about = ", ".join(part for part in (*session.tags, session.track, *session.speakers) if part)
    return Document(session.title, "\n".join(part for part in (session.abstract, about) if part))


def _everyday(encoder: Encoder, cache: VectorCache) -> Vectors:
    """The vectors of the interests that closeness is measured by, from the cache where it has them."""
    keys = [cache.key("interest", text) for text in EVERYDAY]
    known = cache.get(keys)
    missing = [row for row, key in enumerate(keys) if key not in known]
    if missing:
        fresh = encoder.encode([EVERYDAY[row] for row in missing])
        entries = {keys[row]: fresh[place : place + 1] for place, row in enumerate(missing)}
        cache.put(entries)
        known.update(entries)
    return index.comparable_form(np.concatenate([known[key] for key in keys]), encoder)
