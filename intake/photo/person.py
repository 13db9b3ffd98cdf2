"""Which pixels are the person: what differs from the background and is joined to the face."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from intake.photo.background import Background, face_ellipse, relit
from intake.photo.face import Face
from intake.photo.piece import Piece
from intake.photo.pixels import (
    Mask,
    Plane,
    blur,
    ellipse,
    enclosed,
    grow,
    lab,
    shrink,
    smooth_rim,
    touching,
)

_SKIN_SHADED = 16.0  # distance of wall and skin below which shadows at the face are not trusted
_SKIN_APART = 10.0  # distance from the skin's colour under which gaps in hair are not trusted
_HAIR_REACH = 0.33  # how far from the person loose hair may lie, in units of the face
_CLOTH_APART = 12.0  # distance from the wall (L*a*b*) up to which cloth may be lost in it
_FAINT = 8.0  # differences from the background (L*a*b*) up to here count in full for edges


@dataclass(frozen=True, slots=True)
class Person:
    """The person's mask, what else lies about in the picture, and the distance skin–background.

    shadow is what the person throws on the background; background is lit as it is there.
    """

    mask: Mask
    strays: Mask
    shadow: Mask
    skin_apart: float
    background: Background


def find_person(piece: Piece, background: Background) -> Person:
    """Separate the person from a plain background.

    Once shadows are known the background is darkened by them, and the person is found again: so
    hair ends stand out from a shadow as they do from the wall.
    """
    first = _find(piece, background)
    if not first.shadow.any():
        return first
    around = piece.valid & ~grow(first.mask, 0.04 * piece.face.unit)
    seen = around & (background.region | first.shadow)
    again = _find(piece, relit(background, piece, seen))
    return replace(again, shadow=first.shadow & ~again.mask)


def _find(piece: Piece, background: Background) -> Person:
    unit, shape = piece.face.unit, piece.valid.shape
    core = face_ellipse(shape, piece.face) | _neck_and_chest(shape, piece.face)
    torso = _torso(shape, piece.face)
    skin_apart = _skin_apart(piece, background)
    shadow = background.shade & ~torso & ~core
    if skin_apart < _SKIN_SHADED:  # a cheek in shade looks like the wall in shade
        shadow &= ~ellipse(shape, piece.face.nose, (1.6 * unit, 2.0 * unit))
    # Grey hair may be coloured as the wall, but within it light changes from strand to strand.
    hair = shrink(background.rough, 0.11 * unit)
    wall = background.region & ~core & ~hair
    shoulders = _shoulders(shape, piece.face)
    # Above the shoulders what is darker and smooth is a shadow; on them it may be cloth.
    wall |= _fading(wall, shadow & ~hair & ~shoulders, background, unit)
    maybe = (shadow & ~wall) | (wall & shoulders & ~torso)
    other = piece.valid & ~wall & (~maybe | hair) | core | (torso & piece.valid)
    body = touching(smooth_rim(other, 0.02 * unit) | core, core)
    around = _settled(piece, background, wall & ~maybe & ~body, body)
    around = touching(around & ~other, wall)
    rest = piece.valid & ~around | core
    person = touching(smooth_rim(rest, 0.02 * unit) | core, core)
    person |= _as_on_the_other_side(piece, background, person, shoulders)
    gaps = _gaps(piece, background, person & ~core & ~torso, skin_apart)
    person = (person | enclosed(person)) & ~gaps
    strays = smooth_rim(rest & ~grow(person, _HAIR_REACH * unit), 0.02 * unit)
    darker = smooth_rim(around & ~background.region, 0.05 * unit)
    return Person(person, strays, darker, skin_apart, background)


def _fading(wall: Mask, shadow: Mask, background: Background, unit: float) -> Mask:
    """The shadows that fade into the wall: smooth within, and without an edge on the way there."""
    smooth = smooth_rim(shadow & ~background.rough, 0.06 * unit)
    way = shadow & ~background.steep & grow(smooth, 0.14 * unit)
    return touching(wall | smooth | way, wall) & ~wall


def _settled(piece: Piece, background: Background, wall: Mask, body: Mask) -> Mask:
    """The wall with all that is doubtful up to the strongest edge between it and the body.

    A shadow fades into the wall and ends sharply at the person; cloth of the wall's colour goes on
    smoothly to the body, and ends, however faintly, in an edge at the wall.
    """
    smooth = lab(blur(piece.colours, max(0.016 * piece.face.unit, 0.8)))
    raised = 40 * np.arcsinh((smooth - background.colour) / _FAINT) + 128
    canvas = np.clip(raised, 0, 255).astype(np.uint8)
    marks = np.zeros(wall.shape, np.int32)
    marks[wall] = 1
    marks[body] = 2
    marks[~piece.valid] = 1
    cv2.watershed(canvas, marks)
    return np.asarray((marks == 1) & piece.valid, bool)


def _as_on_the_other_side(
    piece: Piece, background: Background, person: Mask, shoulders: Mask
) -> Mask:
    """What a shoulder lacks beside cloth of the wall's colour, and the other shoulder has.

    Where the rim of a white shirt can't be seen before a white wall, all up to its folds would be
    lost.
    """
    unit = piece.face.unit
    other = _mirrored(person, round(piece.face.mouth[0]))
    lacking = other & shoulders & ~person & piece.valid & (background.distance < _CLOTH_APART)
    count, labels = cv2.connectedComponents(
        smooth_rim(lacking, 0.06 * unit).astype(np.uint8), connectivity=4
    )
    off = lab(blur(piece.colours, 0.9)) - background.colour
    filled = np.zeros_like(person)
    for label in range(1, count):
        part = labels == label
        beside = grow(part, 0.05 * unit) & person
        if beside.any() and _is_cloth(off[part], off[beside], background):
            filled |= part
    return filled


def _is_cloth(part: Plane, beside: Plane, background: Background) -> bool:
    """Is a part rather like the cloth beside it than like the wall? On white it does no harm."""
    own, cloth = np.median(part, axis=0), np.median(beside, axis=0)
    if np.linalg.norm(cloth) > _CLOTH_APART:
        return False
    return background.white or bool(np.linalg.norm(own - cloth) < np.linalg.norm(own))


def _mirrored(mask: Mask, middle: int) -> Mask:
    """The mask seen from behind, about a column; nothing where it doesn't reach."""
    width = mask.shape[1]
    columns = np.arange(max(2 * middle - width + 1, 0), min(2 * middle, width - 1) + 1)
    other = np.zeros_like(mask)
    other[:, columns] = mask[:, 2 * middle - columns]
    return other


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


def _shoulders(shape: tuple[int, ...], face: Face) -> Mask:
    """Where shoulders may be: what looks like the wall there may be cloth."""
    x, chin, unit = face.mouth[0], face.chin_y, face.unit
    corners = [(-0.5, 0.1), (0.5, 0.1), (1.1, 0.15), (4.0, 1.1), (4.0, 9), (-4.0, 9)]
    corners += [(-4.0, 1.1), (-1.1, 0.15)]
    return _polygon(shape, [(x + dx * unit, chin + dy * unit) for dx, dy in corners])


def _polygon(shape: tuple[int, ...], corners: list[tuple[float, float]]) -> Mask:
    canvas = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(canvas, [np.array(corners).round().astype(np.int32)], (1,))
    return canvas.astype(bool)
