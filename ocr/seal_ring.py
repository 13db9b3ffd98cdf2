"""The rings of round and oval seals in a mask of red ink, whole or broken, wherever they lie.

Edges of ink vote for the middles they point at (a Hough transform that uses the direction of the
edge), once for circles and once for each usual shape of an oval. A middle that many edges agree on
is measured on the full mask: an ellipse is fitted to the outer edge of the ink, and is the ring of
a seal only when it is a thin closed line with print inside it. A heading, a frame, a portrait's
background, a star or a red pen's circle is none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from models.documents import SealShape
from ocr.ring_votes import Points, agreed_middles, edges_of

Mask = NDArray[np.bool_]

_GLANCE = 640  # px of the longer side of the small mask on which edges vote
_OVALS = (1.0, 1.5, 1.25, 0.67)  # width to height
_ANGLES = 180
_TURNS = np.linspace(0, 2 * np.pi, _ANGLES, endpoint=False, dtype=np.float32)
_RIGHT, _DOWN = np.sin(_TURNS), -np.cos(_TURNS)  # where these directions point
_ROUND = 1.15  # length to width up to which a seal is round
_GATHERED = 0.35  # edges for each pixel of an outline that gather there, at least
_SAMPLED = 0.4  # the least share of this that is asked for where not all edges vote
_FEWEST = 50  # points that an ellipse is fitted to
_SMALLEST = 21.0  # px of the smaller half axis; in less no line can be told from what is beside it
_SUPPORT = 0.6  # share of the outline that must be there
_CERTAIN = 0.8  # share from which an outline can be nothing else
_TWINS = 0.4  # rings whose middles are nearer, in radii, are one seal


@dataclass(frozen=True, slots=True)
class Ring:
    """The outer edge of a seal's ring: an ellipse, in pixels.

    across and down are its half axes, turned clockwise by angle degrees (-45 to 45); support is
    the share of the visible outline that has ink.
    """

    x: float
    y: float
    across: float
    down: float
    angle: float
    support: float

    @property
    def least(self) -> float:
        """The smaller half axis."""
        return min(self.across, self.down)

    @property
    def shape(self) -> SealShape:
        """Round, or oval."""
        longest = max(self.across, self.down)
        return SealShape.OVAL if longest > _ROUND * self.least else SealShape.ROUND

    @property
    def axes(self) -> Points:
        """Rows: the directions of its first and second axis on the page."""
        cos, sin = math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))
        return np.asarray([(cos, sin), (-sin, cos)], np.float32)

    def place(self, u: Points, v: Points) -> Points:
        """Pixels of places given in half axes from the middle: u to the right, v down."""
        away = np.stack([u * self.across, v * self.down], axis=-1).astype(np.float32) @ self.axes
        return np.asarray(away + np.asarray((self.x, self.y), np.float32), np.float32)

    def holds(self, x: float, y: float) -> bool:
        """Does a pixel lie on it or within it?"""
        return bool(_within(self, np.asarray([(x, y)], np.float32))[0])

    def bounds(self) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 around it."""
        points = self.place(_RIGHT, _DOWN)
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)


def find_rings(mask: Mask) -> list[Ring]:
    """The rings in a mask, best first."""
    times = math.ceil(max(mask.shape) / _GLANCE)  # whole, because that shrinks ten times as fast
    high, wide = (max(1, side // times) for side in mask.shape)
    whole = mask[: high * times, : wide * times].view(np.uint8)
    small = np.asarray(
        cv2.resize(whole * 255, (wide, high), interpolation=cv2.INTER_AREA), np.uint8
    )
    at, inward, share = edges_of(small)
    fewer = _GATHERED * max(_SAMPLED, share)
    found: list[Ring] = []
    for shape in _OVALS:
        least = fewer if shape == 1.0 else _GATHERED  # most seals are round; each guess costs time
        for x, y, radius in agreed_middles(at, inward, shape, small.shape, least):
            guess = Ring(x * times, y * times, radius * shape * times, radius * times, 0.0, 0.0)
            known = next((ring for ring in found if _same(ring, guess)), None)
            if known and known.support > _CERTAIN:
                continue
            fitted = _fitted(guess, mask)
            if fitted and not any(_same(fitted, r) and r.support >= fitted.support for r in found):
                found = [*(ring for ring in found if not _same(ring, fitted)), fitted]
        for ring in found:
            if ring.support > _CERTAIN:
                keep = ~_within(ring, at * times)
                at, inward = at[keep], inward[keep]
    return sorted(found, key=lambda ring: -ring.support)


def _fitted(ring: Ring, mask: Mask) -> Ring | None:
    """The ellipse of the ink's outer edge near a guess; None where there is no ring of a seal."""
    for window in (0.14, 0.09, 0.05):
        edge, sound = _outer_edge(ring, mask, window)
        if sound.sum() < 0.3 * _ANGLES:
            return None
        step = _ellipse(edge[sound])
        if step is None or not _near(step, ring):
            return None
        ring = step
    return _judged(ring, mask)


def _outer_edge(ring: Ring, mask: Mask, window: float) -> tuple[Points, NDArray[np.bool_]]:
    """In each direction the ink's outer edge nearest to the outline, and whether there is one."""
    scales = np.arange(1 + window, 1 - window, -0.006, np.float32)
    ink = _sampled(mask, ring, scales) > 0
    begins = ink[1:] & ~ink[:-1]
    far = np.where(begins, np.abs(scales[1:, None] - 1), 9.0)
    best = far.argmin(axis=0)
    return ring.place(_RIGHT * scales[best + 1], _DOWN * scales[best + 1]), far.min(axis=0) < 9


def _sampled(mask: Mask, ring: Ring, scales: Points) -> NDArray[np.int8]:
    """Ink (1), paper (0) or beside the page (-1) at scales × directions about a ring."""
    away = ring.place(_RIGHT, _DOWN) - np.asarray((ring.x, ring.y), np.float32)
    x, y = (
        np.rint(middle + scales[:, None] * away[:, axis]).astype(np.intp)
        for axis, middle in enumerate((np.float32(ring.x), np.float32(ring.y)))
    )
    height, width = mask.shape
    if x.min() >= 0 and y.min() >= 0 and x.max() < width and y.max() < height:
        return np.asarray(mask[y, x], np.int8)
    on = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    ink = mask[np.clip(y, 0, height - 1), np.clip(x, 0, width - 1)].astype(np.int8)
    return np.where(on, ink, -1).astype(np.int8)


def _ellipse(edge: Points) -> Ring | None:
    """The ellipse through most of the points."""
    kept = edge
    for share in (0.75, 0.75):
        if len(kept) < _FEWEST:
            return None
        ring = _as_ring(cv2.fitEllipseDirect(kept))
        if ring is None:
            return None
        away = np.abs(_scale_of(ring, edge) - 1)
        kept = edge[away <= max(0.01, float(np.sort(away)[int(share * (len(away) - 1))]))]
    return _as_ring(cv2.fitEllipseDirect(kept)) if len(kept) >= _FEWEST else None


def _as_ring(ellipse: tuple[Sequence[float], Sequence[float], float]) -> Ring | None:
    (x, y), (across, down), angle = ellipse
    if not np.isfinite((x, y, across, down, angle)).all():
        return None
    quarter = round(angle / 90)
    if quarter % 2:
        across, down = down, across
    return Ring(x, y, across / 2, down / 2, angle - 90 * quarter, 0.0)


def _scale_of(ring: Ring, points: Points) -> Points:
    """How far out points lie, the outline being 1."""
    away = (points - np.asarray((ring.x, ring.y), np.float32)) @ ring.axes.T
    return np.asarray(np.hypot(away[:, 0] / ring.across, away[:, 1] / ring.down), np.float32)


def _near(step: Ring, ring: Ring) -> bool:
    """Is a fitted ellipse still the one that was looked for?"""
    moved = np.hypot(step.x - ring.x, step.y - ring.y)
    sizes = (step.across / ring.across, step.down / ring.down)
    oval = max(step.across, step.down) / max(1.0, step.least)
    return bool(moved < 0.3 * ring.least and min(sizes) > 0.7 and max(sizes) < 1.4 and oval < 2)


def _judged(ring: Ring, mask: Mask) -> Ring | None:
    """The ring with its support, or None when it is not the thin outline of a printed seal."""
    if ring.least < _SMALLEST:
        return None
    step = max(0.006, 1 / ring.least)  # no finer than a pixel
    scales = np.arange(1.12, 0.4, -step, np.float32)
    ink = _sampled(mask, ring, scales)
    visible = ink[(scales < 1.03) & (scales > 0.9)].min(axis=0) >= 0
    if visible.mean() < 0.4:
        return None
    red = ink[:, visible] > 0
    play = max(0.012, 2 / ring.least)
    begins = np.zeros_like(red)
    begins[1:] = red[1:] & ~red[:-1]
    edge = begins[np.abs(scales - 1) <= play].any(axis=0)
    clear = red[(scales > 1 + play) & (scales < 1 + play + 0.05)].mean(axis=0) < 0.5
    line = edge & clear
    inside = red[(scales < 0.9) & (scales > 0.5)]
    parts = np.asarray([part.mean() > 0.02 for part in np.array_split(inside, 24, axis=1)])
    support = float(line.mean())
    if support < _SUPPORT or inside.mean() > 0.65:
        return None
    # Pale print leaves little in the mask; then the outline must speak for itself.
    if support < _CERTAIN and (inside.mean() < 0.03 or parts.mean() < 0.3):
        return None
    return Ring(ring.x, ring.y, ring.across, ring.down, ring.angle, support)


def _same(one: Ring, other: Ring) -> bool:
    apart = np.hypot(one.x - other.x, one.y - other.y)
    return bool(apart < _TWINS * max(one.least, other.least))


def _within(ring: Ring, points: Points) -> NDArray[np.bool_]:
    """Which points lie on a ring or inside it."""
    return _scale_of(ring, points) < 1.05
