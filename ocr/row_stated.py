"""What a text between commas or gaps states of a person: the fields, and from where to where."""

import re

from models.fields import Field
from ocr.row_groups import fields_of
from ocr.row_subjects import is_ward
from ocr.surnames import has_surname

NAME = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,12}·[\u3400-\u9fff]{1,12}")
_SEX = re.compile(r"[男女]性?")
_DAY = re.compile(r"(?:19|20)\d\d[年.\-/]\d{1,2}(?:月(?:\d{1,2}日)?|[.\-/]\d{1,2})?出?生?")
_DATE = r"(?:19|20)\d\d[年.\-/]\d\d?月?(?:[.\-/]?\d\d?日?)?"
_GAINED = "(?:任职)?(?:资格|职称)?(?:取得|获得|授予|评定|认定|评审|通过)+(?:任职)?(?:资格|职称)?"
# 取得时间:2014年12月20日
LABEL = re.compile(
    rf"{_GAINED}(?:时间|日期)|(?:资格|职称)?证书?(?:编号|号码?)|出生(?:年月|日期)?"
    r"|身份证号?码?|性别|(?:工作|所在)?单位|(?:从事|申报|评审|任教)?(?:专业|学科)|(?:任职)?(?:资格|职称)(?:名称)?"
)
_PATTERNS = (
    (Field.OBTAINED_ON, re.compile(rf"{_GAINED}(?:时间|日期):?({_DATE})")),
    (Field.BIRTH_DATE, re.compile(rf"出生(?:年月|日期)?:({_DATE})")),
    (Field.CERTIFICATE_NUMBER, re.compile(r"(?:资格|职称)?证书?(?:编号|号码?):?([^,:]{4,30})")),
    (Field.SEX, re.compile("性别:([男女])")),
    (Field.EMPLOYER, re.compile("(?:工作|所在)?单位:(.{3,38})")),
    (Field.SPECIALTY, re.compile("(?:从事|申报|评审|任教)?(?:专业|学科):(.{2,16})")),
    (Field.TITLE, re.compile("(?:任职)?(?:资格|职称)(?:名称)?:(.{2,16})")),
    (Field.ID_NUMBER, re.compile(r"(?:身份证号?码?)?:?(\d{17}[\dXx])")),
    (Field.BIRTH_DATE, re.compile(r"((?:19|20)\d\d[年.\-/]\d\d?月?(?:\d\d?日?)?)(?:出?生|生于)")),
    (Field.BIRTH_DATE, re.compile(r"([3-9]\d[年.]\d\d?月?)(?:出?生|生于)")),
    (Field.SPECIALTY, re.compile(r"(.{2,12})专业")),
)


def kind_of(letters: str) -> Field | None:
    """What a text is by itself, None for nothing that is known, or for several things."""
    (kind, *_), *others = stated_in(letters)
    return None if others else kind


def is_day(letters: str) -> bool:
    """Is this a date and nothing else, to the month or the day?"""
    return _DAY.fullmatch(letters) is not None


def stated_in(letters: str) -> list[tuple[Field | None, int, int]]:
    """What a text states, and from where to where."""
    if _SEX.fullmatch(letters):
        return [(Field.SEX, 0, 1)]
    for kind, pattern in _PATTERNS:
        if match := pattern.fullmatch(letters):
            return [(kind, *match.span(1))]
    if stated := fields_of(letters):
        return [*stated]
    if is_ward(letters):
        return [(Field.EMPLOYER, 0, len(letters))]
    name = letters.removesuffix("同志")
    named = NAME.fullmatch(name) and has_surname(name)
    return [(Field.NAME, 0, len(name))] if named else [(None, 0, len(letters))]
