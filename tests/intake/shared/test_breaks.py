import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tables_by_hand import source

from session_finder.intake.mapping import any_table
from session_finder.intake.shared.breaks import is_break, is_service


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
    "title",
    [
        *("Harbour Coffee Break", "Lunchtime drawing break", "Sponsor break", "Welcome reception", "Conference dinner"),
        *("Gala Dinner", "Poster reception", "Networking drinks", "Cocktail hour", "After-party", "Sektempfang"),
        *("Pier Seven happy hour", "LUNCH!", "Lunch (in the boathouse)", "Vin d'honneur", "Cena sociale"),
    ],
)
def test_a_break_with_a_name_of_its_own_is_one_where_nobody_speaks(title):
    assert is_service({"title": title})
    assert is_service({"title": title, "abstract": "Served in the boathouse. Bring your badge."})
    assert not is_service({"title": title, "abstract": "Ada Quill presents her book on tides."})


@pytest.mark.parametrize(
    "title",
    [
        *("Breaking the monolith", "Coffee supply chains", "Rethinking the coffee break", "How to take a lunch break"),
        *("Your lunch break", "Designing better lunch breaks", "Party origins", "After the party", "The last dinner"),
        *(
            "Antibody cocktails",
            "Reception of Homer",
            "Signal reception",
            "Take a break",
            "Tea and tides",
            "Movie night",
        ),
        *("Lunch (with a keynote by Ada Quill)", "Continental break-up", "Social drinks: a study of two ports"),
        *("Coffee break: what it costs", "Breakout session", "Networking 101", "Dinner for one: a film", ""),
    ],
)
def test_titles_about_breaks_and_dinners_are_none(title):
    assert not is_service({"title": title})


def test_a_named_break_at_which_somebody_speaks_is_a_session():
    assert not is_service({"title": "Conference dinner", "speakers": ("Ada Quill",)})
    assert not is_service({"title": "Lunch", "speakers": "Ada Quill", "abstract": "Bring your badge."})


def test_a_text_that_holds_the_place_of_one_leaves_a_break_a_break():
    assert is_service({"title": "Lunch", "abstract": "To be announced"})


def test_a_break_with_a_line_about_it_is_for_the_timetable_alone():
    extract = any_table.read(source("title,abstract\nCoffee break,In the foyer.\nRopes,In the foyer."))
    assert [record.service for record in extract.records] == [True, False]


@settings(deadline=None)
@given(st.sampled_from(["Tides", "Rust", "Nets and ropes"]), st.sampled_from(["and coffee", "for lunch: a view"]))
def test_a_title_with_a_subject_before_the_word_is_never_a_break(subject, rest):
    assert not is_service({"title": f"{subject} {rest}"})
