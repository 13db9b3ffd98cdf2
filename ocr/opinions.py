"""The parts of a form that somebody signs: what a committee or an authority finds, and when.

Values with a label are found as anywhere else. The date at the foot and the unit beside it have
none; which fields they are is told by the part (`ocr/sections.toml`). Parts are cells of a ruled
form, or follow a heading such as 评审委员会意见： on a page without rules.
"""

import re
from collections.abc import Sequence

from matching.text import is_date, normal_date, squeezed
from models.fields import Field
from ocr.cell_text import Cell, cell_of, part_of, piece_of
from ocr.held_title import about_new_title
from ocr.labels import Labels
from ocr.layout import Candidate, find_values
from ocr.page import Run
from ocr.pieces import Piece, cut
from ocr.plausible import is_plausible
from ocr.sections import Section, Sections

_YEAR = r"(?:(?:19|20)\d\d|[〇○零O一二三四五六七八九]{4})"
_NUMERAL = r"(?:\d{1,2}|[元〇○零一二三四五六七八九十廿卅]{1,4})"
_DATE = re.compile(
    rf"{_YEAR}\s*[年./\-]\s*{_NUMERAL}\s*(?:[月./\-]\s*(?:{_NUMERAL}\s*日?)?)?", re.ASCII
)
_UNIT = re.compile(r"[\u4e00-\u9fff()（）]{4,40}?(?=[(（](?:盖章|公章|章)|$)")
_UNIT_ENDS = ("厅", "局", "会", "办公室", "小组")
_SENTENCE = ("。", "；")
_TIMES = ("时间", "日期", "年月")  # how labels of other dates end
_SIGNED_LINES = 5  # lines at the foot of an opinion where its unit stands
_COLUMN = 40.0  # points from one heading's left side to another's from which they head two columns


def read_part(cell: Cell, section: Section | None, labels: Labels) -> list[Candidate]:
    """What stands in a part of a form, or in a cell that is none; nothing for a void part."""
    if section and section.is_void:
        return []
    pieces = [piece for run in cell.runs for piece in cut(run, labels)]
    pieces = [p for p in pieces if p.is_label or not p.text.endswith(_SENTENCE)]
    found = about_new_title(find_values(pieces), pieces)
    known = {candidate.field for candidate in found}
    if section and section.date and section.date not in known and (date := _last_date(cell)):
        found.append(_unlabelled(section.date, date, cell))
    if section and section.unit and section.unit not in known and (unit := _last_unit(cell)):
        found.append(_unlabelled(section.unit, unit, cell))
    return found


def find_under_headings(
    runs: Sequence[Run], labels: Labels, sections: Sections
) -> tuple[list[Candidate], list[Run]]:
    """What stands under headings of parts on an unruled page, and the runs that stand under none.

    A heading is a line of its own that names an opinion and ends with a colon.
    """
    heads: list[tuple[Run, Section]] = []
    for run in runs:
        text = squeezed(run.text)
        section = sections.named(text)
        if section and text.endswith("意见:"):
            heads.append((run, section))
    under: dict[int, list[Run]] = {}
    rest: list[Run] = []
    for run in runs:
        above = [
            (number, head)
            for number, (head, _) in enumerate(heads)
            if head.box.x0 < run.box.x0 + _COLUMN and head.box.middle <= run.box.middle
        ]
        if not above:
            rest.append(run)
            continue
        column = max(head.box.x0 for _, head in above)
        mine = [pair for pair in above if pair[1].box.x0 > column - _COLUMN]
        number, head = max(mine, key=lambda pair: pair[1].box.y0)
        if head is not run:
            under.setdefault(number, []).append(run)
    found: list[Candidate] = []
    for number, held in under.items():
        cell = cell_of(heads[number][0].box, held)
        found += read_part(cell, heads[number][1], labels)
    return found, rest


def _unlabelled(field: Field, value: Piece, cell: Cell) -> Candidate:
    # No label stands before it: a value that has one is believed first.
    label = Piece("", 1.0, cell.box, (), is_label=True, field=field, exact=False)
    return Candidate(field, label, (value,), beside=True)


def _last_date(cell: Cell) -> Piece | None:
    """The lowest whole date, at the foot of an opinion; one under a seal where there is no other.

    The date that a label stands before is another one.
    """
    for run in (*reversed(cell.runs), *reversed(cell.apart)):
        for match in reversed(list(_DATE.finditer(run.text))):
            labelled = squeezed(run.text[: match.start()]).rstrip(":").endswith(_TIMES)
            if is_date(normal_date(match.group())) and not labelled:
                return _piece(run, *match.span())
    return None


def _last_unit(cell: Cell) -> Piece | None:
    """The lowest line that is an organisation's full name and no more."""
    for line in reversed(cell.lines[-_SIGNED_LINES:]):
        for run in reversed(line):
            begin = max(run.text.rfind(mark) for mark in "：:·") + 1
            match = _UNIT.match(run.text, begin)
            if match is None:
                continue
            name = squeezed(match.group())
            if len(name) > 5 and name.endswith(_UNIT_ENDS) and is_plausible(Field.ISSUER, name):
                return _piece(run, *match.span())
    return None


def _piece(run: Run, begin: int, end: int) -> Piece | None:
    part = part_of(run, begin, end)
    return piece_of(part) if part else None
