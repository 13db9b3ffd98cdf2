"""What the applicant's page shows of a draft: each field with what was typed, read and found."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from intake.declarations import KNOWN
from models.advice import Advice, FieldWanted
from models.comparisons import Comparison
from models.draft_steps import Change, owner_of
from models.fields import DocumentKind, Field
from models.findings import Finding
from models.review_queries import allowed_changes, notices_of
from models.reviews import NOTHING_MAY_CHANGE, Allowed, Notice
from models.submissions import Report
from models.work import NewAttachment, Submission
from models.work_queries import find, get
from rules.questions import question, questions
from web.service import Service
from workers.queue_stages import frame_of, report_of

# What needs more than one answer has its own place on the page, or comes from the files.
_NOT_ASKED = frozenset({"documents", "holds", "submitted_on"})
# What the row of a field shows by itself.
_OF_ROWS = frozenset({"FIELD_NOT_SHOWN", "FIELD_NOT_ENTERED"})
_AMISS = ("error", "warning")
_TRUTHS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Draft:
    """A submission as its owner has it. sent: nothing of it may be changed now.

    notice is the last decision on it.
    """

    submission: Submission
    owner: int | None
    sent: bool
    edition: int
    allowed: Allowed
    notice: Notice | None

    @property
    def id(self) -> int:
        return self.submission.id

    @property
    def ref(self) -> str:
        return self.submission.ref

    @property
    def form(self) -> dict[str, Any]:
        """What was typed; besides fields and declarations the portrait that was given and made."""
        return self.submission.form

    @property
    def progress(self) -> str:
        """How far the checking is, as JSON."""
        one = self.submission
        told = {"state": one.state, "pages": one.pages, "done": one.pages_done, "round": one.round}
        return json.dumps(told)


@dataclass(frozen=True, slots=True)
class Row:
    """One field. filled: the value was read from a document and is yet to be confirmed."""

    field: Field
    value: str
    filled: bool
    comparison: Comparison | None
    findings: tuple[Finding, ...]
    wanted: FieldWanted | None

    @property
    def tone(self) -> str:
        """How grave what was found is, "" for nothing."""
        return self.findings[0].severity if self.findings else ""


@dataclass(frozen=True, slots=True)
class File:
    """A file with what is wrong with it; place: where it stands in the list, from 0."""

    place: int
    given: NewAttachment
    findings: tuple[Finding, ...]

    @property
    def tone(self) -> str:
        """How grave what was found is, "" for nothing."""
        return self.findings[0].severity if self.findings else ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A plain question with its answers; chosen is the one given, "" for none."""

    name: str
    zh: str
    en: str
    values: tuple[tuple[str, str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class View:
    """The page's content; report is None while the present round is not judged."""

    report: Report | None
    rows: tuple[Row, ...]
    others: tuple[Finding, ...]
    asked: tuple[Asked, ...]
    advice: tuple[Advice, ...]
    files: tuple[File, ...]

    @property
    def filled(self) -> int:
        """How many fields were read and are yet to be confirmed."""
        return sum(row.filled for row in self.rows)

    @property
    def amiss(self) -> list[Row]:
        """The rows with something to correct, and after them those with something to look at."""
        return [row for tone in _AMISS for row in self.rows if row.tone == tone]

    @property
    def poor(self) -> list[File]:
        """The files with something wrong, after them those with something to look at."""
        return [one for tone in _AMISS for one in self.files if one.tone == tone]

    def count(self, severity: str) -> int:
        """How many findings are of this severity."""
        own = [f for row in self.rows for f in row.findings] + list(self.others)
        own += [f for one in self.files for f in one.findings]
        return sum(f.severity == severity for f in own)


def draft_of(service: Service, ref: str) -> Draft | None:
    """The draft of a ref, None where there is none."""
    with service.store.asking() as connection:
        id_ = find(connection, ref)
        found = get(connection, [id_]) if id_ is not None else []
        if not found or found[0].ref != ref:
            return None
        owner, _, edition = owner_of(connection, found[0].id)
        allowed = allowed_changes(connection, found[0].id)
        notice = next(iter(notices_of(connection, found[0].id)), None)
    return Draft(found[0], owner, allowed == NOTHING_MAY_CHANGE, edition, allowed, notice)


def view_of(service: Service, draft: Draft) -> View:
    """All that the page shows."""
    report = report_of(draft.submission, service.tools)
    typed: Mapping[str, str] = draft.form.get("fields", {})
    wanted = {
        one.field: one for advice in (report.advice if report else ()) for one in advice.fields
    }
    findings = report.findings if report else ()
    rows = tuple(_row(field, typed, report, findings, wanted.get(field)) for field in Field)
    # What is said of a field that was read and is yet to be confirmed is said after that.
    filled = {row.field for row in rows if row.filled}
    files = _files(draft, report)
    of_files = [f for one in files for f in one.findings]
    shown = {id(f) for row in rows for f in row.findings}
    shown |= {id(f) for f in findings if f.field in filled or f in of_files}
    others = tuple(
        f for f in findings if id(f) not in shown and (f.field is None or f.code not in _OF_ROWS)
    )
    return View(
        report=report,
        rows=rows,
        others=_gravest_first(others),
        asked=_asked(draft.form.get("declarations", {}), report),
        advice=report.advice if report else (),
        files=files,
    )


def crop_of(service: Service, draft: Draft, field: Field) -> bytes | None:
    """The JPEG of the place that a field was read from; None where no document shows it."""
    report = report_of(draft.submission, service.tools)
    comparison = report.comparisons.get(field) if report else None
    if report is None or comparison is None or comparison.read is None:
        return None
    read = comparison.read
    papers = [one for one in draft.submission.attachments if one.kind is not DocumentKind.PHOTO]
    for one, document in zip(papers, report.documents, strict=True):
        if document.fields.get(field) == read:
            frame = frame_of(one.sha256, read.page, service.tools)
            if frame is not None:
                return service.pictures.crop(one.sha256, read.page, read.box, frame)
    return None


def _row(
    field: Field,
    typed: Mapping[str, str],
    report: Report | None,
    findings: tuple[Finding, ...],
    wanted: FieldWanted | None,
) -> Row:
    comparison = report.comparisons.get(field) if report else None
    value = typed.get(field, "")
    filled = (
        not value and field not in typed and comparison is not None and comparison.read is not None
    )
    own = tuple(f for f in findings if f.field is field and f.code not in _OF_ROWS and not filled)
    if filled and comparison and comparison.read:
        value = comparison.read.value
    return Row(field, value, filled, comparison, _gravest_first(own), wanted)


def _files(draft: Draft, report: Report | None) -> tuple[File, ...]:
    """Each file with what was found in it as a whole; what concerns a field stands at the field."""
    documents = iter(report.documents if report else ())
    files = []
    for place, one in enumerate(draft.submission.attachments):
        if one.kind is DocumentKind.PHOTO:
            own = tuple(report.findings if report else ())
            own = tuple(f for f in own if f.document is DocumentKind.PHOTO)
        else:
            document = next(documents, None)
            own = document.findings if document else ()
        files.append(File(place, one, _gravest_first(tuple(f for f in own if f.field is None))))
    return tuple(files)


def _gravest_first(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    order = ("error", "warning", "hint")
    return tuple(sorted(findings, key=lambda f: order.index(f.severity)))


def _asked(declared: Mapping[str, Any], report: Report | None) -> tuple[Asked, ...]:
    """The questions that would decide a rule, and those that were answered."""
    needs = {one.need for one in report.unclear} if report else set()
    names = [
        name
        for name in questions()
        if name not in _NOT_ASKED and (f"declarations.{name}" in needs or name in declared)
    ]
    return tuple(_question(name, declared.get(name)) for name in names)


def _question(name: str, given: Any) -> Asked:
    asked = question(f"declarations.{name}")
    chosen = str(given).lower() if isinstance(given, bool) else str(given or "")
    return Asked(name, asked.zh, asked.en, asked.values, chosen)


def change_of(draft: Draft, texts: Mapping[str, str]) -> Change:
    """What of it changes the form: `fields.NAME` and `declarations.NAME`; "" takes away.

    What the page shows and may not be changed stays as it was.
    """
    fields: dict[str, str] = {}
    declared: dict[str, Any] = {}
    for key, text in texts.items():
        room, _, name = key.partition(".")
        if room == "fields" and name in list(Field) and draft.allowed.field(Field(name)):
            fields[name] = text.strip()
        elif room == "declarations" and name in KNOWN and draft.allowed.declarations:
            declared[name] = _TRUTHS.get(text, text) if text else None
    return Change(fields, declared)
