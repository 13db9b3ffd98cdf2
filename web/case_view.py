"""A case as its page shows it: the report of its last check, the pages, and where things stand."""

from dataclasses import dataclass

from models.cases import Case
from models.comparisons import Comparison
from models.documents import Inspection
from models.fields import DocumentKind, Field
from models.findings import Finding
from models.review_queries import reviews_of
from models.reviews import Allowed, Decided, Reason, Review, allowed_by
from models.submissions import Report
from models.work import NewAttachment, WorkStage
from models.work_queries import latest_results
from web.service import Service
from workers.report_layout import Layout, lay_out
from workers.result_codec import of_this_version, plain


@dataclass(frozen=True, slots=True)
class Mark:
    """The place of a reading on a page, in points; state is that of its comparison."""

    field: Field
    x: float
    y: float
    width: float
    height: float
    state: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page of an attachment: width and height in points, 0 where they are not known.

    turned is the clockwise turn that makes the text upright.
    """

    place: int
    number: int
    kind: DocumentKind
    file: str
    width: float
    height: float
    turned: int
    marks: tuple[Mark, ...]

    @property
    def id(self) -> str:
        """Its name within the page."""
        return f"page-{self.place}-{self.number}"


@dataclass(frozen=True, slots=True)
class Change:
    """A value as it was when the case was returned, and as it is now."""

    field: Field
    before: str
    after: str
    named: bool


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file that was replaced, added or taken away since the case was returned.

    pages: of a replaced one, the numbers of all pages of either, and whether they were to change.
    """

    kind: DocumentKind
    before: NewAttachment | None
    after: NewAttachment | None
    named: bool
    pages: tuple[tuple[int, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case with all that its page needs; report is None where it was never judged.

    where: the page of each field's reading.
    """

    case: Case
    report: Report | None
    layout: Layout | None
    pages: tuple[Page, ...]
    photos: tuple[int, ...]
    where: dict[Field, str]
    reviews: tuple[Review, ...]
    changes: tuple[Change, ...]
    files: tuple[FileChange, ...]

    @property
    def returned(self) -> Review | None:
        """The last return."""
        return next((one for one in self.reviews if one.decided is Decided.RETURNED), None)


def view_of(service: Service, case: Case) -> CaseView:
    """Everything from what is stored: nothing is read again."""
    report = judged_report(service, case)
    pages = _pages(service, case, report) if report else ()
    with service.store.asking() as connection:
        reviews = reviews_of(connection, case.submission.id)
    last = next((one for one in reviews if one.decided is Decided.RETURNED), None)
    kinds = [one.kind for one in case.submission.attachments]
    return CaseView(
        case=case,
        report=report,
        layout=lay_out(report) if report else None,
        pages=pages,
        photos=tuple(n for n, kind in enumerate(kinds) if kind is DocumentKind.PHOTO),
        where={mark.field: page.id for page in pages for mark in page.marks},
        reviews=reviews,
        changes=_changes(case, last) if last else (),
        files=_file_changes(service, case, last) if last else (),
    )


def judged_report(service: Service, case: Case) -> Report | None:
    """The report of the last round that was judged, whichever version of the code did it."""
    name = f"{case.submission.ref}:{case.judged}"
    with service.store.asking() as connection:
        found = latest_results(connection, WorkStage.JUDGE, name)
    return of_this_version(found[0], Report) if found else None


def _pages(service: Service, case: Case, report: Report) -> tuple[Page, ...]:
    """The pages of all documents, in their order."""
    papers = [
        (place, one)
        for place, one in enumerate(case.submission.attachments)
        if one.kind is not DocumentKind.PHOTO
    ]
    pages: list[Page] = []
    for (place, one), inspection in zip(papers, report.inspections, strict=False):
        number = next(i for i, (at, _) in enumerate(papers) if at == place)
        pages += _pages_of(service, place, one, inspection, report, number)
    return tuple(pages)


def _pages_of(
    service: Service,
    place: int,
    one: NewAttachment,
    inspection: Inspection,
    report: Report,
    number: int,
) -> list[Page]:
    marks = _marks(report, number)
    with service.store.asking() as connection:
        stored = latest_results(connection, WorkStage.PAGE, one.sha256)
    pages = []
    for facts in inspection.pages:
        text = plain(stored[facts.number])["text"] if facts.number in stored else None
        frame = text["frame"] if text else {"width": 0, "height": 0, "turned": 0}
        size = frame["width"], frame["height"]
        own = tuple(mark for page, mark in marks if page == facts.number)
        pages.append(Page(place, facts.number, one.kind, one.file, *size, frame["turned"], own))
    return pages


def _marks(report: Report, number: int) -> list[tuple[int, Mark]]:
    """The places of the readings that were compared and stand in the document of this number."""
    document = report.documents[number]
    marks = []
    for field, comparison in report.comparisons.items():
        read = comparison.read
        if read is None or document.fields.get(field) != read:
            continue
        box = read.box
        mark = Mark(field, box.x0, box.y0, box.width, box.height, comparison.state)
        marks.append((read.page, mark))
    return marks


def difference_of(service: Service, case: Case, number: int, page: int) -> bytes | None:
    """What has changed on a page of a replaced file since the case was returned, as a JPEG."""
    changes = view_of(service, case).files
    one = changes[number] if 0 <= number < len(changes) else None
    if not (one and one.before and one.after and page in dict(one.pages)):
        return None
    return service.pictures.difference(one.before.sha256, one.after.sha256, page)


def _changes(case: Case, last: Review) -> tuple[Change, ...]:
    """The values that are not what they were when the case was returned."""
    before, after = last.form.get("fields", {}), case.submission.form.get("fields", {})
    named = {one.field for one in last.reasons}
    return tuple(
        Change(field, before.get(field, ""), after.get(field, ""), field in named)
        for field in Field
        if before.get(field, "") != after.get(field, "")
    )


def _file_changes(service: Service, case: Case, last: Review) -> tuple[FileChange, ...]:
    """What became of the files that the case was returned with; each new one replaces one."""
    before, after = last.attachments, case.submission.attachments
    same = {one.sha256 for one in before} & {one.sha256 for one in after}
    new = [one for one in after if one.sha256 not in same]
    allowed = allowed_by(last.reasons)
    changes = []
    for one in before:
        if one.sha256 in same:
            continue
        to = next((other for other in new if other.kind is one.kind), None)
        if to:
            new.remove(to)
        pages = _named_pages(service, one, to, allowed) if to else ()
        changes.append(FileChange(one.kind, one, to, allowed.document(one.kind), pages))
    added = (FileChange(one.kind, None, one, allowed.document(one.kind)) for one in new)
    return (*changes, *added)


def _named_pages(
    service: Service, before: NewAttachment, after: NewAttachment, allowed: Allowed
) -> tuple[tuple[int, bool], ...]:
    if before.kind is DocumentKind.PHOTO:
        return ()
    named = (allowed.documents or {}).get(before.kind)
    with service.store.asking() as connection:
        stored = [
            latest_results(connection, WorkStage.INTAKE, one.sha256) for one in (before, after)
        ]
    count = max((len(plain(found[0])["pages"]) for found in stored if found), default=0)
    return tuple(
        (number, named is not None and (not named or number in named))
        for number in range(1, count + 1)
    )


def draft_reason(
    field: Field | None, comparison: Comparison | None, findings: tuple[Finding, ...]
) -> Reason:
    """A reason to return, made of what was found at a field or on its own; to be edited."""
    first = findings[0] if findings else None
    words = "".join(dict.fromkeys(one.message for one in findings))
    if not words and field and comparison:
        words = _words_of(field, comparison)
    document = first.document if first else None
    page = first.evidence.page if first and first.evidence else None
    if comparison and document is None:
        document = comparison.document
        page = comparison.read.page if comparison.read else None
    code = first.code if first else ""
    return Reason(words, field, document, page, code)


def _words_of(field: Field, comparison: Comparison) -> str:
    read = comparison.read.value if comparison.read else ""
    if read:
        return f"“{field.zh}”填写的是“{comparison.entered}”，材料上是“{read}”，请核对后更正。"
    return f"“{field.zh}”填写的是“{comparison.entered}”，材料上没有，请核对后更正。"
