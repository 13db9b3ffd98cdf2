"""Cells over several rows, where no rule tells of which.

Told by their texts alone, each stands in the middle of its rows; one that a page break cuts has its
text on one of the pages.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import Protocol

from models.fields import Field
from ocr.cell_text import lines_of
from ocr.layout import Candidate
from ocr.page import Run
from ocr.row_headline import around
from ocr.row_layouts import Listed
from ocr.row_lines import Line
from ocr.row_people import Entry

_NEXT = 1.05  # heights from one line of a cell to the next, at most
_PARTED = 3  # rows of which each has a cell
_LEVEL = 0.15  # rows by which a text may miss the middle of its row
_EMPTY = 0.35  # share of rows without a text from which a text is for several rows
_OFF = 0.3  # rows by which a text may miss the middle of its cell


class Band(Protocol):
    """A row between two heights."""

    @property
    def y0(self) -> float: ...

    @property
    def y1(self) -> float: ...

    @property
    def height(self) -> float: ...


def shared(runs: Sequence[Run], rows: Sequence[Band]) -> list[tuple[Run, ...]] | None:
    """The text of one column for each row, where every text stands for one row or several.

    None where that does not explain where the texts stand.
    """
    texts = _texts(runs)
    if not 0 < len(texts) < len(rows) or _is_tight(runs, rows):
        return None
    ends = _ends([(text[0].middle + text[-1].middle) / 2 for text in texts], rows)
    if ends is None:
        return None
    cells: list[tuple[Run, ...]] = []
    for text, (begin, end) in zip(texts, pairwise([0, *ends]), strict=True):
        cells += [tuple(run for line in text for run in line.runs)] * (end - begin)
    return cells


def handed_down(texts: Sequence[tuple[Run, ...]]) -> list[tuple[Run, ...]]:
    """The texts; where many cells are empty below the first one, each text holds for those too."""
    if not texts or not texts[0] or sum(not text for text in texts) < _EMPTY * len(texts):
        return list(texts)
    made: list[tuple[Run, ...]] = []
    for text in texts:
        made.append(text or made[-1])
    return made


def count_of_texts(runs: Sequence[Run]) -> int:
    """How many cells these texts stand in, as far as their lines tell."""
    return len(_texts(runs))


def are_level(texts: Sequence[tuple[Run, ...]], rows: Sequence[Band]) -> bool:
    """Has each row a text of its own, in its middle?"""
    return len(set(texts)) == len(rows) and all(
        abs(around(text).middle - (row.y0 + row.y1) / 2) < _LEVEL * row.height
        for text, row in zip(texts, rows, strict=True)
    )


def are_parted(texts: Sequence[tuple[Run, ...]], cells: Sequence[object | None]) -> bool:
    """Has each of several rows that one text is for a cell of its own?

    A border is seen by mistake now and then, but not between each two of three: no text of the
    others was read.
    """
    together = (list(group) for _, group in groupby(range(len(texts)), key=lambda i: id(texts[i])))
    return any(
        len(rows) >= _PARTED and len({id(cells[i]) for i in rows if cells[i]}) == len(rows)
        for rows in together
    )


def one_of_each(runs: Sequence[Run], rows: Sequence[Band], place: int) -> tuple[Run, ...]:
    """The text of one of the rows, where several stand each in the middle of a row; else nothing.

    So the rules between these rows were lost.
    """
    texts = _texts(runs)
    middles = [(text[0].middle + text[-1].middle) / 2 for text in texts]
    if len(texts) < 2 or len(texts) != len(rows):
        return ()
    for row, at in zip(rows, middles, strict=True):
        if abs((row.y0 + row.y1) / 2 - at) > _OFF * row.height:
            return ()
    return tuple(run for line in texts[place] for run in line.runs)


def over_break(before: Listed, after: Listed) -> None:
    """Give cells over several rows that a page break cut to the people on both of its sides."""
    if not before.entries or not after.entries or not before.goes_on_in(after):
        return
    fields = _of_several(before.entries) | _of_several(after.entries)
    last, first = before.entries[-1].values, after.entries[0].values
    for field in fields:
        if field in last and field not in first:
            _hand_on(after.entries, range(len(after.entries)), field, last[field])
        elif field in first and field not in last:
            _hand_on(before.entries, range(len(before.entries) - 1, -1, -1), field, first[field])


def _hand_on(entries: list[Entry], places: Iterable[int], field: Field, value: Candidate) -> None:
    """Give a value to all up to the first one that has one."""
    for place in places:
        entry = entries[place]
        if field in entry.values:
            return
        entries[place] = replace(entry, values={**entry.values, field: value})


def _of_several(entries: Sequence[Entry]) -> set[Field]:
    """The fields that one cell states for several people."""
    return {
        field
        for a, b in pairwise(entries)
        for field in a.values.keys() & b.values.keys()
        if a.values[field].pieces[0].box == b.values[field].pieces[0].box
    }


def _is_tight(runs: Sequence[Run], rows: Sequence[Band]) -> bool:
    """Are rows so low that two lines may as well be two rows?"""
    heights = sorted(run.box.height for run in runs)
    return min(row.height for row in rows) < 1.1 * _NEXT * heights[len(heights) // 2]


def _texts(runs: Sequence[Run]) -> list[list[Line]]:
    """The lines of each cell."""
    texts: list[list[Line]] = []
    for line in map(Line, lines_of(runs)):
        # Boxes of short lines are lower than their print now and then.
        above = texts[-1][-1] if texts else line
        height = max(above.runs[0].box.height, line.runs[0].box.height)
        if texts and line.middle - above.middle < _NEXT * height:
            texts[-1].append(line)
        else:
            texts.append([line])
    return texts


def _ends(middles: Sequence[float], rows: Sequence[Band]) -> list[int] | None:
    """Before which row each text's rows end, None where a text is not in the middle of any."""
    # reached[i]: the ends of the texts so far with which the first i rows are told, and how well.
    reached: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    height = min(row.height for row in rows)
    for middle in middles:
        further: dict[int, tuple[float, list[int]]] = {}
        for begin, (cost, ends) in reached.items():
            for end in range(begin + 1, len(rows) + 1):
                off = abs((rows[begin].y0 + rows[end - 1].y1) / 2 - middle) / height
                if off < _OFF and cost + off * off < further.get(end, (9e9, []))[0]:
                    further[end] = cost + off * off, [*ends, end]
        reached = further
    return reached[len(rows)][1] if len(rows) in reached else None
