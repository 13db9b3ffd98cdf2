"""Normal forms: one way of writing for each field, so that equal things are equal strings.

`normal_form` gives the value that the contract names for a field; it is idempotent. What a person
would call a different way of writing (width, spaces, bracket shapes, Chinese numerals in dates)
disappears here; what a person would call a difference stays.
"""

import re
import unicodedata
from datetime import date
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from models.fields import Field

ORGANISATIONS = frozenset({Field.EMPLOYER, Field.COMMITTEE, Field.CONVENER, Field.ISSUER})
DATES = frozenset({Field.BIRTH_DATE, Field.OBTAINED_ON, Field.ISSUED_ON})
NUMBERS = frozenset({Field.CERTIFICATE_NUMBER, Field.MANAGEMENT_NUMBER, Field.APPROVAL_NUMBER})

_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●･ᐧ﹒", "·"))
_COLONS = str.maketrans(dict.fromkeys("∶︰꞉", ":"))
# Fonts of PDFs name some characters by the radicals that look the same: ⼥ for 女, ⻢ for 马.
_RADICALS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺁⺒⺓⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
            "厂巳幺母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
            strict=True,
        )
    )
)
_OPENING = "[［(（【〔〖﹝{｛"
_CLOSING = "]］)）】〕〗﹞}｝"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "〔") | dict.fromkeys(_CLOSING, "〕"))
_DASHES = str.maketrans(dict.fromkeys("—–－‐‑−―﹣一", "-"))
_DIGITS = str.maketrans("〇○零Oo一二三四五六七八九", "00000123456789")
_LETTERS_FOR_DIGITS = str.maketrans("OQDI|SBZ", "00011582")
_UPPER = str.maketrans(ascii_lowercase, ascii_uppercase)
_IDENTITY_CARDS = frozenset(
    {"身份证", "二代身份证", "第二代身份证", "第二代居民身份证", "中国居民身份证"}
)
_LEVELS = {short: f"{short}级" for short in ("正高", "副高", "高", "中", "初", "助理", "员")}

_YEAR_MONTH_DAY = re.compile(
    r"(\d{4})[年./\-、,](\d{1,2})(?:[月./\-、,](?:(\d{1,2})[日号]?)?)?", re.ASCII
)
_DIGITS_ALONE = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)?", re.ASCII)
_NUMERAL = "[〇○零元一二三四五六七八九十廿卅]{1,4}"
_CHINESE_DATE = re.compile(
    rf"([〇○零Oo0-9一二三四五六七八九]{{3,4}})年({_NUMERAL})月(?:({_NUMERAL})[日号]?)?"
)
_LOST_IN_YEAR = (
    (re.compile("20([3-9])"), r"200\1"),
    (re.compile("2([12][0-9])"), r"20\1"),
    (re.compile("(0[012][0-9])"), r"2\1"),
    (re.compile("(9[0-9]{2})"), r"1\1"),
)
_TENS = (("", "〇", "○", "零"), ("十", "一十"), ("二十", "廿"), ("三十", "卅"))
_NUMERALS = {"元": 1} | {
    ten + one: 10 * tens + ones
    for tens, names in enumerate(_TENS)
    for ten in names
    for ones, one in enumerate(("", *"一二三四五六七八九"))
}
_ID_NUMBER = re.compile(r"\d{15}|\d{17}[\dX]", re.ASCII)
# Specks of dust are read as dots. No number has one beside a bracket, no organisation a dot
# within its name.
_SPECKS_AT_BRACKETS = re.compile(r"(?<=[〔〕])[·.|]+|[·.|]+(?=[〔〕])")
_DOUBLED = re.compile(r"([〔〕])\1+")
# Of a pair of brackets one may be read as half as wide as it is printed.
_HALF_BRACKETS = re.compile(r"（([^（）()]*)\)|\(([^（）()]*)）")
_SPECKS_IN_NAME = re.compile(r"(?<=[\u3400-\u9fff])[.·](?=[\u3400-\u9fff])")
# 一一三地质大队: a dash between numerals, or before one at the beginning, is the numeral one.
_DASHES_IN_NUMERAL = re.compile(
    r"(?:^|(?<=[一二三四五六七八九〇]))[—–-]+(?=[一二三四五六七八九〇])"
)
_YEAR = r"((?:19|20)[0-9]{2})"
# A bracket is misread as a letter, a stroke or as 1; the 1 is taken for one only where its partner
# there, and any sign for the one that closes where another opens. Behind 第 no year begins.
_YEAR_IN_NUMBER = re.compile(
    rf"(?:〔{_YEAR}[^0〔2-9第]?|[〔LlC|1]?{_YEAR}〕|(?<!第)[LlC]?{_YEAR}[JlI]?)(?=第?[0-9]+号$)"
)


# 65.10, as lists write when somebody was born; of the years after 2000 it would be no year.
_SHORT_BIRTH = re.compile(r"([3-9][0-9])[年./]([0-9]{1,2})月?", re.ASCII)
_SPECKS = ".,·、:;|_"  # no word begins or ends with these
# Where the seal goes stands behind the name of who seals: 某某市人事局(公章).
_SEALED_HERE = re.compile(r"(?<=.)(?:\((?:盖章|公章|签章|印章|章|印)\))+$")


def normal_form(field: Field, text: str) -> str:
    """The normal form of a field's text; text that has none comes back only tidied."""
    if field is Field.BIRTH_DATE and (short := _SHORT_BIRTH.fullmatch(squeezed(text))):
        return normal_date(f"19{short[1]}年{short[2]}月")
    if field in DATES:
        return normal_date(text)
    if field is Field.ID_NUMBER:
        return _normal_id_number(text)
    if field in NUMBERS:
        return _normal_number(field, text)
    if field is Field.NAME:
        return _normal_name(text)
    if field in ORGANISATIONS:
        return _normal_organisation(text)
    # As printed; but a code point for compatibility is the same character as its twin.
    compact = unicodedata.normalize("NFC", _unspaced(text).translate(_DOTS)).strip(_SPECKS)
    compact = _HALF_BRACKETS.sub(lambda pair: f"（{pair[1] or pair[2] or ''}）", compact)
    if field is Field.ID_TYPE:
        return "居民身份证" if compact in _IDENTITY_CARDS else compact
    if field is Field.LEVEL:
        level = compact.removesuffix("职称")
        return _LEVELS.get(level, level if level in _LEVELS.values() else compact)
    return compact


def _normal_organisation(text: str) -> str:
    """Half width; what a sentence puts behind the name is no part of it."""
    name, compact = "", squeezed(text)
    while name != compact:  # behind what is taken away more may stand: 某某局。(公章))
        name, compact = compact, compact.strip(",;:、。.·")
        compact = _DASHES_IN_NUMERAL.sub(lambda dashes: "一" * len(dashes[0]), compact)
        compact = _SPECKS_IN_NAME.sub("", compact)
        if compact.endswith(")") and compact.count("(") < compact.count(")"):
            compact = compact[:-1]
        compact = _SEALED_HERE.sub("", compact)
    return compact


@lru_cache(maxsize=4096)  # asked again and again for the same letters
def squeezed(text: str) -> str:
    """Half width, no spaces, one kind of middle dot and colon; 〔〕 stay as they are."""
    narrow = _unspaced(unicodedata.normalize("NFKC", text.translate(_DOTS | _COLONS)))
    return unicodedata.normalize("NFKC", narrow)  # what a space kept apart may combine


def _unspaced(text: str) -> str:
    """The text without spaces and what can't be seen, such as U+200B; radicals as characters."""
    seen = (c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")
    return without_radicals("".join(seen))


def without_radicals(text: str) -> str:
    """The text with the characters that its radicals look like; as long as it was."""
    return text.translate(_RADICALS)


def normal_date(text: str) -> str:
    """ISO date, as precise as given (`YYYY-MM-DD`, `YYYY-MM`); else the squeezed text."""
    compact = squeezed(text).replace("·", ".").rstrip(".。,;")
    plain = _arabic(compact).translate(_DASHES)
    match = _YEAR_MONTH_DAY.fullmatch(plain) or _DIGITS_ALONE.fullmatch(plain)
    if match is None:
        return compact
    year, month, day = match.groups()
    try:
        earliest = date(int(year), int(month), int(day or 1))
    except ValueError:  # a day that the calendar does not have
        return compact
    return earliest.isoformat() if day else earliest.isoformat()[:7]


def is_date(value: str) -> bool:
    """Is this a normal form of a date?"""
    if not re.fullmatch(r"(19|20)\d\d-\d\d(-\d\d)?", value, re.ASCII):
        return False
    try:
        date.fromisoformat(f"{value}-01"[:10])  # of a month, its first day
    except ValueError:
        return False
    return True


def _arabic(text: str) -> str:
    """A date in Chinese numerals (二〇一三年十二月廿四日) in digits; any other text as it is."""
    match = _CHINESE_DATE.fullmatch(text)
    if match is None:
        return text
    year, *rest = match.groups()
    numbers = [_NUMERALS.get(numeral, numeral.translate(_DIGITS)) for numeral in rest if numeral]
    return "-".join(map(str, (_whole_year(year.translate(_DIGITS)), *numbers)))


def _whole_year(digits: str) -> str:
    """Four digits; of three the year that they are of, where only one can be.

    A circle is easily lost: 二〇七年 is 2007, 二一七年 2017, 〇一七年 as well; 二〇一年 may be
    2001 or 201x.
    """
    for short, whole in _LOST_IN_YEAR:
        if match := short.fullmatch(digits):
            return match.expand(whole)
    return digits


def _normal_id_number(text: str) -> str:
    """15 or 18 characters; in the places of digits, letters that look like digits become digits."""
    # No identity document prints a small l: it is a 1.
    compact = squeezed(text).replace("l", "1").translate(_UPPER).strip(".,:;、。-_")
    compact = re.sub(r"[×*]$", "X", compact)
    digits = compact.translate(_LETTERS_FOR_DIGITS)
    return digits if _ID_NUMBER.fullmatch(digits) else compact


def _normal_number(field: Field, text: str) -> str:
    """Half width, no spaces, brackets 〔〕; those of an approval number's year are restored."""
    compact = squeezed(text).translate(_BRACKETS).strip(".,:;、。_")
    compact = _DOUBLED.sub(r"\1", _SPECKS_AT_BRACKETS.sub("", compact))
    brackets = {"〔", "〕"} & set(compact)
    if len(brackets) == 1 or (not brackets and field is Field.APPROVAL_NUMBER):
        compact = _YEAR_IN_NUMBER.sub(
            lambda match: f"〔{match[1] or match[2] or match[3]}〕", compact, count=1
        )
    return compact


def _normal_name(text: str) -> str:
    compact = squeezed(text)
    # Between the parts of a minority name stands a dot, whatever was typed or recognised for it.
    return re.sub(r"(?<=[\u3400-\u9fff])[.·\-*,。](?=[\u3400-\u9fff])", "·", compact).strip(".·,:;")
