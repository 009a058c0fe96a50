"""Match sessions between two versions of a programme: by id, content, title, and cautiously when retitled.

A wrong pair would silently put a talk into plans that nobody chose; a missed pair is reported as one talk removed and
one added. So each later rule requires more agreement, and duplicates are paired by no later rule.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence, Set
from datetime import datetime
from difflib import SequenceMatcher
from functools import lru_cache, partial
from typing import Final

from session_finder.domain.sessions import STATED, Session
from session_finder.text.folding import fold, normalize

_TELLING: Final = 80  # letters of an abstract that is no "to be announced"
_UNMISTAKABLE: Final = 300  # letters of an abstract that needs nothing beside it
_ALIKE: Final = 0.7  # of the letters of two titles are the same, in the same order
_OTHERS: Final = ("id", "start", "end", "code", "cancelled")
_WHAT: Final = tuple(name for name in STATED if name not in _OTHERS)

Clock = Callable[[Session], datetime | None]
Key = Callable[[Session], Hashable]
Agree = Callable[[Session, Session], bool]


def paired(before: Sequence[Session], after: Sequence[Session], loose: Set[int] = frozenset()) -> dict[int, int]:
    """Row in ``after`` → row in ``before`` of the same session; the ids of ``loose`` rows are ignored.

    The result is deterministic.
    """
    pairs = _Pairs(before, after)
    pairs.first_with_first(lambda session: session if session.id else None, but=loose)
    pairs.first_with_first(lambda session: session.id or None, but=loose)
    clock = _clock(before, after)
    pairs.first_with_first(lambda session: _both(session.code or None, _whole(session, clock)))
    pairs.first_with_first(partial(_whole, clock=clock))  # a version of before codes has none
    for names in (("abstract", "speakers"), ("speakers",), ("abstract",)):  # also of two keynotes that change places
        pairs.alone(partial(_title_and, names=names), agree=_no_others)
    for more in (("room", "speakers"), ("room",), ("speakers",)):
        pairs.alone(partial(_titled, clock=clock, more=more))
    pairs.first_with_first(partial(_titled, clock=clock))
    pairs.alone(_title_and_day, agree=_no_others)
    pairs.alone(title_of, agree=_no_others)
    pairs.alone(partial(_letters_and, more=clock))
    pairs.alone(partial(_letters_and, more=_speakers))
    slot = partial(_slot, clock=clock)
    pairs.alone_of_all(lambda session: _both(_speakers(session), _abstract(session)))
    pairs.alone_of_all(lambda session: _both(_abstract(session), slot(session)))
    pairs.alone_of_all(lambda session: _both(_speakers(session), slot(session)), agree=_alike)
    pairs.alone_of_all(partial(_abstract, telling=_UNMISTAKABLE), agree=_no_others)
    return pairs.found


def title_of(session: Session) -> str | None:
    """The title without differences of retyping: case, spaces, Unicode form. None when it is empty."""
    return _normalized(session.title) or None


_normalized = lru_cache(maxsize=20_000)(normalize)  # every rule asks for it


class _Pairs:
    """The pairs found so far, row in ``after`` → row in ``before``; a key of None pairs nothing."""

    def __init__(self, before: Sequence[Session], after: Sequence[Session]) -> None:
        self._before, self._after = before, after
        self.found: dict[int, int] = {}

    @property
    def _done(self) -> bool:
        return len(self.found) == min(len(self._before), len(self._after))

    def first_with_first(self, key: Key, but: Set[int] = frozenset()) -> None:
        """Pair unpaired rows of the same key in order; rows of ``but`` are skipped."""
        if self._done:
            return
        waiting, coming = self._left(key, but)
        for same, rows in coming.items():
            self.found.update(zip(rows, waiting.get(same, ()), strict=False))

    def alone(self, key: Key, agree: Agree | None = None) -> None:
        """Pair rows of the same key where one is left on either side, and both ``agree``."""
        if self._done:
            return
        waiting, coming = self._left(key)
        for same, rows in coming.items():
            self._pair(rows, waiting.get(same, ()), agree)

    def alone_of_all(self, key: Key, agree: Agree | None = None) -> None:
        """The same, but only where no other row has the key, paired or not."""
        if self._done:
            return
        waiting, coming = _by_key(enumerate(self._before), key), _by_key(enumerate(self._after), key)
        taken = set(self.found.values())
        for same, rows in coming.items():
            partners = waiting.get(same, ())
            if not any(row in self.found for row in rows) and taken.isdisjoint(partners):
                self._pair(rows, partners, agree)

    def _pair(self, rows: Sequence[int], partners: Sequence[int], agree: Agree | None) -> None:
        if len(rows) == len(partners) == 1:
            row, partner = rows[0], partners[0]
            if agree is None or agree(self._before[partner], self._after[row]):
                self.found[row] = partner

    def _left(self, key: Key, but: Set[int] = frozenset()) -> tuple[dict[Hashable, list[int]], ...]:
        taken = set(self.found.values())
        waiting = ((row, session) for row, session in enumerate(self._before) if row not in taken)
        coming = ((row, session) for row, session in enumerate(self._after) if row not in self.found and row not in but)
        return _by_key(waiting, key), _by_key(coming, key)


def _by_key(rows: Iterable[tuple[int, Session]], key: Key) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for row, session in rows:
        if (same := key(session)) is not None:
            found.setdefault(same, []).append(row)
    return found


def _clock(before: Sequence[Session], after: Sequence[Session]) -> Clock:
    """How to compare starts: by local time, or by instant where that pairs more sessions.

    A programme's new zone keeps one of them: local time where the file has bare times, the instant where it has
    offsets.
    """
    zones = [{str(session.start.tzinfo) for session in sessions if session.start} for sessions in (before, after)]
    if zones[0] == zones[1]:
        return _wall
    together = {}
    for clock in (_wall, _instant):
        key = partial(_titled, clock=clock)
        together[clock] = len({key(session) for session in before} & {key(session) for session in after})
    return _instant if together[_instant] > together[_wall] else _wall


def _wall(session: Session) -> datetime | None:
    return session.start.replace(tzinfo=None) if session.start else None


def _instant(session: Session) -> datetime | None:
    return session.start


def _whole(session: Session, clock: Clock) -> Hashable:
    return (clock(session), *(getattr(session, name) for name in _WHAT))


def _titled(session: Session, clock: Clock, more: Sequence[str] = ()) -> Hashable:
    title = title_of(session)
    return None if title is None else (title, clock(session), *(getattr(session, name) for name in more))


def _title_and(session: Session, names: Sequence[str]) -> Hashable:
    said = tuple(getattr(session, name) for name in names)
    return _both(title_of(session), said if all(said) else None)


def _title_and_day(session: Session) -> Hashable:
    return _both(title_of(session), session.start.date() if session.start else None)


def _letters_and(session: Session, more: Key) -> Hashable:
    """Only the title's letters and digits: dashes, quotation marks and accents may have changed."""
    return _both("".join(letter for letter in fold(session.title) if letter.isalnum()) or None, more(session))


def _speakers(session: Session) -> Hashable:
    return session.speakers or None


def _abstract(session: Session, telling: int = _TELLING) -> Hashable:
    said = " ".join(session.abstract.split()).casefold()
    return said if len(said) >= telling else None


def _slot(session: Session, clock: Clock) -> Hashable:
    return (clock(session), session.room) if session.start and session.room else None


def _both(one: Hashable, other: Hashable) -> Hashable:
    return None if one is None or other is None else (one, other)


def _no_others(before: Session, after: Session) -> bool:
    """Whether the speakers are compatible: two keynotes by two people are two, whatever their titles."""
    return not before.speakers or not after.speakers or not {*before.speakers}.isdisjoint(after.speakers)


def _alike(before: Session, after: Session) -> bool:
    one, other = sorted(title_of(session) or "" for session in (before, after))  # the ratio depends on the order
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE
