"""What is known of a document: its pages, the lines on them, and the fields read from the lines."""

from dataclasses import dataclass
from enum import StrEnum

from models.box import Box
from models.fields import DocumentKind, Field
from models.findings import Finding


@dataclass(frozen=True, slots=True)
class Line:
    """One run of text on a page; confidence is the engine's own score, 1.0 for a text layer."""

    text: str
    confidence: float
    page: int
    box: Box


class PageSource(StrEnum):
    """Where the content of a page comes from."""

    SCAN = "scan"
    TEXT = "text"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What inspection found of one page; pages count from 1.

    width_px and height_px are those of the embedded scan, or of the page drawn at the reading
    resolution where there is none; dpi is that of the embedded scan as placed, None without one.
    """

    number: int
    width_px: int
    height_px: int
    dpi: float | None
    source: PageSource


@dataclass(frozen=True, slots=True)
class Inspection:
    """Is this file an acceptable scan, and if not, why not."""

    file: str
    sha256: str | None
    accepted: bool
    pages: tuple[PageFacts, ...]
    findings: tuple[Finding, ...]

    @property
    def refused(self) -> bool:
        """Could the file not be read at all?"""
        return not self.accepted and not self.pages


@dataclass(frozen=True, slots=True)
class Reading:
    """One field as one document shows it.

    value is the normal form, printed what stands on the page; confidence is the probability that
    value is right.
    """

    value: str
    printed: str
    confidence: float
    page: int
    box: Box


class SealShape(StrEnum):
    """The outline of a seal."""

    ROUND = "round"
    OVAL = "oval"
    RECTANGLE = "rectangle"


@dataclass(frozen=True, slots=True)
class Seal:
    """One seal on a page: whose it is, and the line inside it that says what it is for.

    text is empty when the seal can't be read; confidence is that of text.
    """

    text: str
    purpose: str
    confidence: float
    page: int
    box: Box
    shape: SealShape


@dataclass(frozen=True, slots=True)
class Document:
    """One file after reading. rows are the people in an approval document's table."""

    file: str
    kind: DocumentKind
    fields: dict[Field, Reading]
    lines: tuple[Line, ...]
    rows: tuple[dict[Field, Reading], ...]
    findings: tuple[Finding, ...]
    seals: tuple[Seal, ...] = ()
