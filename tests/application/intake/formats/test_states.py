import pytest

from session_finder.application.intake.formats.states import accepted, is_break


@pytest.mark.parametrize(
    "words",
    [
        *("Break", "Coffee break", "Afternoon break", "Lunch", "LUNCH BREAK", "Breakfast", "Dinner", "Registration"),
        *("Registration and coffee", "Check-in", "Coffee & networking", "Registration opens", "Break 2", "Kaffeepause"),
        *("Mittagspause", "Pause déjeuner", "Almuerzo", "Doors open"),
    ],
)
def test_a_plain_word_for_a_meal_a_pause_or_the_registration_is_a_break(words):
    assert is_break(words)


@pytest.mark.parametrize(
    "words",
    [
        *("Lunch with the harbour master", "Breaking changes", "How to break a lock", "Registration of images"),
        *("Opening", "Coffee: a history", "Tea leaves and data", "Meeting", "", "Networking in Rust", "b" * 10_000),
    ],
)
def test_a_talk_about_such_a_word_is_no_break(words):
    assert not is_break(words)


def test_the_type_may_say_it_as_well_as_the_title():
    assert is_break("Enjoy the view", "Lunch")


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        *(("accepted", True), ("Confirmed", True), ("", True), ("CONFIRMED", True), ("tentative", True)),
        *(("rejected", False), ("Accept_Queue", False), ("Cancelled", False), ("withdrawn", False)),
        *(("in the post", None), ("9", None)),
    ],
)
def test_a_state_is_in_out_or_a_stranger(state, expected):
    assert accepted(state) is expected
