"""Which papers must be uploaded in Gansu, what takes the place of a missing one, whose seal."""

from collections.abc import Iterator

from models.fields import DocumentKind
from models.findings import Severity
from rules.case import Case
from rules.gansu.missing import (
    CERTIFICATE_ALONE,
    WITHOUT_APPROVAL,
    WITHOUT_REVIEW_FORM,
    Proofs,
    by_statement,
    certificate_at_hand,
    lacks,
    never_issued,
    proofs,
    reissuing,
)
from rules.rule import Breach, breach, rule

STATEMENT, APPOINTMENT = DocumentKind.STATEMENT, DocumentKind.APPOINTMENT
_NAMES = ("职称证书", "资格文件", "评审表（认定表）")
_NAMES_EN = ("the certificate", "the approval document", "the review form")


@rule("GS-05")
def what_is_at_hand_is_uploaded(case: Case) -> Breach | None:
    """A certificate that the person has is uploaded, too."""
    if reissuing(case) or case.has(DocumentKind.CERTIFICATE) or not certificate_at_hand(case):
        return None
    if proofs(case) == CERTIFICATE_ALONE:
        return None  # GS-30: not collected
    return breach(document=DocumentKind.CERTIFICATE)


@rule("GS-16")
def statement_takes_the_place_of_the_certificate(case: Case) -> Breach | None:
    """For a lost 中级 or 初级 certificate the employer's statement is uploaded."""
    if not by_statement(case) or case.has(STATEMENT):
        return None
    return breach(document=STATEMENT)


@rule("GS-22")
def seal_is_the_employers(case: Case) -> Iterator[Breach]:
    """A statement bears the employer's seal; no paper bears that of an office instead."""
    for kind in (STATEMENT, APPOINTMENT):
        if not case.has(kind):
            continue
        seals = case.seals(kind)
        if "employer" in seals or (kind is APPOINTMENT and "office" not in seals):
            continue  # an appointment without any seal: GS-27
        zh, en = _whose(case, kind, "office" in seals)
        yield breach(document=kind, paper=kind.zh, paper_en=kind.en, seal_zh=zh, seal_en=en)


def _whose(case: Case, kind: DocumentKind, office: bool) -> tuple[str, str]:
    """The seals in words; what they say where the document was read."""
    texts = [seal.text for seen in case.documents if seen.kind is kind for seal in seen.seals]
    said = f"（{'、'.join(texts)}）" if any(texts) else ""
    if office:
        return f"盖的是业务处室印章{said}", "bears the seal of an office"
    return f"没有用人单位印章{said}", "lacks the employer's seal"


@rule("GS-24")
def hr_department_seals_the_statement(case: Case) -> Breach | None:
    """Where a review form or an approval document is missing, 人社（职改）部门 seals, too."""
    which = None if reissuing(case) else proofs(case)
    if which not in (WITHOUT_REVIEW_FORM, WITHOUT_APPROVAL) or not case.has(STATEMENT):
        return None
    return None if "hr-department" in case.seals(STATEMENT) else breach(document=STATEMENT)


@rule("GS-25")
def statement_takes_the_place_of_the_review_form(case: Case) -> Breach | None:
    """The statement is uploaded where the missing review form would be."""
    if not lacks(case, WITHOUT_REVIEW_FORM) or case.has(STATEMENT):
        return None
    return breach(document=STATEMENT)


@rule("GS-27")
def appointment_takes_the_place_of_the_approval(case: Case) -> Breach | None:
    """A copy of the appointment document, sealed by the employer, is uploaded for it."""
    if not lacks(case, WITHOUT_APPROVAL):
        return None
    if not case.has(APPOINTMENT):
        zh, en = "资格文件缺失，也没有代替它的聘任文件或岗位认定文件", "nothing takes its place"
        return breach(document=APPOINTMENT, problem_zh=zh, problem_en=en)
    if case.seals(APPOINTMENT):  # that of an office: GS-22
        return None
    zh, en = "聘任文件（岗位认定文件）复印件没有盖章", "the copy of the appointment has no seal"
    return breach(document=APPOINTMENT, problem_zh=zh, problem_en=en)


@rule("GS-30")
def certificate_alone_is_not_collected(case: Case) -> Breach | None:
    """With neither approval document nor review form nothing is collected."""
    return breach() if lacks(case, CERTIFICATE_ALONE) else None


@rule("GS-31")
def combinations_that_the_notice_leaves_out(case: Case) -> Breach | None:
    """No certificate, and a further proof missing; or none was ever made."""
    if certificate_at_hand(case):
        return None
    which = proofs(case)
    if which.approval and which.review_form and not never_issued(case):
        return None
    severity = Severity.WARNING if case.tables["uncovered"] == "ask" else None
    missing_zh, missing_en = told(which, _NAMES, "、"), told(which, _NAMES_EN, ", ")
    if never_issued(case):
        missing_zh += "（从未办理证书）"
        missing_en += " (no certificate was ever made)"
    return breach(severity=severity, missing_zh=missing_zh, missing_en=missing_en)


def told(which: Proofs, names: tuple[str, ...], between: str) -> str:
    """The names of those that are missing."""
    return between.join(name for name, there in zip(names, which, strict=True) if not there)
