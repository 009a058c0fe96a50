"""Small timetables, and a strategy for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from session_finder.domain.sessions import Session

MIDNIGHT = datetime(2027, 5, 11, tzinfo=UTC)


def at(clock, minutes=40, room="Dock 1", name="", **about):
    """A session that begins at ``clock`` ("10:00", or "1 10:00" on the day after) and is called like that."""
    day, _, time = clock.rpartition(" ")
    hour, minute = time.split(":")
    start = MIDNIGHT + timedelta(days=int(day or 0), hours=int(hour), minutes=int(minute))
    name = name or f"{clock}@{room}"
    return Session(name, name, room=room, start=start, end=start + timedelta(minutes=minutes), **about)


def timetables(most=9, days=2):
    """Sessions at steps of ten minutes in three rooms or in none, some without a time, some without an end."""
    one = st.tuples(
        st.integers(0, days - 1), st.integers(0, 18), st.integers(0, 9), st.sampled_from(["", "A", "B", "C"]),
        st.integers(0, 9),
    )  # fmt: skip
    return st.lists(one, max_size=most).map(
        lambda rows: tuple(_session(str(number), *row) for number, row in enumerate(rows))
    )


def _session(name, day, start, length, room, odd):
    if odd == 0:
        return Session(name, name, room=room)
    begin = MIDNIGHT + timedelta(days=day, hours=9, minutes=10 * start)
    return Session(name, name, room=room, start=begin, end=None if odd == 1 else begin + timedelta(minutes=10 * length))
