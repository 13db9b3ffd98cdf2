"""Guangxi: 证书编号, which is mandatory, and 证书管理号, which only newer certificates have."""

import re
from functools import lru_cache

from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case
from rules.rule import Breach, breach, rule

_NUMBER, _MANAGEMENT = Field.CERTIFICATE_NUMBER, Field.MANAGEMENT_NUMBER
_CERTIFICATES = (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE)
_SEPARATORS = re.compile(r"[-—–_.·/]")
_LIKE_ONES = str.maketrans("lIi|!", "11111")


@rule("GX-46")
def number_is_filled_in(case: Case) -> Breach | None:
    """The number is mandatory."""
    if case.value(_NUMBER):
        return None
    return breach(_NUMBER, placeholder=case.tables["no_number"])


@rule("GX-47")
def placeholder_is_eight_ones(case: Case) -> Breach | None:
    """What stands for no number is exactly 11111111."""
    number, right = case.value(_NUMBER), case.tables["no_number"]
    if not number or not _means_no_number(number, right, tuple(case.tables["no_number_words"])):
        return None
    return breach(_NUMBER, right, typed=number, placeholder=right, ones=len(right))


@lru_cache(maxsize=8192)
def _means_no_number(number: str, right: str, words: tuple[str, ...]) -> bool:
    """Is it meant to say that there is no number, and is not the placeholder itself?"""
    bare = _SEPARATORS.sub("", number).translate(_LIKE_ONES)
    repeated = len(bare) >= 3 and len(set(bare)) == 1 and bare[0] in (right[0], "0")
    return number != right and (number in words or repeated)


@rule("GX-48")
def the_certificate_has_a_number(case: Case) -> Breach | None:
    """The placeholder is not for a certificate that shows a number."""
    if case.value(_NUMBER) != case.tables["no_number"]:
        return None
    shown = case.read(_NUMBER, *_CERTIFICATES)
    if shown is None or shown[1].value in ("", case.tables["no_number"]):
        return None
    return breach(_NUMBER, shown[1].value, seen=shown, shown=shown[1].value)


@rule("GX-49")
def management_numbers_since_2011(case: Case) -> Breach | None:
    """Certificates before 2011 have no 证书管理号."""
    number, since = case.value(_MANAGEMENT), case.tables["management_number_since"]
    if not number:
        return None
    dated = Field.ISSUED_ON if case.value(Field.ISSUED_ON) else Field.OBTAINED_ON
    year = case.year_of(dated)
    return breach(_MANAGEMENT, "", typed=number, year=year, since=since) if year < since else None


@rule("GX-50")
def no_placeholder_for_a_management_number(case: Case) -> Breach | None:
    """证书管理号 is left blank where there is none; it is not the number again."""
    number, right = case.value(_MANAGEMENT), case.tables["no_number"]
    if not number:
        return None
    words = tuple(case.tables["no_number_words"])
    if number == right or _means_no_number(number, right, words):
        zh, en = "没有证书管理号的不用占位编号", "no placeholder stands for a missing one"
        return breach(_MANAGEMENT, "", typed=number, problem_zh=zh, problem_en=en)
    if number == case.value(_NUMBER):
        zh, en = "它与证书编号相同", "it is the certificate number again"
        severity = Severity.WARNING
        return breach(_MANAGEMENT, severity=severity, typed=number, problem_zh=zh, problem_en=en)
    return None
