"""A photo that was made elsewhere: what is right and what is wrong with it."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from intake.files import read_file, shown
from intake.photo.background import Background, edge_strip, fit_background
from intake.photo.face import Face
from intake.photo.frame import Window
from intake.photo.gates import light_findings, pose_findings
from intake.photo.measure import frame_findings, measures_of, top_of
from intake.photo.normalise import unfit_findings, upright
from intake.photo.open import Picture, open_picture
from intake.photo.person import find_person
from intake.photo.piece import Piece, cut_piece
from intake.photo.pixels import Mask
from intake.photo.places import Scene, located
from intake.photo.receipt import verify
from intake.photo.view import view_of
from intake.photo.whiteness import white_share
from intake.photo.worn import worn_findings
from models.findings import Finding, Severity, found
from models.photos import Measures, Photo, PhotoOutcome
from models.settings import Settings

_PROPORTION_OFF = 0.02
_STRIP_PLAIN_MIN = 0.7  # wide hair may stand in the strip, as may a dirty wall


def check_photo(source: Path, settings: Settings) -> PhotoOutcome:
    """Measure a finished photo. Raises FileRefused for a file that is no image at all."""
    data = read_file(source, settings)
    opened = open_picture(data, shown(source), settings)
    if isinstance(opened, Finding):
        return PhotoOutcome(None, (opened,))
    picture, faces = upright(opened)
    findings = []
    if picture.format not in ("JPEG", "MPO"):
        findings.append(found("PHOTO_NOT_JPEG", format=picture.format))
    if picture.turns:
        findings.append(found("PHOTO_SIDEWAYS"))
    white, measures = 0.0, None
    if len(faces) == 1:
        white, measures, seen = _looked_at(picture, faces[0], settings)
        findings += seen
    else:
        findings += unfit_findings(picture, faces)
    size = picture.width_px, picture.height_px
    photo = Photo(shown(source), len(data), *size, white, picture.dpi, measures)
    findings = [*_size_findings(photo, settings), *findings]
    receipt, said = verify(source, data, photo, settings)
    placed = located(findings, Scene(picture, faces))
    outcome = PhotoOutcome(replace(photo, receipt=receipt), (*placed, *said))
    return replace(outcome, view=view_of(opened, outcome.findings))


def held_against(outcome: PhotoOutcome, settings: Settings) -> PhotoOutcome:
    """A photo that was measured, held against what another collection asks of size and bytes.

    All else is measured alike whatever is asked.
    """
    if outcome.photo is None:
        return outcome
    sizes = ("PHOTO_TOO_MANY_BYTES", "PHOTO_PROPORTION", "PHOTO_DIMENSIONS")
    others = (finding for finding in outcome.findings if finding.code not in sizes)
    return replace(outcome, findings=(*_size_findings(outcome.photo, settings), *others))


def _size_findings(photo: Photo, settings: Settings) -> list[Finding]:
    """Bytes and pixels."""
    findings = []
    width, height = photo.width_px, photo.height_px
    if photo.bytes > settings.photo_bytes_max:
        most = settings.photo_bytes_max / 1024
        findings.append(found("PHOTO_TOO_MANY_BYTES", kilobytes=photo.bytes / 1024, most=most))
    wanted = settings.photo_width_px, settings.photo_height_px
    asked = f"{wanted[0]}×{wanted[1]}"
    if abs(width / height / (wanted[0] / wanted[1]) - 1) > _PROPORTION_OFF:
        findings.append(found("PHOTO_PROPORTION", width=width, height=height, wanted=asked))
    elif (width, height) != wanted:
        findings.append(found("PHOTO_DIMENSIONS", width=width, height=height, wanted=asked))
    return findings


def _looked_at(
    picture: Picture, face: Face, settings: Settings
) -> tuple[float, Measures, list[Finding]]:
    """The share of white, how the face lies in the frame, and what a reviewer might see."""
    piece = cut_piece(picture, face)
    background = fit_background(piece)
    clear, crown = _outline(piece, background)
    white = white_share(np.clip(piece.colours.round(), 0, 255).astype(np.uint8), clear)
    findings = []
    if white < settings.photo_white_min:
        least = settings.photo_white_min * 100
        findings.append(found("PHOTO_NOT_WHITE", white=white * 100, least=least))
    measures = _measures(picture, face, piece, crown)
    seen = [
        *unfit_findings(picture, (face,)),
        *pose_findings(face, picture, settings),
        *light_findings(piece),
        *worn_findings(piece, piece.valid & ~clear),
    ]
    # A finished photo is judged by people: what the face may lack is said, but blocks nothing.
    findings += (
        replace(finding, severity=Severity.WARNING)
        for finding in seen
        if finding.code != "PHOTO_FACE_SMALL"  # that of a photo to be made; the frame is told below
    )
    return white, measures, [*findings, *frame_findings(measures)]


def _measures(picture: Picture, face: Face, piece: Piece, crown: float | None) -> Measures:
    height, width = picture.colours.shape[:2]
    if crown is not None:  # from the piece, whose eyes are those of the face, to the picture
        crown = face.eyes[1] + (crown - piece.face.eyes[1]) / piece.scale
    return measures_of(face, crown, Window(0, 0, width, height), picture.width_px)


def _outline(piece: Piece, background: Background | None) -> tuple[Mask, float | None]:
    """What is background, and the row of the highest hair.

    The background is what is around the person where that can be told, else the strip along the
    edges.
    """
    if background is None or background.plain < _STRIP_PLAIN_MIN:
        return edge_strip(piece), None
    person = find_person(piece, background).mask
    return piece.valid & ~person, top_of(person, piece)
