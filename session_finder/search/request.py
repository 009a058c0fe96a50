"""A search request, parsed the same way for page, API, command line, map, plan and all conferences.

``understand`` is the only way from typed text and chosen filters to what is searched.
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
    """A ``query`` as it was parsed, and what of it is used.

    ``used`` is the query that is searched, with the parts that the attendee took back among its words. ``filters``
    combine chosen filters and the query's, and ``added`` has the times among them that nobody chose. ``times`` and
    ``without`` say what was taken back.
    """

    query: Query
    used: Query
    filters: Filters = EVERYTHING
    added: Filters = EVERYTHING
    times: Times = ""
    without: Without = ""

    @classmethod
    def plain(cls, subject: str, filters: Filters = EVERYTHING) -> Request:
        """A request that searches the text literally."""
        query = Query.of(subject)
        return cls(query, query, filters)

    @property
    def subject(self) -> str:
        """The text that is searched, "" for none."""
        return self.used.subject

    @property
    def only_when(self) -> bool:
        """Whether the query consists of times."""
        return not self.subject and not self.added.empty


def understand(
    typed: str,
    calendar: ProgrammeCalendar,
    now: datetime,
    chosen: Filters = EVERYTHING,
    times: Times = "",
    without: Without = "",
) -> Request:
    """Parse what was typed and combine it with ``chosen`` filters, which take precedence.

    ``calendar`` is that of the searched programme. ``now``, with a time zone, resolves "today". ``times`` and
    ``without`` say which parsed parts the attendee took back.
    """
    query = used = parse(typed, calendar, now)
    if "words" in (times, without):
        used = parse(typed, calendar, now, times, without)
    read = used.filters(times)
    return Request(query, used, _combined(chosen, read), _added(chosen, read), times, without)


def _combined(filters: Filters, read: Filters) -> Filters:
    """``filters`` with those ``read`` from the query where nothing was chosen."""
    day = filters.day or read.day
    chosen = filters.begin is not None or filters.end is not None
    begin, end = (filters.begin, filters.end) if chosen else (read.begin, read.end)
    return replace(filters, day=day, begin=begin, end=end, unsaid=read.unsaid)


def _added(filters: Filters, read: Filters) -> Filters:
    """The times ``read`` from the query that ``_combined`` adds."""
    chosen = filters.begin is not None or filters.end is not None
    return replace(
        EVERYTHING,
        day=() if filters.day else read.day,
        begin=None if chosen else read.begin,
        end=None if chosen else read.end,
    )
