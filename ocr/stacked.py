"""Text that is stacked, one character under the other, laid down as a line that can be read.

The narrow cells that name the parts of a form (审批机关意见) are set so. Networks read lines only;
of a column they make nothing.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image

_TALL = 1.8  # widths from which a crop is a column
_RULE = 0.85  # share of the height that a ruled line beside it is long, at least
_CHARACTER = 1.1  # widths of a character that one is high, at most
_INNER = 0.35  # the same, the gap between its own parts
_BETWEEN = 0.15  # the same, from one character to the next when laid down

Ink = NDArray[np.bool_]


def is_stacked(crop: Image) -> bool:
    """Is this crop of an upright page (height, width, 3) a column of characters?"""
    height, width = crop.shape[:2]
    return bool(height > _TALL * width)


def laid_down(crop: Image) -> Image:
    """The characters of a column side by side; the crop itself where there is nothing to lay."""
    grey = np.asarray(cv2.cvtColor(crop, cv2.COLOR_RGB2GRAY), np.uint8)
    level, _ = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    ink: Ink = grey <= level
    ink[:, ink.mean(axis=0) > _RULE] = False
    across = np.flatnonzero(ink.sum(axis=0) > 1)
    if not len(across):
        return crop
    x0, x1 = int(across[0]), int(across[-1]) + 1
    size = x1 - x0
    spans = list(_characters(ink.sum(axis=1) > 0, size))
    if len(spans) < 2:
        return crop
    margin = max(1, round(_BETWEEN * size))
    side = max(size, *(end - begin for begin, end in spans)) + 2 * margin
    paper = np.median(crop[~ink], axis=0)
    line = np.empty((side, margin + len(spans) * (size + margin), 3), np.uint8)
    line[:] = paper.astype(np.uint8)
    for place, (begin, end) in enumerate(spans):
        at, top = margin + place * (size + margin), (side - end + begin) // 2
        line[top : top + end - begin, at : at + size] = crop[begin:end, x0:x1]
    return line


def _characters(rows: NDArray[np.bool_], size: int) -> Iterator[tuple[int, int]]:
    """From which row to which each character reaches; parts that stand close are one."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], rows.astype(np.int8), [0]))))
    begin = end = -1
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if begin >= 0 and last - begin <= _CHARACTER * size and first - end <= _INNER * size:
            end = last
            continue
        if begin >= 0:
            yield begin, end
        begin, end = first, last
    if begin >= 0:
        yield begin, end
