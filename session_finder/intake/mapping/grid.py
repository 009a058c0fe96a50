"""Turn a timetable grid into a table with a row for each session.

A grid has rooms or days across and times down, and titles in its cells. It is turned only if its header plainly names
rooms or days, or if one text stands in several of its columns at a time; a table of unknown columns is not a grid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from session_finder.intake.dates.clock_cells import clock_range, is_clock
from session_finder.intake.dates.written_forms import is_weekday
from session_finder.intake.files.pages.headed_tables import names_a_day
from session_finder.intake.mapping.column_values import cell_value
from session_finder.intake.model.header_words import fields_in, words_of
from session_finder.intake.model.sources import Row, Table
from session_finder.text.folding import fold

_HEADER: Final = ("Day", "Start", "End", "Room", "Title", "Speakers")
_LONGEST: Final = 80  # characters of a room's name
_FEWEST: Final = 2  # columns of rooms or days, and rows with a time
_MOST_COLUMNS: Final = 60
_SAMPLE: Final = 300  # rows by which a table is judged
_AMONG: Final = 5  # rows in which the header is searched
_SHORTEST: Final = 4  # letters of such a word
_LEADING: Final = frozenset({"day", "start", "end", "duration"})
_ACROSS: Final = ("room", "track")  # "Hall A" is one of several rooms
# A word for a room or a track may also begin or end a name, as in "Festsaal"; short ones are parts of other words.
_PLACES: Final = "|".join(sorted(word for word in words_of("room", "track") if len(word) >= _SHORTEST))
_PLACE = re.compile(rf"\b(?:{_PLACES})|(?:{_PLACES})\b|^(?:\w{{1,20}} ?)?\d{{1,4}}[a-z]?$|^(?:\w{{1,20}} )?[a-z]$")


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a grid's header is, how many columns before the titles tell the time, and whether days stand across."""

    header: Row
    leading: int
    days: bool
    plain: bool  # whether the header or a repeated text shows that it is a grid


def unpivoted(table: Table) -> Table | None:
    """Return a table with Day, Start, End, Room, Title and Speakers of a grid; None if ``table`` is not plainly one.

    Columns without a value are left out. One text in neighbouring rooms at a time is one session, and so is one text in
    a room at following times.
    """
    shape = _shape(table)
    if shape is None or not shape.plain:
        return None
    sessions = list(_sessions(table, shape))
    if not sessions:
        return None
    split = 2 * sum("\n" in session.title for session in sessions) > len(sessions)
    cells = [session.cells(split=split) for session in sessions]
    kept = [place for place in range(len(_HEADER)) if any(row[place] for row in cells)]
    rows = [Row(shape.header.line, tuple(_HEADER[place] for place in kept))]
    for session, row in zip(sessions, cells, strict=True):
        rows.append(Row(session.line, tuple(row[place] for place in kept)))
    return Table(table.name, tuple(rows))


def is_unclear_grid(table: Table) -> bool:
    """Whether a table has times down, or across, and texts like titles in several columns that no name explains."""
    shape = _shape(table)
    if shape is None:
        header = table.header.cells
        return len(header) > _FEWEST and sum(map(_is_time, header[1:])) * 2 > len(header) - 1
    columns = range(shape.leading, len(shape.header.cells))
    rows = list(table.below(shape.header))[:_SAMPLE]
    return not shape.plain and sum(_reads_like_titles(rows, place) for place in columns) >= _FEWEST


def _shape(table: Table) -> _Shape | None:
    header = next((row for row in table.rows[:_AMONG] if sum(map(bool, map(str.strip, row.cells))) > 1), None)
    if header is None or not _FEWEST < len(header.cells) <= _MOST_COLUMNS or _is_time(header.cells[0]):
        return None
    rows = list(table.below(header))[:_SAMPLE]
    leading = next((place for place in range(len(header.cells)) if not _tells_time(rows, place)), 0)
    names = [cell.strip() for cell in header.cells[leading:]]
    known = {field: place for field, place in fields_in(header.cells).items() if field not in _ACROSS}
    if not leading or any(place >= leading or field not in _LEADING for field, place in known.items()):
        return None
    if len(names) < _FEWEST or not any(names) or any(len(name) > _LONGEST or _is_time(name) for name in names):
        return None
    filled = [name for name in names if name]
    days = 2 * sum(names_a_day(name) or is_weekday(name.split()[0]) for name in filled) > len(filled)
    rooms = 2 * sum(bool(_PLACE.search(fold(name))) for name in filled) > len(filled)
    return _Shape(header, leading, days, days or rooms or _has_plenary(rows, leading))


def _tells_time(rows: Sequence[Row], place: int) -> bool:
    """Whether most cells of a column are times of day or dates, empty ones aside."""
    cells = [row.cells[place] for row in rows if place < len(row.cells) and row.cells[place].strip()]
    times = sum(_is_time(cell) or names_a_day(cell) for cell in cells if len(cell) <= _LONGEST)
    return len(cells) >= _FEWEST and 10 * times >= 7 * len(cells)


def _is_time(cell: str) -> bool:
    text = cell.strip()
    return (is_clock(text) and not text.isdigit()) or clock_range(text) is not None


def _has_plenary(rows: Sequence[Row], leading: int) -> bool:
    """Whether one text stands in all filled columns at some time, in more than two or in all that there are."""
    width = max(len(row.cells) for row in rows) - leading
    for row in rows:
        filled = [text for cell in row.cells[leading:] if (text := _folded(cell))]
        if len(filled) == width >= _FEWEST and len(set(filled)) == 1 and any(map(str.isalpha, filled[0])):
            return True
    return False


def _reads_like_titles(rows: Sequence[Row], place: int) -> bool:
    cells = [text for row in rows if place < len(row.cells) and (text := cell_value(row.cells[place]))]
    return len(cells) >= _FEWEST and 2 * sum(len(text.split()) > 2 for text in cells) > len(cells)


@dataclass(slots=True)
class _Session:
    line: int
    day: str
    start: str
    end: str
    rooms: list[str]
    title: str
    last: int  # the number of the row in which it was seen last

    def cells(self, *, split: bool) -> tuple[str, ...]:
        """The cells under _HEADER. ``split``: the first line is the title, the others name the speakers."""
        title, _, speakers = self.title.partition("\n") if split else (self.title, "", "")
        return self.day, self.start, self.end, ", ".join(filter(None, self.rooms)), title, speakers.strip()


def _sessions(table: Table, shape: _Shape) -> Iterator[_Session]:
    """Yield the sessions in the order of the rows, each once."""
    names = [cell.strip() for cell in shape.header.cells[shape.leading :]]
    corner = shape.header.cells[0].strip()
    day = next((name for name in (corner, table.name) if names_a_day(name)), "")
    start = end = ""
    before: dict[str, _Session] = {}  # room → the session of the row above
    for number, row in enumerate(table.below(shape.header)):
        lead, titles = row.cells[: shape.leading], row.cells[shape.leading :]
        timed = next((cell for cell in lead if _is_time(cell)), "")
        dated = next((cell.strip() for cell in lead if names_a_day(cell) and not _is_time(cell)), "")
        if dated and not timed and any(map(str.strip, titles)):  # a header of its own for each day
            names = [cell.strip() for cell in titles]
            day, before = dated, {}
            continue
        if dated and dated != day:
            day, before = dated, {}
        if timed:
            start, end = _times(lead)
        now: dict[str, _Session] = {}
        for session in _row_sessions(titles, names, shape, _Session(row.line, day, start, end, [], "", number)):
            above = None if shape.days else before.get(_key(session))
            if above is None:
                now[_key(session)] = session
                yield session
            else:
                above.end = session.end
                now[_key(session)] = above
        before = now


def _times(lead: Sequence[str]) -> tuple[str, str]:
    """Start and end: of a cell with both, or of two cells."""
    for cell in lead:
        both = clock_range(cell)
        if both:
            return both
    clocks = [cell.strip() for cell in lead if _is_time(cell)]
    return clocks[0], clocks[1] if len(clocks) > 1 else ""


def _key(session: _Session) -> str:
    return f"{_folded(session.title)}\n{session.rooms}"


def _row_sessions(titles: Sequence[str], names: Sequence[str], shape: _Shape, model: _Session) -> Iterator[_Session]:
    """Yield the sessions of a row. The same text in neighbouring rooms is one session; in all rooms it has no room."""
    found: list[_Session] = []
    for place, cell in enumerate(titles[: len(names)]):
        title = cell_value(cell)
        if not any(map(str.isalnum, title)):
            continue
        day = names[place] if shape.days else model.day
        room = "" if shape.days else names[place]
        if found and found[-1].last == place - 1 and _folded(found[-1].title) == _folded(title) and not shape.days:
            found[-1].rooms.append(room)
            found[-1].last = place
        else:
            found.append(_Session(model.line, day, model.start, model.end, [room], title, place))
    for session in found:
        if len(session.rooms) == len(names):
            session.rooms = []
        yield session


def _folded(cell: str) -> str:
    return " ".join(fold(cell).split())
