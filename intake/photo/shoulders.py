"""Is there a chair's back beside the shoulders? Only signs of it, so a person is asked to look."""

import numpy as np
from numpy.typing import NDArray

from intake.photo.frame import Window
from intake.photo.piece import Piece
from intake.photo.pixels import Mask
from models.findings import Finding, found

_FROM = 1.2  # where shoulders begin to fall, beside the face's middle, in units of the face
_RUN = 0.45  # how long a level stretch must be
_LEVEL = 0.08  # slope below which it is level; shoulders fall more
_STRAIGHT = 0.02  # how far it may stray from a line


def shoulder_findings(piece: Piece, person: Mask, window: Window) -> list[Finding]:
    """Shoulders fall outwards; the top of a chair's back runs level, or rises."""
    middle, unit = piece.face.mouth[0], piece.face.unit
    right = np.arange(round(middle + _FROM * unit), round(window.x + window.width))
    left = np.arange(round(middle - _FROM * unit), round(window.x), -1)
    sides = (columns[(columns >= 0) & (columns < person.shape[1])] for columns in (right, left))
    level = any(_runs_level(_tops(piece, person, window, columns), unit) for columns in sides)
    return [found("PHOTO_BESIDE_SHOULDERS")] if level else []


def _tops(
    piece: Piece, person: Mask, window: Window, columns: NDArray[np.intp]
) -> NDArray[np.float64]:
    """The highest row of the person in each column below the chin, as far as there is one."""
    low, high = round(piece.face.chin_y), min(round(window.y + window.height), person.shape[0])
    part = person[low:high, columns]
    tops = part.argmax(axis=0).astype(np.float64)
    # Hair that hangs down reaches over the chin; what starts at its height is no shoulder.
    shown = part.any(axis=0) & (tops > 0)
    return np.asarray(tops if shown.all() else tops[: int(shown.argmin())], np.float64)


def _runs_level(tops: NDArray[np.float64], unit: float) -> bool:
    run = round(_RUN * unit)
    along = np.arange(run)
    for start in range(0, len(tops) - run + 1, max(run // 8, 1)):
        slope, height = np.polyfit(along, tops[start : start + run], 1)
        off = np.abs(tops[start : start + run] - slope * along - height).max()
        if slope < _LEVEL and off < max(_STRAIGHT * unit, 1.0):
            return True
    return False
