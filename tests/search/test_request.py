"""What was typed and what was chosen, as one request: the same whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from timetables import at

from session_finder.domain.sessions import Programme
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.search.request import Request, understand

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)  # a Tuesday
SESSIONS = (at("9:00"), at("1 9:00"), at("1 14:00"), at("2 9:00"), at("3 9:00"))
ALMANAC = ProgrammeCalendar(Programme("small", "Small", SESSIONS, timezone="UTC"))
WEDNESDAY, FRIDAY = "2027-05-12", "2027-05-14"
TYPED = "maps, Wednesday after 14:00, but no gulls"


@pytest.mark.parametrize(
    ("chosen", "filters", "added"),
    [
        (
            EVERYTHING,
            Filters(day=(WEDNESDAY,), begin=time(14), unsaid=("gulls",)),
            Filters(day=(WEDNESDAY,), begin=time(14)),
        ),
        (
            Filters(day=(FRIDAY,), track=("Maps",)),
            Filters(day=(FRIDAY,), track=("Maps",), begin=time(14), unsaid=("gulls",)),
            Filters(begin=time(14)),
        ),
        (
            Filters(end=time(10)),
            Filters(day=(WEDNESDAY,), end=time(10), unsaid=("gulls",)),
            Filters(day=(WEDNESDAY,)),
        ),
    ],
)
def test_what_was_chosen_wins_over_what_was_read(chosen, filters, added):
    request = understand(TYPED, ALMANAC, NOW, chosen)
    assert (request.subject, request.filters, request.added) == ("maps", filters, added)


def test_what_is_taken_back_is_still_told():
    request = understand(TYPED, ALMANAC, NOW, times="words", without="words")
    assert request.subject == TYPED
    assert request.filters == EVERYTHING
    assert (request.query.times.words, request.query.without) == (("Wednesday after 14:00",), ("gulls",))


def test_times_that_do_not_count_are_no_words_either():
    request = understand(TYPED, ALMANAC, NOW, times="any")
    assert (request.subject, request.filters) == ("maps", Filters(unsaid=("gulls",)))


def test_times_may_be_all_that_is_asked_for():
    assert understand("Wednesday after 14:00", ALMANAC, NOW).only_when
    assert not understand(TYPED, ALMANAC, NOW).only_when


def test_a_plain_request_is_searched_as_it_stands():
    assert (Request.plain(TYPED).subject, Request.plain(TYPED).filters) == (TYPED, EVERYTHING)
