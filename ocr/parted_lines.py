"""Quads that hold two lines of a cell, parted.

Where a narrow cell breaks a long name, its lines stand so close that detection takes them for one
text, twice as high; read as a line it gives a mixture of both.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from ocr.engine import Quad

_HIGH = 1.5  # usual heights from which a quad may hold two lines
_WIDE = 6.0  # widths to height up to which it may: lines of running text stand apart
_MIDDLE = (0.3, 0.7)  # share of its height between which the gap lies
_BARE = 0.06  # share of its width with ink up to which a row is a gap
_INKED = 0.25  # share of the rows of a half that must have more
_FEWEST = 5  # quads from which the usual height is known

Map = NDArray[np.uint8]


def parted(quads: Sequence[Quad], ink: Map) -> list[Quad]:
    """The quads (4, 2) in pixels of a map of the ink, those of two lines cut between them."""
    if len(quads) < _FEWEST:
        return list(quads)
    usual = float(np.median([min(_sides(quad)) for quad in quads]))
    return [part for quad in quads for part in _parts(quad, ink, usual)]


def _parts(quad: Quad, ink: Map, usual: float) -> Iterator[Quad]:
    """The lines of a quad from its top; corners in the order of a rectangle."""
    upper = int(quad.sum(axis=1).argmin())
    corners = np.roll(quad, -upper, axis=0)
    across, down = corners[1] - corners[0], corners[3] - corners[0]
    if np.abs(across[0]) < np.abs(across[1]):  # the corners run the other way round
        corners = corners[[0, 3, 2, 1]]
        across, down = down, across
    width, height = float(np.hypot(*across)), float(np.hypot(*down))
    if not (_HIGH * usual < height and height < 1.2 * width < 1.2 * _WIDE * height):
        yield quad
        return
    rows = np.linspace(0, 1, max(8, round(height)), dtype=np.float32)
    columns = np.linspace(0.02, 0.98, max(8, round(width)), dtype=np.float32)
    places = corners[0] + rows[:, None, None] * down + columns[None, :, None] * across
    x, y = np.rint(places[..., 0]).astype(int), np.rint(places[..., 1]).astype(int)
    x, y = np.clip(x, 0, ink.shape[1] - 1), np.clip(y, 0, ink.shape[0] - 1)
    share = (ink[y, x] > 0).mean(axis=1)
    inside = (rows > _MIDDLE[0]) & (rows < _MIDDLE[1])
    gap = np.flatnonzero(inside & (share <= _BARE))
    if not len(gap):
        yield quad
        return
    cut = float(rows[gap].mean())
    halves = share[rows < cut], share[rows > cut]
    if any((half > _BARE).mean() < _INKED for half in halves):
        yield quad
        return
    for begin, end in ((0.0, cut), (cut, 1.0)):
        first, last = corners[0] + begin * down, corners[0] + end * down
        yield np.asarray([first, first + across, last + across, last], np.float32)


def _sides(quad: Quad) -> tuple[float, float]:
    return float(np.hypot(*(quad[1] - quad[0]))), float(np.hypot(*(quad[2] - quad[1])))
