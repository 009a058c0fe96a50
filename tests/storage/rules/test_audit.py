import json
from datetime import UTC, datetime

import pytest

from session_finder.domain.library import AuditLine
from session_finder.storage.rules import audit

TEN = datetime(2027, 5, 11, 10, 0, 0, 123456, tzinfo=UTC)
LINE = AuditLine(TEN, "Ana", "publish", "bakers", 3)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "audit.jsonl"


@pytest.mark.parametrize("who", ["Ana\nBen", "\ud83d", '"', "\u2028", ""])
def test_whoever_it_was_a_line_is_one_line_and_comes_back(path, who):
    line = AuditLine(TEN, who, "hide", "bakers")
    audit.add(path, line)
    audit.add(path, LINE)
    assert audit.lines_in(path) == (line, LINE)
    assert path.read_bytes().count(b"\n") == 2


def test_a_file_that_is_not_there_has_no_lines(path):
    assert audit.lines_in(path) == ()


@pytest.mark.parametrize("size", [1, 20, -2, -1])
def test_a_line_that_a_crash_cut_off_is_left_out_and_does_no_harm_to_the_next(path, size, caplog):
    audit.add(path, LINE)
    path.write_bytes(path.read_bytes()[:size])
    whole = size == -1  # only the line's end is missing
    audit.add(path, LINE)
    assert audit.lines_in(path) == ((LINE,) * (1 + whole))
    assert (f"Left out 1 unreadable lines of {path}." in caplog.text) is not whole


@pytest.mark.parametrize(
    "wrong",
    [
        {"when": "soon"},
        {"when": "2027-05-11T10:00:00"},
        {"who": None},
        {"what": "burn"},
        {"what": []},
        {"version": "3"},
    ],
)
def test_a_line_with_values_of_another_kind_is_left_out(path, wrong):
    path.write_text(json.dumps({**audit.tree_of(LINE), **wrong}) + "\n[]\n7\n\n" + "[" * 50_000, encoding="utf-8")
    assert audit.lines_in(path) == ()
