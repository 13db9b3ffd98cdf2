"""What is remarked behind a name told from it: 姓名:王静(女)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from models.fields import Field
from ocr.pieces import Piece

_REMARKED = re.compile(r".{2,20}(?P<remark>[(（〔](?P<sex>男|女)(?:[,，、].{1,4}族)?[)）〕])")


def with_sex_apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, the sex that stands in brackets behind a name being a value of its own.

    The bracket is its label, unless the page has one that says so.
    """
    shown = any(piece.is_label and piece.field is Field.SEX for piece in pieces)
    return [
        part
        for before, piece in pairwise((None, *pieces))
        if piece is not None
        for part in _parts(before, piece, shown)
    ]


def _parts(before: Piece | None, piece: Piece, shown: bool) -> Iterator[Piece]:
    named = before is not None and before.is_label and before.field is Field.NAME
    match = _REMARKED.fullmatch(piece.text) if named and not piece.is_label else None
    if match is None:
        yield piece
        return
    yield piece.between(0, match.start("remark"))
    if not shown:
        bracket = piece.between(match.start("remark"), match.start("sex"))
        yield replace(bracket, is_label=True, field=Field.SEX)
        yield piece.between(*match.span("sex"))
