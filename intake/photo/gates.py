"""Is the photo good enough to be used: the face's size, pose, sharpness and light."""

import math
from dataclasses import dataclass

import cv2
import numpy as np

from intake.photo.background import face_ellipse
from intake.photo.face import Face
from intake.photo.open import Picture
from intake.photo.piece import ROLL_MAX, Piece
from intake.photo.pixels import Mask, Plane, blur, ellipse, lab, resized
from models.findings import Finding, Severity, found
from models.settings import Settings

_UNIT_PX = 70  # the eye distance of a finished photo; sharpness is measured at this scale
_FACE_SHARE = 0.19  # least eye distance over the width of the frame

_NOSE_ASIDE_MAX = 0.18
_NOSE_HEIGHT = (0.42, 0.82)
_SHARP_MIN, _SHARP_SOFT, _EYES_MIN, _ALONG_MIN = 8.0, 14.0, 0.022, 0.0065
_FACE_DARK, _FACE_DIM, _EYES_LIT = 38.0, 48.0, 50.0  # L*
_PICTURE_DARK, _PICTURE_DIM = 150.0, 175.0  # the brightest channel of the brightest pixels
_FACE_BRIGHT, _CLIPPED_MAX = 90.0, 0.25
_BLOWN, _BLOWN_MAX = 253, 0.6  # a colour at its end, and the share of the face where one may be
_SIDES_APART, _SIDES_UNEVEN = 28.0, 18.0
_SIDES_SHARE = 0.346  # of L* + 16: one side with 3.6 times the light of the other, on any skin
_CHROMA_MIN, _HUES_MIN = 4.0, 0.9
# Skin by daylight, from cool to warm, as a* and b*; light of a lamp shifts it by up to 12.
_SKIN_COOL, _SKIN_WARM, _SKIN_OFF_MAX = (4.6, 6.6), (16.0, 30.0), 15.0
# The white of the eyes by daylight and by a lamp; unlike skin it is the same for everybody.
_EYE_COOL, _EYE_WARM, _EYE_OFF_MAX, _EYE_SEEN = (0.0, 0.0), (10.0, 24.0), 16.0, 35.0
_SKIN_LIGHT = 65.0  # L* of skin on which light shows its whole colour
_ABOVE_EYES = 1.62  # least room above the eyes and
_BELOW_CHIN = 0.9  # below the chin, in units of the face


def pose_findings(face: Face, picture: Picture, settings: Settings) -> list[Finding]:
    """Size, tilt, turn and place of the face in its picture."""
    findings = []
    unit, height = face.unit, picture.colours.shape[0]
    least = _FACE_SHARE * settings.photo_width_px / settings.photo_enlarge_max
    if unit < least:
        times = picture.reduction  # what is said is said of the file's own px
        eyes, asked = math.floor(unit * times), math.ceil(least * times)
        findings.append(found("PHOTO_FACE_SMALL", eyes=eyes, least=asked))
    if abs(face.roll) > ROLL_MAX:
        findings.append(found("PHOTO_TILTED", degrees=abs(face.roll), most=ROLL_MAX))
    if _turned(face):
        findings.append(found("PHOTO_TURNED"))
    if face.eyes[1] < _ABOVE_EYES * unit:
        findings.append(found("PHOTO_HEAD_CUT"))
    if height - face.chin_y < _BELOW_CHIN * unit:
        findings.append(found("PHOTO_TIGHT"))
    return findings


def _turned(face: Face) -> bool:
    """Does the nose stand aside or too high or low between eyes and mouth?"""
    (x0, y0), (x1, y1) = face.left_eye, face.right_eye
    across = np.array([x1 - x0, y1 - y0]) / max(face.eye_distance, 1e-6)
    down = np.array([-across[1], across[0]])
    nose = np.subtract(face.nose, face.eyes)
    mouth = np.subtract(face.mouth, face.eyes)
    aside = abs(float(nose @ across) - float(mouth @ across) / 2) / max(face.eye_distance, 1e-6)
    share = float(nose @ down) / max(float(mouth @ down), 1e-6)
    return aside > _NOSE_ASIDE_MAX or not _NOSE_HEIGHT[0] <= share <= _NOSE_HEIGHT[1]


def light_findings(piece: Piece) -> list[Finding]:
    """Brightness, sharpness, evenness and colour of the face.

    Of a face that is much too dark or too bright nothing else can be told.
    """
    colours = lab(blur(piece.colours, 1.5))
    face = face_ellipse(piece.valid.shape, piece.face)
    findings = _brightness_findings(piece, colours, face)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return findings
    findings += _sharpness_findings(piece)
    left, right = (float(np.median(colours[side][:, 0])) for side in _cheeks(piece))
    apart, most = abs(left - right), _apart_max(max(left, right))
    if apart > most:
        findings.append(found("PHOTO_UNEVEN", apart=apart, most=most))
    elif apart > most * _SIDES_UNEVEN / _SIDES_APART:
        most *= _SIDES_UNEVEN / _SIDES_APART
        findings.append(found("PHOTO_UNEVEN_SLIGHTLY", apart=apart, most=most))
    return [*findings, *_colour_findings(piece, colours, face)]


def _apart_max(light: float) -> float:
    """How far L* of a cheek may lie below that of the lighter one."""
    return min(_SIDES_APART * _shown(light), _SIDES_SHARE * (light + 16))


def _brightness_findings(piece: Piece, colours: Plane, face: Mask) -> list[Finding]:
    findings = []
    light = float(np.median(colours[face][:, 0]))
    brightest = float(np.percentile(piece.colours[piece.valid].max(axis=1), 98))
    clipped = float((piece.colours[face].min(axis=1) >= 250).mean())
    # Dark skin in good light is no dark photo: something is bright, or the whites of the eyes are.
    if light < _FACE_DARK and brightest < _PICTURE_DARK and _eye_white(piece) < _EYES_LIT:
        findings.append(found("PHOTO_DARK", light=light, least=_FACE_DARK))
    elif light < _FACE_DIM and brightest < _PICTURE_DIM and _eye_white(piece) < _EYES_LIT:
        findings.append(found("PHOTO_DIM", light=light, least=_FACE_DIM))
    blown = float((piece.colours[face].max(axis=1) >= _BLOWN).mean())
    if light > _FACE_BRIGHT or clipped > _CLIPPED_MAX or blown > _BLOWN_MAX:
        findings.append(found("PHOTO_BRIGHT", light=light, clipped=clipped, most=_FACE_BRIGHT))
    return findings


def _colour_findings(piece: Piece, colours: Plane, face: Mask) -> list[Finding]:
    """Is the photo in colour, and its light without one?"""
    light, *skin = np.median(colours[face], axis=0)
    off = _off_segment(np.array(skin), _SKIN_COOL, _SKIN_WARM) / _shown(light)
    hues = _hues(colours[piece.valid])
    if hues >= _HUES_MIN and _eyes_coloured(piece):
        return [found("PHOTO_COLOURED_LIGHT")]
    if np.hypot(*skin) < _CHROMA_MIN or hues < _HUES_MIN:
        return [found("PHOTO_NOT_COLOUR")]
    return [found("PHOTO_COLOURED_LIGHT")] if off > _SKIN_OFF_MAX else []


def _eyes_coloured(piece: Piece) -> bool:
    """Has the white of both eyes the colour of a light that is no daylight?"""
    colours = lab(blur(piece.colours, 0.8))
    off = []
    for eye in _eyes(piece):
        light, *hue = colours[eye].T
        low, high = np.percentile(light, (85, 97))
        white = (light >= max(low, _EYE_SEEN)) & (light <= high)
        if not white.any():
            return False
        colour = np.median(np.stack(hue)[:, white], axis=1)
        off.append(_off_segment(colour, _EYE_COOL, _EYE_WARM))
    return min(off) > _EYE_OFF_MAX


def _shown(light: float) -> float:
    """How much of a difference in light or its colour shows on skin: the darker, the less."""
    return float(np.clip(light / _SKIN_LIGHT, 0.5, 1))


def _hues(colours: Plane) -> float:
    """How far colours of one lightness differ in hue: next to nothing in tinted grey."""
    light = colours[:, 0] / 100
    terms = np.stack([np.ones_like(light), light, light**2, light**3], axis=-1)
    factors, *_ = np.linalg.lstsq(terms, colours[:, 1:], rcond=None)
    return float(np.hypot(*(colours[:, 1:] - terms @ factors).std(axis=0)))


def _off_segment(point: Plane, start: tuple[float, float], end: tuple[float, float]) -> float:
    """The distance of a point from a stretch of a line."""
    way = np.subtract(end, start)
    share = np.clip((point - start) @ way / (way @ way), 0, 1)
    return float(np.hypot(*(point - start - share * way)))


def _eye_white(piece: Piece) -> float:
    """L* of the lightest in the eyes, less their glints."""
    light = lab(blur(piece.colours, 0.8))[:, :, 0]
    return min(float(np.percentile(light[eye], 92)) for eye in _eyes(piece))


def _eyes(piece: Piece) -> list[Mask]:
    radii = 0.24 * piece.face.unit, 0.1 * piece.face.unit
    return [ellipse(piece.valid.shape, at, radii) for at in piece.face.points[:2]]


def _cheeks(piece: Piece) -> tuple[Mask, Mask]:
    face, unit = piece.face, piece.face.unit
    y = (face.eyes[1] + face.mouth[1]) / 2 + 0.1 * unit
    radii = 0.25 * unit, 0.3 * unit
    left = ellipse(piece.valid.shape, (face.left_eye[0] - 0.05 * unit, y), radii)
    right = ellipse(piece.valid.shape, (face.right_eye[0] + 0.05 * unit, y), radii)
    return left, right


@dataclass(frozen=True, slots=True)
class Sharpness:
    """How sharp a face is at the size of a finished photo.

    overall is the variance of the Laplacian in the face, eyes its spread about the eyes over their
    contrast, along the spread of the weaker of both directions, which motion blurs.
    """

    overall: float
    eyes: float
    along: float


def _sharpness_findings(piece: Piece) -> list[Finding]:
    sharp = sharpness(piece)
    if sharp.overall < _SHARP_MIN or sharp.eyes < _EYES_MIN or sharp.along < _ALONG_MIN:
        return [found("PHOTO_BLURRED", sharpness=sharp.overall, least=_SHARP_MIN)]
    if sharp.overall < _SHARP_SOFT:
        return [found("PHOTO_SOFT", sharpness=sharp.overall, least=_SHARP_SOFT)]
    return []


def sharpness(piece: Piece) -> Sharpness:
    """Measure the face, resampled to the size that it has in a finished photo."""
    scale = _UNIT_PX / piece.face.unit
    height, width = piece.valid.shape
    grey = np.asarray(cv2.cvtColor(piece.colours, cv2.COLOR_RGB2GRAY), np.float32)
    grey = blur(resized(grey, round(width * scale), round(height * scale)), 0.8)
    face = piece.face.moved(np.array([[scale, 0, 0], [0, scale, 0]]))
    centre = face.eyes[0], (face.eyes[1] + face.mouth[1]) / 2
    whole = ellipse(grey.shape, centre, (0.95 * _UNIT_PX, 1.15 * _UNIT_PX))
    eyes = ellipse(grey.shape, face.eyes, (0.85 * _UNIT_PX, 0.3 * _UNIT_PX))
    edges = np.asarray(cv2.Laplacian(grey, cv2.CV_32F), np.float32)
    contrast = _contrast(grey, eyes)
    slopes = [_spread(grey, whole, dx, dy) / contrast for dx, dy in ((2, 0), (0, 2))]
    return Sharpness(float(edges[whole].var()), float(edges[eyes].std()) / contrast, min(slopes))


def _spread(grey: Plane, where: Mask, dx: int, dy: int) -> float:
    return float(np.asarray(cv2.Sobel(grey, cv2.CV_32F, dx, dy, scale=0.25))[where].std())


def _contrast(grey: Plane, where: Mask) -> float:
    low, high = np.percentile(grey[where], (2, 98))
    return max(float(high - low), 8.0)
