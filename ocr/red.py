"""Red ink: seals over the text, and headings printed in red.

A seal hides the text under it from detection, so the text is read from a copy of the page without
it. Red print, which nothing black stands in, stays; it is kept apart from the black, so that a
heading or the ring of a seal is never taken for a value.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.covering_ink import Ink, print_through
from ocr.engine import Image

Mask = NDArray[np.bool_]
Grey = NDArray[np.uint8]

_REDDER = 28  # how far red exceeds green in red ink, of 255
_REDDER_THAN_PAPER = 18  # the same compared with the paper
_NOT_BLUE = 8  # how far it exceeds blue; the ink of some pads is nearly purple
_BROWN = 40  # how far red exceeds green in paper, at most
_TINGED = 8  # the same for the soft edge of red ink
_AROUND = 8  # pixels above and below red ink that are looked at with it
_GRAIN = 4  # pixels that are looked at as one to find red print
_DARK = 110  # brightness below which ink that is not red is black, or on a faded page
_FADED = 0.35  # of the way from the darkest to paper
_INKED = 0.5  # percent of a page that is its darkest
_SAMPLE = 5  # pixels, one of which tells how dark a page is
_DARKER = 0.7  # brightness of ink, in that of the paper
_SPECK = 3  # pixels of a column below which it has no ink
_LETTERS = 1.5  # heights of a line that its letters beside the red ink are wide together
_BLACK_IN_RED = 0.045  # share of black pixels from which red text has black under it
_FREE_OF_BLACK = 0.004  # share of black up to which a stretch of red is print
_LEFT = 0.2  # share of red pixels up to which they count as taken away
_LEAST = 0.0005  # share of red pixels from which a page has red ink


def red_mask(image: Image) -> Mask:
    """Which pixels of an RGB image (height, width, 3) are red ink, overlaps with black included."""
    red, green, blue = cv2.split(image)
    tint = cv2.subtract(red, green)
    paper = min(_BROWN, int(np.median(tint[::8, ::8])))
    least = max(_REDDER, paper + _REDDER_THAN_PAPER)
    mask: Mask = (tint > least) & (cv2.subtract(red, blue) > _NOT_BLUE)
    return mask


def has_red(mask: Mask) -> bool:
    """Is there enough red for a seal or a heading?"""
    return bool(np.count_nonzero(mask) > _LEAST * mask.size)


def without_seals(image: Image, mask: Mask) -> Image:
    """The image with red ink but red print turned to paper; black under the red stays."""
    return without_red(image, mask & ~red_print(image, mask))


def without_red(image: Image, mask: Mask) -> Image:
    """The image with the red ink of the mask turned to paper; black under the red stays."""
    rows = np.flatnonzero(mask.any(axis=1))
    if not len(rows):
        return image
    blank = image[::8, ::8][~mask[::8, ::8]]
    paper = np.median(blank, axis=0) if len(blank) else np.full(3, 255.0)  # a red cover has none
    cleaned = image.copy()
    at = slice(max(0, rows[0] - _AROUND) // _GRAIN * _GRAIN, rows[-1] + _AROUND)  # seals are small
    _clean(cleaned[at], mask[at], paper)
    return cleaned


def _clean(image: Image, mask: Mask, paper: NDArray[np.float64]) -> None:
    """Turn the red ink of a part of a page to paper."""
    # Red light does not see red ink, so the red channel shows what lies under it: paper where it is
    # as light as the ink itself, print where it is much darker.
    red, green = (cv2.extractChannel(image, light) for light in (0, 1))
    around = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)).astype(bool)
    around &= cv2.subtract(red, green) > _TINGED
    ink = _ink(image, mask, around)
    tones = ink.tones()
    usual = 0.45 * 0.85 * tones[:, 0]
    light = np.clip((ink.pixels[:, 0] - usual) / usual, 0, 1)
    light = np.minimum(light, 1 - print_through(image, ink, tones, paper))
    image.reshape(-1, 3)[ink.at] = (light[:, None] * paper).astype(np.uint8)


def _ink(image: Image, mask: Mask, around: Mask) -> Ink:
    """The red ink of a page, with its soft edges.

    A seal, a highlighter and a red cover on one page differ, so each blot has its own tone.
    """
    small = np.ascontiguousarray(around[::_GRAIN, ::_GRAIN]).astype(np.uint8)
    _, labels = cv2.connectedComponents(small)
    near = cv2.resize(labels, None, fx=_GRAIN, fy=_GRAIN, interpolation=cv2.INTER_NEAREST)
    at = np.flatnonzero(around)
    pixels = image.reshape(-1, 3)[at].astype(np.float32)
    blot = np.asarray(near[: around.shape[0], : around.shape[1]][around], np.int32)
    return Ink(at, pixels, blot, mask.reshape(-1)[at])


def red_print(image: Image, mask: Mask) -> Mask:
    """The part of the red ink that is print: lines of red with nothing black among them."""
    inked = mask.view(np.uint8) * np.uint8(255)
    darker = cv2.min(*(cv2.extractChannel(image, light) for light in (0, 1)))
    sample = darker[::_SAMPLE, ::_SAMPLE]
    ink, paper = np.percentile(sample, (_INKED, 50))
    least = max(_DARK, ink + _FADED * (paper - ink))
    _, dark = cv2.threshold(darker, least - 1, 255, cv2.THRESH_BINARY_INV)
    black = _shrunk(np.asarray(cv2.subtract(dark, inked), np.uint8)) > 0.25 * 255
    red = _shrunk(inked)
    joined = cv2.dilate((red > 0.1 * 255).astype(np.uint8), np.ones((3, 9), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    is_print = np.zeros(count, bool)
    for i in range(1, count):
        x, y, across, down, _ = boxes[i]
        is_print[i] = black[y : y + down, x : x + across].mean() < _FREE_OF_BLACK
    region = is_print[labels].view(np.uint8)
    kept: Mask = cv2.resize(region, mask.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0
    return mask & kept


def _shrunk(flags: NDArray[np.uint8]) -> Grey:
    """Which share of each few pixels is set, 0 to 255."""
    size = max(1, flags.shape[1] // _GRAIN), max(1, flags.shape[0] // _GRAIN)
    return np.asarray(cv2.resize(flags, size, interpolation=cv2.INTER_AREA), np.uint8)


def red_share(mask: Mask, region: tuple[int, int, int, int]) -> float:
    """How much of the region (x0, y0, x1, y1) is red ink, 0 to 1."""
    x0, y0, x1, y1 = region
    part = mask[y0:y1, x0:x1]
    return np.count_nonzero(part) / part.size if part.size else 0.0


def is_red(image: Image, mask: Mask, region: tuple[int, int, int, int]) -> bool:
    """Is most of the ink within (x0, y0, x1, y1) red?"""
    x0, y0, x1, y1 = region
    part, region_of = mask[y0:y1, x0:x1], image[y0:y1, x0:x1]
    # In green light red ink and black are dark, and yellowed paper is not.
    inked = region_of[:, :, 1] < _DARKER * float(np.median(image[::16, ::16, 1]))
    mostly = float(part.sum()) > 0.6 * float((part | inked).sum()) > 0
    if mostly and _is_beside(inked, part):
        return False
    # Red ink is light in red light: what is dark there is black print under a seal.
    paper = float(np.median(image[::16, ::16, 0]))
    return mostly and float((region_of[:, :, 0] < 0.45 * paper).mean()) < _BLACK_IN_RED


def _is_beside(inked: Mask, red: Mask) -> bool:
    """Does black print reach out of the red ink, by the width of some letters?

    A seal over the end of 签发时间 Issued on has more ink than the small print that it hides.
    """
    reddened = np.flatnonzero(red.sum(axis=0) >= _SPECK)
    if not len(reddened):
        return False
    outside = inked.sum(axis=0) >= _SPECK
    outside[reddened[0] : reddened[-1] + 1] = False
    return int(outside.sum()) > _LETTERS * len(inked)


def was_lifted(image: Image, bare: Image, mask: Mask, region: tuple[int, int, int, int]) -> bool:
    """Was the red ink within (x0, y0, x1, y1) taken away in bare? What is read there is black."""
    x0, y0, x1, y1 = region
    left = (image[y0:y1, x0:x1] == bare[y0:y1, x0:x1]).all(axis=2)
    part = mask[y0:y1, x0:x1]
    return bool(np.count_nonzero(part & left) < _LEFT * np.count_nonzero(part))
