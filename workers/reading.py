"""One file from bytes to a document, page by page, each page in the child process."""

import hashlib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from intake.files import read_file, shown
from intake.inspect import PageInspection, inspect_file, inspect_page, inspection_of
from models.documents import Document, Inspection, PageSource
from models.errors import FileRefused, PageUnreadable
from models.fields import DocumentKind
from models.findings import Finding
from models.settings import Settings
from ocr.document import assemble, turn_findings
from ocr.page import PageText
from ocr.pdf_page import read_page, turn_of_page
from workers.child import FILE, Child, page_subject
from workers.progress import Progress, Stage, Step


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file after inspection and reading; turned is how far each page was turned to be read."""

    data: bytes
    inspection: Inspection
    document: Document
    turned: dict[int, int]


def inspect(path: Path, child: Child, settings: Settings, progress: Progress) -> Inspection:
    """Is this file an acceptable scan? A refused file is an inspection without pages."""
    data, inspection = _inspect(path, child, settings, progress)
    turned: list[Finding] = []
    for facts in inspection.pages:
        if facts.source is not PageSource.SCAN:
            continue
        progress(Step(Stage.TURN, inspection.file, facts.number, len(inspection.pages)))
        # A page that can't be turned has been reported already, or will be when it is read.
        with suppress(PageUnreadable):
            turn = child.run(page_subject(facts.number), turn_of_page, data, facts, settings)
            turned += turn_findings(facts.number, turn)
    return replace(inspection, findings=(*inspection.findings, *turned))


def read(
    path: Path,
    kind: DocumentKind | None,
    child: Child,
    settings: Settings,
    progress: Progress,
) -> FileReading:
    """Inspect a file and read every page that can be read; kind overrides what it looks like."""
    data, inspection = _inspect(path, child, settings, progress)
    pages: dict[int, PageText] = {}
    findings = list(inspection.findings)
    for facts in inspection.pages:
        progress(Step(Stage.READ, inspection.file, facts.number, len(inspection.pages)))
        try:
            pages[facts.number] = child.run(
                page_subject(facts.number), read_page, data, facts, settings
            )
        except PageUnreadable as error:
            # What inspection has said of the page is not said again with other measures.
            known = {(finding.code, finding.evidence) for finding in findings}
            findings += [f for f in error.findings if (f.code, f.evidence) not in known]
    document = assemble(inspection.file, pages, tuple(findings), kind, settings)
    turned = {number: page.frame.turned for number, page in pages.items()}
    return FileReading(data, inspection, document, turned)


def _inspect(
    path: Path, child: Child, settings: Settings, progress: Progress
) -> tuple[bytes, Inspection]:
    file = shown(path)
    progress(Step(Stage.INSPECT, file, 1, 1))
    data = b""
    try:
        data = read_file(path, settings)
        whole = child.run(FILE, inspect_file, data, settings)
    except (FileRefused, PageUnreadable) as error:
        sha256 = hashlib.sha256(data).hexdigest() if data else None
        return data, Inspection(file, sha256, False, (), error.findings)
    pages: list[PageInspection] = []
    for number in range(1, whole.page_count + 1):
        progress(Step(Stage.INSPECT, file, number, whole.page_count))
        try:
            pages.append(child.run(page_subject(number), inspect_page, data, number, settings))
        except PageUnreadable as error:
            pages.append(PageInspection(None, error.findings))
    return data, inspection_of(file, data, whole, pages)
