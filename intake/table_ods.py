"""What an ODS file says of its cells, read before the workbook is opened.

calamine gives an empty cell for an error value, takes no notice of merged cells, and makes room for
every repeated cell. So the XML of the sheet is gone through once, in pieces.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from intake.table_package import package_chunks
from models.errors import refused
from models.settings import Settings
from models.tables import CellFault

_ERROR = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|(?:Err|错误):\d+")
_TEXT_MAX = 16  # of a cell, enough to tell an error value
_CELLS = ("table-cell", "covered-table-cell")
Range = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class OdsFacts:
    """Faults by row (from 1) and place (from 0), and merged ranges from 0."""

    faults: dict[int, dict[int, CellFault]] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)


def ods_facts(path: Path, settings: Settings) -> dict[str, OdsFacts]:
    """Read an ODS file through, sheet by sheet. Raises FileRefused when one has too many cells."""
    reader = _Reader(settings.roster_cells_max)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = _unsafe
    try:
        for chunk in package_chunks(path, "content.xml"):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError:
        raise refused("ROSTER_BROKEN") from None
    return reader.sheets


def _unsafe(*_: object) -> None:
    raise refused("ROSTER_XML_UNSAFE")


class _Reader:
    """Follows the cells of all sheets."""

    def __init__(self, cells_max: int) -> None:
        self.sheets: dict[str, OdsFacts] = {}
        self._facts = OdsFacts()
        self._cells_max = cells_max
        self._height = self._width = 0  # how far values reach
        self._row = self._column = 0  # of what comes next, from 0
        self._rows = self._columns = 1  # how often it is repeated
        self._cell: dict[str, str] | None = None
        self._text = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _local(name)
        if tag == "table":
            named = {_local(key): value for key, value in attributes.items()}
            self._facts = self.sheets.setdefault(named.get("name", ""), OdsFacts())
            self._row = self._height = self._width = 0
        elif tag == "table-row":
            self._rows = _count(attributes, "number-rows-repeated")
            self._column = 0
        elif tag in _CELLS:
            self._cell = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
            self._cell["error"] = "1" if _calc_error(attributes) else ""
            self._columns = _count(attributes, "number-columns-repeated")
            self._text = ""

    def text(self, data: str) -> None:
        """Some text."""
        if self._cell is not None and len(self._text) < _TEXT_MAX:
            self._text += data[:_TEXT_MAX]

    def end(self, name: str) -> None:
        """An element ends."""
        tag = _local(name)
        if tag == "table-row":
            self._row += self._rows
        elif tag in _CELLS and self._cell is not None:
            self._note(self._cell)
            self._column += self._columns
            self._cell = None

    def _note(self, cell: dict[str, str]) -> None:
        filled = bool(self._text.strip())
        down, across = (_spanned(cell, which) for which in ("rows", "columns"))
        if filled or down > 1 or across > 1:
            self._height = max(self._height, self._row + max(self._rows, down))
            self._width = max(self._width, self._column + max(self._columns, across))
            if self._height * self._width > self._cells_max:
                raise refused("ROSTER_TOO_MANY_CELLS", rows=self._height, columns=self._width)
        if down > 1 or across > 1:
            last = (self._row + down - 1, self._column + across - 1)
            self._facts.merged.append(((self._row, self._column), last))
        if cell["error"] or _ERROR.fullmatch(self._text.strip()):
            self._fault(CellFault.ERROR)
        elif "formula" in cell and not filled and "value" not in cell:
            self._fault(CellFault.FORMULA)

    def _fault(self, fault: CellFault) -> None:
        for row in range(self._row, self._row + self._rows):
            for place in range(self._column, self._column + self._columns):
                self._facts.faults.setdefault(row + 1, {})[place] = fault
                if len(self._facts.faults) > 100_000:
                    raise refused("ROSTER_FORMULAS_EMPTY", most=100_000)


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _count(attributes: dict[str, str], name: str) -> int:
    told = next((value for key, value in attributes.items() if _local(key) == name), "1")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else 1


def _spanned(cell: dict[str, str], which: str) -> int:
    told = cell.get(f"number-{which}-spanned", "1")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 12 else 1


def _calc_error(attributes: dict[str, str]) -> bool:
    return any(_local(key) == "value-type" and told == "error" for key, told in attributes.items())
