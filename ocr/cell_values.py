"""The value in a cell: its text, or of options the one that is ticked; the name of one."""

import re
from collections.abc import Iterator

from models.fields import Field
from ocr.cell_text import Cell, part_of, piece_of
from ocr.labels import Labels
from ocr.letters import SPECKS
from ocr.page import Run
from ocr.pieces import Piece, cut
from ocr.ticks import are_several, chosen

OPTIONS = {Field.SEX, Field.LEVEL, Field.REVIEW_TYPE, Field.ID_TYPE}
_MARK = re.compile(r"[□☑√✓✔]|[(（]\s*[)）]")
_FORMER = re.compile(r"\s*[(（]?\s*(?:曾用名|原名|又名)(?=.)")
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")  # 出生年月(岁), 审批机关意见(盖章)
_NO_LABELS = Labels((), {})


def bare(text: str, labels: Labels) -> str:
    """A name without its colon and a remark, of which 学科(专业) has none."""
    if labels.whole(text):
        return text
    return _REMARK.sub("", text.strip(SPECKS).rstrip(":")).rstrip(":")


def value_of(cell: Cell, field: Field) -> tuple[tuple[Piece, ...], bool]:
    """The text of a value's cell, of options the one that is ticked; and whether that is sure."""
    if field is Field.NAME:
        return tuple(p for run in _named_now(cell) for p in cut(run, _NO_LABELS)), True
    text = "".join(run.text for run in cell.runs)
    centres = _one_line(cell)
    choice = chosen(text, centres)
    unread = field in OPTIONS and are_several(text, centres)
    if choice is None and (unread or _MARK.search(text)):
        return (), False  # options whose marks were not read, or not all of them
    if choice is None:
        return tuple(p for run in cell.runs for p in cut(run, _NO_LABELS)), True
    if choice.span is None:
        return (), False
    begin, end = choice.span
    for run in cell.runs:
        if begin < len(run.text):
            part = part_of(run, begin, end)
            return ((piece_of(part),) if part else ()), choice.sure
        begin, end = begin - len(run.text), end - len(run.text)
    return (), False


def _named_now(cell: Cell) -> Iterator[Run]:
    """The runs of a name's cell, up to what somebody was called before: 王静(曾用名:王小静)."""
    for run in cell.runs:
        former = _FORMER.search(run.text)
        part = part_of(run, 0, former.start()) if former else run
        if part is not None:
            yield part
        if former:
            return


def _one_line(cell: Cell) -> tuple[float, ...]:
    """The places of a cell's characters as if its lines followed each other."""
    places: list[float] = []
    for run in cell.runs:
        start = places[-1] + 2 * run.box.height - run.centres[0] if places else 0.0
        places += [start + centre for centre in run.centres]
    return tuple(places)


def label_of(cell: Cell, text: str, field: Field, *, exact: bool) -> Piece:
    """The label of a value that a cell is: of this field, worded so; exact when sure."""
    box = cell.runs[0].box
    for run in cell.runs[1:]:
        box = box.union(run.box)
    confidence = min(run.confidence for run in cell.runs)
    return Piece(text, confidence, box, (), is_label=True, field=field, exact=exact)
