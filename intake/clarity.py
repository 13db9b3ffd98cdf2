"""How clear a scanned page is: blank, blurred, dark, pale, askew, cut off.

Everything is measured at one working resolution, so that sizes in pixels mean the same on every
scan. Grey levels run from 0 (black) to 1 (white).
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.cut_edges import Side, cut_sides
from intake.raster import inner, scaled
from intake.skew import skew_of
from models.findings import Finding, Severity, found
from models.settings import Settings

Grey = NDArray[np.float32]

WORKING_DPI = 150.0
_STROKE = 15  # px: wider than the strokes of any text
_EDGE = 31  # px: wider than the softest edge of writing that is to be told from a softer one
_INK_MIN = 0.12  # least darkness of ink against its paper, well above noise and paper grain
_BLANK_INK = 0.0004  # share of the page that is ink: about four characters on an A4 page
_DARK = np.float32(0.3)  # in darker places, such as a scanner's border, noise would look like ink
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
    paper = float(np.percentile(grey, 90))
    smooth = np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.7), np.float32)
    depth = _depth(smooth)
    strong = _strong(depth)
    writing = _without_specks(depth > max(_INK_MIN, strong * 0.4))
    return Clarity(
        ink=float(writing.mean()),
        sharpness=_sharpness(smooth, depth, strong),
        paper=paper,
        contrast=strong,
        skew=skew_of(inner(writing)),
        cut=cut_sides(writing, settings.edge_ink_max),
    )


def _working(image: NDArray[np.uint8], scale: float) -> Grey:
    """Grey levels at the working resolution."""
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) if image.ndim == 3 else image)
    factor = WORKING_DPI / (scale * 72)
    if abs(factor - 1) > 0.02:
        grey = scaled(grey, factor)
    return np.asarray(grey / np.float32(255), np.float32)


def _depth(grey: Grey) -> Grey:
    """How much darker each pixel is than the paper around it, relative to that paper."""
    window = cv2.getStructuringElement(cv2.MORPH_RECT, (_STROKE, _STROKE))
    around = np.asarray(cv2.morphologyEx(grey, cv2.MORPH_CLOSE, window), np.float32)
    depth: Grey = (around - grey) / np.maximum(around, _DARK)
    return depth


def _strong(depth: Grey) -> float:
    """The darkness of the writing: that of the darkest half percent of the page."""
    return float(np.percentile(inner(depth), 99.5)) if depth.size else 0.0


def _sharpness(smooth: Grey, depth: Grey, strong: float) -> float:
    """The median over the writing of the steepest edge beside it, relative to its darkness."""
    window = np.ones((_EDGE, _EDGE), np.uint8)
    across = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, ksize=3) / 8
    down = cv2.Sobel(smooth, cv2.CV_32F, 0, 1, ksize=3) / 8
    steepest = cv2.dilate(cv2.magnitude(across, down), window)
    span = cv2.dilate(smooth, window) - cv2.erode(smooth, window)
    writing = depth > max(_INK_MIN, strong * 0.5)
    if not writing.any():
        return 0.0
    return float(np.median(steepest[writing] / np.maximum(span[writing], 0.02)))


def _without_specks(writing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The mask without dust and grain."""
    count, labels, spots, _ = cv2.connectedComponentsWithStats(
        writing.astype(np.uint8), connectivity=8
    )
    kept = spots[:, cv2.CC_STAT_AREA] >= _SPECK
    kept[0] = False
    return np.asarray(kept[labels], bool) if count > 1 else writing


def clarity_findings(number: int, clarity: Clarity, settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with a page, gravest first; a blank page gets no other finding."""
    if clarity.ink < _BLANK_INK:
        return (found("PAGE_BLANK", page=number),)
    findings: list[Finding] = []
    if clarity.paper < settings.brightness_min:
        findings.append(
            found(
                "PAGE_TOO_DARK",
                page=number,
                measured=clarity.paper,
                least=settings.brightness_min,
                severity=_severity(clarity.paper, settings.brightness_min),
            )
        )
    if clarity.contrast < settings.contrast_min:
        findings.append(
            found(
                "PAGE_TOO_PALE",
                page=number,
                measured=clarity.contrast,
                least=settings.contrast_min,
                severity=_severity(clarity.contrast, settings.contrast_min),
            )
        )
    if clarity.sharpness < settings.sharpness_min:
        findings.append(
            found(
                "PAGE_BLURRED",
                page=number,
                measured=clarity.sharpness,
                least=settings.sharpness_min,
                severity=_severity(clarity.sharpness, settings.sharpness_min),
            )
        )
    return (*findings, *_placing_findings(number, clarity, settings))


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


def _severity(measured: float, least: float) -> Severity:
    """A warning where the page can probably still be read, an error where it can't."""
    return Severity.ERROR if measured < least * _HOPELESS else Severity.WARNING
