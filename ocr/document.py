"""The pages of one file to a document: its kind, lines and fields."""

from models.documents import Document
from models.fields import DocumentKind
from models.findings import Finding, found
from models.settings import Settings
from ocr.fields import find_fields, read_lines, readings_of
from ocr.kinds import recognise_kind
from ocr.labels import load_labels
from ocr.page import PageText


def assemble(
    file: str,
    pages: dict[int, PageText],
    findings: tuple[Finding, ...],
    kind: DocumentKind | None,
    settings: Settings,
) -> Document:
    """The document of the pages that could be read, by number.

    findings are those of the pages that could not; kind overrides what the content says.
    """
    fields = readings_of(find_fields(pages, load_labels(settings.labels_file)))
    lines = tuple(line for number, page in pages.items() for line in read_lines(number, page))
    kind = kind or recognise_kind([line.text for line in lines], set(fields))
    notes = [f for number, page in pages.items() for f in turn_findings(number, page.frame.turned)]
    if pages and not fields:
        notes.append(found("NOTHING_READ"))
    return Document(file, kind, fields, lines, (), findings + tuple(notes))


def turn_findings(number: int, turned: int) -> list[Finding]:
    """What is said of a page that lies the wrong way, nothing of one that is upright."""
    return [found("PAGE_ROTATED", page=number, turned=turned)] if turned else []
