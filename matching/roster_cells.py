"""One cell of a roster: its text, and what Excel may have done to it.

Excel keeps fifteen digits of a number (ECMA-376 stores a cell as a double), counts days from 1900
or 1904, and turns into a date what looks like one. What can be undone is undone and told; the rest
is refused.
"""

import datetime
import re
from functools import lru_cache

from matching.identity import has_valid_check_digit
from matching.text import DATES, NUMBERS, is_date, normal_form
from models.fields import Field
from models.findings import Finding, found
from models.tables import Cell

_EXACT_BELOW = 1e15
_POWER = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{2,3}")
_SERIAL = re.compile(r"[1-6]\d{4}(?:\.0+)?")
_WRAPPED = re.compile(r'="([^"]*)"')
_BEFORE_DIGITS = re.compile(r"^['’`](?=\d)")
_EPOCHS = {False: datetime.date(1899, 12, 30), True: datetime.date(1904, 1, 1)}
_NUMBERED = NUMBERS | {Field.ID_NUMBER}


def text_of(cell: Cell) -> str:
    """A cell as a person would read it; whole numbers without a fraction, dates as ISO."""
    if isinstance(cell, str):
        text = cell.replace("\0", "").strip()  # which PostgreSQL doesn't store
        if text[:1] in "='’`" and text:
            text = _BEFORE_DIGITS.sub("", _WRAPPED.sub(r"\1", text))
        return text
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < _EXACT_BELOW else f"{cell:.15g}"
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return str(cell)


def value_of(
    field: Field, cell: Cell, row: int, column: str, *, epoch_1904: bool
) -> tuple[str, Finding | None]:
    """The normal form of a cell, with what is wrong with it."""
    if isinstance(cell, float) and abs(cell) >= _EXACT_BELOW:
        rounded = f"{cell:.6G}"
        return "", found(
            "ROSTER_NUMBER_ROUNDED", field=field, value=rounded, row=row, column=column
        )
    if field in DATES:
        return _date(field, cell, row, column, epoch_1904)
    if isinstance(cell, datetime.date | datetime.time | datetime.timedelta):
        return "", found(
            "ROSTER_TURNED_INTO_DATE", field=field, value=text_of(cell), row=row, column=column
        )
    text = text_of(cell)
    if field in _NUMBERED and _POWER.fullmatch(text):
        return "", found("ROSTER_NUMBER_ROUNDED", field=field, value=text, row=row, column=column)
    return _normal(field, text), None


def judge_id_number(value: str, id_type: str, row: int, column: str) -> Finding | None:
    """What is wrong with an identity number in its normal form; other documents have no rule."""
    if (
        not value
        or ("身份证" not in id_type and id_type)
        or re.fullmatch(r"\d{15}", value, re.ASCII)
    ):
        return None
    if has_valid_check_digit(value):
        return None
    field = Field.ID_NUMBER
    # Three zeros at the end are those that Excel puts for digits it has lost.
    if re.fullmatch(r"\d{15}000", value, re.ASCII):
        return found("ROSTER_NUMBER_ROUNDED", field=field, value="…000", row=row, column=column)
    return found("ROSTER_ID_NUMBER_WRONG", field=field, row=row, column=column)


def _date(
    field: Field, cell: Cell, row: int, column: str, epoch_1904: bool
) -> tuple[str, Finding | None]:
    text = text_of(cell)
    if isinstance(cell, datetime.datetime):
        text = cell.date().isoformat()
    if _SERIAL.fullmatch(text):
        day = _EPOCHS[epoch_1904] + datetime.timedelta(days=int(float(text)))
        value = day.isoformat()
        return value, found(
            "ROSTER_DATE_CONVERTED", field=field, serial=text, value=value, row=row, column=column
        )
    # The number 2013.1 is what becomes of 2013.10 in a cell that is no text.
    if isinstance(cell, float) and re.fullmatch(r"(?:19|20)\d\d\.1", text):
        return "", found("ROSTER_DATE_AMBIGUOUS", field=field, value=text, row=row, column=column)
    value = _normal(field, text)
    if not value or is_date(value):
        return value, None
    return value, found("ROSTER_DATE_WRONG", field=field, value=text[:40], row=row, column=column)


def _normal(field: Field, text: str) -> str:
    """Numbers and names are hardly ever met twice; places, titles and dates are."""
    if field in _NUMBERED or field is Field.NAME:
        return normal_form(field, text)
    return _normal_known(field, text)


@lru_cache(maxsize=2**16)
def _normal_known(field: Field, text: str) -> str:
    return normal_form(field, text)
