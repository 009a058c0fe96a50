"""What was typed and what was chosen, as one request: the same whoever asks."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from timetables import at

from session_finder.domain.sessions import Programme
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.search.request import Request, understand

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)  # a Tuesday
SESSIONS = (at("9:00"), at("1 9:00", format="workshop"), at("1 14:00"), at("2 9:00"), at("3 9:00"))
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS, timezone="UTC"))
WEDNESDAY, FRIDAY = "2027-05-12", "2027-05-14"
TYPED = "maps, Wednesday after 14:00, but no gulls"
READ = Filters(day=(WEDNESDAY,), begin=time(14), unsaid=("gulls",))


@pytest.mark.parametrize(
    ("chosen", "filters", "added"),
    [
        (EVERYTHING, READ, READ),
        (
            Filters(day=(FRIDAY,), track=("Maps",)),
            Filters(day=(FRIDAY,), track=("Maps",), begin=time(14), unsaid=("gulls",)),
            Filters(begin=time(14), unsaid=("gulls",)),
        ),
        (
            Filters(end=time(10)),
            Filters(day=(WEDNESDAY,), end=time(10), unsaid=("gulls",)),
            Filters(day=(WEDNESDAY,), unsaid=("gulls",)),
        ),
        (
            Filters(unsaid=("boats",)),
            Filters(day=(WEDNESDAY,), begin=time(14), unsaid=("boats", "gulls")),
            READ,
        ),
    ],
)
def test_what_was_chosen_wins_over_what_was_read_and_exclusions_add_up(chosen, filters, added):
    request = understand(TYPED, LEXICON, NOW, chosen)
    assert (request.subject, request.filters, request.added) == ("maps", filters, added)


def test_as_typed_all_is_subject_and_what_could_be_read_is_still_told():
    request = understand(TYPED, LEXICON, NOW, Filters(day=(FRIDAY,)), as_typed=True)
    assert (request.subject, request.filters, request.added) == (TYPED, Filters(day=(FRIDAY,)), EVERYTHING)
    assert request.query.filters == READ
    assert request.as_json()["subject"] == TYPED


@pytest.mark.parametrize(
    ("ignored", "filters"),
    [
        (["begin"], Filters(day=(WEDNESDAY,), unsaid=("gulls",))),
        (["day", "begin"], Filters(unsaid=("gulls",))),
        (["unsaid"], Filters(day=(WEDNESDAY,), begin=time(14))),
    ],
)
def test_what_is_ignored_is_no_subject_either(ignored, filters):
    request = understand(TYPED, LEXICON, NOW, ignored=ignored)
    assert (request.subject, request.filters, set(request.ignored)) == ("maps", filters, set(ignored))


@pytest.mark.parametrize("typed", ["Wednesday after 14:00", "workshops", "what workshops are on Wednesday?"])
def test_a_query_of_filters_alone_lists(typed):
    assert understand(typed, LEXICON, NOW).lists


@pytest.mark.parametrize("typed", [TYPED, "maps", "anything but maps", "workshop culture"])
def test_a_query_with_a_subject_or_with_exclusions_alone_does_not(typed):
    assert not understand(typed, LEXICON, NOW).lists


def test_a_plain_request_is_searched_as_it_stands():
    assert (Request.plain(TYPED).subject, Request.plain(TYPED).filters) == (TYPED, EVERYTHING)
