"""Pages for the tests, as an engine that makes no mistake would read them."""

from models.box import Box
from models.documents import Reading
from models.fields import DocumentKind, Field
from ocr.fields import find_fields, readings_of
from ocr.frame import Frame
from ocr.labels import load_labels
from ocr.page import PageText, Run

SIZE = 12.0  # points, of a letter
LABELS = load_labels(None)


def run(text: str, x: float, y: float, *, confidence: float = 0.99, apart: bool = False) -> Run:
    """A run of text that begins at x with its top at y; spaces are as wide as printed."""
    widths = [SIZE / 2 if character.isascii() else SIZE for character in text]
    centres, passed = [], 0.0
    for width in widths:
        centres.append(x + passed + width / 2)
        passed += width
    return Run(text, confidence, Box(x, y, x + passed, y + SIZE), tuple(centres), apart)


def written(
    *paragraphs: str, foot: tuple[str, ...] = (), x: float = 60, wide: int = 30
) -> list[Run]:
    """Paragraphs set in lines of so many characters, indented by two, and the lines at the foot."""
    runs: list[Run] = []
    y = 80.0
    for paragraph in paragraphs:
        rest, indent = paragraph, 2
        while rest:
            end = wide - indent
            while end < len(rest) and rest[end] in "，。；、）":
                end += 1
            runs.append(run(rest[:end], x + 12 * indent, y))
            rest, indent, y = rest[end:], 0, y + 22
    for line in foot:
        y += 24
        runs.append(run(line, x + 8 * wide, y + 20))
    return runs


def page(*runs: Run) -> PageText:
    return PageText(Frame(0, 0.0, 595, 842), runs)


def readings(*runs: Run) -> dict[Field, Reading]:
    """The fields that a page with these runs shows."""
    return readings_of(find_fields({1: page(*runs)}, DocumentKind.CERTIFICATE, LABELS))


def values(*runs: Run) -> dict[str, str]:
    """The normal forms alone, by the keys of the contract."""
    return {str(field): reading.value for field, reading in readings(*runs).items()}
