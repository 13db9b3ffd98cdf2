"""What may be worn on the head: only signs of it, so a person is asked to look."""

import numpy as np

from intake.photo.piece import Piece
from intake.photo.pixels import Mask, Plane, blur, ellipse, lab
from models.findings import Finding, found

# Hair is brown to blond where it has a colour at all; what is more colourful or of another hue is
# taken for a hat. A black hat on black hair can't be told.
_HAIR_CHROMA, _ANY_CHROMA = 16.0, 45.0
_HAIR_HUE = (20.0, 95.0)
_GLASS_DARK, _GLASS_APART = 18.0, 35.0


def worn_findings(piece: Piece, person: Mask) -> list[Finding]:
    """Signs of a hat and of dark glasses."""
    colours = lab(blur(piece.colours, 1.0))
    findings = []
    if _hat(piece, person, colours):
        findings.append(found("PHOTO_HEADWEAR"))
    if _dark_glasses(piece, colours):
        findings.append(found("PHOTO_DARK_GLASSES"))
    return findings


def _hat(piece: Piece, person: Mask, colours: Plane) -> bool:
    (x, y), unit = piece.face.eyes, piece.face.unit
    above = person & ellipse(person.shape, (x, y - 1.5 * unit), (0.8 * unit, 0.5 * unit))
    if above.sum() < 0.2 * unit**2:
        return False
    _, a, b = np.median(colours[above], axis=0)
    chroma, hue = float(np.hypot(a, b)), float(np.degrees(np.arctan2(b, a)))
    natural = _HAIR_HUE[0] <= hue <= _HAIR_HUE[1]
    return chroma > _ANY_CHROMA or (chroma > _HAIR_CHROMA and not natural)


def _dark_glasses(piece: Piece, colours: Plane) -> bool:
    face, unit = piece.face, piece.face.unit
    shape = piece.valid.shape
    light = colours[:, :, 0]
    radii = 0.3 * unit, 0.17 * unit
    eyes = ellipse(shape, face.left_eye, radii) | ellipse(shape, face.right_eye, radii)
    cheeks = ellipse(shape, face.nose, (0.6 * unit, 0.25 * unit))
    dark, usual = float(np.median(light[eyes])), float(np.median(light[cheeks]))
    return dark < _GLASS_DARK and usual - dark > _GLASS_APART
