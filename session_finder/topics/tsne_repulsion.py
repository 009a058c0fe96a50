"""How points in the plane push each other away: pair by pair for few, through a grid for many.

Each pair pushes with difference / (1 + distance²)², the gradient of t-SNE's kernel 1 / (1 + distance²). For many
points their masses are laid on a grid, what a grid's mass does to every place is one convolution (a Fourier
transform), and the points read it off where they are: n log n instead of n². The way of Linderman et al. 2019, "Fast
interpolation-based t-SNE", with the quadratic splines that particle simulations use.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

FEW = 400  # points up to which pairs are faster
_CELL = 0.5  # the grid's width, where the kernel is about one wide
_MOST_CELLS = 160  # in each direction; a wider picture gets wider cells
_BLOCK = 16  # the number of cells is a multiple of this, so that few different grids are made


def repulsion(points: Floats) -> tuple[Floats, float]:
    """What pushes each of ``points`` (n, 2): (n, 2), and the kernel's sum over all pairs, by which it is divided."""
    return by_pairs(points) if len(points) <= FEW else by_grid(points)


def by_pairs(points: Floats) -> tuple[Floats, float]:
    """``repulsion``, exactly."""
    across, along = (points[:, axis, None] - points[None, :, axis] for axis in (0, 1))
    kernel = 1 / (1 + across * across + along * along)
    total = float(kernel.sum()) - len(points)
    kernel *= kernel
    return np.stack([(kernel * across).sum(axis=1), (kernel * along).sum(axis=1)], axis=1), total


def by_grid(points: Floats) -> tuple[Floats, float]:
    """``repulsion``, within a few hundredths where points lie as densely as in a picture."""
    low = points.min(axis=0)
    span = float((points.max(axis=0) - low).max())
    cell = max(_CELL, span / _MOST_CELLS)
    side = 2 * (int(np.ceil((span / cell + 4) / _BLOCK)) * _BLOCK)  # twice as wide: a transform's edges meet
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
    """The spectra of the kernel and of what pushes in each direction."""
    steps = np.arange(side)
    away = np.where(steps > side // 2, steps - side, steps) * cell
    across, along = away[:, None], away[None, :]
    kernel = 1 / (1 + across * across + along * along)
    # Laying masses on the grid and reading off it blurs by the spline each time: this takes both back.
    sharper = np.sinc(np.fft.fftfreq(side))[:, None] ** 6 * np.sinc(np.fft.rfftfreq(side))[None, :] ** 6
    return tuple(np.fft.rfft2(one) / sharper for one in (kernel, kernel**2 * across, kernel**2 * along))
