"""Quadrilaterals of text: their corners in order, their sides, and what a page of them tells."""

import math
from collections.abc import Sequence

import numpy as np

from models.box import Box
from ocr.engine import Quad
from ocr.frame import turn_points

_SLANT = 12.0  # degrees from which a run is no part of the print
_PRINT = 0.25  # share of text length that lies nearly level where a watermark takes the rest
_TABLE = 6  # cells from which rules say how a page lies
_LONG = 10  # heights from which a text tells by itself how it lies
_IN_ROWS = 24  # texts from which their rows tell it
_BIN = 0.3  # heights within which texts stand level
_TILT = 2.0  # degrees by which their rows may lie off what the texts themselves say
_BETTER = 1.1  # how much better they must stand in rows then
_ASIDE = 0.6  # share of text length that stands upright in boxes before a page lies on its side


def corners_of(box: Box) -> Quad:
    """The corners of a box, clockwise from its top left."""
    return np.asarray(
        [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)], np.float32
    )


def box_of(points: Quad) -> Box:
    """The box around points."""
    (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


def ordered(quad: Quad) -> Quad:
    """The four corners clockwise, beginning so that the first side points most to the right."""
    # Of four points plain numbers are several times as fast as arrays, and a page has hundreds.
    points: list[list[float]] = quad.tolist()
    x, y = sum(point[0] for point in points) / 4, sum(point[1] for point in points) / 4
    order = sorted(range(4), key=lambda i: math.atan2(points[i][1] - y, points[i][0] - x))

    def rightward(at: int) -> float:
        (x0, y0), (x1, y1) = points[order[at]], points[order[(at + 1) % 4]]
        return (x1 - x0) / (math.hypot(x1 - x0, y1 - y0) + 1e-6)

    first = max(range(4), key=rightward)
    return quad[order[first:] + order[:first]]


def turned_quad(quad: Quad, turned: int, width: int, height: int) -> Quad:
    """The quad of the displayed page on the page turned upright."""
    return ordered(turn_points(quad, turned, width, height))


def sides(quad: Quad) -> tuple[float, float]:
    """Width and height of a quad along its own edges."""
    a, b, c, d = quad.tolist()
    return max(math.dist(a, b), math.dist(c, d)), max(math.dist(a, d), math.dist(b, c))


def bounds(quad: Quad) -> tuple[int, int, int, int]:
    """The pixels around a quad, as x0, y0, x1, y1."""
    (x0, y0), (x1, y1) = np.maximum(quad.min(axis=0), 0), quad.max(axis=0)
    return int(x0), int(y0), int(x1) + 1, int(y1) + 1


def slant(quad: Quad) -> float:
    """How far a run climbs or falls on the upright page, in degrees; 0 when hardly at all."""
    (x0, y0), (x1, y1) = quad[:2].tolist()
    angle = math.degrees(math.atan2(y1 - y0, x1 - x0))
    return angle if abs(angle) > _SLANT else 0.0


def slanted(quad: Quad) -> bool:
    """Is this a long run that climbs or falls?"""
    across, down = sides(quad)
    return across > 2.5 * down and slant(quad) != 0.0


def lies_aside(quads: list[Quad]) -> bool:
    """Do most lines run up or down the page?"""
    lengths = [sides(quad) for quad in quads]
    along = sum(down for across, down in lengths if down > 1.5 * across)
    total = along + sum(across for across, down in lengths if across > 1.5 * down)
    return total > 0 and along / total > _ASIDE


def skew(quads: Sequence[Quad], cells: Sequence[Quad] = ()) -> float:
    """The angle of the lines in degrees: the median, weighted by length, of the long quads.

    Where many lie nearly level, the others are a watermark over them. The rules of a table's cells
    say it better than its texts, of which the short ones seem level whatever the page does.
    """
    if len(cells) >= _TABLE:
        return _middle([(_angle(cell), sides(cell)[0]) for cell in cells])
    found = []
    for quad in quads:
        across, down = sides(quad)
        if across > 3 * down:
            found.append((_angle(quad), across))
    level = [(angle, weight) for angle, weight in found if abs(angle) < _SLANT]
    if sum(weight for _, weight in level) > _PRINT * sum(weight for _, weight in found):
        found = level
    angle = _middle(found)
    least = _LONG * _height(quads)
    long = sum(weight for _, weight in found if weight > least)
    if long > _PRINT * sum(sides(quad)[0] for quad in quads):
        return angle
    return _of_rows(quads, angle)


def _height(quads: Sequence[Quad]) -> float:
    return float(np.median([sides(quad)[1] for quad in quads])) if len(quads) else 0.0


def _of_rows(quads: Sequence[Quad], angle: float) -> float:
    """The angle at which short texts stand in rows best, as in a list without rules; else angle.

    A text of a few letters seems level whatever the page does, but its row does not.
    """
    if len(quads) < _IN_ROWS:
        return angle
    x, y = np.asarray([quad.mean(axis=0) for quad in quads], np.float32).T
    x = x - x.mean()
    bins = max(1.0, _BIN * _height(quads))

    def order(degrees: float) -> float:
        places = (y - x * math.tan(math.radians(degrees))) / bins
        low = np.floor(places).astype(int)
        counts = np.bincount(low - low.min(), 1 - (places - low), int(np.ptp(low)) + 2)
        counts[1:] += np.bincount(low - low.min(), places - low, len(counts) - 1)
        return float((counts**2).sum())

    best = angle
    for reach, step in ((_TILT, 0.25), (0.2, 0.1)):
        tilts: list[float] = (best + np.arange(-reach, reach + 0.01, step)).tolist()
        best = max(tilts, key=order)
    return best if order(best) > _BETTER * order(angle) else angle


def _angle(quad: Quad) -> float:
    """How far a quad climbs or falls, in degrees."""
    step = (quad[1] - quad[0]) + (quad[2] - quad[3])
    return math.degrees(math.atan2(step[1], step[0]))


def _middle(found: Sequence[tuple[float, float]]) -> float:
    """The median of angles with their weights; 0 where there are none."""
    half = sum(weight for _, weight in found) / 2
    for angle, weight in sorted(found):
        half -= weight
        if half <= 0:
            return angle
    return 0.0
