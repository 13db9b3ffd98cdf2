"""Certificates whose values stand over their labels: 王静 on a line, 姓名 in small print under it.

Such a page is read upside down: its pieces are put into the mirror of their places, where each
label stands above its value, and what is found there is put back.
"""

from collections.abc import Sequence
from dataclasses import replace
from math import inf

from models.box import Box
from ocr.layout import Candidate, find_values
from ocr.pieces import Piece

_FEWEST = 4  # labels under values from which a page is set so
_MOSTLY = 0.8  # share of all labels that stand nearer to what is above them
_NEARER = 0.25  # heights of a label by which that gap is smaller than the one below, at least
_FAR = 1.5  # heights of a label that its value is away from it, at most


def find_either_way(pieces: Sequence[Piece]) -> list[Candidate]:
    """The values of the labels of a page, whether they stand beside, below or over them."""
    if not _are_over(pieces):
        return find_values(list(pieces))
    return [_put_back(one) for one in find_values([_mirrored(piece) for piece in pieces])]


def _are_over(pieces: Sequence[Piece]) -> bool:
    labels = [p for p in pieces if p.is_label and p.field and not p.colon]
    over = sum(_is_under_value(label, pieces) for label in labels)
    return over >= max(_FEWEST, _MOSTLY * len(labels))


def _is_under_value(label: Piece, pieces: Sequence[Piece]) -> bool:
    """Does a label stand right under a text, and not as near over another one?"""
    box = label.box
    column = [p for p in pieces if p.box.x0 < box.x1 and box.x0 < p.box.x1 and p is not label]
    above = [p for p in column if p.box.middle < box.y0]
    nearest = max(above, key=lambda piece: piece.box.y1, default=None)
    if nearest is None or nearest.is_label or box.y0 - nearest.box.y1 > _FAR * box.height:
        return False
    under = min((p.box.y0 - box.y1 for p in column if p.box.middle > box.y1), default=inf)
    return box.y0 - nearest.box.y1 < under - _NEARER * box.height


def _mirrored(piece: Piece) -> Piece:
    english = _flipped(piece.english) if piece.english else None
    return replace(piece, box=_flipped(piece.box), english=english)


def _flipped(box: Box) -> Box:
    return Box(box.x0, -box.y1, box.x1, -box.y0)


def _put_back(found: Candidate) -> Candidate:
    """A candidate at its own place; lines of a value in the order in which they are read."""
    pieces = sorted(map(_mirrored, found.pieces), key=lambda p: (round(p.box.y0), p.box.x0))
    return replace(found, label=_mirrored(found.label), pieces=tuple(pieces))
