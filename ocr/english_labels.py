"""Labels in two languages whose Chinese was misread or lost, told by the English beside it.

The labels of certificates are small and pale, their values are not. Where 姓尔 Name stands over a
value, the English says which field it is. Where that is a line of its own, the value may follow
below it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.cell_text import piece_of
from ocr.labels import Labels
from ocr.page import Run
from ocr.pieces import Piece

_LABEL = re.compile(r"(?P<chinese>[\u4e00-\u9fff]{0,8}):?(?P<english>[A-Za-z][A-Za-z.:']*)")
_WORDS = re.compile(r"[A-Z][A-Za-z]{2,}(?: [A-Za-z.]+)*[.:]?")
_BELOW = 1.6  # heights from a label to its English on the next line
_FEWEST = 3  # labels in English from which a page has its labels in two languages


def with_english(pieces: Sequence[Piece], runs: Sequence[Run], labels: Labels) -> list[Piece]:
    """The pieces of these runs, with the labels that English alone tells; fields with one stay."""
    english = [run.box for run in runs if _is_english(run.text, labels)]
    pieces = [_over_english(piece, english) for piece in pieces]
    below = {piece.english for piece in pieces}
    pieces = [piece for piece in pieces if piece.is_label or piece.box not in below]
    told = {
        id(run): field for run in runs if (field := _field(squeezed(run.text), labels)) is not None
    }
    if len(set(told.values())) < _FEWEST:
        return pieces
    shown = {piece.field for piece in pieces if piece.is_label}
    added = [
        replace(piece_of(run), is_label=True, field=told[id(run)], exact=False)
        for run in runs
        if id(run) in told and told[id(run)] not in shown
    ]
    boxes = {piece.box for piece in added}
    return [*(piece for piece in pieces if piece.box not in boxes), *added]


def _is_english(text: str, labels: Labels) -> bool:
    """Is this the English of a label, or may it be in words that are in no list?"""
    return labels.is_english(squeezed(text)) or _WORDS.fullmatch(text.strip()) is not None


def _over_english(piece: Piece, english: Sequence[Box]) -> Piece:
    """The piece, where it is a label with the place of the English right below it."""
    if not piece.is_label or not english or piece.text.isascii():
        return piece
    label, height = piece.box, piece.box.height
    below = (
        box
        for box in english
        if -0.5 * height < box.y0 - label.y1 < _BELOW * height
        and min(abs(box.x0 - label.x0), abs(box.x0 + box.x1 - label.x0 - label.x1) / 2) < height
    )
    return replace(piece, english=min(below, key=lambda box: box.y0, default=None))


def _field(text: str, labels: Labels) -> Field | None:
    """The field that a label's English names, if its Chinese is not that of another one."""
    match = _LABEL.fullmatch(text)
    field = labels.in_english(match["english"]) if match else None
    if match is None or field is None or not match["chinese"]:
        return field
    near = (
        Levenshtein.distance(label.text, match["chinese"], score_cutoff=1) <= 1
        for label in labels.labels
        if label.field is field
    )
    return field if any(near) else None
