"""Records: what a format module reads from a file, as raw text by field. rows.py parses and cleans it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.model.problems import Problem

# Allow-list of fields. Everything that a format does not store under one of these names is dropped.
# A value is the file's text, or a tuple if the file gives a list.
FIELDS: Final = frozenset(
    {
        "id",  # the source's own id of the session: stable from export to export
        "title",
        "abstract",  # may hold HTML, Markdown or LaTeX; rows.py cleans it
        "speakers",
        "track",
        "level",
        "format",  # talk, workshop, break, ...
        "room",
        "start",  # date and time
        "end",
        "day",  # the date alone, where start and end are clock times only
        "duration",  # minutes ("45"), or hours and minutes ("0:45")
        "language",
        "tags",
        "url",
        "code",  # the number or code that is printed beside the title; rows.py drops it where it is the id
    }
)

_TIMED: Final = ("start", "day")

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One session, or one row of several that make one session (``merges``).

    ``line``: the line of the file on which it begins, counted from 1; in JSON the number of the entry. ``service``: a
    break, lunch or registration, shown in the timetable and excluded from the search. ``accepted``: False for declined
    sessions, drafts and the like, which are counted and left out. ``cancelled``: shown in the timetable as cancelled,
    also if it is not accepted, unless it has no time. ``merges``: records with the same id are merged
    (files with one row per speaker): speakers and tags are collected, other fields keep their first value.
    """

    line: int
    values: Mapping[str, Value]
    service: bool = False
    accepted: bool = True
    merges: bool = False
    cancelled: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether the session is in the programme, be it as a cancelled one."""
        return self.accepted or (self.cancelled and not self.values.keys().isdisjoint(_TIMED))


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format module read from a file.

    ``format``: a name for people, "Sessionize export". ``columns``: field → the header or key it was read from, shown
    in problems and on the mapping page. ``dropped``: headers or keys that were not read, in the file's order; their
    values are stored nowhere. ``helping``: headers that were read, but for no field, such as a state. ``timezone``: an
    IANA name, "" if the file has none. ``rows``: the number of rows or entries in the file. ``parts``: how many of them
    were merged into the records of others. ``left_out``: problem code → how many were left out for that reason, beside
    those that records tell. ``unused``: the path of another list of the file → how many entries it has.
    ``other_lists``: those of them that plainly hold something else than sessions.
    """

    format: str
    records: Sequence[Record]
    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    dropped: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    name: str = ""
    timezone: str = ""
    helping: Sequence[str] = ()
    parts: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    unused: Mapping[str, int] = field(default_factory=dict)
    other_lists: Collection[str] = ()
