"""How sessions lie in time: which overlap, which are over."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from session_finder.domain.conference_day import day_seen_from
from session_finder.domain.sessions import Session

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

# Longer sessions, as exhibitions and hackathons, are visited in between: they clash with nothing, and belong to each of
# their days. Shorter ones that pass into the next day belong to the day on which they begin.
LONG = timedelta(hours=12)
UNKNOWN = timedelta(minutes=1)  # how long a session without an end is taken to last
_MOST_DAYS = 31


def span(session: Session) -> tuple[datetime, datetime] | None:
    """Start and end in UTC, the end after the start; None for a session without a start.

    Times without a zone are taken by the wall clock, so that those of one programme can be compared.
    """
    if session.start is None:
        return None
    start = to_utc(session.start)
    end = to_utc(session.end) if session.end else start
    return start, max(end, start + UNKNOWN)


def attended(session: Session) -> tuple[datetime, datetime] | None:
    """Like ``span``, None also for what nobody attends in full: what is cancelled, or lasts longer than ``LONG``."""
    lasts = None if session.cancelled else span(session)
    return lasts if lasts is not None and lasts[1] - lasts[0] <= LONG else None


def days_of(session: Session, zone: ZoneInfo | None = None) -> tuple[date, ...]:
    """The dates of the conference's days on which a session takes place, at most ``_MOST_DAYS``; () without a time.

    A session up to ``LONG`` has one, that of its start. The dates are those of its own clock, or of ``zone`` if its own
    zone is known.
    """
    if session.start is None:
        return ()
    first = day_seen_from(session.start, session.day_starts, zone)
    lasts = span(session)
    if session.end is None or lasts is None or lasts[1] - lasts[0] <= LONG:
        return (first,)
    end = session.end.astimezone(session.start.tzinfo) if session.start.tzinfo and session.end.tzinfo else session.end
    # midnight is the end of the day before
    last = day_seen_from(end - timedelta(microseconds=1), session.day_starts, zone)
    return tuple(first + timedelta(days=day) for day in range(min((last - first).days + 1, _MOST_DAYS)))


def overlap(one: Session, other: Session) -> bool:
    """Whether two sessions share a minute, so that nobody can attend both in full. Adjacent ones do not overlap.

    Sessions longer than ``LONG`` overlap with none.
    """
    first, second = attended(one), attended(other)
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
