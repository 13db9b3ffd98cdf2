"""What is missing from a rule: a part that was not seen, or a cell that is open there."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ocr.levelling import Levelling

# (n, 3): across, begin and end along, on the level page.
Rules = NDArray[np.float32]
Dark = NDArray[np.uint8]  # (across, along) on the page: 1 for what may be of a rule, else 0

_TOUCH = 4.0  # points that may miss where two rules meet
_LEAST = 15.0  # points between rules across from which what parts them can be seen
_SAMPLES = 36  # places along a gap where it is looked at
_MARGIN = 0.05  # share of a gap, at its ends
_SEEN = 0.5  # share of them that are dark where a worn border is


@dataclass(frozen=True, slots=True)
class Gaps:
    """Tells the gaps of rules; crossing are the rules across them, point is in pixels.

    is_upright says that the rules themselves are upright, and dark is of the page's transpose.
    """

    crossing: Rules
    dark: Dark
    levelling: Levelling
    point: float
    is_upright: bool

    def is_open(self, at: float, begin: float, end: float) -> bool:
        """Is the gap from begin to end of a rule at a height no part that was lost?

        A merged cell leaves out the border from one rule across to another, and paper is there.
        """
        return self._reaches_across(at, begin, end) and self._blank(at, begin, end)

    def _reaches_across(self, at: float, begin: float, end: float) -> bool:
        if end - begin < _LEAST * self.point or not len(self.crossing):
            return False
        near = _TOUCH * self.point
        meets = (self.crossing[:, 1] < at + near) & (self.crossing[:, 2] > at - near)
        across = self.crossing[meets, 0]
        return all(bool((np.abs(across - place) < near).any()) for place in (begin, end))

    def _blank(self, at: float, begin: float, end: float) -> bool:
        margin = _MARGIN * (end - begin)
        along = np.linspace(begin + margin, end - margin, _SAMPLES, dtype=np.float32)
        places = np.stack([along, np.full_like(along, at)], axis=1)
        swap = slice(None, None, -1 if self.is_upright else 1)
        x, y = np.rint(self.levelling.back(places[:, swap])[:, swap].T).astype(np.intp)
        rows, columns = self.dark.shape
        seen = self.dark[np.clip(y, 0, rows - 1), np.clip(x, 0, columns - 1)]
        return float(seen.mean()) < _SEEN
