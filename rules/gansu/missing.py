"""Which of the three proofs a person has, and by which of two ways the title is recorded.

Section 二 of the notice knows three proofs: 职称证书, 资格文件, 评审表（认定表）. What is missing
decides everything else.
"""

from typing import NamedTuple

from models.fields import DocumentKind, Field
from rules.case import Case, Rank, Unknown

LESSER = (Rank.MIDDLE, Rank.JUNIOR)


class Proofs(NamedTuple):
    """Which proofs are at hand."""

    certificate: bool
    approval: bool
    review_form: bool


ALL = Proofs(True, True, True)
WITHOUT_CERTIFICATE = Proofs(False, True, True)
WITHOUT_APPROVAL = Proofs(True, False, True)
WITHOUT_REVIEW_FORM = Proofs(True, True, False)
CERTIFICATE_ALONE = Proofs(True, False, False)


def proofs(case: Case) -> Proofs:
    """The proofs at hand. Unknown where nobody said."""
    return Proofs(
        certificate_at_hand(case),
        case.has(DocumentKind.APPROVAL),
        case.has(DocumentKind.REVIEW_FORM),
    )


def certificate_at_hand(case: Case) -> bool:
    """Has the person the certificate, uploaded or not?"""
    if case.papers is not None and DocumentKind.CERTIFICATE in case.papers:
        return True
    state = case.declarations.get("certificate_state")
    if state is None and case.papers is None:
        raise Unknown("declarations.certificate_state")
    return bool(state == "held")


def never_issued(case: Case) -> bool:
    """Was a certificate never made? The notice speaks of lost ones alone."""
    return case.declarations.get("certificate_state") == "never-issued"


def lost(case: Case) -> bool:
    """Is the certificate lost?"""
    return not never_issued(case) and not certificate_at_hand(case)


def reissuing(case: Case) -> bool:
    """Is this the form of the re-issue (补办电子证书), not that of the collection?

    Where the purpose isn't declared it is the collection's, unless 老证书管理号, which only the
    other form has, is filled in for a lost certificate that may be 高级.
    """
    if purpose := case.declarations.get("purpose"):
        return bool(purpose == "reissue")
    state = case.declarations.get("certificate_state")
    filled = state == "lost" and bool(case.value(Field.MANAGEMENT_NUMBER))
    return filled and case.rank not in LESSER


def by_statement(case: Case) -> bool:
    """Does the employer's statement stand for a lost 中级 or 初级 certificate (二（二）2)?"""
    return (
        not reissuing(case)
        and not never_issued(case)
        and proofs(case) == WITHOUT_CERTIFICATE
        and case.level() in LESSER
    )


def lacks(case: Case, which: Proofs) -> bool:
    """Are exactly these proofs at hand, in the collection?"""
    return not reissuing(case) and proofs(case) == which
