"""When questions 10, 11 and 21 are asked: a senior certificate with the province's seal."""

from datetime import date

from models.fields import Field
from rules.case import Case
from rules.guizhou_historical.units import is_province, seal_of


def obtained(case: Case) -> date:
    """The first day that the date of the title may mean."""
    return case.date_of(Field.OBTAINED_ON)[0]


def is_later(case: Case) -> bool:
    """Was it obtained 2010年以后, by the day that the tables set?"""
    later: date = case.tables["issuing_unit"]["later_from"]
    return obtained(case) >= later


def sealed_and_unlisted(case: Case) -> bool:
    """Senior, with the province's seal, and not in annex 1: what all three questions begin with."""
    return case.senior and is_province(seal_of(case)) and not case.declared("in_annex1")


def asks_question_11(case: Case) -> bool:
    """Question 11: 2010 and later."""
    return is_later(case) and sealed_and_unlisted(case)


def asks_question_21(case: Case) -> bool:
    """Question 21: before 2010."""
    return not is_later(case) and sealed_and_unlisted(case)


def by_digit(case: Case) -> bool:
    """Does the number's fifth digit tell the city: 2017 and earlier?"""
    return obtained(case).year <= int(case.tables["issuing_unit"]["digit_until"])


def in_question_10(case: Case) -> bool:
    """Is the year one of those that question 10 speaks of?"""
    first, last = case.tables["issuing_unit"]["question_10"]
    return bool(first <= obtained(case).year <= last)
