"""Spreadsheets (XLSX, XLS, ODS) row by row, by calamine."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
    load_workbook,
)

from intake.table_ods import OdsFacts, ods_facts
from intake.table_package import SheetFacts, check_package, sheet_facts
from models.errors import UsageWrong, ZhengheError, refused
from models.findings import found
from models.settings import Settings
from models.tables import Cell, CellFault, TableRow

T = TypeVar("T")
_NO_FAULTS: dict[int, CellFault] = {}


class Workbook:
    """One sheet of a spreadsheet. Raises FileRefused, and UsageWrong for a sheet it does not have.

    zipped says that the file is a zip archive, which XLS is not.
    """

    encoding: str | None = None

    def __init__(self, path: Path, sheet: str | None, zipped: bool, settings: Settings) -> None:
        if zipped:
            check_package(path, settings)
        self.format = path_format(path, zipped)
        # calamine reads all of an ODS file at once, so what would fill the memory is told before.
        told = ods_facts(path, settings) if self.format == "ODS" else {}
        book = _by_calamine(lambda: load_workbook(path))
        self.sheet: str | None = _chosen(book, sheet)
        self.other_sheets = tuple(name for name in _visible(book) if name != self.sheet)
        facts = SheetFacts({}, False)
        if self.format == "XLSX":
            facts = sheet_facts(path, self.sheet, settings)
        of_ods = told.get(self.sheet, OdsFacts())
        self.epoch_1904 = facts.epoch_1904
        self._faults = facts.faults or of_ods.faults
        name = self.sheet
        self._sheet = _by_calamine(lambda: book.get_sheet_by_name(name))
        self.total = self._sheet.total_height
        if self.total * self._sheet.total_width > settings.roster_cells_max:
            raise refused("ROSTER_TOO_MANY_CELLS", rows=self.total, columns=self._sheet.total_width)
        self._merged = _merged(self._sheet.merged_cell_ranges or of_ods.merged, settings)

    def rows(self) -> Iterator[TableRow]:
        """Every row, numbered as the spreadsheet program numbers them."""
        before = ("",) * (self._sheet.start or (0, 0))[1]
        held: dict[tuple[int, int], Cell] = {}
        for number, values in enumerate(self._sheet.iter_rows(), 1):
            cells: tuple[Cell, ...] = (*before, *values)
            faults = self._faults.get(number, _NO_FAULTS)
            if merged := self._merged.get(number):
                cells, faults = _filled(cells, merged, held, number, faults)
            yield TableRow(number, cells, faults)


def path_format(path: Path, zipped: bool) -> str:
    """XLSX, ODS or XLS, by what is in the file."""
    if not zipped:
        return "XLS"
    with path.open("rb") as file:
        return "ODS" if b"opendocument" in file.read(256) else "XLSX"


def _by_calamine(work: Callable[[], T]) -> T:
    """What calamine gives; its errors as refusals, and its panics, which are no Exception."""
    try:
        return work()
    except PasswordError:
        raise refused("ROSTER_ENCRYPTED") from None
    except (CalamineError, OSError, ValueError):
        raise refused("ROSTER_BROKEN") from None
    except (ZhengheError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:
        raise refused("ROSTER_BROKEN") from None


def _visible(book: CalamineWorkbook) -> list[str]:
    return [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]


def _chosen(book: CalamineWorkbook, wanted: str | None) -> str:
    """The sheet that is asked for by name or number, else the first that can be seen."""
    names = list(book.sheet_names)
    if not names:
        raise refused("ROSTER_BROKEN")
    if wanted is None:
        return (_visible(book) or names)[0]
    if wanted in names:
        return wanted
    if wanted.isdecimal() and 1 <= int(wanted) <= len(names):
        return names[int(wanted) - 1]
    raise UsageWrong(found("ROSTER_SHEET_UNKNOWN", given=wanted, known="、".join(names)))


_Merged = dict[int, dict[int, tuple[int, int]]]


def _merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]], settings: Settings) -> _Merged:
    """By row (from 1) and place: the row and place where the value of the merged cell stands."""
    covered: _Merged = {}
    total = 0
    for (top, left), (bottom, right) in ranges:
        total += (bottom - top + 1) * (right - left + 1)
        if total > settings.roster_cells_max / 30:  # a table is not made of merged cells
            raise refused("ROSTER_TOO_MANY_CELLS", rows=bottom - top + 1, columns=right - left + 1)
        for row in range(top, bottom + 1):
            for place in range(left, right + 1):
                covered.setdefault(row + 1, {})[place] = (top + 1, left)
    return covered


def _filled(
    cells: tuple[Cell, ...],
    merged: dict[int, tuple[int, int]],
    held: dict[tuple[int, int], Cell],
    number: int,
    faults: dict[int, CellFault],
) -> tuple[tuple[Cell, ...], dict[int, CellFault]]:
    """The row with the values of cells that are merged downwards."""
    row, faults = list(cells), dict(faults)
    for place, home in merged.items():
        if place >= len(row):
            continue
        if home == (number, place):
            held[home] = row[place]
        elif held.get(home, "") != "":
            if home[1] == place:
                row[place] = held[home]
                faults[place] = CellFault.FILLED
            else:
                faults[place] = CellFault.ACROSS
    return tuple(row), faults
