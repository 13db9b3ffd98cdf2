"""CSV and TSV files row by row: encoding and delimiter found out, broken quotes told by line."""

import codecs
import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Self

from models.errors import refused
from models.tables import RowFault, TableRow

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 2**20
_LINE_MAX = 2**20
_LINES_OF_A_ROW_MAX = 100  # a value with more lines is a quote that was never closed
_DELIMITERS = ",\t;|"
_LOST = "\ufffd"
_ZEROS_MIN = 0.02  # of the bytes of UTF-16; single ones are strays, and left out of values
_LOST_MAX = 0.1  # of the characters that are not ASCII


class TextTable:
    """A CSV or TSV file. Raises FileRefused when it is no text in an encoding that is known."""

    sheet: str | None = None
    other_sheets: tuple[str, ...] = ()
    epoch_1904 = False

    def __init__(self, path: Path) -> None:
        self._path = path
        self.encoding: str | None = _encoding(path)
        self._delimiter = self._find_delimiter()
        self.format = "TSV" if self._delimiter == "\t" else "CSV"
        with path.open("rb") as file:
            self.total = sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(_CHUNK), b""))

    def rows(self) -> Iterator[TableRow]:
        """Every row, numbered by the line on which it begins."""
        for number, cells in _records(self._lines(), self._delimiter):
            if cells is None:
                yield TableRow(number, (), fault=RowFault.QUOTE)
            elif any(_LOST in cell for cell in cells):
                yield TableRow(number, tuple(cells), fault=RowFault.TEXT)
            else:
                yield TableRow(number, tuple(cells))

    def _lines(self) -> Iterator[str]:
        with self._path.open(encoding=self.encoding, errors="replace", newline="") as file:
            yield from iter(lambda: file.readline(_LINE_MAX), "")

    def _find_delimiter(self) -> str:
        start = "".join(islice(self._lines(), 20))
        return max(_DELIMITERS, key=start.count)


class _Lines:
    """Lines that can be given back: those of a row that turned out to be broken."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= _LINES_OF_A_ROW_MAX:
            raise csv.Error("a quote is not closed")
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self) -> None:
        """Give back what was taken but for the first line."""
        self._again.extendleft(reversed(self.taken[1:]))


def _records(source: Iterator[str], delimiter: str) -> Iterator[tuple[int, list[str] | None]]:
    """Each row with the number of its first line; None for a line that can't be taken apart."""
    lines = _Lines(source)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 1
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            lines.give_back()
            reader = csv.reader(lines, delimiter=delimiter, strict=True)
            yield number, None
            number += 1
            continue
        yield number, cells
        number += len(lines.taken)


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 or GB18030, by a mark, by zero bytes, or by which of them decodes better."""
    sample = _telling_part(path)
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if sample.count(0) > len(sample) * _ZEROS_MIN:
        return _utf16(sample)
    lost = {encoding: _lost(sample, encoding) for encoding in ("utf-8", "gb18030")}
    best = min(lost, key=lost.__getitem__)
    if lost[best] > _LOST_MAX:
        raise refused("ROSTER_ENCODING_UNKNOWN")
    return best


def _telling_part(path: Path) -> bytes:
    """The first part of the file that is more than ASCII; its last part when there is none."""
    part = b""
    with path.open("rb") as file:
        for chunk in iter(lambda: file.read(_CHUNK), b""):
            part = chunk
            if not chunk.isascii() or b"\0" in chunk:
                break
    return part


def _utf16(sample: bytes) -> str:
    """Which UTF-16 has its zero bytes where these are. Raises FileRefused when neither has."""
    encoding = "utf-16-le" if sample[1::2].count(0) >= sample[::2].count(0) else "utf-16-be"
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    if _LOST in text or any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
        raise refused("ROSTER_ENCODING_UNKNOWN")
    return encoding


def _lost(sample: bytes, encoding: str) -> float:
    """The share of characters beyond ASCII that are lost; the end may cut one in two."""
    text = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    beyond = sum(not c.isascii() for c in text)
    return text.count(_LOST) / beyond if beyond else 0.0
