"""Where on a picture each finding can be seen.

Places are found in the upright picture that is worked on and given in px of the file's picture as
it is displayed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from intake.photo.background import edge_strip, fit_background
from intake.photo.face import Face
from intake.photo.open import Picture
from intake.photo.person import find_person
from intake.photo.piece import Piece, cut_piece
from intake.photo.pixels import Mask, blur, ellipse, grow, lab, length
from intake.photo.reproduced import bars
from models.box import Box
from models.findings import Evidence, Finding

_SPECK = 0.1  # parts smaller than this, in squares of the face's unit, are not pointed at
_JOINED = 0.12  # gaps between parts that are shown as one, in units of the face
_ODD = 14.0  # difference in L*a*b*, light counting less, that is seen at once
_WEIGHTS = np.array([0.7, 1, 1], np.float32)
_PAPER = 245  # the least value of each colour of what is white

Edges = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class Scene:
    """An upright picture and the faces in it, the widest first."""

    picture: Picture
    faces: tuple[Face, ...]

    @property
    def face(self) -> Face:
        return self.faces[0]

    def around(self, left: float, top: float, right: float, bottom: float) -> Edges:
        """A rectangle about the middle between the eyes, in units of the face."""
        (x, y), unit = self.face.eyes, self.face.unit
        return x + left * unit, y + top * unit, x + right * unit, y + bottom * unit


def located(findings: list[Finding], scene: Scene) -> tuple[Finding, ...]:
    """Each finding once, with its place on the picture as displayed where there is one."""
    return tuple(_located(finding, scene) for finding in dict.fromkeys(findings))


def _located(finding: Finding, scene: Scene) -> Finding:
    place = _PLACES.get(finding.code)
    if finding.evidence or not place or not (scene.faces or place is _longest_bar):
        return finding
    edges = place(scene)
    box = None if edges is None else displayed(edges, scene.picture)
    return replace(finding, evidence=Evidence(1, box)) if box else finding


def displayed(edges: Edges, picture: Picture) -> Box | None:
    """A rectangle of the upright picture in px of the file's as displayed; None if outside."""
    height, width = picture.colours.shape[:2]
    left, top, right, bottom = edges
    left, right = np.clip((left, right), 0, width)
    top, bottom = np.clip((top, bottom), 0, height)
    for _ in range(picture.turns % 4):  # each turn was anticlockwise, so turn it clockwise
        left, top, right, bottom = height - bottom, left, height - top, right
        width, height = height, width
    if right - left < 1 or bottom - top < 1:
        return None
    scale = picture.reduction
    return Box(*(round(float(edge) * scale, 1) for edge in (left, top, right, bottom)))


def _face(scene: Scene) -> Edges:
    return scene.around(-1.15, -1.0, 1.15, 2.0)


def _head(scene: Scene) -> Edges:
    return scene.around(-1.6, -2.2, 1.6, 2.2)


def _crown(scene: Scene) -> Edges:
    return scene.around(-1.5, -9, 1.5, -0.6)


def _eyes(scene: Scene) -> Edges:
    return scene.around(-1.1, -0.45, 1.1, 0.45)


def _hair(scene: Scene) -> Edges:
    return scene.around(-1.3, -2.2, 1.3, -0.7)


def _other_faces(scene: Scene) -> Edges:
    """Around all faces but the widest."""
    boxes = np.array([_face(Scene(scene.picture, (face,))) for face in scene.faces[1:]])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = boxes[:, 2:].max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _darker_half(scene: Scene) -> Edges:
    left, right = scene.around(-1.15, -1.0, 0, 2.0), scene.around(0, -1.0, 1.15, 2.0)
    return min(left, right, key=lambda edges: _brightness(scene.picture, edges))


def _brightness(picture: Picture, edges: Edges) -> float:
    left, top, right, bottom = (max(round(edge), 0) for edge in edges)
    part = picture.colours[top:bottom, left:right]
    return float(part.mean()) if part.size else 255.0


def _tight(scene: Scene) -> Edges:
    """Below the chin where the picture ends there, else the head and all around it."""
    face, height = scene.face, scene.picture.colours.shape[0]
    if height - face.chin_y < 1.6 * face.unit:
        return face.eyes[0] - 2 * face.unit, face.chin_y, face.eyes[0] + 2 * face.unit, height
    return scene.around(-2.6, -2.6, 2.6, 3.2)


def _longest_bar(scene: Scene) -> Edges | None:
    colours = scene.picture.colours
    height, width = colours.shape[:2]
    left, top, right, bottom = bars(colours)
    sides: list[tuple[int, Edges]] = [
        (left * height, (0, 0, left, height)),
        (top * width, (0, 0, width, top)),
        (right * height, (width - right, 0, width, height)),
        (bottom * width, (0, height - bottom, width, height)),
    ]
    area, edges = max(sides)
    return edges if area else None


def _odd_background(scene: Scene) -> Edges | None:
    """The largest part beside the head that isn't of the usual colour there."""
    piece = cut_piece(scene.picture, scene.face)
    strip = edge_strip(piece)
    if not strip.any():
        return _head(scene)
    colours = lab(blur(piece.colours, 1.0))
    off = length((colours - np.median(colours[strip], axis=0)) * _WEIGHTS)
    return _largest(_beside(piece) & (off > _ODD), piece, scene) or _background(scene)


def _coloured_background(scene: Scene) -> Edges | None:
    """The largest part beside the head that isn't white."""
    piece = cut_piece(scene.picture, scene.face)
    return _largest(_beside(piece) & (piece.colours.min(axis=2) < _PAPER), piece, scene)


def _background(scene: Scene) -> Edges:
    return 0, 0, scene.picture.colours.shape[1], scene.face.chin_y


def _shadow(scene: Scene) -> Edges | None:
    piece = cut_piece(scene.picture, scene.face)
    background = fit_background(piece)
    if background is None:
        return None
    return _largest(find_person(piece, background).shadow, piece, scene)


def _beside(piece: Piece) -> Mask:
    """Where background should be: above the shoulders, clear of the head and its hair."""
    face, unit = piece.face, piece.face.unit
    beside = piece.valid.copy()
    beside[max(round(face.chin_y), 0) :] = False
    centre = face.eyes[0], face.eyes[1] - 0.1 * unit
    return beside & ~ellipse(beside.shape, centre, (1.75 * unit, 2.3 * unit))


def _largest(mask: Mask, piece: Piece, scene: Scene) -> Edges | None:
    """Around the largest part of a mask on the piece, in px of the picture; None without any."""
    joined = grow(mask, _JOINED * piece.face.unit).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    inside = np.bincount(labels[mask], minlength=len(stats))
    inside[0] = 0
    most = int(inside.argmax())
    if inside[most] < _SPECK * piece.face.unit**2:
        return None
    ys, xs = np.nonzero((labels == most) & mask)
    corners = np.array(
        [(x, y, 1) for x in (xs.min(), xs.max() + 1) for y in (ys.min(), ys.max() + 1)]
    )
    corners = corners @ _to_picture(piece, scene.face)
    (left, top), (right, bottom) = corners.min(axis=0), corners.max(axis=0)
    return float(left), float(top), float(right), float(bottom)


def _to_picture(piece: Piece, face: Face) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """What takes (x, y, 1) of a piece to the picture, by the face that is known in both."""
    there = np.column_stack([piece.face.points, np.ones(len(face.points))])
    matrix, *_ = np.linalg.lstsq(there, np.array(face.points), rcond=None)
    return np.asarray(matrix, np.float64)


_PLACES: dict[str, Callable[[Scene], Edges | None]] = {
    "PHOTO_SEVERAL_FACES": _other_faces,
    "PHOTO_SIDEWAYS": _head,
    "PHOTO_FRAMED": _longest_bar,
    "PHOTO_OF_SCREEN": _face,
    "PHOTO_FACE_SMALL": _face,
    "PHOTO_TILTED": _head,
    "PHOTO_TURNED": _face,
    "PHOTO_HEAD_CUT": _crown,
    "PHOTO_TIGHT": _tight,
    "PHOTO_BLURRED": _face,
    "PHOTO_SOFT": _face,
    "PHOTO_DARK": _face,
    "PHOTO_DIM": _face,
    "PHOTO_BRIGHT": _face,
    "PHOTO_UNEVEN": _darker_half,
    "PHOTO_UNEVEN_SLIGHTLY": _darker_half,
    "PHOTO_NOT_COLOUR": _face,
    "PHOTO_COLOURED_LIGHT": _face,
    "PHOTO_BACKGROUND": _odd_background,
    "PHOTO_NOT_WHITE": _coloured_background,
    "PHOTO_SHADOW": _shadow,
    "PHOTO_HEADWEAR": _hair,
    "PHOTO_DARK_GLASSES": _eyes,
    "PHOTO_HEAD_SIZE": _head,
    "PHOTO_OFF_CENTRE": _head,
}
