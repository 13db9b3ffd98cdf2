"""What rows of a form tell whose borders were not seen: labels and values in one cell."""

from collections.abc import Iterator
from dataclasses import replace

from matching.text import squeezed
from ocr.cell_text import Cell, cell_of, piece_of
from ocr.cell_values import OPTIONS, value_of
from ocr.labels import Labels
from ocr.layout import Candidate
from ocr.opinions import read_part
from ocr.page import Run
from ocr.plausible import is_plausible


def read_open_rows(cell: Cell, labels: Labels, *, in_opinion: bool) -> Iterator[Candidate]:
    """The values of such rows in a cell; what else stands in an opinion has been read."""
    rows = [line for line in cell.lines if _is_row(line, labels)]
    if in_opinion:
        yield from read_part(cell_of(cell.box, [run for row in rows for run in row]), None, labels)
    for row in rows:
        for number, run in enumerate(row[:-1]):
            label = labels.whole(squeezed(run.text))
            if label and label.field in OPTIONS:
                held = cell_of(cell.box, _up_to_label(cell, row[number + 1 :], row, labels))
                pieces, sure = value_of(held, label.field)
                if pieces and is_plausible(label.field, "".join(p.text for p in pieces)):
                    name = replace(piece_of(run), is_label=True, field=label.field, exact=sure)
                    yield Candidate(label.field, name, pieces, beside=True)


def _is_row(line: tuple[Run, ...], labels: Labels) -> bool:
    """Does the line hold a label and more, as a row of a table does?"""
    return len(line) > 1 and any(labels.whole(squeezed(run.text)) for run in line)


def _up_to_label(
    cell: Cell, rest: tuple[Run, ...], row: tuple[Run, ...], labels: Labels
) -> list[Run]:
    """The rest of a row, and the lines of the cell below it, up to the next label."""
    below = cell.lines[cell.lines.index(row) + 1 :]
    held: list[Run] = []
    for run in (*rest, *(run for line in below for run in line)):
        if labels.whole(squeezed(run.text)):
            break
        held.append(run)
    return held
