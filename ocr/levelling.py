"""How the rules of a page lean, and the page made level by it.

The strokes themselves say how: level and upright ones apart, and how their slope changes over the
page, as it does on a photographed one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.engine import Quad

# (n, 5): where a stroke begins and ends, each along its direction and then across it; and a grade:
# 1 where it stands clear of other print, 0.5 where it does not and is unbroken, 0 where it may be a
# row of letters and is only good to fill a gap.
Strokes = NDArray[np.float32]

_ONE_LEAN = 0.012  # slopes that differ by less are of one grid
_FEWEST = 4  # strokes that tell how the slope changes over the page


@dataclass(frozen=True, slots=True)
class Lean:
    """How level (or upright) rules lean: slope = at + change × distance from the page's middle."""

    at: float
    change: float

    def slope(self, across: NDArray[np.float32]) -> NDArray[np.float32]:
        """The slope where the distance from the middle, as a share of the page, is across."""
        return np.asarray(self.at + self.change * across, np.float32)


_STRAIGHT = Lean(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Levelling:
    """Between the page as it lies and the level page; size is width and height in pixels."""

    level: Lean
    upright: Lean
    size: tuple[float, float]

    def to_level(self, points: Quad) -> Quad:
        """Points (n, 2) of the page on the level page."""
        return points - self._shift(points)

    def back(self, points: Quad) -> Quad:
        """Points (n, 2) of the level page on the page."""
        moved = points
        for _ in range(3):  # the shift depends little on the place: this converges at once
            moved = points + self._shift(moved)
        return moved

    def _shift(self, points: Quad) -> Quad:
        half = np.asarray(self.size, np.float32) / 2
        x, y = (points - half).T
        across = self.upright.slope(x / (2 * half[0])) * y
        down = self.level.slope(y / (2 * half[1])) * x
        return np.stack([across, down], axis=1).astype(np.float32)


def lean_of(strokes: Strokes, extent: float, long: float, otherwise: Lean = _STRAIGHT) -> Lean:
    """How the long strokes lean, else otherwise; extent is the page's size across them."""
    lengths = strokes[:, 2] - strokes[:, 0]
    kept = strokes[(lengths >= long) & (strokes[:, 4] == 1)]
    if not len(kept):
        return otherwise
    lengths = kept[:, 2] - kept[:, 0]
    slopes = (kept[:, 3] - kept[:, 1]) / lengths
    order = np.argsort(slopes)
    heavy = np.cumsum(lengths[order])
    middle = float(slopes[order][np.searchsorted(heavy, heavy[-1] / 2)])
    near = np.abs(slopes - middle) < _ONE_LEAN
    across = ((kept[:, 1] + kept[:, 3]) / 2 / extent - 0.5)[near]
    if near.sum() < _FEWEST or np.ptp(across) < 0.3:
        return Lean(middle, 0.0)
    change, at = np.polyfit(across, slopes[near], 1, w=lengths[near])
    return Lean(float(at), float(change))
