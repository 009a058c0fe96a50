"""What changed from one programme to the next: sessions added, changed and removed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, fields

from session_finder.sessions import Programme, Session


@dataclass(frozen=True, slots=True)
class Change:
    """A session before and after, and the names of the fields that differ. The id alone is no difference."""

    before: Session
    after: Session
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, what is gone, what says something else; each in the order of its programme."""

    added: tuple[Session, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Session, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def summary(self) -> str:
        """The counts in words: "3 added, 1 changed, 2 removed", without those that are none; "no session changed"."""
        counts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        said = [f"{len(sessions):,} {what}" for what, sessions in counts.items() if sessions]
        return ", ".join(said) or "no session changed"


def difference(old: Programme | None, new: Programme) -> Difference:
    """What became of ``old`` in ``new``; all of it is added when there was none.

    A session is the same by what it says, else by its id, else by title and start; and then by a title that only one
    has on either side: a session that moved, in a file without ids.
    """
    before = list(old.sessions) if old else []
    after = list(new.sessions)
    pairs: dict[int, int] = {}  # row in new → row in old
    for key in (_itself, _id, _title_and_start):
        _pair(before, after, pairs, key)
    _pair(before, after, pairs, _title, alone=True)
    found = set(pairs.values())
    changes = (Change(before[pairs[row]], after[row], _fields(before[pairs[row]], after[row])) for row in sorted(pairs))
    return Difference(
        added=tuple(session for row, session in enumerate(after) if row not in pairs),
        changed=tuple(change for change in changes if change.fields),
        removed=tuple(session for row, session in enumerate(before) if row not in found),
    )


def _pair(
    before: list[Session],
    after: list[Session],
    pairs: dict[int, int],
    key: Callable[[Session], Hashable],
    alone: bool = False,
) -> None:
    """Pair what has the same key and no partner yet, the first with the first; ``alone``: only where there is one."""
    taken = set(pairs.values())
    waiting = _by_key(((row, session) for row, session in enumerate(before) if row not in taken), key)
    coming = _by_key(((row, session) for row, session in enumerate(after) if row not in pairs), key)
    for same, rows in coming.items():
        partners = waiting.get(same, [])
        if not alone or len(rows) == len(partners) == 1:
            pairs.update(zip(rows, partners, strict=False))


def _by_key(rows: Iterable[tuple[int, Session]], key: Callable[[Session], Hashable]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = {}
    for row, session in rows:
        if (same := key(session)) is not None:
            found.setdefault(same, []).append(row)
    return found


def _fields(before: Session, after: Session) -> tuple[str, ...]:
    names = (field.name for field in fields(Session) if field.name != "id")
    return tuple(name for name in names if _said(before, name) != _said(after, name))


def _said(session: Session, name: str) -> object:
    """A field's value as it reads: 10:00 in Lisbon and 09:00 UTC are one instant and not the same to a reader."""
    value: object = getattr(session, name)
    return value if value is None or name not in ("start", "end") else str(value)


def _itself(session: Session) -> Hashable:
    return session


def _id(session: Session) -> Hashable:
    return session.id or None


def _title(session: Session) -> Hashable:
    """The title without what retyping it changes: case, spaces, the form of its characters. None when it has none."""
    return " ".join(unicodedata.normalize("NFKC", session.title).casefold().split()) or None


def _title_and_start(session: Session) -> Hashable:
    title = _title(session)
    return None if title is None else (title, str(session.start))
