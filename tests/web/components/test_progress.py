"""What a progress bar says."""

from __future__ import annotations

import pytest

from session_finder.web.components.progress import ProgressBar


@pytest.mark.parametrize(
    ("total", "said"),
    [
        (40, "10 of 40 texts, 1 a second, 30 s left"),
        (99, "10 of 99 texts, 1 a second, 89 s left"),
        (100, "10 of 100 texts, 1 a second, 2 min left"),
    ],
)
def test_what_is_left_is_told_in_seconds_below_a_minute_and_a_half(total, said):
    now = [0.0]
    bar = ProgressBar(clock=lambda: now[0])
    now[0] = 10.0
    assert bar.label(10, total) == said
