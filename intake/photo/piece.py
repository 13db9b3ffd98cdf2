"""The part of a picture that is worked on: around the head, upright, at a fixed scale."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from intake.photo.face import Face
from intake.photo.open import Picture
from intake.photo.pixels import Mask, Plane, resized

_UNIT_PX = 92  # the eye distance worked at: a quarter more than a finished photo has
_ASIDE, _ABOVE, _BELOW = 3.4, 3.8, 6.2  # what is looked at around the eyes, in units of the face
_ROLL_LEFT = 2.5  # degrees that are not straightened, because straightening softens
ROLL_MAX = 15.0  # degrees beyond which the person must be photographed again


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a picture with one face; scale is its size over the picture's.

    valid is False in corners that straightening left empty.
    """

    colours: Plane  # RGB, 0 to 255
    alpha: Plane | None
    valid: Mask
    face: Face
    scale: float


def cut_piece(picture: Picture, face: Face) -> Piece:
    """Cut out, scale down and straighten the surroundings of a face."""
    unit, (x, y) = face.unit, face.eyes
    height, width = picture.colours.shape[:2]
    x0, x1 = _within(x - _ASIDE * unit, x + _ASIDE * unit, width)
    y0, y1 = _within(y - _ABOVE * unit, y + _BELOW * unit, height)
    scale = min(1.0, _UNIT_PX / unit)
    size = max(round((x1 - x0) * scale), 1), max(round((y1 - y0) * scale), 1)
    colours = resized(picture.colours[y0:y1, x0:x1].astype(np.float32), *size)
    alpha = None if picture.alpha is None else resized(picture.alpha[y0:y1, x0:x1], *size)
    shift = np.array([[scale, 0, -x0 * scale], [0, scale, -y0 * scale]])
    piece = Piece(colours, alpha, np.ones(colours.shape[:2], bool), face.moved(shift), scale)
    return _straightened(piece) if _ROLL_LEFT < abs(face.roll) <= ROLL_MAX else piece


def _straightened(piece: Piece) -> Piece:
    """Turn about the eyes until they are level."""
    matrix = cv2.getRotationMatrix2D(piece.face.eyes, piece.face.roll, 1.0)
    size = piece.colours.shape[1::-1]

    def turn(plane: Plane, how: int) -> Plane:
        return np.asarray(cv2.warpAffine(plane, matrix, size, flags=how), np.float32)

    inside = turn(np.ones(piece.valid.shape, np.float32), cv2.INTER_LINEAR) > 0.99
    return Piece(
        np.clip(turn(piece.colours, cv2.INTER_CUBIC), 0, 255),
        None if piece.alpha is None else turn(piece.alpha, cv2.INTER_LINEAR),
        inside,
        piece.face.moved(np.asarray(matrix, np.float64)),
        piece.scale,
    )


def _within(low: float, high: float, length: int) -> tuple[int, int]:
    return max(math.floor(low), 0), min(math.ceil(high), length)
