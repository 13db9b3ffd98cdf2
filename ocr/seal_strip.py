"""The name along the ring of a seal, laid straight.

The ring is unrolled at a steady pace along the outline, so that the characters of an oval are no
wider at its sides than at its top. The name begins and ends at the widest gap of the unrolled
print, and that gap also tells which way the seal stands.
"""

import math
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.documents import SealShape
from ocr.engine import Image
from ocr.ring_votes import Points
from ocr.seal_ink import Span, Strip, Tint, ink_level, runs_of
from ocr.seal_ring import Ring

_DEPTH = 0.62  # how far the unrolled picture reaches towards the middle, in smaller half axes
_BEYOND = 0.06  # how far it reaches beyond the outline
_STEPS = 1440  # directions between which places are interpolated
_THINNEST = 0.06  # height of the smallest characters, in smaller half axes
_BELOW = 0.35  # how much better a gap at the foot of the page's upright is than one at its head


@dataclass(frozen=True, slots=True)
class Around:
    """The name along a ring.

    margin is how much of the strip's length is free on either side of the name, 0 to 1;
    turn is how far clockwise the seal is turned, gap how wide the name's gap at its foot is, both
    in degrees; inner is where the name's feet stand, in shares of the way from middle to outline.
    """

    strip: Strip
    margin: float
    turn: float
    gap: float
    inner: float


def around_ring(image: Image, tint: Tint, ring: Ring) -> Around | None:
    """The name along a ring, None where nothing is printed."""
    x, y, directions = _grid(ring)
    seen = cv2.remap(image, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    flat = np.asarray(seen, np.uint8)
    red = np.asarray(cv2.remap(tint, x, y, cv2.INTER_LINEAR), np.uint8)
    ink = red > ink_level(red)
    top = round(_BEYOND * ring.least)  # the row of the outline
    band = _band(ink.mean(axis=1), top, ring.least, 0.45)
    if band is None:
        return None
    first, last = _ends(ink, band, directions)
    columns = np.arange(last, first + ink.shape[1]) % ink.shape[1]
    band = (
        _band(ink[:, columns].mean(axis=1), top, ring.least, 0.25) or band
    )  # without the middle line
    first, last = _ends(ink, band, directions)
    height = band[1] - band[0]
    spare = min(round(0.9 * height), (last - first) // 2)
    columns = np.arange(last - spare, first + ink.shape[1] + spare) % ink.shape[1]
    rows = slice(max(0, band[0] - height // 8), band[1] + height // 8)
    foot = directions[(first + last) // 2 % len(directions)]
    return Around(
        Strip(flat[rows][:, columns], red[rows][:, columns]),
        spare / len(columns),
        _turn(ring, math.degrees(foot)),
        360 * (last - first) / ink.shape[1],
        1 - (band[1] - top) / ring.least,
    )


def _grid(ring: Ring) -> tuple[Points, Points, Points]:
    """Where each pixel of the unrolled picture lies on the page, and the direction of a column."""
    turn = np.linspace(0, 2 * np.pi, _STEPS + 1)
    right, up = np.sin(turn), -np.cos(turn)
    outline = ring.place(right, up)
    normal = np.stack([right / ring.across, up / ring.down], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    normal = normal @ ring.axes
    middle = outline - normal * 0.22 * ring.least  # where most rings have their print
    walked = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(middle, axis=0), axis=1))])
    at = np.arange(int(walked[-1]))
    columns = [np.interp(at, walked, part) for part in (*outline.T, *normal.T, turn)]
    x, y, out_x, out_y, directions = (part.astype(np.float32) for part in columns)
    depth = np.arange(-round(_BEYOND * ring.least), _DEPTH * ring.least, dtype=np.float32)[:, None]
    return x - depth * out_x, y - depth * out_y, directions


def _band(profile: Points, top: int, least: float, share: float) -> Span | None:
    """The rows of the name: those with at least a share of the ink of the fullest row.

    profile is how much ink each row has, top the row of the outline.
    """
    soft = np.asarray(cv2.blur(profile[:, None].astype(np.float32), (1, 3)), np.float32)[:, 0]
    reach = top + round(0.2 * least)
    line = max(0.45, 0.6 * float(soft[: top + round(0.07 * least)].max()))
    lines = [
        (start, end)
        for start, end in runs_of(soft > line)  # the ring, and one within
        if end - start < (0.16 if start < top + 0.03 * least else 0.06) * least and start < reach
    ]
    soft[: max((end + 2 for _, end in lines), default=top + round(0.05 * least))] = 0
    soft[top + round(0.5 * least) :] = 0
    soft *= np.linspace(1, 0.5, len(soft))  # the line across the middle comes after the name
    runs = runs_of(soft > share * soft.max())
    best = max(
        runs,  # the security digits are dense, but low
        key=lambda run: float(soft[slice(*run)].sum()) * (run[1] - run[0]),
        default=(0, 0),
    )
    return best if best[1] - best[0] >= _THINNEST * least else None


def _ends(ink: NDArray[np.bool_], band: Span, directions: Points) -> Span:
    """The columns between which the name stops and starts again; the second may pass the end."""
    height, width = band[1] - band[0], ink.shape[1]
    around = np.ones((1, round(0.5 * height) | 1), np.uint8)
    rows = ink[slice(*band)]
    some = rows.any(axis=0)
    begins = np.where(some, rows.argmax(axis=0), height).astype(np.float32)[None]
    stops = np.where(some, height - rows[::-1].argmax(axis=0), 0).astype(np.float32)[None]
    first, last = cv2.erode(begins, around)[0], cv2.dilate(stops, around)[0]
    # The digits at the foot of many seals are smaller; the line across hangs lower, and goes on
    # below the name.
    tall = (last - first > 0.5 * height) & (first < 0.3 * height)
    under = ink[band[1] + round(0.1 * height) : band[1] + round(0.45 * height)].mean(axis=0) > 0.2
    empty = ~some | ~tall | (cv2.dilate(under[None].astype(np.uint8), around)[0] > 0)
    gaps = [(a, b) for a, b in runs_of(np.tile(empty, 2)) if a < width and b - a <= width]

    def worth(gap: Span) -> float:
        middle = directions[sum(gap) // 2 % width]
        return (gap[1] - gap[0]) * (1 - _BELOW * math.cos(middle))

    return max(gaps, key=worth, default=(0, 0))


def _turn(ring: Ring, foot: float) -> float:
    """How far a seal is turned whose name's gap lies in a direction of the ring's own axes."""
    off = foot - 180
    if ring.shape is SealShape.OVAL:
        off = 90 * round(off / 90)  # an oval has only its axes to stand on
    return (ring.angle + off + 180) % 360 - 180
