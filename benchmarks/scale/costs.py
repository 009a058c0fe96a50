"""What processes cost: processor seconds and memory of the whole tree that a server consists of."""

from __future__ import annotations

from dataclasses import dataclass

import psutil

MIB = 2**20


def of_port(port: int) -> psutil.Process:
    """The process of the program that serves a port; it is a child of this one."""
    return next(child for child in _children() if str(port) in child.cmdline())


def named(name: str) -> list[psutil.Process]:
    """The servers of that program that this process has started."""
    return [child for child in _children() if child.name() == name]


def seconds(root: psutil.Process) -> float:
    """Processor seconds that a server and all its children have used, those that ended among them."""
    total = 0.0
    for process in (root, *root.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
        if process == root:
            total += getattr(times, "children_user", 0.0) + getattr(times, "children_system", 0.0)
    return total


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in MiB: all that it has mapped (``rss``), its own share of it (``pss``), what is its alone."""

    rss: float
    pss: float
    uss: float


def memory(process: psutil.Process) -> Memory:
    """What a process holds now."""
    full = process.memory_full_info()
    return Memory(full.rss / MIB, getattr(full, "pss", full.rss) / MIB, full.uss / MIB)


def _children() -> list[psutil.Process]:
    return [child for child in psutil.Process().children() if child.status() != psutil.STATUS_ZOMBIE]
