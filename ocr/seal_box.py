"""Rectangular seals in a mask of red ink: a name's square, the long stamp of a department.

A rectangle is a seal only when it stands alone, is closed on all four sides, is no larger than
seals are, and when its print fills it: the frame of a portrait or the cell of a table doesn't.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.ring_votes import Points
from ocr.seal_ring import Mask, Ring

_SIDES = (0.025, 0.26)  # the shorter and the longer side, in shares of the page's longer side
_LONGEST = 5.0  # length to width
_CLOSED = 0.75  # share of each side that must have ink
_FILLED = 0.6  # share of the inside, along each axis, that the print takes up
_GLANCE = 1000  # px of the longer side of the mask on which outlines are followed


@dataclass(frozen=True, slots=True)
class Stamp:
    """A rectangle in pixels: its corners on the page, clockwise from the upper left."""

    corners: Points

    @property
    def size(self) -> tuple[int, int]:
        """Width and height along its own sides."""
        across, down = np.linalg.norm(self.corners[1:3] - self.corners[:2], axis=1)
        return max(2, round(float(across))), max(2, round(float(down)))

    def laid_flat(self, image: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """What is inside, upright."""
        width, height = self.size
        flat = np.asarray([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
        matrix = cv2.getPerspectiveTransform(self.corners, flat)
        return np.asarray(cv2.warpPerspective(image, matrix, (width, height)), np.uint8)


def find_stamps(ink: Mask, rings: list[Ring]) -> list[Stamp]:
    """The rectangular seals in a mask, but for what lies in a ring."""
    times = max(1, round(max(ink.shape) / _GLANCE))
    size = (max(1, ink.shape[1] // times), max(1, ink.shape[0] // times))
    whole = ink[: size[1] * times, : size[0] * times].view(np.uint8) * 255
    small = (cv2.resize(whole, size, interpolation=cv2.INTER_AREA) > 80).astype(np.uint8)
    joined = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    least, most = (share * max(size) for share in _SIDES)
    stamps = []
    for outline in outlines:
        _, _, width, height = cv2.boundingRect(outline)
        if max(width, height) > 1.2 * most or min(width, height) < least:
            continue
        (x, y), (across, down), angle = cv2.minAreaRect(outline)
        short, long = sorted((across, down))
        if short < least or long > most or long > _LONGEST * short:
            continue
        if cv2.contourArea(outline) < 0.85 * across * down:
            continue
        stamp = Stamp(_corners((x, y), (across, down), angle) * times)
        inside = any(ring.holds(x * times, y * times) for ring in rings)
        if not inside and _is_seal(stamp.laid_flat(ink.view(np.uint8) * 255) > 127):
            stamps.append(stamp)
    return stamps


def _corners(middle: tuple[float, float], sides: tuple[float, float], angle: float) -> Points:
    """Clockwise from the one that is uppermost on the left."""
    points = cv2.boxPoints((middle, sides, angle))
    first = int((points[:, 0] + points[:, 1]).argmin())
    ordered = np.roll(points, -first, axis=0)
    if ordered[1, 1] > ordered[3, 1]:  # anticlockwise
        ordered = ordered[[0, 3, 2, 1]]
    return np.asarray(ordered, np.float32)


def _is_seal(ink: Mask) -> bool:
    """Is this the ink of a closed frame that its print fills?"""
    height, width = ink.shape
    edge = max(3, round(0.09 * min(height, width)))
    sides = (ink[:edge], ink[-edge:], ink[:, :edge].T, ink[:, -edge:].T)
    if min(float(side.any(axis=0).mean()) for side in sides) < _CLOSED:
        return False
    inside = ink[edge:-edge, edge:-edge]
    if not 0.08 < inside.mean() < 0.6:
        return False
    rows, columns = (np.flatnonzero(inside.mean(axis=axis) > 0.04) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return False
    spread = (np.ptp(rows) / inside.shape[0], np.ptp(columns) / inside.shape[1])
    return bool(min(spread) > _FILLED)


def text_lines(ink: Mask) -> list[tuple[int, int]]:
    """The rows of each line of print inside a stamp that was laid flat."""
    edge = max(3, round(0.09 * min(ink.shape)))
    some = ink[edge:-edge, edge:-edge].mean(axis=1) > 0.03
    edges = np.flatnonzero(np.diff(np.concatenate([[0], some.astype(np.int8), [0]])))
    runs = zip(edges[::2], edges[1::2], strict=True)
    least = 0.12 * ink.shape[0]
    return [(int(a) + edge, int(b) + edge) for a, b in runs if b - a > least]
