"""Dates in the opinions of a form, and those that lost a mark under a seal or in a fold."""

import re
from collections.abc import Iterator
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from matching.text import is_date, normal_date
from ocr.cell_text import part_of, piece_of
from ocr.page import Run
from ocr.pieces import Piece

_YEAR = r"(?:(?:19|20)\d\d|[〇○零O一二三四五六七八九]{4})"
_NUMERAL = r"(?:\d{1,2}|[元〇○零一二三四五六七八九十廿卅]{1,4})"
DATE = re.compile(
    rf"(?:{_YEAR}\s*[年./\-]\s*{_NUMERAL}\s*(?:[月./\-]\s*(?:{_NUMERAL}\s*日?)?)?(?!\d)"
    rf"|{_YEAR}、\d{{1,2}}、\d{{1,2}}(?![\d、]))",
    re.ASCII,
)
_LIKE_DATE = re.compile(r"[\d年月日./、\-〇○零O元一二三四五六七八九十廿卅\s()。]{3,}", re.ASCII)
# 201755月13日, 2005 8月5日: 年 is not there, or was read as something else.
_NO_YEAR_MARK = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s*(?P<other>[^\d年月日.\s]{0,2})\s*(?P<month>\d{1,3})\s*月"
    r"\s*(?P<day>\d{1,2})\s*日?(?!\d)",
    re.ASCII,
)
# 201612.09, 2015.0613, 2015.06413: one of two marks is not there, or was read as a digit.
_ONE_MARK = re.compile(
    r"(?P<year>(?:19|20)\d\d)"
    r"(?:[./\-](?P<month>\d\d)\d?(?P<day>\d\d)|(?P<month2>\d\d)[./\-](?P<day2>\d\d))(?!\d)",
    re.ASCII,
)
_STRAY = re.compile("[.·,']|(?<=月)月")
# 1989年11月月28日, 2006年11月1.1日, 2022年10.月5日: a mark twice, specks by digits or marks.
_SPECK = re.compile(
    r"(?:19|20)\d\d\s*年(?=[^日]{0,8}(?:[.·,']|月月))[.·,']?\s*\d{1,2}[.·,']?\s*月[.·,'月]?"
    r"\s*(?:[1-3][.·,']\d|\d{1,2})[.·,']?\s*日",
    re.ASCII,
)
_MOST_DIGITS = 10  # of a date and a stray one; a number has more
RESTORED = 0.5  # score of a date one mark of which is guessed
_NEAR = 2  # characters by which another reading of a date differs: those that a seal hid


def is_like_date(text: str) -> bool:
    """Is this a date and no more, or the remains of one?"""
    digits = sum(character.isdigit() for character in text)
    known = digits > 0 or "年" in text or "月" in text
    return known and digits < _MOST_DIGITS and _LIKE_DATE.fullmatch(text) is not None


def dates_of(run: Run) -> Iterator[tuple[Piece, int, int]]:
    """The dates in a run, whole or restored, with their places in its text; the last one first."""
    for match in _SPECK.finditer(run.text):
        if part := part_of(run, *match.span()):
            yield _guessed(part, _STRAY.sub("", match.group())), *match.span()
            return
    whole = [match for match in DATE.finditer(run.text) if is_date(normal_date(match.group()))]
    for match in reversed(whole):
        if part := part_of(run, *match.span()):
            yield piece_of(part), *match.span()
    if not whole and (found := _restored(run)):
        yield found


def _restored(run: Run) -> tuple[Piece, int, int] | None:
    """The date that is left in a run, else the one that another reading of it saw whole."""
    if found := _without_mark(run):
        return found
    for rival in run.rivals:
        near = Levenshtein.distance(run.text, rival, score_cutoff=_NEAR) <= _NEAR
        match = DATE.search(rival)
        like = is_like_date(run.text) or is_like_date(rival)
        if near and match and like and is_date(normal_date(match.group())):
            return _guessed(run, match.group()), 0, len(run.text)
    return None


def _without_mark(run: Run) -> tuple[Piece, int, int] | None:
    for pattern in (_NO_YEAR_MARK, _ONE_MARK):
        for match in pattern.finditer(run.text):
            text, part = _whole(match.groupdict()), part_of(run, *match.span())
            if text and part:
                return _guessed(part, text), *match.span()
    return None


def whole_date(text: str) -> str | None:
    """The date that squeezed text is but for one mark: 2020-0917; None where it is none."""
    for pattern in (_NO_YEAR_MARK, _ONE_MARK):
        if match := pattern.fullmatch(text):
            return _whole(match.groupdict())
    return None


def _guessed(run: Run, text: str) -> Piece:
    """A run as a piece that says this date."""
    return replace(
        piece_of(run),
        text=text,
        confidence=min(run.confidence, RESTORED),
        centres=_evenly(run, len(text)),
        scores=(),
        others=(),
    )


def _whole(parts: dict[str, str | None]) -> str | None:
    """The date that is left of these parts, None where two are possible."""
    year, month, day = parts["year"], parts["month"], parts["day"]
    if "other" in parts and month:
        read = [month] if len(month) < 3 else []
        if not parts["other"] and len(month) > 1:  # its first digit may be what 年 was read as
            read.append(month[1:])
    else:
        read, day = [month or parts["month2"] or ""], day or parts["day2"]
    dates = [text for each in read if is_date(normal_date(text := f"{year}年{each}月{day}日"))]
    return dates[0] if len(dates) == 1 else None


def _evenly(run: Run, count: int) -> tuple[float, ...]:
    step = run.box.width / count
    return tuple(run.box.x0 + (number + 0.5) * step for number in range(count))
