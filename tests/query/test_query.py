"""The Query record: one line of text, filters of all parts together, and its JSON."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.query import MAX_QUERY, READABLE, Query, ReadPart, combined, one_line

QUERY = Query(
    "maps, Tue 14:00 but no R",
    "maps",
    (
        ReadPart(6, 15, "time", Filters(day=("2027-05-11",), begin=time(14))),
        ReadPart(16, 24, "exclude", Filters(unsaid=("R",))),
    ),
    (ReadPart(0, 4, "tag", Filters(tag=("maps",))),),
)


def test_several_values_are_joined_once_each_and_days_are_sorted():
    parts = [Filters(tag=("b", "a"), day=("2027-05-12",)), Filters(tag=("a", "c"), day=("2027-05-11", "2027-05-12"))]
    assert combined(parts) == Filters(tag=("b", "a", "c"), day=("2027-05-11", "2027-05-12"))


def test_the_narrowest_times_and_lengths_are_kept():
    wide = Filters(begin=time(9), end=time(18), longer=10, shorter=90)
    narrow = Filters(begin=time(11), end=time(12), longer=30, shorter=60)
    assert combined([wide, narrow]) == combined([narrow, wide]) == narrow


def test_the_last_moment_is_kept_and_exclusions_are_joined():
    parts = [Filters(at=time(9), unsaid=("R",)), Filters(at=time(10), unsaid=("SQL", "R"))]
    assert combined(parts) == Filters(at=time(10), unsaid=("R", "SQL"))


def test_nothing_together_is_everything():
    night = [Filters(begin=time(18), end=time(5)), Filters(begin=time(1), end=time(2))]
    assert combined(night, time(5)) == Filters(begin=time(1), end=time(2))
    assert combined([]) is EVERYTHING
    assert combined([EVERYTHING, EVERYTHING]) is EVERYTHING


def test_the_filters_of_a_query_are_those_of_its_parts_and_not_of_its_offers():
    assert QUERY.filters == Filters(day=("2027-05-11",), begin=time(14), unsaid=("R",))


def test_parts_are_told_as_they_were_typed():
    assert (QUERY.said("time"), QUERY.said("exclude", "time"), QUERY.said("tag")) == (
        ("Tue 14:00",),
        ("Tue 14:00", "but no R"),
        (),
    )
    assert QUERY.said_except("exclude") == ("Tue 14:00",)


def test_json_has_every_readable_filter_its_parts_and_its_offers():
    assert QUERY.as_json() == {
        "subject": "maps",
        "subjects": ["maps"],
        "times": ["Tue 14:00"],
        **{name: [] for name in ("track", "level", "room", "format", "language", "tag", "speaker", "employer", "code")},
        "day": ["2027-05-11"],
        "from": "14:00",
        "to": None,
        "at": None,
        "longer": None,
        "shorter": None,
        "without": ["R"],
        "parts": [
            {
                "text": "Tue 14:00",
                "start": 6,
                "end": 15,
                "facet": "time",
                "filters": {"day": ["2027-05-11"], "from": "14:00"},
            },
            {"text": "but no R", "start": 16, "end": 24, "facet": "exclude", "filters": {"without": ["R"]}},
        ],
        "offered": [{"text": "maps", "start": 0, "end": 4, "facet": "tag", "filters": {"tag": ["maps"]}}],
    }


def test_filters_of_the_clock_and_the_plan_cannot_be_named():
    assert {"upcoming", "unplanned", "fitting"}.isdisjoint(READABLE)


def test_a_query_without_reading_is_its_text():
    assert Query.of(" a\n b ") == Query("a b", "a b")


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a\t\tb\r\nc", "a b c"), ("\ufeffa\u200bb\u2028c\x00", "a b c"), ("e\u0301", "é"), ("\ud800", "?"),
        ("", ""), (" \n ", ""),
    ],
)  # fmt: skip
def test_what_was_typed_comes_on_one_line(typed, line):
    assert one_line(typed) == line


@given(st.text())
def test_one_line_changes_nothing_the_second_time(typed):
    assert one_line(one_line(typed)) == one_line(typed)


def test_no_more_than_the_greatest_length_is_kept():
    assert one_line("ab " * MAX_QUERY) == ("ab " * MAX_QUERY)[:MAX_QUERY]
    assert one_line("e\u0301" * MAX_QUERY) == "é" * MAX_QUERY
