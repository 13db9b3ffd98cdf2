"""Values as the JSON objects of the public contract: same keys, same order, nothing more."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models.advice_contract import advice_json, questions_json, unclear_json
from models.box import Box
from models.comparisons import Comparison, Match, Segment, SegmentKind
from models.documents import Document, Inspection, Line, PageFacts, Reading
from models.findings import Evidence, Finding, Suggestion
from models.lookup_contract import lookups_json
from models.lookups import Lookups
from models.photos import Photo, PhotoOutcome
from models.submissions import Report, Ruling

Json = dict[str, Any]


def inspection_json(inspection: Inspection) -> Json:
    """The object that `inspect` prints for one file."""
    return {
        "file": inspection.file,
        "sha256": inspection.sha256,
        "accepted": inspection.accepted,
        "pages": [_page(page) for page in inspection.pages],
        "findings": findings_json(inspection.findings),
    }


def document_json(document: Document, *, lines: bool) -> Json:
    """The object that `read` prints for one file; `check` leaves out the lines."""
    content: Json = {
        "file": document.file,
        "kind": document.kind,
        "fields": {field: reading_json(reading) for field, reading in document.fields.items()},
    }
    if lines:
        content["lines"] = [_line(line) for line in document.lines]
    return content | {
        "rows": [
            {field: reading_json(reading) for field, reading in row.items()}
            for row in document.rows
        ],
        "findings": findings_json(document.findings),
    }


def report_json(report: Report) -> Json:
    """The object that `check` prints."""
    return {
        "profile": report.profile,
        "verdict": report.verdict,
        "fields": {
            field: comparison_json(comparison) for field, comparison in report.comparisons.items()
        },
        "documents": [document_json(document, lines=False) for document in report.documents],
        "photo": _photo(report.photo) if report.photo else None,
        "findings": findings_json(report.findings),
        "unclear": unclear_json(report.unclear),
        "advice": advice_json(report.advice),
    } | ({"rosters": lookups_json(report.lookups)} if _asked(report.lookups) else {})


def _asked(lookups: Lookups) -> bool:
    return bool(lookups.people or lookups.units)


def ruling_json(ruling: Ruling) -> Json:
    """The object that `rules` prints for one form."""
    return {
        "profile": ruling.profile,
        "verdict": ruling.verdict,
        "findings": findings_json(ruling.findings),
        "unclear": unclear_json(ruling.unclear),
    }


def advised_json(ruling: Ruling, drafts: Iterable[Path]) -> Json:
    """The object that `advise` prints; drafts are the files that were written."""
    return {
        "profile": ruling.profile,
        "verdict": ruling.verdict,
        "advice": advice_json(ruling.advice),
        "questions": questions_json(ruling.questions),
        "findings": findings_json(ruling.findings),
        "drafts": [str(path) for path in drafts],
    }


def photo_json(outcome: PhotoOutcome) -> Json:
    """The object that `photo` prints; its measures are null when the photo was refused."""
    measures = _photo(outcome.photo) if outcome.photo else dict.fromkeys(_PHOTO)
    return measures | {"findings": findings_json(outcome.findings)}


def photo_check_json(outcome: PhotoOutcome) -> Json:
    """The object that `photo --check` prints: also the density, the frame and the receipt."""
    photo, content = outcome.photo, photo_json(outcome)
    findings = content.pop("findings")
    measures = photo.measures if photo else None
    return content | {
        "dpi": photo.dpi if photo else None,
        "measures": {name: getattr(measures, name) for name in _MEASURES} if measures else None,
        "receipt": photo.receipt if photo else None,
        "findings": findings,
    }


def match_json(
    field: str, text: str, candidates: Iterable[tuple[Match, tuple[Segment, ...]]]
) -> Json:
    """The object that `match` prints for one text: candidates, best first."""
    return {
        "field": field,
        "text": text,
        "candidates": [
            {**_match(match), "differences": _differences(segments)}
            for match, segments in candidates
        ],
    }


def _differences(segments: tuple[Segment, ...]) -> list[Json]:
    """What differs: at which character of the text, and the two runs of characters."""
    found, at = [], 0
    for segment in segments:
        if segment.kind is not SegmentKind.SAME:
            found.append(
                {"kind": segment.kind, "at": at, "text": segment.entered, "name": segment.read}
            )
        at += len(segment.entered)
    return found


def _match(match: Match) -> Json:
    return {"id": match.id, "name": match.name, "score": match.score}


def findings_json(findings: tuple[Finding, ...]) -> list[Json]:
    """FINDING objects."""
    return [finding_json(finding) for finding in findings]


_PHOTO = ("file", "bytes", "width_px", "height_px", "background_white")
_MEASURES = ("eyes_px", "eye_line", "aside", "head_height", "tilt_degrees")


def _photo(photo: Photo) -> Json:
    return {key: getattr(photo, key) for key in _PHOTO}


def _page(page: PageFacts) -> Json:
    return {
        "number": page.number,
        "width_px": page.width_px,
        "height_px": page.height_px,
        "dpi": round(page.dpi, 1) if page.dpi is not None else None,
        "source": page.source,
    }


def _line(line: Line) -> Json:
    return {
        "text": line.text,
        "confidence": round(line.confidence, 3),
        "page": line.page,
        "box": _box(line.box),
    }


def reading_json(reading: Reading) -> Json:
    """A READING object."""
    return {
        "value": reading.value,
        "printed": reading.printed,
        "confidence": reading.confidence,
        "page": reading.page,
        "box": _box(reading.box),
    }


def comparison_json(comparison: Comparison) -> Json:
    """A COMPARISON object."""
    matched = comparison.matched
    return {
        "entered": comparison.entered,
        "read": reading_json(comparison.read) if comparison.read else None,
        "state": comparison.state,
        "matched": _match(matched) if matched else None,
        "note": comparison.note,
    }


def finding_json(finding: Finding) -> Json:
    """A FINDING object."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "field": finding.field,
        "document": finding.document,
        "message": finding.message,
        "message_en": finding.message_en,
        "source": finding.source,
        "evidence": _evidence(finding.evidence) if finding.evidence else None,
        "suggestion": _suggestion(finding.suggestion) if finding.suggestion else None,
    }


def _evidence(evidence: Evidence) -> Json:
    return {"page": evidence.page, "box": _box(evidence.box) if evidence.box else None}


def _suggestion(suggestion: Suggestion) -> Json:
    return {"field": suggestion.field, "value": suggestion.value}


def _box(box: Box) -> list[float]:
    return [round(edge, 1) for edge in (box.x0, box.y0, box.x1, box.y1)]
