"""One person of a list: the cells of a row, or a name under its headings, as values of fields."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matching.text import DATES, NUMBERS, is_date, normal_date
from models.fields import Field
from models.titles import known_titles
from ocr.alternatives import mended
from ocr.layout import Candidate
from ocr.page import Run
from ocr.pieces import Piece
from ocr.plausible import is_plausible
from ocr.printed_dates import DATE
from ocr.row_agreement import SHARED
from ocr.row_groups import fields_of
from ocr.row_heads import Column
from ocr.row_items import people_in
from ocr.row_names import FRAME, Named, name_of, share_of_surnames
from ocr.row_text import Text

_NOTHING = re.compile(r"[/\\|\-—_.、,~*无]*")
_DITTO = re.compile(r"同上|[〃″\"“”々‖]{1,2}|''")
_AS_DITTO = re.compile("[1Il|]{2}")  # what such a mark is read as
_WORDS = re.compile(r"[\u3400-\u9fff]{2}|[A-Za-z]{3}")  # what units and titles have at least
_SURE, _SPECK = 0.9, 0.6  # scores of print, and of what is none where print stands beside it
_NO_PRINT = 0.3  # score of what is none wherever it stands
_SURNAMES = 0.8  # share of the names of one cell with a known surname
_STROKES = "1Il|"  # what a piece of a rule is read as
_SPECKS = "·."  # what they are read as beside a value
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=[年./\-])|(?<=[月日号])(?:19|20)\d\d")
_RUNNING = re.compile(r"\d{1,3}")
_FEWEST, _MOSTLY = 3, 0.9  # cells, and share of them, that tell what a column is
_ID_NUMBER = re.compile(r"\d{17}[\dXx](?![\dXx])")

# What can be nothing else.
_ONLY = (
    (Field.SEX, re.compile("[男女]")),
    (Field.ID_NUMBER, _ID_NUMBER),
)
# The same under a head of which nothing was read.
_ONLY_UNREAD = (
    *_ONLY,
    (Field.LEVEL, re.compile("[正副]高级?|[高中初]级|助理级|员级")),
)
# Heads that may mean a post as well as the title; what stands below tells.
_MAY_BE_TITLE = re.compile("(?![现原曾已兼任]).{0,6}(?:职务|职称|资格|任职|结果)")
# What each person has a cell of their own for.
ALONE = {Field.NAME, Field.SEX, Field.BIRTH_DATE, Field.ID_NUMBER, Field.CERTIFICATE_NUMBER}


@dataclass(frozen=True, slots=True)
class Entry:
    """One person of a list: the page, where on it (upright points), the values by field.

    number is the running number that the list gives the person, None where it gives none.
    """

    page: int
    place: tuple[float, float]
    values: Mapping[Field, Candidate]
    number: int | None = None


def entries_of(
    page: int,
    place: tuple[float, float],
    cells: Sequence[tuple[Column, Sequence[Run]]],
    above: Sequence[Entry],
) -> list[Entry]:
    """The people whose cells these are: one, several where the names share a cell, or nobody.

    above holds the person of the row before, whose values a ditto mark repeats.
    """
    values: dict[Field, Candidate] = {}
    name, label, number = Text(()), None, None
    for column, runs in cells:
        text = Text(without_specks(runs))
        if column.counts:
            number = int(text.letters) if re.fullmatch(r"\d{1,4}", text.letters) else None
        elif column.field is Field.NAME:
            name, label = text, column.label
        elif column.field and _is_ditto(column.field, text.letters):
            values |= {
                f: value for e in above for f, value in e.values.items() if f is column.field
            }
        elif column.field and (value := _value(text, column)):
            values.setdefault(column.field, value)
    alone = number is not None or bool(values.keys() & ALONE)
    named = _named(name, label, alone=alone) if label and name.letters else []
    return [Entry(page, place, {**person, **values}, number) for person in named]


def _is_ditto(field: Field, letters: str) -> bool:
    misread = field in SHARED and _AS_DITTO.fullmatch(letters)
    return bool(misread or _DITTO.fullmatch(letters))


def _named(text: Text, label: Piece, *, alone: bool) -> list[Named]:
    """Whom the cell of a name names; alone says that the row is that of one person."""
    several = [] if alone else [person for _, person in people_in(text, 0, columns=True).people]
    if len(several) > 1 and share_of_surnames(several) > _SURNAMES:
        return several
    one = name_of(text, 0, len(text.letters), label)
    return [one] if one else []


def told_by_content(
    cells: Sequence[tuple[Column, Sequence[Sequence[Run]]]],
) -> list[tuple[Column, Sequence[Sequence[Run]]]]:
    """Columns with what they show; one whose head says nothing is what all in it can only be.

    性别 above each other in a narrow head is easily misread.
    """
    cells = [(_uncounted(column, shown), shown) for column, shown in cells]
    known = {column.field for column, _ in cells}
    # 职务 beside 评审结果 is the post that somebody holds.
    titled = next((column for column, shown in reversed(cells) if _titled(column, shown)), None)
    told = [
        (column, shown, Field.TITLE if column is titled else _only(column, shown))
        for column, shown in cells
    ]
    return [
        (replace(column, label=replace(column.label, field=field)), shown)
        if column.field is None and field not in known
        else (column, shown)
        for column, shown, field in told
    ]


def _uncounted(column: Column, shown: Sequence[Sequence[Run]]) -> Column:
    """The column, without its field where 编号 heads running numbers: 001, 002."""
    if column.field is not Field.CERTIFICATE_NUMBER:
        return column
    texts = _texts(shown)
    short = bool(texts) and all(_RUNNING.fullmatch(text) for text in texts)
    steps = [int(b) - int(a) for a, b in pairwise(texts)] if short else []
    if not short or any(step != 1 for step in steps):
        return column
    return replace(column, label=replace(column.label, field=None))


def _titled(column: Column, shown: Sequence[Sequence[Run]]) -> bool:
    """Are these titles, below a head that may say so?"""
    texts = _texts(shown)
    titles = sum(map(_is_title, texts))
    return _MAY_BE_TITLE.fullmatch(column.label.text) is not None and titles >= max(
        1, _MOSTLY * len(texts)
    )


def _is_title(text: str) -> bool:
    """Is this a title, or one of a specialty: 林业工程师?"""
    return text in known_titles() or fields_of(text) == [(Field.TITLE, 0, len(text))]


def _texts(shown: Sequence[Sequence[Run]]) -> list[str]:
    return [text for runs in shown if (text := Text(runs).letters)]


def _only(column: Column, shown: Sequence[Sequence[Run]]) -> Field | None:
    """The one field that these texts can be of, None where they are few or may be of others."""
    texts = _texts(shown)
    for field, pattern in _ONLY if column.label.text else _ONLY_UNREAD:
        fits = sum(pattern.fullmatch(text) is not None for text in texts)
        if len(texts) >= _FEWEST and fits >= _MOSTLY * len(texts):
            return field
    return None


def without_specks(runs: Sequence[Run]) -> list[Run]:
    """The runs of a cell or a line without specks that were taken for print."""
    if not any(run.confidence > _SURE for run in runs):
        return [run for run in runs if run.confidence > _NO_PRINT]
    return [run for run in runs if run.confidence > (_SURE if run.text in _STROKES else _SPECK)]


def _value(text: Text, column: Column) -> Candidate | None:
    """What a cell shows of its column's field, None for nothing and for what can't be that."""
    field, letters = column.field, text.letters
    begin, end = 0, len(letters)
    while begin < end and letters[begin] in FRAME + _SPECKS:
        begin += 1
    while begin < end and letters[end - 1] in FRAME.replace("]", "") + _SPECKS:
        end -= 1
    if field is None or _NOTHING.fullmatch(letters[begin:end]):
        return None
    if field is Field.SEX and (sex := re.search("男|女", letters)):
        begin, end = sex.span()
    if field is Field.ID_NUMBER and (number := _ID_NUMBER.match(letters, begin)):
        begin, end = number.span()  # without what stands close behind it
    date = DATE.search(letters, begin, end) if field in DATES else None
    if date and is_date(normal_date(date.group())) and len(_YEAR.findall(letters)) < 2:
        begin, end = date.span()  # without what is left of a seal
    if field is Field.SPECIALTY and not column.label.text and letters[:end].endswith("专业"):
        end -= 2  # 内科专业 in a column without a head
    if field in SHARED and not _WORDS.search(letters):
        return None  # a ditto mark that was read as letters
    candidate = mended(Candidate(field, column.label, text.pieces(begin, end), beside=True))
    strict = field in NUMBERS or field in DATES or field in (Field.SEX, Field.LEVEL)
    if strict and not is_plausible(field, candidate.printed):
        return None
    if field in DATES and len(_YEAR.findall(candidate.printed)) > 1:
        return None  # those of several rows
    return candidate
