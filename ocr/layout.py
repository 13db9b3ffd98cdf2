"""Which text on a page is the value of which label, by where they stand.

Tried in this order for every label: the value follows in the same row; it stands in the next column
of the row; it stands below. Text that one label has taken is not given to another.
"""

from dataclasses import dataclass
from itertools import pairwise

from matching.text import DATES, NUMBERS, ORGANISATIONS
from models.box import Box
from models.fields import Field
from ocr.mend import mended, of_one_print
from ocr.next_lines import (
    UNIT_ENDS,
    WRAPPING,
    breaks_off,
    completes,
    continues,
    right_under,
    room_below,
)
from ocr.pieces import Piece
from ocr.plausible import NO_UNITS, is_complete, is_plausible, looks_cut

_HIGH = 3  # heights of a label that its value is high, at most
_HEADINGS = ("表", "证书", "证", "文件", "通知")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value found for a field: its pieces in reading order, and how it was found."""

    field: Field
    label: Piece
    pieces: tuple[Piece, ...]
    beside: bool

    @property
    def printed(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        box = self.pieces[0].box
        for piece in self.pieces[1:]:
            box = box.union(piece.box)
        return box

    @property
    def confidence(self) -> float:
        """The lowest of the engine's scores."""
        return min(piece.confidence for piece in self.pieces)


def find_values(pieces: list[Piece]) -> list[Candidate]:
    """Pair the labels of one page with their values."""
    pieces = mended(pieces)
    page = _Page(pieces)
    labels = sorted((p for p in pieces if p.is_label), key=lambda p: (p.box.y0, p.box.x0))
    found = [c for label in labels if (c := page.beside(label))]
    served = {id(c.label) for c in found}
    found += [c for label in labels if id(label) not in served and (c := page.below(label))]
    return [page.continued(candidate) for candidate in found if candidate.label.field]


class _Page:
    """The pieces of a page and which of them are taken."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self._labels = [piece for piece in pieces if piece.is_label]
        self._taken: set[int] = set()

    def beside(self, label: Piece) -> Candidate | None:
        """The text to the right of a label, up to the next label of the row."""
        right = [p for p in self._pieces if p is not label and _right_of(p, label)]
        right = [p for p in right if p.box.height < _HIGH * label.box.height]  # a watermark's are
        row = [piece for piece in right if piece.box.level_with(label.box)]
        row = sorted(of_one_print(row, label), key=lambda piece: piece.box.x0)
        if not row:
            # The label stands between the two lines of its cell: the lower one leads to the other.
            # Or its English does below it, and the value in the middle of both.
            row = [piece for piece in right if piece.box.level_with(label.box, 0.15)]
            if label.field not in WRAPPING:
                row = [piece for piece in row if not self._label_left_of(piece, label)]
            row = sorted(row, key=lambda piece: -piece.box.y0)[:1]
        values: list[Piece] = []
        for piece in row:
            if piece.is_label or id(piece) in self._taken:
                break
            last = values[-1].box if values else label.box
            gap = piece.box.x0 - last.x1
            if gap > (3 * label.box.height if values else 22 * label.box.height):
                break
            values.append(piece)
        if any(b.box.x0 < a.box.x1 - a.box.height for a, b in pairwise(values)):
            values.sort(key=lambda piece: piece.box.y0)  # two lines of one cell, not two cells
        return self._take(label, values, beside=True)

    def below(self, label: Piece) -> Candidate | None:
        """The text under a label, within the label's column."""
        left, right = self._column(label)
        heads_column = sum(other.box.level_with(label.box) for other in self._labels) > 1
        values: list[Piece] = []
        bottom = label.english or label.box
        for piece in sorted(self._pieces, key=lambda piece: piece.box.y0):
            if piece is label or piece.box.y0 < bottom.y1 - 0.5 * bottom.height:
                continue
            if values:
                inside = _aligned(piece.box, values[0].box)
            else:
                inside = _under(piece.box, label.box, left, right) or _signs(piece, label, right)
            if not inside:
                continue
            # A cell under a column's head may be high and its text in the middle of it.
            reach = 0.9 if values else 4.5 if heads_column else 2.2
            height = max(label.box.height, piece.box.height)
            if piece.is_label or piece.box.y0 - bottom.y1 > reach * height:
                break
            if id(piece) in self._taken or (values and not continues(label.field, values, piece)):
                break
            values.append(piece)
            bottom = piece.box
        return self._take(label, values, beside=False)

    def continued(self, candidate: Candidate) -> Candidate:
        """The candidate with the further lines of a long name."""
        if not candidate.beside or candidate.field not in WRAPPING | NUMBERS:
            return candidate
        pieces = list(candidate.pieces)
        for piece in sorted(self._pieces, key=lambda piece: piece.box.y0):
            last, first = pieces[-1].box, candidate.pieces[0].box
            gap = piece.box.y0 - last.y1
            if piece.is_label or id(piece) in self._taken or piece.box.y0 < last.middle:
                continue
            if candidate.field in WRAPPING and piece.text.isascii():
                continue  # the label in another tongue, level with the second line
            if (
                not (
                    _aligned(piece.box, first)
                    or self._wraps(candidate, pieces, piece)
                    or completes(candidate.field, candidate.label, pieces, piece)
                )
                or gap > room_below(candidate.field, pieces, piece) * last.height
                or (self._label_left_of(piece, candidate.label) and piece.text not in NO_UNITS)
            ):
                continue
            if not continues(candidate.field, pieces, piece):
                break
            pieces.append(piece)
            self._taken.add(id(piece))
        pieces = [*self._lines_above(candidate), *pieces]
        return Candidate(candidate.field, candidate.label, tuple(pieces), beside=True)

    def _wraps(self, candidate: Candidate, pieces: list[Piece], piece: Piece) -> bool:
        """Does a name that was cut at the edge of the text go on at the margin, as in a letter?"""
        label, height = candidate.label.box, candidate.label.box.height
        edge = max(other.box.x1 for other in self._pieces)
        joined = "".join(part.text for part in pieces)
        at_margin = -5 * height < piece.box.x0 - label.x0 < 1.3 * height
        full = pieces[-1].box.x1 > edge - 1.5 * height
        return at_margin and full and looks_cut(candidate.field, joined)

    def _lines_above(self, candidate: Candidate) -> list[Piece]:
        """The first line of a name whose second one stands level with the label.

        A label in the middle of its cell is level with the lower line of two.
        """
        first = candidate.pieces[0]
        for piece in self._pieces:
            if (
                breaks_off(piece)
                and not piece.text.endswith(_HEADINGS)
                and id(piece) not in self._taken
                and right_under(first, piece)
                and not self._label_left_of(piece, candidate.label)
                and is_complete(candidate.field, piece.text + candidate.printed)
            ):
                self._taken.add(id(piece))
                return [piece]
        return []

    def _take(self, label: Piece, values: list[Piece], *, beside: bool) -> Candidate | None:
        """The values as the label's, unless they can't be; they are taken then."""
        if not values:
            return None
        if label.field is None:
            # The value of a label that is no field of ours is not for others either.
            self._taken |= {id(piece) for piece in values[:1]}
            return None
        values = (
            _shortest_plausible(label.field, values)
            or self._ended_by(label.field, values)
            or self._gone_on(label.field, values)
        )
        if not values:
            return None
        self._taken |= {id(piece) for piece in values}
        return Candidate(label.field, label, tuple(values), beside)

    def _gone_on(self, field: Field, values: list[Piece]) -> list[Piece]:
        """A date that the end of a line of text breaks, whole: 一九九四年十 and 二月九日 below."""
        last = values[-1].box
        below = (
            piece
            for piece in self._pieces
            if not piece.is_label
            and id(piece) not in self._taken
            and 0 < piece.box.y0 - last.y1 + 0.5 * last.height < 1.5 * last.height
            and piece.box.x0 < last.x0
        )
        broken = (p for p in below if field in DATES and continues(field, values, p))
        return next(([*values, piece] for piece in broken), [])

    def _ended_by(self, field: Field, values: list[Piece]) -> list[Piece]:
        """The line that these values end, with them: …初级职务评审委 over 员会."""
        joined = "".join(piece.text for piece in values)
        return next(
            (
                [piece, *values]
                for piece in self._pieces
                if field in WRAPPING
                and breaks_off(piece)
                and id(piece) not in self._taken
                and right_under(values[0], piece)
                and is_complete(field, piece.text + joined)
            ),
            [],
        )

    def _column(self, label: Piece) -> tuple[float, float]:
        """Left and right border of a label's column: half way to the labels of its row."""
        row = sorted(
            (p for p in self._labels if p.box.level_with(label.box)), key=lambda p: p.box.x0
        )
        borders = [(a.box.x1 + b.box.x0) / 2 for a, b in pairwise(row)]
        place = next(i for i, piece in enumerate(row) if piece is label)
        wide = 12 * label.box.height
        left = borders[place - 1] if place else label.box.x0 - wide
        right = borders[place] if place < len(borders) else label.box.x1 + wide
        return left, right

    def _label_left_of(self, piece: Piece, label: Piece) -> bool:
        """Does a label stand left of this piece in its row, with nothing between them?

        What stands left of the label whose value the piece may be is of another column or page.
        """
        left = [
            other
            for other in self._pieces
            if other is not piece
            and label.box.x0 - label.box.height < other.box.x1 <= piece.box.x0 + piece.box.height
            and other.box.level_with(piece.box)
        ]
        return bool(left) and max(left, key=lambda other: other.box.x1).is_label


def _shortest_plausible(field: Field, values: list[Piece]) -> list[Piece]:
    """The first pieces that make a whole value, else all of them when they make a likely one.

    What stands further right in the row (a seal, a page number) is left alone.
    """
    if field not in WRAPPING:
        for count in range(1, len(values) + 1):
            joined = "".join(piece.text for piece in values[:count])
            more = count < len(values) and is_complete(field, joined + values[count].text)
            if is_complete(field, joined) and not more:
                return values[:count]
    for count in range(len(values), 0, -1):
        if is_plausible(field, "".join(piece.text for piece in values[:count])):
            return values[:count]
    return []


def _right_of(piece: Piece, label: Piece) -> bool:
    return piece.box.x0 >= label.box.x1 - 0.6 * label.box.height


def _under(value: Box, label: Box, left: float, right: float) -> bool:
    """Does a value stand flush with its label, two letters in, or centred below it?"""
    if -1.5 * label.height < value.x0 - label.x0 < 2.2 * label.height:
        return True
    centre = (value.x0 + value.x1) / 2
    off = abs(centre - (label.x0 + label.x1) / 2)
    near = max(1.5 * label.height, 0.3 * min(right - left, 4 * label.width))
    return left <= centre <= right and off < near


def _signs(piece: Piece, label: Piece, right: float) -> bool:
    """Is this the unit that stands where 发证单位: leaves room for it and its seal?"""
    unit = label.colon and label.field in ORGANISATIONS and piece.text.endswith(UNIT_ENDS)
    return unit and label.box.x0 < piece.box.x0 and piece.box.x1 + piece.box.x0 < 2 * right


def _aligned(value: Box, first: Box) -> bool:
    """Does a further line stand flush with the first one, or centred below it?"""
    centres = abs((value.x0 + value.x1) - (first.x0 + first.x1)) / 2
    return min(abs(value.x0 - first.x0), centres) < 1.3 * first.height
