"""How a face lies in its frame."""

import numpy as np

from intake.photo.face import Face
from intake.photo.frame import Window
from intake.photo.piece import Piece
from intake.photo.pixels import Mask
from models.findings import Finding, found
from models.photos import Measures

# What the tool's own frames keep, with room for photos that were framed by others.
_HEAD_HEIGHT = (0.42, 0.82)
_ASIDE_MAX = 0.09


def measures_of(face: Face, crown: float | None, frame: Window, width_px: int) -> Measures:
    """Measure a face in a frame of its picture, of which a photo so many px wide is made.

    crown is the row of the highest hair, None where it can't be told.
    """
    middle = (face.eyes[0] + face.nose[0]) / 2
    head = None if crown is None else round((face.chin_y - crown) / frame.height, 3)
    return Measures(
        eyes_px=round(face.eye_distance * width_px / frame.width, 1),
        eye_line=round((face.eyes[1] - frame.y) / frame.height, 3),
        aside=round((middle - frame.x) / frame.width - 0.5, 3),
        head_height=head,
        tilt_degrees=round(face.roll, 1),
    )


def top_of(person: Mask, piece: Piece) -> float | None:
    """The row of the highest hair above a face; None where the person reaches the upper edge."""
    x, unit = piece.face.eyes[0], piece.face.unit
    over = person[:, max(round(x - 1.2 * unit), 0) : max(round(x + 1.2 * unit), 0)]
    rows = np.nonzero(over.sum(axis=1) > 0.05 * unit)[0]
    return float(rows[0]) if len(rows) and rows[0] > 0 else None


def frame_findings(measures: Measures) -> list[Finding]:
    """Is the head of the usual size, and in the middle?"""
    findings = []
    head, (least, most) = measures.head_height, _HEAD_HEIGHT
    if head is not None and not least <= head <= most:
        findings.append(found("PHOTO_HEAD_SIZE", head=head, least=least, most=most))
    if abs(measures.aside) > _ASIDE_MAX:
        findings.append(found("PHOTO_OFF_CENTRE", aside=abs(measures.aside), most=_ASIDE_MAX))
    return findings
