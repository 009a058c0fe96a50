"""A day as a grid: time down, rooms across, each session as long as it lasts.

The grid is a table without holes: its cells, the empty ones among them, cover each of its squares once. A row reaches
from one moment at which something begins or ends to the next. Sessions that overlap in one room stand beside each
other in lanes; where they would be too many (posters), they share one cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from session_finder.domain.sessions import Session

MOST_ROOMS: Final = 10  # beside each other
MOST_LANES: Final = 3  # of one room
_LONG: Final = timedelta(hours=24)  # who lasts longer lasts as long as the day does
_NEVER: Final = datetime.max.replace(tzinfo=UTC)  # who is laid out has a start; the type does not know


@dataclass(frozen=True, slots=True)
class Cell:
    """The squares from ``row`` and ``column`` on that some sessions take; none for an empty cell."""

    sessions: tuple[Session, ...]
    row: int
    rows: int
    column: int
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Room:
    """A room's name, "" for what has none, and how many lanes, so columns, it takes."""

    name: str
    lanes: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A day laid out: ``starts`` are the times, by the sessions' own clock, at which the rows begin.

    ``cells`` are in the order of a table's source. ``page`` of ``pages``: of
    ``all_rooms`` some are shown at a time. ``columns`` is never less than one.
    """

    starts: tuple[datetime, ...]
    rooms: tuple[Room, ...]
    cells: tuple[Cell, ...]
    page: int = 0
    pages: int = 1
    all_rooms: int = 0

    @property
    def columns(self) -> int:
        """How many columns there are beside that of the times."""
        return max(1, sum(room.lanes for room in self.rooms))

    def minutes(self, row: int) -> int:
        """How long a row lasts; 0 for the last one, of which only the start is known."""
        if row + 1 >= len(self.starts):
            return 0
        return (_utc(self.starts[row + 1]) - _utc(self.starts[row])) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Placement:
    """A session and its rows: from ``first`` to before ``last``."""

    session: Session
    first: int
    last: int


def lay_out(sessions: Sequence[Session], page: int = 0, most_rooms: int = MOST_ROOMS) -> Grid:
    """The grid of one day's sessions, of some rooms at a time; those without a start are left out.

    A break, or a session without a room, that has the time to itself reaches over all rooms, on every page. ``page``
    is taken into what there is.
    """
    timed = [session for session in sessions if session.start is not None]
    over_all = {stay.session.id for stay in _full_width(_placements(timed)[1])}
    names = sorted({session.room for session in timed if session.id not in over_all}, key=_room_order)
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
    clocks = {_utc(moment): moment for session in timed for moment in (session.end, session.start) if moment}
    return Grid(tuple(clocks[moment] for moment in moments[:rows]), tuple(rooms), tuple(cells), page, pages, len(names))


def _placements(sessions: Iterable[Session]) -> tuple[list[datetime], list[_Placement]]:
    """The moments between the rows, and the rows of each session. One whose end is not known has the row it begins."""
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
    """Start and end in UTC; the end None where it is unknown, before the start, or days later."""
    start = _utc(session.start or _NEVER)
    end = _utc(session.end) if session.end else None
    return start, end if end is not None and start < end < start + _LONG else None


def _long(session: Session) -> bool:
    return bool(session.start and session.end) and _utc(session.end) - _utc(session.start) >= _LONG  # type: ignore[arg-type]


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
    """How many lanes one room takes, and its cells, their columns counted from the room's first."""
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
    """Sessions of a room that hang together by overlapping, in the order of their starts."""
    groups: list[list[_Placement]] = []
    until = -1
    for stay in sorted(stays, key=lambda stay: stay.first):
        if stay.first >= until:
            groups.append([])
        groups[-1].append(stay)
        until = max(until, stay.last)
    return groups


def _lanes(group: Sequence[_Placement]) -> list[list[_Placement]]:
    """The fewest lanes in which none of a group overlap: each session takes the first lane that is free."""
    lanes: list[list[_Placement]] = []
    for stay in group:
        free = next((lane for lane in lanes if lane[-1].last <= stay.first), None)
        if free is None:
            lanes.append([stay])
        else:
            free.append(stay)
    return lanes


def _empty_cells(cells: Sequence[Cell], rows: int, columns: int) -> list[Cell]:
    """What is left, as empty cells that reach down as far as nothing is held."""
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


def _room_order(room: str) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Rooms as people order them, "Room 2" before "Room 10"; none at all last."""
    parts = re.findall(r"\d+|\D+", room.casefold())
    return not room, [(not part.isdecimal(), int(part[:15]) if part.isdecimal() else 0, part) for part in parts]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
