"""Where the finished photo is cut: the head's place and size in the frame."""

from dataclasses import dataclass

import numpy as np

from intake.photo.matte import Cutout
from intake.photo.piece import Piece
from intake.photo.pixels import Colours, Mask, Plane, grow, resized
from models.settings import Settings

# Shares of the frame: the eye distance of its width, the room above the hair and the height of the
# eyes of its height. First what is aimed at, then what is allowed.
_UNIT, _UNITS = 0.235, np.arange(0.19, 0.2755, 0.005)
_ROOM, _ROOMS = 0.075, np.arange(0.03, 0.1501, 0.015)
_EYES = (0.36, 0.52)
_ASIDE = np.arange(-0.06, 0.0601, 0.02)  # how far the head may stand beside the middle


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a piece that becomes the photo, in px; it may reach beyond the piece."""

    x: float
    y: float
    width: float
    height: float


def choose_window(piece: Piece, cutout: Cutout, settings: Settings) -> Window | None:
    """The best frame that shows no cut-off part of the person; None when there is none."""
    crown = crown_y(piece, cutout)
    cut = _cut_points(piece, cutout.alpha > 0.5)
    least = settings.photo_width_px / settings.photo_enlarge_max * piece.scale
    aspect = settings.photo_height_px / settings.photo_width_px
    best: tuple[float, Window] | None = None
    for share in _UNITS:
        width = piece.face.unit / float(share)
        for room in _ROOMS:
            for aside in _ASIDE:
                window = _window(piece, crown, width, aspect, float(room), float(aside))
                cost = 8 * abs(share / _UNIT - 1) + 10 * abs(room - _ROOM) + 20 * abs(aside)
                eyes = (piece.face.eyes[1] - window.y) / window.height
                cost += 20 * max(_EYES[0] - eyes, eyes - _EYES[1], 0)
                if width < least or not _EYES[0] - 0.03 <= eyes <= _EYES[1] + 0.03:
                    continue
                if (best is None or cost < best[0]) and not _shows(window, cut):
                    best = float(cost), window
    return best[1] if best else None


def crown_y(piece: Piece, cutout: Cutout) -> float:
    """The row of the highest hair above the face."""
    x, unit = piece.face.eyes[0], piece.face.unit
    over = cutout.alpha[:, max(round(x - 1.2 * unit), 0) : round(x + 1.2 * unit)] > 0.5
    rows = np.nonzero(over.sum(axis=1) > 0.05 * unit)[0]
    return float(rows[0]) if len(rows) else 0.0


def framed(cutout: Cutout, window: Window, settings: Settings) -> tuple[Colours, Mask]:
    """The photo at its final size, and where its background is."""
    x, y = round(window.x), round(window.y)
    width, height = round(window.width), round(window.height)
    size = settings.photo_width_px, settings.photo_height_px
    colours = resized(_part(cutout.colours, x, y, width, height, 255), *size)
    alpha = resized(_part(cutout.alpha, x, y, width, height, 0), *size)
    clear = alpha < 0.012
    colours[clear] = 255
    return np.clip(colours.round(), 0, 255).astype(np.uint8), clear


def _part(plane: Plane, x: int, y: int, width: int, height: int, beyond: float) -> Plane:
    """A rectangle of a plane, with one value for what lies beyond the plane."""
    part = np.full((height, width, *plane.shape[2:]), beyond, np.float32)
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + width, plane.shape[1]), min(y + height, plane.shape[0])
    part[y0 - y : y1 - y, x0 - x : x1 - x] = plane[y0:y1, x0:x1]
    return part


def _window(
    piece: Piece, crown: float, width: float, aspect: float, room: float, aside: float
) -> Window:
    height = width * aspect
    centre = (piece.face.eyes[0] + piece.face.nose[0]) / 2 + aside * width
    return Window(centre - width / 2, crown - room * height, width, height)


def _cut_points(piece: Piece, person: Mask) -> tuple[Plane, Plane]:
    """Where the person is cut off by the picture's edge or by an empty corner: (xs, ys)."""
    edge = np.ones(np.add(piece.valid.shape, 2), bool)
    edge[1:-1, 1:-1] = ~piece.valid
    ys, xs = np.nonzero(person & grow(edge, 1)[1:-1, 1:-1])
    return xs.astype(np.float32), ys.astype(np.float32)


def _shows(window: Window, cut: tuple[Plane, Plane]) -> bool:
    """Is a cut-off part of the person inside the frame, further than a hair from its edge?"""
    xs, ys = cut
    inside = (xs > window.x + 2) & (xs < window.x + window.width - 3)
    inside &= (ys > window.y + 2) & (ys < window.y + window.height - 3)
    return bool(inside.any())
