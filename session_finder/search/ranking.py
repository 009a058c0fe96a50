"""Rank the sessions of one programme by one subject: encode it, score every session, and find the evidence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Session
from session_finder.models.encoder import Vectors
from session_finder.query.intent import is_vague
from session_finder.retrieval.calibration import CLOSE, Calibration, bar_share, closeness_of
from session_finder.retrieval.evidence import AskedTerms, Source, best_evidence
from session_finder.retrieval.index import Candidates
from session_finder.retrieval.keywords import KeywordMatch
from session_finder.retrieval.maxsim import NO_WORDS, NearTo, QuantizedWords
from session_finder.retrieval.scoring import HybridIndex, ScoredDocuments
from session_finder.search.encoding import EncodedQuery, QueryEncoder, query_vector, windows_of, without_end_marks
from session_finder.search.indexer import document
from session_finder.search.language_noise import DEFAULT, LanguageNoise
from session_finder.search.results import Match
from session_finder.search.speaker_match import SpeakerIndex
from session_finder.text.analyzer import spans, stem

_WORDS_KEPT = 2_000  # sessions whose words are kept for the next search


@dataclass(frozen=True, slots=True)
class SearchedSubject:
    """A subject, or a part of one: its ``text``, how its words match, its vectors, and its ``language`` (ISO 639-1).

    ``index`` searches it, calibrated by the noise of that language. ``terms`` are those of the programme's terms that
    the subject or one of its aliases has.
    """

    text: str
    keywords: KeywordMatch
    encoded: EncodedQuery
    language: str
    index: HybridIndex
    terms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Ranking:
    """All sessions scored for one subject. ``query``: its vector; ``scale``: the calibration of the scores."""

    subject: SearchedSubject
    query: Vectors
    found: ScoredDocuments
    scale: Calibration

    def odds(self, row: int) -> float:
        """The log odds that a row is an answer."""
        found = self.found
        odds = found.confidence - self.scale.odds_lost(float(found.best - found.scores[row]))
        return max(odds, found.minimum_odds.get(row, odds))

    def all_odds(self) -> Vectors:
        """The log odds of every row, (rows,) float32."""
        found = self.found
        odds = np.asarray(found.confidence - self.scale.odds_lost(1.0) * (found.best - found.scores), dtype=np.float32)
        for row, least in found.minimum_odds.items():
            odds[row] = max(float(odds[row]), least)
        return odds

    @property
    def best(self) -> int:
        """The row with the highest score."""
        return int(self.found.scores.argmax())


class Ranker:
    """Ranks ``sessions``, the rows of ``index``, by a subject. Immutable, so any thread may use it.

    ``duplicates`` returns the duplicates of a session by its row.
    """

    def __init__(
        self,
        sessions: Sequence[Session],
        encoder: QueryEncoder,
        index: HybridIndex,
        aliases: Aliases,
        duplicates: Callable[[int], tuple[Session, ...]],
    ) -> None:
        self._sessions, self._encoder, self._index = sessions, encoder, index
        self._aliases, self._duplicates = aliases, duplicates
        self._noise = LanguageNoise(index, sessions, encoder)
        self._distinct_words = lru_cache(maxsize=_WORDS_KEPT)(self._words_of)

    def encode(self, text: str, page_language: str = "en", whole: SearchedSubject | None = None) -> SearchedSubject:
        """A subject as it is searched. Raises Busy (models.worker) when too many searches wait.

        ``page_language`` (ISO 639-1) is evidence of the language of a short subject; a part of ``whole`` has its.
        """
        keywords = self._index.words.search(text)
        texts = self._texts(keywords)
        read = [self._encoder.encode_query(one) for one in texts]
        language = whole.language if whole else self._noise.language(text, keywords.known_share, page_language)
        return self._searched(text, keywords, (language, self._noise.index(language)), texts, read)

    async def encode_async(
        self, text: str, page_language: str = "en", whole: SearchedSubject | None = None
    ) -> SearchedSubject:
        """``encode`` for coroutines: no thread waits for the model."""
        keywords = self._index.words.search(text)
        texts = self._texts(keywords)
        read = [await self._encoder.encode_query_async(one) for one in texts]
        language = whole.language if whole else self._noise.language(text, keywords.known_share, page_language)
        return self._searched(text, keywords, (language, await self._noise.index_async(language)), texts, read)

    def rank(self, subject: SearchedSubject, liked: Sequence[int] = (), disliked: Sequence[int] = ()) -> Ranking:
        """Score all sessions; those of speakers whom the subject names come first.

        Nothing is close to a query without a subject, unless sessions were ``liked``.
        """
        index = subject.index
        query = query_vector(subject.encoded.wholes, index.vectors, self._encoder, liked, disliked)
        found = index.search(query, subject.keywords, subject.encoded.asked)
        if is_vague(subject.text) and not liked:
            found = replace(found, confidence=min(found.confidence, CLOSE - 1))
        return Ranking(subject, query, self._people.rank_named_first(found, subject.keywords.text), index.scale)

    def rank_by_session(self, row: int) -> Ranking:
        """Score all sessions by their similarity to one."""
        nothing = SearchedSubject("", self._index.words.search(""), EncodedQuery([], NO_WORDS), DEFAULT, self._index)
        query = query_vector([], self._index.vectors, self._encoder, [row])
        return Ranking(nothing, query, self._index.search(query, nothing.keywords), self._index.scale)

    def matches(self, rows: Sequence[int], ranking: Ranking) -> tuple[Match, ...]:
        """The matches of ``rows``, each with its evidence."""
        candidates = self._index.vectors.candidates(np.array(rows, dtype=np.intp))
        asked = ranking.subject.encoded.asked
        near = self._index.near.to(asked.vectors) if self._index.near and len(asked.names) else None
        terms = ranking.subject.terms.union(map(stem, asked.names))
        bare = AskedTerms({term: self._index.words.rarity(term) for term in terms})
        return tuple(self._match(row, ranking, candidates, number, bare, near) for number, row in enumerate(rows))

    @cached_property
    def _people(self) -> SpeakerIndex:
        return SpeakerIndex(self._sessions, self._index.words.employer_terms)

    def _texts(self, keywords: KeywordMatch) -> list[str]:
        """The texts to embed for a subject."""
        return windows_of(self._aliases.expand(without_end_marks(keywords.text)), self._encoder)

    def _searched(
        self,
        text: str,
        keywords: KeywordMatch,
        calibrated: tuple[str, HybridIndex],
        texts: Sequence[str],
        read: Sequence[Vectors],
    ) -> SearchedSubject:
        encoded = EncodedQuery.of(texts, read)
        spelled = frozenset(term for term in map(stem, encoded.asked.names) if self._index.words.has(term))
        return SearchedSubject(text, keywords, encoded, *calibrated, keywords.terms | spelled)

    def _with_near(
        self, bare: AskedTerms, names: Sequence[str], row: int, words: QuantizedWords, to: NearTo
    ) -> AskedTerms:
        """What a subject with the words ``names`` asks of a row: ``bare``, and what of its ``words`` is near."""
        written = self._distinct_words(row)
        if len(written) != len(words):
            return bare
        closeness = to.closeness(words)
        alike: dict[str, dict[str, float]] = {}
        for word, asked in np.argwhere(closeness).tolist():
            alike.setdefault(written[word], {})[stem(names[asked])] = float(closeness[word, asked])
        return AskedTerms(bare.weights, alike) if alike else bare

    def _words_of(self, row: int) -> tuple[str, ...]:
        """The distinct folded words of a session, in the order in which the index has them."""
        written = document(self._sessions[row], self._aliases)
        return tuple(dict.fromkeys(word for _, _, word in spans(f"{written.title}. {written.text}")))

    def _match(
        self, row: int, ranking: Ranking, candidates: Candidates, number: int, asked: AskedTerms, near: NearTo | None
    ) -> Match:
        """The match of a row, the ``number``-th of ``candidates``.

        ``asked``: what the subject asks for in its own words; ``near``: the words that are near to these.

        Names are not compared by meaning: somebody who is asked for by name is nobody else. Nor is what is not close.
        """
        session, found = self._sessions[row], ranking.found
        facts: dict[Source, str] = {
            "title": session.title,
            "tags": ", ".join(session.tags),
            "track": session.track,
            "speakers": ", ".join(session.speakers),
        }
        named, odds = row in found.minimum_odds, ranking.odds(row)
        if near is not None and not named and odds >= CLOSE:
            names = ranking.subject.encoded.asked.names
            asked = self._with_near(asked, names, row, candidates.words_of(number), near)
        evidence = best_evidence(
            session.abstract,
            facts,
            candidates.sentences_of(number, ranking.query),
            asked,
            named,
        )
        return Match(
            session,
            float(found.scores[row]),
            closeness_of(odds),
            bar_share(odds),
            evidence=evidence,
            also=self._duplicates(row),
            odds=odds,
        )
