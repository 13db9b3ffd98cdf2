"""One file from bytes to a document, page by page, each page in the child process."""

import hashlib
import logging
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from intake.files import read_file, shown
from intake.inspect import PageInspection, inspect_file, inspect_page, inspection_of
from models.documents import Document, Inspection, PageSource
from models.errors import FileRefused, PageUnreadable, ZhengheError, place_of
from models.fields import DocumentKind
from models.findings import Finding
from models.settings import Settings
from ocr.document import assemble, kind_of, turn_findings, unassembled
from ocr.page import PageText
from ocr.pdf_page import read_page, turn_of_page
from rules.discrepancies import judge_kind
from workers.child import FILE, page_subject
from workers.children import Children
from workers.progress import Progress, Stage, Step

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FileReading:
    """A file after inspection and reading; pages are those that could be read, by number."""

    data: bytes
    inspection: Inspection
    document: Document
    pages: dict[int, PageText]


def inspect(path: Path, children: Children, settings: Settings, progress: Progress) -> Inspection:
    """Is this file an acceptable scan? A refused file is an inspection without pages."""
    data, inspection = _inspect(path, children, settings, progress)
    scans = [facts for facts in inspection.pages if facts.source is PageSource.SCAN]
    turns = [
        children.start(page_subject(facts.number), turn_of_page, data, facts, settings)
        for facts in scans
    ]
    turned: list[Finding] = []
    for facts, turn in zip(scans, turns, strict=True):
        progress(Step(Stage.TURN, inspection.file, facts.number, len(inspection.pages)))
        # A page that can't be turned has been reported already, or will be when it is read.
        with suppress(PageUnreadable):
            turned += turn_findings(facts.number, turn.result())
    return replace(inspection, findings=(*inspection.findings, *turned))


def read(
    path: Path,
    kind: DocumentKind | None,
    children: Children,
    settings: Settings,
    progress: Progress,
) -> FileReading:
    """Inspect a file and read every page that can be read; kind overrides what it looks like."""
    data, inspection = _inspect(path, children, settings, progress)
    pages: dict[int, PageText] = {}
    failed: list[Finding] = []
    begun = [
        children.start(page_subject(facts.number), read_page, data, facts, settings)
        for facts in inspection.pages
    ]
    for facts, page in zip(inspection.pages, begun, strict=True):
        progress(Step(Stage.READ, inspection.file, facts.number, len(inspection.pages)))
        try:
            pages[facts.number] = page.result()
        except PageUnreadable as error:
            failed += error.findings
    return put_together(data, inspection, pages, failed, kind, settings)


def put_together(
    data: bytes,
    inspection: Inspection,
    pages: dict[int, PageText],
    failed: Iterable[Finding],
    kind: DocumentKind | None,
    settings: Settings,
) -> FileReading:
    """A file of its pages, once they are read; failed are the findings of those that could not."""
    findings = list(inspection.findings)
    for finding in failed:
        # What inspection has said of the page is not said again with other measures.
        if (finding.code, finding.evidence) not in {(f.code, f.evidence) for f in findings}:
            findings.append(finding)
    try:
        if kind is not None:
            findings += judge_kind(kind, kind_of(pages, settings))
        document = assemble(inspection.file, pages, tuple(findings), kind, settings)
    except (ZhengheError, OSError, MemoryError):
        raise  # a setting, or the machine: no fault of this document
    except Exception as error:  # nobody foresaw it, and other files wait to be read
        problem = place_of(error)
        _log.error("no document could be made of a file: %s", problem)
        document = unassembled(inspection.file, pages, tuple(findings), kind, problem)
    return FileReading(data, inspection, document, pages)


def _inspect(
    path: Path, children: Children, settings: Settings, progress: Progress
) -> tuple[bytes, Inspection]:
    file = shown(path)
    try:
        data = read_file(path, settings)
    except FileRefused as error:
        return b"", Inspection(file, None, False, (), error.findings)
    return data, inspect_bytes(file, data, children, settings, progress)


def inspect_bytes(
    file: str, data: bytes, children: Children, settings: Settings, progress: Progress
) -> Inspection:
    """Is the content of a file an acceptable scan? file is what messages call it."""
    progress(Step(Stage.INSPECT, file, 1, 1))
    try:
        whole = children.run(FILE, inspect_file, data, settings)
    except (FileRefused, PageUnreadable) as error:
        sha256 = hashlib.sha256(data).hexdigest()
        return Inspection(file, sha256, False, (), error.findings)
    begun = [
        children.start(page_subject(number), inspect_page, data, number, settings)
        for number in range(1, whole.page_count + 1)
    ]
    pages: list[PageInspection] = []
    for number, page in enumerate(begun, 1):
        progress(Step(Stage.INSPECT, file, number, whole.page_count))
        try:
            pages.append(page.result())
        except PageUnreadable as error:
            pages.append(PageInspection(None, error.findings))
    return inspection_of(file, data, whole, pages)
