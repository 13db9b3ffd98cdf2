"""One submission from its files and its form to the report: the whole story."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from intake.crops import Place, cut_crops
from intake.files import shown
from intake.photo.check import check_photo
from matching.compare import compare
from models.comparisons import Comparison
from models.errors import FileRefused, PageUnreadable
from models.fields import DocumentKind, Field
from models.photos import PhotoOutcome
from models.settings import Settings
from models.submissions import Form, Report, Submission, verdict_of
from rules.discrepancies import judge_documents, judge_fields, judge_kind
from rules.profile import load_profile
from workers.child import FILE, PHOTO
from workers.children import Children, ahead
from workers.lookup import Rosters, find_out, open_rosters
from workers.progress import Progress, Stage, Step
from workers.reading import FileReading, read
from workers.ruling import advise_on, submission_case


def check_submission(
    submission: Submission, children: Children, settings: Settings, progress: Progress
) -> Report:
    """Inspect and read the documents, check the photo, compare with the form, and judge."""
    rosters = open_rosters(settings, progress)
    attached = submission.attachments

    def reading_of(number: int) -> FileReading:
        return _read_attachment(*attached[number], children, settings, progress)

    readings = list(ahead(reading_of, len(attached), settings.workers))
    asked = load_profile(submission.profile).photo_settings(settings)
    photo = _check_photo(submission.photo, children, asked, progress)
    progress(Step(Stage.REPORT, "", 1, 1))
    report = conclude(submission.profile, submission.form, readings, photo, rosters, settings)
    return replace(report, crops=crops_of(report.comparisons, readings, children, settings))


def conclude(
    profile_name: str,
    form: Form,
    readings: Sequence[FileReading],
    photo: PhotoOutcome,
    rosters: Rosters,
    settings: Settings,
) -> Report:
    """Compare what was read with the form, and judge. The report has no crops yet."""
    profile = load_profile(profile_name)
    documents = tuple(reading.document for reading in readings)
    comparisons = compare(
        form.fields, documents, settings.unclear_below, full_names=profile.full_names
    )
    known = find_out(form, comparisons, rosters, settings)
    ruling = advise_on(submission_case(profile.name, known.form, documents, photo.photo, settings))
    findings = (
        *judge_fields(comparisons, profile),
        *judge_documents(documents, profile, settings.unclear_below),
        *(finding for document in documents for finding in document.findings),
        *photo.findings,
        *known.findings,
        *ruling.findings,
    )
    return Report(
        profile=profile.name,
        verdict=verdict_of(findings),
        comparisons=known.comparisons,
        documents=documents,
        inspections=tuple(reading.inspection for reading in readings),
        photo=photo.photo,
        findings=findings,
        crops={},
        unclear=ruling.unclear,
        advice=ruling.advice,
        lookups=known.lookups,
        photo_view=photo.view,
    )


def _read_attachment(
    wanted: DocumentKind, path: Path, children: Children, settings: Settings, progress: Progress
) -> FileReading:
    """Read a file that was given as a document of the wanted kind."""
    return as_kind(wanted, read(path, None, children, settings, progress))


def as_kind(wanted: DocumentKind, reading: FileReading) -> FileReading:
    """A file that was given as a document of the wanted kind, whatever it looks like."""
    seen = reading.document.kind
    kind = (
        seen
        if wanted is DocumentKind.CERTIFICATE and seen is DocumentKind.E_CERTIFICATE
        else wanted
    )
    findings = (*reading.document.findings, *judge_kind(wanted, seen))
    document = replace(
        reading.document, kind=kind, findings=tuple(finding.on(kind) for finding in findings)
    )
    return replace(reading, document=document)


def _check_photo(
    path: Path | None, children: Children, settings: Settings, progress: Progress
) -> PhotoOutcome:
    if path is None:
        return PhotoOutcome(None, ())
    progress(Step(Stage.PHOTO, shown(path), 1, 1))
    try:
        outcome = children.run(PHOTO, check_photo, path, settings)
    except (FileRefused, PageUnreadable) as error:
        outcome = PhotoOutcome(None, error.findings)
    return of_photo(outcome)


def of_photo(outcome: PhotoOutcome) -> PhotoOutcome:
    """The outcome with its findings said of the submission's photo."""
    return replace(
        outcome, findings=tuple(finding.on(DocumentKind.PHOTO) for finding in outcome.findings)
    )


def crops_of(
    comparisons: dict[Field, Comparison],
    readings: Sequence[FileReading],
    children: Children,
    settings: Settings,
) -> dict[Field, bytes]:
    """The places on the scans that the compared readings were taken from, as PNG."""
    crops: dict[Field, bytes] = {}
    for reading in readings:
        places = tuple(
            Place(
                field,
                comparison.read.page,
                comparison.read.box,
                reading.pages[comparison.read.page].frame.turned,
            )
            for field, comparison in comparisons.items()
            if comparison.read and comparison.read == reading.document.fields.get(field)
        )
        if not places:
            continue
        # A report without pictures is better than none.
        with suppress(FileRefused, PageUnreadable):
            crops |= children.run(FILE, cut_crops, reading.data, places, settings)
    return crops
