import pytest

from session_finder.domain.levels import is_number, one_step, steps


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        *(("All levels", (0,)), ("Beginner", (1,)), ("100", (1,)), ("Introductory and overview (100)", (1,))),
        *(("Débutant", (1,)), ("L200", (2,)), ("Level 300", (3,)), ("Fortgeschrittene", (3,)), ("EXPERT", (4,))),
        *(("Beginner to intermediate", (1, 2)), ("500", (5,)), ("Challenging", ()), ("3000", ()), ("", ())),
    ],
)
def test_a_level_names_its_steps(level, expected):
    assert steps(level) == expected


def test_a_level_that_says_more_than_one_step_is_none():
    assert [one_step(level) for level in ("Advanced (300)", "100 level", "Expert panel", "100-200", "Hard", "0")] == [
        3,
        1,
        None,
        None,
        None,
        None,
    ]


def test_a_number_alone_is_told_from_one_with_a_name():
    assert [
        level for level in ("300", "Level 300", "l300", "Advanced (300)", "30", "Advanced") if is_number(level)
    ] == [
        "300",
        "Level 300",
        "l300",
    ]
