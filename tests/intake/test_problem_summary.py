from session_finder.intake.model.problems import Problem
from session_finder.intake.problem_summary import told


def test_problems_come_by_line_and_one_more_than_fifty_of_a_kind_are_all_shown():
    problems = [Problem("warning", line, "start", "", "Not a date.") for line in range(51, 0, -1)]
    assert [problem.line for problem in told(problems)] == list(range(1, 52))


def test_the_rest_of_a_kind_is_counted_where_it_begins():
    same = [Problem("warning", line, "id", f"X{line}", f"This id stands on line {line} too; it became X-{line}.")
            for line in range(1, 101)]  # fmt: skip
    other = Problem("note", 70, "", "", "Something else.")
    found = told([*same, other])
    assert len(found) == 52
    assert found[50] == Problem(
        "warning",
        51,
        "id",
        "",
        "50 more like the 50 before, beginning here: This id stands on line 51 too; it became X-51.",
    )
    assert found[51] == other


def test_columns_and_levels_are_kinds_of_their_own():
    problems = [
        Problem(level, line, column, "", "Same words.")
        for level in ("note", "warning")
        for column in ("start", "end")
        for line in range(40)
    ]
    assert len(told(problems)) == 160
