"""One person of a list: the cells of a row, or a name under its headings, as values of fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matching.text import DATES, NUMBERS
from models.fields import Field
from ocr.layout import Candidate
from ocr.page import Run
from ocr.pieces import Piece
from ocr.plausible import is_complete, is_plausible
from ocr.row_heads import Column
from ocr.row_text import Text

_MARK = re.compile(r"[(〔\[【<]?(男|女)[^)〕\]】>]{0,3}[)〕\]】>]$|[(〔\[【<](男|女)$")
_NO_PERSON = re.compile(r"合计|总计|小计|共\d*人|共计|以上|以下|空白|姓名|此页|无正文")
_NOTHING = re.compile(r"[/\\|\-—_.、,~*无]*")
_DITTO = re.compile(r"同上|[〃″\"“”々]{1,2}|''")
_SURE, _SPECK = 0.9, 0.6  # scores of print, and of what is none where print stands beside it
_NO_PRINT = 0.3  # score of what is none wherever it stands
_FRAME = "|_~:;[]"  # what rules beside a text are read as


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list: the page, where on it (upright points), the values by field.

    number is the running number that the list gives the person, None where it gives none.
    """

    page: int
    place: tuple[float, float]
    values: Mapping[Field, Candidate]
    number: int | None = None


def entry_of(
    page: int,
    place: tuple[float, float],
    cells: Sequence[tuple[Column, Sequence[Run]]],
    above: Entry | None,
) -> Entry | None:
    """The person whose cells these are, None where they name nobody.

    above is the person of the row before, whose values a ditto mark repeats.
    """
    values: dict[Field, Candidate] = {}
    number = None
    for column, runs in cells:
        text = Text(without_specks(runs))
        if column.counts:
            number = int(text.letters) if re.fullmatch(r"\d{1,4}", text.letters) else None
        elif column.field is Field.NAME:
            named = name_of(text, 0, len(text.letters), column.label)
            if named is None:
                return None
            values = {**values, **named}
        elif column.field and _DITTO.fullmatch(text.letters):
            if above and (same := above.values.get(column.field)):
                values[column.field] = same
        elif column.field and (value := _value(text, column)):
            values.setdefault(column.field, value)
    return Entry(page, place, values, number) if Field.NAME in values else None


def without_specks(runs: Sequence[Run]) -> list[Run]:
    """The runs of a cell or a line without specks that were taken for print."""
    sure = any(run.confidence > _SURE for run in runs)
    return [run for run in runs if run.confidence > (_SPECK if sure else _NO_PRINT)]


def name_of(text: Text, begin: int, end: int, label: Piece) -> dict[Field, Candidate] | None:
    """The name that stands there, and the sex that is noted behind it; None for no name."""
    letters = text.letters[begin:end]
    values = {}
    mark = _MARK.search(letters)
    stop = end
    if mark:
        at = begin + (mark.start(1) if mark[1] else mark.start(2))
        values[Field.SEX] = Candidate(Field.SEX, label, text.pieces(at, at + 1), beside=True)
        stop = begin + mark.start()
    elif note := re.search(r"[(〔\[【].*$|\*+$", letters):
        stop = begin + note.start()
    while stop > begin and text.letters[stop - 1] in _FRAME + "(.、,*":
        stop -= 1
    # A digit before a name is of the running number beside it.
    while begin < stop and (
        text.letters[begin] in _FRAME + ").、,*" or text.letters[begin].isdigit()
    ):
        begin += 1
    name = text.letters[begin:stop]
    if not is_complete(Field.NAME, name) or name.isascii() or _NO_PERSON.search(name):
        return None
    values[Field.NAME] = Candidate(Field.NAME, label, text.pieces(begin, stop), beside=True)
    return values


def _value(text: Text, column: Column) -> Candidate | None:
    """What a cell shows of its column's field, None for nothing and for what can't be that."""
    field, letters = column.field, text.letters
    begin, end = 0, len(letters)
    while begin < end and letters[begin] in _FRAME:
        begin += 1
    while begin < end and letters[end - 1] in _FRAME.replace("]", ""):
        end -= 1
    if field is None or _NOTHING.fullmatch(letters[begin:end]):
        return None
    if field is Field.SEX and (sex := re.search("男|女", letters)):
        begin, end = sex.span()
    candidate = Candidate(field, column.label, text.pieces(begin, end), beside=False)
    strict = field in NUMBERS or field in DATES or field in (Field.SEX, Field.LEVEL)
    if strict and not is_plausible(field, candidate.printed):
        return None
    return candidate
