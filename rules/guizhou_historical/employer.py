"""The employer at the time of applying, and who creates the account where it is gone."""

from enum import StrEnum

from models.fields import DocumentKind, Field
from rules.case import Case
from rules.facts import plain_words
from rules.rule import Breach, breach, rule
from rules.whereabouts import province_of

_SHOW_EMPLOYERS = (DocumentKind.REVIEW_FORM, DocumentKind.APPROVAL, DocumentKind.CERTIFICATE)
_IN_UNITS = ("public-institution", "state-owned", "private", "central")
_HOME = "贵州省"


@rule("GZ-H-13")
def employer_is_that_of_the_time(case: Case) -> Breach | None:
    """Not the present employer but the one when the title was applied for."""
    employer = case.value(Field.EMPLOYER)
    if not employer or case.declarations.get("employer_state") == "same":
        return None
    if case.documents:
        for document in case.documents:
            if document.kind in _SHOW_EMPLOYERS and Field.EMPLOYER in document.fields:
                shown = document.fields[Field.EMPLOYER]
                if plain_words(shown.value) == employer:
                    return None
                if employer == _present(case):
                    seen = (document, shown)
                    return breach(Field.EMPLOYER, shown.value, seen=seen, typed=employer)
    case.declared("employer_state")
    if employer != plain_words(case.declared("current_employer")):
        return None
    return breach(Field.EMPLOYER, typed=employer)


def _present(case: Case) -> str:
    return plain_words(case.declarations.get("current_employer", ""))


class Account(StrEnum):
    """Who creates the account where the employer of that time is gone (question 9)."""

    EMPLOYER = "employer"  # the present one
    ARCHIVE = "archive"  # the agency that keeps the personnel file
    ISSUER = "issuer"  # the applicant asks the issuing unit
    UNSETTLED = "unsettled"  # the notice doesn't say


def account_by(case: Case) -> Account | None:
    """Who creates the account; None where question 9 is not this person's.

    Someone who moved away goes by the file, whether the employer still stands or not.
    """
    state = case.declared("employer_state")
    if state in ("same", "moved-in-province"):
        return None
    if state == "moved-out-of-province" or _moved_away(case):
        return Account.ARCHIVE if case.declared("archive_in_province") else Account.ISSUER
    if _in_no_unit(case):
        return Account.UNSETTLED
    if case.declarations.get("employer_type") in _IN_UNITS or _works_here(case):
        return Account.EMPLOYER
    if case.declarations.get("archive_in_province") is not None:
        # Where the file lies matters only to those who moved away: that is yet to be said.
        case.declared("employer_type")
    case.declared("current_employer")
    case.declared("employer_type")
    return Account.UNSETTLED


def _moved_away(case: Case) -> bool:
    if case.declarations.get("employer_type") == "other-province":
        return True
    return province_of(_present(case)) not in ("", _HOME)


def _in_no_unit(case: Case) -> bool:
    """In the province, and in no enterprise or public institution."""
    declared = case.declarations
    if declared.get("retired") is True or declared.get("employer_type") == "government":
        return True
    return declared.get("current_employer") == ""


def _works_here(case: Case) -> bool:
    return province_of(_present(case)) == _HOME


@rule("GZ-H-15")
def present_employer_creates_the_account(case: Case) -> Breach | None:
    """The employer is gone, the applicant works in the province: the present employer."""
    return breach() if account_by(case) is Account.EMPLOYER else None


@rule("GZ-H-16")
def archive_creates_the_account(case: Case) -> Breach | None:
    """Moved away, the personnel file in the province: the agency that keeps it."""
    return breach() if account_by(case) is Account.ARCHIVE else None


@rule("GZ-H-17")
def issuing_unit_is_asked(case: Case) -> Breach | None:
    """Moved away with the personnel file: the issuing unit."""
    return breach() if account_by(case) is Account.ISSUER else None


@rule("GZ-H-18")
def nobody_is_named_for_the_account(case: Case) -> Breach | None:
    """The employer is gone and the applicant in no unit: the notice is silent."""
    if account_by(case) is not Account.UNSETTLED:
        return None
    figures = case.tables["account"]
    return breach(ask_zh=figures["unsettled"], ask_en=figures["unsettled_en"])
