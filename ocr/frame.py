"""Two views of one page: as displayed, and upright with level lines.

A scan may lie on its side and be a little skewed. Fields are found in the upright view, where a row
is level; what is reported are places on the page as displayed.
"""

import math
from dataclasses import dataclass

import numpy as np

from models.box import Box
from ocr.engine import Image, Quad


@dataclass(frozen=True, slots=True)
class Frame:
    """How the upright view comes from the page as displayed.

    turned is the clockwise turn in degrees that makes the text upright (0, 90, 180, 270), skew the
    remaining angle of the lines in degrees, width and height the page as displayed in points.
    """

    turned: int
    skew: float
    width: float
    height: float

    @property
    def upright_size(self) -> tuple[float, float]:
        """Width and height of the upright view, in points."""
        return (self.height, self.width) if self.turned % 180 else (self.width, self.height)

    def upright(self, points: Quad) -> Quad:
        """Points (n, 2) of the displayed page in the upright view."""
        return self.leveled(turn_points(points, self.turned, self.width, self.height))

    def leveled(self, points: Quad) -> Quad:
        """Points (n, 2) of the page turned upright, with its lines made level."""
        return self._level(points, -self.skew)

    def unleveled(self, points: Quad) -> Quad:
        """Points (n, 2) of the upright view on the page turned upright, askew as it lies."""
        return self._level(points, self.skew)

    def displayed(self, box: Box) -> Box:
        """A box of the upright view as the smallest box on the displayed page around it."""
        corners = np.asarray(
            [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)], np.float32
        )
        back = turn_points(self._level(corners, self.skew), -self.turned, *self.upright_size)
        x0, y0 = np.maximum(back.min(axis=0), 0)
        x1, y1 = np.minimum(back.max(axis=0), (self.width, self.height))
        return Box(float(x0), float(y0), float(x1), float(y1))

    def _level(self, points: Quad, degrees: float) -> Quad:
        """Turn around the middle of the upright view."""
        middle = np.asarray(self.upright_size, np.float32) / 2
        sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
        matrix = np.asarray([(cosine, sine), (-sine, cosine)], np.float32)
        turned: Quad = ((points - middle) @ matrix + middle).astype(np.float32)
        return turned


def turn_image(image: Image, turned: int) -> Image:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(image, -turned // 90))


def turn_points(points: Quad, turned: int, width: float, height: float) -> Quad:
    """Points (n, 2) of an image of this size where turn_image moves them."""
    x, y = points[:, 0], points[:, 1]
    match turned % 360:
        case 90:
            moved = (height - y, x)
        case 180:
            moved = (width - x, height - y)
        case 270:
            moved = (y, width - x)
        case _:
            moved = (x, y)
    return np.stack(moved, axis=1).astype(np.float32)
