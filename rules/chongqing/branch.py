"""Which branch of Chongqing's registration a case is in: its years, its way, what it is for."""

from models.fields import Field
from rules.case import Case, Unknown


def numbered_by_system(case: Case) -> bool:
    """Was the title obtained since the system numbers certificates (2021)?"""
    since: int = case.tables["numbered_by_system_since"]
    return case.year_of(Field.OBTAINED_ON) >= since


def registering(case: Case) -> bool:
    """Is a certificate entered anew? A record that is completed or corrected is there already."""
    return case.declarations.get("purpose") not in ("complete", "correct")


def way_of(case: Case) -> str:
    """How the title was obtained: evaluation, recognition (初定), confirmation or exam.

    As 取得方式 says, else as it was declared; unknown where neither is there.
    """
    if way := way_named(case, case.value(Field.REVIEW_TYPE)):
        return way
    return str(case.declared("route"))


def way_if_known(case: Case) -> str:
    """The way, "" where it is unknown."""
    try:
        return way_of(case)
    except Unknown:
        return ""


def way_named(case: Case, text: str) -> str:
    """The way that a text of the code list names, "" for none."""
    ways = case.tables["ways"]
    known = ("evaluation", "recognition", "confirmation", "exam")
    return next((way for way in known if text in ways[way]), "")


def is_committee(case: Case, name: str) -> bool:
    """Is this the name of a body that evaluates, and not of an authority?"""
    return any(word in name for word in case.tables["committee"]["words"])
