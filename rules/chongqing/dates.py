"""Chongqing: the day on which the committee passed the title, and that of the document."""

import re
from collections.abc import Iterator

from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case, days_of
from rules.rule import Breach, breach, rule

_OBTAINED, _ISSUED = Field.OBTAINED_ON, Field.ISSUED_ON
_APPROVAL = DocumentKind.APPROVAL
_YEAR = re.compile(r"〔(\d{4})〕")


@rule("CQ-10")
def obtained_when_the_committee_passed_it(case: Case) -> Breach | None:
    """取得时间 is the day that the approval document says the committee passed it."""
    typed = case.entered(_OBTAINED)
    shown = case.read(_OBTAINED, _APPROVAL)
    if shown is None or _agree(typed, shown[1].value):
        return None
    other = case.read(_ISSUED, _APPROVAL)
    taken = bool(other and other[1].value == typed)
    why = ("，误填为印发时间", "; that is when the document was issued") if taken else ("", "")
    right = shown[1].value
    return breach(
        _OBTAINED, right, seen=shown, typed=typed, shown=right, why_zh=why[0], why_en=why[1]
    )


@rule("CQ-11")
def issued_when_the_document_was(case: Case) -> Breach | None:
    """发证时间 is the day at the foot of the approval document."""
    typed = case.entered(_ISSUED)
    shown = case.read(_ISSUED, _APPROVAL)
    if shown is None or _agree(typed, shown[1].value):
        return None
    return breach(_ISSUED, shown[1].value, seen=shown, typed=typed, shown=shown[1].value)


def _agree(one: str, other: str) -> bool:
    """Are two dates the same as far as both are given? What is no date contradicts none."""
    least = min(len(one), len(other))
    return days_of(other) is None or (least >= 7 and one[:least] == other[:least])


@rule("CQ-12")
def obtained_before_it_was_issued(case: Case) -> Breach | None:
    """取得时间 is not after 发证时间."""
    obtained, issued = case.date_of(_OBTAINED), case.date_of(_ISSUED)
    if obtained[0] <= issued[1]:
        return None
    return breach(_OBTAINED, obtained=case.value(_OBTAINED), issued=case.value(_ISSUED))


@rule("CQ-40")
def document_of_the_year_it_was_issued(case: Case) -> Breach | None:
    """The year in 批准文号 is that of 发证时间."""
    number = case.entered(Field.APPROVAL_NUMBER)
    year = _YEAR.search(number)
    if year is None or int(year[1]) == case.year_of(_ISSUED):
        return None
    return breach(Field.APPROVAL_NUMBER, typed=number, issued=case.value(_ISSUED))


@rule("CQ-42")
def dates_to_the_day(case: Case) -> Iterator[Breach]:
    """Dates are written YYYY-MM-DD; another way of writing the same day is put right silently."""
    for field in (_OBTAINED, _ISSUED):
        typed = case.value(field)
        if not typed or (len(typed) == 10 and days_of(typed)):
            continue
        severity = None if days_of(typed) else Severity.WARNING
        yield breach(field, severity=severity, label=field.zh, label_en=field.en, typed=typed)
