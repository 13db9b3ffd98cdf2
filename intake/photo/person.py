"""Which pixels are the person: what differs from the background and is joined to the face."""

from dataclasses import dataclass

import cv2
import numpy as np

from intake.photo.background import Background, face_ellipse
from intake.photo.face import Face
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, blur, enclosed, lab, smooth_rim, touching

_SHADOW_RATIO = (0.35, 1.03)  # light left in a shadow, linear
_SHADOW_SPREAD = 0.16  # how far the three colours may differ in that
_SHADOW_ROUGHNESS = 3.2  # spread of L* that hair and cloth have and a shadow doesn't
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
    shadow = _shadow(piece, background) & ~torso & ~core
    around = touching(background.region | shadow, background.region) & ~core
    rest = piece.valid & ~around | core
    person = smooth_rim(rest, 0.02 * unit) | core
    person = touching(person, core)
    skin_apart = _skin_apart(piece, background)
    gaps = _gaps(piece, background, person & ~core & ~torso, skin_apart)
    person = (person | enclosed(person)) & ~gaps
    strays = touching(smooth_rim(rest & ~person, 0.02 * unit), rest & ~person)
    return Person(person, strays, around & ~background.region, skin_apart)


def _shadow(piece: Piece, background: Background) -> Mask:
    """Where the background is only darker: all three colours by one factor, smoothly."""
    wall = cv2.cvtColor(background.colour, cv2.COLOR_LAB2RGB)
    smooth = np.clip(blur(piece.colours, 1.2) / 255, 0, 1)
    ratio = (smooth**2.2 + 0.002) / (np.clip(wall, 0, 1) ** 2.2 + 0.002)
    mean = ratio.mean(axis=2)
    spread = (ratio.max(axis=2) - ratio.min(axis=2)) / np.maximum(mean, 1e-3)
    low, high = _SHADOW_RATIO
    smoothly = _roughness(piece) < _SHADOW_ROUGHNESS
    return np.asarray((low < mean) & (mean < high) & (spread < _SHADOW_SPREAD) & smoothly, bool)


def _roughness(piece: Piece) -> Plane:
    """The spread of L* around each pixel."""
    light = lab(piece.colours)[:, :, 0]
    size = (2 * round(0.06 * piece.face.unit) + 1,) * 2
    mean = cv2.blur(light, size)
    return np.asarray(np.sqrt(np.maximum(cv2.blur(light**2, size) - mean**2, 0)), np.float32)


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
