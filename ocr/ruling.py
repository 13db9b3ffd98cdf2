"""The cells of the ruled tables of a page, from its lines alone.

Lines are found as thin dark ridges on a reduced page and turned into straight strokes, of which
`ocr/grid.py` puts together those that meet. An underline, a fold and the strokes of letters meet
nothing; the frame of a page and a portrait enclose one region only: none of these gives a cell. A
border that is broken stays one when half of it is seen; a region without borders within is one
merged cell.

A table with open sides ends where its rules end together. Rules without any upright line give no
cells: nothing tells them from the underlines that values are written on.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image, Quad
from ocr.grid import cells_of_strokes
from ocr.levelling import Strokes

Grey = NDArray[np.uint8]

_LONG_SIDE = 1240  # pixels of the reduced page's long side, about: 105 DPI
_LEAST_SIDE = 200  # pixels of the page; on less no text can be read
_CONTRAST = 10  # grey levels by which a line is darker than the paper beside it, at least
_FAINT = 0.2  # the same as a share of the darkest print
_NOISE = 2.5  # the same as a multiple of the paper's grain
_SHORTEST = 14.0  # points; strokes of small print are shorter
_LOWEST = 9.0  # points; what is left of such a stroke between two rules that cross it
_SAMPLES = 48  # places along a stroke where it is looked at
_LONG = 60.0  # points; no chain of letters is as long and as whole
_WHOLE = 0.7  # share of them that must be dark
_UNBROKEN = 0.92  # the same for a stroke that print stands close to on both sides
_PALE = 0.35  # share of the depth of the darkest long strokes below which one is of the back
_SEVERAL = 3  # places across of such lines, at least
_MOST = 500  # strokes in one direction; of a page with more the longest are kept


def ruled_cells(image: Image) -> list[Quad]:
    """The cells of an upright RGB page (height, width, 3) whose skew is at most 2.5 degrees.

    Each quad is (4, 2) in pixels, clockwise from the upper left corner; row by row.
    """
    if min(image.shape[:2]) < _LEAST_SIDE:
        return []
    factor = max(1, round(max(image.shape) / _LONG_SIDE))
    page = _reduced(image, factor)
    point = max(page.shape) / 842.0  # pixels, as if the page were A4
    dark = _dark(page, point)
    level = _strokes(page, _ridges(dark, point), point)
    if len(level) < 2:
        return []
    aside = np.ascontiguousarray(page.T)
    dark_aside = _dark(aside, point)
    crossed = _cut(_ridges(dark_aside, point), level, point)
    upright = _strokes(aside, crossed, point)
    cells = cells_of_strokes(level, upright, (dark, dark_aside), point)
    return [((cell + 0.5) * factor - 0.5).astype(np.float32) for cell in cells]


def _reduced(image: Image, factor: int) -> Grey:
    """The page in grey, smaller by a whole factor; hairlines stay as dark as they are."""
    # In green light red and blue ink are dark and yellowed paper is not.
    page = cv2.extractChannel(image, 1)
    height, width = (side - side % factor for side in page.shape)
    page = page[:height, :width]
    for _ in range(2 if factor > 1 else 0):
        small = np.ascontiguousarray(page[::factor])
        for step in range(1, factor):
            small = cv2.min(small, np.ascontiguousarray(page[step::factor]))
        page = small.T
    return np.ascontiguousarray(page, dtype=np.uint8)


def _strokes(page: Grey, ridges: Grey, point: float) -> Strokes:
    """The level strokes of a grey page; those of its transpose are the upright ones."""
    shapes, _ = cv2.findContours(ridges, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    boxes = [cv2.boundingRect(shape) for shape in shapes]
    kept = [
        (width, shape)
        for shape, (_, _, width, height) in zip(shapes, boxes, strict=True)
        if width >= _LOWEST * point and width > 3 * (height - 3)
    ]
    if len(kept) > _MOST:
        kept = sorted(kept, key=lambda stroke: -stroke[0])[:_MOST]
    if not kept:
        return np.empty((0, 5), np.float32)
    strokes = _straight([np.asarray(shape[:, 0], np.int32) for _, shape in kept])
    whole, clear, depth = _looks(strokes, page, point)
    grade = np.where(clear, 1.0, np.where(whole > _UNBROKEN, 0.5, 0.0))
    kept_too = (whole > _WHOLE) & ~_shines_through(strokes, depth, point)
    return np.column_stack([strokes, grade])[kept_too].astype(np.float32)


def _shines_through(
    strokes: NDArray[np.float32], depth: NDArray[np.float32], point: float
) -> NDArray[np.bool_]:
    """Which strokes are so pale beside the long ones that they are rules of the sheet's back.

    A table there has several; a fold is one line.
    """
    none = np.zeros(len(strokes), bool)
    long = strokes[:, 2] - strokes[:, 0] > _LONG * point
    if not long.any():
        return none
    pale = depth < _PALE * float(np.quantile(depth[long], 0.8))
    places = np.rint((strokes[pale, 1] + strokes[pale, 3]) / (12 * point))
    return np.asarray(pale) if len(np.unique(places)) >= _SEVERAL else none


def _cut(ridges: Grey, level: Strokes, point: float) -> Grey:
    """The ridges of the page's transpose, cut where level strokes cross them.

    What is left of two borders that stand a hair apart in two rows is two strokes, not a bent one.
    """
    for x0, y0, x1, y1, clear in level.tolist():
        if clear == 1 and x1 - x0 > _LONG * point:
            cv2.line(ridges, (round(y0), round(x0)), (round(y1), round(x1)), (0,), 3)
    return ridges


def _ridges(dark: Grey, point: float) -> Grey:
    """What is dark over some length: 1, else 0."""
    mask = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, round(_SHORTEST * point)), np.uint8))
    return mask.astype(np.uint8, copy=False)


def _dark(page: Grey, point: float) -> Grey:
    """What is darker than the paper above and below it: 1, else 0."""
    soft = np.asarray(cv2.blur(page, (2 * round(1.5 * point) + 1, 1)), np.uint8)
    reach = round(3 * point)
    # The second line of a double rule stands where a single one has paper; text, further out.
    depth = cv2.max(_depth(soft, reach), _depth(soft, round(4.5 * point)))
    grain = float(np.median(cv2.absdiff(soft[reach:-reach:7, ::5], soft[: -2 * reach : 7, ::5])))
    darkest = float(np.percentile(depth[::3, ::3], 99.0))
    limit = max(_CONTRAST, _NOISE * grain, _FAINT * darkest)
    _, mask = cv2.threshold(depth, limit, 1, cv2.THRESH_BINARY)
    # Three pixels high, a line that climbs is not cut into steps; letters are shorter than a line.
    mask = cv2.dilate(mask, np.ones((3, 1), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, 2 * round(point) + 1), np.uint8))
    return mask.astype(np.uint8, copy=False)


def _depth(page: Grey, reach: int) -> Grey:
    """How much lighter it is as far above and below as reach says, on the darker of the two."""
    around = cv2.copyMakeBorder(page, reach, reach, 0, 0, cv2.BORDER_REPLICATE)
    depth = cv2.subtract(cv2.min(around[: -2 * reach], around[2 * reach :]), page)
    return depth.astype(np.uint8, copy=False)


def _straight(shapes: Sequence[NDArray[np.int32]]) -> NDArray[np.float32]:
    """The line through each outline's points (n, 2), left to right: (m, 4) of x0, y0, x1, y1."""
    sizes = np.asarray([len(shape) for shape in shapes])
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    x, y = np.concatenate(shapes).T.astype(np.float64)
    x0, x1 = np.minimum.reduceat(x, begins), np.maximum.reduceat(x, begins)
    of = np.repeat(np.arange(len(shapes)), sizes)
    slope, start = _fit(x - x0[of], y, of, len(shapes))
    # The ring of a seal that crosses a line must not bend it.
    off = np.abs(y - start[of] - slope[of] * (x - x0[of]))
    on_line = off < 1.5 * (np.bincount(of, off) / sizes)[of] + 1.5
    slope, start = _fit((x - x0[of])[on_line], y[on_line], of[on_line], len(shapes))
    return np.column_stack([x0, start, x1, start + slope * (x1 - x0)]).astype(np.float32)


def _fit(
    x: NDArray[np.float64], y: NDArray[np.float64], of: NDArray[np.intp], lines: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Slope and start of the line through the points of each outline, by least squares."""
    count = np.maximum(1, np.bincount(of, minlength=lines))
    sum_x, sum_y, sum_xx, sum_xy = (np.bincount(of, v, lines) for v in (x, y, x * x, x * y))
    slope = (sum_xy - sum_x * sum_y / count) / np.maximum(sum_xx - sum_x * sum_x / count, 1.0)
    return slope, (sum_y - slope * sum_x) / count


def _looks(
    strokes: NDArray[np.float32], page: Grey, point: float
) -> tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.float32]]:
    """How whole strokes are; which have blank paper on one side, little print on the other; depth.

    The depth is by how many grey levels a stroke is darker than the paper beside it.

    What looks like a line and is strokes of letters in a row has gaps, and print on both sides.
    """
    share = np.linspace(0.1, 0.9, _SAMPLES, dtype=np.float32)  # not the corners
    x0, y0, x1, y1 = (strokes[:, i, None] for i in range(4))
    x, y = x0 + (x1 - x0) * share, y0 + (y1 - y0) * share
    # rounded first: of 7.5 and its neighbours 6.5 and 8.5 none rounds to 7
    core = np.minimum.reduce([_grey(page, x, np.rint(y) + step) for step in (-1, 0, 1)])
    sides = [
        np.minimum.reduce([_grey(page, x, y + way * far * point) for far in (2.5, 3.5, 4.5)])
        for way in (-1, 1)
    ]
    paper = np.median(np.concatenate(sides, axis=1), axis=1, keepdims=True)
    paper = np.maximum(paper, np.percentile(np.concatenate(sides, axis=1), 80, axis=1)[:, None])
    depth = paper - np.median(core, axis=1, keepdims=True)
    whole = (core < paper - 0.4 * depth).mean(axis=1).astype(np.float32)
    one, other = np.sort([(side < paper - 0.5 * depth).mean(axis=1) for side in sides], axis=0)
    second_line = other > 0.6
    long = (x1 - x0)[:, 0] > _LONG * point  # these cross other rules, and seals
    clear = np.where(long, one < 0.3, (one < 0.12) & ((other < 0.4) | second_line))
    return whole, clear, np.asarray(depth[:, 0], np.float32)


def _grey(page: Grey, x: NDArray[np.floating], y: NDArray[np.floating]) -> NDArray[np.float32]:
    """The page at points, those outside taken to its border."""
    rows = np.clip(np.rint(y).astype(np.intp), 0, page.shape[0] - 1)
    columns = np.clip(np.rint(x).astype(np.intp), 0, page.shape[1] - 1)
    return np.asarray(page[rows, columns], np.float32)
