"""PyMuPDF behind one small class; the only module that imports it.

Whatever MuPDF makes of hostile bytes, what comes out is a value, FileRefused or PageUnreadable.
Time and memory are not bounded here: callers run it in a child process that can be killed.
"""

# mypy: disable-error-code="no-untyped-call"
# because PyMuPDF says that it is typed, and most of it is not.

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from math import atan2, degrees, hypot, inf, sqrt

import numpy as np
import pymupdf
from numpy.typing import NDArray

from intake.active_content import ActiveContent, active_content_of
from intake.page_source import PageContent, PlacedImage, facts_of, size_problem
from intake.sniff import PDF, kind_of
from intake.text_layer import Glyph, Run, TextLine, lines_of
from models.box import Box
from models.documents import PageFacts, PageSource
from models.errors import PageUnreadable, ZhengheError, refused
from models.findings import found
from models.settings import Settings

pymupdf.TOOLS.mupdf_display_errors(False)
pymupdf.TOOLS.mupdf_display_warnings(False)

_POINTS = 72.0  # a PDF point is 1/72 inch
_GLYPH_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_COLLECT_STYLES
    | pymupdf.TEXT_IGNORE_ACTUALTEXT  # what is drawn counts, not what the file claims it says
)
_FILLED_OR_STROKED = 16 | 32
_VISIBLE_CONTRAST = 12  # of 255: less between darkest and lightest of a glyph's box can't be seen
_GLANCE_PIXELS = 4e6  # of the small picture by which text is looked for
_COVERS_PAGE = 0.8
_CONTENT_BYTES_MAX = 32 * 2**20  # a page drawn with more than this takes minutes
_SCAN_DPI_RANGE = (100.0, 300.0)


class PdfFile:
    """An open PDF; pages count from 1. Use it in a `with` statement."""

    def __init__(self, document: pymupdf.Document) -> None:
        self._document = document
        self._contents: dict[int, PageContent] = {}
        self.page_count: int = document.page_count
        self.drawn_in_part = False  # did MuPDF leave out something of the page drawn last?

    def __enter__(self) -> "PdfFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()
        pymupdf.TOOLS.reset_mupdf_warnings()
        pymupdf.TOOLS.store_shrink(100)  # MuPDF's cache would outlive the document

    @property
    def repaired(self) -> bool:
        """Was the file damaged, and rebuilt while it was read so far?"""
        return bool(self._document.is_repaired)

    @property
    def owner_password(self) -> bool:
        """Is the file encrypted, though it opens without a password?"""
        return bool(self._document.xref_get_key(-1, "Encrypt")[0] != "null")

    def active_content(self) -> ActiveContent:
        """What else the file carries: scripts, launch actions, files. Nothing of it is run."""
        return active_content_of(self._objects())

    def page_facts(self, number: int, settings: Settings) -> PageFacts:
        """Measure a page without drawing it at full size. Raises PageUnreadable."""
        content = self.content(number, settings)
        with _page(number):  # sizes that are not finite can't be counted
            return facts_of(content, settings)

    def content(self, number: int, settings: Settings) -> PageContent:
        """What stands on a page, as it is displayed. Raises PageUnreadable."""
        if number not in self._contents:
            with _page(number):
                self._contents[number] = _content(_checked(self._document[number - 1]), settings)
        return self._contents[number]

    def render(
        self, number: int, settings: Settings, dpi: float | None = None
    ) -> tuple[NDArray[np.uint8], float]:
        """Draw a page as displayed: an RGB array (height, width, 3) and its pixels per point.

        Without dpi, a scan is drawn at its own resolution within 100 and 300, other pages at
        settings.render_dpi. Raises PageUnreadable, before drawing where the page is too large.
        """
        content = self.content(number, settings)
        dpi = dpi or _reading_dpi(self.page_facts(number, settings), settings)
        if problem := size_problem(content, settings, dpi):
            raise PageUnreadable(problem)
        with _page(number):
            pymupdf.TOOLS.reset_mupdf_warnings()
            pixels = _pixels(self._document[number - 1], dpi, pymupdf.csRGB)
            self.drawn_in_part = bool(pymupdf.TOOLS.mupdf_warnings())
            return pixels, dpi / _POINTS

    def text_lines(self, number: int) -> tuple[TextLine, ...]:
        """The visible text of the text layer, boxes in points of the page as displayed.

        Empty for a scan. Raises PageUnreadable.
        """
        with _page(number):
            return lines_of(_visible_runs(_checked(self._document[number - 1])))

    def _objects(self) -> Iterator[str]:
        """The source of every object of the file, without the streams; unreadable ones left out."""
        for xref in range(1, self._document.xref_length()):
            with suppress(Exception):  # MuPDF's bindings raise almost anything on damaged files
                yield self._document.xref_object(xref, compressed=True)


def open_pdf(data: bytes) -> PdfFile:
    """Open a PDF. Raises FileRefused: NOT_A_PDF, PDF_ENCRYPTED or PDF_DAMAGED."""
    kind = kind_of(data)
    if kind is not PDF:
        raise refused("NOT_A_PDF", kind_zh=kind.zh, kind_en=kind.en)
    try:
        document = pymupdf.open(stream=data, filetype="pdf")
        if document.needs_pass:
            raise refused("PDF_ENCRYPTED")
        if document.page_count < 1:
            raise refused("PDF_DAMAGED")
        return PdfFile(document)
    except ZhengheError:
        raise
    except Exception:  # as in PdfFile
        if b"/Encrypt" in data[-4096:] or b"/Filter/Adobe.PubSec" in data:
            raise refused("PDF_ENCRYPTED") from None
        raise refused("PDF_DAMAGED") from None


@contextmanager
def _page(number: int) -> Iterator[None]:
    """Turn whatever goes wrong on one page into PageUnreadable."""
    try:
        yield
    except ZhengheError:
        raise
    except Exception as error:  # as in PdfFile
        raise PageUnreadable(found("PAGE_UNREADABLE", page=number)) from error


def _reading_dpi(facts: PageFacts, settings: Settings) -> float:
    if facts.source is PageSource.SCAN and facts.dpi:
        lowest, highest = _SCAN_DPI_RANGE
        return min(max(facts.dpi, lowest), highest)
    return settings.render_dpi


def _pixels(page: pymupdf.Page, dpi: float, colours: pymupdf.Colorspace) -> NDArray[np.uint8]:
    scale = dpi / _POINTS
    drawn = page.get_pixmap(matrix=pymupdf.Matrix(scale, scale), colorspace=colours, alpha=False)
    flat = np.frombuffer(drawn.samples_mv, np.uint8).reshape(drawn.height, drawn.stride)
    return flat[:, : drawn.width * drawn.n].reshape(drawn.height, drawn.width, drawn.n).copy()


def _checked(page: pymupdf.Page) -> pymupdf.Page:
    """The page, when it has a size and its content can be gone through in reasonable time."""
    if not all(0 < side < inf for side in (page.rect.width, page.rect.height)):
        raise ValueError("a page without a size")
    if _unpacks_beyond(page, _CONTENT_BYTES_MAX):
        most = _CONTENT_BYTES_MAX // 2**20
        raise PageUnreadable(found("PAGE_TOO_COMPLEX", page=page.number + 1, most=most))
    return page


def _content(page: pymupdf.Page, settings: Settings) -> PageContent:
    """Look at the dictionaries first and at what is drawn only when that is safe."""
    named = page.get_images()
    largest = max((width * height for _, _, width, height, *_ in named), default=0)
    content = PageContent(page.number + 1, page.rect.width, page.rect.height, largest)
    if size_problem(content, settings) and any("JPX" in image[8] for image in named):
        return content  # MuPDF would decode them to tell where they are
    images = tuple(_placed_images(page))
    largest = max([largest, *(image.width_px * image.height_px for image in images)])
    drawings = any("path" in kind or "shade" in kind for kind, _ in page.get_bboxlog())
    content = replace(content, images=images, largest_pixels=largest, drawings=drawings)
    if size_problem(content, settings):
        return content
    return replace(content, characters=sum(len(run) for run in _visible_runs(page)))


def _unpacks_beyond(page: pymupdf.Page, limit: int) -> bool:
    """Is the page's own content longer than limit bytes? Unpacks no more than that."""
    for xref in page.get_contents():
        packed = page.parent.xref_stream_raw(xref) or b""
        with suppress(zlib.error):  # not compressed, or in another way
            limit -= len(zlib.decompressobj().decompress(packed, max(limit, 0) + 1))
    return limit < 0


def _placed_images(page: pymupdf.Page) -> Iterator[PlacedImage]:
    """Each image drawn on the page, with the size it is drawn at; nothing is decoded."""
    masks = dict(_masks(page))
    turned = page.rotation % 180 == 90
    for image in page.get_image_info():
        a, b, c, d, _, _ = image["transform"]
        size = (image["width"], image["height"])
        mask = masks.get(size, (0, 0)) if image["has-mask"] else (0, 0)
        box = (pymupdf.Rect(image["bbox"]) * page.rotation_matrix) & page.rect
        yield PlacedImage(
            max(size[0], mask[0]),
            max(size[1], mask[1]),
            hypot(a, b),
            hypot(c, d),
            Box(box.x0, box.y0, max(box.x0, box.x1), max(box.y0, box.y1)),
            sideways=(abs(b) > abs(a)) != turned,
        )


def _masks(page: pymupdf.Page) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Sizes of images and of their masks: compressed scans keep their sharp layer in the mask."""
    for _, mask, width, height, *_ in page.get_images():
        if mask:
            sides = [page.parent.xref_get_key(mask, side)[1] for side in ("Width", "Height")]
            if all(side.isdecimal() for side in sides):
                yield (width, height), (int(sides[0]), int(sides[1]))


def _visible_runs(page: pymupdf.Page) -> tuple[Run, ...]:
    """The glyphs that a person sees on the page, in MuPDF's lines, as displayed; no spaces."""
    runs = tuple(_runs(page))
    if not any(runs):
        return ()
    scale = min(1.0, sqrt(_GLANCE_PIXELS / abs(page.rect)))
    seen = _pixels(page, scale * _POINTS, pymupdf.csGRAY)[:, :, 0]
    return tuple(
        tuple(glyph for glyph in run if _stands_out(glyph.box, seen, scale)) for run in runs
    )


def _stands_out(box: Box, seen: NDArray[np.uint8], scale: float) -> bool:
    """Is there any contrast where the glyph is? White on white and covered text have none."""
    left, top, right, bottom = (
        max(0, int(edge * scale)) for edge in (box.x0, box.y0, box.x1 + 1, box.y1 + 1)
    )
    part = seen[top:bottom, left:right]
    return part.size > 0 and int(part.max()) - int(part.min()) >= _VISIBLE_CONTRAST


def _runs(page: pymupdf.Page) -> Iterator[Run]:
    """Lines of glyphs that are painted on the page and not covered by an image."""
    covered = _covered(page)
    turn = page.rotation_matrix
    for block in page.get_text("rawdict", flags=_GLYPH_FLAGS)["blocks"]:
        for line in block["lines"]:
            ahead = pymupdf.Point(line["dir"]) * turn - pymupdf.Point(0, 0) * turn
            way = round(degrees(atan2(ahead.y, ahead.x))) % 360
            yield tuple(
                Glyph(glyph["c"], _box(pymupdf.Rect(glyph["bbox"]) * turn), span["size"], way)
                for span in line["spans"]
                if span["alpha"] and span["char_flags"] & _FILLED_OR_STROKED
                for glyph in span["chars"]
                if not glyph["c"].isspace() and _origin(glyph["origin"]) not in covered
            )


def _box(rect: pymupdf.Rect) -> Box:
    return Box(rect.x0, rect.y0, rect.x1, rect.y1)


def _origin(point: tuple[float, float]) -> tuple[float, float]:
    return round(point[0], 1), round(point[1], 1)


def _covered(page: pymupdf.Page) -> set[tuple[float, float]]:
    """Origins of the glyphs that lie under an opaque image of the whole page."""
    least = _COVERS_PAGE * abs(page.rect)
    sizes = (abs(pymupdf.Rect(i["bbox"])) for i in page.get_image_info() if not i["has-mask"])
    if max(sizes, default=0) < least:
        return set()
    steps = enumerate(page.get_bboxlog())
    images = [step for step, (kind, box) in steps if kind == "fill-image" and _area(box) >= least]
    return {
        _origin(glyph[2])
        for span in page.get_texttrace()
        if span["seqno"] < max(images, default=0)
        for glyph in span["chars"]
    }


def _area(box: tuple[float, float, float, float]) -> float:
    return float(abs(pymupdf.Rect(box)))
