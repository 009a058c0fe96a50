import dataclasses
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.publishing.diff import Change, Difference, difference

TEN = datetime(2027, 5, 11, 10, tzinfo=UTC)
BREAD, ROLLS, CAKE = Session("1", "Bread", start=TEN), Session("2", "Rolls", start=TEN), Session("3", "Cake")


def programme(*sessions):
    return Programme("bakers", "Bakers", sessions)


def found(old, new):
    return difference(programme(*old), programme(*new))


def test_of_a_first_programme_everything_is_added():
    assert difference(None, programme(BREAD, ROLLS)) == Difference(added=(BREAD, ROLLS))


def test_sessions_are_matched_by_id_whatever_else_changed():
    loaf = dataclasses.replace(BREAD, title="Loaf", room="Oven")
    assert found([BREAD, ROLLS], [CAKE, loaf]) == Difference(
        (CAKE,), (Change(BREAD, loaf, ("title", "room")),), (ROLLS,)
    )


@pytest.mark.parametrize("title", ["Bread", " bread ", "BREAD", "Ｂｒｅａｄ"])
def test_without_a_common_id_the_title_and_the_start_match_them(title):
    other = Session("x7", title, room="Oven", start=TEN)
    twin = Session("9", "Bread", start=TEN.replace(hour=11))
    assert found([twin, BREAD], [other, twin]).changed[0].fields == (*(["title"] * (title != "Bread")), "room")


def test_another_id_alone_changes_no_field_but_is_said():
    difference = found([BREAD], [dataclasses.replace(BREAD, id="x7")])
    assert difference == Difference(renamed=(("1", "x7"),))
    assert (bool(difference), difference.summary()) == (True, "1 with another id")


def test_a_session_that_moved_in_a_file_without_ids_is_known_by_its_title():
    moved = dataclasses.replace(BREAD, id="x7", start=TEN.replace(hour=15))
    assert found([BREAD, ROLLS], [ROLLS, moved]) == Difference(
        changed=(Change(BREAD, moved, ("start",)),), renamed=(("1", "x7"),)
    )


def test_of_several_with_one_title_none_is_taken_for_another_that_moved():
    moved = [dataclasses.replace(BREAD, id=id_, start=TEN.replace(hour=hour)) for id_, hour in (("7", 15), ("8", 16))]
    assert found([BREAD], moved) == Difference(added=tuple(moved), removed=(BREAD,))


def test_the_same_instant_on_another_clock_is_a_change_to_who_reads_it():
    later = dataclasses.replace(BREAD, start=TEN.astimezone(ZoneInfo("Europe/Lisbon")))
    assert found([BREAD], [later]).changed == (Change(BREAD, later, ("start",)),)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ([], [BREAD, ROLLS], "2 added"),
        ([BREAD, CAKE], [dataclasses.replace(BREAD, room="Oven"), ROLLS], "1 added, 1 changed, 1 removed"),
        ([BREAD], [], "1 removed"),
        ([BREAD], [BREAD], "no session changed"),
        ([], [Session(str(number), "") for number in range(1200)], "1,200 added"),
    ],
)
def test_a_difference_is_summed_up_in_words(old, new, said):
    assert found(old, new).summary() == said


SESSIONS = st.lists(
    st.builds(
        Session,
        id=st.sampled_from(["", *"abcdef"]),
        title=st.sampled_from(["", "Bread", "bread", "Rolls", "Cake"]),
        room=st.sampled_from(["", "Oven"]),
        start=st.sampled_from([None, TEN, TEN.replace(hour=11), TEN.replace(tzinfo=None)]),
    ),
    max_size=8,
)


@settings(max_examples=100)
@given(SESSIONS)
def test_a_programme_does_not_differ_from_itself(sessions):
    assert not found(sessions, [dataclasses.replace(session) for session in sessions])


@settings(max_examples=100)
@given(SESSIONS, SESSIONS)
def test_the_counts_add_up_and_are_the_same_the_other_way_round(old, new):
    there, back = found(old, new), found(new, old)
    kept = len(new) - len(there.added)
    assert kept == len(old) - len(there.removed) >= len(there.changed)
    assert [len(part) for part in (there.added, there.changed, there.removed)] == [
        len(part) for part in (back.removed, back.changed, back.added)
    ]


def test_a_code_that_changed_is_named():
    new = dataclasses.replace(BREAD, code="HC-15")
    assert found([BREAD], [new]).changed == (Change(BREAD, new, ("code",)),)
