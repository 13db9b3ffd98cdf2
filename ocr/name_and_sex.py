"""What is remarked behind a name told from it: 姓名:王静(女)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matching.text import squeezed
from models.box import Box
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
        for first, before, piece in zip(
            (None, None, *pieces), (None, *pieces), pieces, strict=False
        )
        for part in (
            _alone(piece, shown)
            if _stands_behind(first, before, piece)
            else _parts(before, piece, shown)
        )
    ]


def _stands_behind(label: Piece | None, name: Piece | None, piece: Piece) -> bool:
    """Is this the sex behind a name and a blank: 持证人:王静　女?"""
    named = label is not None and label.is_label and label.field is Field.NAME
    if not named or name is None or name.is_label or piece.text.strip() not in ("男", "女"):
        return False
    apart = piece.box.x0 - name.box.x1 > piece.box.height
    return apart and piece.box.level_with(name.box) and len(squeezed(name.text)) > 1


def _alone(piece: Piece, shown: bool) -> Iterator[Piece]:
    """The sex, no part of the name before it, and what stands for its label."""
    box = Box(piece.box.x0, piece.box.y0, piece.box.x0, piece.box.y1)
    yield Piece("", 1.0, box, (), is_label=True, field=None if shown else Field.SEX, exact=False)
    yield piece


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
