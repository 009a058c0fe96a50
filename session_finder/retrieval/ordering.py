"""Rank scores identically on every machine: round first, and break ties by the lower row."""

from __future__ import annotations

import numpy as np

from session_finder.models.encoder import Vectors

DECIMALS = 3  # processors and batch sizes differ from the fifth decimal on


def best(scores: Vectors, count: int, skip: int = 0) -> list[int]:
    """The rows of the ``count`` highest scores after the first ``skip``, best first; ties to the lower row."""
    if count < 1 or skip >= len(scores):
        return []
    rounded = np.round(scores, DECIMALS)
    wanted = min(skip + count, len(rounded))
    if wanted < len(rounded):
        least = np.partition(rounded, len(rounded) - wanted)[len(rounded) - wanted]
        candidates = np.flatnonzero(rounded >= least)
    else:
        candidates = np.arange(len(rounded))
    order = candidates[np.argsort(-rounded[candidates], kind="stable")]
    return [int(row) for row in order[skip:wanted]]
