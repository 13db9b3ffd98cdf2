"""A photo that was made elsewhere: what is right and what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from intake.files import read_file, shown
from intake.photo.background import Background, edge_strip, fit_background
from intake.photo.face import Face
from intake.photo.gates import light_findings
from intake.photo.normalise import count_findings, upright
from intake.photo.open import Picture, open_picture
from intake.photo.person import find_person
from intake.photo.piece import Piece, cut_piece
from intake.photo.pixels import Mask
from intake.photo.whiteness import white_share
from intake.photo.worn import worn_findings
from models.findings import Finding, Severity, found
from models.photos import Photo, PhotoOutcome
from models.settings import Settings

_PROPORTION_OFF = 0.02
_STRIP_PLAIN_MIN = 0.7  # wide hair may stand in the strip, as may a dirty wall


def check_photo(source: Path, settings: Settings) -> PhotoOutcome:
    """Measure a finished photo. Raises FileRefused for a file that is no image at all."""
    data = read_file(source, settings)
    picture = open_picture(data, shown(source), settings)
    if isinstance(picture, Finding):
        return PhotoOutcome(None, (picture,))
    findings = [*_file_findings(picture, len(data), settings)]
    turned, faces = upright(picture)
    if turned is not picture:
        findings.append(found("PHOTO_SIDEWAYS"))
    findings += count_findings(faces)
    white = 0.0
    if len(faces) == 1:
        white, more = _face_findings(turned, faces[0], settings)
        findings += more
    photo = Photo(shown(source), len(data), picture.width_px, picture.height_px, white)
    return PhotoOutcome(photo, tuple(findings))


def _file_findings(picture: Picture, size: int, settings: Settings) -> list[Finding]:
    """Format, bytes and pixels."""
    findings = []
    width, height = picture.width_px, picture.height_px
    if picture.format not in ("JPEG", "MPO"):
        findings.append(found("PHOTO_NOT_JPEG", format=picture.format))
    if size > settings.photo_bytes_max:
        most = settings.photo_bytes_max / 1024
        findings.append(found("PHOTO_TOO_MANY_BYTES", kilobytes=size / 1024, most=most))
    wanted = settings.photo_width_px, settings.photo_height_px
    asked = f"{wanted[0]}×{wanted[1]}"
    if abs(width / height / (wanted[0] / wanted[1]) - 1) > _PROPORTION_OFF:
        findings.append(found("PHOTO_PROPORTION", width=width, height=height, wanted=asked))
    elif (width, height) != wanted:
        findings.append(found("PHOTO_DIMENSIONS", width=width, height=height, wanted=asked))
    return findings


def _face_findings(picture: Picture, face: Face, settings: Settings) -> tuple[float, list[Finding]]:
    """The share of white, and what a reviewer might see in the face."""
    piece = cut_piece(picture, face)
    background = fit_background(piece)
    clear = _background_of(piece, background)
    white = white_share(np.clip(piece.colours.round(), 0, 255).astype(np.uint8), clear)
    findings = []
    if white < settings.photo_white_min:
        least = settings.photo_white_min * 100
        findings.append(found("PHOTO_NOT_WHITE", white=white * 100, least=least))
    seen = [*light_findings(piece), *worn_findings(piece, piece.valid & ~clear)]
    # A finished photo is judged by people: what the face may lack is said, but blocks nothing.
    return white, [*findings, *(replace(finding, severity=Severity.WARNING) for finding in seen)]


def _background_of(piece: Piece, background: Background | None) -> Mask:
    """Around the person where that can be told, else the strip along the edges."""
    if background is None or background.plain < _STRIP_PLAIN_MIN:
        return edge_strip(piece)
    return piece.valid & ~find_person(piece, background).mask
