"""How clear a scanned page is: blank, blurred, dark, pale, askew, cut off.

Everything is measured at one working resolution, so that sizes in pixels mean the same on every
scan, and in bytes, as they were scanned: 0 is black or no ink, 255 white or the darkest ink.
Measures, limits and shares run from 0 to 1.
"""

from dataclasses import dataclass
from typing import Any, TypedDict

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.cut_edges import Mask, Side, cut_sides
from intake.raster import inner, scaled
from intake.skew import skew_of
from models.findings import Finding, Severity, found
from models.settings import Settings

Grey = NDArray[np.uint8]

WORKING_DPI = 150.0
_STROKE = 15  # px: wider than the strokes of any text
_CELL = 4  # px: the side of the squares of which edges need only be known as a whole
_EDGE = 8  # cells: wider than the softest edge of writing that is to be told from a softer one
_SOBEL = 8  # what the gradient of OpenCV gives where the levels rise by one a pixel
_SPAN_MIN = 5  # levels: a smaller span is noise
_INK_MIN = 0.12  # least darkness of ink against its paper, well above noise and paper grain
_BLANK_INK = 0.0004  # share of the page that is ink: about four characters on an A4 page
_DARK = 0.3  # in darker places, such as a scanner's border, noise would look like ink
_SPECK = 6  # px: smaller spots are dust
_HOPELESS = 0.5  # of a limit: beyond it nobody can read the page


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
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.7), np.uint8)
    depth = _depth(smooth)
    strong = _level(inner(depth), 0.995)  # the darkness of the writing
    writing = _without_specks(_beyond(depth, strong * 0.4))
    return Clarity(
        ink=float(np.count_nonzero(writing) / writing.size),
        sharpness=_sharpness(smooth, depth, strong),
        paper=_level(grey, 0.9),
        contrast=strong,
        skew=skew_of(inner(writing)),
        cut=cut_sides(writing, settings.edge_ink_max),
    )


def _working(image: NDArray[np.uint8], scale: float) -> Grey:
    """Grey levels at the working resolution."""
    grey = np.asarray(
        cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image, np.uint8
    )
    factor = WORKING_DPI / (scale * 72)
    return scaled(grey, factor) if abs(factor - 1) > 0.02 else grey


def _depth(grey: Grey) -> Grey:
    """How much darker each pixel is than the paper around it, relative to that paper."""
    window = np.ones((_STROKE, _STROKE), np.uint8)
    around = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, window)
    paper = np.maximum(around, np.uint8(255 * _DARK))
    return np.asarray(cv2.divide(cv2.subtract(around, grey), paper, scale=255), np.uint8)


def _level(page: Grey, share: float) -> float:
    """The level that a share of the pixels do not exceed; every other row is looked at."""
    counts = np.cumsum(cv2.calcHist([page[::2]], [0], None, [256], [0, 256]), dtype=np.float64)
    return int(np.searchsorted(counts, share * counts[-1])) / 255


def _beyond(depth: NDArray[Any], least: float) -> Mask:
    """Where there is ink at least that dark."""
    return depth > int(255 * max(_INK_MIN, least))


def _sharpness(smooth: Grey, depth: Grey, strong: float) -> float:
    """The median over the writing of the steepest edge beside it, relative to its darkness."""
    cell, window = np.ones((_CELL, _CELL), np.uint8), np.ones((_EDGE, _EDGE), np.uint8)
    writing = _beyond(cv2.dilate(depth, cell)[::_CELL, ::_CELL], strong * 0.5)
    if not writing.any():
        return 0.0
    across, down = (step.astype(np.float32) for step in cv2.spatialGradient(smooth))
    steep = cv2.dilate(cv2.magnitude(across, down, across), cell)[::_CELL, ::_CELL] / _SOBEL
    light = cv2.dilate(smooth, cell)[::_CELL, ::_CELL]
    dark = cv2.erode(smooth, cell)[::_CELL, ::_CELL]
    span = cv2.subtract(cv2.dilate(light, window), cv2.erode(dark, window))
    steepest = cv2.dilate(steep, window)[writing]
    return float(np.median(steepest / np.maximum(span[writing], _SPAN_MIN)))


def _without_specks(writing: Mask) -> Mask:
    """The mask without dust and grain."""
    ink = np.flatnonzero(writing)
    _, labels = cv2.connectedComponents(writing.view(np.uint8), connectivity=8)
    spots = labels.ravel()[ink]
    clean = np.zeros_like(writing)
    clean.ravel()[ink] = (np.bincount(spots) >= _SPECK)[spots]
    return clean


class _Short(TypedDict):
    """What is said of a measure that falls short of its limit."""

    measured: float
    least: float
    severity: Severity


def _short(measured: float, least: float) -> _Short | None:
    """A warning where the page can probably still be read, an error where it can't."""
    if measured >= least:
        return None
    hopeless = measured < least * _HOPELESS
    severity = Severity.ERROR if hopeless else Severity.WARNING
    return _Short(measured=measured, least=least, severity=severity)


def clarity_findings(number: int, clarity: Clarity, settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with a page, gravest first; a blank page gets no other finding."""
    if clarity.ink < _BLANK_INK:
        return (found("PAGE_BLANK", page=number),)
    dark = _short(measured=clarity.paper, least=settings.brightness_min)
    pale = _short(measured=clarity.contrast, least=settings.contrast_min)
    blurred = _short(measured=clarity.sharpness, least=settings.sharpness_min)
    poor = (
        found("PAGE_TOO_DARK", page=number, **dark) if dark else None,
        found("PAGE_TOO_PALE", page=number, **pale) if pale else None,
        found("PAGE_BLURRED", page=number, **blurred) if blurred else None,
    )
    placing = _placing_findings(number, clarity, settings)
    return (*(finding for finding in poor if finding), *placing)


def _placing_findings(number: int, clarity: Clarity, settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with how the sheet lay on the glass."""
    findings: list[Finding] = []
    if clarity.skew is not None and abs(clarity.skew) > settings.skew_degrees_max:
        most = settings.skew_degrees_max
        findings.append(found("PAGE_SKEWED", page=number, degrees=abs(clarity.skew), most=most))
    if clarity.cut:
        sides_zh = "、".join(side.zh for side in clarity.cut)
        sides_en = ", ".join(clarity.cut)
        findings.append(found("PAGE_CUT_OFF", page=number, sides_zh=sides_zh, sides_en=sides_en))
    return tuple(findings)
