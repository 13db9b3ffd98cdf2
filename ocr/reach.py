"""Quads of text grown to the ends of their lines.

Detection leaves out a first or last character now and then: one that is open (广), or lies under a
seal. What goes on in the line of a quad, with no wider gap than between its characters, is of it.
"""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Quad

_LINE = 1.5  # heights of a quad from which it is a line, with ends
_CORE = np.linspace(-0.34, 0.34, 15, dtype=np.float32)  # heights off its axis that print covers
_BEYOND = np.asarray((-0.85, -0.7, 0.7, 0.85), np.float32)  # the same, of a ruled line
_ASLANT = 8.0  # degrees from the usual way of the lines from which a quad is none of them
_FIRST = 0.2  # heights from the end of a quad to what goes on behind it, at most
_GAP = 0.35  # the same, from one character to the next
_FARTHEST = 6.0  # heights by which a quad grows
_LEAST = 0.3  # heights of what is a character, at least
_MARGIN = 0.15  # heights around the last one

Map = NDArray[np.uint8]
Places = NDArray[np.bool_]


def grown(quads: Sequence[Quad], ink: Map) -> list[Quad]:
    """The quads (4, 2) in pixels of a map of the page's ink, longer where their lines go on."""
    ways = np.asarray([_way(quad) for quad in quads])
    usual = np.median(ways) if len(ways) else 0.0
    level = np.abs((ways - usual + 45) % 90 - 45) < _ASLANT
    owner = np.zeros(ink.shape, np.int32)
    for number, quad in enumerate(quads, 1):
        if level[number - 1]:
            cv2.fillConvexPoly(owner, np.rint(quad).astype(np.int32), (number,))
    longer: list[Quad] = []
    for number, quad in enumerate(quads, 1):
        longer.append(_grown(quad, number, ink, owner) if level[number - 1] else quad)
        if longer[-1] is not quad:  # what one line has taken is not given to another
            cv2.fillConvexPoly(owner, np.rint(longer[-1]).astype(np.int32), (number,))
    return longer


def _way(quad: Quad) -> float:
    """The way of one of its sides in degrees, -45 to 45: lines and columns have the same."""
    across, down = (quad[1] - quad[0]).tolist()
    return float((np.degrees(np.arctan2(down, across)) + 45) % 90 - 45)


def _grown(quad: Quad, number: int, ink: Map, owner: NDArray[np.int32]) -> Quad:
    first, second = quad[1] - quad[0], quad[2] - quad[1]
    if np.hypot(*first) < np.hypot(*second):
        along, across, begins, ends = second, first, (0, 1), (3, 2)
    else:
        along, across, begins, ends = first, second, (0, 3), (1, 2)
    length, height = float(np.hypot(*along)), float(np.hypot(*across))
    if length < _LINE * height or height < 1:
        return quad
    step = along / length
    longer = quad
    for corners, way in ((begins, -step), (ends, step)):
        middle = quad[list(corners)].mean(axis=0)
        if more := _more(middle, way, across, height, ink, owner, number):
            longer = longer.copy()
            longer[list(corners)] += np.float32(more) * way
    return longer


def _more(
    place: Quad,
    way: Quad,
    across: Quad,
    height: float,
    ink: Map,
    owner: NDArray[np.int32],
    number: int,
) -> float:
    """How far a line goes on from the end of its quad, in pixels."""
    near = np.arange(1, 2 + round(_FIRST * height), dtype=np.float32)
    if not (_at((place + near[:, None] * way)[:, None] + _CORE[:, None] * across, ink) > 0).any():
        return 0.0
    steps = np.arange(1, round(_FARTHEST * height), dtype=np.float32)
    axis = place + steps[:, None] * way
    core = _at(axis[:, None] + _CORE[:, None] * across, ink)
    beyond = _at(axis[:, None] + _BEYOND[:, None] * across, ink)
    taken = _at(axis[:, None] + _CORE[:, None] * across, owner)
    is_rule: Places = np.asarray((beyond > 0).all(axis=1) & (core > 0).all(axis=1))
    # The quad of the line above may hang over this one; its paper is nobody's.
    is_other: Places = np.asarray(((core > 0) & (taken != 0) & (taken != number)).any(axis=1))
    is_print: Places = np.asarray((core > 0).any(axis=1))
    last = end = 0  # where what goes on ends; the dots of a leader are ink, but no part of it
    for first, behind in _stretches(is_print):
        if first - end > (_GAP if last else _FIRST) * height:
            break
        stop = np.flatnonzero((is_rule | is_other)[: behind + 1])
        if len(stop):
            # What touches a rule or another quad is a part of that.
            return _far(last, height)
        end = behind
        parts = np.flatnonzero((core[first:behind] > 0).any(axis=0))
        tall = (parts[-1] - parts[0]) * (_CORE[1] - _CORE[0])
        if max(tall, (behind - first) / height) > _LEAST:
            last = behind
    return _far(last, height)


def _stretches(places: Places) -> list[tuple[int, int]]:
    """From where to where the places are true."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], places.astype(np.int8), [0]))))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def _far(last: int, height: float) -> float:
    return last + _MARGIN * height if last > _LEAST * height else 0.0


def _at(places: NDArray[np.float32], values: NDArray[Any]) -> NDArray[np.int32]:
    """The values at these places (…, 2) of a map; 0 beyond its sides."""
    x, y = np.rint(places[..., 0]).astype(int), np.rint(places[..., 1]).astype(int)
    on = (x >= 0) & (y >= 0) & (x < values.shape[1]) & (y < values.shape[0])
    x, y = np.where(on, x, 0), np.where(on, y, 0)
    return np.where(on, values[y, x], 0).astype(np.int32)
