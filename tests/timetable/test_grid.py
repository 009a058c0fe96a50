"""A day as a grid: exact layouts by hand, and what holds for every day."""

from collections import Counter
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.timetable.grid import MOST_LANES, lay_out

DAY = datetime(2027, 5, 11, tzinfo=UTC)


def held(name, room, start, end=None, **about):
    """A session from ``start`` to ``end``, in hours of the day."""
    until = None if end is None else DAY + timedelta(hours=end)
    return Session(name, name, room=room, start=DAY + timedelta(hours=start), end=until, **about)


def told(grid):
    """The cells that hold something: which sessions, row, rows, column, columns."""
    return [
        ("+".join(session.id for session in cell.sessions), cell.row, cell.rows, cell.column, cell.columns)
        for cell in grid.cells
        if cell.sessions
    ]


def hours(grid):
    return [start.hour for start in grid.starts]


def test_sessions_span_their_time_in_the_column_of_their_room():
    grid = lay_out([held("a", "Room 10", 9, 11), held("b", "Room 2", 9, 10), held("c", "Room 2", 10, 11)])
    assert [room.name for room in grid.rooms] == ["Room 2", "Room 10"]
    assert hours(grid) == [9, 10]
    assert told(grid) == [("b", 0, 1, 0, 1), ("a", 0, 2, 1, 1), ("c", 1, 1, 0, 1)]
    assert [grid.minutes(row) for row in (0, 1)] == [60, 0]


def test_what_overlaps_in_one_room_stands_beside_each_other_and_what_does_not_takes_the_whole_room():
    grid = lay_out([held("a", "Hall", 9, 11), held("b", "Hall", 10, 12), held("c", "Hall", 12, 13)])
    assert [(room.name, room.lanes) for room in grid.rooms] == [("Hall", 2)]
    assert told(grid) == [("a", 0, 2, 0, 1), ("b", 1, 2, 1, 1), ("c", 3, 1, 0, 2)]


def test_too_many_that_overlap_share_one_cell():
    posters = [held(str(number), "Hall", 9, 10) for number in range(MOST_LANES + 1)]
    assert told(lay_out([*posters, held("talk", "Hall", 10, 11)])) == [("0+1+2+3", 0, 1, 0, 1), ("talk", 1, 1, 0, 1)]


def test_a_break_that_has_the_time_to_itself_reaches_over_all_rooms_and_makes_no_column():
    talks = [held("a", "Hall", 9, 10), held("b", "Room", 9, 10)]
    grid = lay_out([*talks, held("coffee", "Foyer", 10, 11, format="break")])
    assert [room.name for room in grid.rooms] == ["Hall", "Room"]
    assert told(grid)[-1] == ("coffee", 1, 1, 0, 2)


def test_a_break_beside_which_something_is_held_stays_in_its_room_and_one_without_a_room_comes_last():
    grid = lay_out([held("a", "Hall", 9, 11), held("tea", "Foyer", 10, 11, format="break"), held("walk", "", 9, 10)])
    assert [room.name for room in grid.rooms] == ["Foyer", "Hall", ""]


def test_a_session_whose_end_is_unknown_has_the_row_that_it_begins():
    grid = lay_out([held("a", "Hall", 9), held("b", "Hall", 10, 11), held("c", "Room", 11)])
    assert hours(grid) == [9, 10, 11]
    assert told(grid) == [("a", 0, 1, 0, 1), ("b", 1, 1, 0, 1), ("c", 2, 1, 1, 1)]


def test_a_session_of_several_days_lasts_as_long_as_the_others_do():
    grid = lay_out([held("fair", "Foyer", 9, 60), held("a", "Hall", 9, 10), held("b", "Hall", 11, 12)])
    assert hours(grid) == [9, 10, 11]
    assert told(grid)[0] == ("fair", 0, 3, 0, 1)


def test_many_rooms_are_shown_some_at_a_time_with_the_breaks_on_each_page():
    talks = [held(str(number), f"Room {number}", 9, 10) for number in range(1, 6)]
    sessions = [*talks, held("lunch", "", 12, 13)]
    pages = [lay_out(sessions, page, most_rooms=2) for page in range(3)]
    assert [[room.name for room in grid.rooms] for grid in pages] == [
        ["Room 1", "Room 2"],
        ["Room 3", "Room 4"],
        ["Room 5"],
    ]
    assert [told(grid)[-1] for grid in pages] == [("lunch", 2, 1, 0, 2), ("lunch", 2, 1, 0, 2), ("lunch", 2, 1, 0, 1)]
    assert {(grid.pages, grid.all_rooms) for grid in pages} == {(3, 5)}
    assert lay_out(sessions, 99, most_rooms=2) == pages[2]
    assert lay_out(sessions, -1, most_rooms=2) == pages[0]


def test_a_day_without_sessions_is_an_empty_grid():
    grid = lay_out([Session("1", "Some time")])
    assert (grid.starts, grid.rooms, grid.cells, grid.columns) == ((), (), (), 1)


@st.composite
def a_day(draw):
    """Any day: parallel, without ends, ends before starts, over midnight, over days, with and without zones."""
    sessions = []
    for number in range(draw(st.integers(0, 25))):
        start = DAY + timedelta(minutes=5 * draw(st.integers(0, 40)))
        end = draw(st.one_of(st.none(), st.integers(-5, 30), st.sampled_from([288, 400])))
        sessions.append(
            Session(
                str(number),
                "x",
                room=draw(st.sampled_from(["", "A", "B", "C", "Room 2", "Room 10"])),
                start=draw(st.sampled_from([start, None])) if number % 7 == 6 else start,
                end=None if end is None else start + timedelta(minutes=5 * end),
                service=draw(st.booleans()) if number % 3 == 0 else False,
            )
        )
    return sessions


@given(a_day(), st.integers(1, 4))
def test_every_session_with_a_start_is_in_the_grid_once_and_the_cells_cover_each_square_once(sessions, most_rooms):
    first = lay_out(sessions, 0, most_rooms)
    pages = [first, *(lay_out(sessions, page, most_rooms) for page in range(1, first.pages))]
    seen = Counter(session.id for grid in pages for cell in grid.cells for session in cell.sessions)
    on_every_page = {
        cell.sessions[0].id
        for cell in first.cells
        if len(cell.sessions) == 1 and (cell.sessions[0].is_break or not cell.sessions[0].room)
    } & {name for name, times in seen.items() if times == len(pages)}
    assert set(seen) == {session.id for session in sessions if session.start}
    assert all(times == 1 for name, times in seen.items() if name not in on_every_page)
    for grid in pages:
        squares = Counter(
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        )
        assert set(squares.values()) <= {1}, "two cells overlap"
        assert set(squares) == {(row, column) for row in range(len(grid.starts)) for column in range(grid.columns)}
        assert all(room.lanes <= MOST_LANES for room in grid.rooms)
        assert list(grid.starts) == sorted(grid.starts)


@given(a_day())
def test_a_session_stands_under_its_room_from_the_row_of_its_start_to_before_that_of_its_end(sessions):
    grid = lay_out(sessions, most_rooms=10)
    under = [room.name for room in grid.rooms for _ in range(room.lanes)]
    for cell in grid.cells:
        for session in cell.sessions:
            after = grid.starts[cell.row + cell.rows] if cell.row + cell.rows < len(grid.starts) else None
            assert grid.starts[cell.row] <= session.start
            assert after is None or session.start < after
            if len(cell.sessions) == 1:
                assert grid.starts[cell.row] == session.start
                long = session.end and session.end - session.start >= timedelta(hours=24)
                if session.end and session.end > session.start and after and not long:
                    assert session.end == after
            if cell.columns < grid.columns or not (session.is_break or not session.room):
                assert set(under[cell.column : cell.column + cell.columns]) == {session.room}
