"""A submission as it comes in, and the report that goes out."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from models.advice import Advice, Question, Unclear
from models.comparisons import Comparison
from models.documents import Document, Inspection
from models.fields import DocumentKind, Field
from models.findings import Finding, Severity, worst
from models.lookups import NOT_LOOKED_UP, Lookups
from models.photos import Photo, PhotoView


@dataclass(frozen=True, slots=True)
class Form:
    """What the applicant typed; an absent declaration is unknown, not false."""

    fields: dict[Field, str]
    declarations: dict[str, object]


@dataclass(frozen=True, slots=True)
class Submission:
    """The files and the form that are checked together."""

    profile: str
    form: Form
    attachments: tuple[tuple[DocumentKind, Path], ...]
    photo: Path | None


class Verdict(StrEnum):
    """May the submission be sent?"""

    READY = "ready"
    ATTENTION = "attention"
    BLOCKED = "blocked"


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """blocked with an error, attention with a warning, else ready."""
    match worst(findings):
        case Severity.ERROR:
            return Verdict.BLOCKED
        case Severity.WARNING:
            return Verdict.ATTENTION
        case _:
            return Verdict.READY


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules of a collection make of one form."""

    profile: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    unclear: tuple[Unclear, ...]
    advice: tuple[Advice, ...] = ()
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found about one submission; comparisons are in the order of the form.

    unclear and advice are those of the collection's rules.
    """

    profile: str
    verdict: Verdict
    comparisons: dict[Field, Comparison]
    documents: tuple[Document, ...]
    inspections: tuple[Inspection, ...]
    photo: Photo | None
    findings: tuple[Finding, ...]
    crops: dict[Field, bytes]  # PNG of the place that each reading was taken from
    unclear: tuple[Unclear, ...] = ()
    advice: tuple[Advice, ...] = ()
    lookups: Lookups = NOT_LOOKED_UP
    photo_view: PhotoView | None = None


def refusal(profile: str, findings: tuple[Finding, ...]) -> Report:
    """The report of a submission whose form could not be taken."""
    return Report(profile, verdict_of(findings), {}, (), (), None, findings, {})


def refused_form(profile: str, findings: tuple[Finding, ...]) -> Ruling:
    """The ruling on a form that could not be taken."""
    return Ruling(profile, verdict_of(findings), findings, ())
