"""Whatever a table holds: no exception, no field that is not allowed, no value of a column that was dropped."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waiting import nobody_is_held

from session_finder.intake.formats import (
    conferia,
    easychair,
    guidebook,
    miniconf,
    pretalx_table,
    sessionize_table,
    swapcard,
    whova,
)
from session_finder.intake.mapping import any_table
from session_finder.intake.mapping.table_proposal import plan_table
from session_finder.intake.model.columns import FIELDS as KNOWN
from session_finder.intake.model.records import FIELDS
from session_finder.intake.model.sources import Row, Source, Table

FORMATS = (sessionize_table, pretalx_table, whova, easychair, guidebook, miniconf, conferia, swapcard, any_table)
HEADERS = (
    ("Session Id", "Title", "Description", "Owner", "Owner Confirmed", "Scheduled At", "FirstName", "LastName"),
    ("Day", "Time", "Room", "Title", "Speakers"),
    ("ID", "Proposal title", "Proposal state", "Abstract", "Description", "Start (date)", "Start (time)", "Tags"),
    ("Date", "Time Start", "Time End", "Session or Sub-session(Sub)", "Session Title", "Speakers", "Tracks"),
    ("#", "title", "authors", "decision", "deleted?", "keywords"),
    ("submission #", "first name", "last name", "topic", "start"),
    ("Session Title", "Date", "Time Start", "Time End", "Room/Location", "Schedule Track (Optional)"),
    ("UID", "title", "authors", "abstract", "keywords"),
    ("date_start", "date_end", "title", "author", "session_order", "session"),
    ("Title", "Start date and time", "End date and time", "Topics"),
    ("First", "Last", "info", "Speaker 1", "Speaker 2", "time", "E-mail"),
)
CELLS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "NA",
            "12",
            "accepted",
            "Sub",
            "Session",
            "9:00-10:00",
            "3/31/2027",
            "A; B",
            "A and B",
            "a<br>(b<br>",
            "\0",
            "\r",
        ]
    ),
    st.sampled_from(["**T**<br>*A*<br>Keywords: x<br>" + "long text " * 9, "a b c d " * 20, "Total", "1,210"]),
)


@st.composite
def tables(draw):
    header = [cell for cells in draw(st.lists(st.sampled_from(HEADERS), min_size=1, max_size=2)) for cell in cells]
    header = draw(st.permutations(header)) if draw(st.booleans()) else header
    rows = draw(st.lists(st.lists(CELLS, max_size=len(header) + 2), max_size=8))
    above = draw(st.lists(st.lists(CELLS, max_size=4), max_size=2))
    lines = [*above, header, *rows]
    return Table("t", tuple(Row(line, tuple(cells)) for line, cells in enumerate(lines, 1)))


@settings(max_examples=100)
@given(st.lists(tables(), min_size=1, max_size=3))
def test_only_fields_pass_and_values_are_text_or_names(beside):
    for kind in FORMATS:
        extract = kind.read(Source("t.csv", tuple(beside)))
        for record in extract.records if extract else ():
            assert record.values.keys() <= FIELDS
            for value in record.values.values():
                assert isinstance(value, str) or all(isinstance(part, str) and part for part in value)
        assert extract is None or extract.columns.keys() <= FIELDS
        assert extract is None or "E-mail" not in extract.columns.values()


@settings(max_examples=100)
@given(
    tables(), st.dictionaries(st.sampled_from(sorted(KNOWN)), st.sampled_from(["", "title", "a + b", "E-mail", "x + "]))
)
def test_any_mapping_is_taken_and_a_proposal_given_back_changes_nothing(written, mapping):
    source = Source("t.csv", (written,))
    any_table.read(source, mapping)
    proposed = plan_table(written, {}).labels
    assert any_table.read(source, proposed).columns == proposed


@pytest.mark.parametrize("cell", ["", "a", "**" * 500, "<br>" * 500, "a; " * 500, "1:" * 500, "(" * 1_000])
def test_a_wide_and_long_table_holds_nobody(cell):
    rows = (Row(line, (cell,) * 60) for line in range(2, 60))
    many = Table("t", (Row(1, tuple(cell for header in HEADERS for cell in header)), *rows))
    with nobody_is_held():
        for kind in FORMATS:
            kind.read(Source("t.csv", (many, many)))
