"""Lists as XLSX; the only module that imports XlsxWriter."""

from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from models.drafts import Sheet, printable

_HEAD_ROWS = 2
_FACE = {"font_name": "宋体", "font_size": 11, "valign": "vcenter"}
_CELL = {**_FACE, "border": 1, "text_wrap": True, "align": "center"}


def sheet_xlsx(sheet: Sheet) -> bytes:
    """The list as an XLSX file: a title, the heads, the rows, ruled blank rows, and the foot.

    Every cell is text, so that no identity number is rounded and nothing is a formula.
    """
    written = BytesIO()
    with Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        page = book.add_worksheet(sheet.title[:31])
        last = len(sheet.columns) - 1
        title = book.add_format({**_FACE, "bold": True, "font_size": 16, "align": "center"})
        head = book.add_format({**_CELL, "bold": True, "bg_color": "#EDEDED"})
        cell = book.add_format({**_CELL, "num_format": "@"})
        page.merge_range(0, 0, 0, last, sheet.title, title)
        page.set_row(0, 32)
        for at, column in enumerate(sheet.columns):
            page.set_column(at, at, column.width)
            page.write_string(1, at, column.head, head)
        rows = (*sheet.rows, *(("",) * len(sheet.columns) for _ in range(sheet.blank)))
        for number, row in enumerate(rows, _HEAD_ROWS):
            page.set_row(number, 30 if number < _HEAD_ROWS + len(sheet.rows) else 22)
            for at, text in enumerate(row):
                if text:
                    page.write_string(number, at, printable(text), cell)
                else:
                    page.write_blank(number, at, None, cell)
        foot = book.add_format({**_FACE, "align": "left"})
        for number, line in enumerate(sheet.foot, _HEAD_ROWS + len(rows)):
            page.merge_range(number, 0, number, last, printable(line), foot)
            page.set_row(number, 24)
        _set_page(page)
        book.set_properties({"title": sheet.title})
    return written.getvalue()


def _set_page(page: Any) -> None:
    """A4 lying, as wide as the page, the heads on every page."""
    page.set_paper(9)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4)
    page.repeat_rows(1)
    page.freeze_panes(_HEAD_ROWS, 2)
