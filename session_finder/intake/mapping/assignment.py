"""Assign rows to columns of a matrix of gains so that the total is highest."""

from __future__ import annotations

import math
from collections.abc import Sequence


def best_assignment(gains: Sequence[Sequence[float]]) -> dict[int, int]:
    """Row → column with the highest total gain. No column is used twice, and no pair without a gain above 0.

    The Hungarian algorithm with potentials (Kuhn 1955, Munkres 1957): rows² × columns steps. Of equal totals, the one
    that a given matrix leads to is always the same.
    """
    rows = len(gains)
    columns = max(map(len, gains), default=0)
    width = columns + rows  # a column of its own for each row that stays alone
    costs = [[-max(gain, 0.0) for gain in row] + [0.0] * (width - len(row)) for row in gains]
    row_potential, column_potential = [0.0] * (rows + 1), [0.0] * (width + 1)
    row_of = [0] * (width + 1)  # column → row, counted from 1; 0 for none
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        shortest, before, seen = [math.inf] * (width + 1), [0] * (width + 1), [False] * (width + 1)
        while row_of[column]:
            seen[column] = True
            here, step, following = row_of[column], math.inf, 0
            for other in range(1, width + 1):
                if seen[other]:
                    continue
                cost = costs[here - 1][other - 1] - row_potential[here] - column_potential[other]
                if cost < shortest[other]:
                    shortest[other], before[other] = cost, column
                if shortest[other] < step:
                    step, following = shortest[other], other
            for other in range(width + 1):
                if seen[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    shortest[other] -= step
            column = following
        while column:
            row_of[column], column = row_of[before[column]], before[column]
    found = {row_of[column] - 1: column - 1 for column in range(1, columns + 1) if row_of[column]}
    return {row: column for row, column in sorted(found.items()) if column < len(gains[row]) and gains[row][column] > 0}
