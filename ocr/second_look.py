"""What a page says where the first look at it can't be right, or saw nothing where ink is.

An identity number whose check digit is wrong is read again, from a longer piece of its line and
with its strokes softened; only what then keeps the rule is believed. In the column of a ruled list
a cell with ink, in which detection found no text, is read as it is.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from rapidfuzz.distance import Levenshtein

from matching.identity import has_valid_check_digit
from matching.text import is_date, squeezed
from models.box import Box
from ocr.crops import cut_out
from ocr.engine import Engine, Image, Quad, Recognised
from ocr.grey_seals import on_sheet

_NUMBERED = re.compile(r"[0-9A-Za-z,.:;/|]{14,20}")
_CENTURIES = ("19", "20")
_FEWEST = 11  # digits of what may be an identity number
_LOOKALIKE = str.maketrans({"C": "0", "O": "0", "D": "0", "o": "0", "I": "1", "l": "1", "S": "5"})
_LONGER = (0.0, 0.5)  # heights by which its piece of the line is made longer at both ends
_SOFT = (0.0, 0.8)  # pixels, by how much its strokes are softened

_LETTER = re.compile(r"(?![男女])[\u3400-\u9fff]")
_OF_ONE_LETTER = 0.97  # score below which one may be two
_MORE = range(2, 5)  # letters of a name or a word that was read as one
_SERIES = re.compile(r"[A-Za-z\d-]{2,24}")
_LONG = 5  # letters from which numbers of a column are those of papers
_ALL_BUT = 0.75  # share of a column that is of one length
_COLUMN = 3  # cells with text from which a column is one of a list
_ALIKE = 4.0  # points by which the sides of its cells may miss each other
_RULE = 2.0  # points along the sides of a cell where its rules are
_INK = 45  # grey levels darker than paper, of ink
_LEAST, _MOST = 0.012, 0.4  # share of a cell that ink covers when a text stands in it
_ROOM = 12  # heights of a line that a short text is wide
_HIGH = 1.5  # usual heights of a line; what is higher is several
_SURE = 0.9  # score from which what was read of a cell is believed


@dataclass(frozen=True, slots=True)
class Look:
    """A piece of the page read again: its quad in pixels, and what it says."""

    quad: Quad
    text: Recognised


def is_broken_number(text: str) -> bool:
    """Is this an identity number with a character wrong, missing or too many?"""
    letters = squeezed(text)
    digits = sum(letter.isdigit() for letter in letters)
    # With one character too few or too many the century of birth stands one place off.
    born = any(letters[at : at + 2] in _CENTURIES for at in (5, 6, 7))
    numbered = digits >= _FEWEST and born and bool(_NUMBERED.fullmatch(letters))
    return numbered and not _is_number(letters.upper())


def _is_number(letters: str) -> bool:
    born = f"{letters[6:10]}-{letters[10:12]}-{letters[12:14]}"
    return len(letters) == 18 and has_valid_check_digit(letters) and is_date(born)


@dataclass(frozen=True, slots=True)
class Doubt:
    """What was read of a list's cell and can't be all: its place among the texts of the page.

    lengths are those, in letters, that it may have.
    """

    place: int
    cell: Box
    lengths: range


def doubts(cells: Sequence[Box], texts: Sequence[tuple[Box, str, float]]) -> list[Doubt]:
    """The cells of one line to read again; texts are boxes with what they say and how surely.

    One doubtful letter may be two (卫生 read as 姓); a number is as long as those of its column.
    """
    alone: dict[Box, list[int]] = {}
    for place, (box, text, _) in enumerate(texts):
        around = [cell for cell in cells if text and is_in(cell, box)]
        if len(around) == 1:
            alone.setdefault(around[0], []).append(place)
    held = {cell: places[0] for cell, places in alone.items() if len(places) == 1}
    letters = [
        Doubt(place, cell, _MORE) for cell, place in held.items() if _may_be_two(*texts[place])
    ]
    return letters + list(_odd({cell: (place, texts[place][1]) for cell, place in held.items()}))


def _may_be_two(box: Box, text: str, confidence: float) -> bool:
    doubtful = _LETTER.fullmatch(text.strip()) and confidence < _OF_ONE_LETTER
    return bool(doubtful) and box.width >= box.height


def _odd(held: Mapping[Box, tuple[int, str]]) -> Iterator[Doubt]:
    """The numbers that are longer or shorter than nearly all of their column: 257 for W272057."""
    numbers = {cell: (n, squeezed(text)) for cell, (n, text) in held.items()}
    numbers = {cell: one for cell, one in numbers.items() if _SERIES.fullmatch(one[1])}
    for cell, (place, number) in numbers.items():
        column = [len(text) for other, (_, text) in numbers.items() if _is_above(cell, other)]
        usual, often = Counter(column).most_common(1)[0]
        if len(number) != usual >= _LONG and often >= max(_COLUMN, _ALL_BUT * len(column)):
            yield Doubt(place, cell, range(usual, usual + 1))


def is_in(cell: Box, box: Box) -> bool:
    """Does the middle of a box lie in a cell?"""
    return cell.x0 < box.x0 + box.width / 2 < cell.x1 and cell.y0 < box.middle < cell.y1


def number_again(image: Image, quad: Quad, first: str, engine: Engine) -> Look | None:
    """The identity number that a quad of the upright page holds after all, None for none.

    One of eleven misread numbers keeps the rule by chance: what is more than a character away from
    the first reading is believed only when it comes out twice.
    """
    quads = [_longer(quad, share) for share in _LONGER]
    looks = [(longer, _softened(cut_out(image, longer), by)) for longer in quads for by in _SOFT]
    texts = engine.recognise([crop for _, crop in looks])
    numbers = [squeezed(text.text).translate(_LOOKALIKE) for text in texts]
    known = squeezed(first).translate(_LOOKALIKE).upper()
    for (longer, _), text, told in zip(looks, texts, numbers, strict=False):
        near = Levenshtein.distance(known, told.upper(), score_cutoff=1) <= 1
        kept = len(told) == len(text.text) == 18 and _is_number(told.upper())
        if kept and (near or numbers.count(told) > 1):
            return Look(longer, replace(text, text=told))
    return None


def unread_cells(cells: Sequence[Box], texts: Sequence[Box]) -> list[Box]:
    """The cells of a list's columns in which no text was found."""
    filled = [_holds(cell, texts) for cell in cells]
    return [
        cell
        for cell, full in zip(cells, filled, strict=True)
        if not full
        and sum(
            there and (_is_above(cell, other) or _is_across(cell, other))
            for other, there in zip(cells, filled, strict=True)
        )
        >= _COLUMN
    ]


def _is_above(cell: Box, other: Box) -> bool:
    """Do two cells stand in one column?"""
    return abs(cell.x0 - other.x0) < _ALIKE and abs(cell.x1 - other.x1) < _ALIKE


def _is_across(cell: Box, other: Box) -> bool:
    """Does a cell reach over the column of another, touching it, as a heading in a table does?"""
    over = other.x0 > cell.x0 - _ALIKE and other.x1 < cell.x1 + _ALIKE
    touching = min(abs(cell.y1 - other.y0), abs(cell.y0 - other.y1)) < _ALIKE
    return over and touching and cell.width > 2 * other.width


def _holds(cell: Box, texts: Sequence[Box]) -> bool:
    """Does any text reach into a cell?"""
    return any(
        text.x0 < cell.x1 - _RULE and text.x1 > cell.x0 + _RULE and cell.y0 < text.middle < cell.y1
        for text in texts
    )


def cells_again(
    image: Image, quads: Sequence[Quad], point: float, height: float, engine: Engine
) -> Iterator[Look]:
    """What stands in cells of the upright page; quads, a point and a line's height in pixels."""
    pieces = [
        piece for quad in quads if (piece := _inked(image, quad, _RULE * point, height)) is not None
    ]
    texts = engine.recognise([cut_out(image, piece) for piece in pieces]) if pieces else []
    for piece, text in zip(pieces, texts, strict=False):
        if text.text.strip() and min(text.scores, default=text.confidence) > _SURE:
            yield Look(piece, text)


def _inked(image: Image, quad: Quad, rule: float, height: float) -> Quad | None:
    """The part of a cell that one line of print takes, None where there is none or more."""
    (x0, y0), (x1, y1) = quad.min(axis=0) + rule, quad.max(axis=0) - rule
    part = image[max(0, int(y0)) : int(y1), max(0, int(x0)) : int(x1)]
    if min(part.shape[:2]) < 4:
        return None
    grey = cv2.GaussianBlur(cv2.cvtColor(part, cv2.COLOR_RGB2GRAY), (0, 0), 1.0)
    dark = np.asarray(grey < np.percentile(grey, 80) - _INK)
    ink = on_sheet(dark)
    beside = dark & ~ink  # a rule; what reaches further in is print that runs over it
    deep = max(1, round(rule))
    # In a cell across a table a short text takes little room.
    room = min(ink.size, ink.shape[0] * _ROOM * height)
    if beside[deep:-deep, deep:-deep].any() or not _LEAST < float(ink.sum()) / room < _MOST:
        return None
    rows, columns = (np.flatnonzero(ink.sum(axis=axis) > 1) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return None
    top, end = rows[0], rows[-1] + 1
    begin, stop = columns[0], columns[-1] + 1
    if not 0.3 * height < end - top < _HIGH * height:
        return None
    margin = 0.2 * height
    left, right = x0 + begin - margin, x0 + stop + margin
    upper, lower = y0 + top - margin, y0 + end + margin
    return np.asarray([(left, upper), (right, upper), (right, lower), (left, lower)], np.float32)


def _longer(quad: Quad, share: float) -> Quad:
    """A quad longer at both of its ends."""
    along, down = quad[1] - quad[0], quad[3] - quad[0]
    more = along / max(1.0, float(np.hypot(*along))) * np.float32(share * np.hypot(*down))
    return np.asarray([quad[0] - more, quad[1] + more, quad[2] + more, quad[3] - more], np.float32)


def _softened(crop: Image, by: float) -> Image:
    return np.asarray(cv2.GaussianBlur(crop, (0, 0), by), np.uint8) if by else crop
