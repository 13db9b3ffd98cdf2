"""Watermarks: large letters lighter than the print, lifted from the page before it is read.

仅供办理某事使用 slants over many copies, in letters much larger than the text. Left there,
detection makes runs of them, and where they cross the print their strokes become strokes of its
characters.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image
from ocr.grey_seals import on_sheet, paper_of

_SCALE = 2  # pixels of a page looked at as one, which evens the noise out
_FAINT = 9  # grey levels by which a watermark is darker than the paper, at least
_INK = 40  # the same of print
_LIGHTER = 0.5  # of the depth of print, up to which a stroke is no print
_LARGE = (22, 300)  # shrunken pixels that a letter of it, a part or a word of them, is wide or high
_JOIN = 5  # the same, over which the letters of a word, or parts of one, are joined
_FULL = 0.6  # share of the box around a word that it takes; level print, if pale, takes more
_LEAN = 7  # the same, the narrower side: a ruled line is finer
_LEAST = 0.01  # share of the page that its strokes cover
_ONE_WORD = 0.0015  # the same where there is but one word of it
_WORD = 3  # letters of a word
_SQUARE = 1.6  # times as long as narrow a letter is, and as large as another one, at most
_SOFT = 1.5  # its depth, in that of half of it, up to which all is lifted
_DEEPEST = 0.6  # of the depth of print, the same
_PALE = 0.4  # of the depth of print, the deepest of a pattern
_BLOTCHED = 2.2  # times as deep as blotches of the paper its strokes are
_THICK = 5  # shrunken pixels that a stroke of it is thick from which it is no ruled line
_RULE = 56  # the same, that a ruled line is long, at least; a letter's strokes slant
_AROUND = 25  # shrunken pixels around its letters where print may have broken smaller parts off

Grey = NDArray[np.uint8]


def without_watermark(image: Image) -> Image:
    """An RGB page (height, width, 3), the strokes of a watermark turned to paper."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    size = max(1, grey.shape[1] // _SCALE), max(1, grey.shape[0] // _SCALE)
    small = _depth(np.asarray(cv2.resize(grey, size, interpolation=cv2.INTER_AREA), np.uint8))
    inked = small[small > _INK]
    if not len(inked):
        return image
    print_depth = float(np.quantile(inked, 0.8))
    light = _light(small, _LIGHTER * print_depth)
    if cv2.countNonZero(light) < _LEAST * light.size and not _is_one_word(light, small):
        return image
    paper = paper_of(grey)
    depth = np.asarray(cv2.subtract(paper, grey), np.uint8)
    # Looked at closely: shrunken, the fine strokes of print are as light as the broad ones here.
    inked = depth[on_sheet(depth > _INK)]
    if not len(inked):
        return image
    print_depth = float(np.quantile(inked, 0.85))
    light = _light(small, _LIGHTER * print_depth)
    rules = _rules(np.asarray(small > _FAINT, np.uint8))
    letters = _letters(light & ~rules)
    if cv2.countNonZero(letters) < _LEAST * letters.size and not _are_alike(letters):
        return image
    tone = _tone(depth[_enlarged(letters, grey)], _LEAST * depth.size)
    reach = min(_SOFT * tone + _FAINT, _DEEPEST * print_depth)
    if reach < tone + _FAINT:
        return image
    near = cv2.dilate(letters, np.ones((2 * _AROUND + 1, 2 * _AROUND + 1), np.uint8))
    lifted = (
        (_light(depth, reach) > 0)
        & _enlarged(np.asarray(near, np.uint8), grey)
        & ~_enlarged(rules, grey)
    )
    return _lifted(image, grey, paper, lifted)


def _lifted(image: Image, grey: Grey, paper: Grey, lifted: NDArray[np.bool_]) -> Image:
    """The image with these pixels as light as the paper around them."""
    cleaned = image.copy()
    at, pixels = np.flatnonzero(lifted), cleaned.reshape(-1, 3)
    lighter = paper.ravel()[at].astype(np.float32) / np.maximum(1, grey.ravel()[at])
    pixels[at] = np.minimum(255, pixels[at] * lighter[:, None]).astype(np.uint8)
    return cleaned


def without_pale(image: Image) -> Image:
    """An RGB page, ink far paler than its print turned to paper, but for ruled lines."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    paper = paper_of(grey)
    depth = np.asarray(cv2.subtract(paper, grey), np.uint8)
    inked = depth[on_sheet(depth > _INK)]
    if not len(inked):
        return image
    light = _light(depth, _PALE * float(np.quantile(inked, 0.85)))
    return _lifted(
        image, grey, paper, (light > 0) & (_rules((depth > _FAINT).astype(np.uint8)) == 0)
    )


def share_lifted(image: Image, cleaned: Image, region: tuple[int, int, int, int]) -> float:
    """How much of the region (x0, y0, x1, y1) of a page the watermark was lifted from, 0 to 1."""
    x0, y0, x1, y1 = region
    lifted = (image[y0:y1, x0:x1] != cleaned[y0:y1, x0:x1]).any(axis=2)
    return np.count_nonzero(lifted) / lifted.size if lifted.size else 0.0


def _enlarged(small: Grey, grey: Grey) -> NDArray[np.bool_]:
    """What is not 0 on the shrunken page, on the page itself."""
    return np.asarray(cv2.resize(small, grey.shape[::-1], interpolation=cv2.INTER_NEAREST) > 0)


def _depth(grey: Grey) -> Grey:
    """How much darker than the paper around it each pixel is."""
    return np.asarray(cv2.subtract(paper_of(grey), grey), np.uint8)


def _light(depth: Grey, most: float) -> Grey:
    """1 for ink no darker than that. The soft edges of print are as light; they stay with it."""
    dark = cv2.dilate((depth > most).astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray((depth > _FAINT) & (dark == 0), np.uint8)


def _tone(depths: NDArray[np.uint8], least: float) -> float:
    """How deep a watermark's strokes are, which are least pixels or more of these.

    Blotches of uneven paper are as large as its letters, and may be most of what was taken for
    them; they are far paler than its strokes.
    """
    border, _ = cv2.threshold(depths, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    deep, pale = depths[depths > border], depths[depths <= border]
    blotched = least < len(deep) < len(pale) and deep.mean() > _BLOTCHED * pale.mean()
    return float(np.median(deep if blotched else depths))


def _rules(ink: Grey) -> Grey:
    """The part of ink that is ruled lines: fine ones are no darker than a watermark."""
    thick = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_THICK, _THICK), np.uint8))
    thin = cv2.subtract(ink, thick)
    found = np.zeros(ink.shape, bool)
    for along, across in (((1, _RULE), (3, 1)), ((_RULE, 1), (1, 3))):
        # Three pixels wide, a line that climbs is not cut into steps.
        wide = cv2.dilate(thin, np.ones(across, np.uint8))
        lines = cv2.morphologyEx(wide, cv2.MORPH_OPEN, np.ones(along, np.uint8))
        found |= cv2.erode(lines, np.ones(across, np.uint8)) > 0
    return np.asarray(found, np.uint8)


def _letters(light: Grey) -> Grey:
    """The part of light ink that is as large as a watermark's letters, or words aslant."""
    near = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((_JOIN, _JOIN), np.uint8))
    return light & (_large(light, 1.0) | _large(np.asarray(near, np.uint8), _FULL))


def _is_one_word(light: Grey, depth: Grey) -> bool:
    """May light ink be a watermark that stands on the page but once?"""
    if cv2.countNonZero(light) < _ONE_WORD * light.size:
        return False
    return _are_alike(_letters(light & ~_rules(np.asarray(depth > _FAINT, np.uint8))))


def _are_alike(letters: Grey) -> bool:
    """Are there several large letters, as high as they are wide, of much the same size?"""
    _, _, boxes, _ = cv2.connectedComponentsWithStats(letters)
    longer, shorter = boxes[1:, 2:4].max(axis=1), boxes[1:, 2:4].min(axis=1)
    sizes = np.sort(longer[(longer >= _LARGE[0]) & (longer < _SQUARE * shorter)])
    near = np.searchsorted(sizes, _SQUARE * sizes, side="right") - np.arange(len(sizes))
    return bool(len(sizes)) and int(near.max()) >= _WORD


def _large(ink: Grey, full: float) -> Grey:
    """The connected parts of such a size that take no more than this share of the box around."""
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(ink)
    longer, shorter = boxes[:, 2:4].max(axis=1), boxes[:, 2:4].min(axis=1)
    large = (longer >= _LARGE[0]) & (longer <= _LARGE[1]) & (shorter >= _LEAN)
    large &= boxes[:, 4] <= full * boxes[:, 2] * boxes[:, 3]
    large[0] = False
    # Most of a page is no ink.
    at, found = np.flatnonzero(ink), np.zeros_like(ink)
    found.ravel()[at] = large[labels.ravel()[at]]
    return found
