"""How sessions lie in time: which overlap, which are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from session_finder.domain.sessions import Session

UNKNOWN = timedelta(minutes=1)  # how long a session without an end is taken to last


def span(session: Session) -> tuple[datetime, datetime] | None:
    """Start and end in UTC, the end after the start; None for a session without a start.

    Times without a zone are taken by the wall clock, so that those of one programme can be compared.
    """
    if session.start is None:
        return None
    start = to_utc(session.start)
    end = to_utc(session.end) if session.end else start
    return start, max(end, start + UNKNOWN)


def overlap(one: Session, other: Session) -> bool:
    """Whether two spans share a minute, so that nobody can attend both in full. Adjacent spans do not overlap."""
    first, second = span(one), span(other)
    return bool(first and second) and first[0] < second[1] and second[0] < first[1]  # type: ignore[index]


def over(session: Session, now: datetime) -> bool:
    """Whether a session has ended; False for one without a time."""
    lasts = span(session)
    return lasts is not None and lasts[1] <= to_utc(now)


def begun(session: Session, now: datetime) -> bool:
    """Whether a session has begun; False for one without a time."""
    lasts = span(session)
    return lasts is not None and lasts[0] <= to_utc(now)


def to_utc(moment: datetime) -> datetime:
    """The moment in UTC; a naive time is taken as UTC, so that those of one programme can be compared."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def by_start(session: Session) -> tuple[bool, float]:
    """A sort key: sessions by start, those without a time last."""
    lasts = span(session)
    return lasts is None, lasts[0].timestamp() if lasts else 0.0
