"""The difference between two programmes: sessions added, changed and removed."""

from __future__ import annotations

from dataclasses import dataclass

from session_finder.domain.sessions import STATED, Programme, Session
from session_finder.publishing.session_matching import paired


@dataclass(frozen=True, slots=True)
class Change:
    """A session before and after, and the names of the fields that differ; the id is not compared."""

    before: Session
    after: Session
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Sessions added, changed and removed, each in the order of its programme.

    ``renamed``: the former and the new id of sessions whose id the file changed, so that attendees' stars, links and
    calendars lose them.
    """

    added: tuple[Session, ...] = ()
    changed: tuple[Change, ...] = ()
    removed: tuple[Session, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.renamed)

    def summary(self) -> str:
        """The counts in words without zeros: "3 added, 1 changed, 2 removed"; "no session changed" for none."""
        counts = {"added": self.added, "changed": self.changed, "removed": self.removed}
        said = [f"{len(sessions):,} {what}" for what, sessions in counts.items() if sessions]
        said += [f"{len(self.renamed):,} with another id"] if self.renamed else []
        return ", ".join(said) or "no session changed"


def difference(old: Programme | None, new: Programme) -> Difference:
    """Compare two programmes; everything is added when ``old`` is None. ``session_matching`` finds the pairs."""
    before = old.sessions if old else ()
    after = new.sessions
    pairs = paired(before, after)  # row in new → row in old
    found = set(pairs.values())
    both = [(before[pairs[row]], after[row]) for row in sorted(pairs)]
    changes = (Change(was, now, _fields(was, now)) for was, now in both)
    return Difference(
        added=tuple(session for row, session in enumerate(after) if row not in pairs),
        changed=tuple(change for change in changes if change.fields),
        removed=tuple(session for row, session in enumerate(before) if row not in found),
        renamed=tuple((was.id, now.id) for was, now in both if was.id != now.id),
    )


def _fields(before: Session, after: Session) -> tuple[str, ...]:
    names = (name for name in STATED if name != "id")
    return tuple(name for name in names if _as_read(before, name) != _as_read(after, name))


def _as_read(session: Session, name: str) -> object:
    """A field's value as readers see it: 10:00 in Lisbon and 09:00 UTC are one instant but differ here."""
    value: object = getattr(session, name)
    return value if value is None or name not in ("start", "end") else str(value)
