"""Cluster points in the plane by deterministic k-means.

Initial clusters are made by splitting: the cluster with the largest variance is split across its longest direction
until there are enough. Then Lloyd's algorithm (1982) runs until nothing moves.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from session_finder.topics.knn import Floats, Rows

FEWEST, MOST = 5, 14
_SMALLEST = 4  # minimum average number of sessions in a cluster
_ROUNDS = 100


def cluster_count(count: int) -> int:
    """The number of clusters for ``count`` points: 5 to 14, fewer when they would be tiny."""
    return max(1, min(round(math.sqrt(count) / 2), MOST, max(FEWEST, count // 20), count // _SMALLEST))


def cluster(points: Floats, count: int) -> Rows:
    """The cluster of each of ``points`` (n, 2): (n,) intp. At most ``count`` clusters, none empty.

    Clusters are numbered by size: 0 is the largest, of equal ones the one with the earlier point.
    """
    if len(points) == 0:
        return np.empty(0, dtype=np.intp)
    groups = _lloyd(points, _split(points, count))
    sizes = np.bincount(groups, minlength=count)
    first = [int(np.argmax(groups == group)) for group in range(count)]
    order = sorted(range(count), key=lambda group: (-int(sizes[group]), first[group]))
    return np.asarray(np.argsort(order)[groups], dtype=np.intp)


def most_central(points: Floats) -> int:
    """The index of the point nearest to the median of ``points`` (n, 2), n at least 1."""
    centre = np.median(points, axis=0)
    return int(np.argmin(((points - centre) ** 2).sum(axis=1)))


def _split(points: Floats, count: int) -> Rows:
    groups = np.zeros(len(points), dtype=np.intp)
    for new in range(1, count):
        scatter = [_scatter(points[groups == group]) for group in range(new)]
        widest = int(np.argmax(np.round(scatter, 9)))
        own = np.flatnonzero(groups == widest)
        if scatter[widest] <= 0:
            break
        away = points[own] - points[own].mean(axis=0)
        _, axes = np.linalg.eigh(away.T @ away)
        groups[own[away @ axes[:, -1] * _orientation(axes[:, -1]) > 1e-9]] = new
    return groups


def _orientation(axis: npt.NDArray[np.float64]) -> float:
    """1 or -1, so that an axis points right, or up if it is vertical."""
    return -1.0 if (axis[0] if abs(axis[0]) > 1e-9 else axis[1]) < 0 else 1.0


def _scatter(points: Floats) -> float:
    return float(((points - points.mean(axis=0)) ** 2).sum()) if len(points) > 1 else 0.0


def _lloyd(points: Floats, groups: Rows) -> Rows:
    for _ in range(_ROUNDS):
        there = np.unique(groups)
        middles = np.stack([points[groups == group].mean(axis=0) for group in there])
        nearer = ((points[:, None] - middles[None]) ** 2).sum(axis=2).argmin(axis=1)
        moved = there[nearer]
        if len(np.unique(moved)) < len(there) or (moved == groups).all():
            break
        groups = moved
    return groups
