"""What a workbook's zip file holds, read before the workbook is opened.

Sizes are those that come out, not those that are declared: every part that will be read is
unpacked here once, in pieces. Formulas without a result, error values and the extent of a sheet
are read from its XML, because calamine gives an empty cell for the first two and makes room for
all of the third.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile
from zlib import error as _ZLIB_ERROR

from models.errors import refused
from models.settings import Settings
from models.tables import CellFault, column_place

_CHUNK = 2**20
_PIECE_MAX = 64 * 2**20
_HEAD = 4096
_FAULTS_MAX = 100_000
_PREFIX = rb"(?:\w+:)?"
_ROW = re.compile(rb"<" + _PREFIX + rb'row\b[^>]*?\sr="(\d+)"')
# A cell that is closed at once has a style only, and calamine takes no notice of it.
_CELL = re.compile(rb"<" + _PREFIX + rb'c\s(?:[^>]*?\s)?r="([A-Z]{1,3})\d+"[^>]*(?<!/)>')
_ERROR = re.compile(rb"<" + _PREFIX + rb'c\s(?=[^>]*?\bt="e")[^>]*?\br="([A-Z]{1,3})(\d+)"')
_FORMULA = re.compile(
    rb"<" + _PREFIX + rb'c\s(?![^>]*\bt="str")[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*>'
    rb"<" + _PREFIX + rb"f(?:\s[^>]*)?(?:/>|>[^<]*</" + _PREFIX + rb"f>)"
    rb"(?:<" + _PREFIX + rb"v\s*/>|<" + _PREFIX + rb"v></" + _PREFIX + rb"v>)?"
    rb"</" + _PREFIX + rb"c>"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Faults by row and place (from 1 and from 0); whether dates count from 1904."""

    faults: dict[int, dict[int, CellFault]]
    epoch_1904: bool


def check_package(path: Path, settings: Settings) -> None:
    """Raise FileRefused when the zip file is broken or unpacks to more than is allowed."""
    with _opened(path) as package:
        unpacked = sum(entry.file_size for entry in package.infolist())
        if unpacked > settings.roster_unpacked_bytes_max:
            most = settings.roster_unpacked_bytes_max / 2**20
            raise refused("ROSTER_UNPACKS_TOO_LARGE", megabytes=unpacked / 2**20, most=most)
        for entry in package.infolist():
            name = entry.filename.lower()
            # Each sheet is read when it is chosen; pictures and the like never are.
            if name.endswith((".xml", ".rels")) and "/worksheets/" not in name:
                for _ in _chunks(package, entry.filename):
                    pass


def sheet_facts(path: Path, sheet: str, settings: Settings) -> SheetFacts:
    """Read a sheet of an XLSX file through. Raises FileRefused when it has too many cells."""
    with _opened(path) as package:
        part, epoch_1904 = _part_of(package, sheet)
        faults: dict[int, dict[int, CellFault]] = {}
        rows = width = 0
        for piece in _pieces(package, part):
            rows = max(rows, max(map(int, _ROW.findall(piece)), default=0))
            for letters in set(_CELL.findall(piece)):
                width = max(width, column_place(letters.decode()) + 1)
            if rows * width > settings.roster_cells_max:
                raise refused("ROSTER_TOO_MANY_CELLS", rows=rows, columns=width)
            _note_faults(piece, faults)
            if len(faults) > _FAULTS_MAX:
                raise refused("ROSTER_FORMULAS_EMPTY", most=_FAULTS_MAX)
    return SheetFacts(faults, epoch_1904)


def package_chunks(path: Path, part: str) -> Iterator[bytes]:
    """A part of the file, unpacked in pieces. Raises FileRefused."""
    with _opened(path) as package:
        yield from _chunks(package, part)


def _note_faults(piece: bytes, faults: dict[int, dict[int, CellFault]]) -> None:
    for mark, pattern, fault in (
        (b't="e"', _ERROR, CellFault.ERROR),
        (b"f>", _FORMULA, CellFault.FORMULA),
        (b"f ", _FORMULA, CellFault.FORMULA),
    ):
        if mark in piece:
            for letters, row in pattern.findall(piece):
                faults.setdefault(int(row), {})[column_place(letters.decode())] = fault


def _opened(path: Path) -> ZipFile:
    try:
        return ZipFile(path)
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        raise refused("ROSTER_BROKEN") from None


def _chunks(package: ZipFile, part: str) -> Iterator[bytes]:
    """A part unpacked, in pieces. Raises FileRefused for one that is broken or defines entities."""
    try:
        if package.getinfo(part).flag_bits & 1:
            raise refused("ROSTER_ENCRYPTED")
        with package.open(part) as file:
            head = file.read(_HEAD)
            # No program that makes spreadsheets writes these; XML bombs are made of them.
            if b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head:
                raise refused("ROSTER_XML_UNSAFE")
            yield head
            while chunk := file.read(_CHUNK):
                yield chunk
    except (BadZipFile, KeyError, EOFError, OSError, NotImplementedError, _ZLIB_ERROR):
        raise refused("ROSTER_BROKEN") from None


def _pieces(package: ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that end with a row."""
    carried = b""
    for chunk in _chunks(package, part):
        carried += chunk
        end = carried.rfind(b"row>")
        if end >= 0:
            yield carried[: end + 4]
            carried = carried[end + 4 :]
        elif len(carried) > _PIECE_MAX:
            raise refused("ROSTER_BROKEN")
    yield carried


def _part_of(package: ZipFile, sheet: str) -> tuple[str, bool]:
    """Where a sheet's XML lies, and whether the workbook counts dates from 1904."""
    try:
        book = ElementTree.fromstring(b"".join(_chunks(package, "xl/workbook.xml")))
        relations = ElementTree.fromstring(b"".join(_chunks(package, "xl/_rels/workbook.xml.rels")))
    except ElementTree.ParseError:
        raise refused("ROSTER_BROKEN") from None
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    named = (entry for entry in book.iter() if entry.get("name") == sheet)
    relation = next((e.get(_RELATION) or e.get(_STRICT) for e in named if _is_sheet(e)), None)
    target = targets.get(relation)
    if not target:
        raise refused("ROSTER_BROKEN")
    part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    epoch = any(e.get("date1904") in ("1", "true") for e in book.iter())
    return part, epoch


def _is_sheet(entry: ElementTree.Element) -> bool:
    return entry.tag.rpartition("}")[2] == "sheet"
