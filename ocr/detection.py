"""Differentiable binarisation, the two ends around its network: a page in, quads of text out.

The network says for every pixel how likely it belongs to the shrunken core of a line of text; each
core becomes the rectangle around it, grown back to the size of the line. Real-time Scene Text
Detection with Differentiable Binarization (Liao et al., 2020).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image, Quad
from ocr.parted_lines import parted
from ocr.reach import grown

Map = NDArray[np.float32]

_STRIDE = 32  # the network halves the page five times
_MEAN = np.asarray((0.485, 0.456, 0.406), np.float32)
_DEVIATION = np.asarray((0.229, 0.224, 0.225), np.float32)
# What the network gets for each level of each channel, with these means in this order.
_LEVELS = (np.arange(256, dtype=np.float32) / 255 - _MEAN[:, None]) / _DEVIATION[:, None]
_INK = 14  # grey levels darker than the paper around
_PRINT = 32  # the same, of print
_MARGIN = 16  # pixels kept around the print
_FEW = 128  # pixels in whose multiples the print is cut out
_WORTH = 0.75  # share of the page from which the whole of it is taken
_LEAST_SIDE = 3  # pixels of the map; what is thinner is a ruled line or dust


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Of the model's own configuration: core pixels, mean of a core, how far a core is grown."""

    pixel: float
    core: float
    growth: float


@dataclass(frozen=True, slots=True)
class Input:
    """What the network gets of a page: its printed part, bounded in size.

    blob is (1, 3, height, width); scale its pixels for one of the page (across, down), origin the
    page's pixel of its upper left corner; ink (height, width) is above 0 where it is printed.
    """

    blob: Map
    ink: NDArray[np.uint8]
    scale: tuple[float, float]
    origin: tuple[float, float]


def network_input(image: Image, side_max: int) -> Input:
    """An RGB page without its empty margins, the longer side of the page at most side_max."""
    height, width = image.shape[:2]
    ratio = min(1.0, side_max / max(height, width))
    size = max(1, round(width * ratio)), max(1, round(height * ratio))
    page = cv2.resize(image, size, interpolation=cv2.INTER_AREA if ratio < 1 else cv2.INTER_LINEAR)
    depth = _depth(page.astype(np.uint8, copy=False))
    x0, y0, x1, y1 = _printed(depth)
    part, ink = page[y0:y1, x0:x1], (depth[y0:y1, x0:x1] > _PRINT).astype(np.uint8)
    # Stretched by less than a stride to whole strides; padding would draw an edge into the picture.
    fitted = tuple(max(_STRIDE, -(-side // _STRIDE) * _STRIDE) for side in (x1 - x0, y1 - y0))
    if fitted != (x1 - x0, y1 - y0):
        part = cv2.resize(part, fitted, interpolation=cv2.INTER_LINEAR)
        ink = cv2.resize(ink, fitted, interpolation=cv2.INTER_NEAREST).astype(np.uint8, copy=False)
    across, down = size[0] / width, size[1] / height
    blob = np.empty((1, 3, *part.shape[:2]), np.float32)
    for channel in range(3):  # the published models were trained on BGR
        cv2.LUT(np.ascontiguousarray(part[:, :, 2 - channel]), _LEVELS[channel], blob[0, channel])
    return Input(
        blob,
        ink,
        (across * fitted[0] / (x1 - x0), down * fitted[1] / (y1 - y0)),
        (x0 / across, y0 / down),
    )


def _depth(page: Image) -> NDArray[np.uint8]:
    """How much darker than around it each pixel is."""
    grey = cv2.cvtColor(page, cv2.COLOR_RGB2GRAY)
    return np.asarray(cv2.subtract(cv2.blur(grey, (31, 31)), grey), np.uint8)


def _printed(depth: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """The part of a page with anything on it, with a margin, as x0, y0, x1, y1."""
    ink = (depth > _INK).astype(np.uint8)
    columns = np.flatnonzero(ink.sum(axis=0) > 1)
    rows = np.flatnonzero(ink.sum(axis=1) > 1)
    height, width = depth.shape
    if not len(columns) or not len(rows):
        return 0, 0, width, height
    x0, x1 = _widened(int(columns[0]), int(columns[-1]) + 1, width)
    y0, y1 = _widened(int(rows[0]), int(rows[-1]) + 1, height)
    if (x1 - x0) * (y1 - y0) > _WORTH * width * height:
        return 0, 0, width, height
    return x0, y0, x1, y1


def _widened(begin: int, end: int, most: int) -> tuple[int, int]:
    """A stretch with a margin, its length one of few: the runtime prepares itself for each."""
    length = min(most, -(-(end - begin + 2 * _MARGIN) // _FEW) * _FEW)
    begin = max(0, min((begin + end - length) // 2, most - length))
    return begin, begin + length


def quads_of(
    scores: Map, given: Input, size: tuple[int, int], thresholds: Thresholds
) -> list[Quad]:
    """The quads in pixels of a page of size (width, height), from the map of a network's scores.

    In reading order as far as their upper edges tell; corners clockwise from the upper left.
    """
    cores = (scores > thresholds.pixel).astype(np.uint8)
    outlines, _ = cv2.findContours(cores, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    quads = []
    for outline in outlines:
        middle, sides, angle = cv2.minAreaRect(outline)
        if (
            min(sides) < _LEAST_SIDE
            or _mean_within(scores, np.asarray(outline, np.int32)) < thresholds.core
        ):
            continue
        # A rectangle grown by a constant distance; the distance is area × growth / perimeter.
        reach = sides[0] * sides[1] * thresholds.growth / (sides[0] + sides[1])
        if min(sides) + reach < _LEAST_SIDE + 2:
            continue
        corners = cv2.boxPoints((middle, (sides[0] + reach, sides[1] + reach), angle))
        quads.append(np.asarray(corners, np.float32))
    placed = [
        quad / np.asarray(given.scale) + np.asarray(given.origin)
        for quad in grown(parted(quads, given.ink), given.ink)
    ]
    quads = [_clockwise(np.clip(quad, 0, np.asarray(size)).astype(np.float32)) for quad in placed]
    return sorted(quads, key=lambda quad: (float(quad[0, 1]), float(quad[0, 0])))


def _mean_within(scores: Map, outline: NDArray[np.int32]) -> float:
    """The mean of the scores inside an outline."""
    x, y, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [outline - np.asarray((x, y), np.int32)], (1,))
    return float(cv2.mean(scores[y : y + height, x : x + width], mask)[0])


def _clockwise(corners: Quad) -> Quad:
    """The corners from the upper left one on, as cv2 orders them clockwise already."""
    return np.roll(corners, -int(corners.sum(axis=1).argmin()), axis=0)
