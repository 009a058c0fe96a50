"""Search over all conferences: the sessions that fit best in any of them.

The page, the API and the command line use the protocol Everywhere; ``bootstrap.service`` chooses the implementation.
The exact one asks the finder of every conference and merges their answers. Scores cannot be compared between
conferences: each finder calibrates them on the noise of its own programme. The log odds that it computes from them can,
so the answers are merged by these, and within one conference the order is its finder's.
"""

from __future__ import annotations

import heapq
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final, Protocol

from session_finder.domain.aliases import Aliases
from session_finder.domain.errors import StoreError, Unavailable
from session_finder.domain.library import Conference
from session_finder.models.cards import ModelError
from session_finder.models.worker import Busy
from session_finder.query.query import Query, one_line
from session_finder.retrieval import duplicates
from session_finder.retrieval.calibration import CLOSE
from session_finder.retrieval.ordering import DECIMALS
from session_finder.search.indexer import document
from session_finder.search.request import understand
from session_finder.search.results import Answer, Match

if TYPE_CHECKING:
    from session_finder.search.loaded_conference import LoadedConference
    from session_finder.search.request import Request
    from session_finder.serving.snapshot import Served

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]  # the time it is, with a zone

_NO_ALIASES: Final = Aliases(())


def clock() -> datetime:
    """The current time of this machine."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class FoundThere:
    """A match and its conference. ``also``: the same session in other conferences, which have no own entry."""

    conference: Conference
    match: Match
    also: tuple[FoundThere, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerFromAll:
    """What all conferences have for ``interest`` (as it was understood), best first; ``more``: whether others follow.

    ``close``, ``terms`` and ``language`` are as in an Answer. ``conferences``: how many were searched.
    ``approximate``: whether a session may have been missed. ``query``: what was read in it, by the first of the
    searched conferences: each reads it by its own days and facets.
    """

    interest: str
    matches: tuple[FoundThere, ...] = ()
    more: bool = False
    close: bool = False
    terms: frozenset[str] = frozenset()
    conferences: int = 0
    approximate: bool = False
    language: str = ""
    query: Query | None = None


class Everywhere(Protocol):
    """The search over all conferences that attendees may choose."""

    def find(
        self, interest: str, count: int = 3, skip: int = 0, as_typed: bool = False, page_language: str = "en"
    ) -> AnswerFromAll:
        """The ``count`` best sessions after the first ``skip``, of any conference; none without a subject.

        ``as_typed`` and ``page_language`` are as in search.request.understand. Where a conference reads more of
        it than others, only such conferences are searched: the others have no such day, format or speaker.

        Raises Busy when too many searches wait, StoreError when no conference can be searched.
        """
        ...


class Exact:
    """Asks each conference that is ``served`` when it is asked. Any thread may ask.

    The model reads the interest once: its worker remembers what it read, and a conference's own aliases or mended
    slips make another text only for those that have such. ``only_in_memory``: leave out those that are not.
    """

    def __init__(self, served: Callable[[], Served], now: Clock = clock, only_in_memory: bool = False) -> None:
        self._served, self._now, self._only_in_memory = served, now, only_in_memory
        self._complaints: dict[str, str] = {}

    def find(
        self, interest: str, count: int = 3, skip: int = 0, as_typed: bool = False, page_language: str = "en"
    ) -> AnswerFromAll:
        """As Everywhere.find, over every session of every conference that can be read."""
        served = self._served()
        if not served.shown:
            served.loaded("")  # it says in its own words what is missing
        asked, skip, now = one_line(interest), max(skip, 0), self._now()
        if not asked or count < 1:
            return AnswerFromAll(asked, conferences=len(served.shown))

        def read(loaded: LoadedConference) -> Request:
            return understand(asked, loaded.lexicon, now, as_typed=as_typed, page_language=page_language)

        wanted = skip + count + 1
        looked = wanted
        while True:
            answers = [*self._ask(served, read, looked)]
            if not answers:
                raise Unavailable("The programmes cannot be read at the moment. Try again in a minute.")
            most = max(_facets_read(query) for _, query, _ in answers)
            answers = [answer for answer in answers if _facets_read(answer[1]) == most]
            merged, whole = in_order([(where, answer) for where, _, answer in answers])
            found = different(merged)
            if len(found) >= wanted or whole:
                break
            looked *= 2
        shown = tuple(found[skip : skip + count])
        slugs = {one.conference.slug for one in shown}
        return AnswerFromAll(
            interest=asked,
            matches=shown,
            more=len(found) > skip + count,
            close=bool(found) and found[0].match.odds >= CLOSE,
            terms=frozenset().union(*(answer.terms for where, _, answer in answers if where.slug in slugs)),
            conferences=len(answers),
            language=answers[0][2].language if all(answer.language for *_, answer in answers) else "",
            query=answers[0][1],
        )

    def _ask(
        self, served: Served, read: Callable[[LoadedConference], Request], count: int
    ) -> Iterator[tuple[Conference, Query, Answer]]:
        """Each conference's reading of the interest and its answer, in the order of the snapshot.

        Conferences that cannot be read are left out. Those in memory are searched first, before building another finder
        drops one of them.
        """
        answers: dict[str, tuple[Query, Answer]] = {}
        for slug, shown in sorted(served.shown.items(), key=lambda item: not item[1].in_memory):
            if self._only_in_memory and not shown.in_memory:
                continue
            try:
                request = read(shown.loaded)
                query = Query.of(request.query.text) if request.as_typed else request.query
                answers[slug] = query, shown.loaded.finder.find(request.as_one, count)
            except (StoreError, ModelError) as error:
                if self._complaints.get(slug) != str(error):  # once, not at every letter that is typed
                    log.warning("%s is left out of the search across all conferences. %s", slug, error)
                self._complaints[slug] = str(error)
            else:
                self._complaints.pop(slug, None)
        return ((shown.conference, *answers[slug]) for slug, shown in served.shown.items() if slug in answers)


class AFewAtATime:
    """``within`` with at most ``most`` searches at once, since each searches all conferences. Raises Busy."""

    def __init__(self, within: Everywhere, most: int = 4, patience: float = 2.0) -> None:
        self._within, self._patience = within, patience
        self._places = threading.BoundedSemaphore(most)

    def find(
        self, interest: str, count: int = 3, skip: int = 0, as_typed: bool = False, page_language: str = "en"
    ) -> AnswerFromAll:
        """As Everywhere.find."""
        if not self._places.acquire(timeout=self._patience):
            raise Busy("Too many searches at once. Try again in a moment.")
        try:
            return self._within.find(interest, count, skip, as_typed, page_language)
        finally:
            self._places.release()


def in_order(answers: Sequence[tuple[Conference, Answer]]) -> tuple[list[FoundThere], bool]:
    """Merge the matches of several answers; also whether the result is complete.

    The list ends where an answer with further matches ends: the next match might be of that conference. Among equals
    the earlier conference comes first.
    """
    heads = [(_place(answer, 0), number, 0) for number, (_, answer) in enumerate(answers) if answer.matches]
    heapq.heapify(heads)
    merged: list[FoundThere] = []
    while heads:
        _, number, row = heapq.heappop(heads)
        conference, answer = answers[number]
        merged.append(FoundThere(conference, answer.matches[row]))
        if row + 1 < len(answer.matches):
            heapq.heappush(heads, (_place(answer, row + 1), number, row + 1))
        elif answer.more:
            return merged, False
    return merged, True


def different(found: Sequence[FoundThere]) -> list[FoundThere]:
    """Merge sessions of different conferences that have the same text, at the place of the closest.

    Two sessions of one conference stay two, as its finder has judged them. So do sessions without an abstract: each
    conference has its own "Opening".
    """
    leaders = duplicates.groups([document(one.match.session, _NO_ALIASES) for one in found])
    answers: list[_Group] = []
    alike: dict[int, list[_Group]] = {}
    for one, leader in zip(found, leaders.tolist(), strict=True):
        known = alike.setdefault(leader, []) if one.match.session.abstract.strip() else []
        group = next((group for group in known if one.conference.slug not in group.slugs), None)
        if group is None:
            group = _Group()
            known.append(group)
            answers.append(group)
        group.add(one)
    return [replace(group.members[0], also=tuple(group.members[1:])) for group in answers]


@dataclass
class _Group:
    """Sessions with the same text, at most one of a conference."""

    members: list[FoundThere] = field(default_factory=list)
    slugs: set[str] = field(default_factory=set)

    def add(self, one: FoundThere) -> None:
        self.members.append(one)
        self.slugs.add(one.conference.slug)


def _facets_read(query: Query) -> int:
    """How many kinds of filters were read in a query; exclusions have no part in it, as any conference reads them."""
    return len({part.facet for part in query.parts if part.facet != "exclude"})


def _place(answer: Answer, row: int) -> float:
    """The sort key: smaller for closer; rounded, so that every machine orders alike."""
    return -round(answer.matches[row].odds, DECIMALS)
