"""Vectors to points in the plane: what is near in meaning is near in the picture, and the picture is always the same.

t-SNE without chance. It begins at the two directions in which the vectors differ most (PCA, with fixed signs); then
each point is drawn by its nearest neighbours and pushed away by all, a fixed number of steps. On the sample programme
half of each session's ten nearest are then among the fifteen nearest in the picture, where PCA alone keeps under a
third (``python -m benchmarks map``); real programmes of a thousand sessions keep as many, and an eighth by PCA.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors
from session_finder.retrieval.index import unit
from session_finder.topics.knn import Floats, Nearest
from session_finder.topics.tsne_repulsion import repulsion

PERPLEXITY = 20.0  # how many neighbours count; a third of few sessions
DRAWN, FREE = 100, 200  # steps with the attraction doubled, so that groups find each other, and steps without
_DOUBLED = 2.0
_PACE = 4  # how far a step goes: n / 4, between the 12 and the 1 of the literature
_LONGEST = 5.0  # what one step may move a point: no start, however odd, flies apart
_DIGITS = 4  # of a picture that is two wide: a fifth of a pixel of 2,000
_GOLDEN = np.pi * (3 - np.sqrt(5))  # the angle by which a sunflower sets its seeds


def project(vectors: Vectors) -> Floats:
    """Points (n, 2) float64 for vectors (n, dim), the longer side from -1 to 1, no two at one place.

    The same vectors give the same points on one machine, however many threads there are.
    """
    vectors = unit(np.asarray(vectors, dtype=np.float32))
    if len(vectors) < 2:
        return np.zeros((len(vectors), 2))
    start = principal(vectors)
    if len(vectors) < 5:  # with so few neighbours, all distances are as good as they get
        return _framed(start)
    return _framed(_descended(_spread(start), vectors))


def principal(vectors: Vectors) -> Floats:
    """The vectors' places along the two directions in which they differ most: (n, 2) float64.

    Signs are fixed by the points, not by the axes: the heavier tail is to the right and at the top. So turning or
    mirroring all vectors changes nothing.
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
    places = np.round(places, 6)  # the last bits depend on how many threads multiplied
    return np.asarray(places * _signs(places) + 0.0)


def _signs(places: Floats) -> Floats:
    """For each column 1 or -1, so that its heavier tail is positive; where both weigh the same, its first place."""
    signs = np.ones(places.shape[1])
    for column in range(places.shape[1]):
        values = places[:, column]
        tail = float((values**3).sum())
        even = abs(tail) < 1e-6 * float((np.abs(values) ** 3).sum())
        first = next((value for value in values if abs(value) > 1e-5), 0.0)
        signs[column] = -1.0 if (first if even else tail) < 0 else 1.0
    return signs


def _descended(points: Floats, vectors: Vectors) -> Floats:
    """The points after t-SNE's descent. Van der Maaten and Hinton 2008; steps that grow with n as in Belkina 2019."""
    total = len(points)
    perplexity = min(PERPLEXITY, total / 3)
    near = Nearest.of(vectors, int(2 * perplexity))
    drawn = near.attraction(min(perplexity, 0.9 * near.rows.shape[1])) / (2 * total)
    speed, gain = np.zeros_like(points), np.ones_like(points)
    for step in range(DRAWN + FREE):
        pull = _pull(points, near.rows, drawn * (_DOUBLED if step < DRAWN else 1.0))
        push, kernels = repulsion(points)
        slope = 4 * (pull - push / kernels)
        gain = np.where(np.sign(slope) == np.sign(speed), gain * 0.8, gain + 0.2).clip(0.01)
        speed = (0.5 if step < DRAWN else 0.8) * speed - total / _PACE * gain * slope
        speed = speed.clip(-_LONGEST, _LONGEST)
        points = points + speed
        points = points - points.mean(axis=0)
    return points


def _pull(points: Floats, rows: npt.NDArray[np.intp], drawn: Floats) -> Floats:
    """What each point's neighbours, and those whose neighbour it is, do to it: (n, 2)."""
    across, along = (points[:, axis, None] - points[rows, axis] for axis in (0, 1))
    strength = drawn / (1 + across * across + along * along)
    forces = (across * strength, along * strength)
    back = [np.bincount(rows.ravel(), force.ravel(), len(points)) for force in forces]
    return np.stack([force.sum(axis=1) for force in forces], axis=1) - np.stack(back, axis=1)


def _spread(points: Floats) -> Floats:
    """The start of the descent: one wide, and what says the same set apart like the seeds of a sunflower."""
    wide = float(points[:, 0].std())
    return points / (wide or 1.0) + _sunflower(len(points)) * 0.01


def _framed(points: Floats) -> Floats:
    """The longer axis level, the same signs always, from -1 to 1; what falls on one place is set apart."""
    level = principal(points.astype(np.float64))
    most_central = (level.max(axis=0) + level.min(axis=0)) / 2
    size = float(np.abs(level - most_central).max())
    framed = np.round((level - most_central) / (size or 1.0), _DIGITS)
    return _apart(framed)


def _apart(points: Floats) -> Floats:
    """The points, those at a place that an earlier one has moved aside by a hundredth or so."""
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
    """``count`` different places in the unit disc, evenly strewn: (count, 2)."""
    number = np.arange(count) + 0.5
    radius, angle = np.sqrt(number / max(count, 1)), number * _GOLDEN
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
