"""What stands in the cells of a ruled table: runs assigned to cells, lines in reading order."""

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Protocol, TypeVar

from matching.text import squeezed
from models.box import Box
from ocr.cell_places import in_row, is_beside, is_right_of, is_under
from ocr.page import Run
from ocr.pieces import Piece

_OVER = 0.6  # heights by which the outermost character may seem to stand beyond its cell
_LOW = 2  # lines of a cell that may be two cells whose border was not seen
_SURE = 4  # letters from which a word in the middle of a line is a label
_LOWEST = 12.0  # points, of a row
_NARROW = 26.0  # points, of two letters
_ROW = 45.0  # points; an empty cell that is higher may stand beside a part of the form
_UNBROKEN = 4  # letters on both sides of a border that may be none
_RHYTHM = 1.2  # usual steps from one letter to the next between which nothing stands


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell: its lines from the top, each line's runs from the left.

    apart are its runs that are no part of the print, or seem so because a seal lies over them.
    """

    box: Box
    lines: tuple[tuple[Run, ...], ...]
    apart: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        return tuple(run for line in self.lines for run in line)

    @property
    def text(self) -> str:
        """All lines, without spaces."""
        return squeezed("".join(run.text for run in self.runs))

    @property
    def down(self) -> str:
        """The text read down the columns, as a narrow cell stacks it; "" where that is no sense."""
        if len(self.lines) < 2 or self.box.height < self.box.width:
            return ""
        letters = [
            (centre, run.box.middle, character, run.box.height)
            for run in self.runs
            for character, centre in zip(run.text, run.centres, strict=True)
            if not character.isspace()
        ]
        if not letters or len(letters) > 4 * len(self.lines):
            return ""
        columns: list[list[tuple[float, float, str, float]]] = []
        for letter in sorted(letters):
            if columns and letter[0] - columns[-1][-1][0] < 0.5 * letter[3]:
                columns[-1].append(letter)
            else:
                columns.append([letter])
        ordered = (sorted(column, key=lambda letter: letter[1]) for column in columns)
        return squeezed("".join(letter[2] for column in ordered for letter in column))


def fill(
    runs: Sequence[Run], boxes: Sequence[Box], names: Container[str] | None = None
) -> tuple[list[Cell], list[Run]]:
    """The cells with the runs in them, and the runs that lie in none.

    A run that crosses a border is cut there. Where names (of labels) are given, a long one whose
    letters go on as if no border were there stays whole: what was taken for the border is a fold.
    """
    inside: list[list[Run]] = [[] for _ in boxes]
    rest: list[Run] = []
    for run in runs:
        parts = _cut(run, boxes)
        if names is not None and len(parts) == 2 and _goes_on(run, parts, names):
            parts = [(parts[0][0], run)]
        for number, part in parts:
            (rest if number is None else inside[number]).append(part)
    return [cell_of(box, held) for box, held in zip(boxes, inside, strict=True)], rest


def cell_of(box: Box, runs: Sequence[Run]) -> Cell:
    """A cell with these runs."""
    printed = lines_of([run for run in runs if not run.apart])
    return Cell(box, printed, tuple(run for run in runs if run.apart))


def _cut(run: Run, boxes: Sequence[Box]) -> list[tuple[int | None, Run]]:
    """The parts of a run and the numbers of their cells."""
    level = [i for i, box in enumerate(boxes) if box.y0 <= run.box.middle < box.y1]
    places = [next((i for i in level if boxes[i].x0 <= x < boxes[i].x1), None) for x in run.centres]
    if not places:
        return [(None, run)]
    for end, inner in ((0, 1), (-1, -2)):  # one character alone beyond a border, and close to it
        if len(places) > 2 and places[end] != places[inner] is not None:
            box = boxes[places[inner] or 0]
            beyond = max(box.x0 - run.centres[end], run.centres[end] - box.x1)
            if beyond < _OVER * run.box.height:
                places[end] = places[inner]
    parts: list[tuple[int | None, Run]] = []
    for number, group in groupby(range(len(places)), key=places.__getitem__):
        members = list(group)
        if part := part_of(run, members[0], members[-1] + 1):
            parts.append((number, part))
    return parts


def _goes_on(run: Run, parts: Sequence[tuple[int | None, Run]], names: Container[str]) -> bool:
    """Do the letters of a run follow each other over a border as they do elsewhere in it?"""
    (first, left), (second, right) = parts
    if first is None or second is None or min(len(left.text), len(right.text)) < _UNBROKEN:
        return False
    if any(squeezed(part.text) in names for part in (left, right)):
        return False
    steps = sorted(b - a for a, b in pairwise(run.centres))
    return right.centres[0] - left.centres[-1] < _RHYTHM * steps[len(steps) // 2]


def without_gaps(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, empty ones that are too small for text joined to the one above or to the left.

    Beside them a border was seen twice, or a fold was taken for one.
    """
    found = list(cells)
    for gap in cells:
        if gap.runs or gap.apart or gap.box.height > _ROW or gap not in found:
            continue
        for place, cell in enumerate(found):
            low = gap.box.height < _LOWEST and is_under(gap.box, cell.box)
            narrow = gap.box.width < _NARROW and is_right_of(gap.box, cell.box)
            if low or (narrow and in_row(gap.box, cell.box)):
                found[place] = Cell(cell.box.union(gap.box), cell.lines, cell.apart)
                found.remove(gap)
                break
    return found


def parted_beside(cells: Sequence[Cell], names: Container[str]) -> list[Cell]:
    """The cells, those cut that hold labels (names) behind other text: a border was not seen there.

    Where labels head columns the border is missing from the cell of their values, too.
    """
    found: list[Cell] = []
    headed: list[tuple[Cell, list[float]]] = []
    for cell in cells:
        borders = _borders_beside(cell, names)
        if not borders:
            above = [b for head, b in headed if is_under(cell.box, head.box)]
            borders = [x for b in above for x in b if not any(_covers(run, x) for run in cell.runs)]
        elif all(squeezed(run.text) in names for run in cell.runs):
            headed.append((cell, borders))
        edges = [cell.box.x0, *borders, cell.box.x1]
        boxes = [Box(a, cell.box.y0, b, cell.box.y1) for a, b in pairwise(edges) if a < b]
        found += fill([*cell.runs, *cell.apart], boxes)[0] if borders else [cell]
    return found


def _borders_beside(cell: Cell, names: Container[str]) -> list[float]:
    borders: list[float] = []
    for line in cell.lines if len(cell.lines) <= _LOW else ():
        for before, run in pairwise(line):
            text = squeezed(run.text)
            if len(text) >= _SURE and text in names and run.box.x0 - before.box.x1 > run.box.height:
                borders.append((before.box.x1 + run.box.x0) / 2)
                if run is not line[-1]:  # else its value stands in the next cell
                    borders.append(run.box.x1 + run.box.height / 4)
    return borders


def _covers(run: Run, x: float) -> bool:
    return run.box.x0 < x < run.box.x1


def parted_below(cells: Sequence[Cell], is_name: Callable[[str], bool]) -> list[Cell]:
    """The cells, those cut that hold two names below each other: a border there was not seen.

    What stands right of such a cell, between the same borders, is cut at the same height.
    """
    found = list(cells)
    for cell in cells:
        height = _border_below(cell, is_name)
        if height is None:
            continue
        for other in (one for one in cells if one in found):  # and was not cut for another one
            if other is cell or (
                is_beside(other.box, cell.box)
                and other.box.y0 + _LOWEST < height < other.box.y1 - _LOWEST
            ):
                place, box = found.index(other), other.box
                boxes = (
                    Box(box.x0, box.y0, box.x1, height),
                    Box(box.x0, height, box.x1, box.y1),
                )
                found[place : place + 1] = fill([*other.runs, *other.apart], boxes)[0]
    return found


def _border_below(cell: Cell, is_name: Callable[[str], bool]) -> float | None:
    """How high the border between the two names in a cell is; names stand in the middle."""
    texts = [squeezed("".join(run.text for run in line)) for line in cell.lines]
    if len(texts) < 2 or is_name("".join(texts)):
        return None
    for cut in range(1, len(texts)):
        if is_name("".join(texts[:cut])) and is_name("".join(texts[cut:])):
            above, below = cell.lines[:cut], cell.lines[cut:]
            upper = above[0][0].box.y0 + above[-1][0].box.y1 - cell.box.y0
            lower = below[0][0].box.y0 + below[-1][0].box.y1 - cell.box.y1
            border = (upper + lower) / 2
            return min(max(border, above[-1][0].box.y1), below[0][0].box.y0)
    return None


def part_of(run: Run, begin: int, end: int) -> Run | None:
    """The characters from begin to end as a run, None where all are spaces."""
    while begin < end and run.text[begin].isspace():
        begin += 1
    while begin < end and run.text[end - 1].isspace():
        end -= 1
    if begin == end or (begin, end) == (0, len(run.text)):
        return run if begin < end else None
    half, box = run.box.height / 2, run.box
    return replace(
        run,
        text=run.text[begin:end],
        centres=run.centres[begin:end],
        box=Box(
            box.x0 if begin == 0 else max(box.x0, run.centres[begin] - half),
            box.y0,
            box.x1 if end == len(run.text) else min(box.x1, run.centres[end - 1] + half),
            box.y1,
        ),
        scores=run.scores[begin:end],
        others=run.others[begin:end],
    )


def piece_of(run: Run) -> Piece:
    """A run as a piece of a value."""
    return Piece(
        run.text,
        run.confidence,
        run.box,
        run.centres,
        scores=run.scores,
        others=run.others,
        under_red=run.under_red,
        rivals=run.rivals,
    )


class Placed(Protocol):
    """What has a place on a page."""

    @property
    def box(self) -> Box: ...


P = TypeVar("P", bound=Placed)


def lines_of(runs: Sequence[P]) -> tuple[tuple[P, ...], ...]:
    """Runs, or pieces of them, in reading order: those that stand level are one line."""
    lines: list[list[P]] = []
    for run in sorted(runs, key=lambda run: run.box.middle):
        if lines and all(run.box.level_with(other.box, 0.6) for other in lines[-1]):
            lines[-1].append(run)
        else:
            lines.append([run])
    return tuple(tuple(sorted(line, key=lambda run: run.box.x0)) for line in lines)
