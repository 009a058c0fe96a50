"""The short form of the drill: a process is killed, a disk is full and an upload is hostile, while people search and
somebody publishes.
"""

from __future__ import annotations

from benchmarks import drill
from benchmarks.drill_blows import SHORT
from benchmarks.scale.visitors import Search


def test_nothing_acknowledged_is_lost_and_no_search_fails_when_things_break(capsys):
    result = drill.drill(SHORT, 1, database=False)
    assert result.faults == []
    assert result.acknowledged > 0
    assert sum(len(row.searches) for row in result.rows) > 0


def test_what_should_not_have_been_is_said():
    failed = [Search(0, 1), Search(0, 1, "status 500")]
    rows = [
        drill.Row("killed", 1.0, failed, 0, ""),
        drill.Row("flood", None, [], 0, "as it was."),
        drill.Row("disk full", None, [], 0, "left out", skipped=True),
    ]
    assert drill.Result(rows, 3, ["added-1"]).faults == [
        "Lost, although acknowledged: added-1.",
        "killed: 1 searches failed: status 500 (1).",
        "flood: not whole again within 45 s. as it was.",
    ]
