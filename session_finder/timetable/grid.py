"""Lay out one day as a grid: time down, rooms across.

The grid is a table without holes: its cells, empty ones included, cover each square once. A row lasts from one start or
end to the next. Overlapping sessions of one room are placed in lanes, or share one cell when there are too many
(posters).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from session_finder.domain.overlap import to_utc
from session_finder.domain.sessions import Session
from session_finder.text.natural_order import natural_key

MOST_ROOMS: Final = 10  # beside each other
MOST_LANES: Final = 3  # of one room
_LONG: Final = timedelta(hours=24)  # a longer session lasts all day
_NEVER: Final = datetime.max.replace(tzinfo=UTC)  # for the type checker: sessions in a grid have a start


@dataclass(frozen=True, slots=True)
class Cell:
    """The squares from ``row`` and ``column`` on that some sessions occupy; no sessions in an empty cell."""

    sessions: tuple[Session, ...]
    row: int
    rows: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """A room's name, "" for none, and its number of lanes (columns)."""

    name: str
    lanes: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The layout of a day: ``starts`` are the times, by the sessions' own clock, at which the rows begin.

    ``cells`` are in the source order of a table. This is ``page`` of ``pages`` over ``all_rooms`` rooms.
    """

    starts: tuple[datetime, ...]
    rooms: tuple[Room, ...]
    cells: tuple[Cell, ...]
    page: int = 0
    pages: int = 1
    all_rooms: int = 0

    @property
    def columns(self) -> int:
        """The number of columns beside the times, at least one."""
        return max(1, sum(room.lanes for room in self.rooms))

    def minutes(self, row: int) -> int:
        """The length of a row; 0 for the last one, whose end is unknown."""
        if row + 1 >= len(self.starts):
            return 0
        return (to_utc(self.starts[row + 1]) - to_utc(self.starts[row])) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Placement:
    """A session and its rows: from ``first`` to before ``last``."""

    session: Session
    first: int
    last: int


def lay_out(sessions: Sequence[Session], page: int = 0, most_rooms: int = MOST_ROOMS) -> Grid:
    """The grid of one day's sessions, for one page of rooms; sessions without a start are left out.

    A break, or a session without a room, that overlaps nothing spans all rooms on every page. ``page`` is clamped.
    """
    timed = [session for session in sessions if session.start is not None]
    over_all = {stay.session.id for stay in _full_width(_placements(timed)[1])}
    names = sorted(
        {session.room for session in timed if session.id not in over_all},
        key=lambda room: (not room, natural_key(room)),
    )
    pages = max(1, -(-len(names) // most_rooms))
    page = min(max(page, 0), pages - 1)
    shown = names[page * most_rooms : (page + 1) * most_rooms]
    moments, stays = _placements([session for session in timed if session.id in over_all or session.room in shown])
    rows = max((stay.last for stay in stays), default=0)
    rooms: list[Room] = []
    cells: list[Cell] = []
    column = 0
    for name in shown:
        lanes, placed = _room_lanes(
            [stay for stay in stays if stay.session.room == name and stay.session.id not in over_all]
        )
        rooms.append(Room(name, lanes))
        cells += [
            Cell(cell.sessions, cell.row, cell.rows, column + cell.column, min(cell.columns, lanes - cell.column))
            for cell in placed
        ]
        column += lanes
    width = max(1, column)
    cells += [
        Cell((stay.session,), stay.first, stay.last - stay.first, 0, width)
        for stay in stays
        if stay.session.id in over_all
    ]
    cells += _empty_cells(cells, rows, width)
    cells.sort(key=lambda cell: (cell.row, cell.column))
    clocks = {to_utc(moment): moment for session in timed for moment in (session.end, session.start) if moment}
    return Grid(tuple(clocks[moment] for moment in moments[:rows]), tuple(rooms), tuple(cells), page, pages, len(names))


def _placements(sessions: Iterable[Session]) -> tuple[list[datetime], list[_Placement]]:
    """The boundaries of the rows, and the rows of each session.

    A session of unknown end occupies the row in which it begins.
    """
    known = [(session, *_from_to(session)) for session in sessions]
    moments = sorted({start for _, start, _ in known} | {end for _, _, end in known if end is not None})
    last = max([bisect_left(moments, start) + 1 for _, start, _ in known] + [len(moments) - 1], default=0)
    stays = []
    for session, start, end in known:
        first = bisect_left(moments, start)
        after = first + 1 if end is None else bisect_left(moments, end)
        stays.append(_Placement(session, first, last if session.end and end is None and _long(session) else after))
    return moments, stays


def _from_to(session: Session) -> tuple[datetime, datetime | None]:
    """Start and end in UTC; the end is None if it is unknown, before the start, or days later."""
    start = to_utc(session.start or _NEVER)
    end = to_utc(session.end) if session.end else None
    return start, end if end is not None and start < end < start + _LONG else None


def _long(session: Session) -> bool:
    return bool(session.start and session.end) and to_utc(session.end) - to_utc(session.start) >= _LONG  # type: ignore[arg-type]


def _full_width(stays: Sequence[_Placement]) -> list[_Placement]:
    """The breaks and the sessions without a room that share no row with another."""
    busy: dict[int, int] = {}
    for stay in stays:
        for row in range(stay.first, stay.last):
            busy[row] = busy.get(row, 0) + 1
    return [
        stay
        for stay in stays
        if (stay.session.is_break or not stay.session.room)
        and all(busy[row] == 1 for row in range(stay.first, stay.last))
    ]


def _room_lanes(stays: Sequence[_Placement]) -> tuple[int, list[Cell]]:
    """The number of lanes of one room, and its cells, with columns counted within the room."""
    groups = _overlapping(stays)
    laned = [_lanes(group) for group in groups]
    lanes = max((len(group) for group in laned if len(group) <= MOST_LANES), default=1)
    cells = []
    for group, own in zip(groups, laned, strict=True):
        if len(own) > MOST_LANES:
            first, last = min(stay.first for stay in group), max(stay.last for stay in group)
            cells.append(Cell(tuple(stay.session for stay in group), first, last - first, 0, lanes))
            continue
        for column, lane in enumerate(own):
            width = lanes - column if column == len(own) - 1 else 1
            cells += [Cell((stay.session,), stay.first, stay.last - stay.first, column, width) for stay in lane]
    return lanes, cells


def _overlapping(stays: Sequence[_Placement]) -> list[list[_Placement]]:
    """Groups of a room's sessions that are connected by overlaps, by start."""
    groups: list[list[_Placement]] = []
    until = -1
    for stay in sorted(stays, key=lambda stay: stay.first):
        if stay.first >= until:
            groups.append([])
        groups[-1].append(stay)
        until = max(until, stay.last)
    return groups


def _lanes(group: Sequence[_Placement]) -> list[list[_Placement]]:
    """The fewest lanes without overlaps in one group: each session takes the first free lane."""
    lanes: list[list[_Placement]] = []
    for stay in group:
        free = next((lane for lane in lanes if lane[-1].last <= stay.first), None)
        if free is None:
            lanes.append([stay])
        else:
            free.append(stay)
    return lanes


def _empty_cells(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell]:
    """The squares that remain, as empty cells as tall as possible."""
    taken = [[False] * rows for _ in range(columns)]
    for cell in cells:
        for column in range(cell.column, cell.column + cell.columns):
            taken[column][cell.row : cell.row + cell.rows] = [True] * cell.rows
    found = []
    for column, squares in enumerate(taken):
        row = 0
        while row < rows:
            end = row
            while end < rows and not squares[end]:
                end += 1
            if end > row:
                found.append(Cell((), row, end - row, column))
            row = end + 1
    return found
