"""A portrait made into a certificate photo: upright, on white, of the asked size, small enough."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from intake.files import read_file, shown, write_file
from intake.photo.background import edge_strip, fit_background
from intake.photo.encode import QUALITY_LOW, encode
from intake.photo.face import Face, find_upright
from intake.photo.frame import Window, choose_window, framed
from intake.photo.gates import light_findings, pose_findings
from intake.photo.matte import Cutout, flattened, on_white
from intake.photo.open import Picture, open_picture
from intake.photo.person import find_person
from intake.photo.piece import Piece, cut_piece
from intake.photo.pixels import Colours, Mask
from intake.photo.separation import background_findings, outline_findings, person_findings
from intake.photo.whiteness import white_share
from intake.photo.worn import worn_findings
from models.findings import Finding, Severity, found
from models.photos import Photo, PhotoOutcome
from models.settings import Settings

_CLEARED = 0.1  # mean alpha of the edges below which a file's transparency is that of a cut-out


def normalise_photo(source: Path, target: Path, settings: Settings) -> PhotoOutcome:
    """Make the photo and write it; refused with a photo of None, and then nothing is written.

    Raises FileRefused for a file that is no image at all, UsageWrong where target can't be written.
    """
    picture = open_picture(read_file(source, settings), shown(source), settings)
    if isinstance(picture, Finding):
        return PhotoOutcome(None, (picture,))
    picture, faces = upright(picture)
    findings = count_findings(faces)
    if findings:
        return PhotoOutcome(None, tuple(findings))
    findings = pose_findings(faces[0], picture.colours.shape[0], settings)
    piece = cut_piece(picture, faces[0])
    findings += light_findings(piece)
    cutout, more = cut_out(piece)
    findings += more
    if cutout is None or _refused(findings):
        return PhotoOutcome(None, tuple(findings))
    window = choose_window(piece, cutout, settings)
    findings += _window_findings(piece, cutout, window)
    if window is None or _refused(findings):
        return PhotoOutcome(None, tuple(findings))
    return _written(*framed(cutout, window, settings), target, findings, settings)


def upright(picture: Picture) -> tuple[Picture, tuple[Face, ...]]:
    """The picture turned so that its faces stand upright, and the faces."""
    turns, faces = find_upright(picture.colours)
    if not turns:
        return picture, faces
    alpha = None if picture.alpha is None else np.rot90(picture.alpha, turns).copy()
    colours = np.rot90(picture.colours, turns).copy()
    return replace(picture, colours=colours, alpha=alpha), faces


def count_findings(faces: tuple[Face, ...]) -> list[Finding]:
    """There must be one face, not none and not several."""
    if not faces:
        return [found("PHOTO_NO_FACE")]
    if len(faces) > 1:
        return [found("PHOTO_SEVERAL_FACES", faces=len(faces))]
    return []


def _refused(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def cut_out(piece: Piece) -> tuple[Cutout | None, list[Finding]]:
    """The person on white by what the file gives: its transparency, or a plain background."""
    if piece.alpha is not None and piece.alpha[edge_strip(piece)].mean() < _CLEARED:
        return Cutout(piece.colours, piece.alpha), []
    background = fit_background(piece)
    findings = background_findings(background)
    if background is None or findings:
        return None, findings
    person = find_person(piece, background)
    findings = person_findings(piece, background, person)
    make = flattened if background.white else on_white
    return make(piece, background, person), findings


def _window_findings(piece: Piece, cutout: Cutout, window: Window | None) -> list[Finding]:
    if window is None:
        return [found("PHOTO_TIGHT")]
    worn = worn_findings(piece, cutout.alpha > 0.5)
    return [*worn, *outline_findings(piece, cutout, window)]


def _written(
    colours: Colours, clear: Mask, target: Path, findings: list[Finding], settings: Settings
) -> PhotoOutcome:
    """Encode, look at what came out, and only then write."""
    encoded = encode(colours, settings)
    if encoded is None:
        most = settings.photo_bytes_max
        return PhotoOutcome(None, (*findings, found("PHOTO_CANNOT_FIT", most=most)))
    data, quality = encoded
    if quality < QUALITY_LOW:
        findings.append(found("PHOTO_COMPRESSED", quality=quality))
    white = white_share(data, clear)
    write_file(target, data)
    height, width = colours.shape[:2]
    photo = Photo(shown(target), len(data), width, height, white)
    return PhotoOutcome(photo, tuple(findings))
