"""Attachments as files: PDF, 150 to 200 DPI, legible."""

from collections.abc import Iterator

from models.documents import Document
from models.fields import DocumentKind
from rules.case import Case, Unknown
from rules.rule import Breach, breach, rule


def _files(case: Case) -> tuple[Document, ...]:
    """The attachments that were looked at."""
    files = tuple(d for d in case.documents if d.kind is not DocumentKind.PHOTO)
    if not files:
        raise Unknown(f"documents.{DocumentKind.CERTIFICATE}")
    return files


@rule("GZ-H-49")
def attachments_are_pdf(case: Case) -> Iterator[Breach]:
    """Every attachment is a PDF by its content."""
    for file in _files(case):
        if any(finding.code == "NOT_A_PDF" for finding in file.findings):
            yield breach(document=file.kind, file=file.file)


@rule("GZ-H-50")
def resolution_is_in_range(case: Case) -> Iterator[Breach]:
    """Every page was scanned at 150 to 200 DPI."""
    yield from _of_pages(case, "resolution")


@rule("GZ-H-51")
def pages_are_legible(case: Case) -> Iterator[Breach]:
    """Every page is clear."""
    yield from _of_pages(case, "clarity")


def _of_pages(case: Case, figure: str) -> Iterator[Breach]:
    """One breach a file, naming the pages."""
    codes = case.tables["files"][figure]
    for file in _files(case):
        found = [finding for finding in file.findings if finding.code in codes]
        pages = sorted({one.evidence.page for one in found if one.evidence})
        if found:
            zh = f"第{'、'.join(map(str, pages))}页" if pages else "有的页"
            en = f"page {', '.join(map(str, pages))}" if pages else "a page"
            yield breach(document=file.kind, file=file.file, pages_zh=zh, pages_en=en)
