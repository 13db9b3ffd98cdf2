"""Can the person be told from the background with confidence? If not, nothing is cut out."""

import numpy as np

from intake.photo.background import LIGHTNESS_WEIGHT, Background, edge_strip
from intake.photo.frame import Window, crown_y
from intake.photo.matte import Cutout
from intake.photo.person import Person
from intake.photo.piece import Piece
from intake.photo.pixels import Mask, blur, grow, lab, length, mean_around, shrink
from models.findings import Finding, found

_PLAIN_MIN, _LIT_MIN, _SIGMA_MAX = 0.75, 0.93, 2.2
_SKIN_APART_MIN, _DARK, _DARK_CHROMA = 10.0, 35.0, 25.0
_STRAYS_MAX, _DIRTY_MAX = 0.05, 0.02
_CROWN_MIN = 1.45  # the hair's height above the eyes, in units of the face
_HALF_WIDTH = (0.85, 2.6)  # the head to each side of the face's middle
_SHOULDERS_MIN = 2.2
_HEAD_APART, _HAIR_APART, _BODY_APART = 7.0, 6.0, 2.0  # least differences at the rim, L*a*b*
_FAINT_MAX = 0.25  # share of the rim that may differ less
_SHADOW_SEEN, _SHADOW_MAX = 0.06, 4.0

Reason = tuple[str, str]
_COLOURS: Reason = (
    "背景不是单一颜色，或明暗差别太大",
    "the background isn't of one colour, or its light differs too much",
)
_DARK_WALL: Reason = ("背景太暗", "the background is too dark")
_THINGS: Reason = (
    "背景里还有别的物品或花纹",
    "there are other things or patterns in the background",
)
_LIKE_PERSON: Reason = (
    "背景与皮肤、头发或衣服的颜色太接近",
    "the background is too much like the skin, the hair or the clothes",
)
_OUTLINE: Reason = ("人物轮廓无法完整识别", "the outline of the person can't be made out whole")


def background_findings(background: Background | None) -> list[Finding]:
    """Is the background plain and light enough, by its fit alone?"""
    if background is None:
        return [found("PHOTO_TIGHT")]
    plain = background.plain >= _PLAIN_MIN and background.lit >= _LIT_MIN
    if not plain or background.sigma > _SIGMA_MAX:
        return [_unclear(_COLOURS)]
    if background.lightness < _DARK and background.chroma < _DARK_CHROMA:
        return [_unclear(_DARK_WALL)]
    return []


def person_findings(piece: Piece, background: Background, person: Person) -> list[Finding]:
    """Does the person stand out from the background, and nothing else?"""
    area = piece.face.unit**2
    if person.skin_apart < _SKIN_APART_MIN or _alike(piece, background, person):
        return [_unclear(_LIKE_PERSON)]
    # What is on the wall may touch the hair, and would be taken for it.
    joined = (person.mask & edge_strip(piece)).sum() / area
    strays = person.strays.sum() / area
    if max(strays, joined) > _STRAYS_MAX or _dirt(piece, background, person) > _DIRTY_MAX:
        return [_unclear(_THINGS)]
    shadow = person.shadow.sum() / area
    if shadow > _SHADOW_MAX:
        return [_unclear(_COLOURS)]
    if shadow > _SHADOW_SEEN and background.lightness < 92:
        return [found("PHOTO_SHADOW")]
    return []


def outline_findings(piece: Piece, cutout: Cutout, window: Window) -> list[Finding]:
    """Is the outline that of a head on shoulders?"""
    face, unit, person = piece.face, piece.face.unit, cutout.alpha > 0.5
    crown = (face.eyes[1] - crown_y(piece, cutout)) / unit
    rows = slice(round(face.eyes[1] - 0.2 * unit), round(face.nose[1]))
    middle = round(face.eyes[0])
    left = _median_run(person[rows, :middle]) / unit
    right = _median_run(person[rows, middle:]) / unit
    low = slice(round(face.chin_y + 0.5 * unit), round(window.y + window.height))
    inside = person[low, max(round(window.x), 0) : round(window.x + window.width)]
    shoulders = float(inside.sum(axis=1).max(initial=0)) / unit
    least, most = _HALF_WIDTH
    plausible = crown >= _CROWN_MIN and least <= left <= most and least <= right <= most
    return [] if plausible and shoulders >= _SHOULDERS_MIN else [_unclear(_OUTLINE)]


def _median_run(person: Mask) -> float:
    return float(np.median(person.sum(axis=1))) if person.size else 0.0


def _alike(piece: Piece, background: Background, person: Person) -> bool:
    """Does the person hardly differ from the wall along much of the rim?

    What is compared is next to the rim: inside and outside, and inside and the wall, for beside
    loose hair there is hair again. On a wall that is white already nothing is cut away, so there it
    doesn't matter for clothes.
    """
    unit, chin = piece.face.unit, round(piece.face.chin_y)
    colours = lab(blur(piece.colours, 0.8))
    colours[:, :, 0] *= LIGHTNESS_WEIGHT
    away, near = 0.03 * unit, 0.1 * unit
    own, _ = mean_around(colours, shrink(person.mask, away), near)
    theirs, _ = mean_around(colours, ~grow(person.mask, away), near)
    rim = person.mask & ~shrink(person.mask, 1) & ~grow(~piece.valid, 0.2 * unit)
    rim[[0, -1]] = rim[:, [0, -1]] = False
    apart = length(own - theirs)
    wall = person.background.colour * np.array([LIGHTNESS_WEIGHT, 1, 1], np.float32)
    hair = length(own - wall)[:chin][rim[:chin]]
    head, body = apart[:chin][rim[:chin]], apart[chin:][rim[chin:]]
    if not head.size or np.median(head) < _HEAD_APART or (hair < _HAIR_APART).mean() > _FAINT_MAX:
        return True
    return not background.white and body.size > 0 and (body < _BODY_APART).mean() > _FAINT_MAX


def _dirt(piece: Piece, background: Background, person: Person) -> float:
    """The share of the background, clear of the person, that doesn't lie on its surface."""
    clear = piece.valid & ~grow(person.mask, 0.35 * piece.face.unit) & ~person.shadow
    clear[round(piece.face.chin_y) :] = False
    return float((background.distance[clear] >= background.near).mean()) if clear.any() else 0.0


def outline_unclear() -> Finding:
    """The person's outline can't be made out."""
    return _unclear(_OUTLINE)


def things_about() -> Finding:
    """There is more in the picture than the person."""
    return _unclear(_THINGS)


def _unclear(reason: Reason) -> Finding:
    return found("PHOTO_BACKGROUND", reason=reason[0], reason_en=reason[1])
