"""What is asked of one programme, by whatever entrance: page, API, command line, map, plan or all conferences.

``understand`` is the only way from what was typed, and from filters that were chosen, to what is searched for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.parser import parse
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.query import Query, Times, Without


@dataclass(frozen=True, slots=True)
class Request:
    """A ``query`` with all that was read in it, and what of that counts.

    ``used`` is the query as it is searched, with what was taken back among its words; ``filters`` are the chosen ones
    with those of the query, and ``added`` the times among them that nobody chose. ``times`` and ``without``: what was
    taken back.
    """

    query: Query
    used: Query
    filters: Filters = EVERYTHING
    added: Filters = EVERYTHING
    times: Times = ""
    without: Without = ""

    @classmethod
    def plain(cls, subject: str, filters: Filters = EVERYTHING) -> Request:
        """A text that is searched as it stands, times and exclusions among its words."""
        query = Query.of(subject)
        return cls(query, query, filters)

    @property
    def subject(self) -> str:
        """What is searched for; "" for nothing."""
        return self.used.subject

    @property
    def only_when(self) -> bool:
        """Whether times are all that is asked for."""
        return not self.subject and not self.added.empty


def understand(
    typed: str,
    calendar: ProgrammeCalendar,
    now: datetime,
    chosen: Filters = EVERYTHING,
    times: Times = "",
    without: Without = "",
) -> Request:
    """Read what was typed, beside filters that were ``chosen`` and win over it.

    ``calendar``: of the programme that is asked. ``now``, with a zone, is what "today" is about. ``times`` and
    ``without``: what somebody took back of what was read.
    """
    query = used = parse(typed, calendar, now)
    if "words" in (times, without):
        used = parse(typed, calendar, now, times, without)
    read = used.filters(times)
    return Request(query, used, _narrowed(chosen, read), _added(chosen, read), times, without)


def _narrowed(filters: Filters, read: Filters) -> Filters:
    """Filters with those that were ``read``; what was chosen itself wins over what was read."""
    day = filters.day or read.day
    chosen = filters.begin is not None or filters.end is not None
    begin, end = (filters.begin, filters.end) if chosen else (read.begin, read.end)
    return replace(filters, day=day, begin=begin, end=end, unsaid=read.unsaid)


def _added(filters: Filters, read: Filters) -> Filters:
    """Those of the times ``read`` that ``_narrowed`` adds to what was chosen."""
    chosen = filters.begin is not None or filters.end is not None
    return replace(
        EVERYTHING,
        day=() if filters.day else read.day,
        begin=None if chosen else read.begin,
        end=None if chosen else read.end,
    )
