"""Points in the plane to neighbourhoods: k-means without chance.

Groups are made by cutting: the group that is most strewn is cut across its longest direction, until there are enough;
then every point goes to the nearest middle, as long as any moves (Lloyd 1982).
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from session_finder.topics.knn import Floats, Rows

FEWEST, MOST = 5, 14
_SMALLEST = 4  # sessions that a neighbourhood has on average at least
_ROUNDS = 100


def cluster_count(count: int) -> int:
    """How many neighbourhoods so many points are worth: 5 to 14, fewer where they would be tiny."""
    return max(1, min(round(math.sqrt(count) / 2), MOST, max(FEWEST, count // 20), count // _SMALLEST))


def cluster(points: Floats, count: int) -> Rows:
    """The number of each point's neighbourhood, (n,), for ``points`` (n, 2); there are ``count`` at most, none empty.

    Numbers go with size: 0 is the largest, of equal ones that of the earlier point.
    """
    if len(points) == 0:
        return np.empty(0, dtype=np.intp)
    groups = _settled(points, _cut(points, count))
    sizes = np.bincount(groups, minlength=count)
    first = [int(np.argmax(groups == group)) for group in range(count)]
    order = sorted(range(count), key=lambda group: (-int(sizes[group]), first[group]))
    return np.asarray(np.argsort(order)[groups], dtype=np.intp)


def most_central(points: Floats) -> int:
    """Which of ``points`` (n, 2), at least one, is the most central: its distances to the others are the shortest."""
    centre = np.median(points, axis=0)
    return int(np.argmin(((points - centre) ** 2).sum(axis=1)))


def _cut(points: Floats, count: int) -> Rows:
    groups = np.zeros(len(points), dtype=np.intp)
    for new in range(1, count):
        strewn = [_strewn(points[groups == group]) for group in range(new)]
        widest = int(np.argmax(np.round(strewn, 9)))
        own = np.flatnonzero(groups == widest)
        if strewn[widest] <= 0:
            break
        away = points[own] - points[own].mean(axis=0)
        _, axes = np.linalg.eigh(away.T @ away)
        groups[own[away @ axes[:, -1] * _sense(axes[:, -1]) > 1e-9]] = new
    return groups


def _sense(axis: npt.NDArray[np.float64]) -> float:
    """1 or -1, so that an axis points to the right, or up where it is upright."""
    return -1.0 if (axis[0] if abs(axis[0]) > 1e-9 else axis[1]) < 0 else 1.0


def _strewn(points: Floats) -> float:
    return float(((points - points.mean(axis=0)) ** 2).sum()) if len(points) > 1 else 0.0


def _settled(points: Floats, groups: Rows) -> Rows:
    for _ in range(_ROUNDS):
        there = np.unique(groups)
        middles = np.stack([points[groups == group].mean(axis=0) for group in there])
        nearer = ((points[:, None] - middles[None]) ** 2).sum(axis=2).argmin(axis=1)
        moved = there[nearer]
        if len(np.unique(moved)) < len(there) or (moved == groups).all():
            break
        groups = moved
    return groups
