"""The assignment of fields to columns has the highest total, as all assignments tried one by one show."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.intake.mapping.assignment import best_assignment


def best_total(gains, columns):
    """The highest total of all ways to give each row a column or none."""
    rows = range(len(gains))
    free = [*range(columns), *([None] * len(gains))]
    return max(
        sum(max(gains[row][column], 0.0) for row, column in zip(rows, places, strict=True) if column is not None)
        for places in permutations(free, len(gains))
    )


@given(
    st.integers(1, 3).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(-3, 9).map(float), min_size=columns, max_size=columns), min_size=1, max_size=3
        )
    )
)
def test_the_total_is_the_highest_and_no_column_is_used_twice(gains):
    found = best_assignment(gains)
    assert len(set(found.values())) == len(found)
    assert all(gains[row][column] > 0 for row, column in found.items())
    assert sum(gains[row][column] for row, column in found.items()) == pytest.approx(best_total(gains, len(gains[0])))


def test_a_row_gives_way_where_both_gain_more():
    assert best_assignment([[5.0, 4.0], [5.0, 0.0]]) == {0: 1, 1: 0}


def test_without_columns_or_gains_nothing_is_assigned():
    assert best_assignment([]) == {}
    assert best_assignment([[], []]) == {}
    assert best_assignment([[0.0, -1.0]]) == {}
