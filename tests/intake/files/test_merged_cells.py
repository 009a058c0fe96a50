"""Merged cells of sheets: where their value stands."""

from __future__ import annotations

from session_finder.intake.files.merged_cells import filled_down


def test_a_merged_cell_has_its_value_in_each_row_that_it_reaches():
    rows = [["Day", "Talk"], ["Tuesday", "Tides"], ["", "Knots"], [None, "Sails"], ["", "Tar"]]
    assert list(filled_down(rows, [((1, 0), (3, 0))])) == [
        ["Day", "Talk"], ["Tuesday", "Tides"], ["Tuesday", "Knots"], ["Tuesday", "Sails"], ["", "Tar"]
    ]  # fmt: skip


def test_a_row_that_is_merged_as_a_whole_stays_one():
    rows = [["Tides", "9:00"], ["", ""], [], ["Knots", "10:00"]]
    assert list(filled_down(rows, [((0, 0), (2, 0)), ((0, 1), (2, 1))])) == rows


def test_a_cell_that_is_merged_to_the_right_stands_in_its_first_column():
    rows = [["Harbour days", "", ""], ["Title", "Room", "Start"]]
    assert list(filled_down(rows, [((0, 0), (0, 2))])) == rows
    assert list(filled_down([["A", "", 1], ["", "", 2]], [((0, 0), (1, 1))])) == [["A", "", 1], ["A", "", 2]]


def test_short_rows_are_filled_up_and_ranges_beyond_the_rows_change_nothing():
    assert list(filled_down([["A", "B"], ["C"]], [((0, 1), (1, 1))])) == [["A", "B"], ["C", "B"]]
    assert list(filled_down([["A"], ["B"]], [((0, 5), (1, 5)), ((7, 0), (9, 0))])) == [["A"], ["B"]]
