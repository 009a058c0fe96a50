"""A file that gives no ids is imported again and again; nobody's star may get lost by that."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.library import Version
from session_finder.domain.sessions import Programme, Session
from session_finder.export.calendar import uid
from session_finder.export.csv_export import sessions_as_csv
from session_finder.intake import read_programme
from session_finder.planning.plan import Plan
from session_finder.publishing.stable_ids import formerly_seen, keeping_ids

TEN = datetime(2027, 5, 11, 10)  # noqa: DTZ001  a file's bare time


def read(rows, zone="", header="title,start,room,speakers"):
    reading = read_programme(f"{header}\n{rows}".encode(), "talks.csv", zone)
    assert reading.programme is not None
    return reading


def again(reading, *former):
    """A reading as it is published after these programmes, the newest first."""
    return keeping_ids(reading.programme, reading.made_ids, former)


def ids(programme):
    return {session.title: session.id for session in programme.sessions}


FIRST = "Bread,2027-05-11 11:00,Oven,Ada\nCakes,2027-05-11 12:00,Oven,Grace\nTarts,2027-05-11 13:00,Mill,\n"


def test_a_talk_that_moved_keeps_its_id_and_the_plan_says_where_it_is_now():
    old = read(FIRST, "Europe/Lisbon").programme
    plan = Plan.of(old.sessions[:1])
    new = again(read(FIRST.replace("11:00,Oven", "14:00,Mill"), "Europe/Lisbon"), old)
    assert ids(new) == ids(old)
    assert plan.gone(new) == ()
    (moved,) = plan.moved(new)
    assert (moved.time, moved.room, moved.start) == (True, True, old.sessions[0].start)
    assert uid("bakers", new.sessions[0].id) == uid("bakers", old.sessions[0].id)


def test_a_zone_that_is_said_later_changes_no_id():
    old = read(FIRST).programme
    new = again(read(FIRST, "Europe/Lisbon"), old)
    assert ids(new) == ids(old)
    assert [session.start.tzinfo.key for session in new.sessions] == ["Europe/Lisbon"] * 3


def test_the_same_file_again_is_the_same_programme():
    once = again(read(FIRST, "Europe/Lisbon"), read(FIRST).programme)
    assert again(read(FIRST, "Europe/Lisbon"), once).sessions == once.sessions


def test_ids_that_the_file_gives_are_never_changed():
    old = read(FIRST).programme
    given_ = read("1,Bread,2027-05-11 11:00\n,Tarts,2027-05-11 15:00\n", header="id,title,start")
    new = again(given_, old)
    assert ids(new) == {"Bread": "1", "Tarts": ids(old)["Tarts"]}


def test_a_file_that_lost_its_id_column_keeps_the_ids_that_it_had():
    old = read("B1,Bread,2027-05-11 11:00\nC1,Cakes,2027-05-11 12:00\n", header="id,title,start").programme
    assert ids(again(read(FIRST), old)) == {**ids(old), "Tarts": ids(read(FIRST).programme)["Tarts"]}


def test_what_takes_the_place_of_a_talk_that_moved_gets_an_id_of_its_own():
    old = read("Bread,2027-05-11 11:00,,\n").programme
    moved = again(read("Bread,2027-05-11 14:00,,\n"), old)
    both = again(read("Bread,2027-05-11 11:00,,\nBread,2027-05-11 14:00,,\n"), moved)
    (first,) = old.sessions
    assert [session.id for session in both.sessions] == [f"{first.id}-2", first.id]
    assert again(read("Bread,2027-05-11 11:00,,\nBread,2027-05-11 14:00,,\n"), both).sessions == both.sessions


def test_a_stranger_never_inherits_the_stars_of_what_is_gone():
    renamed = again(read("Breads,2027-05-11 11:00,Oven,Ada\n"), read("Bread,2027-05-11 11:00,Oven,Ada\n").programme)
    stranger = again(read("Bread,2027-05-11 11:00,,Grace\nBreads,2027-05-11 11:00,Oven,Ada\n"), renamed)
    assert stranger.sessions[1].id == renamed.sessions[0].id != stranger.sessions[0].id


def test_what_was_missing_from_the_version_in_between_is_known_from_the_one_before():
    first = read(FIRST).programme
    zoned = again(read(FIRST, "Europe/Lisbon"), first)
    half = again(read(FIRST[: FIRST.index("Cakes")], "Europe/Lisbon"), zoned, first)
    whole = again(read(FIRST.replace("12:00", "16:00"), "Europe/Lisbon"), half, zoned, first)
    assert ids(whole) == ids(first)


def test_no_more_is_read_than_is_needed():
    def former():
        yield read(FIRST).programme
        raise AssertionError("an older version was asked for")

    reading = read(FIRST, "Europe/Lisbon")
    assert ids(keeping_ids(reading.programme, reading.made_ids, former())) == ids(read(FIRST).programme)
    more = read(FIRST + "Scones,2027-05-11 17:00,,\n")
    with pytest.raises(AssertionError, match="older version"):
        keeping_ids(more.programme, more.made_ids, former())


def version(number, sessions, published=True, current=False):
    return Version(number, "", "", datetime(2027, 1, 1, tzinfo=UTC), "", "", "", sessions, published, current)


def test_older_versions_are_the_published_ones_as_far_as_they_are_read_quickly():
    listed = [version(6, 9_000), version(5, 10, published=False), version(4, 9_000, current=True)]
    listed += [version(3, 9_000), version(2, 9_000), version(1, 1)]
    assert [*formerly_seen(listed)] == [6, 3]


HOURS = st.integers(0, 300)
TALKS = st.lists(
    st.tuples(st.sampled_from(["Bread", "Cakes", "Tarts", "Rolls", "Scones"]), HOURS, st.sampled_from(["", "Oven"])),
    max_size=8,
)


def a_file(talks, with_ids=()):
    sessions = (
        Session(str(row) if row in with_ids else "", title, start=TEN + timedelta(hours=hour), room=room)
        for row, (title, hour, room) in enumerate(talks)
    )
    return sessions_as_csv(sessions)


@settings(max_examples=150)
@given(st.lists(st.tuples(TALKS, st.sampled_from(["", "Europe/Lisbon"]), st.sets(st.integers(0, 7))), max_size=4))
def test_ids_stay_unique_and_the_files_own_stay_as_they_are(versions):
    former = []
    for talks, zone, given_ in versions:
        reading = read_programme(a_file(talks, given_), "talks.csv", zone)
        if reading.programme is None:
            continue
        kept = again(reading, *former)
        found = [session.id for session in kept.sessions]
        assert len({*found}) == len(found)
        for before, after in zip(reading.programme.sessions, kept.sessions, strict=True):
            assert replace(before, id="") == replace(after, id="")
            assert before.id in reading.made_ids or before.id == after.id
        assert again(reading, *former) == kept
        assert again(reading, kept, *former).sessions == kept.sessions
        former.insert(0, kept)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(HOURS, HOURS, st.sampled_from(["Oven", "Mill"])), min_size=1, max_size=8),
    st.sampled_from(["", "Europe/Lisbon"]),
    st.randoms(use_true_random=False),
)
def test_however_talks_of_their_own_titles_are_moved_each_keeps_its_id(moves, zone, shuffled):
    before = [(f"Talk {row}", was, "Oven") for row, (was, _, _) in enumerate(moves)]
    after = [(f"Talk {row}", now, room) for row, (_, now, room) in enumerate(moves)]
    shuffled.shuffle(after)
    old = read_programme(a_file(before), "talks.csv").programme
    new = again(read_programme(a_file(after), "talks.csv", zone), old)
    assert ids(new) == ids(old)


def test_a_programme_whose_ids_are_all_given_is_left_as_it_is():
    programme = Programme("x", "x", (Session("1", "Bread"),), version="v")
    assert keeping_ids(programme, frozenset(), [Programme("x", "x", (Session("2", "Bread"),))]) is programme
