"""Pieces that printing or recognition put wrong, mended before labels are paired with values."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from matching.text import DATES, NUMBERS
from models.box import Box
from models.fields import Field
from ocr.next_lines import LINE_FULL, breaks_off, right_under
from ocr.pieces import Piece

_COMMITTEE = re.compile(
    "(?:(?:专业技术)?(?:职务)?(?:任职)?资格|(?:专业技术)?职务|职称)?评(?:[审定]委|委会)"
)
_COMMITTEES = ("评审委员会", "评委会")
_APPROVED = re.compile("(?:批.|.准|[审核].)(?:时间|日期|年月)")


def mended(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a page: lines of long names are no labels, touching values are apart."""
    return _cut_at_columns(_whole_names(_with_both_dates(pieces)))


def _with_both_dates(pieces: list[Piece]) -> list[Piece]:
    """The pieces; of two labels of a date of issue, 批准日期 and 签发日期, the first is another's.

    A certificate that shows both was issued on the second, after the title was granted.
    """
    labels = [piece for piece in pieces if piece.is_label]
    approved = [p for p in labels if p.field is Field.ISSUED_ON and _APPROVED.fullmatch(p.text)]
    if not approved or all(p in approved for p in labels if p.field is Field.ISSUED_ON):
        return pieces
    granted = any(piece.field is Field.OBTAINED_ON for piece in labels)
    field = None if granted else Field.OBTAINED_ON
    return [replace(piece, field=field) if piece in approved else piece for piece in pieces]


def _whole_names(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with lines of a long name told from labels of the same words.

    评审委员会 ends a name when it stands right under a line that names no organisation yet;
    任职资格 is its middle when 评审委员会 follows on the next line as well.
    """

    def ends(piece: Piece) -> bool:
        return _COMMITTEE.match(piece.text) is not None and not piece.colon

    def begun(piece: Piece) -> bool:
        """Does the line above leave a name unfinished?"""
        above = [other for other in pieces if right_under(piece, other)]
        middles = (p for p in above if p.is_label and not p.colon and not ends(p))
        return any(map(breaks_off, above)) or any(map(begun, middles))

    def heads(piece: Piece) -> bool:
        """Does a committee's whole name stand right below, whose label this is?"""
        below = (p.text for p in pieces if not p.is_label and right_under(p, piece))
        return any(text.endswith(_COMMITTEES) and len(text) >= LINE_FULL for text in below)

    def is_line(piece: Piece) -> bool:
        if heads(piece):
            return False
        next_ends = any(ends(other) and right_under(other, piece) for other in pieces)
        return (ends(piece) or next_ends) and begun(piece)

    return [
        replace(piece, is_label=False, field=None)
        if piece.is_label and not piece.colon and is_line(piece)
        else piece
        for piece in pieces
    ]


def _neighbours(labels: list[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Each label with the next one of its row."""
    for label in labels:
        row = [p for p in labels if p.box.x0 > label.box.x1 and p.box.level_with(label.box)]
        if row:
            yield label, min(row, key=lambda piece: piece.box.x0)


def _cut_at_columns(pieces: list[Piece]) -> list[Piece]:
    """The pieces, with a run that holds the values of two columns cut where the second begins.

    Two values that nearly touch are recognised as one run; the labels above show where each begins.
    """
    for left, right in _neighbours([piece for piece in pieces if piece.is_label]):
        below = [
            p
            for p in pieces
            if not p.is_label and 0 <= p.box.middle - right.box.y1 < 2 * right.box.height
        ]
        if any(abs(piece.box.x0 - right.box.x0) < 1.5 * right.box.height for piece in below):
            continue
        for piece in below:
            begins_left = abs(piece.box.x0 - left.box.x0) < 1.5 * left.box.height
            parts = piece.parted(right.box.x0 - 0.2 * right.box.height) if begins_left else None
            if parts and _may_be(parts[1], right.field):
                place = pieces.index(piece)
                pieces = [*pieces[:place], *parts, *pieces[place + 1 :]]
    return pieces


def _may_be(piece: Piece, field: Field | None) -> bool:
    """May this be the value of a field? A day or a number has a digit: 高级工程师 is not cut."""
    counts = field in DATES or field in NUMBERS or field is Field.ID_NUMBER
    return not counts or re.search(r"[\d〇○零一二三四五六七八九]", piece.text) is not None


def of_one_print(row: list[Piece], label: Piece) -> list[Piece]:
    """The pieces of a label's row, without those of another print that lies over them.

    A mark of use (使用场景:…) crosses the rows of a certificate at another height.
    """
    across = sorted(row, key=lambda piece: piece.box.x0)
    if not any(_covers(a.box, b.box) for a, b in pairwise(across)):
        return row
    level = [p for p in row if abs(p.box.middle - label.box.middle) < 0.2 * label.box.height]
    return level or row


def _covers(a: Box, b: Box) -> bool:
    """Do two boxes overlap as print beside or below other print never does?"""
    across = min(a.x1, b.x1) - max(a.x0, b.x0)
    return across > 0.5 * min(a.width, b.width) and a.level_with(b)
