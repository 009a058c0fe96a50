"""Logistic regressions on judged answers, each set with the same weight, and how they do on a set left out."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]
_RIDGE = 1e-3  # a set without a wrong answer has no finite coefficients
_STEPS = 50


def logistic(features: Floats, right: Floats, weights: Floats) -> Floats:
    """The coefficients (k,) for ``features`` (n, k), with a little ridge, by Newton's method."""
    found = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        share = probability(features @ found)
        gradient = features.T @ (weights * (right - share)) - _RIDGE * found
        curvature = (features * (weights * share * (1 - share))[:, None]).T @ features
        step = np.linalg.solve(curvature + _RIDGE * np.eye(len(found)), gradient)
        found += np.clip(step, -1, 1)
    return found


def correction(odds: Floats, right: Floats, sets: Names) -> tuple[float, float]:
    """The best a + b * odds with b at least 0; every set weighs the same."""
    weights = equal_weights(sets)
    a, b = logistic(np.stack([np.ones_like(odds), odds], axis=1), right, weights)
    if b >= 0:
        return float(a), float(b)
    share = float((weights * right).sum() / weights.sum())
    return float(np.log(share / (1 - share))), 0.0


def slopes(features: Floats, right: Floats, sets: Names) -> Floats:
    """The coefficients (k,) of ``features`` (n, k) within sets: each set has an intercept of its own."""
    own = (sets[:, None] == np.unique(sets)).astype(np.float64)
    return logistic(np.concatenate([own, features], axis=1), right, equal_weights(sets))[own.shape[1] :]


def equal_weights(sets: Names) -> Floats:
    """Weights (n,) with mean 1 by which each set counts the same."""
    names, inverse, counts = np.unique(sets, return_inverse=True, return_counts=True)
    return np.asarray(len(sets) / len(names) / counts[inverse], dtype=np.float64)


def log_loss(odds: Floats, right: Floats) -> float:
    """The mean log loss of log odds."""
    return float(np.mean(np.logaddexp(0, odds) - right * odds))


def area(odds: Floats, right: Floats) -> float:
    """The area under the curve: how often a right answer has higher odds than a wrong one; NaN without both."""
    yes, no = odds[right > 0], odds[right <= 0]
    if not len(yes) or not len(no):
        return float("nan")
    return float(((yes[:, None] > no) + (yes[:, None] == no) / 2).mean())


def probability(odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return np.asarray(1 / (1 + np.exp(-np.clip(odds, -500, 500))), dtype=np.float64)
