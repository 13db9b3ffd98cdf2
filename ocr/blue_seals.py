"""Blue seals: told by their rings, and made red.

Some offices stamp in blue. What is known of red ink over print then holds for theirs as well; what
is written in blue beside them, as with a pen, stays as it is.
"""

import cv2
import numpy as np

from ocr.engine import Image
from ocr.grey_seals import disc_of
from ocr.seal_ring import find_rings

_BLUER = 28  # how far blue exceeds red in blue ink, of 255
_BLUER_THAN_PAPER = 18  # the same compared with the paper
_TINGED = 8  # the same for the soft edge of blue ink
_LEAST = 0.0005  # share of blue pixels from which a page may have a blue seal
_MOST = 0.03  # the same from which the blue is of the sheet
_RING = 0.7  # support from which a ring is a seal's


def with_blue_seals_red(image: Image) -> Image:
    """An RGB page (height, width, 3), the ink of its blue seals turned to red."""
    few_red, _, few_blue = cv2.split(np.ascontiguousarray(image[::8, ::8]))
    few = np.asarray(cv2.subtract(few_blue, few_red), np.uint8)
    paper = int(np.median(few))
    least = max(_BLUER, paper + _BLUER_THAN_PAPER)
    if not _LEAST < float((few > least).mean()) < _MOST:
        return image
    red, blue = (cv2.extractChannel(image, light) for light in (0, 2))
    tint = np.asarray(cv2.subtract(blue, red), np.uint8)
    rings = [ring for ring in find_rings(tint > least) if ring.support > _RING]
    if not rings:
        return image
    within = np.logical_or.reduce([disc_of(ring, tint.shape) for ring in rings])
    inked = within & (tint > paper + _TINGED)
    turned = image.copy()
    turned[inked] = image[inked][:, ::-1]
    return turned
