import pytest

from session_finder.domain.sessions import Programme, Session

ROWS = (Session("1", "Bread"), Session("2", "Coffee", format="Break"), Session("3", "Castles", format="workshop"))


@pytest.mark.parametrize("kind", ["break", "Break", "COFFEE BREAK", "lunch", "Lunch break", "registration", "social"])
def test_a_break_is_a_break_however_it_is_written(kind):
    assert Session("1", "Coffee", format=kind).is_break


@pytest.mark.parametrize("kind", ["", "talk", "keynote", "panel", "workshop", "breakout", "breakfast briefing"])
def test_what_people_come_to_hear_is_no_break(kind):
    assert not Session("1", "Coffee", format=kind).is_break


def test_breaks_are_in_the_timetable_but_never_an_answer():
    programme = Programme("p", "P", ROWS)
    assert [session.id for session in programme.sessions] == ["1", "2", "3"]
    assert [session.id for session in programme.searchable] == ["1", "3"]
    assert list(programme.by_id) == ["1", "2", "3"]


def test_a_programme_without_a_time_zone_has_none():
    assert Programme("p", "P", ROWS).zone is None
    assert Programme("p", "P", ROWS, "Europe/Lisbon").zone.key == "Europe/Lisbon"
