"""Guizhou's historical certificates: which proofs must be attached, and what stands for which."""

from models.fields import DocumentKind, Field
from rules.case import Case
from rules.rule import Breach, breach, rule

PROOFS = (DocumentKind.CERTIFICATE, DocumentKind.REVIEW_FORM, DocumentKind.APPROVAL)


@rule("GZ-H-30")
def one_of_three_proofs(case: Case) -> Breach | None:
    """Certificate, review form or approval document: one of them is there."""
    return None if any(case.has(kind) for kind in PROOFS) else breach()


@rule("GZ-H-32")
def number_is_filled_in(case: Case) -> Breach | None:
    """The number is never blank."""
    return None if case.value(Field.CERTIFICATE_NUMBER) else breach(Field.CERTIFICATE_NUMBER)
