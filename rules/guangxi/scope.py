"""Guangxi: whose certificates are collected, and which."""

from matching.dictionary import named
from matching.dictionary_data import derived
from matching.entries import Kind
from models.fields import Field
from models.findings import Severity
from rules.case import Case
from rules.facts import plain_words
from rules.guangxi.issuers import by_department, in_another_province, in_guangxi
from rules.guangxi.ways import way_of
from rules.rule import Breach, breach, rule

_TITLE, _ISSUER = Field.TITLE, Field.ISSUER


@rule("GX-01")
def issued_in_guangxi(case: Case) -> Breach | None:
    """What the army evaluated is not of Guangxi, unless it was confirmed there."""
    if case.declared("evaluated_by") != "army" or way_of(case) in ("confirmation", "exam"):
        return None
    return breach()


@rule("GX-02")
def central_units_with_certificates_of_guangxi(case: Case) -> Breach | None:
    """Staff of central units are collected with what Guangxi issued, not with what others did."""
    by, issuer = case.declarations.get("evaluated_by"), case.value(_ISSUER)
    if by not in (None, "central") or by_department(case, issuer):
        return None
    if by is None:
        if case.declared("employer_type") != "central":
            return None
        issuer = case.entered(_ISSUER)
        if in_guangxi(issuer) or in_another_province(issuer):  # GX-05 is about other provinces
            return None
    if way_of(case) in ("confirmation", "exam"):
        return None
    return breach(_ISSUER, typed=issuer or "中央单位")


@rule("GX-03")
def not_retired(case: Case) -> Breach | None:
    """Whose retirement has been done is not collected for now."""
    return breach() if case.declared("retired") else None


@rule("GX-05")
def other_provinces_once_confirmed(case: Case) -> Breach | None:
    """What another province evaluated, confirmed or recognised is in once Guangxi confirmed it."""
    issuer = case.value(_ISSUER)
    elsewhere = bool(issuer) and in_another_province(issuer)
    if not elsewhere and case.declared("evaluated_by") != "other-province":
        return None
    way = way_of(case)
    if way == "exam" or (way == "confirmation" and not elsewhere):
        return None
    return breach(_ISSUER if elsewhere else None)


@rule("GX-06")
def professional_qualifications_are_by_exam(case: Case) -> Breach | None:
    """A 职业资格 is obtained by an exam, wherever it was taken."""
    if case.declared("qualification_kind") != "professional" or way_of(case) == "exam":
        return None
    return breach(Field.REVIEW_TYPE if case.value(Field.REVIEW_TYPE) else None)


@rule("GX-07")
def local_pass_line_of_another_province(case: Case) -> Breach | None:
    """An exam in another province that only its own pass line made a pass is out."""
    issuer = case.value(_ISSUER)
    if way_of(case) != "exam" or by_department(case, issuer):
        return None
    elsewhere = bool(issuer) and in_another_province(issuer)
    if not elsewhere and case.declared("evaluated_by") != "other-province":
        return None
    return breach() if case.declared("exam_line") == "local" else None


@rule("GX-08")
def name_of_the_list(case: Case) -> Breach | None:
    """The name stands in 附件1; where that is not at hand, in the dictionary."""
    title = case.entered(_TITLE)
    if listed := case.tables["annex1"]:
        known = title in map(plain_words, listed)
        return None if known else breach(_TITLE, typed=title)
    if _is_title(title) or _is_excluded(case, title) or _is_professional(case, title):
        return None
    if case.declarations.get("qualification_kind") not in (None, "title"):
        return None
    return breach(_TITLE, severity=Severity.WARNING, typed=title)


@rule("GX-09")
def kinds_that_are_not_collected(case: Case) -> Breach | None:
    """Workers' skills, doctors' licences and political work are left out."""
    for field in (_TITLE, Field.SERIES):
        name = case.value(field)
        if name and _is_excluded(case, name):
            return breach(field, zh=f"“{name}”", en=name)
    if case.declared("qualification_kind") not in case.tables["excluded"]["kinds"]:
        return None
    return breach(zh="这类证书", en="this kind of certificate")


@rule("GX-66")
def the_right_table(case: Case) -> Breach | None:
    """Titles and professional qualifications have a table each."""
    title = case.value(_TITLE)
    kind = case.declarations.get("qualification_kind")
    if not title or kind not in (None, "title", "professional"):
        return None
    professional = not _is_title(title) and _is_professional(case, title)
    if professional and case.declared("qualification_kind") == "title":
        zh, en = "《职业资格证书》", "职业资格证书"
        return breach(_TITLE, typed=title, table_zh=zh, table_en=en)
    if kind == "professional" and _is_title(title):
        zh, en = "《专业技术资格信息》", "专业技术资格信息"
        return breach(_TITLE, severity=Severity.WARNING, typed=title, table_zh=zh, table_en=en)
    return None


@derived(8192)
def _is_title(name: str) -> bool:
    return bool(named(Kind.TITLE, name))


def _is_excluded(case: Case, name: str) -> bool:
    known = case.tables["excluded"]
    return name in known["names"] or any(word in name for word in known["words"])


def _is_professional(case: Case, name: str) -> bool:
    return any(word in name for word in case.tables["professional"]["words"])
