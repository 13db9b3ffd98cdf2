"""Text without rules: what is said of the title that somebody holds already, told from the rest."""

from collections.abc import Sequence
from dataclasses import replace

from matching.text import squeezed
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.sections import load_sections


def with_second_best(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces of unruled text, labels that stand for a field where no other does being its."""
    instead = load_sections().instead
    shown = {piece.field for piece in pieces}
    return [
        replace(piece, field=field)
        if piece.is_label and (field := instead.get(squeezed(piece.text))) and field not in shown
        else piece
        for piece in pieces
    ]


def about_new_title(candidates: Sequence[Candidate], pieces: Sequence[Piece]) -> list[Candidate]:
    """The candidates of unruled text without those of a title that is held already."""
    present = load_sections().present
    return [
        candidate
        for candidate in candidates
        if not present.covers(
            squeezed(candidate.label.text),
            candidate.field,
            [
                squeezed(piece.text)
                for piece in pieces
                if piece.is_label and piece.box.level_with(candidate.label.box)
            ],
        )
    ]
