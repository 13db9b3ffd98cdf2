"""The people in tables without upright rules: columns by their heads and by the gaps below them."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import pairwise

from matching.text import NUMBERS, ORGANISATIONS, squeezed
from models.box import Box
from models.fields import Field
from ocr.cell_text import lines_of
from ocr.page import Run
from ocr.row_agreement import SHARED
from ocr.row_alone import heading_alone, is_heading
from ocr.row_borders import borders, in_columns, settled
from ocr.row_groups import heading_of
from ocr.row_headline import around, find_headers
from ocr.row_heads import Column, Heads, abreast
from ocr.row_layouts import Layout, Listed, are_people, in_order
from ocr.row_lines import Line, down_to_last, given, pitch_of, with_unnumbered
from ocr.row_merged import shared
from ocr.row_people import Entry, entries_of, told_by_content
from ocr.row_text import Text
from ocr.surnames import has_surname

_FAR = 5.0  # heights of a line from the heads to the first row, at most
_GAP = 2.6  # usual steps between lines after which the table has ended
_LARGE = 1.6  # usual heights of the table's letters from which a line is none of it
_WRAPPED = 0.75  # usual steps between names under which the second is the end of the first
_BETWEEN = 0.25  # lines by which a text beside two of a name may miss the middle of them
_NEXT = 1.05  # heights from one line of a cell to the next, at most
_LOOSE = 1.5  # the same where the row stands between them
_MOST = 0.6  # share of the people who must look like people where a table goes on
_EMPTY = 0.35  # share of rows without a text from which texts may be for several rows
_ROW = 0.75  # usual steps between lines from which each is a row of its own
_BESIDE = 0.3  # rows by which a text may miss the row that it stands beside
_STRICT = {Field.SEX, Field.BIRTH_DATE, Field.ID_NUMBER, Field.LEVEL, Field.OBTAINED_ON} | NUMBERS
_SENTENCE = re.compile(r"[:。;!?]")
_OUTSIDE = 10_000.0  # points; the outermost columns have no other end


def find_in_columns(page: int, runs: Sequence[Run], heads: Heads, last: Layout | None) -> Listed:
    """The people in the tables of a page that no rules part; last is the layout before it."""
    listed = Listed(layout=last)
    headers = find_headers(runs, heads)
    tops = [*(header.box.y0 for header in headers), _OUTSIDE]
    if last:
        body = _body([run for run in runs if run.box.middle < tops[0]], [], last.columns)
        reach = 0.8 * _height(body)
        edges = settled(body, [column.x1 for column in last.columns[:-1]], reach)
        read_columns(page, body, last.columns, edges, None, listed, heads)
    for header, end in zip(headers, tops[1:], strict=True):
        upper = [run for run in runs if header.box.y0 <= run.box.middle <= header.box.y1]
        under = [run for run in runs if header.box.y1 < run.box.middle < end]
        body = [run for run in under if run.box.y0 > header.box.middle]  # and no head with a stroke
        body = _body(body, upper, header.columns)
        edges = borders([*upper, *body], [column.middle for column in header.columns])
        read_columns(page, body, header.columns, edges, header.box, listed, heads)
    return listed


def _height(runs: Sequence[Run]) -> float:
    heights = sorted(run.box.height for run in runs)
    return heights[len(heights) // 2] if heights else 12.0


def _body(runs: Sequence[Run], heads: Sequence[Run], columns: Sequence[Column]) -> list[Run]:
    """The runs that belong to a table, from its heads (or the page's top) down to its end."""
    lines = lines_of(runs)
    height = _height([*heads, *(run for line in lines[:12] for run in line)])
    body: list[Run] = []
    places: list[float] = []
    for line in lines:
        middle = sum(run.box.middle for run in line) / len(line)
        if places:
            steps = sorted(b - a for a, b in pairwise(places))
            usual = max(steps[len(steps) // 2] if steps else 0.0, 1.4 * height)
            if middle - places[-1] > _GAP * usual:
                break
        elif heads and middle - around(heads).y1 > _FAR * height:
            break
        if any(_is_foreign(run, columns, height) for run in line):
            if heads or body:
                break
            continue  # what stands above the table on a page where it goes on
        body += line
        places.append(middle)
    return body


def _is_foreign(run: Run, columns: Sequence[Column], height: float) -> bool:
    """Is this running text, and no cell?"""
    letters = squeezed(run.text)
    if run.box.height > _LARGE * height or (len(letters) > 5 and _SENTENCE.search(letters)):
        return True
    over = [c for c in columns if run.box.x0 < c.middle < run.box.x1]
    if len(over) < 3 or len(letters) < 12 or not any(c.field is Field.NAME for c in over):
        return False
    text = Text([run])
    heading = heading_of(text)
    if heading is not None and heading.values and heading.end == len(text.letters):
        return False  # a unit with the number of its people
    # A space that was read parts cells, and would halve the step over it.
    steps = sorted(text.step(i) for i in range(1, len(text.letters)))
    return steps[-1] < 2 * steps[len(steps) // 2]


def read_columns(
    page: int,
    body: Sequence[Run],
    columns: Sequence[Column],
    edges: Sequence[float],
    header: Box | None,
    listed: Listed,
    heads: Heads,
) -> None:
    """Take the people of one table whose columns part at these edges.

    header is the room of its heads, None where none stand over this part of it.
    """
    headings = _headings(lines_of(body), {column.field for column in columns})
    apart = {id(run) for line in headings for run in line}
    body = [run for run in body if id(run) not in apart]
    if not body:
        return
    cells = in_columns(body, edges, columns)
    lines = {
        id(c): [Line(line) for line in lines_of(cell)]
        for c, cell in zip(columns, cells, strict=True)
    }
    blocks = [
        _people(page, block, lines, _height(body), goes_on=header is None)
        for block in abreast_of(columns)
    ]
    found = [entry for block in blocks for entry in block]
    if not are_people(found, heads) or (header is None and not _goes_on(found, columns)):
        return
    listed.entries += in_order(blocks)
    listed.headings += [(around(line), line) for line in headings]
    sides = pairwise([-_OUTSIDE, *edges, _OUTSIDE])
    listed.layout = Layout(
        tuple(replace(c, x0=x0, x1=x1) for c, (x0, x1) in zip(columns, sides, strict=True))
    )
    region = around(down_to_last(body, [entry.place[0] for entry in found], _height(body)))
    over = [header] if header else [around(line) for line in headings[:1]]
    listed.regions.append(region.union(over[0]) if over else region)


def _headings(
    lines: Sequence[tuple[Run, ...]], fields: Collection[Field | None]
) -> list[tuple[Run, ...]]:
    """The lines that head the people below them: marked, or alone in a row, with unit or title.

    fields are those of the columns. Where one holds the same, such a line is a part of a cell.
    """
    middles = [sum(run.box.middle for run in line) / len(line) for line in lines]
    steps = [b - a for a, b in pairwise(middles)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    told = {*fields, Field.EMPLOYER} if ORGANISATIONS & set(fields) else set(fields)
    found = []
    for line, before, after in zip(lines, [usual, *steps], [*steps, 0.0], strict=False):
        heading = heading_alone(Text(line)) if min(before, after) > _ROW * usual else None
        if is_heading(line) or (heading is not None and not heading.values.keys() & told):
            found.append(line)
    return found


def _people(
    page: int,
    block: Sequence[tuple[int, Column]],
    lines: dict[int, list[Line]],
    height: float,
    *,
    goes_on: bool,
) -> list[Entry]:
    """The people of one block of columns, row by row."""
    rows = _rows(block, lines, height)
    pitch = pitch_of(rows, height)
    contents: list[tuple[Column, Sequence[Sequence[Run]]]] = []
    for key, column in block:
        cells = given(lines[key], rows, pitch)
        shown: list[Sequence[Run]] = [[run for line in cell for run in line.runs] for cell in cells]
        if column.field in SHARED:
            shown = _over_rows(shown, lines[key], rows, pitch, goes_on=goes_on)
        contents.append((column, shown))
    contents = told_by_content(contents)
    entries: list[Entry] = []
    for place, row in enumerate(rows):
        cells_of_row = [(column, cells[place]) for column, cells in contents]
        if sum(bool(runs) for _, runs in cells_of_row) > 1:
            entries += entries_of(page, (row, block[0][1].x0), cells_of_row, entries[-1:])
    return entries


def _over_rows(
    shown: list[Sequence[Run]],
    lines: Sequence[Line],
    rows: Sequence[float],
    pitch: float,
    *,
    goes_on: bool,
) -> list[Sequence[Run]]:
    """What a column shows for each row, where many rows have nothing because a text is for several.

    A text stands beside the first of its rows, or in the middle of them.
    """
    if sum(not runs for runs in shown) < _EMPTY * len(rows) or not any(shown):
        return shown
    level = all(
        abs(around(runs).middle - row) < _BESIDE * pitch
        for runs, row in zip(shown, rows, strict=True)
        if runs
    )
    if level and (shown[0] or goes_on):
        above: list[Sequence[Run]] = []
        for runs in shown:
            above.append(runs or (above[-1] if above else ()))
        return above
    edges = [rows[0] - pitch / 2, *((a + b) / 2 for a, b in pairwise(rows)), rows[-1] + pitch / 2]
    bands = [Box(0, y0, 0, y1) for y0, y1 in pairwise(edges)]
    centred = shared([run for line in lines for run in line.runs], bands)
    return list(centred) if centred else shown


def _goes_on(found: Sequence[Entry], columns: Sequence[Column]) -> bool:
    """Are these people, on a page where no heads say so? Their columns hold what they should."""
    strict = {column.field for column in columns} & _STRICT
    told = [
        entry.number is not None or any(field in entry.values for field in strict)
        for entry in found
    ]
    if strict or any(column.counts for column in columns):
        return sum(told) > _MOST * len(found)
    names = [entry.values[Field.NAME].printed for entry in found]
    return sum(map(has_surname, names)) > _MOST * len(names)


def abreast_of(columns: Sequence[Column]) -> list[list[tuple[int, Column]]]:
    """The columns of each person in a row, with the identity of the column that each was."""
    by_place = {column.label.box: id(column) for column in columns}
    return [
        [(by_place[column.label.box], column) for column in block] for block in abreast(columns)
    ]


def _rows(
    block: Sequence[tuple[int, Column]], lines: dict[int, list[Line]], height: float
) -> list[float]:
    """The heights of the middles of the rows: by running numbers where each row has one."""
    names = next(lines[key] for key, column in block if column.field is Field.NAME)
    beside = [key for key, column in block if column.known and column.field is not Field.NAME]
    others = [line.middle for key in beside for line in lines[key]]
    groups = _whole(names, others, height)
    middles = [(group[0].middle + group[-1].middle) / 2 for group in groups]
    for key, column in block:
        numbers = [line.middle for line in lines[key] if re.fullmatch(r"\d{1,4}", line.text)]
        if column.counts and len(numbers) >= max(2, 0.9 * len(middles)):
            return with_unnumbered(numbers, middles, height)
    return middles


def _is_around(upper: float, lower: float, others: Sequence[float]) -> bool:
    """Do two lines stand around those of the columns beside them, and not level with any?"""
    step = lower - upper
    beside = [(other - upper) / step for other in others if upper - step < other < lower + step]
    middle = [at for at in beside if abs(at - 0.5) < _BETWEEN]
    level = [at for at in beside if min(abs(at), abs(at - 1)) < _BETWEEN]
    return len(middle) > 1 and not level


def _whole(lines: Sequence[Line], others: Sequence[float], height: float) -> list[list[Line]]:
    """The lines of the column of names, those of one name together.

    others are the middles of the lines beside them: a name of two lines has some between.
    """
    pitch = pitch_of([line.middle for line in lines], height)
    groups: list[list[Line]] = []
    for line in lines:
        if groups:
            before = groups[-1][-1]
            step = line.middle - before.middle
            close = step < _WRAPPED * pitch and step < _NEXT * height
            opened = line.text.startswith((")", "(", "〔", "·", "女)", "男)"))
            broken = before.text.endswith(("·", "(")) or "·" in before.text
            around_row = step < min(_WRAPPED * pitch, _LOOSE * height) and _is_around(
                before.middle, line.middle, others
            )
            if (
                opened
                or around_row
                or before.text.endswith(("·", "("))
                or (close and (broken or len(line.text) < 2))
            ):
                groups[-1].append(line)
                continue
        groups.append([line])
    return groups
