"""From what somebody types to a Query: when a session should be, what it should not be about, and the subject."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from session_finder.query.exclusion_parser import parse_exclusions
from session_finder.query.intent import is_vague
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.query import Query, Times, Without
from session_finder.query.time_parser import NO_TIMES, parse_times
from session_finder.text.analyzer import words

LONGEST: Final = 200  # characters, blanks too, of a query; in a longer one, a pasted abstract, nothing is read


def parse(typed: str, calendar: ProgrammeCalendar, now: datetime, times: Times = "", without: Without = "") -> Query:
    """Take what was typed apart; with "words", ``times`` or what it goes ``without`` stay in the subject.

    ``now``, with a zone, is what "today" is about. A query without times and exclusions is its own subject, unchanged.
    """
    found = Query.of(typed)
    asked = found.text
    if len(asked) > LONGEST:
        return found
    while True:
        left, when = (found.subject, NO_TIMES) if times == "words" else parse_times(found.subject, calendar, now)
        left, unwanted = (left, ()) if without == "words" else parse_exclusions(left, calendar)
        if left == found.subject:
            break
        found = replace(found, subject=left, times=found.times.combine(when), without=(*unwanted, *found.without))
    if found.subject != asked and (not words(found.subject) or (found.times.words and is_vague(found.subject))):
        return replace(found, subject="")  # "what is on", "something good": nothing of a subject
    return found
