"""Red ink: seals over the text, and headings printed in red.

A seal hides the text under it from detection. Where a page has red ink, the text is read from a
copy without it; what only the original shows is red text, kept apart so that the ring of a seal is
never taken for a value.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image

_REDDER = 35  # how far red exceeds green and blue in red ink, of 255
_TINGED = 8  # the same for the soft edge of red ink
_LEAST = 0.0005  # share of red pixels from which a page has red ink


def red_mask(image: Image) -> NDArray[np.bool_]:
    """Which pixels of an RGB image (height, width, 3) are red ink, overlaps with black included."""
    red, green, blue = cv2.split(image)
    mask: NDArray[np.bool_] = cv2.subtract(red, cv2.max(green, blue)) > _REDDER
    return mask


def has_red(mask: NDArray[np.bool_]) -> bool:
    """Is there enough red for a seal or a heading?"""
    return float(mask.mean()) > _LEAST


def without_red(image: Image, mask: NDArray[np.bool_]) -> Image:
    """The image with red ink turned to paper; black under the red stays."""
    # Red light does not see red ink, so the red channel shows what lies under it: paper where it is
    # as light as the ink itself, print where it is much darker.
    red, green, blue = cv2.split(image)
    around = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    around &= cv2.subtract(red, cv2.max(green, blue)) > _TINGED
    ink = 0.85 * float(np.median(red[mask]))
    blank = image[::4, ::4][~mask[::4, ::4]]
    paper = np.median(blank, axis=0) if len(blank) else np.full(3, 255.0)  # a red cover has none
    light = np.clip((red[around].astype(np.float32) - 0.45 * ink) / (0.45 * ink), 0, 1)
    cleaned = image.copy()
    cleaned[around] = (light[:, None] * paper).astype(np.uint8)
    return cleaned


def red_share(mask: NDArray[np.bool_], image: Image, region: tuple[int, int, int, int]) -> float:
    """How much of the ink within (x0, y0, x1, y1) is red, 0 to 1."""
    x0, y0, x1, y1 = region
    part, inked = mask[y0:y1, x0:x1], image[y0:y1, x0:x1].min(axis=2) < 150
    return float(part.sum() / max(1, (part | inked).sum()))
