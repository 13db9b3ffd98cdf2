"""Normal forms: one way of writing for each field, so that equal things are equal strings.

`normal_form` gives the value that the contract names for a field; it is idempotent. What a person
would call a different way of writing (width, spaces, bracket shapes, Chinese numerals in dates)
disappears here; what a person would call a difference stays.
"""

import re
import unicodedata

from models.fields import Field

ORGANISATIONS = frozenset({Field.EMPLOYER, Field.COMMITTEE, Field.CONVENER, Field.ISSUER})
DATES = frozenset({Field.BIRTH_DATE, Field.OBTAINED_ON, Field.ISSUED_ON})
NUMBERS = frozenset({Field.CERTIFICATE_NUMBER, Field.MANAGEMENT_NUMBER, Field.APPROVAL_NUMBER})

_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅●･ᐧ﹒", "·"))
_OPENING = "[［(（【〔〖﹝{｛"
_CLOSING = "]］)）】〕〗﹞}｝"
_BRACKETS = str.maketrans(dict.fromkeys(_OPENING, "〔") | dict.fromkeys(_CLOSING, "〕"))
_DASHES = str.maketrans(dict.fromkeys("—–－‐‑−―﹣一", "-"))
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_LETTERS_FOR_DIGITS = str.maketrans("OoQDIl|SBZ", "0000111582")

_YEAR_MONTH_DAY = re.compile(r"(\d{4})[年./\-、,](\d{1,2})(?:[月./\-、,](?:(\d{1,2})[日号]?)?)?$")
_CHINESE_DATE = re.compile(
    r"([〇○零Oo0一二三四五六七八九]{4})年([元一二三四五六七八九十]{1,3})月(?:([一二三四五六七八九十廿]{1,4})日?)?"
)
_YEAR_IN_NUMBER = re.compile(r"[〔LlC1]?((?:19|20)\d\d)[〕J1lI]?(?=第?\d+号$)")


def normal_form(field: Field, text: str) -> str:
    """The normal form of a field's text; text that has none comes back only tidied."""
    if field in DATES:
        return normal_date(text)
    if field is Field.ID_NUMBER:
        return _normal_id_number(text)
    if field in NUMBERS:
        return _normal_number(field, text)
    if field is Field.NAME:
        return _normal_name(text)
    if field in ORGANISATIONS:
        return squeezed(text)
    return "".join(text.split()).translate(_DOTS)


def squeezed(text: str) -> str:
    """Half width, no spaces, one kind of middle dot; 〔〕 stay as they are."""
    return "".join(unicodedata.normalize("NFKC", text.translate(_DOTS)).split())


def normal_date(text: str) -> str:
    """ISO date, as precise as given (`YYYY-MM-DD`, `YYYY-MM`); else the squeezed text."""
    compact = squeezed(text).rstrip(".。,;").replace("·", ".")
    chinese = _CHINESE_DATE.fullmatch(compact)
    if chinese:
        year, month, day = chinese.groups()
        compact = (
            f"{year.replace('O', '0').replace('o', '0').translate(_DIGITS)}年{_number(month)}月"
        )
        compact += f"{_number(day)}日" if day else ""
    plain = compact.translate(_DASHES)
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    match = _YEAR_MONTH_DAY.match(plain)
    if match is None:
        return compact
    year, month, day = match.groups()
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= 31):
        return compact
    return f"{year}-{int(month):02d}" + (f"-{int(day):02d}" if day else "")


def is_date(value: str) -> bool:
    """Is this a normal form of a date?"""
    return re.fullmatch(r"(19|20)\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?", value) is not None


def _number(numeral: str) -> int:
    """A Chinese numeral up to 39 as a number: 十二, 二十四, 廿一."""
    if numeral == "元":
        return 1
    numeral = numeral.replace("廿", "二十")
    if "十" not in numeral:
        return int(numeral.translate(_DIGITS))
    tens, ones = numeral.split("十", 1)
    return int(tens.translate(_DIGITS) or 1) * 10 + int(ones.translate(_DIGITS) or 0)


def _normal_id_number(text: str) -> str:
    """15 or 18 characters; in the places of digits, letters that look like digits become digits."""
    compact = squeezed(text).replace("×", "X").replace("*", "X").upper().strip(".,:;、。-_")
    if len(compact) not in (15, 18):
        return compact
    digits = compact.translate(_LETTERS_FOR_DIGITS)
    if len(compact) == 18 and compact[-1] == "X":
        digits = digits[:-1] + "X"
    return digits if digits[:-1].isdigit() else compact


def _normal_number(field: Field, text: str) -> str:
    """Half width, no spaces, brackets 〔〕; a year's brackets are restored in an approval number."""
    compact = squeezed(text).translate(_BRACKETS).strip(".,:;、。_")
    if "〔" not in compact or "〕" not in compact:
        compact = _YEAR_IN_NUMBER.sub(r"〔\1〕", compact)
    return compact


def _normal_name(text: str) -> str:
    compact = squeezed(text)
    # Between the parts of a minority name stands a dot, whatever was typed or recognised for it.
    return re.sub(r"(?<=[\u3400-\u9fff])[.·\-*,。](?=[\u3400-\u9fff])", "·", compact).strip(".·,:;")
