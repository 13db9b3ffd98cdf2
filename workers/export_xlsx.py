"""Long tables as XLSX, a row at a time: what was written is no longer in memory."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from xlsxwriter import Workbook

from models.drafts import printable

_ROWS_MAX = 1_048_575  # of a sheet, beside the heads
_CHARACTERS_MAX = 32_767  # of a cell
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@contextmanager
def writing_xlsx(
    file: BinaryIO, heads: Sequence[str], rows_max: int = _ROWS_MAX
) -> Iterator[Callable[[Sequence[str]], None]]:
    """What writes rows of texts into a workbook, on as many sheets as they need.

    Every cell is text: no number is rounded and nothing is a formula.
    """
    book = Workbook(file, _OPTIONS)
    face = book.add_format({"bold": True, "bg_color": "#EDEDED"})
    sheet = _sheet(book, heads, face)
    number = 0

    def write(texts: Sequence[str]) -> None:
        nonlocal sheet, number
        if number == rows_max:
            sheet, number = _sheet(book, heads, face), 0
        number += 1
        for column, text in enumerate(texts):
            if text:
                sheet.write_string(number, column, printable(text)[:_CHARACTERS_MAX])

    yield write
    book.close()


def _sheet(book: Any, heads: Sequence[str], face: Any) -> Any:
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 2)
    sheet.set_column(0, len(heads) - 1, 16)
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, face)
    return sheet
