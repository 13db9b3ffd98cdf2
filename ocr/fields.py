"""The fields of a document: of all values found for a field the most likely one."""

from dataclasses import dataclass

from matching.text import normal_form
from models.documents import Line, Reading
from models.fields import Field
from ocr.alternatives import mended
from ocr.confidence import load_model
from ocr.evidence import evidence_of
from ocr.frame import Frame
from ocr.labels import Labels
from ocr.layout import Candidate, find_values
from ocr.page import PageText, Run
from ocr.pieces import cut
from ocr.plausible import is_complete
from ocr.split_labels import join_labels


@dataclass(frozen=True, slots=True)
class Found:
    """The value chosen for a field: where, and whether the document also shows another one."""

    candidate: Candidate
    page: int
    frame: Frame
    contested: bool = False

    @property
    def value(self) -> str:
        return normal_form(self.candidate.field, self.candidate.printed)


def find_fields(pages: dict[int, PageText], labels: Labels) -> dict[Field, Found]:
    """The values of a document; pages by number. In the order of the vocabulary."""
    best: dict[Field, Found] = {}
    for number, page in pages.items():
        runs = join_labels([run for run in page.runs if not run.apart], labels)
        pieces = [piece for run in runs for piece in cut(run, labels)]
        for candidate in map(mended, find_values(pieces)):
            found = Found(candidate, number, page.frame)
            best[candidate.field] = _better(best.get(candidate.field), found)
    return {field: best[field] for field in Field if field in best}


def readings_of(found: dict[Field, Found]) -> dict[Field, Reading]:
    """The readings of values that belong together, each with its confidence."""
    values = {field: one.value for field, one in found.items()}
    return {field: _reading(one, values) for field, one in found.items()}


def evidence_for(found: Found, values: dict[Field, str]) -> dict[str, float]:
    """What speaks for and against a value."""
    return evidence_of(found.candidate, values, contested=found.contested)


def read_lines(number: int, page: PageText) -> list[Line]:
    """The lines of a page, at their places on the page as displayed."""
    return [_line(run, number, page.frame) for run in page.runs]


def _better(known: Found | None, new: Found) -> Found:
    """The more likely of two values for a field; contested when they differ."""
    if known is None:
        return new
    first, other = (new, known) if _rank(new.candidate) > _rank(known.candidate) else (known, new)
    contested = first.contested or first.value != other.value
    return Found(first.candidate, first.page, first.frame, contested)


def _line(run: Run, number: int, frame: Frame) -> Line:
    return Line(run.text, run.confidence, number, frame.displayed(run.box))


def _reading(found: Found, values: dict[Field, str]) -> Reading:
    candidate = found.candidate
    return Reading(
        value=values[candidate.field],
        printed=candidate.printed,
        confidence=load_model().probability(evidence_for(found, values)),
        page=found.page,
        box=found.frame.displayed(candidate.box),
    )


def _rank(candidate: Candidate) -> tuple[float, ...]:
    """Well-formed before badly read, an exact label before a guessed one, long before short."""
    return (
        float(is_complete(candidate.field, candidate.printed)),
        float(candidate.label.exact),
        float(len(candidate.label.text)),
        candidate.confidence,
    )
