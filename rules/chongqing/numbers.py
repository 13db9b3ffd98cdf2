"""Chongqing: certificate numbers, which the system gives since 2021 and paper bore before."""

import re
from functools import lru_cache

from models.fields import DocumentKind, Field
from rules.case import Case
from rules.chongqing.branch import numbered_by_system, registering
from rules.rule import Breach, breach, rule

NUMBER = Field.CERTIFICATE_NUMBER
_LIKE_DIGITS = str.maketrans("OoQDlI|i!", "000011111")
# A number of an older system: with signs that don't look like digits, and a serial number.
_OTHER_SYSTEM = re.compile(r"(?=.*[^\dOoQDlI|i!.\-])(?=.*\d{3})")


@rule("CQ-13")
def number_is_left_blank(case: Case) -> Breach | None:
    """Obtained since 2021: the system numbers it."""
    number = case.value(NUMBER)
    if not number or not registering(case) or not numbered_by_system(case):
        return None
    return breach(NUMBER, "", typed=number)


@rule("CQ-14")
def number_of_the_paper_certificate(case: Case) -> Breach | None:
    """Obtained before 2021: the number of the paper certificate."""
    if case.value(NUMBER) or not registering(case) or numbered_by_system(case):
        return None
    if case.declarations.get("certificate_state") == "never-issued":
        return None
    return breach(NUMBER, prefix=case.tables["number_prefix"])


@rule("CQ-15")
def number_begins_with_0113(case: Case) -> Breach | None:
    """The number of a paper certificate begins with 0113, the nought included."""
    number, prefix = case.value(NUMBER), case.tables["number_prefix"]
    if not number or number.startswith(prefix) or numbered_by_system(case):
        return None
    if case.tables["gaps_to_a_person"] and _of_another_system(case, number):
        return None
    return breach(NUMBER, repaired(number, prefix), typed=number, prefix=prefix)


@rule("CQ-16")
def letters_read_for_digits(case: Case) -> Breach | None:
    """Letters at the beginning that look like the digits of 0113."""
    number, prefix = case.value(NUMBER), case.tables["number_prefix"]
    right = repaired(number, prefix)
    if right is None or len(right) != len(number) or numbered_by_system(case):
        return None
    return breach(NUMBER, right, typed=number, right=right)


@rule("CQ-17")
def what_the_notice_does_not_provide_for(case: Case) -> Breach | None:
    """Before 2021, no paper certificate, or one whose number is not of this system: a person."""
    number, prefix = case.value(NUMBER), case.tables["number_prefix"]
    if not case.tables["gaps_to_a_person"] or not registering(case):
        return None
    if numbered_by_system(case) or number.startswith(prefix):
        return None
    if number and _of_another_system(case, number):
        zh = f"2021年以前的编号“{number}”不是{prefix}开头"
        return breach(NUMBER, problem_zh=zh, problem_en=f"{number} does not begin with {prefix}")
    if not number and case.declared("certificate_state") == "never-issued":
        zh = "2021年以前取得、当年没有办理纸质证书"
        return breach(problem_zh=zh, problem_en="no paper certificate was made before 2021")
    return None


@lru_cache(maxsize=4096)
def repaired(number: str, prefix: str) -> str | None:
    """The number with its lost nought, or with digits for letters; None where neither fits."""
    if not number or number.startswith(prefix):
        return None
    head = number[: len(prefix)].translate(_LIKE_DIGITS)
    if head == prefix:
        return prefix + number[len(prefix) :]
    lost = prefix.lstrip("0")
    return "0" * (len(prefix) - len(lost)) + number if number.startswith(lost) else None


def _of_another_system(case: Case, number: str) -> bool:
    """Is it a whole number of another kind, or one that the certificate itself shows so?"""
    if repaired(number, case.tables["number_prefix"]):
        return False
    shown = (
        document.fields[NUMBER].value
        for document in case.documents
        if document.kind is DocumentKind.CERTIFICATE and NUMBER in document.fields
    )
    return bool(_OTHER_SYSTEM.match(number)) or number in shown
