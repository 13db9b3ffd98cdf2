"""Labels that stand one below the other, as they do for one person and not above a list."""

from collections.abc import Sequence

from models.box import Box
from models.fields import Field
from ocr.pieces import Piece

_STACKED = 4  # labels below each other that are of one person

Heads = Sequence[tuple[Box, Field]]


def is_card(pieces: Sequence[Piece]) -> bool:
    """Do the labels among these pieces say all of one person: 姓名:王静, 性别:女, 专业:语文?"""
    heads = [(piece.box, piece.field) for piece in pieces if piece.is_label and piece.field]
    return _names(heads) == 1 and are_stacked(heads)


def are_stacked(heads: Heads) -> bool:
    """Do labels, each with its field, stand below each other, with one for a name at most?"""
    return _names(heads) <= 1 and any(
        sum(abs(box.x0 - other.x0) < box.height for other, _ in heads) >= _STACKED
        for box, _ in heads
    )


def _names(heads: Heads) -> int:
    return sum(field is Field.NAME for _, field in heads)
