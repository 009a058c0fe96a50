"""The search use case: find the sessions of one programme that fit a query best."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

import numpy as np

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Programme, Session
from session_finder.filters.facets import Facets
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.models.encoder import Progress, Vectors
from session_finder.query.intent import is_vague
from session_finder.query.language_detection import foreign_language
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.query import Times, Without
from session_finder.retrieval import duplicates, index
from session_finder.retrieval.calibration import CLOSE, bar_share, closeness_of
from session_finder.retrieval.duplicates import DuplicateGroups, Rows
from session_finder.retrieval.evidence import best_sentence
from session_finder.retrieval.keywords import KeywordMatch
from session_finder.retrieval.scoring import HybridIndex, ScoredDocuments
from session_finder.retrieval.vector_cache import VectorStore
from session_finder.search.encoding import EncodedQuery, QueryEncoder, query_vector, windows_of
from session_finder.search.indexer import BuildVectors, build_index, document
from session_finder.search.relevance import RelevanceScores, likeness
from session_finder.search.request import Request, understand
from session_finder.search.results import NO_FEEDBACK, Answer, Feedback, Match
from session_finder.search.speaker_match import SpeakerIndex
from session_finder.search.word_search import WordSearch
from session_finder.text.sentences import sentences
from session_finder.topics.topic_map import LazyTopicMap


class SessionFinder:
    """Finds sessions of one programme with one model. Immutable, so any thread may use it."""

    def __init__(
        self, programme: Programme, encoder: QueryEncoder, index: HybridIndex, leaders: Rows, aliases: Aliases
    ) -> None:
        count = len(programme.searchable)
        if len(index.vectors) != count or len(leaders) != count:
            raise ValueError(f"{len(index.vectors)} vectors and {len(leaders)} leaders for {count} sessions")
        self.programme = programme
        self.encoder = encoder
        self.index = index
        self.topic_map = LazyTopicMap(programme, lambda: index.vectors.document_vectors(np.arange(count)))
        self._duplicates = DuplicateGroups(leaders)
        self._aliases = aliases

    @classmethod
    def build(
        cls,
        programme: Programme,
        encoder: QueryEncoder,
        cache: VectorStore,
        progress: Progress | None = None,
        build_vectors: BuildVectors = index.build,
    ) -> SessionFinder:
        """Index a programme.

        ``progress`` is called with (sessions done, sessions to encode). ``build_vectors`` decides where vectors are
        searched, in memory by default.
        """
        aliases = Aliases(programme.aliases)
        documents = [document(session, aliases) for session in programme.searchable]
        found = build_index(documents, encoder, cache, progress, build_vectors)
        return cls(programme, encoder, found, duplicates.groups(documents), aliases)

    @property
    def encoded(self) -> int:
        """How many session texts were not in the cache when this finder was built."""
        return self.index.vectors.encoded

    def find(self, asked: Request | str, count: int = 3, skip: int = 0, feedback: Feedback = NO_FEEDBACK) -> Answer:
        """The ``count`` best sessions after the first ``skip``. A string is searched literally, without parsing.

        The sessions in ``feedback`` move the ranking towards or away from themselves and are not in it; liked ones are
        enough without a subject. With neither, nothing is found. Raises Busy (models.worker) when too many searches
        wait, and KeyError for an id that is not searchable.
        """
        request, keywords = self._read(asked)
        parts = self._parts(keywords)
        encoded = EncodedQuery.of(parts, [self.encoder.encode_query(part) for part in parts])
        return self._answer(request, keywords, encoded, count, skip, feedback)

    async def find_async(
        self, asked: Request | str, count: int = 3, skip: int = 0, feedback: Feedback = NO_FEEDBACK
    ) -> Answer:
        """``find`` for coroutines: no thread waits for the model."""
        request, keywords = self._read(asked)
        parts = self._parts(keywords)
        encoded = EncodedQuery.of(parts, [await self.encoder.encode_query_async(part) for part in parts])
        if self.in_memory:
            return self._answer(request, keywords, encoded, count, skip, feedback)
        return await asyncio.to_thread(self._answer, request, keywords, encoded, count, skip, feedback)

    def understand(
        self, typed: str, now: datetime, chosen: Filters = EVERYTHING, times: Times = "", without: Without = ""
    ) -> Request:
        """Parse a query for this programme; see search.request.understand."""
        return understand(typed, self.calendar, now, chosen, times, without)

    def similar_to(self, session_id: str, count: int = 3) -> tuple[Match, ...]:
        """The sessions most similar to one of the programme, without itself and its duplicates.

        Raises KeyError for an id that is not searchable.
        """
        return self.find("", count, feedback=Feedback(more=(session_id,))).matches

    def score_relevance(self, asked: Request | str) -> RelevanceScores | None:
        """The relevance of every session to a query, as ``find`` ranks them; None without a subject. Raises Busy.

        Sessions that the query's filters exclude have log odds of -inf.
        """
        request, keywords = self._read(asked)
        parts = self._parts(keywords)
        if not parts or not self._rows:
            return None
        encoded = EncodedQuery.of(parts, [self.encoder.encode_query(part) for part in parts])
        query = query_vector(encoded.wholes, self.index.vectors, self.encoder)
        found = self._search(query, request.subject, keywords, encoded, liked=False)
        below = self.index.scale.odds_lost(1.0) * (found.scores.max() - found.scores)
        odds = np.asarray(found.confidence - below, dtype=np.float32)
        for row, least in found.minimum_odds.items():
            odds[row] = max(float(odds[row]), least)
        allowed = self._allowed(request.filters, [])
        if allowed is not None:
            left_out = np.ones(len(odds), dtype=bool)
            left_out[allowed] = False
            odds[left_out] = -np.inf
        return RelevanceScores(
            request.query.text, odds, self._rows, lambda row: self._matches([row], found, query)[0], keywords.terms
        )

    def score_similarity(self, session_id: str) -> RelevanceScores:
        """The similarity of every session to one of the programme. Raises KeyError for an id that is not searchable."""
        row = self._rows[session_id]
        query = query_vector([], self.index.vectors, self.encoder, [row])
        found = self.index.search(query, self.index.words.search(""))
        odds = likeness(found.scores, self.index.scale.best)
        return RelevanceScores(
            "",
            odds,
            self._rows,
            lambda other: self._matches([other], found, query)[0],
            like=self.programme.searchable[row],
        )

    def leader(self, session_id: str) -> str:
        """The id of the first session of a group of duplicates, which stands for all of them; its own for a break."""
        row = self._rows.get(session_id)
        return session_id if row is None else self.programme.searchable[self._duplicates.leader(row)].id

    def repeats(self, session_id: str) -> tuple[Session, ...]:
        """The duplicates of a session, in the programme's order."""
        row = self._rows.get(session_id)
        others = () if row is None else self._duplicates.others(row)
        return tuple(self.programme.searchable[other] for other in others)

    @cached_property
    def facets(self) -> Facets:
        """The filter choices of the programme."""
        return Facets(self.programme.searchable)

    @cached_property
    def calendar(self) -> ProgrammeCalendar:
        """The days and headings of the programme, for parsing queries."""
        return ProgrammeCalendar(self.programme)

    @cached_property
    def words(self) -> WordSearch:
        """Search by letters in the same programme, breaks included."""
        return WordSearch(self.programme)

    @property
    def in_memory(self) -> bool:
        """Whether a search does no I/O, so that a coroutine may run it directly."""
        return self.index.vectors.in_memory

    @cached_property
    def _rows(self) -> dict[str, int]:
        return {session.id: row for row, session in enumerate(self.programme.searchable)}

    @cached_property
    def _people(self) -> SpeakerIndex:
        return SpeakerIndex(self.programme.searchable, self.index.words.employer_terms)

    @cached_property
    def _tracks(self) -> Rows:
        """A number for each row's track, 0 for none."""
        numbers = {"": 0}
        names = [session.track.casefold() for session in self.programme.searchable]
        return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.intp)

    def _read(self, asked: Request | str) -> tuple[Request, KeywordMatch]:
        """The request, and its keyword match, computed once."""
        request = Request.plain(asked) if isinstance(asked, str) else asked
        return request, self.index.words.search(request.subject)

    def _parts(self, keywords: KeywordMatch) -> list[str]:
        """The texts to embed for a query."""
        return windows_of(self._aliases.expand(keywords.text), self.encoder)

    def _answer(
        self, request: Request, keywords: KeywordMatch, encoded: EncodedQuery, count: int, skip: int, feedback: Feedback
    ) -> Answer:
        liked = [self._rows[session] for session in feedback.more]
        disliked = [self._rows[session] for session in feedback.less]
        if not (encoded.wholes or liked) or count < 1:
            return Answer(request.subject, (), False)
        query = query_vector(encoded.wholes, self.index.vectors, self.encoder, liked, disliked)
        rows = self._allowed(request.filters, [*liked, *disliked])
        found = self._search(query, request.subject, keywords, encoded, liked=bool(liked))
        skip = max(skip, 0)
        places = self._duplicates.best_distinct(found.scores, rows, skip + count)
        matches = self._matches(places[skip:], found, query)
        total = self._duplicates.count(rows)
        return Answer(
            interest=request.subject,
            matches=matches,
            more=skip + len(matches) < total,
            close=bool(places) and self._odds(places[0], found) >= CLOSE,
            terms=keywords.terms,
            outside=self._outside(found, rows, places, query) if not skip and not request.filters.track else None,
            language=self._language(request.subject, keywords.known_share),
        )

    def _search(
        self, query: Vectors, subject: str, keywords: KeywordMatch, encoded: EncodedQuery, *, liked: bool
    ) -> ScoredDocuments:
        """Score all sessions; those of speakers whom the query names come first.

        Nothing is close to a query without a subject, unless sessions were ``liked``.
        """
        found = self.index.search(query, keywords, encoded.asked)
        if is_vague(subject) and not liked:
            found = replace(found, confidence=min(found.confidence, CLOSE - 1))
        return self._people.rank_named_first(found, keywords.text)

    def _allowed(self, filters: Filters, rated: Sequence[int]) -> Rows | None:
        """The rows that may be found, None for all: those that pass the filters, less rated ones and duplicates."""
        if filters.empty and not rated:
            return None
        allowed = np.array(self.facets.rows(filters), dtype=np.intp)
        return self._duplicates.without(allowed, rated)

    def _odds(self, row: int, found: ScoredDocuments) -> float:
        """The log odds that a row is an answer."""
        odds = found.confidence - self.index.scale.odds_lost(float(found.scores.max() - found.scores[row]))
        return max(odds, found.minimum_odds.get(row, odds))

    def _matches(self, rows: Sequence[int], found: ScoredDocuments, query: Vectors) -> tuple[Match, ...]:
        candidates = self.index.vectors.candidates(np.array(rows, dtype=np.intp))
        return tuple(self._match(row, found, candidates.sentences_of(number, query)) for number, row in enumerate(rows))

    def _match(self, row: int, found: ScoredDocuments, meaning: Vectors) -> Match:
        """The match of a row; ``meaning`` (sentences,): the closeness of each sentence of its abstract."""
        session = self.programme.searchable[row]
        said = [session.abstract[start:end] for start, end in sentences(session.abstract)]
        best = best_sentence(
            said, meaning, self.index.words, found.keywords.terms, require_named=row in found.minimum_odds
        )
        odds = self._odds(row, found)
        return Match(
            session,
            float(found.scores[row]),
            closeness_of(odds),
            bar_share(odds),
            evidence="" if best is None else said[best],
            also=self.repeats(session.id),
            odds=odds,
        )

    def _outside(
        self, found: ScoredDocuments, rows: Rows | None, places: Sequence[int], query: Vectors
    ) -> Match | None:
        """The best match from a track that none of ``places`` has, if it is close."""
        seen = {int(self._tracks[row]) for row in places}
        if not places or 0 in seen:
            return None
        among = np.arange(len(found.scores)) if rows is None else rows
        best = self._duplicates.best_distinct(found.scores, among[~np.isin(self._tracks[among], [0, *seen])], 1)
        match = self._matches(best, found, query)[0] if best else None
        return match if match and match.closeness != "far" else None

    def _language(self, asked: str, used: float) -> str:
        """The query's language if the model was not trained on it, else ""."""
        return foreign_language(asked, used) if self.encoder.card.languages == ("en",) else ""
