"""Parse what somebody typed into a Query: times, exclusions, and the subject that remains."""

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

LONGEST: Final = 200  # characters of a query; a longer one is a pasted abstract and not parsed


def parse(typed: str, calendar: ProgrammeCalendar, now: datetime, times: Times = "", without: Without = "") -> Query:
    """Parse ``typed``. With "words", ``times`` or exclusions (``without``) are not parsed and stay in the subject.

    ``now``, with a time zone, resolves "today". A query without times and exclusions is its own subject, unchanged.
    """
    query = Query.of(typed)
    text = query.text
    if len(text) > LONGEST:
        return query
    while True:
        remaining, when = (query.subject, NO_TIMES) if times == "words" else parse_times(query.subject, calendar, now)
        remaining, excluded = (remaining, ()) if without == "words" else parse_exclusions(remaining, calendar)
        if remaining == query.subject:
            break
        query = replace(query, subject=remaining, times=query.times.combine(when), without=(*excluded, *query.without))
    if query.subject != text and (not words(query.subject) or (query.times.words and is_vague(query.subject))):
        return replace(query, subject="")  # "what is on", "something good": no subject remains
    return query
