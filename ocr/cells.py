"""Which text in the cells of a ruled form is the value of which label.

The value of a cell that is a label stands in the cell right of it; where labels stand side by side
they head columns, and the cell below holds the value. A cell that is neither a label nor a value is
read by itself: labels and values may stand within it, and a part of the form (the committee's
opinion, the authority's) has a date and a unit of its own (`ocr/sections.toml`).

An empty cell is a field without a value. A list of several rows under its heads is not about the
person of the form; what stands beside the title that somebody holds already is not about the new
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.cell_neighbours import asking_group, below, is_side, is_told_by, right_of
from ocr.cell_places import in_row, is_beside, is_over, is_right_of, is_under
from ocr.cell_text import Cell, parted_below, parted_beside, without_gaps
from ocr.cell_values import bare, label_of, value_of
from ocr.cell_words import CellWords
from ocr.labels import Label, Labels
from ocr.layout import Candidate
from ocr.open_cells import filled_cells
from ocr.open_rows import read_open_rows
from ocr.opinions import opinions_of, read_part
from ocr.page import Run
from ocr.plausible import is_plausible
from ocr.printed_dates import is_like_date
from ocr.sections import Section, Sections, load_sections, settled
from ocr.signed_parts import find_signed, find_under_headings, sealed_dates

_TABLE = 8  # cells from which ruled lines without names are a table all the same
_GROUP = 12  # letters of what stands over several labels
_LISTS = {"起止时间", "起止年月", "证明人", "称谓", "与本人关系"}
_REMARKS = ("备注", "附注")
_SIGNING = {Field.ISSUER, Field.COMMITTEE}  # who gives opinions
_OPINION_LINES = 2  # what is found, and when


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the ruled part of a page holds, and the runs of the rest of it."""

    candidates: tuple[Candidate, ...]
    rest: tuple[Run, ...]


def find_in_cells(
    runs: Sequence[Run], boxes: Sequence[Box], labels: Labels, sections: Sections | None = None
) -> Ruled:
    """Pair labels with values in these cells; runs and boxes in points of the upright view.

    Of runs apart only an opinion's date is taken. What stands under headings needs no cells.
    """
    sections = sections or load_sections()
    known = {label.text for label in labels.labels}
    filled, unruled = filled_cells(runs, boxes, known, lambda s: sections.named(s) is not None)
    parted = parted_below(without_gaps(filled), lambda s: s in labels or sections.is_name(s))
    cells = parted_beside(parted, labels)
    form = _Form(cells, labels, sections)
    found = form.candidates()
    unruled = list(runs) if form.is_frame else unruled
    under, rest = find_under_headings(unruled, labels, sections)
    signed = find_signed(rest, labels, sections) if len(cells) < _TABLE else sealed_dates(rest)
    return Ruled((*found, *under, *signed), tuple(run for run in rest if not run.apart))


@dataclass(frozen=True, slots=True)
class _Name:
    """What a cell is the name of: a label, a part of the form, or both."""

    text: str
    label: Label | None
    exact: bool
    section: Section | None


class _Form:
    """The cells of one page."""

    def __init__(self, cells: list[Cell], labels: Labels, sections: Sections) -> None:
        self._cells = cells
        self._labels = labels
        self._sections = sections
        self._words = CellWords(labels, sections)
        self._names = {cell: name for cell in cells if (name := self._name(cell))}
        self._parts = settled({c: p for c in cells if (p := self._part(c))}, lambda c: c.box)
        self._taken: set[Cell] = set()

    @property
    def is_frame(self) -> bool:
        """Are the rules lines around pages or under what was filled in, and no table?"""
        return len(self._cells) < _TABLE and not (self._names or self._parts)

    def candidates(self) -> list[Candidate]:
        shown = {
            name.label.field
            for cell, name in self._names.items()
            if name.label
            and name.text not in self._sections.instead
            and not (self._is_void(cell) or self._heads_list(cell))
        }
        second_best = {
            cell: field
            for cell, name in self._names.items()
            if (field := self._sections.instead.get(name.text)) and field not in shown
        }
        found = [c for cell in self._names if (c := self._paired(cell, second_best.get(cell)))]
        for cell in self._cells:
            if cell not in self._names and cell not in self._taken and cell.lines:
                part = self._parts.get(cell)
                for held, of in opinions_of(cell, part, self._sections):
                    found += read_part(held, of, self._labels)
                if part is None or part is self._sections.marked(cell.text):
                    found += read_open_rows(cell, self._labels, in_opinion=part is not None)
        return found

    def _name(self, cell: Cell) -> _Name | None:
        """What the cell names, None for a cell that names nothing known."""
        for text in (cell.text, cell.down):
            text = bare(text, self._labels)
            if by_beside := self._named_beside(cell, text):
                return by_beside
            section = self._sections.named(text)
            label = self._words.label(text)
            if text and label and not section and (signed := self._signed_beside(cell, label)):
                return _Name(text, None, True, signed)
            if text and (section or label):
                return _Name(text, label, True, section)
        if (near := self._labels.nearly(cell.text)) and not self._is_beside_label(cell, near):
            return _Name(near.text, near, False, None)
        if section := self._hinted(cell):
            return _Name(cell.text, None, False, section)
        return None

    def _named_beside(self, cell: Cell, text: str) -> _Name | None:
        """What a word names that is a label only by what stands beside it."""
        right = self._right(cell)
        label = self._words.beside(text, self._left(cell), right.text if right else "")
        return _Name(label.text, label, True, None) if label else None

    def _is_beside_label(self, cell: Cell, near: Label) -> bool:
        """Does a label of the same field stand left of a cell, whose value it is? 农业技术系列"""
        labels = map(self._words.label, self._left(cell))
        return any(label is not None and label.field is near.field for label in labels)

    def _hinted(self, cell: Cell) -> Section | None:
        """The part that a cell beside a text names, some of its letters being unread."""
        right = self._right(cell)
        if right is None or len(right.lines) < 2 or right.box.width < 2 * cell.box.width:
            return None
        return self._sections.hinted(cell.text) or self._sections.hinted(cell.down)

    def _signed_beside(self, cell: Cell, label: Label) -> Section | None:
        """The part that a label of a unit names: beside it an opinion stands, with its date."""
        right = self._right(cell) if label.field in _SIGNING else None
        if right is None or len(right.lines) < _OPINION_LINES:
            return None
        dated = any(is_like_date(run.text) for line in right.lines[1:] for run in line)
        return self._sections.of_unit(label.field) if dated else None

    def _part(self, cell: Cell) -> Section | None:
        """The part of the form that a cell belongs to: a name right above tells it first."""
        for other, name in self._names.items():
            if name.section and is_under(cell.box, other.box) and self._heads_part(other):
                return name.section
        beside = [
            other
            for other, name in self._names.items()
            if other is not cell
            and name.section
            and is_told_by(cell, other, self._cells, self._names)
        ]
        if beside:
            return self._names[max(beside, key=lambda other: other.box.x1)].section
        if cell in self._names or not cell.lines:
            return None
        if signed := self._signed_by_committee(cell):
            return signed
        head = squeezed("".join(run.text for run in cell.lines[0]))
        own = self._sections.named(head.partition(":")[0])
        return own or (self._sections.marked(cell.text) if len(cell.lines) > 1 else None)

    def _signed_by_committee(self, cell: Cell) -> Section | None:
        """The part of who signs and when, behind 评委会主任签字 in a cell of its own."""
        if not any(is_like_date(run.text) for run in cell.runs):
            return None
        parts = map(self._sections.marked, self._left(cell))
        return next((part for part in parts if part and not part.is_void), None)

    def _heads_part(self, cell: Cell) -> bool:
        """Is nothing right of the name of a part, or else the name of another one?"""
        right = self._right(cell)
        return right is None or (right in self._names and self._names[right].section is not None)

    def _is_side(self, cell: Cell) -> bool:
        return is_side(cell, self._cells)

    def _left(self, cell: Cell) -> list[str]:
        """What the cells left of this one say."""
        left = (other for other in self._cells if is_right_of(cell.box, other.box))
        return [bare(other.text, self._labels) for other in left]

    def _right(self, cell: Cell) -> Cell | None:
        return right_of(cell, self._cells)

    def _below(self, cell: Cell) -> Cell | None:
        return below(cell, self._cells)

    def _paired(self, cell: Cell, field: Field | None = None) -> Candidate | None:
        """The value of a label's cell; field overrides what the label stands for."""
        name = self._names[cell]
        labelled = name.label and (name.label.field or not name.section)
        if not (labelled or field) or self._is_side(cell):
            return None
        beside = not self._heads_column(cell)
        value = self._right(cell) if beside else self._below(cell)
        if value is None or value in self._names or value in self._taken or name.text in _REMARKS:
            return None  # what is remarked is read by itself: 资格文件号:甘人社职〔2019〕236号
        if value in self._parts and self._signed_by_committee(value):
            return None
        self._taken.add(value)
        own = name.label.field if name.label else None
        held = not field and own is not None and self._of_held_title(cell, own)
        field = field or own
        listed = not beside and (self._is_list(value) or not _LISTS.isdisjoint(self._row(cell)))
        if field is None or held or self._is_void(cell) or listed:
            return None
        pieces, sure = value_of(value, field)
        pieces, joint = self._words.asked_of(name.text, field, pieces)
        if not pieces or not is_plausible(field, "".join(piece.text for piece in pieces)):
            return None
        sure = sure and not self._sections.present.follows(name.text, self._row(cell))
        text = asking_group(name.text, cell, self._cells, self._sections.present.asked)
        label = label_of(cell, text + name.text, field, exact=name.exact and sure and not joint)
        return Candidate(field, label, pieces, beside)

    def _heads_column(self, cell: Cell) -> bool:
        """Is another label beside this one in its row, or nothing to its right?"""
        if self._right(cell) is None:
            return True
        return any(
            in_row(other.box, cell.box)
            and name.text != self._names[cell].text  # the group whose 名称 it is
            and (is_right_of(other.box, cell.box) or is_right_of(cell.box, other.box))
            and not self._is_side(other)
            for other, name in self._names.items()
        )

    def _heads_list(self, cell: Cell) -> bool:
        """Is this the head of a column of several values?"""
        below = self._below(cell)
        return self._heads_column(cell) and below is not None and self._is_list(below)

    def _is_list(self, value: Cell) -> bool:
        """Does a further row of values follow below?"""
        below = self._below(value)
        return below is not None and below not in self._names and not self._is_named(below)

    def _is_named(self, value: Cell) -> bool:
        """Does a label stand before a value in its row?"""
        return any(
            is_right_of(value.box, cell.box) and name.label and not self._is_side(cell)
            for cell, name in self._names.items()
        )

    def _is_void(self, cell: Cell) -> bool:
        """Is the cell in a part of the form that holds no fields?"""
        return bool((part := self._parts.get(cell)) and part.is_void)

    def _of_held_title(self, cell: Cell, field: Field) -> bool:
        """Does the row, or the name of it and others, speak of a title that is held already?"""
        present, text = self._sections.present, self._names[cell].text
        beside = [c for c in self._cells if is_beside(cell.box, c.box)]
        sides = [c.text for c in beside if self._is_side(c) or present.is_group(c.text)]
        over = [c for c in self._cells if c not in self._names and is_over(c.box, cell.box)]
        groups = (*present.begins, *present.asked)  # 原取得资格情况, 申请确认资格情况
        over = [c for c in over if c.text.startswith(groups) and len(c.text) <= _GROUP]
        over = [c for c in over if not self._names_value(c, groups)]
        sides += [max(over, key=lambda c: c.box.y1).text] if over else []
        row = self._row(cell, nothing=field is Field.OBTAINED_ON)  # 无 was got at no time
        return present.covers(text, field, row) or present.heads(sides, field)

    def _names_value(self, cell: Cell, groups: tuple[str, ...]) -> bool:
        """Does a value stand beside a cell, and no other group? It heads nothing below then."""
        right = self._right(cell)
        return right is not None and right not in self._names and not right.text.startswith(groups)

    def _row(self, cell: Cell, *, nothing: bool = False) -> list[str]:
        """The names in the row of a cell, from the left; 现有资格 无 only with those of nothing."""
        row = [o for o in self._names if in_row(o.box, cell.box)]
        row = [o for o in row if nothing or not self._is_of_none(o)]
        return [self._names[other].text for other in sorted(row, key=lambda other: other.box.x0)]

    def _is_of_none(self, cell: Cell) -> bool:
        value = self._right(cell)
        return value is not None and value.text in ("无", "/", "—", "-")
