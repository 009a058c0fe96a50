"""The problems of an upload as a table; selecting one shows the lines around it."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from session_finder.intake import Level, Problem, Reading
from session_finder.uploads import Near, lines_around
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.upload import ReadFiles, waiting

_AROUND = "organize_around"  # session state key: the lines that were shown last
_ORDER: dict[Level, int] = {"error": 0, "warning": 1, "note": 2}


def show_problems(upload: ReadFiles) -> None:
    """Show the counts and the table, most severe first; or one sentence if there are no problems."""
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
    return ", ".join(words.COUNTS[level].format(count=found[level]) for level in _ORDER if found[level])


def _row(problem: Problem) -> dict[str, object]:
    said = {
        "level": words.LEVELS[problem.level],
        "line": problem.file_line or problem.line or None,
        "column": problem.column,
        "value": problem.value,
        "advice": f"{problem.file}: {problem.advice}" if problem.file else problem.advice,
    }
    return {words.PROBLEM_COLUMNS[name]: value for name, value in said.items()}


def _show_chosen(upload: ReadFiles, problem: Problem) -> None:
    """Show the full advice, which the table truncates, and the lines of the file."""
    named = "".join(f"**{escape_markdown(part)}:** " for part in (problem.file, problem.column) if part)
    st.markdown(named + escape_markdown(problem.advice))
    if problem.line:
        _show_around(upload, problem)


def _show_around(upload: ReadFiles, problem: Problem) -> None:
    near = _near(upload, problem.line)
    if not near.rows:
        return
    header = near.header
    st.caption(words.AROUND.format(line=problem.line))
    shown = []
    for row in near.rows:
        cells = {header[place] or str(place + 1): cell for place, cell in enumerate(row.cells[: len(header)])}
        # The column in question comes first, so that narrow screens show it.
        first = {problem.column: cells[problem.column]} if problem.column in cells else {}
        shown.append({words.LINE: f"{'→ ' if row.line == problem.line else ''}{row.line}", **first, **cells})
    st.dataframe(shown, hide_index=True, key=f"around_{upload.key}_{problem.line}")


def _near(upload: ReadFiles, line: int) -> Near:
    """The rows around a line, cached for the selected line."""
    place = st.empty()
    known = st.session_state.get(_AROUND)
    if known is None or known[0] != (upload.key, line):
        with waiting(place) as tick:
            near = lines_around(upload.files, upload.reading.sheets[0] if upload.reading.sheets else "", line, tick)
        known = st.session_state[_AROUND] = ((upload.key, line), near)
    found: Near = known[1]
    return found
