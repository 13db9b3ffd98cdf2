"""What is new and what is gone between two scans of one page, for who looks a second time."""

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pdf import open_pdf
from models.settings import Settings
from ocr.engine import Image

_DPI = 100.0
_SIDE_MAX_PX = 1400
_POINTS = 72.0
_INK = 0.72  # brightness of ink, in that of the paper around it
_AROUND_PX = 41  # how far around a pixel the paper is looked for
_TOLERANCE_PX = 5  # a scan of the same paper moves and swells by so much
_SPECK_PX = 12  # smaller spots are dust
_TURNS = 60  # of the search for how the second scan lies
_PALE = 0.55  # how much lighter what is the same is drawn
_GONE, _NEW = (192, 29, 22), (0, 104, 178)
_QUALITY = 80
Mask = NDArray[np.bool_]
Grey = NDArray[np.uint8]


def draw_difference(
    before: bytes, after: bytes, number: int, settings: Settings
) -> tuple[bytes, float]:
    """A JPEG of the page now, with what is gone in red and what is new in blue; the share of both.

    A page that only one of the files has is wholly gone or new. Raises FileRefused, PageUnreadable.
    """
    old, new = _page(before, number, settings), _page(after, number, settings)
    if old is None or new is None:
        there = new if new is not None else old
        assert there is not None
        return _painted(there, *_alone(there, is_new=new is not None)), 1.0
    moved = _laid_over(old, new)
    ink_old, ink_new = _ink(moved), _ink(new)
    gone = _spots(ink_old & ~_swollen(ink_new))
    fresh = _spots(ink_new & ~_swollen(ink_old))
    ink = max(1, int((ink_old | ink_new).sum()))
    return _painted(new, gone, fresh), float((gone | fresh).sum()) / ink


def _page(data: bytes, number: int, settings: Settings) -> Image | None:
    with open_pdf(data) as pdf:
        if number > pdf.page_count:
            return None
        content = pdf.content(number, settings)
        dpi = min(_DPI, _SIDE_MAX_PX * _POINTS / max(content.width, content.height))
        return pdf.render(number, settings, dpi)[0]


def _alone(image: Image, *, is_new: bool) -> tuple[Mask, Mask]:
    ink, nothing = _ink(image), np.zeros(image.shape[:2], bool)
    return (nothing, ink) if is_new else (ink, nothing)


def _laid_over(old: Image, new: Image) -> Image:
    """The old scan as it lies on the new one, as far as the two can be matched."""
    size = new.shape[1], new.shape[0]
    fitted = cv2.resize(old, size, interpolation=cv2.INTER_AREA)
    stop = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, _TURNS, 1e-4)
    lie = np.eye(2, 3, dtype=np.float32)
    try:
        _, found = cv2.findTransformECC(
            cv2.cvtColor(new, cv2.COLOR_RGB2GRAY),
            cv2.cvtColor(fitted, cv2.COLOR_RGB2GRAY),
            lie,
            cv2.MOTION_AFFINE,
            stop,
        )
    except cv2.error:  # two papers that have nothing in common
        return np.asarray(fitted, np.uint8)
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    paper = tuple(float(v) for v in np.median(fitted[::8, ::8].reshape(-1, 3), axis=0))
    moved = cv2.warpAffine(fitted, np.asarray(found), size, flags=flags, borderValue=paper)
    return np.asarray(moved, np.uint8)


def _ink(image: Image) -> Mask:
    """Which pixels are much darker than the paper around them, in the darkest of the colours."""
    dark: Grey = np.asarray(image.min(axis=2), np.uint8)
    paper = cv2.dilate(cv2.medianBlur(dark, 5), np.ones((_AROUND_PX, _AROUND_PX), np.uint8))
    ink: Mask = dark < _INK * paper.astype(np.float32)
    return ink


def _swollen(mask: Mask) -> Mask:
    side = 2 * _TOLERANCE_PX + 1
    return cv2.dilate(mask.astype(np.uint8), np.ones((side, side), np.uint8)).astype(bool)


def _spots(mask: Mask) -> Mask:
    """The mask without dust."""
    count, labels, facts, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
    large = facts[:, cv2.CC_STAT_AREA] >= _SPECK_PX
    large[0] = False
    kept: Mask = large[labels] if count else mask
    return kept


def _painted(image: Image, gone: Mask, fresh: Mask) -> bytes:
    pale = (255 - (255 - image.astype(np.float32)) * _PALE).astype(np.uint8)
    ring = np.ones((3, 3), np.uint8)
    for mask, colour in ((gone, _GONE), (fresh, _NEW)):
        pale[cv2.dilate(mask.astype(np.uint8), ring).astype(bool)] = colour
    options = (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)
    return bytes(cv2.imencode(".jpg", cv2.cvtColor(pale, cv2.COLOR_RGB2BGR), options)[1])
