"""Does writing run off the page?"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]

_TOUCH = 2  # px from the edge, at 150 DPI
_SMALLEST, _LARGEST = 4, 70  # px: writing, not dust and not a frame, a border or a picture
_INWARD = 4  # character sizes: beside a cut character at a side, its line goes on
_LINE_FULL = 0.12  # share of that stretch that is ink
_ALIKE = 0.25  # spread of sizes, relative: ornaments in a row are alike, characters are not
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


@dataclass(frozen=True, slots=True)
class _Spot:
    """Connected ink that touches the left edge: its top and its size, in pixels."""

    top: int
    wide: int
    tall: int


def cut_sides(writing: Mask, share_min: float) -> tuple[Side, ...]:
    """The sides where cut characters take up at least share_min of the edge.

    writing is the page's ink at 150 DPI. Frames, dark scanner borders and ornaments that run off
    the page don't count: they are long, or have no line of text behind them.
    """
    # Each side in turn is made the left one.
    turns = ((Side.TOP, 1), (Side.RIGHT, 2), (Side.BOTTOM, 3), (Side.LEFT, 0))
    return tuple(
        side for side, quarter in turns if _cut_left(np.rot90(writing, quarter), side, share_min)
    )


def _cut_left(writing: Mask, side: Side, share_min: float) -> bool:
    """Do cut characters stand along the left edge of the mask?"""
    spots = [
        spot
        for spot in _touching(writing)
        if _SMALLEST <= max(spot.wide, spot.tall) <= _LARGEST
        and (side in (Side.TOP, Side.BOTTOM) or _line_behind(writing, spot))
    ]
    if len(spots) < _CHARACTERS_MIN:
        return False
    sizes = np.array([spot.tall for spot in spots])
    smaller, usual, larger = np.percentile(sizes, (25, 50, 75))
    in_a_row = larger - smaller <= _ALIKE * usual
    return not in_a_row and bool(sizes.sum() >= share_min * writing.shape[0])


def _touching(writing: Mask) -> list[_Spot]:
    """Each connected spot of ink that touches the left edge; of large ones, the beginning."""
    if not writing[:, :_TOUCH].any():
        return []
    strip = writing[:, : _LARGEST + _TOUCH].astype(np.uint8)
    _, _, spots, _ = cv2.connectedComponentsWithStats(strip, connectivity=8)
    return [_Spot(int(y), int(w), int(h)) for x, y, w, h, _ in spots[1:] if x < _TOUCH]


def _line_behind(writing: Mask, spot: _Spot) -> bool:
    """Does writing go on inward, as a line of text does behind its last character?"""
    size = max(spot.wide, spot.tall, 2 * _SMALLEST)
    row = writing[spot.top : spot.top + spot.tall, spot.wide :]
    behind = row[:, : _INWARD * size]
    return bool(behind.size and behind.mean() >= _LINE_FULL and row[:, :size].any())
