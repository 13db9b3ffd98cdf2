"""One page of a PDF to its text: from the text layer, by OCR, or both.

Born-digital text is taken as it stands, whatever picture lies behind it. A scan is read by OCR
whatever hidden text it carries. On a mixed page with little text OCR adds what that does not cover.
"""

from dataclasses import replace

from intake.pdf import open_pdf
from models.box import Box
from models.documents import Line, PageFacts, PageSource
from models.settings import Settings
from ocr.engines import load_engine
from ocr.frame import Frame
from ocr.page import PageText, Run, find_codes, read_image
from ocr.upright import turn_of

_TURN_DPI = 120.0  # enough to tell which way is up
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


def _from_text_layer(lines: tuple[Line, ...]) -> PageText:
    width = max(line.box.x1 for line in lines)
    height = max(line.box.y1 for line in lines)
    return PageText(Frame(0, 0.0, width, height), tuple(_run(line) for line in lines))


def _with_text_layer(page: PageText, lines: tuple[Line, ...]) -> PageText:
    """The page with the lines of its text layer in place of what OCR read there."""
    if not lines or page.frame.turned:
        return page
    rest = tuple(run for run in page.runs if not any(_covers(line.box, run.box) for line in lines))
    frame = Frame(0, 0.0, page.frame.width, page.frame.height)
    return replace(page, frame=frame, runs=tuple(_run(line) for line in lines) + rest)


def _covers(line: Box, run: Box) -> bool:
    across = min(line.x1, run.x1) - max(line.x0, run.x0)
    down = min(line.y1, run.y1) - max(line.y0, run.y0)
    return across > 0 and down > 0.4 * min(line.height, run.height)


def _run(line: Line) -> Run:
    """A line of the text layer; its characters stand where their widths put them."""
    widths = [0.5 if character.isascii() else 1.0 for character in line.text]
    total, centres, passed = sum(widths) or 1.0, [], 0.0
    for width in widths:
        centres.append(line.box.x0 + (passed + width / 2) / total * line.box.width)
        passed += width
    return Run(line.text, line.confidence, line.box, tuple(centres))
