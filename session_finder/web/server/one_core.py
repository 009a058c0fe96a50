"""Keep the threads that run Python on one core; the model's threads use all of them.

Only one of these threads runs at a time, since they share the interpreter. Where several cores are free the system
hands it from core to core, and with it what the core's caches hold: 20 attendees got 50 searches a second, and 64 from
threads that stay. The model is read in a thread that is started before.
"""

from __future__ import annotations

import os
from contextlib import suppress

from streamlit import config


def stay_on_one_core() -> int | None:
    """Bind this thread, and those that it starts from now on, to one core; its number, or None where nothing is bound.

    That is on systems other than Linux, with a single core, and without a port of our own: processes that are started
    with ports in a row, as deploy/ does, each take another core.
    """
    if not hasattr(os, "sched_setaffinity") or not config.is_manually_set("server.port"):
        return None
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        return None
    core = cores[int(config.get_option("server.port")) % len(cores)]
    with suppress(OSError):  # a sandbox may forbid it
        os.sched_setaffinity(0, {core})
        return core
    return None
