"""One page image to lines of text in the upright view, whichever way the page lies."""

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np

from models.box import Box
from ocr.engine import Engine, Image, Quad, Recognised
from ocr.frame import Frame, turn_image, turn_points
from ocr.red import has_red, red_mask, red_share, without_red
from ocr.simplified import simplified

_JUDGES = 6  # crops that decide which way is up
_SURE = 0.85  # mean score from which upright is believed without trying upside down
_RED = 0.6  # share of a run's ink that is red from which it is red text
_SLANT = 12.0  # degrees from which a run is no part of the print
_ASIDE = 0.6  # share of text length that stands upright in boxes before a page lies on its side


@dataclass(frozen=True, slots=True)
class Run:
    """One run of text; box and the centres of its characters are points of the upright view.

    apart is True for what is no part of the print: red ink (a heading, the ring of a seal) and
    slanted text (a watermark).
    """

    text: str
    confidence: float
    box: Box
    centres: tuple[float, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """What one page says, and how the page lies."""

    frame: Frame
    runs: tuple[Run, ...]


def read_image(image: Image, scale: float, engine: Engine) -> PageText:
    """Read an RGB page (height, width, 3); scale is points per pixel."""
    mask = red_mask(image)
    if not has_red(mask):
        return _read(image, engine.detect(image), None, scale, engine)
    cleaned = without_red(image, mask)
    black = engine.detect(cleaned)
    red = [
        quad
        for quad in engine.detect(image)
        if red_share(mask, image, _bounds(quad)) > _RED and not _covered(quad, black)
    ]
    page = _read(cleaned, black, None, scale, engine)
    coloured = _read(image, red, page.frame, scale, engine)
    return PageText(
        page.frame, page.runs + tuple(replace(run, apart=True) for run in coloured.runs)
    )


def turn_of(image: Image, engine: Engine) -> int:
    """The clockwise turn in degrees (0, 90, 180, 270) that makes the text of a page upright."""
    return _turned([_ordered(quad) for quad in engine.detect(image)], image, engine)


def _turned(quads: list[Quad], image: Image, engine: Engine) -> int:
    height, width = image.shape[:2]
    turned = 90 if _lies_aside(quads) else 0
    upright = turn_image(image, turned)
    crops = [_crop(upright, _turn(quad, turned, width, height)) for quad in quads]
    return turned + (180 if _upside_down(crops, engine, aside=turned == 90) else 0)


def _read(
    image: Image, quads: list[Quad], frame: Frame | None, scale: float, engine: Engine
) -> PageText:
    """The text of these quads; a frame that is given is kept, else it is found from them."""
    height, width = image.shape[:2]
    quads = [_ordered(quad) for quad in quads]
    if frame is None:
        turned = _turned(quads, image, engine)
        skew = _skew([_turn(quad, turned, width, height) for quad in quads])
        frame = Frame(turned, skew, width * scale, height * scale)
    upright = turn_image(image, frame.turned)
    crops = [_crop(upright, _turn(quad, frame.turned, width, height)) for quad in quads]
    texts = engine.recognise(crops) if crops else []
    # zip without strict: an engine that answers too few loses those lines, not the page
    return PageText(
        frame,
        tuple(
            _run(text, _ordered(frame.upright(quad * scale)))
            for quad, text in zip(quads, texts, strict=False)
            if text.text.strip()
        ),
    )


def _bounds(quad: Quad) -> tuple[int, int, int, int]:
    """The pixels around a quad, as x0, y0, x1, y1."""
    (x0, y0), (x1, y1) = np.maximum(quad.min(axis=0), 0), quad.max(axis=0)
    return int(x0), int(y0), int(x1) + 1, int(y1) + 1


def _covered(quad: Quad, others: list[Quad]) -> bool:
    """Does another quad hold much of this one?"""
    x0, y0, x1, y1 = _bounds(quad)
    for other in others:
        a0, b0, a1, b1 = _bounds(other)
        common = max(0, min(x1, a1) - max(x0, a0)) * max(0, min(y1, b1) - max(y0, b0))
        if common > 0.4 * (x1 - x0) * (y1 - y0):
            return True
    return False


def _run(text: Recognised, quad: Quad) -> Run:
    (x0, y0), (x1, y1) = quad.min(axis=0), quad.max(axis=0)
    box = Box(float(x0), float(y0), float(x1), float(y1))
    centres = tuple(box.x0 + offset * box.width for offset in text.offsets)
    return Run(simplified(text.text), text.confidence, box, centres, apart=_slanted(quad))


def _slanted(quad: Quad) -> bool:
    """Does a long run climb or fall on the upright page?"""
    across, down = _sides(quad)
    step = quad[1] - quad[0]
    return across > 2.5 * down and abs(math.degrees(math.atan2(step[1], step[0]))) > _SLANT


def _ordered(quad: Quad) -> Quad:
    """The four corners clockwise, beginning so that the first side points most to the right."""
    x, y = (quad - quad.mean(axis=0)).T
    cycle = quad[np.argsort(np.arctan2(y, x))]
    sides = np.roll(cycle, -1, axis=0) - cycle
    rightward = sides[:, 0] / (np.linalg.norm(sides, axis=1) + 1e-6)
    return np.roll(cycle, -int(rightward.argmax()), axis=0)


def _turn(quad: Quad, turned: int, width: int, height: int) -> Quad:
    """The quad of the displayed page on the page turned upright."""
    return _ordered(turn_points(quad, turned, width, height))


def _sides(quad: Quad) -> tuple[float, float]:
    """Width and height of a quad along its own edges."""
    across = max(np.linalg.norm(quad[1] - quad[0]), np.linalg.norm(quad[2] - quad[3]))
    down = max(np.linalg.norm(quad[3] - quad[0]), np.linalg.norm(quad[2] - quad[1]))
    return float(across), float(down)


def _lies_aside(quads: list[Quad]) -> bool:
    """Do most lines run up or down the page?"""
    lengths = [_sides(quad) for quad in quads]
    along = sum(down for across, down in lengths if down > 1.5 * across)
    total = along + sum(across for across, down in lengths if across > 1.5 * down)
    return total > 0 and along / total > _ASIDE


def _upside_down(crops: list[Image], engine: Engine, *, aside: bool) -> bool:
    """Do the longest lines read better with their feet up?

    A page that lies aside can have been turned either way, so both are read; of others the second
    reading is only made when the first is poor.
    """
    judges = sorted(crops, key=lambda crop: -crop.shape[1] / crop.shape[0])[:_JUDGES]
    judges = [crop for crop in judges if crop.shape[1] > 2 * crop.shape[0]]
    if not judges:
        return False
    upright = _score(judges, engine)
    if upright >= _SURE and not aside:
        return False
    return _score([turn_image(crop, 180) for crop in judges], engine) > upright + 0.05


def _score(crops: list[Image], engine: Engine) -> float:
    """How well crops read, 0 to 1: confident texts of as many characters as the crop is long.

    Print that stands on its head is read as few characters, some of them with confidence.
    """
    scores = [
        text.confidence * min(1.0, len(text.text.strip()) / (0.6 * crop.shape[1] / crop.shape[0]))
        for crop, text in zip(crops, engine.recognise(crops), strict=False)
    ]
    return float(sum(scores) / len(crops))


def _skew(quads: list[Quad]) -> float:
    """The angle of the lines in degrees: the median, weighted by length, of the long quads."""
    found = []
    for quad in quads:
        across, down = _sides(quad)
        if across > 3 * down:
            step = (quad[1] - quad[0]) + (quad[2] - quad[3])
            found.append((math.degrees(math.atan2(step[1], step[0])), across))
    if not found:
        return 0.0
    found.sort()
    half = sum(weight for _, weight in found) / 2
    for angle, weight in found:
        half -= weight
        if half <= 0:
            return angle
    return found[-1][0]


def _crop(image: Image, quad: Quad) -> Image:
    """The content of a quad, straightened."""
    across, down = (max(2, round(side)) for side in _sides(quad))
    corners = np.asarray([(0, 0), (across, 0), (across, down), (0, down)], np.float32)
    matrix = cv2.getPerspectiveTransform(quad, corners)
    return cv2.warpPerspective(
        image, matrix, (across, down), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8, copy=False)
