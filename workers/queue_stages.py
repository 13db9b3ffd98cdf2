"""What each stage of the queue does: from what is stored to what is to be stored.

Each is a function of its subject alone, so it may be done again at any time with the same result.
What is wrong with a file or a page is an outcome; an exception means that the stage itself failed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from intake.form import parse_form
from intake.photo.check import check_photo, held_against
from matching.dictionary_data import using
from models.contract import comparison_json, finding_json, reading_json
from models.documents import Inspection
from models.errors import FileRefused, PageUnreadable, refused
from models.fields import DocumentKind
from models.findings import Finding
from models.photos import PhotoOutcome, ReceiptState
from models.settings import Settings
from models.submissions import Report
from models.work import NewAttachment, Subject, Submission, WorkStage
from models.work_books import dictionary_of, judged_with
from models.work_flow import Outcome
from models.work_queries import find, get, latest_results, results
from models.work_store import WorkStore
from ocr.frame import Frame
from ocr.page import PageText
from ocr.pdf_page import read_page
from rules.profile import load_profile
from workers.child import PHOTO, page_subject
from workers.children import Children
from workers.dictionary_in_force import dictionary_told
from workers.file_store import FileStore
from workers.lookup import open_rosters
from workers.progress import unwatched
from workers.reading import FileReading, inspect_bytes, put_together
from workers.report import render_report
from workers.result_codec import from_bytes, of_this_version, to_bytes
from workers.submission import as_kind, conclude, crops_of, of_photo


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with."""

    store: WorkStore
    files: FileStore
    children: Children
    settings: Settings


@dataclass(frozen=True, slots=True)
class PageResult:
    """A page after reading: its text, None where it could not be read, and why."""

    text: PageText | None
    findings: tuple[Finding, ...]


def do(subject: Subject, tools: Tools) -> Outcome:
    """The outcome of a piece of work. Raises TemporaryFailure where another try may go well."""
    return _STAGES[subject.stage](subject, tools)


def _intake(subject: Subject, tools: Tools) -> Outcome:
    try:
        data = tools.files.get(subject.name)
        # The name is that of the submission's attachment; one file may have several.
        inspection = inspect_bytes("", data, tools.children, tools.settings, unwatched)
    except FileRefused as error:
        inspection = Inspection("", subject.name, False, (), error.findings)
    last = max((page.number for page in inspection.pages), default=0)
    return Outcome(to_bytes(inspection), pages=last)


def _page(subject: Subject, tools: Tools) -> Outcome:
    inspection = _inspection(subject.name, tools)
    facts = next((page for page in inspection.pages if page.number == subject.page), None)
    if facts is None:  # inspection has said why
        return Outcome(to_bytes(PageResult(None, ())))
    data = tools.files.get(subject.name)
    about = page_subject(subject.page)
    try:
        text = tools.children.run(about, read_page, data, facts, tools.settings)
    except PageUnreadable as error:
        return Outcome(to_bytes(PageResult(None, error.findings)))
    return Outcome(to_bytes(PageResult(text, ())))


def _photo(subject: Subject, tools: Tools) -> Outcome:
    try:
        with tools.files.as_path(subject.name) as path:
            outcome = tools.children.run(PHOTO, check_photo, path, tools.settings)
    except (FileRefused, PageUnreadable) as error:
        outcome = PhotoOutcome(None, error.findings)
    return Outcome(to_bytes(outcome))


def _judge(subject: Subject, tools: Tools) -> Outcome:
    submission = _submission(subject, tools)
    # The work says with which dictionary: that in force when it was begun, whatever is by now.
    with using(dictionary_told(dictionary_of(subject.version), tools.store.tables)):
        report = conclude(
            submission.profile,
            parse_form({key: submission.form.get(key, {}) for key in ("fields", "declarations")}),
            _readings(submission, tools),
            _photo_of(submission, tools),
            open_rosters(tools.settings, unwatched),
            tools.settings,
        )
    return outcome_of(report)


def outcome_of(report: Report) -> Outcome:
    """A report as what was judged, with the rows that it is found by."""
    return Outcome(
        to_bytes(report),
        verdict=report.verdict,
        readings=tuple(
            {"place": place, "document": document.kind, "field": field, "body": reading_json(one)}
            for place, document in enumerate(report.documents)
            for field, one in document.fields.items()
        ),
        comparisons=tuple(
            {"field": field, "state": one.state, "body": comparison_json(one)}
            for field, one in report.comparisons.items()
        ),
        findings=tuple(
            {
                "place": place,
                "code": one.code,
                "severity": one.severity,
                "field": one.field,
                "body": finding_json(one),
            }
            for place, one in enumerate(report.findings)
        ),
    )


def _report(subject: Subject, tools: Tools) -> Outcome:
    submission = _submission(subject, tools)
    versions = judged_with(dictionary_of(subject.version), tools.store.versions)
    with tools.store.asking() as connection:
        version = versions[WorkStage.JUDGE]
        (data, _) = results(connection, WorkStage.JUDGE, subject.name, version)[0]
    report = from_bytes(data, Report)
    crops = crops_of(
        report.comparisons, _judged(submission, report, tools), tools.children, tools.settings
    )
    page = render_report(replace(report, crops=crops))
    return Outcome(report=tools.files.put(page.encode()))


def report_of(submission: Submission, tools: Tools) -> Report | None:
    """What a submission was judged to be in its present round, by whichever version of the code
    and with whichever dictionary.

    None until it is judged, and where other code wrote what can't be read any more.
    """
    name = f"{submission.ref}:{submission.round}"
    with tools.store.asking() as connection:
        found = latest_results(connection, WorkStage.JUDGE, name)
    return of_this_version(found[0], Report) if found else None


def frame_of(sha256: str, number: int, tools: Tools) -> Frame | None:
    """How a page of a file lies; None where it could not be read."""
    with tools.store.asking() as connection:
        found = latest_results(connection, WorkStage.PAGE, sha256).get(number)
    page = of_this_version(found, PageResult) if found else None
    return page.text.frame if page and page.text else None


def _submission(subject: Subject, tools: Tools) -> Submission:
    """The submission that a subject names by its ref and round."""
    with tools.store.asking() as connection:
        id_ = find(connection, subject.name.partition(":")[0])
        found = get(connection, [id_]) if id_ is not None else []
    if not found:
        raise refused("SUBMISSION_GONE")
    return found[0]


def _inspection(sha256: str, tools: Tools) -> Inspection:
    with tools.store.asking() as connection:
        version = tools.store.versions[WorkStage.INTAKE]
        found = results(connection, WorkStage.INTAKE, sha256, version)
    return from_bytes(found[0][0], Inspection)


def _papers(submission: Submission) -> list[NewAttachment]:
    return [one for one in submission.attachments if one.kind is not DocumentKind.PHOTO]


def _readings(submission: Submission, tools: Tools) -> tuple[FileReading, ...]:
    """The documents of a submission, put together from their pages."""
    return tuple(as_kind(one.kind, _reading(one, tools)) for one in _papers(submission))


def _reading(given: NewAttachment, tools: Tools) -> FileReading:
    inspection = replace(_inspection(given.sha256, tools), file=given.file)
    stored = _pages(given.sha256, tools)
    if missing := {page.number for page in inspection.pages} - stored.keys():
        raise LookupError(f"pages {sorted(missing)} are not read")  # never judged by halves
    failed = [finding for page in stored.values() for finding in page.findings]
    return put_together(b"", inspection, _texts(stored), failed, None, tools.settings)


def _judged(submission: Submission, report: Report, tools: Tools) -> list[FileReading]:
    """The documents of a submission as they were judged, with the bytes of their files."""
    if not report.documents:  # the form could not be taken
        return []
    judged = zip(_papers(submission), report.inspections, report.documents, strict=True)
    return [
        FileReading(
            tools.files.get(one.sha256), inspection, document, _texts(_pages(one.sha256, tools))
        )
        for one, inspection, document in judged
    ]


def _pages(sha256: str, tools: Tools) -> dict[int, PageResult]:
    """What was read of the pages of a file, by number."""
    with tools.store.asking() as connection:
        stored = results(connection, WorkStage.PAGE, sha256, tools.store.versions[WorkStage.PAGE])
    return {number: from_bytes(data, PageResult) for number, (data, _) in sorted(stored.items())}


def _texts(pages: dict[int, PageResult]) -> dict[int, PageText]:
    """The pages that could be read."""
    return {number: page.text for number, page in pages.items() if page.text is not None}


def _photo_of(submission: Submission, tools: Tools) -> PhotoOutcome:
    photos = [one for one in submission.attachments if one.kind is DocumentKind.PHOTO]
    if not photos:
        return PhotoOutcome(None, ())
    with tools.store.asking() as connection:
        version = tools.store.versions[WorkStage.PHOTO]
        (data, _) = results(connection, WorkStage.PHOTO, photos[0].sha256, version)[0]
    # A file is measured once, whoever sends it; what is asked of it depends on the collection.
    asked = load_profile(submission.profile).photo_settings(tools.settings)
    outcome = of_photo(held_against(from_bytes(data, PhotoOutcome), asked))
    made_here = submission.form.get("portrait", {}).get("made") == photos[0].sha256
    return _with_receipt(outcome) if made_here else outcome


def _with_receipt(outcome: PhotoOutcome) -> PhotoOutcome:
    """A photo that the service made itself needs no receipt: its digest is with the submission."""
    photo = outcome.photo and replace(outcome.photo, receipt=ReceiptState.SIGNED)
    findings = tuple(f for f in outcome.findings if f.code != "PHOTO_NO_RECEIPT")
    return replace(outcome, photo=photo, findings=findings)


_STAGES: Mapping[WorkStage, Callable[[Subject, Tools], Outcome]] = {
    WorkStage.INTAKE: _intake,
    WorkStage.PAGE: _page,
    WorkStage.PHOTO: _photo,
    WorkStage.JUDGE: _judge,
    WorkStage.REPORT: _report,
}
