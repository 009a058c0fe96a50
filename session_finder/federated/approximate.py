"""Approximate search over all conferences: the store finds near candidates, which are then scored exactly.

The candidates form a programme of their own during the search, so that they are ordered, explained and judged by the
finder that every conference has. Words that are rare among them weigh more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from session_finder.domain.aliases import Aliases
from session_finder.domain.errors import Unavailable
from session_finder.domain.sessions import Programme
from session_finder.federated.exact import AnswerFromAll, Clock, Everywhere, FoundThere, clock
from session_finder.federated.external_index import refuse_without
from session_finder.federated.search_store import Nearest, Place, SearchStore
from session_finder.query.query import Query, one_line
from session_finder.retrieval import duplicates, index
from session_finder.retrieval.calibration import CLOSE, bar_share, closeness_of
from session_finder.retrieval.vector_cache import VectorStore
from session_finder.search.encoding import QueryEncoder, windows_of
from session_finder.search.indexer import build_index, document
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request, understand
from session_finder.text.analyzer import term_set

if TYPE_CHECKING:
    from session_finder.search.results import Match
    from session_finder.serving.snapshot import Served, Shown

CANDIDATES: Final = 64  # 200 find no more and take twice as long; benchmarks/RESULTS.md
HEAD_START: Final = 1.0  # log odds: nothing is as far away among candidates as in a whole programme
_NARROWED: Final = 4  # times as many candidates, where times or exclusions leave some out
_BORDER: Final = "/"  # between the slug, which never has one, and the id


@dataclass(frozen=True)
class Near:
    """Searches the store; ``exact`` answers from memory while the store is unavailable or incomplete. Thread-safe.

    ``served``: the current snapshot. ``candidates``: how many sessions are scored exactly.
    """

    served: Callable[[], Served]
    store: SearchStore
    encoder: QueryEncoder
    cache: VectorStore
    exact: Everywhere
    candidates: int = CANDIDATES
    now: Clock = clock

    def find(
        self, interest: str, count: int = 3, skip: int = 0, as_typed: bool = False, page_language: str = "en"
    ) -> AnswerFromAll:
        """As Everywhere.find, among the nearest candidates and those that contain all the words."""
        asked, shown, now = one_line(interest), self.served().shown, self.now()

        def read(loaded: LoadedConference) -> Request:
            return understand(asked, loaded.lexicon, now, as_typed=as_typed, page_language=page_language)

        try:
            answer = self._near(asked, shown, (count, max(skip, 0)), read) if asked and count > 0 else None
        except Unavailable:
            answer = None
        return answer or self.exact.find(interest, count, skip, as_typed, page_language)

    def _near(
        self,
        asked: str,
        shown: Mapping[str, Shown],
        page: tuple[int, int],
        read: Callable[[LoadedConference], Request],
    ) -> AnswerFromAll | None:
        """The answer, None when the store lacks a conference that is in memory, or when nothing is searched for.

        Raises Unavailable.
        """
        places = [near_place(one) for one in shown.values()]
        refuse_without(self.cache)
        found = self._nearest(places, asked, self.candidates)
        everything = all(one.in_memory for one in shown.values())
        if not found.places or (everything and found.places < len(places)):
            return None
        candidates = _Candidates(shown, found)
        loaded = candidates.load(self.encoder, self.cache)
        count, skip = page
        request = read(loaded)
        if request.lists:  # the sessions nearest to "workshops on Thursday" are not those
            return None
        if not request.filters.empty and request.subject:  # few of those candidates may be left
            found = self._nearest(places, request.subject, _NARROWED * self.candidates)
            candidates = _Candidates(shown, found)
            loaded = candidates.load(self.encoder, self.cache)
        answer = loaded.finder.find(request.as_one, skip + count)
        matches = [candidates.there(match) for match in answer.matches]
        return AnswerFromAll(
            interest=request.query.text,
            matches=tuple(matches[skip:]),
            more=answer.more,
            close=bool(matches) and matches[0].match.odds >= CLOSE,
            terms=answer.terms,
            conferences=found.places,
            approximate=True,
            language=answer.language,
            query=Query.of(asked) if request.as_typed else request.query,
        )

    def _nearest(self, places: Sequence[Place], asked: str, count: int) -> Nearest:
        read = [self.encoder.encode_query(part)[0] for part in windows_of(asked, self.encoder)]
        return self.store.nearest(places, index.direction(read, self.encoder), term_set(asked), count)


def near_place(shown: Shown) -> Place:
    """The place of a conference in the search over all of them."""
    conference = shown.conference
    return Place.named("near", conference.slug, shown.digest[:16] or shown.version, conference.aliases)


class _Candidates:
    """Sessions of several conferences as one programme; the slug makes their ids unique."""

    def __init__(self, shown: Mapping[str, Shown], found: Nearest) -> None:
        self._found = {
            _BORDER.join((slug, session.id)): (
                shown[slug].conference,
                replace(session, day_starts=shown[slug].conference.day_starts),
            )
            for slug, session in found.sessions
        }

    def load(self, encoder: QueryEncoder, cache: VectorStore) -> LoadedConference:
        """What reads the query and searches among them."""
        aliases = {where.slug: Aliases(where.aliases) for where, _ in self._found.values()}
        documents = [document(session, aliases[where.slug]) for where, session in self._found.values()]
        leaders = duplicates.groups(documents)
        candidates = [*self._found.values()]
        for row, (where, session) in enumerate(candidates):
            if candidates[leaders[row]][0] != where and not session.abstract.strip():
                leaders[row] = row  # an "Opening" is another one in each conference
        sessions = tuple(replace(session, id=name) for name, (_, session) in self._found.items())
        expressions = tuple({pair: None for where, _ in self._found.values() for pair in where.aliases})
        programme = Programme("", "", sessions, aliases=expressions)
        index = build_index(documents, encoder, cache)
        return LoadedConference(programme, encoder, index, leaders, Aliases(expressions))

    def there(self, match: Match) -> FoundThere:
        """A match with its conference; what says the same, within it and elsewhere."""
        where, session = self._found[match.session.id]
        odds = match.odds - HEAD_START
        match = replace(match, odds=odds, closeness=closeness_of(odds), share=bar_share(odds))
        also = [self._found[other.id] for other in match.also]
        own = tuple(other for conference, other in also if conference.slug == where.slug)
        others = tuple(
            FoundThere(conference, replace(match, session=other, evidence=None, also=()))
            for conference, other in also
            if conference.slug != where.slug
        )
        return FoundThere(where, replace(match, session=session, also=own), others)
