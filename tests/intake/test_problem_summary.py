from session_finder.intake.model.problems import Problem
from session_finder.intake.problem_summary import summarize, told_once


def test_problems_come_by_line_and_one_more_than_fifty_of_a_kind_are_all_shown():
    problems = [Problem("warning", "unreadable-time", "Not a date.", line, "start") for line in range(51, 0, -1)]
    assert [problem.line for problem in summarize(problems)] == list(range(1, 52))


def test_the_rest_of_a_kind_is_counted_where_it_begins():
    advice = "This id stands on line {0} too; it became X-{0}."
    same = [Problem("warning", "duplicate-id", advice.format(line), line, "id", f"X{line}") for line in range(1, 101)]
    other = Problem("note", "row-per-person", "Something else.", 70)
    found = summarize([*same, other])
    assert len(found) == 52
    assert found[50] == Problem(
        "warning",
        "duplicate-id",
        "50 more like the 50 before, beginning here: This id stands on line 51 too; it became X-51.",
        51,
        "id",
    )
    assert found[51] == other


def test_each_column_level_and_code_is_a_kind_of_its_own():
    problems = [
        Problem(level, code, "Same words.", line, column)
        for level in ("note", "warning")
        for column in ("start", "end")
        for code in ("unreadable-time", "time-without-day")
        for line in range(40)
    ]
    assert len(summarize(problems)) == 320


def test_what_half_of_the_rows_have_is_told_once_with_its_number():
    problems = [Problem("warning", "unreadable-time", "Not a date.", line, "start") for line in range(2, 6)]
    other = Problem("warning", "not-a-web-address", "No address.", 9, "url")
    assert told_once([*problems, other], 8) == [
        Problem("warning", "unreadable-time", "4 rows, the first here: Not a date.", 2, "start"),
        other,
    ]
    assert told_once([*problems, other], 9) == [*problems, other]
    assert told_once(problems[:3], 3) == problems[:3]
