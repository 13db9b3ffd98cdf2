"""Short ways to write the values of a report in a test."""

from functools import cache

import pymupdf

from models.box import Box
from models.comparisons import Comparison, ComparisonState, Match, Segment, SegmentKind
from models.documents import Document, PageFacts, PageSource, Reading
from models.fields import DocumentKind
from models.findings import Finding, Severity

BOX = Box(120, 300, 360, 322)
SCAN = "职称证书扫描件.pdf"
SAME = SegmentKind.SAME


@cache
def crop(text: str) -> bytes:
    """A PNG of one printed line, as cut from a scan of 200 DPI."""
    page = pymupdf.open().new_page(width=20 + 13 * len(text), height=30)
    page.draw_rect(page.rect, color=None, fill=(0.97, 0.96, 0.93))
    writer = pymupdf.TextWriter(page.rect)
    writer.append((8, 20), text, font=pymupdf.Font("cjk"), fontsize=12.5)
    writer.write_text(page, color=(0.15, 0.15, 0.2))
    return page.get_pixmap(dpi=200).tobytes("png")


def finding(code: str, severity: Severity, zh: str, en: str, **more: object) -> Finding:
    texts = {"do_zh": "", "do_en": "", "source": "", **more}
    return Finding(code=code, severity=severity, zh=zh, en=en, **texts)


def reading(value: str, confidence: float = 0.986, page: int = 1, printed: str = "") -> Reading:
    return Reading(value, printed or value, confidence, page, BOX)


def compared(
    entered: str,
    read: Reading | None,
    state: ComparisonState = ComparisonState.AGREES,
    segments: tuple[Segment, ...] | None = None,
    note: tuple[str, str] = ("", ""),
    matched: Match | None = None,
) -> Comparison:
    if segments is None:
        segments = (Segment(SAME, entered, entered),) if entered else ()
    shown = read is not None
    kind, file = (DocumentKind.CERTIFICATE, SCAN) if shown else (None, None)
    return Comparison(entered, read, state, matched, *note, segments, kind, file)


def pages(*numbers: int, dpi: float | None = 200.0) -> tuple[PageFacts, ...]:
    source = PageSource.SCAN if dpi else PageSource.TEXT
    return tuple(PageFacts(n, 1654, 2339, dpi, source) for n in numbers)


def document(file: str, kind: DocumentKind, *findings: Finding) -> Document:
    return Document(file, kind, {}, (), (), findings)
