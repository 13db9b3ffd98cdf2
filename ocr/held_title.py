"""Text without rules: what is said of the title that somebody holds already, told from the rest."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from matching.text import squeezed
from models.fields import Field
from ocr.cell_text import lines_of
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.prose_words import is_known_title
from ocr.sections import load_sections

# 现任专业技术职务:会计师;取得时间:2014年5月10日。 Where a line ends the label may be parted.
_HELD = re.compile(r"[现原](?:任|有|聘|具有|具备|受聘)?(?:专业)?(?:技术)?(?:职务|职称|资格)")
_PARTED = re.compile(r"[;,。:]现(?:任|有|聘|具有|具备|受聘)?$")  # so ends the line before its label
_ENDED = re.compile(r"。|申报|申请|[拟晋]")
_NEAR = 24  # letters from its name to a label of what is said of it
_MARK = 1.6  # heights


def with_second_best(
    pieces: Sequence[Piece], of: Collection[Field] = tuple(Field), beside: Sequence[Piece] = ()
) -> list[Piece]:
    """The pieces of unruled text, labels that stand for a field where no other does being its.

    of are the fields that such labels may stand for, beside the pieces of the sheet's other page.
    """
    instead = load_sections().instead
    shown = {piece.field for piece in (*pieces, *beside)}
    return [
        replace(piece, field=field)
        if piece.is_label
        and (field := instead.get(squeezed(piece.text))) in of
        and field not in shown
        else piece
        for piece in pieces
    ]


def on_certificate(sides: Sequence[Sequence[Piece]]) -> list[list[Piece]]:
    """The pieces of a certificate's pages, with the second-best labels of specialty and title."""
    sheet = [piece for side in sides for piece in side]  # 现从事专业 alone
    second = (with_second_best(side, (Field.SPECIALTY,), sheet) for side in sides)
    return list(map(_with_post_as_title, second))


def _with_post_as_title(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of a certificate; 职务 beside the name of a title is its label, if no other is.

    So is 资格级别, behind which certificates of the examinations have 会计师.
    """
    if any(piece.is_label and piece.field is Field.TITLE for piece in pieces):
        return list(pieces)
    return [
        replace(piece, field=Field.TITLE)
        if piece.is_label
        and (squeezed(piece.text) == "职务" or piece.field is Field.LEVEL)
        and _is_of_title(piece, pieces)
        else piece
        for piece in pieces
    ]


def _is_of_title(label: Piece, pieces: Sequence[Piece]) -> bool:
    right = [p for p in pieces if p.box.x0 >= label.box.x1 and p.box.level_with(label.box)]
    value = min(right, key=lambda piece: piece.box.x0, default=None)
    return value is not None and not value.is_label and is_known_title(squeezed(value.text))


def about_new_title(candidates: Sequence[Candidate], pieces: Sequence[Piece]) -> list[Candidate]:
    """The candidates of unruled text without those of a title that is held already."""
    present, instead = load_sections().present, load_sections().instead
    held = _in_sentence_of_held(pieces)
    return [
        candidate
        for candidate in candidates
        if candidate.label not in held
        and (
            squeezed(candidate.label.text) in instead
            or not present.covers(
                squeezed(candidate.label.text),
                candidate.field,
                [
                    squeezed(piece.text)
                    for piece in sorted(pieces, key=lambda piece: piece.box.x0)
                    if piece.is_label and piece.box.level_with(candidate.label.box)
                ],
            )
        )
    ]


def _in_sentence_of_held(pieces: Sequence[Piece]) -> list[Piece]:
    """The labels that follow, in the same sentence, on what names the title that is held."""
    text, labels = "", []
    found: list[Piece] = []
    for line in lines_of(pieces):
        for before, piece in zip((None, *line), line, strict=False):
            if piece.is_label and before is None and _PARTED.search(text):
                found.append(piece)
            if piece.is_label and before and not before.is_label and _is_close(before, piece):
                labels.append((len(text), piece))
            text += squeezed(piece.text)
    for match in _HELD.finditer(text):
        for begin, piece in labels:
            between = text[match.end() : begin]
            if 0 < len(between) < _NEAR and not _ENDED.search(between + piece.text):
                found.append(piece)
    return found


def _is_close(before: Piece, piece: Piece) -> bool:
    """Is there room for no more than a mark between two pieces of a line?"""
    return piece.box.x0 - before.box.x1 < _MARK * piece.box.height
