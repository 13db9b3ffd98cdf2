"""What stands right before or behind a value and is no part of it: dust, a seal, a watermark."""

import re
from dataclasses import replace

from matching.text import DATES, NUMBERS, ORGANISATIONS
from models.fields import Field
from ocr.layout import Candidate
from ocr.pieces import Piece
from ocr.plausible import ORGANISATION_ENDS

_UNITS = "|".join((*ORGANISATION_ENDS, "中心", "医院", "学校", "学院", "大学", "中学"))
# What the writing of a seal leaves behind a number's 号, a digit behind a unit, 用 behind a date.
_NUMBER = re.compile(r"[^\d]{1,12}[〔\[【(（［](?:19|20)\d\d[〕\]】)）］]第?\s*\d{1,8}\s*号")
_UNIT = re.compile(rf"[^\x00-\x7f]{{6,}}(?:{_UNITS})(?=\s*[0-9A-Za-z.,|]$)")
_DATE = re.compile(r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?=[\u4e00-\u9fff]{1,2}$)", re.ASCII)
_ID_NUMBER = re.compile(r"\d{17}[\dXx](?=[^\dXx]{1,3}$)", re.ASCII)
# 单位(公章)衡阳市第一人民医院, 孙(盖群)新疆…: where its seal goes stands before a unit
_SEAL = re.compile(r"(?:单位|机关|部门|.{1,2})?[(（](?:盖[^()（）]{1,2}|[公印签]?章)[)）](?=.{5,})")


def without_dust(candidate: Candidate) -> Candidate:
    """The candidate without such letters."""
    text, field = candidate.printed, candidate.field
    begin = 0
    if field in ORGANISATIONS and (seal := _SEAL.match(text)):
        begin = seal.end()
    known = _whole(field)
    match = known.match(text, begin) if known else None
    end = match.end() if match else len(text)
    return candidate if (begin, end) == (0, len(text)) else _cut(candidate, begin, end)


def _whole(field: Field) -> re.Pattern[str] | None:
    """What a whole value looks like that something may stand behind."""
    if field is Field.ID_NUMBER:
        return _ID_NUMBER
    if field in NUMBERS:
        return _NUMBER
    if field in ORGANISATIONS:
        return _UNIT
    return _DATE if field in DATES else None


def _cut(candidate: Candidate, begin: int, end: int) -> Candidate:
    pieces: list[Piece] = []
    for piece in candidate.pieces:
        length = len(piece.text)
        if begin < length and end > 0:
            pieces.append(piece.between(max(0, begin), min(length, end)))
        begin, end = begin - length, end - length
    return replace(candidate, pieces=tuple(pieces))
