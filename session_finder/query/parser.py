"""What an interest says besides its subject: when a session should be, and what it should not be about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Literal

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.exclusion_parser import read_exclusions
from session_finder.query.intent import vague
from session_finder.query.programme_calendar import Almanac
from session_finder.query.query import understood
from session_finder.query.time_parser import NO_TIMES, AskedTimes, read_times
from session_finder.text.analyzer import words

# What becomes of times that were read: "" they filter, "any" they do not, "words" they are searched for as they stand.
Times = Literal["", "any", "words"]
Without = Literal["", "words"]  # what becomes of exclusions: "" such sessions are left out, "words" as above
LONGEST: Final = 200  # characters, blanks too, of an interest: in a longer one, a pasted abstract, nothing is read


@dataclass(frozen=True, slots=True)
class Conditions:
    """An ``interest`` taken apart: the ``subject`` that is searched for, ``times``, and phrases to go ``without``.

    ``subject`` is "" for an interest that says nothing but the rest.
    """

    interest: str
    subject: str
    times: AskedTimes = NO_TIMES
    without: tuple[str, ...] = ()

    def filters(self, times: Times = "") -> Filters:
        """The same as filters; with "any" only what it goes without."""
        asked = self.times if times == "" else NO_TIMES
        return Filters(day=asked.day, begin=asked.begin, end=asked.end, unsaid=self.without or None)

    def as_json(self) -> dict[str, Any]:
        """``{"subject", "times", "day", "from", "to", "without"}``, JSON types only."""
        asked = self.times
        return {
            "subject": self.subject,
            "times": list(asked.words),
            "day": list(asked.day),
            "from": f"{asked.begin:%H:%M}" if asked.begin is not None else None,
            "to": f"{asked.end:%H:%M}" if asked.end is not None else None,
            "without": list(self.without),
        }


def read(interest: str, almanac: Almanac, now: datetime, times: Times = "", without: Without = "") -> Conditions:
    """Take an interest apart; with "words", ``times`` or what it goes ``without`` stay in the subject.

    ``now``, with a zone, is what "today" is about. What an interest without conditions says is its subject, unchanged.
    """
    asked = understood(interest)
    found = Conditions(asked, asked)
    if len(asked) > LONGEST:
        return found
    while True:
        left, when = (found.subject, NO_TIMES) if times == "words" else read_times(found.subject, almanac, now)
        left, unwanted = (left, ()) if without == "words" else read_exclusions(left, almanac)
        if left == found.subject:
            break
        found = replace(found, subject=left, times=found.times.and_also(when), without=(*unwanted, *found.without))
    if found.subject != asked and (not words(found.subject) or (found.times.words and vague(found.subject))):
        return replace(found, subject="")  # "what is on", "something good": nothing of a subject
    return found


def narrowed(filters: Filters, read: Filters) -> Filters:
    """Filters with those that were ``read``; what was chosen itself wins over what was read."""
    day = filters.day or read.day
    chosen = filters.begin is not None or filters.end is not None
    begin, end = (filters.begin, filters.end) if chosen else (read.begin, read.end)
    return replace(filters, day=day, begin=begin, end=end, unsaid=read.unsaid)


def added(filters: Filters, read: Filters) -> Filters:
    """Those of the times ``read`` that ``narrowed`` adds to what was chosen."""
    chosen = filters.begin is not None or filters.end is not None
    return replace(
        EVERYTHING,
        day=() if filters.day else read.day,
        begin=None if chosen else read.begin,
        end=None if chosen else read.end,
    )
