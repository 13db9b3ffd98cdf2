"""The person on white by a matting model, where the background isn't plain.

A model always answers something. What it answers is taken only when it is a matte of one head on
shoulders: the face whole, nothing else about, the edges clear, and little left undecided.
"""

from pathlib import Path

import numpy as np

from intake.photo.background import edge_strip, face_ellipse
from intake.photo.matte import Cutout, nearest_mean, unmixed
from intake.photo.matting_model import alpha_by_model
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, shrink, smooth_rim, touching
from intake.photo.separation import outline_unclear, things_about
from models.findings import Finding

_NOTHING, _ALL = 0.03, 0.97  # what a model gives for none and all
_FACE_LOST_MAX = 0.004  # share of the face that may be missing
_EDGES_MAX = 0.02  # mean alpha of the edges beside and above the head
_STRAYS_MAX = 0.05
_UNDECIDED_MAX = 4.0  # area that is neither person nor background, in squares of the face's unit


def cut_by_model(piece: Piece, model: Path) -> tuple[Cutout | None, list[Finding]]:
    """Cut out by the model's alpha; None with the reason when that is no matte to trust."""
    alpha = np.clip((alpha_by_model(piece.colours, model) - _NOTHING) / (_ALL - _NOTHING), 0, 1)
    alpha = np.where(piece.valid, alpha, 0).astype(np.float32)
    findings = _doubts(piece, alpha)
    if findings:
        return None, findings
    unit = piece.face.unit
    alpha[~_joined(piece, alpha > 0.02)] = 0
    reach = 0.12 * unit, 0.3 * unit, 1.2 * unit
    own = nearest_mean(piece.colours, shrink(alpha > 0.98, 0.03 * unit), reach)
    theirs = nearest_mean(piece.colours, alpha < 0.02, reach)
    return Cutout(unmixed(piece, alpha, own, theirs), alpha), []


def _doubts(piece: Piece, alpha: Plane) -> list[Finding]:
    area = piece.face.unit**2
    face = face_ellipse(alpha.shape, piece.face)
    undecided = ((alpha > 0.1) & (alpha < 0.9)).sum() / area
    if (alpha[face] < 0.9).mean() > _FACE_LOST_MAX or undecided > _UNDECIDED_MAX:
        return [outline_unclear()]
    person = alpha > 0.5
    strays = smooth_rim(person & ~_joined(piece, person), 0.02 * piece.face.unit).sum() / area
    if strays > _STRAYS_MAX or alpha[edge_strip(piece)].mean() > _EDGES_MAX:
        return [things_about()]
    return []


def _joined(piece: Piece, person: Mask) -> Mask:
    return touching(person, face_ellipse(person.shape, piece.face))
