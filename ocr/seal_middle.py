"""The straight lines inside a ring: what the seal is for, such as 职称专用章."""

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image
from ocr.ring_votes import Points
from ocr.seal_ink import Span, Strip, Tint, ink_level, runs_of
from ocr.seal_ring import Ring
from ocr.seal_strip import Around


def across_middle(image: Image, tint: Tint, ring: Ring, around: Around) -> list[Strip]:
    """The straight lines inside a ring, from top to bottom; at most two."""
    size = round(ring.least)
    turned = np.asarray(cv2.getRotationMatrix2D((ring.x, ring.y), around.turn, 1.0), np.float64)
    turned[:, 2] += np.asarray((size - ring.x, size - ring.y))
    extent = (2 * size, 2 * size)
    seen = cv2.warpAffine(image, turned, extent, borderMode=cv2.BORDER_REPLICATE)
    upright = np.asarray(seen, np.uint8)
    red = np.asarray(cv2.warpAffine(tint, turned, extent), np.uint8)
    down, right = np.mgrid[-size:size, -size:size].astype(np.float32)
    # Of an oval, how far out a place lies is counted along its own axes.
    own = np.stack([right.ravel(), down.ravel()], axis=1) @ _rotation(around.turn)
    away = np.hypot(*(own @ ring.axes.T / (ring.across, ring.down)).T).reshape(down.shape)
    beside = np.degrees(np.abs(np.arctan2(right, down))) > around.gap / 2
    inside = (away < 0.85) & ~(beside & (away > around.inner - 0.03))
    ink = (red > ink_level(red)) & (away < 0.88)
    distance = np.hypot(down, right) / size
    if ink[distance < 0.1].mean() > 0.6:  # a star, whose points reach a third of the way
        ink[distance < 0.38] = False
    strips = []
    for rows, columns, kept in _lines(ink, inside, size):
        only = np.where(kept, red, 0)  # the ends of the name are no part of the line between them
        strips.append(Strip(upright[rows, columns], only[rows, columns]))
    return strips


def _rotation(degrees: float) -> Points:
    """Turns row vectors of the upright seal back to the page."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return np.asarray([(cos, sin), (-sin, cos)], np.float32)


def _lines(
    ink: NDArray[np.bool_], inside: NDArray[np.bool_], size: int
) -> list[tuple[slice, slice, NDArray[np.bool_]]]:
    """Rows, columns and pixels of the lines of print inside, from top to bottom."""
    rows = (ink & inside).sum(axis=1).astype(np.float32)
    rows = np.asarray(cv2.blur(rows[:, None], (1, 3)), np.float32)[:, 0]
    runs = [
        run for run in runs_of(rows > max(2.0, 0.2 * rows.max())) if run[1] - run[0] > 0.07 * size
    ]
    largest = sorted(runs, key=lambda run: -float(rows[slice(*run)].sum()))[:2]
    lines = []
    for start, end in sorted(largest):
        height = end - start
        kept = _level_parts(ink, start, end) | (ink & inside)
        columns = _together(kept[start:end], (inside & ink)[start:end], height)
        if height < 0.35 * size and columns[1] - columns[0] > 1.5 * height:
            spare = height // 3
            above, left = max(0, start - height // 6), max(0, columns[0] - spare)
            soft = cv2.dilate(kept.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
            across = slice(left, columns[1] + spare)
            lines.append((slice(above, end + height // 6), across, soft))
    return lines


def _level_parts(ink: NDArray[np.bool_], start: int, end: int) -> NDArray[np.bool_]:
    """The connected parts of the ink that lie between two rows; the name's ends stick out."""
    spare = (end - start) // 5
    _, labels, parts, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    above, height = parts[:, cv2.CC_STAT_TOP], parts[:, cv2.CC_STAT_HEIGHT]
    level = (above >= start - spare) & (above + height <= end + spare)
    level[0] = False
    return np.asarray(level[labels], np.bool_)


def _together(some: NDArray[np.bool_], sure: NDArray[np.bool_], height: int) -> Span:
    """The columns of the ink that is sure, and of what stands no more than half its height away."""
    known, places = np.flatnonzero(sure.max(axis=0)), np.asarray(some.max(axis=0), np.bool_)
    if not len(known):
        return (0, 0)
    first, last = int(known[0]), int(known[-1])
    while len(more := np.flatnonzero(places[max(0, first - height // 2) : first])):
        first = max(0, first - height // 2) + int(more[0])
    while len(more := np.flatnonzero(places[last + 1 : last + 1 + height // 2])):
        last = last + 1 + int(more[-1])
    return first, last + 1
