"""Which session is which: the pairs that must be found, and above all those that must not."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.publishing.session_matching import paired

TEN = datetime(2027, 5, 11, 10)  # noqa: DTZ001  a file's bare time
LISBON, BERLIN = ZoneInfo("Europe/Lisbon"), ZoneInfo("Europe/Berlin")
LONG = "How flour, water and a week of patience become a loaf that keeps, with three mistakes that everybody makes."
BREAD = Session("", "Bread", LONG, ("Ada",), room="Oven", start=TEN)


def pairs(before, after):
    """The pairs of programmes whose ids tell nothing."""
    return paired(before, after, frozenset(range(len(after))))


def same(**changed):
    """Whether Bread is known again with these changes."""
    return pairs([BREAD], [replace(BREAD, **changed)]) == {0: 0}


def test_equal_sessions_are_told_apart_by_their_codes_and_known_again_from_before_codes():
    one, two = replace(BREAD, code="P-1"), replace(BREAD, code="P-2")
    assert pairs([one, two], [two, one]) == {0: 1, 1: 0}
    assert pairs([BREAD, BREAD], [one, two]) == {0: 0, 1: 1}


LATER = {"start": TEN + timedelta(hours=4)}
ELSEWHERE = {"room": "Mill"}
RETITLED = {"title": "Loaves"}
OTHERS = {"speakers": ("Grace",)}
REWRITTEN = {"abstract": LONG.replace("flour", "rye")}


@pytest.mark.parametrize(
    "changed",
    [
        LATER,
        ELSEWHERE,
        LATER | ELSEWHERE | REWRITTEN,
        OTHERS,
        {"title": " BREAD "} | LATER,
        {"title": "“Bread”"} | LATER,
        RETITLED,
        RETITLED | LATER,
        RETITLED | OTHERS,
        {"title": "Breads"} | REWRITTEN,
        {"speakers": ("Ada", "Grace")} | LATER,
    ],
)
def test_a_session_is_known_again_by_what_it_still_says(changed):
    assert same(**changed)


@pytest.mark.parametrize(
    "changed",
    [
        OTHERS | LATER,  # the title "Keynote" says nothing when somebody else speaks at another time
        RETITLED | REWRITTEN,  # the same person in the same slot with another talk
        RETITLED | LATER | OTHERS,
        RETITLED | {"abstract": "To be announced"} | LATER,
    ],
)
def test_too_little_in_common_is_another_session(changed):
    assert not same(**changed)


def test_of_several_with_one_title_each_keeps_its_day_and_none_is_guessed():
    yoga = [Session("", "Yoga", start=TEN + timedelta(days=day)) for day in range(3)]
    half_an_hour_later = [replace(one, start=one.start + timedelta(minutes=30)) for one in yoga]
    assert pairs(yoga, half_an_hour_later[::-1]) == {0: 2, 1: 1, 2: 0}
    assert pairs(yoga, half_an_hour_later[1:]) == {0: 1, 1: 2}
    twice = [replace(yoga[0], start=TEN + timedelta(hours=hours)) for hours in (3, 5)]
    assert pairs(yoga[:1], twice) == {}


def test_twins_are_told_apart_by_room_then_by_their_speakers_then_by_their_order():
    rooms = [Session("", "Open lab", room=room, start=TEN) for room in "ABC"]
    assert pairs(rooms, rooms[::-1]) == {0: 2, 1: 1, 2: 0}
    people = [Session("", "Open lab", speakers=(name,), start=TEN) for name in ("Ada", "Grace")]
    moved = [replace(one, room="D") for one in people]
    assert pairs(people, moved[::-1]) == {0: 1, 1: 0}
    alike = [Session("", "Open lab", start=TEN)] * 2
    assert pairs(alike, alike) == {0: 0, 1: 1}


def test_an_abstract_that_several_share_retitles_none():
    parts = [replace(BREAD, title=f"Bread, part {part}", start=TEN + timedelta(hours=part)) for part in (1, 2)]
    new = replace(BREAD, title="Cakes", start=TEN + timedelta(hours=5))
    assert pairs(parts, [parts[0], new]) == {0: 0}


def test_a_long_abstract_of_its_own_is_enough_unless_other_people_speak():
    long = replace(BREAD, abstract=LONG * 3, speakers=())
    assert pairs([long], [replace(long, **RETITLED, **LATER, **ELSEWHERE)]) == {0: 0}
    theirs = replace(long, speakers=("Ada",))
    assert pairs([theirs], [replace(theirs, **RETITLED, **LATER, **OTHERS)]) == {}


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (lambda at: at, lambda at: at.replace(tzinfo=LISBON)),  # a zone was said
        (lambda at: at.replace(tzinfo=LISBON), lambda at: at),  # and forgotten again
        (lambda at: at.replace(tzinfo=BERLIN), lambda at: at.replace(tzinfo=LISBON)),  # it was the wrong one
        (lambda at: at.replace(tzinfo=UTC), lambda at: at.replace(tzinfo=UTC).astimezone(LISBON)),  # a file of offsets
    ],
)
def test_what_is_held_every_hour_keeps_its_hour_in_another_zone(was, now):
    hours = [TEN + timedelta(hours=hour) for hour in range(5)]
    before = [Session("", "Yoga", start=was(at)) for at in hours]
    after = [Session("", "Yoga", start=now(at)) for at in hours]
    assert pairs(before, after) == {row: row for row in range(5)}


def test_an_id_that_the_file_gives_tells_more_than_all_else():
    before = [Session("1", "Bread"), Session("2", "Rolls")]
    after = [Session("2", "Bread"), Session("1", "Rolls")]
    assert paired(before, after) == {0: 1, 1: 0}
    assert paired(before, after, frozenset({0, 1})) == {0: 0, 1: 1}


SESSIONS = st.lists(
    st.builds(
        Session,
        id=st.sampled_from(["", *"abc"]),
        title=st.sampled_from(["", "Bread", "bread!", "Breads", "Rolls"]),
        abstract=st.sampled_from(["", "Soon", LONG]),
        speakers=st.sampled_from([(), ("Ada",), ("Grace",)]),
        room=st.sampled_from(["", "Oven"]),
        start=st.sampled_from([None, TEN, TEN + timedelta(days=1), TEN.replace(tzinfo=LISBON)]),
    ),
    max_size=8,
)


@settings(max_examples=200)
@given(SESSIONS, SESSIONS)
def test_pairs_are_one_to_one_and_the_same_the_other_way_round(before, after):
    there, back = paired(before, after), paired(after, before)
    assert len({*there.values()}) == len(there)
    assert len(back) == len(there)
    assert paired(before, after) == there


@settings(max_examples=100)
@given(SESSIONS)
def test_everything_with_a_title_is_known_again_in_the_same_programme(sessions):
    named = [replace(session, title=session.title or "Untitled") for session in sessions]
    assert len(pairs(named, named)) == len(named)


@pytest.mark.parametrize("by", [("Ana",), ()])
def test_two_keynotes_in_one_room_that_change_places_stay_who_they_are(by):
    one = Session("", "Keynote", LONG, by, room="Hall", start=TEN)
    other = Session("", "Keynote", LONG[::-1], ("Bob",) if by else (), room="Hall", start=TEN + timedelta(days=1))
    swapped = [replace(one, start=other.start), replace(other, start=one.start)]
    assert pairs([one, other], swapped) == {0: 0, 1: 1}
    assert pairs([one, other], swapped[::-1]) == {0: 1, 1: 0}
