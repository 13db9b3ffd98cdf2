"""Findings from comparisons: what was entered does not fit what the documents show."""

from itertools import combinations
from typing import TypedDict

from matching.differences import differences, kinds_of
from matching.meaning import same_meaning
from matching.text import DATES, ORGANISATIONS
from models.box import Box
from models.comparisons import Comparison, ComparisonState, SegmentKind
from models.documents import Document
from models.fields import DocumentKind, Field
from models.findings import Finding, Suggestion, found
from rules.profile import Profile

# Fields of which two documents of one person and one title must say the same.
_COMMON = (Field.NAME, Field.SEX, Field.BIRTH_DATE, Field.ID_NUMBER, Field.TITLE, Field.OBTAINED_ON)


class _Seen(TypedDict):
    """What the findings about a field that a document shows have in common."""

    field: Field
    document: DocumentKind | None
    page: int
    box: Box
    source: str
    zh: str
    en: str
    entered: str
    read: str


def judge_fields(comparisons: dict[Field, Comparison], profile: Profile) -> list[Finding]:
    """The findings of all fields, in the order of the form."""
    return [
        finding
        for field, comparison in comparisons.items()
        if (finding := _judge(field, comparison, profile))
    ]


def judge_documents(
    documents: tuple[Document, ...], profile: Profile, unclear_below: float
) -> list[Finding]:
    """Findings about the documents together: none at all, or two that contradict each other."""
    if not documents:
        return [found("DOCUMENT_NONE", source=profile.source("attachments"))]
    return [
        finding
        for first, second in combinations(documents, 2)
        for field in _COMMON
        if (finding := _contradiction(field, first, second, profile, unclear_below))
    ]


def judge_kind(wanted: DocumentKind, seen: DocumentKind) -> list[Finding]:
    """A finding when a document was put where another kind is asked for."""
    alike = {DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE}
    if wanted is seen or {wanted, seen} == alike or DocumentKind.OTHER in (wanted, seen):
        return []
    return [
        found(
            "KIND_UNEXPECTED",
            document=wanted,
            wanted_zh=wanted.zh,
            wanted_en=wanted.en,
            seen_zh=seen.zh,
            seen_en=seen.en,
        )
    ]


def _judge(field: Field, comparison: Comparison, profile: Profile) -> Finding | None:
    reading = comparison.read
    entered = comparison.entered
    if reading is None:  # there is one in every state but NOT_SHOWN
        return found("FIELD_NOT_SHOWN", field=field, zh=field.zh, en=field.en, entered=entered)
    seen = _Seen(
        field=field,
        document=comparison.document,
        page=reading.page,
        box=reading.box,
        source=profile.source("full_name" if field in ORGANISATIONS else "agreement"),
        zh=field.zh,
        en=field.en,
        entered=entered,
        read=reading.value,
    )
    suggestion = Suggestion(field, reading.value)
    match comparison.state:
        case ComparisonState.DIFFERS:
            return found("FIELD_DIFFERS", suggestion=suggestion, **seen)
        case ComparisonState.UNCLEAR:
            return found("FIELD_UNCLEAR", **seen)
        case ComparisonState.NOT_ENTERED:
            return found("FIELD_NOT_ENTERED", suggestion=suggestion, **seen)
        case _:
            return None


def _contradiction(
    field: Field, first: Document, second: Document, profile: Profile, unclear_below: float
) -> Finding | None:
    if field not in first.fields or field not in second.fields:
        return None
    one, other = first.fields[field], second.fields[field]
    sure = min(one.confidence, other.confidence) >= unclear_below
    # Dates are compared as far as both are given: to the month or to the day.
    precise = min(len(one.value), len(other.value)) if field in DATES else None
    segments = differences(one.value[:precise], other.value[:precise])
    if not sure or SegmentKind.OTHER not in kinds_of(segments):
        return None
    if same_meaning(field, one.value, other.value):
        return None
    return found(
        "DOCUMENTS_DISAGREE",
        field=field,
        document=second.kind,
        page=other.page,
        box=other.box,
        source=profile.source("agreement"),
        zh=field.zh,
        en=field.en,
        first_zh=first.kind.zh,
        first_en=first.kind.en,
        second_zh=second.kind.zh,
        second_en=second.kind.en,
        one=one.value,
        other=other.value,
    )
