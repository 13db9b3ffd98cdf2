"""The fields of a document: of all values found for a field the most likely one."""

from matching.text import normal_form
from models.documents import Line, Reading
from models.fields import Field
from ocr.confidence import confidence_of
from ocr.frame import Frame
from ocr.labels import Labels
from ocr.layout import Candidate, find_values
from ocr.page import PageText, Run
from ocr.pieces import cut
from ocr.plausible import is_complete
from ocr.split_labels import join_labels


def read_fields(pages: dict[int, PageText], labels: Labels) -> dict[Field, Reading]:
    """The readings of a document; pages by number. In the order of the vocabulary."""
    best: dict[Field, tuple[tuple[float, ...], Reading]] = {}
    for number, page in pages.items():
        runs = join_labels([run for run in page.runs if not run.apart], labels)
        pieces = [piece for run in runs for piece in cut(run, labels)]
        for candidate in find_values(pieces):
            rank, reading = _rank(candidate), _reading(candidate, number, page.frame)
            if candidate.field not in best or rank > best[candidate.field][0]:
                best[candidate.field] = rank, reading
    return {field: best[field][1] for field in Field if field in best}


def read_lines(number: int, page: PageText) -> list[Line]:
    """The lines of a page, at their places on the page as displayed."""
    return [_line(run, number, page.frame) for run in page.runs]


def _line(run: Run, number: int, frame: Frame) -> Line:
    return Line(run.text, run.confidence, number, frame.displayed(run.box))


def _reading(candidate: Candidate, number: int, frame: Frame) -> Reading:
    return Reading(
        value=normal_form(candidate.field, candidate.printed),
        printed=candidate.printed,
        confidence=confidence_of(candidate),
        page=number,
        box=frame.displayed(candidate.box),
    )


def _rank(candidate: Candidate) -> tuple[float, ...]:
    """Well-formed before badly read, an exact label before a guessed one, long before short."""
    return (
        float(is_complete(candidate.field, candidate.printed)),
        float(candidate.label.exact),
        float(len(candidate.label.text)),
        candidate.confidence,
    )
