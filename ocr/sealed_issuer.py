"""Who issued a certificate that bears a seal where another one prints the name: 签发单位盖章."""

from collections.abc import Sequence

from matching.text import squeezed
from models.box import Box
from models.fields import Field
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.seals import SealFound, is_told
from ocr.signing_unit import is_unit

_NEAR = 0.5  # heights of the seal that its label may be away from it


def sealed_issuer(pieces: Sequence[Piece], seals: Sequence[SealFound]) -> list[Candidate]:
    """The unit of the only legible seal at the label of who issues; pieces are those of a page."""
    labels = [piece for piece in pieces if piece.is_label and piece.field is Field.ISSUER]
    told = [seal for seal in seals if is_told(seal.confidence) and is_unit(squeezed(seal.text))]
    if len({seal.text for seal in told}) != 1:
        return []
    seal = max(told, key=lambda seal: seal.confidence)
    return [
        Candidate(Field.ISSUER, label, (_piece(seal),), beside=True)
        for label in labels[-1:]
        if _is_near(seal.box, label.box)
    ]


def _is_near(seal: Box, label: Box) -> bool:
    """Does a seal lie on a label, or right of it or below it?"""
    reach = _NEAR * seal.height
    across = seal.x0 - reach < label.x1 and label.x0 < seal.x1
    return across and seal.y0 - reach < label.y1 and label.y0 < seal.y1


def _piece(seal: SealFound) -> Piece:
    step = seal.box.width / len(seal.text)
    centres = tuple(seal.box.x0 + (place + 0.5) * step for place in range(len(seal.text)))
    return Piece(seal.text, seal.confidence, seal.box, centres)
