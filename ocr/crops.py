"""The pieces of a page that are read: cut out along their quads, upright and straightened."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.engine import Image, Quad
from ocr.frame import turn_image
from ocr.quads import sides, turned_quad
from ocr.stacked import is_stacked, laid_down


def crops_of(image: Image, quads: Sequence[Quad], turned: int) -> list[Image]:
    """The content of quads of the displayed page, upright and straightened."""
    height, width = image.shape[:2]
    upright = turn_image(image, turned)
    crops = [cut_out(upright, turned_quad(quad, turned, width, height)) for quad in quads]
    return [laid_down(crop) if is_stacked(crop) else crop for crop in crops]


def cut_out(image: Image, quad: Quad) -> Image:
    """The content of a quad, straightened."""
    across, down = (max(2, round(side)) for side in sides(quad))
    corners = np.asarray([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    return cv2.warpPerspective(
        image, matrix, (across, down), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8, copy=False)
