"""The people in columns that have no heads: what a column holds is told by all that stands in it.

A value alone may be many things: 法学院 is short for a unit, 农学 is nothing that a line tells by
itself, and a rare surname is not known. Where most of a column are names, all of it are.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models.box import Box
from models.fields import Field
from ocr.cell_text import lines_of
from ocr.page import Run
from ocr.pieces import Piece
from ocr.row_alone import heading_alone, is_heading
from ocr.row_borders import borders
from ocr.row_columns import read_columns
from ocr.row_heads import Column, Heads
from ocr.row_items import stretches
from ocr.row_layouts import Listed
from ocr.row_stated import is_day, kind_of
from ocr.row_subjects import are_subjects, is_idle, is_subject
from ocr.row_text import Text

_FEWEST = 4  # lines that stand in the columns
_WHOLE = 2  # lines with all of them
_COLUMNS = 2  # columns, at least; a unit and names are told line by line
_ALIKE = 0.8  # share of the lines that stand in the columns, and have a name
_MOSTLY = 0.6  # share of a column that says what it is
_GAP = 2.6  # usual steps from one line to the next after which another table begins
_LONGEST = 30  # letters of a cell
_TEXT = re.compile(r"[,。;:、]")
_OPEN = re.compile(r"[,。;:].{2,}[^。:;!?)〕]$")  # a line of text that goes on in the next one
_COUNT = re.compile(r"\d{1,4}[.、]?")
_NUMBER = re.compile(r"^\d{1,3}[.、](?=.)")
_UNIT = re.compile(r".{1,3}(?:[院系所馆部处科室厂站局队校园]|中心|公司)")  # short ones
_PLAIN = re.compile(r"[\u4e00-\u9fff]{2,10}")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of columns: its runs, and from where to where each part reaches."""

    runs: tuple[Run, ...]
    parts: tuple[tuple[str, float, float], ...]

    @property
    def middle(self) -> float:
        return sum(run.box.middle for run in self.runs) / len(self.runs)


def find_without_heads(page: int, runs: Sequence[Run], heads: Heads) -> Listed:
    """The people in the columns of a page over which no heads stand."""
    listed = Listed()
    for block in _blocks(runs):
        lines = [line for line in block if len(line.parts) > 1]
        columns = _columns(lines)
        fit = sum(_fits(line, columns) for line in lines)
        if columns and fit >= max(_FEWEST, _ALIKE * len(lines)):
            body = [run for line in block for run in line.runs]
            cells = [run for line in lines for run in line.runs]
            edges = borders(cells, [column.middle for column in columns])
            read_columns(page, body, columns, edges, None, listed, heads)
    return listed


def _blocks(runs: Sequence[Run]) -> Iterator[list[_Line]]:
    """Lines of columns that follow one another, with the headings between them."""
    block: list[_Line] = []
    open_ = False
    for line in map(_line, lines_of(runs)):
        # 志高级工程师任职资格： is the end of a sentence, and no heading.
        if open_ and len(line.parts) == 1:
            line = _Line(line.runs, ())
        open_ = not line.parts and _OPEN.search(Text(line.runs).letters) is not None
        steps = sorted(b.middle - a.middle for a, b in pairwise(block))
        usual = steps[len(steps) // 2] if steps else 0.0
        far = bool(steps) and line.middle - block[-1].middle > _GAP * usual
        alone = len(line.parts) == 1 and all(len(above.parts) == 1 for above in block)
        if block and (far or alone or not line.parts):
            yield block
            block = []
        if line.parts:
            block.append(line)
    yield block


def _line(runs: tuple[Run, ...]) -> _Line:
    """A line in its parts: one where it is a heading, none where it is text."""
    text = Text(runs)
    if is_heading(runs) or heading_alone(text):
        return _Line(runs, ((text.letters, runs[0].box.x0, runs[0].box.x1),))
    parts: list[tuple[str, float, float]] = []
    cells: list[Run] = []
    for begin, end in stretches(text):
        letters = text.letters[begin:end]
        if len(letters) > _LONGEST or _TEXT.search(letters):
            return _Line(runs, ())
        half = text.run_at(begin).box.height / 2
        parts.append((letters, text.centre(begin) - half, text.centre(end - 1) + half))
        cells += text.parts(begin, end)  # a run may reach over all columns
    return _Line(tuple(cells), tuple(parts)) if len(parts) > 1 else _Line(runs, ())


def _fits(line: _Line, columns: Sequence[Column]) -> bool:
    """Do the parts of a line stand in these columns, one of them in that of names?"""
    places = [
        next((column for column in columns if column.x0 < (x0 + x1) / 2 < column.x1), None)
        for _, x0, x1 in line.parts
    ]
    apart = len({id(column) for column in places}) == len(places) and None not in places
    return apart and any(column is not None and column.field is Field.NAME for column in places)


def _columns(lines: Sequence[_Line]) -> list[Column]:
    """The columns of lines, as those with most parts show them; none where they hold no people.

    The unit of several people may stand in the line of the first one alone.
    """
    sizes = Counter(len(line.parts) for line in lines)
    size = max((size for size, many in sizes.items() if many >= _WHOLE), default=0)
    if size < _COLUMNS:
        return []
    whole = [line.parts for line in lines if len(line.parts) == size]
    y0, y1 = lines[0].middle, lines[-1].middle
    boxes = [
        Box(min(x0 for _, x0, _ in parts), y0, max(x1 for _, _, x1 in parts), y1)
        for parts in zip(*whole, strict=True)
    ]
    if any(b.x0 < a.x1 for a, b in pairwise(boxes)):
        return []
    texts = [
        [text for line in lines for text, x0, x1 in line.parts if box.x0 < (x0 + x1) / 2 < box.x1]
        for box in boxes
    ]
    fields = _fields_of(texts)
    if not fields or (size == _COLUMNS and Field.SPECIALTY not in fields):
        return []
    return [
        Column(
            box.x0,
            box.x1,
            Piece("", 1.0, box, (), is_label=True, field=field),
            counts=all(_COUNT.fullmatch(text) for text in column),
            known=field is not None,
        )
        for box, field, column in zip(boxes, fields, texts, strict=True)
    ]


def _fields_of(texts: Sequence[Sequence[str]]) -> list[Field | None]:
    """What each column holds, of one person or of several abreast; none where it is no list."""
    fields = [_field_of(column) for column in texts]
    wards = [all(text.endswith("科") for text in column) for column in texts]
    if any(field is Field.EMPLOYER and not ward for field, ward in zip(fields, wards, strict=True)):
        # Beside hospitals 心血管内科 is what somebody does.
        fields = [Field.SPECIALTY if w else f for f, w in zip(fields, wards, strict=True)]
    abreast = max(1, fields.count(Field.NAME))
    size = len(fields) // abreast
    first = fields[:size]
    if abreast > 1 and fields != first * abreast:
        return []
    often = Counter(field for field in first if field)
    if often[Field.NAME] != 1 or len(often) < 2:
        return []
    # Of two titles one may be held already, and nothing tells which.
    told = [field if field and often[field] == 1 else None for field in fields]
    return [
        Field.BIRTH_DATE if field is None and _are_births(before, texts[i % size]) else field
        for i, (before, field) in enumerate(zip([None, *told], told, strict=False))
    ]


def _are_births(before: Field | None, texts: Sequence[str]) -> bool:
    """Are these dates of birth: behind the sex, and not one date for all?"""
    dates = [text for text in texts if is_day(text)]
    told = before is Field.SEX and len(dates) >= _ALIKE * len(texts)
    return told and len({*dates}) > 1


def _field_of(texts: Sequence[str]) -> Field | None:
    """What most texts of a column are."""
    kinds = Counter(
        kind_of(text) or (Field.EMPLOYER if _UNIT.fullmatch(text) else None)
        for text in (_NUMBER.sub("", text) for text in texts)
    )
    kind, many = kinds.most_common(1)[0]
    # 林业工程 might be a name, and 公证 among 民事公证 is no series.
    mixed = kind in (None, Field.NAME, Field.EMPLOYER) or (kind is Field.SERIES and len(kinds) > 1)
    if mixed and are_subjects(texts):
        return Field.SPECIALTY
    # 园艺 among 蔬菜 and 茶叶: where one is surely a subject, all are.
    plain = all(_PLAIN.fullmatch(text) and not is_idle(text) for text in texts)
    if kind is None and plain and any(map(is_subject, texts)):
        return Field.SPECIALTY
    return kind if many >= _MOSTLY * len(texts) else None
