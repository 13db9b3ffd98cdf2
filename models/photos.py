"""What the photo tool made or measured."""

from dataclasses import dataclass
from enum import StrEnum

from models.findings import Finding


class ReceiptState(StrEnum):
    """What the receipt beside a photo says of it."""

    SIGNED = "signed"  # it fits, and was signed with the site's key
    FITS = "fits"  # it fits; anybody could have written it
    DIFFERS = "differs"  # it is of another photo, or was changed itself
    ABSENT = "absent"


@dataclass(frozen=True, slots=True)
class Measures:
    """How a face lies in its frame; shares (0 to 1) are of the frame's width or height.

    eyes_px is the distance between the eyes; eye_line how far they are below the upper edge;
    aside how far the face's middle is right of the frame's (negative: left); head_height from the
    top of the hair to the chin, None where the background hides the outline. tilt is in degrees,
    positive where the head leans to the picture's right.
    """

    eyes_px: float
    eye_line: float
    aside: float
    head_height: float | None
    tilt_degrees: float


@dataclass(frozen=True, slots=True)
class Photo:
    """A portrait as measured; background_white is the share (0 to 1) of background that is white.

    bytes, width_px and height_px are those of the file named; dpi is None where it has none,
    measures are None where there isn't one face.
    """

    file: str
    bytes: int
    width_px: int
    height_px: int
    background_white: float
    dpi: float | None = None
    measures: Measures | None = None
    receipt: ReceiptState | None = None


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo made small enough to be shown, and the size that the places of findings refer to."""

    jpeg: bytes
    width_px: int
    height_px: int


@dataclass(frozen=True, slots=True)
class PhotoOutcome:
    """A photo, or None when it was refused, and what was found.

    view is there where a finding has a place on the picture: as it was given, not as it was made.
    """

    photo: Photo | None
    findings: tuple[Finding, ...]
    view: PhotoView | None = None
