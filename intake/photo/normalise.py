"""A portrait made into a certificate photo: upright, on white, of the asked size, small enough."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from intake.files import read_file, shown, write_file
from intake.photo.background import edge_strip, fit_background
from intake.photo.encode import QUALITY_LOW, encode
from intake.photo.face import Face, find_upright
from intake.photo.frame import Window, choose_window, crown_y, framed
from intake.photo.gates import light_findings, pose_findings
from intake.photo.matte import Cutout, flattened, on_white
from intake.photo.measure import measures_of
from intake.photo.model_cutout import cut_by_model
from intake.photo.open import Picture, open_picture
from intake.photo.person import find_person
from intake.photo.piece import ROLL_MAX, Piece, cut_piece
from intake.photo.pixels import Colours, Mask, brightened
from intake.photo.places import Scene, located
from intake.photo.receipt import receipt_of, receipt_path
from intake.photo.reproduced import RASTER_MIN, bars, raster_strength
from intake.photo.separation import background_findings, outline_findings, person_findings
from intake.photo.shoulders import shoulder_findings
from intake.photo.view import view_of
from intake.photo.whiteness import white_share
from intake.photo.worn import worn_findings
from models.findings import Finding, Severity, found
from models.photos import Measures, Photo, PhotoOutcome
from models.settings import Settings

_CLEARED = 0.1  # mean alpha of the edges below which a file's transparency is that of a cut-out


def normalise_photo(source: Path, target: Path, settings: Settings) -> PhotoOutcome:
    """Make the photo and write it with its receipt; refused with a photo of None, nothing written.

    Raises FileRefused for a file that is no image at all, UsageWrong where target can't be written.
    """
    data = read_file(source, settings)
    opened = open_picture(data, shown(source), settings)
    if isinstance(opened, Finding):
        return PhotoOutcome(None, (opened,))
    picture, faces = upright(opened)
    made, seen = _made(picture, faces, settings)
    findings = located(seen, Scene(picture, faces))
    view = view_of(opened, findings)
    if made is None:
        return PhotoOutcome(None, findings, view)
    photo = Photo(
        file=shown(target),
        bytes=len(made.data),
        width_px=settings.photo_width_px,
        height_px=settings.photo_height_px,
        background_white=made.white,
        dpi=float(settings.photo_dpi),
        measures=made.measures,
    )
    receipt = receipt_of(made.data, photo, data, findings, settings)
    write_file(target, made.data)
    write_file(receipt_path(target), receipt)
    return PhotoOutcome(photo, findings, view)


@dataclass(frozen=True, slots=True)
class Made:
    """A finished photo: its JPEG, the share of white, and how the face lies in it."""

    data: bytes
    white: float
    measures: Measures


def _made(
    picture: Picture, faces: tuple[Face, ...], settings: Settings
) -> tuple[Made | None, list[Finding]]:
    """The finished photo and what was found; None where an error was."""
    findings = unfit_findings(picture, faces)
    if findings:
        return None, findings
    piece = cut_piece(picture, faces[0])
    light = light_findings(piece)
    findings = [*pose_findings(faces[0], picture, settings), *light]
    if _refused(light) or abs(faces[0].roll) > ROLL_MAX:
        return None, findings  # what would be said of the background comes from these alone
    cutout, more = cut_out(piece, settings)
    findings += more
    if cutout is None or _refused(findings):
        return None, findings
    window = choose_window(piece, cutout, settings)
    findings += _window_findings(piece, cutout, window)
    if window is None or _refused(findings):
        return None, findings
    encoded = _encoded(*framed(cutout, window, settings), findings, settings)
    if encoded is None:
        return None, findings
    crown = crown_y(piece, cutout)
    return Made(*encoded, measures_of(piece.face, crown, window, settings.photo_width_px)), findings


def upright(picture: Picture) -> tuple[Picture, tuple[Face, ...]]:
    """The picture turned so that its faces stand upright, and the faces.

    In a picture that is too dark they are looked for in what it would be with more light, so that
    it is refused for its darkness.
    """
    turns, faces = find_upright(picture.colours)
    if not faces:
        turns, faces = find_upright(brightened(picture.colours))
    if not turns:
        return picture, faces
    alpha = None if picture.alpha is None else np.rot90(picture.alpha, turns).copy()
    colours = np.rot90(picture.colours, turns).copy()
    return replace(picture, colours=colours, alpha=alpha, turns=turns), faces


def unfit_findings(picture: Picture, faces: tuple[Face, ...]) -> list[Finding]:
    """Why the picture is no photo of one person; all further measures would mislead then."""
    if not faces:
        return [found("PHOTO_NO_FACE")]
    if len(faces) > 1:
        return [found("PHOTO_SEVERAL_FACES", faces=len(faces))]
    if any(bars(picture.colours)):
        return [found("PHOTO_FRAMED")]
    if raster_strength(picture.colours, faces[0]) > RASTER_MIN:
        return [found("PHOTO_OF_SCREEN")]
    return []


def _refused(findings: list[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def cut_out(piece: Piece, settings: Settings) -> tuple[Cutout | None, list[Finding]]:
    """The person on white by what the file gives: its transparency, or a plain background.

    Where the background isn't plain, by the site's matting model, if there is one.
    """
    if piece.alpha is not None and piece.alpha[edge_strip(piece)].mean() < _CLEARED:
        return Cutout(piece.colours, piece.alpha), []
    cutout, findings = _before_plain(piece)
    model = settings.photo_matting_model
    if model is not None and (cutout is None or _refused(findings)):
        return cut_by_model(piece, model)
    return cutout, findings


def _before_plain(piece: Piece) -> tuple[Cutout | None, list[Finding]]:
    background = fit_background(piece)
    findings = background_findings(background)
    if background is None or findings:
        return None, findings
    person = find_person(piece, background)
    findings = person_findings(piece, background, person)
    if _refused(findings):
        return None, findings
    make = flattened if background.white else on_white
    return make(piece, person.background, person), findings


def _window_findings(piece: Piece, cutout: Cutout, window: Window | None) -> list[Finding]:
    if window is None:
        return [found("PHOTO_TIGHT")]
    person = cutout.alpha > 0.5
    seen = [*worn_findings(piece, person), *shoulder_findings(piece, person, window)]
    return [*seen, *outline_findings(piece, cutout, window)]


def _encoded(
    colours: Colours, clear: Mask, findings: list[Finding], settings: Settings
) -> tuple[bytes, float] | None:
    """The JPEG and the share of white that came out; None where none fits."""
    encoded = encode(colours, settings)
    if encoded is None:
        findings.append(found("PHOTO_CANNOT_FIT", most=settings.photo_bytes_max))
        return None
    data, quality = encoded
    if quality < QUALITY_LOW:
        findings.append(found("PHOTO_COMPRESSED", quality=quality))
    return data, white_share(data, clear)
