"""What the photo tool made or measured."""

from dataclasses import dataclass

from models.findings import Finding


@dataclass(frozen=True, slots=True)
class Photo:
    """A portrait as measured; background_white is the share (0 to 1) of background that is white.

    bytes, width_px and height_px are those of the file named.
    """

    file: str
    bytes: int
    width_px: int
    height_px: int
    background_white: float


@dataclass(frozen=True, slots=True)
class PhotoOutcome:
    """A photo, or None when it was refused, and what was found."""

    photo: Photo | None
    findings: tuple[Finding, ...]
