from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.filters.facets import Facets
from session_finder.filters.filters import Filters
from session_finder.intake import read_programme
from session_finder.intake.level_scale import unify_levels


def read(*levels):
    rows = "\n".join(f"Talk {n},{level}" for n, level in enumerate(levels))
    return read_programme(f"title,Level\n{rows}".encode(), "p.csv")


def test_numbers_and_names_of_one_level_are_one_value_and_the_organizer_is_told():
    reading = read("300", "100", "Beginner", "Introductory", "Beginner", "Expert", "200", "400", "Workshop only")
    assert [session.level for session in reading.programme.sessions] == [
        *("Advanced (300)", "Beginner (100)", "Beginner (100)", "Beginner (100)", "Beginner (100)"),
        *("Expert (400)", "Intermediate (200)", "Expert (400)", "Workshop only"),
    ]
    assert [str(problem) for problem in reading.problems if problem.column == "Level"] == [
        "note: Level: Levels are given by number and by name; one name was taken for each: "
        "Beginner (100), Intermediate (200), Advanced (300), Expert (400)."
    ]


def test_names_alone_numbers_alone_and_ranges_stay_as_they_are():
    for levels in (["Novice", "Beginner", "Expert"], ["100", "200", "300"], ["Introductory (100)", "Expert (400)"]):
        reading = read(*levels)
        assert [session.level for session in reading.programme.sessions] == levels
        assert [problem.code for problem in reading.problems] == ["no-start"]
    mixed = read("100", "Beginner to intermediate", "Advanced", "500")
    assert [session.level for session in mixed.programme.sessions] == [
        *("Introductory (100)", "Beginner to intermediate", "Advanced (300)", "500")
    ]


def test_the_filter_offers_them_from_easy_to_hard():
    reading = read("Expert", "300", "100", "For all", "Fun", "200", "500", "400")
    choices = Facets(reading.programme.sessions).choices("level", Filters())
    assert [(choice.value, choice.count) for choice in choices] == [
        *(("For all", 1), ("Introductory (100)", 1), ("Intermediate (200)", 1), ("Advanced (300)", 1)),
        *(("Expert (400)", 2), ("500", 1), ("Fun", 1)),
    ]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(["100", "L200", "300", "400", "Beginner", "Novice", "Intermediate", "Expert", "Fun", ""]))
)
def test_a_second_time_changes_nothing_and_sessions_only_change_their_level(levels):
    sessions = [Session(str(n), f"Talk {n}", level=level) for n, level in enumerate(levels)]
    once, _ = unify_levels(sessions, "level")
    assert unify_levels(once, "level") == (once, ())
    assert [session.id for session in once] == [session.id for session in sessions]
    assert len(Counter(session.level for session in once)) <= len(set(levels))
