"""Filters in an address: what is written is read again, and what cannot be is told and left out."""

from __future__ import annotations

from datetime import datetime, time
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.filters.facets import Facets
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.web.visit.filters_address import (
    PARAMETERS,
    RequestedFilters,
    as_query,
    as_text,
    clock_of,
    parse_filters,
)

NOW = datetime(2027, 5, 11, 10, 10, tzinfo=ZoneInfo("Europe/Lisbon"))
SPEAKERS = ("Ana Silva (A & B)", "Horn, Eva")
TALKS = tuple(
    Session(str(number), "Talk", track=track, room=room, level="hard", start=NOW, tags=("C#", "R&D"), speakers=SPEAKERS)
    for number, (track, room) in enumerate([("Health & Care", "A/B"), ("Maps", "Room 2"), ("تتبع", "<b>")])
)
FACETS = Facets(TALKS)


def read(text, planned=()):
    return parse_filters(parse_qs(text, keep_blank_values=True), FACETS, NOW, planned)


def test_an_address_without_filters_asks_for_everything():
    assert read("q=graphs&like=7") == RequestedFilters(EVERYTHING)


def test_all_that_can_be_asked_for():
    text = (
        "day=2027-05-11&track=maps&track=Health+%26+Care&from=9:30&to=14:00&only=upcoming&only=unplanned&only=fitting"
        "&tag=c%23&speaker=ana+silva&speaker=HORN,+Eva&employer=a+%26+b&code=2&code=0&at=14:05&longer=60&shorter=90"
        "&exclude=neo4j&exclude=+no++gulls+"
    )
    assert read(text, TALKS[:1]) == RequestedFilters(
        Filters(
            day=("2027-05-11",),
            track=("Health & Care", "Maps"),
            tag=("C#",),
            speaker=("Ana Silva", "Horn, Eva"),
            employer=("A & B",),
            code=("0", "2"),
            begin=time(9, 30),
            end=time(14),
            at=time(14, 5),
            longer=60,
            shorter=90,
            unsaid=("neo4j", "no gulls"),
            upcoming=NOW,
            unplanned=frozenset({"0"}),
            fitting=TALKS[:1],
        )
    )


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("track=nothing&track=Maps&from=10:00", ("nothing",)),
        ("track=Maps&from=25:00", ("25:00",)),
        ("track=Maps&day=1999-01-01&day=soon&only=mine&to=", ("1999-01-01", "soon", "mine")),
        ("track=Maps&room=" + "x" * 5000, ("x" * 200,)),
        ("track=Maps&language=" + "x" * 190 + ";yes;" + "z" * 9000, ("x" * 190, "yes", "z" * 5)),
        ("track=Maps&from=-1:00", ("-1:00",)),
        ("track=Maps&from=٠٩:٠٠", ("٠٩:٠٠",)),
        ("track=Maps&tag=Maps&speaker=Eva&employer=Horn&code=x", ("Maps", "Eva", "Horn", "x")),
        ("track=Maps&at=2pm&longer=0&shorter=1441", ("2pm", "0", "1441")),
        ("track=Maps&longer=٦٠&shorter=-5", ("٦٠", "-5")),
        ("track=Maps&longer=1h&shorter=" + "9" * 300, ("1h", "9" * 200)),
        ("track=Maps&exclude=" + "x" * 61, ("x" * 61,)),
        ("track=Maps" + "".join(f"&exclude=word+{number}" for number in range(10)), ("word 8", "word 9")),
    ],
)
def test_what_the_programme_does_not_have_is_told_and_the_rest_stands(text, unknown):
    asked = read(text)
    assert asked.unknown == unknown
    assert asked.filters.track == ("Maps",)


def test_empty_parameters_ask_for_nothing():
    assert read("day=&track=&from=&to=&only=&tag=&code=&at=&longer=&shorter=&exclude=&exclude=+") == RequestedFilters(
        EVERYTHING
    )


chosen = st.builds(
    Filters,
    track=st.sets(st.sampled_from([talk.track for talk in TALKS])).map(sorted).map(tuple),
    room=st.sets(st.sampled_from([talk.room for talk in TALKS])).map(sorted).map(tuple),
    begin=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    end=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    at=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    tag=st.sets(st.sampled_from(["C#", "R&D"])).map(sorted).map(tuple),
    speaker=st.sampled_from([(), ("Horn, Eva",), ("Ana Silva", "Horn, Eva")]),
    employer=st.sampled_from([(), ("A & B",)]),
    code=st.sampled_from([(), ("1",), ("0", "2")]),
    longer=st.none() | st.integers(1, 1440),
    shorter=st.none() | st.integers(1, 1440),
    unsaid=st.none() | st.lists(st.sampled_from(["C#", "a & b", "かもめ"]), min_size=1, unique=True).map(tuple),
    upcoming=st.none() | st.just(NOW),
    unplanned=st.none() | st.just(frozenset({"1"})),
    fitting=st.none() | st.just(TALKS[1:2]),
)


@given(chosen)
def test_whatever_is_chosen_survives_the_address(filters):
    assert read(as_text(filters), TALKS[1:2]) == RequestedFilters(filters)
    assert as_query(filters) == as_query(read(as_text(filters), TALKS[1:2]).filters)


@given(
    st.dictionaries(
        st.sampled_from([name for name in PARAMETERS if name != "language"]), st.lists(st.text(), max_size=3)
    )
)
def test_no_address_breaks_anything(query):
    asked = parse_filters(query, FACETS, NOW, ())
    assert len(asked.unknown) <= sum(map(len, query.values()))
    assert FACETS.left(asked.filters) <= 3


@pytest.mark.parametrize(
    ("text", "at"),
    [("9:05", time(9, 5)), ("09:05", time(9, 5)), ("9", None), ("9:5", None), ("24:00", None), ("", None)],
)
def test_a_clock_is_hours_and_minutes(text, at):
    assert clock_of(text) == at
