"""One page of a PDF to its text: from the text layer, by OCR, or both.

Born-digital text is taken as it stands, whatever picture lies behind it. A scan is read by OCR
whatever hidden text it carries. On a mixed page with little text OCR adds what that does not cover.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from intake.pdf import open_pdf
from intake.text_layer import TextLine
from matching.text import without_radicals
from models.box import Box
from models.documents import PageFacts, PageSource
from models.settings import Settings
from ocr.codes import find_codes
from ocr.engines import load_engine
from ocr.frame import Frame
from ocr.page import PageText, Run, read_image
from ocr.upright import turn_of

_TURN_DPI = 120.0  # enough to tell which way is up
_SLANTED = 8  # degrees off the sides of the page from which text is none of the document
_ENOUGH = 100  # characters from which the text layer is the document and an image its background


def read_page(data: bytes, facts: PageFacts, settings: Settings) -> PageText:
    """Read the page that facts describe. Raises PageUnreadable."""
    with open_pdf(data) as pdf:
        lines = pdf.text_lines(facts.number) if facts.source is not PageSource.SCAN else ()
        enough = sum(len(line.text) for line in lines) >= _ENOUGH
        if lines and (facts.source is PageSource.TEXT or enough):
            page = _from_text_layer(lines)
            image, pixels_per_point = pdf.render(facts.number, settings)
            return replace(page, codes=find_codes(image, 1 / pixels_per_point, page.frame))
        image, pixels_per_point = pdf.render(facts.number, settings)
    page = read_image(image, 1 / pixels_per_point, load_engine(settings))
    return _with_text_layer(page, lines)


def turn_of_page(data: bytes, facts: PageFacts, settings: Settings) -> int:
    """The clockwise turn in degrees that makes a page upright. Raises PageUnreadable."""
    with open_pdf(data) as pdf:
        image, _ = pdf.render(facts.number, settings, _TURN_DPI)
    return turn_of(image, load_engine(settings))


def _from_text_layer(lines: Sequence[TextLine]) -> PageText:
    width = max(line.box.x1 for line in lines)
    height = max(line.box.y1 for line in lines)
    frame = Frame(-_usual_way(lines) % 360, 0.0, width, height)
    return PageText(frame, tuple(_run(line, frame) for line in lines), born_digital=True)


def _usual_way(lines: Sequence[TextLine]) -> int:
    """The way of most characters that stand on a side of the page: 0, 90, 180 or 270 degrees."""
    ways = Counter[int]()
    for line in lines:
        if not _is_slanted(line):
            ways[round(line.way / 90) * 90 % 360] += len(line.text)
    return ways.most_common(1)[0][0] if ways else 0


def _is_slanted(line: TextLine) -> bool:
    """Does a line run as only watermarks do?"""
    return abs((line.way + 45) % 90 - 45) > _SLANTED


def _with_text_layer(page: PageText, lines: Sequence[TextLine]) -> PageText:
    """The page with the lines of its text layer in place of what OCR read there."""
    if not lines or page.frame.turned:
        return page
    rest = tuple(run for run in page.runs if not any(_covers(line.box, run.box) for line in lines))
    frame = Frame(0, 0.0, page.frame.width, page.frame.height)
    return replace(page, frame=frame, runs=tuple(_run(line, frame) for line in lines) + rest)


def _covers(line: Box, run: Box) -> bool:
    across = min(line.x1, run.x1) - max(line.x0, run.x0)
    down = min(line.y1, run.y1) - max(line.y0, run.y0)
    return across > 0 and down > 0.4 * min(line.height, run.height)


def _run(line: TextLine, frame: Frame) -> Run:
    """A line of the text layer; its characters stand where their widths put them."""
    box = _upright(line.box, frame)
    widths = [0.5 if character.isascii() else 1.0 for character in line.text]
    total, centres, passed = sum(widths) or 1.0, [], 0.0
    for width in widths:
        centres.append(box.x0 + (passed + width / 2) / total * box.width)
        passed += width
    text = without_radicals(line.text)
    return Run(text, line.confidence, box, tuple(centres), apart=_is_slanted(line))


def _upright(box: Box, frame: Frame) -> Box:
    if not frame.turned:
        return box  # to the last digit as it is given
    corners = frame.upright(np.asarray([(box.x0, box.y0), (box.x1, box.y1)], np.float32))
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))
