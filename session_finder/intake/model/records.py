"""Records: what a format module makes of a file. Text by field, nothing parsed or judged yet; rows.py does that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.model.problems import Problem

# The only fields that pass the door (an allow-list): whatever a format does not put under one of these is dropped.
# A value is text as the file has it, or a tuple where the file itself tells the parts of a list apart.
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
        "start",  # date and time in one cell
        "end",
        "day",  # the date alone, where start and end are clock times only
        "duration",  # minutes ("45"), or hours and minutes ("0:45")
        "language",
        "tags",
        "url",
    }
)

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """One session, or one row of several that make one session (``merges``).

    ``line``: where it begins in the file, counted from 1; in JSON the number of the entry. ``service``: a break, lunch
    or registration, kept in the timetable and out of the search. ``accepted`` False: declined, cancelled, a draft; it
    is counted and left out. ``merges``: records of one id are one session, whose speakers and tags are put together
    (files with one row per speaker); the first record that has a value gives it.
    """

    line: int
    values: Mapping[str, Value]
    service: bool = False
    accepted: bool = True
    merges: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """What a format understood of a file.

    ``format`` is for people: "Sessionize export". ``columns``: field → the header or key it was read from, for
    problems and the mapping page. ``dropped``: headers or keys that are not session fields, in the file's order, which
    nothing of the program ever sees again. ``timezone``: an IANA name when the file tells. ``rows``: how many rows or
    entries the file has.
    """

    format: str
    records: Sequence[Record]
    rows: int
    columns: Mapping[str, str] = field(default_factory=dict)
    dropped: Sequence[str] = ()
    problems: Sequence[Problem] = ()
    name: str = ""
    timezone: str = ""
