"""Rank the sessions of one programme by how well they fit a request."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

import numpy as np

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Programme, Session
from session_finder.filters.facets import Facets
from session_finder.filters.filters import Filters
from session_finder.query.language_detection import foreign_language
from session_finder.retrieval.calibration import CLOSE, GOOD
from session_finder.retrieval.duplicates import DuplicateGroups, Rows
from session_finder.retrieval.scoring import HybridIndex
from session_finder.search.encoding import QueryEncoder
from session_finder.search.ranking import Ranker, Ranking, SearchedSubject
from session_finder.search.relevance import RelevanceScores, likeness
from session_finder.search.request import Request
from session_finder.search.results import NO_FEEDBACK, Answer, Feedback, Match
from session_finder.search.several import (
    are_several,
    close_rows,
    may_be_several,
    nearest_subject,
    taking_turns,
)
from session_finder.search.variety import CONSIDERED, Kin, varied

_KIN_KEPT = 2_000  # sessions whose speakers and title words are kept for the next search


class SessionFinder:
    """Finds sessions of one programme with one model. Immutable, so any thread may use it."""

    def __init__(
        self,
        programme: Programme,
        facets: Facets,
        encoder: QueryEncoder,
        index: HybridIndex,
        leaders: Rows,
        aliases: Aliases,
    ) -> None:
        count = len(programme.searchable)
        if len(index.vectors) != count or len(leaders) != count:
            raise ValueError(f"{len(index.vectors)} vectors and {len(leaders)} leaders for {count} sessions")
        self.programme = programme
        self.encoder = encoder
        self.index = index
        self._facets = facets
        self._duplicates = DuplicateGroups(leaders)
        self._ranker = Ranker(programme.searchable, encoder, index, aliases, self._repeats_of)
        self._kin = lru_cache(maxsize=_KIN_KEPT)(lambda row: Kin.of(programme.searchable[row]))

    @property
    def encoded(self) -> int:
        """How many session texts were not in the cache when this finder was built."""
        return self.index.vectors.encoded

    def find(self, asked: Request | str, count: int = 3, skip: int = 0, feedback: Feedback = NO_FEEDBACK) -> Answer:
        """The ``count`` best sessions after the first ``skip``. A string is searched literally, without reading.

        A request without a subject that names filters lists the sessions that pass, in time order. The sessions in
        ``feedback`` move the ranking towards or away from themselves and are not in it; liked ones are enough without a
        subject. With neither, nothing is found. Raises Busy (models.worker) when too many searches wait, and KeyError
        for an id that is not searchable.
        """
        request = _request(asked)
        if request.lists and not feedback.more:
            return self._list(request, count, skip, feedback)
        whole = self._ranker.encode(request.subject, request.page_language)
        parts = [self._ranker.encode(part, whole=whole) for part in self._parts_to_search(request, whole)]
        return self._answer(request, whole, parts, count, skip, feedback)

    async def find_async(
        self, asked: Request | str, count: int = 3, skip: int = 0, feedback: Feedback = NO_FEEDBACK
    ) -> Answer:
        """``find`` for coroutines: no thread waits for the model."""
        request = _request(asked)
        if request.lists and not feedback.more:
            return self._list(request, count, skip, feedback)
        whole = await self._ranker.encode_async(request.subject, request.page_language)
        if self.in_memory:
            parts = [
                await self._ranker.encode_async(part, whole=whole) for part in self._parts_to_search(request, whole)
            ]
            return self._answer(request, whole, parts, count, skip, feedback)
        texts = await asyncio.to_thread(self._parts_to_search, request, whole)
        parts = [await self._ranker.encode_async(part, whole=whole) for part in texts]
        return await asyncio.to_thread(self._answer, request, whole, parts, count, skip, feedback)

    def similar_to(self, session_id: str, count: int = 3) -> tuple[Match, ...]:
        """The sessions most similar to one of the programme, without itself and its duplicates.

        Raises KeyError for an id that is not searchable.
        """
        return self.find("", count, feedback=Feedback(more=(session_id,))).matches

    def score_relevance(self, asked: Request | str) -> RelevanceScores | None:
        """The relevance of every session to a query, as ``find`` ranks them; None without a subject. Raises Busy.

        Sessions that the query's filters exclude have log odds of -inf.
        """
        request = _request(asked)
        if request.lists and self._rows:
            return self._equally_relevant(request)
        subject = self._ranker.encode(request.subject, request.page_language)
        if not subject.encoded.wholes or not self._rows:
            return None
        ranking = self._ranker.rank(subject)
        odds = ranking.all_odds()
        allowed = self._allowed(request.filters, [])
        if allowed is not None:
            left_out = np.ones(len(odds), dtype=bool)
            left_out[allowed] = False
            odds[left_out] = -np.inf
        return RelevanceScores(
            request.query.text,
            odds,
            self._rows,
            lambda row: self._ranker.matches([row], ranking)[0],
            subject.terms,
        )

    def _equally_relevant(self, request: Request) -> RelevanceScores:
        """The relevance to a query without a subject: the same for all sessions that its filters leave."""
        odds = np.full(len(self._rows), -np.inf, dtype=np.float32)
        odds[self._facets.rows(request.filters)] = GOOD
        sessions = self.programme.searchable
        return RelevanceScores(request.query.text, odds, self._rows, lambda row: Match.listed(sessions[row]))

    def score_similarity(self, session_id: str) -> RelevanceScores:
        """The similarity of every session to one of the programme. Raises KeyError for an id that is not searchable."""
        row = self._rows[session_id]
        ranking = self._ranker.rank_by_session(row)
        odds = likeness(ranking.found.scores, self.index.scale.best)
        return RelevanceScores(
            "",
            odds,
            self._rows,
            lambda other: self._ranker.matches([other], ranking)[0],
            like=self.programme.searchable[row],
        )

    def leader(self, session_id: str) -> str:
        """The id of the first session of a group of duplicates, which stands for all of them; its own for a break."""
        row = self._rows.get(session_id)
        return session_id if row is None else self.programme.searchable[self._duplicates.leader(row)].id

    def repeats(self, session_id: str) -> tuple[Session, ...]:
        """The duplicates of a session, in the programme's order."""
        row = self._rows.get(session_id)
        return () if row is None else self._repeats_of(row)

    @property
    def in_memory(self) -> bool:
        """Whether a search does no I/O, so that a coroutine may run it directly."""
        return self.index.vectors.in_memory

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {session.id: row for row, session in enumerate(self.programme.searchable)}

    def _repeats_of(self, row: int) -> tuple[Session, ...]:
        return tuple(self.programme.searchable[other] for other in self._duplicates.others(row))

    @cached_property
    def _tracks(self) -> Rows:
        """A number for each row's track, 0 for none."""
        numbers = {"": 0}
        names = [session.track.casefold() for session in self.programme.searchable]
        return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)

    def _parts_to_search(self, request: Request, whole: SearchedSubject) -> tuple[str, ...]:
        """The parts of a subject that may be several, () for one."""
        several = request.subjects and len(whole.encoded.wholes) and may_be_several(self._ranker.rank(whole))
        return request.subjects if several else ()

    def _answer(
        self,
        request: Request,
        whole: SearchedSubject,
        parts: Sequence[SearchedSubject],
        count: int,
        skip: int,
        feedback: Feedback,
    ) -> Answer:
        liked = [self._rows[session] for session in feedback.more]
        disliked = [self._rows[session] for session in feedback.less]
        if not (whole.encoded.wholes or liked) or count < 1:
            return Answer(request.subject, (), False)
        rows = self._allowed(request.filters, [*liked, *disliked])
        skip = max(skip, 0)
        answer = self._answer_several(request, parts, rows, (liked, disliked), (skip, skip + count)) if parts else None
        if answer:
            return answer
        ranking = self._ranker.rank(whole, liked, disliked)
        places = self._best(ranking, rows, skip + count)
        matches = self._ranker.matches(places[skip:], ranking)
        total = self._duplicates.count(rows)
        return Answer(
            interest=request.subject,
            matches=matches,
            more=skip + len(matches) < total,
            close=bool(places) and ranking.odds(places[0]) >= CLOSE,
            terms=whole.terms,
            outside=self._outside(ranking, rows, places) if not skip and not request.filters.track else None,
            language=self._language(request, whole.keywords.known_share),
        )

    def _best(self, ranking: Ranking, rows: Rows | None, count: int) -> list[int]:
        """The ``count`` best of ``rows`` (all when None), each group of duplicates once, the first ones varied."""
        best = self._duplicates.best_distinct(ranking.found.scores, rows, max(count, CONSIDERED))
        named = bool(best) and best[0] in ranking.found.minimum_odds  # who asks for a speaker wants that speaker
        return (best if named else varied(best, ranking.odds, self._kin, ranking.subject.terms))[:count]

    def _answer_several(
        self,
        request: Request,
        parts: Sequence[SearchedSubject],
        rows: Rows | None,
        rated: tuple[Sequence[int], Sequence[int]],
        page: tuple[int, int],
    ) -> Answer | None:
        """The answer to several subjects; None if they are one. ``rated``: liked and disliked rows.

        A rated session counts for the subject that it fits best. Ratings do not decide whether there are several.
        """
        rankings = [self._ranker.rank(part) for part in parts]
        same = self._duplicates.leader
        if not are_several(rankings, same):
            return None
        if any(rated):
            nearest = {row: nearest_subject(rankings, row) for rows_rated in rated for row in rows_rated}
            rankings = [
                self._ranker.rank(part, *([row for row in some if nearest[row] == place] for some in rated))
                for place, part in enumerate(parts)
            ]
        skip, end = page
        best = [self._duplicates.best_distinct(ranking.found.scores, rows, end) for ranking in rankings]
        close = [close_rows(ranking, own) for ranking, own in zip(rankings, best, strict=True)]
        if not any(close):
            return None
        shown = taking_turns(close, best, same)[skip:end]
        return Answer(
            interest=request.subject,
            matches=tuple(
                replace(self._ranker.matches([row], rankings[place])[0], subject=parts[place].text)
                for row, place in shown
            ),
            more=skip + len(shown) < self._duplicates.count(rows),
            close=True,
            terms=frozenset().union(*(part.terms for part in parts)),
            subjects=tuple(part.text for part, own in zip(parts, close, strict=True) if own),
            missing=tuple(part.text for part, own in zip(parts, close, strict=True) if not own),
        )

    def _list(self, request: Request, count: int, skip: int, feedback: Feedback) -> Answer:
        """The sessions that a request's filters leave, in time order; breaks where it asks for nothing else."""
        sessions = self.programme.searchable
        found = [sessions[row] for row in self._facets.rows(request.filters) if sessions[row].id not in feedback.less]
        if not found and request.filters.format:
            found = [one for one in self.programme.sessions if one.is_break and request.filters.allow(one)]
        found.sort(key=lambda one: (one.start is None, one.start.isoformat() if one.start else ""))
        shown = found[max(skip, 0) :][: max(count, 0)]
        return Answer(
            interest="",
            matches=tuple(map(Match.listed, shown)),
            more=max(skip, 0) + len(shown) < len(found),
            close=bool(found),
            listed=len(found),
        )

    def _allowed(self, filters: Filters, rated: Sequence[int]) -> Rows | None:
        """The rows that may be found, None for all: those that pass the filters, less rated ones and duplicates."""
        if filters.empty and not rated:
            return None
        allowed = np.array(self._facets.rows(filters), dtype=np.intp)
        return self._duplicates.without(allowed, rated)

    def _outside(self, ranking: Ranking, rows: Rows | None, places: Sequence[int]) -> Match | None:
        """The best match from a track that none of ``places`` has, if it is close."""
        seen = {int(self._tracks[row]) for row in places}
        if not places or 0 in seen:
            return None
        scores = ranking.found.scores
        among = np.arange(len(scores)) if rows is None else rows
        best = self._duplicates.best_distinct(scores, among[~np.isin(self._tracks[among], [0, *seen])], 1)
        match = self._ranker.matches(best, ranking)[0] if best else None
        return match if match and match.closeness != "far" else None

    def _language(self, request: Request, known_share: float) -> str:
        """The query's language if the model was not trained on it, else ""."""
        if self.encoder.card.languages != ("en",):
            return ""
        return foreign_language(request.subject, known_share, request.page_language)


def _request(asked: Request | str) -> Request:
    return Request.plain(asked) if isinstance(asked, str) else asked
