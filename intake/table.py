"""A table of rows, whatever file it comes in: told by its content, not by its name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from intake.sniff import kind_of
from intake.table_text import TextTable
from intake.table_workbook import Workbook
from models.errors import refused
from models.settings import Settings
from models.tables import TableRow

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXTS = ("plain text", "unrecognised data")


class Table(Protocol):
    """A file whose rows can be gone through again and again; total may be a little too high."""

    format: str
    encoding: str | None
    sheet: str | None
    other_sheets: tuple[str, ...]
    epoch_1904: bool
    total: int

    def rows(self) -> Iterator[TableRow]:
        """Every row from the first."""


def open_table(path: Path, sheet: str | None, settings: Settings) -> Table:
    """Open a spreadsheet or a CSV file.

    Raises FileRefused for what is neither, is broken, encrypted or too large, and UsageWrong for
    a sheet that is not there. To be called in a child process: the file may be anybody's.
    """
    with path.open("rb") as file:
        start = file.read(2**16)
    if start.startswith((_ZIP, _OLE)):
        kind = kind_of(start)
        if kind.en == "encrypted Office document":
            raise refused("ROSTER_ENCRYPTED")
        return Workbook(path, sheet, start.startswith(_ZIP), settings)
    kind = kind_of(start)
    # UTF-16 without a mark, and text with a byte amiss, look like data: the text reader knows.
    if kind.en not in _TEXTS:
        raise refused("ROSTER_NOT_A_TABLE", kind_zh=kind.zh, kind_en=kind.en)
    return TextTable(path)
