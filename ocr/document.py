"""The pages of one file to a document: its kind, lines and fields, seals and codes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from models.documents import Document, Seal
from models.fields import DocumentKind, Field
from models.findings import Finding, found
from models.settings import Settings
from ocr import kinds
from ocr.codes import contradictions, fields_of_code, unreadable_code
from ocr.copy_stamps import without_stamps
from ocr.fields import Found, find_fields, read_lines, readings_of
from ocr.labels import Labels, load_labels
from ocr.page import PageText
from ocr.rival_readings import with_whole_readings
from ocr.row_and_whole import (
    person_alone,
    title_above_all,
    with_title_of_all,
    without_contradicted,
)
from ocr.row_people import ALONE
from ocr.rows import find_rows
from ocr.seals import seal_findings

Pages = Mapping[int, PageText]

_SEVERAL = 3  # fields from which a paper of no known kind is about somebody's title after all
_OF_PEOPLE = (Field.NAME, Field.SEX)  # whose labels stand where people are spoken of
_COMMON = 2  # letters of labels that stand on papers of all kinds
_STRANGE = 0.45  # trust in what labels say on a document of a kind that is not known


@dataclass(frozen=True, slots=True)
class Content:
    """The values of a document, and those of each person in its list."""

    fields: dict[Field, Found]
    rows: tuple[dict[Field, Found], ...]


def assemble(
    file: str,
    pages: Pages,
    findings: tuple[Finding, ...],
    kind: DocumentKind | None,
    settings: Settings,
) -> Document:
    """The document of the pages that could be read, by number.

    findings are those of the pages that could not; kind overrides what the content says.
    """
    pages = {n: without_stamps(with_whole_readings(page)) for n, page in pages.items()}
    kind = kind or kind_of(pages, settings)
    content = content_of(pages, kind, settings)
    fields = readings_of(content.fields, _STRANGE if kind is DocumentKind.OTHER else 1.0)
    seals = tuple(_seals(pages))
    notes = [f for number, page in pages.items() for f in turn_findings(number, page.frame.turned)]
    notes += seal_findings(seals)
    for number, page in pages.items():
        for code in page.codes:
            box = page.frame.displayed(code.box)
            stated = fields_of_code(code.text)
            notes += contradictions(stated, fields) if code.text else [unreadable_code(number, box)]
    if pages and not fields and not content.rows:
        notes.append(found("NOTHING_READ"))
    elif pages and kind is DocumentKind.OTHER:
        notes.append(found("KIND_NOT_RECOGNISED"))
    return Document(
        file=file,
        kind=kind,
        fields=fields,
        lines=tuple(line for number, page in pages.items() for line in read_lines(number, page)),
        rows=tuple(readings_of(row) for row in content.rows),
        findings=findings + tuple(notes),
        seals=seals,
    )


def unassembled(
    file: str, pages: Pages, findings: tuple[Finding, ...], kind: DocumentKind | None, problem: str
) -> Document:
    """The document of pages that no fields could be made of: its lines, and what went wrong."""
    lines = tuple(line for number, page in pages.items() for line in read_lines(number, page))
    failed = found("READING_FAILED", problem=problem)
    return Document(file, kind or DocumentKind.OTHER, {}, lines, (), (*findings, failed))


def kind_of(pages: Pages, settings: Settings) -> DocumentKind:
    """What kind of document these pages are."""
    labelled = find_fields(pages, DocumentKind.OTHER, load_labels(settings.labels_file))
    return kinds.kind_of(pages, set(labelled))


def content_of(pages: Pages, kind: DocumentKind, settings: Settings) -> Content:
    """What a document of this kind says."""
    labels: Labels = load_labels(settings.labels_file)
    if kind is DocumentKind.OTHER and kinds.is_foreign(pages):
        return Content({}, ())  # 签发机关 on an identity card is nobody who issues titles
    if kind is not DocumentKind.APPROVAL:
        found = find_fields(pages, kind, labels)
        return Content(_not_by_the_way(found) if kind is DocumentKind.OTHER else found, ())
    roster = find_rows(pages, labels)
    rest = {number: replace(page, runs=roster.rest[number]) for number, page in pages.items()}
    fields = without_contradicted(find_fields(rest, kind, labels), roster.people)
    fields = title_above_all(roster.people) | fields
    if len(roster.people) > 1:
        fields = {field: one for field, one in fields.items() if field not in ALONE}
    people = roster.people or person_alone(fields)
    return Content(fields, with_title_of_all(people, fields))


def _not_by_the_way(found: dict[Field, Found]) -> dict[Field, Found]:
    """What a paper of no known kind tells, but for single values behind words that any paper has.

    编号 stands on menus and 单位 on invoices; among several labels they mean what they say.
    """
    if len(found) >= _SEVERAL:
        return found
    return {
        field: one
        for field, one in found.items()
        if field in _OF_PEOPLE or len(one.candidate.label.text) > _COMMON
    }


def turn_findings(number: int, turned: int) -> list[Finding]:
    """What is said of a page that lies the wrong way, nothing of one that is upright."""
    return [found("PAGE_ROTATED", page=number, turned=turned)] if turned else []


def _seals(pages: Pages) -> Iterator[Seal]:
    for number, page in pages.items():
        for seal in page.seals:
            box = page.frame.displayed(seal.box)
            yield Seal(seal.text, seal.purpose, seal.confidence, number, box, seal.shape)
