"""A progress bar for long work: items done, rate, time left."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from session_finder.web.i18n.locale import number, visitor_locale
from session_finder.web.i18n.texts import organize_messages as words

_SETTLED = 0.5  # seconds before a rate is meaningful
_IN_SECONDS = 90.0  # what takes longer is told in minutes


class ProgressBar:
    """A progress bar to pass as a models.encoder.Progress: call it with (done, total). ``clock`` returns seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = clock()
        self._bar = st.progress(0.0, text=words.PUBLISHING)

    def __call__(self, done: int, total: int) -> None:
        """Update the bar."""
        self._bar.progress(min(1.0, done / max(total, 1)), text=self.label(done, total))

    def end(self) -> None:
        """Remove the bar, because the work stopped."""
        self._bar.empty()

    def label(self, done: int, total: int) -> str:
        """The bar's text: "64 of 150 texts, 12 a second, 7 s left"; without a rate until it is meaningful."""
        passed = self._clock() - self._begun
        if not done or passed < _SETTLED:
            return words.PACE_BEGINS.format(done=done, total=total)
        rate = done / passed
        shown = number(round(rate) if rate >= 10 else rate, visitor_locale().locale)
        return words.PACE.format(done=done, total=total, rate=shown, left=_left((total - done) / rate))


def _left(seconds: float) -> str:
    """About how long it still takes: "8 s", "3 min"."""
    if seconds < _IN_SECONDS:
        return words.SECONDS_LEFT.format(count=max(1, round(seconds)))
    return words.MINUTES_LEFT.format(count=round(seconds / 60))
