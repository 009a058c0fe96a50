"""What became of everything in a file: counts that add up to the file's own."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

NOT_ACCEPTED = "sessions-left-out"
WITHOUT_TEXT = "row-without-text"
_MUCH = 0.1  # the share of a file from which "not used" is a warning


@dataclass(frozen=True, slots=True)
class Account:
    """The ``entries`` (rows, objects or events) of a file, by what became of them.

    ``sessions`` counts those that attendees can find, ``breaks`` those in the timetable only, and ``parts`` the entries
    that belong to a session of another entry, such as a row for each speaker. ``left_out``: problem code → count, for
    entries that were left out for a reason that is told. ``unused``: where an entry stands (the path of a list, "" for
    the rows of a table) → count, for all others. ``other_lists``: those of ``unused`` that plainly hold something else
    than sessions, such as sponsors or news. ``columns``, ``columns_unused``: how many columns or keys were read
    and not read.
    """

    entries: int = 0
    sessions: int = 0
    breaks: int = 0
    parts: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unused: Mapping[str, int] = field(default_factory=dict)
    other_lists: tuple[str, ...] = ()
    columns: int = 0
    columns_unused: int = 0

    @property
    def not_used(self) -> int:
        """The number of entries for which there is no use and no reason."""
        return sum(self.unused.values())

    @property
    def much_not_used(self) -> bool:
        """Whether more than a tenth of the entries that could be sessions is not used."""
        others = self.not_used - sum(self.doubtful.values())
        return sum(self.doubtful.values()) > _MUCH * (self.entries - others)

    @property
    def doubtful(self) -> Mapping[str, int]:
        """What of ``unused`` could be sessions."""
        return {path: count for path, count in self.unused.items() if path not in self.other_lists}


def balanced(
    rows: int,
    sessions: int,
    breaks: int,
    parts: int,
    left_out: Mapping[str, int],
    unused: Mapping[str, int],
    other_lists: Collection[str] = (),
    columns: Sequence[str] = (),
    columns_unused: Sequence[str] = (),
) -> Account:
    """An account whose counts add up: rows of the file that nothing explains are not used.

    ``rows``: the entries of the list or table that was read, without those in ``unused``, which are elsewhere.
    """
    told = {code: count for code, count in left_out.items() if count}
    elsewhere = {path: count for path, count in unused.items() if count}
    explained = sessions + breaks + parts + sum(told.values())
    if rows > explained:
        elsewhere = {"": rows - explained, **elsewhere}
    return Account(
        entries=max(rows, explained) + sum(count for path, count in elsewhere.items() if path),
        sessions=sessions,
        breaks=breaks,
        parts=parts,
        left_out=told,
        unused=elsewhere,
        other_lists=tuple(path for path in elsewhere if path in other_lists),
        columns=len(columns),
        columns_unused=len(columns_unused),
    )
