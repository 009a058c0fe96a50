"""What the pages and the API of this process share: one wiring, made on first use."""

from __future__ import annotations

from functools import cache

from session_finder.wiring import Service, Wiring


@cache
def service() -> Service:
    """The service of this process. The module outlives page runs, so every page gets the same one."""
    return Wiring().service
