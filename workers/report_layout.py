"""What stands where in the discrepancy report, without a word of how it looks.

Everything that asks for a look is one numbered item, worst first, so that a person on the telephone
can say “item 3”. A finding stands at its field where the field was compared, else on its own, and
only once; a document and the photo name the numbers of what concerns them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.comparisons import Comparison, ComparisonState
from models.documents import Document, Inspection
from models.fields import DocumentKind, Field
from models.findings import Finding, Severity, worst
from models.submissions import Report

_SEVERITIES = tuple(Severity)
# Told in tables of their own: what no document shows, and what rosters say that asks for nothing.
IN_TABLES = frozenset(
    {
        "FIELD_NOT_SHOWN",
        "ROSTER_PERSON_FOUND",
        "ROSTER_PERSON_AMBIGUOUS",
        "ROSTER_PERSON_NOT_FOUND",
        "ROSTER_UNIT_NOT_FOUND",
    }
)
_TO_LOOK_AT = (ComparisonState.DIFFERS, ComparisonState.UNCLEAR, ComparisonState.NOT_ENTERED)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at: a compared field with its findings, or a finding without one."""

    number: int
    severity: Severity
    field: Field | None
    comparison: Comparison | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """One file that was handed in; items are the numbers of what concerns it."""

    file: str
    kind: DocumentKind | None
    inspection: Inspection | None
    document: Document | None
    items: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """The report in the order in which it is told.

    others_first is True when what must be put right is not in the fields; then it comes first.
    questions: what rules would have to know, in Chinese and English, with the codes of the rules.
    """

    others_first: bool
    fields: tuple[Item, ...]
    others: tuple[Item, ...]
    agreeing: dict[Field, Comparison]
    not_shown: dict[Field, Comparison]
    papers: tuple[Paper, ...]
    photo_items: tuple[int, ...]
    questions: dict[tuple[str, str], tuple[str, ...]]

    def count(self, severity: Severity) -> int:
        """How many items are of this severity."""
        return sum(item.severity == severity for item in (*self.fields, *self.others))


def lay_out(report: Report) -> Layout:
    """Give each comparison, finding and file its one place."""
    by_file = _findings_by_file(report)
    findings = tuple(
        dict.fromkeys((*report.findings, *(f for own in by_file.values() for f in own)))
    )
    fields = _field_items(report, findings)
    others = _other_items(report, findings)
    others_first = _most(others) is Severity.ERROR and _most(fields) is not Severity.ERROR
    told = _numbered((*others, *fields) if others_first else (*fields, *others))
    fields = tuple(item for item in told if item.comparison)
    others = tuple(item for item in told if not item.comparison)
    placed = {item.field for item in fields}
    rest = {field: c for field, c in report.comparisons.items() if field not in placed}
    return Layout(
        others_first=others_first,
        fields=fields,
        others=others,
        agreeing={f: c for f, c in rest.items() if c.state is ComparisonState.AGREES},
        not_shown={f: c for f, c in rest.items() if c.state is ComparisonState.NOT_SHOWN},
        papers=_papers(report, by_file, (*fields, *others)),
        photo_items=tuple(
            item.number
            for item in (*fields, *others)
            if any(f.document is DocumentKind.PHOTO for f in item.findings)
        ),
        questions=_questions(report),
    )


def _questions(report: Report) -> dict[tuple[str, str], tuple[str, ...]]:
    """One question often decides several rules."""
    codes: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in report.unclear:
        codes[one.zh, one.en] = (*codes.get((one.zh, one.en), ()), one.code)
    return codes


def _worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: _SEVERITIES.index(f.severity)))


def _field_items(report: Report, findings: tuple[Finding, ...]) -> tuple[Item, ...]:
    """Each compared field that needs a look or has a finding, worst first, then as in the form."""
    items = []
    for field, comparison in report.comparisons.items():
        own = _worst_first(f for f in findings if f.field is field and f.code not in IN_TABLES)
        if own or comparison.state in _TO_LOOK_AT:
            severity = worst(own) or _severity_of(comparison.state)
            items.append(Item(0, severity, field, comparison, own))
    return tuple(sorted(items, key=lambda item: _SEVERITIES.index(item.severity)))


def _numbered(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(replace(item, number=number) for number, item in enumerate(items, 1))


def _most(items: tuple[Item, ...]) -> Severity | None:
    """The severity of the first item; they are sorted."""
    return items[0].severity if items else None


def _severity_of(state: ComparisonState) -> Severity:
    """How much a state asks for where no finding says so."""
    return Severity.HINT if state is ComparisonState.NOT_ENTERED else Severity.WARNING


def _other_items(report: Report, findings: tuple[Finding, ...]) -> tuple[Item, ...]:
    others = _worst_first(
        f for f in findings if f.field not in report.comparisons and f.code not in IN_TABLES
    )
    return tuple(Item(0, f.severity, f.field, None, (f,)) for f in others)


def _findings_by_file(report: Report) -> dict[str, tuple[Finding, ...]]:
    """The findings of each file, in the form in which the report's own list has them."""
    kinds = {document.file: document.kind for document in report.documents}
    by_file: dict[str, tuple[Finding, ...]] = {}
    parts: tuple[Inspection | Document, ...] = (*report.inspections, *report.documents)
    for part in parts:
        own = tuple(_as_listed(f, kinds.get(part.file), report.findings) for f in part.findings)
        by_file[part.file] = tuple(dict.fromkeys((*by_file.get(part.file, ()), *own)))
    return by_file


def _as_listed(finding: Finding, kind: DocumentKind | None, listed: tuple[Finding, ...]) -> Finding:
    """The listed finding that says the same of this kind, else the finding with its kind.

    A file's own findings needn't name its kind; the report's list may.
    """
    kind = finding.document or kind
    for other in listed:
        fits = kind is None or other.document in (None, kind)
        if fits and replace(other, document=finding.document) == finding:
            return other
    return replace(finding, document=kind)


def _papers(
    report: Report, by_file: dict[str, tuple[Finding, ...]], items: tuple[Item, ...]
) -> tuple[Paper, ...]:
    """One for each file, in the order of inspection."""
    inspections = {inspection.file: inspection for inspection in report.inspections}
    documents = {document.file: document for document in report.documents}
    papers = []
    for file in dict.fromkeys((*inspections, *documents)):
        own = set(by_file[file])
        document = documents.get(file)
        kinds = (f.document for f in by_file[file] if f.document)
        numbers = tuple(
            item.number
            for item in items
            if own & set(item.findings) or (item.comparison and item.comparison.file == file)
        )
        kind = document.kind if document else next(kinds, None)
        papers.append(Paper(file, kind, inspections.get(file), document, numbers))
    return tuple(papers)
