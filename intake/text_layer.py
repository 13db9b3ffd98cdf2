"""Glyphs of a PDF's text layer put together to lines, each cell of a table on its own."""

from dataclasses import dataclass, replace
from unicodedata import category

from models.box import Box

_CELL_GAP = 2.5  # in characters; two full-width spaces inside 姓　　名 are less
_WORD_GAP = 0.25
_SAME_BASELINE = 0.4
_LEVEL = 8  # degrees off level up to which text is
_UNMAPPED = 0.5  # confidence of a line whose font doesn't say which characters it shows


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character, its box in points as displayed, its font size, and its line's way.

    way is the clockwise angle of the writing direction in degrees, 0 to 359; 0 is level.
    """

    character: str
    box: Box
    size: float
    way: int


Run = tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a text layer, its box in points as displayed; way is that of its glyphs."""

    text: str
    confidence: float
    box: Box
    way: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run without a wide gap. spaced: it is one character, or such pieces joined."""

    text: str
    box: Box
    size: float
    way: int
    spaced: bool

    @property
    def level(self) -> bool:
        return not _LEVEL < self.way < 360 - _LEVEL


def lines_of(runs: tuple[Run, ...]) -> tuple[TextLine, ...]:
    """Make lines from top to bottom and left to right; wide gaps part, letter-spacing is joined."""
    pieces = [piece for run in runs for piece in _pieces(run)]
    joined: list[_Piece] = []
    for piece in sorted(pieces, key=lambda piece: (piece.box.y0, piece.box.x0)):
        beside = next((i for i, other in enumerate(joined) if _letter_spaced(other, piece)), None)
        if beside is None:
            joined.append(piece)
        else:
            joined[beside] = _join(joined[beside], piece)
    return tuple(TextLine(p.text, _confidence(p.text), p.box, p.way) for p in joined)


def _pieces(run: Run) -> list[_Piece]:
    """Cut a run at its wide gaps; narrower ones become a space."""
    pieces: list[_Piece] = []
    for glyph in run:
        piece = _Piece(glyph.character, glyph.box, glyph.size, glyph.way, spaced=True)
        if pieces and _gap(pieces[-1], piece) <= _CELL_GAP * glyph.size:
            pieces[-1] = replace(_join(pieces[-1], piece), spaced=False)
        else:
            pieces.append(piece)
    return pieces


def _gap(left: _Piece, right: _Piece) -> float:
    """The distance along the writing direction."""
    across = max(right.box.x0 - left.box.x1, left.box.x0 - right.box.x1)
    down = max(right.box.y0 - left.box.y1, left.box.y0 - right.box.y1)
    return across if right.level else max(across, down)


def _letter_spaced(left: _Piece, right: _Piece) -> bool:
    """Do two single characters stand beside each other on one line?"""
    if not (left.spaced and right.spaced and left.level and right.level):
        return False
    size = max(left.size, right.size)
    apart = right.box.x0 - left.box.x1
    level = abs(left.box.y1 - right.box.y1) <= _SAME_BASELINE * size
    return level and -_WORD_GAP * size <= apart <= _CELL_GAP * size


def _join(left: _Piece, right: _Piece) -> _Piece:
    space = " " if _gap(left, right) > _WORD_GAP * right.size else ""
    text = left.text + space + right.text
    return replace(left, text=text, box=left.box.union(right.box))


def _confidence(text: str) -> float:
    return _UNMAPPED if any(c == "\ufffd" or category(c) == "Co" for c in text) else 1.0
