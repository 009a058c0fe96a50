"""Waiting for what happens, on a machine that may be busy with other things: no figure here is a claim of speed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 60.0  # seconds until a test gives up
HELD = 15.0  # seconds: half of what anybody waits for whoever says nothing, where nothing shorter is agreed


def until(true: Callable[[], object], what: str = "it", patience: float = PATIENCE) -> None:
    """Wait until ``true()`` is. Raises AssertionError when it does not come true."""
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, f"{what} did not come true within {patience} s"
        time.sleep(0.02)


@contextmanager
def nobody_is_held() -> Iterator[None]:
    """What is done here may take its time and does not stand still for whoever does not answer."""
    begin = time.monotonic()
    yield
    seconds = time.monotonic() - begin
    assert seconds < HELD, f"somebody was held for {seconds:.1f} s"
