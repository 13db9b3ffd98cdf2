"""Does writing run off the page?"""

from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_TOUCH = 2  # px from the edge, at 150 DPI
_SMALLEST, _LARGEST = 4, 70  # px: writing, not dust and not a frame, a border or a picture
_INWARD = 4  # character sizes: beside a cut character at a side, its line goes on
_LINE_FULL = 0.12  # share of that stretch that is ink
_FROM_CORNER_TO_CORNER = 0.97  # a row of ornaments goes so far, a line of text doesn't
_CHARACTERS_MIN = 3


class Side(StrEnum):
    """An edge of the page as displayed."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"

    @property
    def zh(self) -> str:
        return {"top": "上", "right": "右", "bottom": "下", "left": "左"}[self.value]


def cut_sides(writing: Mask, share_min: float) -> tuple[Side, ...]:
    """The sides where cut characters take up at least share_min of the edge.

    writing is the page's ink at 150 DPI. Frames, dark scanner borders and ornaments that run off
    the page don't count: they are long, or have no line of text behind them.
    """
    turns = ((Side.TOP, 1), (Side.RIGHT, 2), (Side.BOTTOM, 3), (Side.LEFT, 0))
    return tuple(
        side for side, quarter in turns if _cut_left(np.rot90(writing, quarter), side, share_min)
    )
