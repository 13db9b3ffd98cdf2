"""Which pixels are the person: what differs from the background and is joined to the face."""

from dataclasses import dataclass

import cv2
import numpy as np

from intake.photo.background import Background, face_ellipse
from intake.photo.face import Face
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, ellipse, enclosed, smooth_rim, touching

_SKIN_SHADED = 16.0  # distance of wall and skin below which shadows at the face are not trusted
_SKIN_APART = 10.0  # distance from the skin's colour under which gaps in hair are not trusted


@dataclass(frozen=True, slots=True)
class Person:
    """The person's mask, what else lies about in the picture, and the distance skin–background."""

    mask: Mask
    strays: Mask
    shadow: Mask
    skin_apart: float


def find_person(piece: Piece, background: Background) -> Person:
    """Separate the person from a plain background."""
    unit = piece.face.unit
    core = face_ellipse(piece.valid.shape, piece.face) | _neck_and_chest(
        piece.valid.shape, piece.face
    )
    torso = _torso(piece.valid.shape, piece.face)
    skin_apart = _skin_apart(piece, background)
    shadow = background.shade & ~torso & ~core
    if skin_apart < _SKIN_SHADED:  # a cheek in shade looks like the wall in shade
        shadow &= ~ellipse(piece.valid.shape, piece.face.nose, (1.6 * unit, 2.0 * unit))
    around = touching(background.region | shadow, background.region) & ~core
    rest = piece.valid & ~around | core
    person = smooth_rim(rest, 0.02 * unit) | core
    person = touching(person, core)
    gaps = _gaps(piece, background, person & ~core & ~torso, skin_apart)
    person = (person | enclosed(person)) & ~gaps
    strays = touching(smooth_rim(rest & ~person, 0.02 * unit), rest & ~person)
    return Person(person, strays, around & ~background.region, skin_apart)


def _skin_apart(piece: Piece, background: Background) -> float:
    """The median distance of the face's colours from the background's."""
    return float(np.median(background.distance[face_ellipse(piece.valid.shape, piece.face)]))


def _gaps(piece: Piece, background: Background, person: Mask, skin_apart: float) -> Mask:
    """Background seen through curls or under an arm; with a pale one only above the shoulders."""
    if skin_apart < _SKIN_APART:
        return np.zeros(person.shape, bool)
    seen = person & (background.distance < 0.7 * background.near)
    pale = background.lightness > 62 and background.chroma < 7
    if pale:
        seen[round(piece.face.chin_y + 0.8 * piece.face.unit) :] = False
    return smooth_rim(seen, 0.03 * piece.face.unit)


def _neck_and_chest(shape: tuple[int, ...], face: Face) -> Mask:
    """What is surely neck and chest."""
    x, chin, unit = face.mouth[0], face.chin_y, face.unit
    corners = [(-0.4, -0.6), (0.4, -0.6), (0.45, 0.7), (1.0, 1.5), (1.0, 9), (-1.0, 9)]
    corners += [(-1.0, 1.5), (-0.45, 0.7)]
    return _polygon(shape, [(x + dx * unit, chin + dy * unit) for dx, dy in corners])


def _torso(shape: tuple[int, ...], face: Face) -> Mask:
    """Where shoulders usually are: what looks like a shadow there is rather cloth."""
    x, chin, unit = face.mouth[0], face.chin_y, face.unit
    corners = [(-0.7, 0.2), (0.7, 0.2), (1.9, 1.2), (2.1, 9), (-2.1, 9), (-1.9, 1.2)]
    return _polygon(shape, [(x + dx * unit, chin + dy * unit) for dx, dy in corners])


def _polygon(shape: tuple[int, ...], corners: list[tuple[float, float]]) -> Mask:
    canvas = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.array(corners).round().astype(np.int32)], (1,))
    return canvas.astype(bool)
