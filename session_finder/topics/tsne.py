"""Project vectors to points in the plane by deterministic t-SNE.

It starts from the first two principal components with fixed signs; then each point is attracted by its nearest
neighbours and repelled by all points, for a fixed number of steps. On the sample programme, half of each session's ten
nearest neighbours are among its fifteen nearest on the map, where PCA alone keeps less than a third (``python -m
benchmarks map``); real programmes of a thousand sessions keep as many, and an eighth by PCA.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors, unit
from session_finder.topics.knn import Floats, Nearest
from session_finder.topics.tsne_repulsion import repulsion

PERPLEXITY = 20.0  # the effective number of neighbours, at most a third of the sessions
DRAWN, FREE = 100, 200  # steps with early exaggeration, and without
_DOUBLED = 2.0
_PACE = 4  # the learning rate is n / 4; the literature has n / 12 to n
_LONGEST = 5.0  # the most that a step moves a point, for stability
_DIGITS = 4  # of coordinates from -1 to 1: a tenth of a pixel in 2,000
_GOLDEN = np.pi * (3 - np.sqrt(5))  # the golden angle


def project(vectors: Vectors) -> Floats:
    """Points (n, 2) float64 for vectors (n, dim); the longer side spans -1 to 1, and no two points coincide.

    The same vectors give the same points on one machine, for any number of threads.
    """
    vectors = unit(np.asarray(vectors, dtype=np.float32))
    if len(vectors) < 2:
        return np.zeros((len(vectors), 2))
    start = principal(vectors)
    if len(vectors) < 5:  # too few neighbours for t-SNE
        return _normalize(start)
    return _normalize(_descend(_spread(start), vectors))


def principal(vectors: Vectors) -> Floats:
    """The first two principal components of the vectors: (n, 2) float64.

    Signs are fixed by the points, with the heavier tail to the right and top, so that rotating or mirroring all vectors
    changes nothing.
    """
    centred = np.asarray(vectors, dtype=np.float64)
    centred = centred - centred.mean(axis=0)
    if len(centred) == 0:
        return np.zeros((0, 2))
    if len(centred) < centred.shape[1]:
        size, axes = np.linalg.eigh(centred @ centred.T)
        places = axes[:, :-3:-1] * np.sqrt(np.maximum(size[:-3:-1], 0))
    else:
        _, axes = np.linalg.eigh(centred.T @ centred)
        places = centred @ axes[:, :-3:-1]
    if places.shape[1] < 2:
        places = np.pad(places, ((0, 0), (0, 2 - places.shape[1])))
    places = np.round(places, 6)  # the last bits depend on the number of threads
    return np.asarray(places * _signs(places) + 0.0)


def _signs(places: Floats) -> Floats:
    """For each column 1 or -1, so that its heavier tail is positive; for symmetric columns, its first value."""
    signs = np.ones(places.shape[1])
    for column in range(places.shape[1]):
        values = places[:, column]
        tail = float((values**3).sum())
        even = abs(tail) < 1e-6 * float((np.abs(values) ** 3).sum())
        first = next((value for value in values if abs(value) > 1e-5), 0.0)
        signs[column] = -1.0 if (first if even else tail) < 0 else 1.0
    return signs


def _descend(points: Floats, vectors: Vectors) -> Floats:
    """The points after gradient descent: van der Maaten and Hinton 2008; learning rate as in Belkina 2019."""
    total = len(points)
    perplexity = min(PERPLEXITY, total / 3)
    near = Nearest.of(vectors, int(2 * perplexity))
    drawn = near.attraction(min(perplexity, 0.9 * near.rows.shape[1])) / (2 * total)
    speed, gain = np.zeros_like(points), np.ones_like(points)
    for step in range(DRAWN + FREE):
        pull = _attraction(points, near.rows, drawn * (_DOUBLED if step < DRAWN else 1.0))
        push, kernels = repulsion(points)
        slope = 4 * (pull - push / kernels)
        gain = np.where(np.sign(slope) == np.sign(speed), gain * 0.8, gain + 0.2).clip(0.01)
        speed = (0.5 if step < DRAWN else 0.8) * speed - total / _PACE * gain * slope
        speed = speed.clip(-_LONGEST, _LONGEST)
        points = points + speed
        points = points - points.mean(axis=0)
    return points


def _attraction(points: Floats, rows: npt.NDArray[np.intp], drawn: Floats) -> Floats:
    """The attraction of each point by its neighbours, and by the points whose neighbour it is: (n, 2)."""
    across, along = (points[:, axis, None] - points[rows, axis] for axis in (0, 1))
    strength = drawn / (1 + across * across + along * along)
    forces = (across * strength, along * strength)
    back = [np.bincount(rows.ravel(), force.ravel(), len(points)) for force in forces]
    return np.stack([force.sum(axis=1) for force in forces], axis=1) - np.stack(back, axis=1)


def _spread(points: Floats) -> Floats:
    """The start of the descent: unit variance, and duplicates moved apart in a sunflower pattern."""
    wide = float(points[:, 0].std())
    return points / (wide or 1.0) + _sunflower(len(points)) * 0.01


def _normalize(points: Floats) -> Floats:
    """The points with their longer axis horizontal, fixed signs, scaled to -1 to 1, and duplicates moved apart."""
    level = principal(points.astype(np.float64))
    most_central = (level.max(axis=0) + level.min(axis=0)) / 2
    size = float(np.abs(level - most_central).max())
    framed = np.round((level - most_central) / (size or 1.0), _DIGITS)
    return _separate_duplicates(framed)


def _separate_duplicates(points: Floats) -> Floats:
    """The points, with those at an occupied place moved by about a hundredth."""
    aside = np.round(_sunflower(len(points)) * 0.02, _DIGITS)
    taken: set[tuple[float, float]] = set()
    apart = points.copy()
    for row in range(len(points)):
        turn = 0
        while (place := (float(apart[row, 0]), float(apart[row, 1]))) in taken:
            turn += 1
            ring = aside[(row + turn) % len(points)] * (1 + turn // len(points))
            apart[row] = np.round(points[row] + ring, _DIGITS)
        taken.add(place)
    return apart + 0.0


def _sunflower(count: int) -> Floats:
    """``count`` distinct points evenly distributed in the unit disc: (count, 2)."""
    number = np.arange(count) + 0.5
    radius, angle = np.sqrt(number / max(count, 1)), number * _GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
