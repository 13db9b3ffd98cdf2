"""What is known of a sitter held against the photo that was made."""

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from PIL import Image

from benchmarks.photo_cases import Case
from intake.photo.face import Face
from intake.photo.frame import Window, framed
from intake.photo.matte import Cutout
from intake.photo.open import Picture
from intake.photo.piece import Piece, cut_piece
from intake.photo.pixels import Colours, Mask, Plane, ellipse, shrink
from models.settings import Settings

_NEAR_WHITE = 252
_GONE = 0.5  # share of the way to white from which a pixel is lost
_HAIR_LOST = 0.02


@dataclass(frozen=True, slots=True)
class Truth:
    """The photo as it would be at best, at its final size."""

    ideal: Plane
    alpha: Plane
    ears: Plane
    head: Mask
    face: Mask


@dataclass(frozen=True, slots=True)
class Quality:
    """How one photo compares with the best. Shares from 0 to 1; damage names what is missing."""

    alpha_error: float  # mean over the photo
    white: float  # of what is background by the known alpha
    white_apart: float  # the same, two pixels and more from the person
    border: float
    halo: float  # mean difference of colours along the rim, 0 to 255
    damage: tuple[str, ...]


def truth_of(case: Case, face: Face, piece: Piece, window: Window, settings: Settings) -> Truth:
    """Cut what is known just as the photo was cut."""
    sitter = case.sitter
    known = sitter.alpha, sitter.ears, np.ones_like(sitter.alpha)
    planes = cut_piece(_as_picture(np.dstack(known) * 255), face).colours
    white = np.asarray(255 * (1 - sitter.alpha[:, :, None]), np.float32)
    ideal = cut_piece(_as_picture(np.asarray(sitter.colours + white, np.float32)), face)
    inside = np.where(piece.valid, planes[:, :, 0] / 255, 0).astype(np.float32)
    colours = np.where(piece.valid[:, :, None], ideal.colours, 255).astype(np.float32)
    best = framed(Cutout(colours, inside), window, settings)[0].astype(np.float32)
    alpha, ears = (
        _framed_plane(p, window, settings)
        for p in (inside, np.asarray(planes[:, :, 1] / 255, np.float32))
    )
    scale = settings.photo_width_px / window.width
    f, unit = piece.face, piece.face.unit * scale
    x, y = (f.eyes[0] - window.x) * scale, (f.eyes[1] - window.y) * scale
    chin = (f.chin_y - window.y) * scale
    head = alpha > 0.5
    head[round(chin) :] = False
    return Truth(
        best,
        alpha,
        ears,
        head,
        ellipse(alpha.shape, (x, y + 0.5 * unit), (0.85 * unit, 1.2 * unit)),
    )


def quality_of(data: bytes, alpha: Plane, truth: Truth) -> Quality:
    """Measure a finished JPEG, and the alpha that it was made with."""
    colours = np.asarray(Image.open(BytesIO(data)).convert("RGB")).astype(np.float32)
    outside = truth.alpha < 0.002
    white = colours.min(axis=2) >= _NEAR_WHITE
    border = np.zeros(outside.shape, bool)
    border[[0, -1]] = border[:, [0, -1]] = True
    rim = (truth.alpha > 0.02) & (truth.alpha < 0.98)
    return Quality(
        float(np.abs(alpha - truth.alpha).mean()),
        float(white[outside].mean()),
        float(white[shrink(outside, 2)].mean()),
        float(white[border & outside].mean()),
        float(np.abs(colours - truth.ideal)[rim].mean()),
        _damage(colours, truth),
    )


def _damage(colours: Plane, truth: Truth) -> tuple[str, ...]:
    """What of the head went over to white that isn't white at best."""
    to_white = 255 - truth.ideal
    reach = np.einsum("ijk,ijk->ij", to_white, to_white)
    way = np.einsum("ijk,ijk->ij", colours - truth.ideal, to_white) / np.maximum(reach, 1)
    lost = (way > _GONE) & (reach > 40**2) & truth.head
    names = []
    if lost[truth.face].any():
        names.append("face hole")
    ears = truth.ears > 0.5
    if ears.sum() > 20 and lost[ears].mean() > 0.1:
        names.append("ear missing")
    if lost.sum() > _HAIR_LOST * truth.head.sum():
        names.append("hair missing")
    return tuple(names)


def _framed_plane(plane: Plane, window: Window, settings: Settings) -> Plane:
    stacked = np.repeat(plane[:, :, None] * 255, 3, axis=2).astype(np.float32)
    return framed_alpha(Cutout(stacked, plane), window, settings)


def framed_alpha(cutout: Cutout, window: Window, settings: Settings) -> Plane:
    """The alpha of a cutout in the photo's frame."""
    rest = np.repeat(255 - 255 * cutout.alpha[:, :, None], 3, axis=2)
    inverse = Cutout(np.asarray(rest, np.float32), np.ones_like(cutout.alpha))
    left = framed(inverse, window, settings)[0][:, :, 0]
    return np.asarray(1 - left.astype(np.float32) / 255, np.float32)


def _as_picture(colours: Plane) -> Picture:
    known: Colours = np.asarray(colours, np.float32)
    return Picture(known, None, "known", colours.shape[1], colours.shape[0])
