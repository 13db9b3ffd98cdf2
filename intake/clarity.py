"""How clear a scanned page is: blank, blurred, dark, pale, askew, cut off.

Everything is measured at one working resolution, so that sizes in pixels mean the same on every
scan. Grey levels run from 0 (black) to 1 (white).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.cut_edges import Side, cut_sides
from intake.skew import skew_of
from models.findings import Finding, Severity, found
from models.settings import Settings

Grey = NDArray[np.float32]

WORKING_DPI = 150.0
_STROKE = 15  # px: wider than the strokes of any text, narrower than the gaps between lines matter
_INK_MIN = 0.12  # least darkness of ink against its paper, well above noise and paper grain
_BLANK_INK = 0.0004  # share of the page that is ink: about four characters on an A4 page
_SPECK = 6  # px: smaller spots are dust
_MARGIN = 0.03  # share of each side left out where shadows and punch holes are
_HOPELESS = 0.55  # of a limit: beyond it nobody can read the page


@dataclass(frozen=True, slots=True)
class Clarity:
    """The measures of one page.

    ink is the share of the page that is written on. sharpness is the steepness of the edges of
    ink, per pixel at 150 DPI relative to its darkness: about 0.4 for a good scan. paper is the
    brightness of the paper, contrast the darkness of the ink relative to it. skew is in degrees,
    positive when the page must be turned clockwise to be level, None when nothing on it shows.
    cut are the sides at which writing runs off the page.
    """

    ink: float
    sharpness: float
    paper: float
    contrast: float
    skew: float | None
    cut: tuple[Side, ...]


def measure(image: NDArray[np.uint8], scale: float, settings: Settings) -> Clarity:
    """Measure a page drawn at scale pixels per point: RGB (height, width, 3) or grey."""
    grey = _working(image, scale)
    paper = float(np.percentile(grey, 90))
    smooth = cv2.GaussianBlur(grey, (0, 0), 0.7)
    depth = _depth(smooth)
    strong = _strong(depth)
    writing = _without_specks(depth > max(_INK_MIN, strong * 0.4))
    return Clarity(
        ink=float(writing.mean()),
        sharpness=_sharpness(smooth, depth, strong),
        paper=paper,
        contrast=strong,
        skew=skew_of(writing),
        cut=cut_sides(writing, settings.edge_ink_max),
    )


def _working(image: NDArray[np.uint8], scale: float) -> Grey:
    """Grey levels at the working resolution."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image
    factor = WORKING_DPI / (scale * 72)
    if abs(factor - 1) > 0.02:
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        grey = cv2.resize(grey, None, fx=factor, fy=factor, interpolation=how)
    return (grey / np.float32(255)).astype(np.float32)


def _depth(grey: Grey) -> Grey:
    """How much darker each pixel is than the paper around it, relative to that paper."""
    window = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    around = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, window)
    return ((around - grey) / np.maximum(around, 0.05)).astype(np.float32)


def _strong(depth: Grey) -> float:
    """The darkness of the writing: that of the darkest half percent of the page."""
    height, width = depth.shape
    y, x = int(height * _MARGIN), int(width * _MARGIN)
    inner = depth[y : height - y or None, x : width - x or None]
    return float(np.percentile(inner, 99.5)) if inner.size else 0.0
