"""How much of each pixel is the person, and the person's own colours before white."""

from dataclasses import dataclass

import cv2
import numpy as np

from intake.photo.background import Background
from intake.photo.hair import Strands, unravel
from intake.photo.person import Person
from intake.photo.piece import Piece
from intake.photo.pixels import (
    Mask,
    Plane,
    blur,
    ellipse,
    enclosed,
    grow,
    lab,
    length,
    mean_around,
    shrink,
    touching,
)

_HAIR_REACH = 0.33  # how far hair ends reach beyond the mask, in units of the face
_HAIR_BELOW = 0.9  # how far below the chin
_RIM = 0.12  # how deep inside the mask a pixel may still be a mixture
_AS_DIFFERENT = 0.75  # share of the usual distance from the background that is no mixture
_FAINT = 25.0  # usual distance (L*a*b*) below which gaps are not looked for
_APART = (16.0, 50.0)  # distance of person and background (RGB) below which and from which to trust
_STRETCH = (0.05, 0.96)  # shares taken for none and for all
_SATURATED = 12.0  # chroma from which a background colours what stands before it
_THROUGH = 0.6  # how deep in the hair gaps are looked for
# The odds beforehand that a pixel is none of the hair, or nothing else: deep within the person, at
# its rim, and beyond.
_NONE, _WHOLE = (0.1, 0.2, 0.8), (0.7, 0.2, 0.01)
_NOTHING = 0.05  # share of hair that is taken for none
_NOISE = (4.0, 2.5)  # least spread of the wall's colours (RGB), and what it is to their median
_TINGE = 3.0  # how much more of the wall's hue (L*a*b*) hair may have by chance
_SPILL_REACH = 0.09


@dataclass(frozen=True, slots=True)
class Cutout:
    """A piece on white: its colours (RGB, 0 to 255), and how much of each pixel is the person."""

    colours: Plane
    alpha: Plane


def on_white(piece: Piece, background: Background, person: Person) -> Cutout:
    """Cut out by the lines from the background's colours to the person's.

    A pixel of the rim is a mixture; its share of the person is where it lies on the line between
    the colours of person and background next to it. What the background gave to it is then taken
    out and replaced by white.
    """
    inside, outside = _trimap(piece, background, person)
    own, theirs = _local_colours(piece, background, inside, outside)
    alpha = _alpha(piece, person, own, theirs)
    alpha[(enclosed(alpha > 0.5) & person.mask) | inside] = 1
    strands = _strands(piece, background, person, outside, theirs)
    alpha[strands.where] = np.clip((strands.share - _NOTHING) / (1 - _NOTHING), 0, 1)
    alpha[outside | ~piece.valid] = 0
    foreground = _own_colours(piece, alpha, own, theirs)
    foreground[strands.where] = strands.own
    own[strands.where] = strands.usual
    foreground = _without_spill(piece, background, foreground, own, alpha)
    return Cutout(_white_behind(foreground, alpha), alpha)


def unmixed(piece: Piece, alpha: Plane, own: Plane, theirs: Plane) -> Plane:
    """The piece on white: what stands behind the person taken out of each pixel."""
    return _white_behind(_own_colours(piece, alpha, own, theirs), alpha)


def _white_behind(foreground: Plane, alpha: Plane) -> Plane:
    mixed = alpha[:, :, None]
    return np.asarray(foreground * mixed + 255 * (1 - mixed), np.float32)


def _own_colours(piece: Piece, alpha: Plane, own: Plane, theirs: Plane) -> Plane:
    mixed = alpha[:, :, None]
    clean = piece.colours - (1 - mixed) * theirs
    # Where little of the person is left its colour is more noise than truth: take the neighbours'.
    faint = np.clip((0.7 - mixed) / 0.5, 0, 1)
    clean = (1 - faint) * clean + faint * mixed * own
    return np.asarray(np.clip(clean / np.maximum(mixed, 0.02), 0, 255), np.float32)


def flattened(piece: Piece, background: Background, person: Person) -> Cutout:
    """Cut out of a background that is white already: only its light is evened out."""
    wall = _wall(background)
    even = np.minimum(piece.colours * (255 / np.maximum(wall, 200)), 255)
    clear = background.region & (background.distance < background.near)
    even[clear & ~grow(person.mask, 0.1 * piece.face.unit)] = 255
    outside = 1 - blur(grow(person.mask, 2).astype(np.float32), 1.5)[:, :, None]
    even = _lifted(even, outside)
    alpha = on_white(piece, background, person).alpha
    return Cutout(np.asarray(even * outside + piece.colours * (1 - outside), np.float32), alpha)


def _lifted(even: Plane, outside: Plane) -> Plane:
    """The last trace of grey beside the person taken out."""
    lift = np.clip((even.min(axis=2, keepdims=True) - 225) / 20, 0, 1) * outside
    return np.asarray(even + (255 - even) * lift, np.float32)


def _trimap(piece: Piece, background: Background, person: Person) -> tuple[Mask, Mask]:
    """What is wholly person and what is wholly background; between them lies the rim."""
    unit = piece.face.unit
    hair = np.zeros(piece.valid.shape, bool)
    hair[: round(piece.face.chin_y + _HAIR_BELOW * unit)] = True
    thin = max(2.0, 0.035 * unit)
    deep = shrink(person.mask, _RIM * unit)
    # Near the rim only what differs as much as what lies deeper is wholly the person; where even
    # that hardly differs, lights in the hair can't be told from gaps, and there are none.
    usual = nearest_mean(background.distance[:, :, None], deep, (0.2 * unit, 1.2 * unit))
    whole = (background.distance > _AS_DIFFERENT * usual[:, :, 0]) | (usual[:, :, 0] < _FAINT)
    inside = deep | (shrink(person.mask, thin) & whole)
    wisps = grow(person.mask, _HAIR_REACH * unit) & (background.distance > 0.55 * background.near)
    wisps &= hair & ~person.shadow
    # Ends of hair hang together with the head; what doesn't is noise.
    reach = grow(person.mask, thin) | touching(wisps | person.mask, person.mask)
    return inside, ~reach


def _strands(
    piece: Piece, background: Background, person: Person, outside: Mask, theirs: Plane
) -> Strands:
    """The hair, from the rim inwards as far as it may be loose."""
    unit, face = piece.face.unit, piece.face
    centre = face.eyes[0], (face.eyes[1] + face.mouth[1]) / 2
    skin = ellipse(person.mask.shape, centre, (1.1 * unit, 1.6 * unit))
    deep = shrink(person.mask, _RIM * unit)
    distance = background.distance
    usual = nearest_mean(distance[:, :, None], deep & ~skin, (0.3 * unit, 1.2 * unit))[:, :, 0]
    where = piece.valid & ~outside & ~shrink(person.mask, _THROUGH * unit) & ~skin
    where &= background.rough | ~deep | (distance < 3 * background.near)
    where &= usual > _FAINT
    where[round(face.chin_y + _HAIR_BELOW * unit) :] = False
    # Skin beside it is smooth, and may be more like the wall than hair is.
    hair = (distance > _AS_DIFFERENT * usual) | (
        deep & ~background.rough & (distance > 2 * background.near)
    )
    hair = _untinged(piece, background, hair & shrink(person.mask, 2))
    odds = [
        np.where(deep, within, np.where(person.mask, rim, beyond)).astype(np.float32)
        for within, rim, beyond in (_NONE, _WHOLE)
    ]
    clear = outside & background.region
    off = np.abs(piece.colours - theirs)[clear]
    noise = max(_NOISE[0], _NOISE[1] * float(np.median(off)) if len(off) else 0.0)
    return unravel(piece.colours, theirs, where, hair, noise, (odds[0], odds[1]), unit)


def _untinged(piece: Piece, background: Background, hair: Mask) -> Mask:
    """The hair that has no more of a coloured background's hue than hair round about."""
    if background.chroma < _SATURATED:
        return hair
    unit, hue = piece.face.unit, background.colour[:, :, 1:]
    hue = hue / np.maximum(length(hue), 1)[..., None]
    tone = np.einsum("ijk,ijk->ij", lab(blur(piece.colours, 0.6))[:, :, 1:], hue)
    usual = nearest_mean(tone[:, :, None], hair, (0.3 * unit, 1.2 * unit))[:, :, 0]
    return np.asarray(hair & (tone <= usual + _TINGE), bool)


def _local_colours(
    piece: Piece, background: Background, inside: Mask, outside: Mask
) -> tuple[Plane, Plane]:
    """The colours of person and background next to each pixel; further off where none are near."""
    unit = piece.face.unit
    own = nearest_mean(
        piece.colours, shrink(inside, 0.03 * unit), (0.12 * unit, 0.3 * unit, 1.2 * unit)
    )
    wall = _wall(background)
    near, share = mean_around(piece.colours, outside, 0.12 * unit)
    trust = np.clip(share / 0.1, 0, 1)[:, :, None]
    return own, near * trust + wall * (1 - trust)


def nearest_mean(colours: Plane, where: Mask, radii: tuple[float, ...]) -> Plane:
    """The mean of the marked pixels within the smallest radius that holds enough of them."""
    mean, _ = mean_around(colours, where, radii[-1])
    for radius in reversed(radii[:-1]):
        nearer, share = mean_around(colours, where, radius)
        trust = np.clip(share / 0.08, 0, 1)[:, :, None]
        mean = nearer * trust + mean * (1 - trust)
    return mean


def _wall(background: Background) -> Plane:
    """The surface in RGB, 0 to 255."""
    rgb = cv2.cvtColor(background.colour, cv2.COLOR_LAB2RGB)
    return np.clip(np.asarray(rgb, np.float32) * 255, 0, 255)


def _alpha(piece: Piece, person: Person, own: Plane, theirs: Plane) -> Plane:
    line = own - theirs
    apart = length(line)
    here = piece.colours - theirs
    share = np.einsum("ijk,ijk->ij", here, line) / np.maximum(apart**2, 1)
    low, high = _STRETCH
    share = np.clip((share - low) / (high - low), 0, 1)
    trust = np.clip((apart - _APART[0]) / (_APART[1] - _APART[0]), 0, 1)
    feather = blur(person.mask.astype(np.float32), 0.02 * piece.face.unit)
    alpha = trust * share + (1 - trust) * feather
    return np.asarray(alpha, np.float32)


def _without_spill(
    piece: Piece, background: Background, foreground: Plane, own: Plane, alpha: Plane
) -> Plane:
    """Take out the hue that a coloured background throws on the rim of the person."""
    if background.chroma < _SATURATED:
        return foreground
    reach = _SPILL_REACH * piece.face.unit
    rim = 1 - blur(shrink(alpha > 0.95, reach / 2).astype(np.float32), reach / 3)
    hue = np.median(background.colour[background.region][:, 1:], axis=0)
    hue = hue / np.hypot(*hue)
    colours = lab(foreground)
    spill = (colours[:, :, 1:] - lab(own)[:, :, 1:]) @ hue
    # Too little of the hue, where too much was taken out, is as wrong as too much.
    wrong = np.maximum(spill, 0) * rim + np.minimum(spill, 0) * ((alpha > 0) & (alpha < 1))
    colours[:, :, 1:] -= wrong[:, :, None] * hue.astype(np.float32)
    clean = cv2.cvtColor(colours, cv2.COLOR_LAB2RGB)
    return np.clip(np.asarray(clean, np.float32) * 255, 0, 255)
