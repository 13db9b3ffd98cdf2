"""Which proofs must be attached, and what stands for which."""

from models.fields import DocumentKind, Field
from rules.case import Case
from rules.guizhou_historical.numbers import forgotten, never_made, real_number
from rules.rule import Breach, breach, rule

PROOFS = (DocumentKind.CERTIFICATE, DocumentKind.REVIEW_FORM, DocumentKind.APPROVAL)
IN_PLACE = (DocumentKind.APPROVAL, DocumentKind.REVIEW_FORM)
EXAM = "以考代评"


@rule("GZ-H-30")
def one_of_three_proofs(case: Case) -> Breach | None:
    """Certificate, review form or approval document: one of them is there."""
    return None if any(case.has(kind) for kind in PROOFS) else breach()


@rule("GZ-H-33")
def proof_of_a_title_without_certificate(case: Case) -> Breach | None:
    """Who never had a certificate attaches the approval document or the review form."""
    if not never_made(case):
        return None
    if any(case.has(kind) for kind in IN_PLACE):
        return None
    return breach(document=DocumentKind.APPROVAL)


@rule("GZ-H-35")
def proof_of_a_forgotten_number(case: Case) -> Breach | None:
    """Who forgot the number attaches the approval document or the review form."""
    if not forgotten(case):
        return None
    if any(case.has(kind) for kind in IN_PLACE):
        return None
    return breach(document=DocumentKind.APPROVAL)


@rule("GZ-H-36")
def proof_of_a_lost_certificate(case: Case) -> Breach | None:
    """Of a lost certificate with a known number another paper shows the number."""
    if case.declarations.get("certificate_state") != "lost" or not real_number(case):
        return None
    if any(case.has(kind) for kind in IN_PLACE):
        return None
    return breach(document=DocumentKind.APPROVAL)


@rule("GZ-H-65")
def form_fits_the_review_type(case: Case) -> Breach | None:
    """Of an exam the “以考代评”表, of an evaluation the 评审意见表."""
    kind = DocumentKind.REVIEW_FORM
    if not case.value(Field.REVIEW_TYPE) and case.declarations.get("route") is None:
        return None
    if case.papers is not None and not case.has(kind):
        return None
    exam = by_exam(case)
    shown = is_exam_form(case)
    if exam is shown:
        return None
    wanted = "“以考代评”表" if exam else "任职资格评审意见表"
    wanted_en = "the form of the exam (“以考代评”表)" if exam else "the evaluation form"
    return breach(document=kind, wanted_zh=wanted, wanted_en=wanted_en)


def by_exam(case: Case) -> bool:
    """Was the title obtained by an exam in place of an evaluation?"""
    if review_type := case.value(Field.REVIEW_TYPE):
        return review_type == EXAM
    return bool(case.declared("route") == "exam")


def is_exam_form(case: Case) -> bool:
    """Is the form that was read that of an exam? Unknown where none was read."""
    return any(
        EXAM in line
        for form in case.seen(DocumentKind.REVIEW_FORM)
        for line in (
            *(line.text for line in form.lines),
            *(reading.value for reading in form.fields.values()),
        )
    )
