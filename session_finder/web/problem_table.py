"""What is wrong with an upload, as a table; a chosen row shows the lines of the file around it."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from session_finder.application.intake import Level, Problem, Reading
from session_finder.application.intake.opening import opened
from session_finder.application.intake.sources import Row, Table
from session_finder.web import organize_words as words
from session_finder.web.as_typed import as_typed
from session_finder.web.reading_upload import Upload

_NEAR = 2  # lines shown before and after
_CELL = 200  # characters of a cell shown there
_ORDER: dict[Level, int] = {"error": 0, "warning": 1, "note": 2}


def show_problems(upload: Upload) -> None:
    """The counts and the table, the gravest first; nothing but a sentence where all is well."""
    reading = upload.reading
    if not reading.problems:
        st.caption(f":material/check: {words.NO_PROBLEMS}")
        return
    problems = sorted(reading.problems, key=lambda problem: (_ORDER[problem.level], problem.line))
    with st.expander(f"{words.PROBLEMS}: {counts(reading)}", expanded=bool(reading.errors)):
        chosen = st.dataframe(
            [_row(problem) for problem in problems],
            on_select="rerun",
            selection_mode="single-row",
            hide_index=True,
            key=f"problems_{upload.key}",
        )
        ticked = [problems[row] for row in chosen["selection"]["rows"] if row < len(problems)]
        if ticked:
            _show_chosen(upload, ticked[0])
        else:
            st.caption(words.JUMP)


def counts(reading: Reading) -> str:
    """ "1 stops publishing, 3 warnings"."""
    found = Counter(problem.level for problem in reading.problems)
    return ", ".join(
        (words.COUNTS_ONE if found[level] == 1 else words.COUNTS)[level].format(count=found[level])
        for level in _ORDER
        if found[level]
    )


def around(table: Table, line: int) -> list[Row]:
    """The rows of a table near a line of its file."""
    rows = table.rows
    at = max((place for place, row in enumerate(rows) if row.line <= line), default=0)
    return list(rows[max(0, at - _NEAR) : at + _NEAR + 1])


def _row(problem: Problem) -> dict[str, object]:
    said = {
        "level": words.LEVELS[problem.level],
        "line": problem.line or None,
        "column": problem.column,
        "value": problem.value,
        "advice": problem.advice,
    }
    return {words.PROBLEM_COLUMNS[name]: value for name, value in said.items()}


def _show_chosen(upload: Upload, problem: Problem) -> None:
    """The whole advice, which the table cuts off, and where the file says it."""
    named = f"**{as_typed(problem.column)}:** " if problem.column else ""
    st.markdown(named + as_typed(problem.advice))
    if problem.line:
        _show_around(upload, problem)


def _show_around(upload: Upload, problem: Problem) -> None:
    (content, name), beside = upload.files[0], upload.files[1:]
    source, _ = opened(content, name, upload.reading.sheets[0] if upload.reading.sheets else "", beside)
    if source is None or source.table is None:
        return
    header = source.table.header.cells
    st.caption(words.AROUND.format(line=problem.line))
    shown = []
    for row in around(source.table, problem.line):
        cells = {header[place] or str(place + 1): cell[:_CELL] for place, cell in enumerate(row.cells[: len(header)])}
        # The column that it is about stands first, or a narrow screen does not show it.
        first = {problem.column: cells[problem.column]} if problem.column in cells else {}
        shown.append({words.LINE: f"{'→ ' if row.line == problem.line else ''}{row.line}", **first, **cells})
    st.dataframe(shown, hide_index=True, key=f"around_{upload.key}_{problem.line}")
