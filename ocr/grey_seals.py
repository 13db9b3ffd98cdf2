"""Seals on scans without colour: told by their rings, and made red again.

Ink of a seal is lighter than black print, in grey as well; where the two differ enough, the seal
gets the red that the scan took from it, and is read like any other. Of a seal that is as black as
the print, as on a fax, only its own writing can be told, by its place.
"""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image, Quad
from ocr.quads import sides, slant
from ocr.seal_ring import Ring, find_rings

_INK = 30  # grey levels by which ink is darker than the paper
_RING = 0.8  # support from which a ring among black print is a seal's
_CROSSED = 0.65  # the same of one that is lighter than the print that crosses it
_APART = 40  # grey levels between print and seal from which they can be told apart
_DIVIDE = 0.55  # where between the two tones the border lies
_OUTSIDE = 1.06  # half axes from the middle within which all that is light belongs to the seal
_LINE = (0.99, 0.97, 0.95)  # half axes from the middle at which the ring's line is looked at

_INSIDE = 0.7  # share of a quad that lies within a ring when its text does
_SHORT = 2.5  # width to height of print too short to be a line that a seal was set upon

Mask = NDArray[np.bool_]


def with_red_seals(image: Image) -> tuple[Image, list[Ring]]:
    """An RGB page without colour, its grey seals made red; and the seals as black as the print."""
    grey = np.asarray(image[:, :, 1], np.uint8)
    paper = paper_of(grey)
    ink: Mask = cv2.subtract(paper, grey) > _INK
    rings = [ring for ring in find_rings(ink) if ring.support > _CROSSED]
    if not rings:
        return image, []
    within = [disc_of(ring, ink.shape) for ring in rings]
    free = on_sheet(ink & ~np.logical_or.reduce(within))
    print_tone = float(np.quantile(grey[free if free.any() else ink], 0.2))
    red, black = image.copy(), []
    for ring, disc in zip(rings, within, strict=True):
        tone = _tone(grey, ink, ring)
        if tone - print_tone < _APART:
            black += [ring] if ring.support > _RING else []
            continue
        dark = (grey < print_tone + _DIVIDE * (tone - print_tone)).astype(np.uint8)
        # The soft edges of black strokes are as light as the seal; they stay with their strokes.
        strokes = cv2.dilate(dark, np.ones((3, 3), np.uint8)) > 0
        lifted = disc & ink & ~strokes
        red[lifted, 0] = paper[lifted]
    return red, black


def is_of_seal(quad: Quad, line: Quad, rings: Sequence[Ring]) -> bool:
    """Is the text of a quad (in pixels) part of a seal's own writing? line is it set upright.

    It lies within the ring, and aslant or in few characters; print that a seal was set upon runs
    level and is longer.
    """
    places = [*quad, *(quad + np.roll(quad, 1, axis=0)) / 2, quad.mean(axis=0)]
    inside = max((sum(ring.holds(*place) for place in places) for ring in rings), default=0)
    across, down = sides(line)
    return inside > _INSIDE * len(places) and (across < _SHORT * down or slant(line) != 0.0)


def paper_of(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """How light the paper is around each pixel."""
    size = max(1, grey.shape[1] // 8), max(1, grey.shape[0] // 8)
    small = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    light = cv2.blur(cv2.dilate(small, np.ones((5, 5), np.uint8)), (9, 9))
    return np.asarray(cv2.resize(light, grey.shape[::-1]), np.uint8)


def on_sheet(ink: Mask) -> Mask:
    """The ink of a page without what comes in from its sides: the dark beside the sheet.

    It is darker than any print, and nothing that is said of print may be learned from it.
    """
    # A frame of ink around the page joins all that touches its sides.
    framed = cv2.copyMakeBorder(ink.view(np.uint8), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=(1,))
    passed = np.zeros((framed.shape[0] + 2, framed.shape[1] + 2), np.uint8)  # what it works on
    cv2.floodFill(framed, passed, (0, 0), (0,), flags=8)
    return np.ascontiguousarray(framed[1:-1, 1:-1]).view(np.bool_)


def disc_of(ring: Ring, shape: tuple[int, ...]) -> Mask:
    """The pixels of a seal, its ring included."""
    disc = np.zeros(shape, np.uint8)
    axes = round(ring.across * _OUTSIDE), round(ring.down * _OUTSIDE)
    cv2.ellipse(disc, (round(ring.x), round(ring.y)), axes, ring.angle, 0, 360, (1,), -1)
    return disc > 0


def _tone(grey: NDArray[np.uint8], ink: Mask, ring: Ring) -> float:
    """The grey of a seal's ink: that of its ring, which black print crosses in few places."""
    turns = np.linspace(0, 2 * np.pi, 360, endpoint=False, dtype=np.float32)
    far = np.asarray(_LINE, np.float32)[:, None]
    places = ring.place(far * np.sin(turns), far * -np.cos(turns)).reshape(-1, 2)
    x, y = np.rint(places).astype(int).T
    on = (x >= 0) & (y >= 0) & (x < grey.shape[1]) & (y < grey.shape[0])
    tones = grey[y[on], x[on]][ink[y[on], x[on]]]
    return float(np.quantile(tones, 0.25)) if len(tones) else 0.0
