"""How many worker processes a machine has room for: one for each core, as far as memory allows."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

MIB: Final = 1 << 20
FIRST: Final = 1400 * MIB  # bytes: a first start that converts the model; afterwards about a third of it
EACH: Final = 400 * MIB  # bytes: each further worker with its pages; benchmarks/RESULTS.md has what it takes
_CGROUP: Final = Path("/sys/fs/cgroup")  # the limits of a container or a systemd unit (version 2)
_MEMINFO: Final = Path("/proc/meminfo")


@dataclass(frozen=True, slots=True)
class Room:
    """What a machine offers: ``cores``, at least one, and ``memory`` in bytes, None where nobody tells."""

    cores: int
    memory: int | None

    @property
    def workers(self) -> int:
        """How many workers fit, at least one."""
        if self.memory is None:
            return self.cores
        return max(1, min(self.cores, 1 + (self.memory - FIRST) // EACH))

    def __str__(self) -> str:
        cores = "1 core" if self.cores == 1 else f"{self.cores} cores"
        return cores if self.memory is None else f"{cores}, {self.memory / (1 << 30):.1f} GiB of free memory"


def room(cgroup: Path = _CGROUP, meminfo: Path = _MEMINFO) -> Room:
    """What this process may use of the machine, the limits of its container included."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    quota = _numbers(cgroup / "cpu.max")  # microseconds in each period; "max" where there is no limit
    if len(quota) == 2 and quota[1]:
        cores = min(cores, quota[0] // quota[1])
    most, used = _numbers(cgroup / "memory.max"), _numbers(cgroup / "memory.current")
    kept = _named(cgroup / "memory.stat", "inactive_file")  # files kept in memory that make room when asked to
    left = [max(0, most[0] - used[0] + sum(kept))] if most and used else []
    available = [1024 * number for number in _named(meminfo, "MemAvailable:")]
    return Room(max(1, cores), min([*left, *available], default=None))


def _named(path: Path, name: str) -> list[int]:
    """The number behind a name in a system file, [] where it is missing."""
    with suppress(OSError, ValueError):
        for line in path.read_text(encoding="ascii").splitlines():
            words = line.split()
            if words[:1] == [name]:
                return [int(words[1])]
    return []


def _numbers(path: Path) -> list[int]:
    """The whole numbers of a line in a system file, [] where there is no such file or it names no limit."""
    try:
        return [int(word) for word in path.read_text(encoding="ascii").split()]
    except (OSError, ValueError):
        return []
