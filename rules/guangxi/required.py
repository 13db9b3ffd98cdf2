"""Guangxi: what must be filled in, and that dates are dates."""

from collections.abc import Iterator

from models.fields import Field
from rules.case import Case, days_of
from rules.guangxi.labels import label_of
from rules.rule import Breach, breach, rule

_DATES = (Field.BIRTH_DATE, Field.OBTAINED_ON, Field.ISSUED_ON)


@rule("GX-16")
def what_must_be_filled_in(case: Case) -> Iterator[Breach]:
    """Without what is mandatory no report can be made; 证书编号 is for GX-46."""
    yield from _blanks(case, case.tables["required"])
    of_titles = tuple(_blanks(case, case.tables["required_of_titles"]))
    if of_titles and case.declared("qualification_kind") == "title":
        yield from of_titles


def _blanks(case: Case, names: list[str]) -> Iterator[Breach]:
    for field in map(Field, names):
        if not case.value(field):
            yield breach(field, label=label_of(case, field), label_en=field.en)


@rule("GX-21")
def dates_are_dates(case: Case) -> Iterator[Breach]:
    """出生日期, 授予时间 and 签发时间 are dates."""
    for field in _DATES:
        typed = case.value(field)
        if typed and days_of(typed) is None:
            yield breach(field, label=label_of(case, field), label_en=field.en, typed=typed)
