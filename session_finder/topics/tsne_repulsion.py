"""The repulsion of t-SNE: exact for few points, through a grid for many.

Each pair repels by difference / (1 + distance²)², the gradient of t-SNE's kernel 1 / (1 + distance²). For many points,
masses are interpolated to a grid, convolved by a Fourier transform, and read off at the points: n log n instead of n².
As in Linderman et al. 2019, "Fast interpolation-based t-SNE", with quadratic splines as in particle simulations.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FEW = 400  # points up to which the exact computation is faster
_CELL = 0.5  # the grid's cell size; the kernel is about one wide
_MOST_CELLS = 160  # in each direction; a wider map gets larger cells
_BLOCK = 16  # the number of cells is a multiple of this, so that few kernels are computed


def repulsion(points: Floats) -> tuple[Floats, float]:
    """The repulsion of each of ``points`` (n, 2): (n, 2), and the kernel's sum over all pairs, which normalizes it."""
    return by_pairs(points) if len(points) <= FEW else by_grid(points)


def by_pairs(points: Floats) -> tuple[Floats, float]:
    """``repulsion``, exact."""
    across, along = (points[:, axis, None] - points[None, :, axis] for axis in (0, 1))
    kernel = 1 / (1 + across * across + along * along)
    total = float(kernel.sum()) - len(points)
    kernel *= kernel
    return np.stack([(kernel * across).sum(axis=1), (kernel * along).sum(axis=1)], axis=1), total


def by_grid(points: Floats) -> tuple[Floats, float]:
    """``repulsion``, within a few hundredths for points as dense as on a map."""
    low = points.min(axis=0)
    span = float((points.max(axis=0) - low).max())
    cell = max(_CELL, span / _MOST_CELLS)
    side = 2 * (
        int(np.ceil((span / cell + 4) / _BLOCK)) * _BLOCK
    )  # padded to twice the width, since the transform is periodic
    places = (points - low) / cell + 1
    centres = np.floor(places + 0.5)
    off = places - centres
    weights = np.stack([(0.5 - off) ** 2 / 2, 0.75 - off * off, (0.5 + off) ** 2 / 2])  # (3, n, 2)
    cells = centres.astype(np.intp) + np.arange(-1, 2)[:, None, None]
    flat = (cells[:, None, :, 0] * side + cells[None, :, :, 1]).reshape(9, -1)
    shares = (weights[:, None, :, 0] * weights[None, :, :, 1]).reshape(9, -1)
    masses = np.bincount(flat.ravel(), shares.ravel(), side * side).reshape(side, side)
    spectrum = np.fft.rfft2(masses)
    read = [
        (np.fft.irfft2(spectrum * kernel, s=(side, side)).ravel()[flat] * shares).sum(axis=0)
        for kernel in _kernels(side, cell)
    ]
    return np.stack(read[1:], axis=1), float(read[0].sum()) - len(points)


@lru_cache(maxsize=4)
def _kernels(side: int, cell: float) -> tuple[npt.NDArray[np.complex128], ...]:
    """The spectra of the kernel and of the repulsion in each direction."""
    steps = np.arange(side)
    away = np.where(steps > side // 2, steps - side, steps) * cell
    across, along = away[:, None], away[None, :]
    kernel = 1 / (1 + across * across + along * along)
    # Writing to the grid and reading from it each blur by the spline; this deconvolves both.
    sharper = np.sinc(np.fft.fftfreq(side))[:, None] ** 6 * np.sinc(np.fft.rfftfreq(side))[None, :] ** 6
    return tuple(np.fft.rfft2(one) / sharper for one in (kernel, kernel**2 * across, kernel**2 * along))
