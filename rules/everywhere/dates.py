"""Dates as all provinces check them: their order, and how precise they are."""

from collections.abc import Iterator
from datetime import date

from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case, Unknown, days_of
from rules.everywhere.numbers import born_on
from rules.rule import Breach, breach, rule

_TITLES = (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE)


@rule("X-09")
def dates_follow_each_other(case: Case) -> Iterator[Breach]:
    """Born, obtained, issued, submitted; a title in childhood or old age is looked at."""
    obtained = days_of(case.value(Field.OBTAINED_ON))
    issued = days_of(case.value(Field.ISSUED_ON))
    today = case.submitted_on
    if obtained and issued and obtained[0] > issued[1] and case.profile != "chongqing":
        yield _wrong(
            Field.OBTAINED_ON, "取得时间晚于发证时间", "it was obtained after it was issued"
        )
    for field, span in ((Field.OBTAINED_ON, obtained), (Field.ISSUED_ON, issued)):
        if span and span[0] > today:
            zh, en = f"{field.zh}晚于提交日期", f"the {field.en} lies after the day of submission"
            yield _wrong(field, zh, en)
    if obtained is None:
        raise Unknown(f"fields.{Field.OBTAINED_ON}")
    yield from _ages(case, obtained)


def _ages(case: Case, obtained: tuple[date, date]) -> Iterator[Breach]:
    born = days_of(case.value(Field.BIRTH_DATE))
    first = born[0] if born else born_on(case.entered(Field.ID_NUMBER))
    if first is None:
        return
    if first > obtained[1]:
        yield _wrong(Field.OBTAINED_ON, "取得时间早于出生日期", "it was obtained before birth")
        return
    age = (
        obtained[1].year
        - first.year
        - ((obtained[1].month, obtained[1].day) < (first.month, first.day))
    )
    limits = case.tables["title_age"]
    if not limits["least"] <= age <= limits["most"]:
        zh, en = f"按出生日期，取得职称时{age}岁", f"the age would have been {age}"
        yield _wrong(Field.OBTAINED_ON, zh, en, Severity.WARNING)


def _wrong(field: Field, zh: str, en: str, severity: Severity | None = None) -> Breach:
    return breach(field, severity=severity, problem_zh=zh, problem_en=en)


@rule("X-13")
def a_month_stays_a_month(case: Case) -> Iterator[Breach]:
    """What a document prints to the month is not entered to the day."""
    for field in (Field.OBTAINED_ON, Field.ISSUED_ON):
        value = case.value(field)
        if len(value) != 10:
            continue
        shown = case.read(field, *_TITLES)
        if shown and len(shown[1].value) == 7 and value.startswith(shown[1].value):
            yield breach(
                field,
                shown[1].value,
                seen=shown,
                typed=value,
                shown=shown[1].value,
                label=field.zh,
                label_en=field.en,
            )
