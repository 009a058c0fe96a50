"""Ragged arrays: one array with several rows for each document."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Rows = npt.NDArray[np.intp]


def rows_of_documents(borders: Rows, documents: Rows) -> tuple[Rows, Rows, Rows]:
    """The rows of ``documents`` (k,) one document after the other, their starts among these, and their counts.

    Document i owns rows ``borders[i]`` up to ``borders[i + 1]``.
    """
    counts = borders[documents + 1] - borders[documents]
    starts = np.cumsum(counts) - counts
    return np.repeat(borders[documents] - starts, counts) + np.arange(counts.sum()), starts, counts
