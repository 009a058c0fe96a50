"""How many workers fit, by what the system says of cores and memory."""

from __future__ import annotations

import pytest

from session_finder.workers.count import EACH, FIRST, MIB, Room, room

GIB = 1 << 30


@pytest.mark.parametrize(
    ("cores", "memory", "workers"),
    [
        (1, 64 * GIB, 1),
        (8, 64 * GIB, 8),
        (8, FIRST + 3 * EACH, 4),
        (8, FIRST + 3 * EACH - 1, 3),
        (8, FIRST, 1),
        (8, 100 * MIB, 1),
        (4, None, 4),
    ],
)
def test_one_for_each_core_as_far_as_memory_allows(cores, memory, workers):
    assert Room(cores, memory).workers == workers


def test_what_a_machine_offers_is_said():
    assert [str(Room(1, None)), str(Room(8, 3 * GIB // 2))] == ["1 core", "8 cores, 1.5 GiB of free memory"]


def test_a_container_s_limits_count(tmp_path):
    cgroup, meminfo = tmp_path / "cgroup", tmp_path / "meminfo"
    cgroup.mkdir()
    meminfo.write_text("MemTotal:       16000000 kB\nMemAvailable:    8000000 kB\n")
    assert room(cgroup, meminfo).memory == 8_192_000_000
    for name, said in {
        "cpu.max": "150000 100000",
        "memory.max": "3000000000",
        "memory.current": "2000000000",
        "memory.stat": "anon 900000000\ninactive_file 1000000000\n",
    }.items():
        (cgroup / name).write_text(said + "\n")
    assert room(cgroup, meminfo) == Room(1, 2_000_000_000)
    for name in ("cpu.max", "memory.max"):
        (cgroup / name).write_text("max 100000\n" if name == "cpu.max" else "max\n")
    assert room(cgroup, meminfo).memory == 8_192_000_000


def test_where_the_system_says_nothing_cores_alone_count(tmp_path):
    found = room(tmp_path / "none", tmp_path / "nothing")
    assert found.memory is None
    assert found.workers == found.cores >= 1
