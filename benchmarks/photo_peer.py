"""The usual way to cut a person out without a model: GrabCut, seeded by the face.

What is surely and perhaps the person is told to it by the face's landmarks, the upper edges are the
background, and the rim is made soft by a blur.
"""

import cv2
import numpy as np

from intake.photo.face import Face
from intake.photo.matte import Cutout
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, blur, ellipse

_ROUNDS = 5
_FEATHER_PX = 1.0


def face_seeded_grabcut(piece: Piece) -> Cutout:
    """Cut out by GrabCut at the same scale as ours, on white."""
    bgr = np.clip(piece.colours[:, :, ::-1].round(), 0, 255).astype(np.uint8).copy()
    marks = _marks(piece)
    models = np.zeros((1, 65)), np.zeros((1, 65))
    cv2.setRNGSeed(1)  # it starts from random clusters
    cv2.grabCut(bgr, marks, (0, 0, 0, 0), *models, _ROUNDS, cv2.GC_INIT_WITH_MASK)
    person = np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)) & piece.valid
    alpha = blur(person.astype(np.float32), _FEATHER_PX)
    mixed = alpha[:, :, None]
    return Cutout(np.asarray(piece.colours * mixed + 255 * (1 - mixed), np.float32), alpha)


def _marks(piece: Piece) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Sure and probable person and background."""
    face, unit, shape = piece.face, piece.face.unit, piece.valid.shape
    marks = np.full(shape, cv2.GC_PR_BGD, np.uint8)
    marks[ellipse(shape, (face.eyes[0], face.eyes[1] - 0.1 * unit), (1.6 * unit, 2.3 * unit))] = (
        cv2.GC_PR_FGD
    )
    marks[_trapezium(shape, face, 2.6)] = cv2.GC_PR_FGD
    middle = face.eyes[0], (face.eyes[1] + face.mouth[1]) / 2
    marks[ellipse(shape, middle, (0.9 * unit, 1.2 * unit))] = cv2.GC_FGD
    marks[_trapezium(shape, face, 1.0)] = cv2.GC_FGD
    edge = max(round(0.15 * unit), 2)
    low = max(round(face.chin_y), 0)
    marks[:edge] = cv2.GC_BGD
    marks[:low, :edge] = marks[:low, -edge:] = cv2.GC_BGD
    marks[~piece.valid] = cv2.GC_BGD
    return marks


def _trapezium(shape: tuple[int, ...], face: Face, wide: float) -> Mask:
    """From the neck to the lower edge."""
    x, chin, unit = face.mouth[0], face.chin_y, face.unit
    corners = [(-0.5, -0.3), (0.5, -0.3), (wide, 1.3), (wide, 9), (-wide, 9), (-wide, 1.3)]
    canvas: Plane = np.zeros(shape[:2], np.float32)
    points = np.array([(x + dx * unit, chin + dy * unit) for dx, dy in corners])
    cv2.fillPoly(canvas, [points.round().astype(np.int32)], (1,))
    return np.asarray(canvas > 0, bool)
