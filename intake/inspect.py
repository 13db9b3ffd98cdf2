"""Is this file an acceptable scan, and if not, why not.

The file as a whole and each page are separate tasks, so that a caller can run each in a child
process that it may kill; `inspect_pdf` runs them one after another in this one.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import sha256

from intake.clarity import clarity_findings, measure
from intake.page_source import dpi_findings, size_problem
from intake.pdf import PdfFile, open_pdf
from models.documents import Inspection, PageFacts, PageSource
from models.errors import PageUnreadable
from models.findings import Finding, Severity, found, worst
from models.settings import Settings


@dataclass(frozen=True, slots=True)
class FileInspection:
    """What was found of a file as a whole, and how many of its pages are to be looked at."""

    page_count: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PageInspection:
    """What was found of one page; facts are None when the page can't be read."""

    facts: PageFacts | None
    findings: tuple[Finding, ...]


def inspect_file(data: bytes, settings: Settings) -> FileInspection:
    """Look at everything but the pages. Raises FileRefused when not one page can be had."""
    with open_pdf(data) as pdf:
        findings = _file_findings(pdf, settings)
        return FileInspection(min(pdf.page_count, settings.pages_max), findings)


def inspect_page(data: bytes, number: int, settings: Settings) -> PageInspection:
    """Look at one page, counting from 1. Raises FileRefused only."""
    with open_pdf(data) as pdf:
        return _inspected(pdf, number, settings)


def inspection_of(
    file: str, data: bytes, whole: FileInspection, pages: Iterable[PageInspection]
) -> Inspection:
    """Put the parts together; a file of which every page is blank is not accepted."""
    parts = tuple(pages)
    page_findings = tuple(finding for part in parts for finding in part.findings)
    if parts and all(_is_blank(part) for part in parts):
        page_findings = tuple(replace(f, severity=Severity.ERROR) for f in page_findings)
    findings = whole.findings + page_findings
    return Inspection(
        file=file,
        sha256=sha256(data).hexdigest(),
        accepted=worst(findings) is not Severity.ERROR,
        pages=tuple(part.facts for part in parts if part.facts),
        findings=findings,
    )


def inspect_pdf(file: str, data: bytes, settings: Settings) -> Inspection:
    """Inspect a whole file in this process. Raises FileRefused when not one page can be had."""
    with open_pdf(data) as pdf:
        findings = _file_findings(pdf, settings)
        whole = FileInspection(min(pdf.page_count, settings.pages_max), findings)
        numbers = range(1, whole.page_count + 1)
        pages = [_inspected(pdf, number, settings) for number in numbers]
    return inspection_of(file, data, whole, pages)


def _file_findings(pdf: PdfFile, settings: Settings) -> tuple[Finding, ...]:
    carried = pdf.active_content()  # goes through the whole file, so damage is known after it
    findings = []
    if pdf.repaired:
        findings.append(found("PDF_REPAIRED", pages=pdf.page_count))
    if pdf.owner_password:
        findings.append(found("PDF_OWNER_PASSWORD"))
    if pdf.page_count > settings.pages_max:
        findings.append(found("PDF_TOO_MANY_PAGES", pages=pdf.page_count, most=settings.pages_max))
    if carried.embedded_files:
        findings.append(found("PDF_EMBEDDED_FILES", count=carried.embedded_files))
    if carried.javascript:
        findings.append(found("PDF_JAVASCRIPT"))
    if carried.launch:
        findings.append(found("PDF_LAUNCH_ACTION"))
    return tuple(findings)


def _inspected(pdf: PdfFile, number: int, settings: Settings) -> PageInspection:
    """Size and resolution first; only a page that is safe to draw is drawn."""
    try:
        content = pdf.content(number, settings)
        facts = pdf.page_facts(number, settings)
    except PageUnreadable as lost:
        return PageInspection(None, lost.findings)
    findings = dpi_findings(content, settings)
    if problem := size_problem(content, settings):
        return PageInspection(facts, (problem, *findings))
    if facts.source is not PageSource.SCAN and content.characters:
        return PageInspection(facts, findings)  # text of a text layer is clear by itself
    try:
        image, scale = pdf.render(number, settings)
    except PageUnreadable as lost:
        return PageInspection(facts, (*lost.findings, *findings))
    clarity = clarity_findings(number, measure(image, scale, settings), settings)
    if pdf.drawn_in_part and any(finding.code == "PAGE_BLANK" for finding in clarity):
        # Damage left nothing of the page; it was not scanned empty.
        return PageInspection(None, (found("PAGE_UNREADABLE", page=number),))
    if facts.source is not PageSource.SCAN:  # drawn by lines: it can be blank, but not blurred
        clarity = tuple(finding for finding in clarity if finding.code == "PAGE_BLANK")
    return PageInspection(facts, (*findings, *clarity))


def _is_blank(page: PageInspection) -> bool:
    return any(finding.code == "PAGE_BLANK" for finding in page.findings)
