"""Print that shows faintly through red ink that covers: how black it is.

Most ink of seals lets black through as a dark red, which red light tells from the ink. Ink that
covers, as in the star of a seal, is in red light nearly as light over black as over paper. But
black takes the same from all colours, where denser ink takes most from green and blue, and the soft
edge of a stroke takes less from them.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image

Levels = NDArray[np.float32]
Flags = NDArray[np.bool_]

_FAINT = 14  # levels that black takes from the ink over it; fewer are noise
_PLAIN = 20  # levels that it takes on the mean where print shows through at all
_MOST = 60  # levels; more tell no more
_EDGE, _WIDTH = 0.35, 0.4  # share of them from which, and over which, a pixel is black
_LETTER = 16  # pixels that a letter is high or wide, at least
_NEVER = 1000.0  # levels that no pixel is darker
_BLACK = 0.5  # brightness of black beside red ink, in that of the paper, at most


@dataclass(frozen=True, slots=True)
class Ink:
    """Red ink of a page: its places in the flattened page, their colours, which blot each is of.

    sure says which of them are certainly red, and no soft edge; blots are numbered from 0.
    """

    at: NDArray[np.intp]
    pixels: Levels
    blot: NDArray[np.int32]
    sure: Flags

    def tones(self) -> Levels:
        """The mean colour (places, 3), 1 to 255, of the blot that each place belongs to."""
        blot, pixels = self.blot[self.sure], self.pixels[self.sure]
        size = int(self.blot.max()) + 1
        counts = np.bincount(blot, minlength=size)
        sums = [np.bincount(blot, light, size) for light in pixels.T]
        means = [total / np.maximum(counts, 1) for total in sums]
        usual = pixels.mean(axis=0) if len(pixels) else np.ones(3)
        tones = np.where(counts[:, None] > 0, np.stack(means, axis=1), usual)
        return np.asarray(np.maximum(1, tones)[self.blot], np.float32)


def print_through(image: Image, ink: Ink, tones: Levels, paper: NDArray[np.float64]) -> Levels:
    """How black, 0 to 1, the print is that shows through the ink at each of its places."""
    darker = np.clip(_darker(ink.pixels, tones, paper), -_MOST, _MOST)
    # Single pixels, and the rims of strokes, are noise: print goes on beside them.
    beside = image[:, :, 0] < _BLACK * paper[0]
    page = np.multiply(beside, np.uint8(2 * _MOST), dtype=np.uint8)
    page.reshape(-1)[ink.at] = (darker + _MOST).astype(np.uint8)
    darker = cv2.blur(page, (3, 3)).reshape(-1)[ink.at].astype(np.float32) - _MOST
    seen = darker > _FAINT
    size = int(ink.blot.max()) + 1
    counts = np.bincount(ink.blot[seen], minlength=size)
    full = np.bincount(ink.blot[seen], darker[seen], size) / np.maximum(1, counts)
    of_blot = np.where(full > _PLAIN, full, _NEVER)[ink.blot]
    told = np.clip((darker - _EDGE * of_blot) / (_WIDTH * of_blot), 0, 1)
    return np.asarray(np.where(_goes_on(beside, ink.at, told > 0), told, 0), np.float32)


def _goes_on(beside: Flags, at: NDArray[np.intp], told: Flags) -> Flags:
    """Which of these places are of print that goes on beside the ink, or is as large as a letter?

    Spots where a pad left more ink are neither.
    """
    page = beside.astype(np.uint8)
    page.reshape(-1)[at] = told
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(page)
    outside = beside.copy()
    outside.reshape(-1)[at] = False
    print_ = boxes[:, 2:4].max(axis=1) >= _LETTER
    print_[labels[outside]] = True
    return np.asarray(print_[labels.reshape(-1)[at]])


def _darker(pixels: Levels, tones: Levels, paper: NDArray[np.float64]) -> Levels:
    """How many levels darker than its ink each pixel is, by the colour that lost least."""
    tint = paper[0] - paper[1]  # of yellowed paper
    slope = (paper[0] - tones[:, 0]) / np.maximum(1, tones[:, 0] - tones[:, 1] - tint)
    expected = paper[0] - slope * (pixels[:, 0] - pixels[:, 1] - tint)
    other = (tones[:, 1:] - pixels[:, 1:]).min(axis=1)
    return np.asarray(np.minimum(expected - pixels[:, 0], other), np.float32)
