"""Faces by mtcnn-runtime, whose weights come with its package. The only module that knows it."""

import contextlib
import io
import math
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from mtcnnruntime import MTCNN

from intake.photo.pixels import Colours

Point = tuple[float, float]

_SIDE_PX = 640  # faces are looked for in a picture of this size, then again in a larger one
_SMALL_SIDE_PX = 1280
_THRESHOLDS = [0.6, 0.7, 0.97]
_SURE = 0.9985  # a face on its side scores less, so other rotations are tried below this
_OTHER_WIDTH = 0.3  # a face narrower than this share of the widest is no second person


@dataclass(frozen=True, slots=True)
class Face:
    """The landmarks of a face in px; left and right are the picture's."""

    points: tuple[Point, ...]  # left eye, right eye, nose, left and right corner of the mouth
    width: float
    score: float

    @property
    def left_eye(self) -> Point:
        return self.points[0]

    @property
    def right_eye(self) -> Point:
        return self.points[1]

    @property
    def nose(self) -> Point:
        return self.points[2]

    @property
    def eyes(self) -> Point:
        """The middle between the eyes."""
        return _middle(self.left_eye, self.right_eye)

    @property
    def mouth(self) -> Point:
        """The middle of the mouth."""
        return _middle(self.points[3], self.points[4])

    @property
    def eye_distance(self) -> float:
        return math.dist(self.left_eye, self.right_eye)

    @property
    def unit(self) -> float:
        """The measure of the head: the eye distance, or for a turned head what it would be."""
        return max(self.eye_distance, 0.92 * math.dist(self.eyes, self.mouth))

    @property
    def chin_y(self) -> float:
        return self.mouth[1] + 0.62 * (self.mouth[1] - self.eyes[1])

    @property
    def roll(self) -> float:
        """How far the line of the eyes falls to the right, in degrees."""
        (x0, y0), (x1, y1) = self.left_eye, self.right_eye
        return math.degrees(math.atan2(y1 - y0, x1 - x0))

    def moved(self, matrix: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> "Face":
        """The face after an affine transformation (2 × 3)."""
        points = tuple(_point(matrix @ (x, y, 1.0)) for x, y in self.points)
        scale = math.sqrt(abs(float(np.linalg.det(matrix[:, :2]))))
        return Face(points, self.width * scale, self.score)


def find_upright(colours: Colours) -> tuple[int, tuple[Face, ...]]:
    """How many quarter turns (anticlockwise) set the picture upright, and its faces then."""
    for side in (_SIDE_PX, _SMALL_SIDE_PX):
        faces = _find(colours, side)
        if faces and faces[0].score >= _SURE and abs(faces[0].roll) < 45:
            return 0, faces
        tried = [(0, faces)]
        tried += [(turns, _find(np.rot90(colours, turns), side)) for turns in (1, 2, 3)]
        turns, faces = max(tried, key=lambda one: _uprightness(one[1]))
        if faces:
            return turns, faces
    return 0, ()


def _uprightness(faces: tuple[Face, ...]) -> float:
    return faces[0].score - abs(faces[0].roll) / 90 if faces else -9.0


def _find(colours: Colours, side: int) -> tuple[Face, ...]:
    """Faces, the widest first; without the small ones that the detector sees in patterns."""
    scale = min(1.0, side / max(colours.shape[:2]))
    small = cv2.resize(colours, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    least = max(20.0, 0.06 * min(small.shape[:2]) * _SIDE_PX / side)
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # the package prints where it may not
            boxes, points = _detector().detect(small[:, :, ::-1], least, _THRESHOLDS)
    except ValueError:  # what the package raises when its first stage finds nothing at all
        return ()
    faces = [_face(box, marks, scale) for box, marks in zip(boxes, points, strict=True)]
    faces.sort(key=lambda face: -face.width)
    return tuple(face for face in faces if face.width > _OTHER_WIDTH * faces[0].width)


def _face(
    box: np.ndarray[tuple[int], np.dtype[np.float64]],
    marks: np.ndarray[tuple[int], np.dtype[np.float64]],
    scale: float,
) -> Face:
    points = tuple(_point(marks[[i, i + 5]] / scale) for i in range(5))
    return Face(points, float(box[2] - box[0]) / scale, float(box[4]))


@cache
def _detector() -> MTCNN:
    return MTCNN()


def _point(xy: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Point:
    return float(xy[0]), float(xy[1])


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
