"""Chongqing: the committee (评审机构), which depends on how the title was obtained."""

from matching.committees import LEVELS, read_committee
from matching.dictionary import standard
from matching.dictionary_data import derived
from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case, Rank
from rules.chongqing.authorities import body_of_office
from rules.chongqing.branch import is_committee, way_if_known, way_of
from rules.facts import plain, plain_words
from rules.rule import Breach, breach, rule

COMMITTEE = Field.COMMITTEE
_BY_AUTHORITY = ("recognition", "confirmation")
_DOCUMENTS = (DocumentKind.APPROVAL, DocumentKind.REVIEW_FORM, DocumentKind.CERTIFICATE)
_RANKS = {
    Rank.SENIOR: LEVELS["高级"],
    Rank.MIDDLE: LEVELS["中级"],
    Rank.JUNIOR: LEVELS["初级"],
}


@rule("CQ-21")
def the_committee_that_evaluated(case: Case) -> Breach | None:
    """By evaluation: the committee of the approval document, not an authority."""
    name = case.value(COMMITTEE)
    if not name or is_committee(case, name) or way_of(case) != "evaluation":
        return None
    return breach(COMMITTEE, typed=name)


@rule("CQ-22")
def committee_of_the_level(case: Case) -> Breach | None:
    """The level in the committee's name is that of the title."""
    known = _committee_levels(case.value(COMMITTEE))
    if not known or way_if_known(case) in _BY_AUTHORITY or known & _RANKS[case.level()]:
        return None
    return breach(COMMITTEE, typed=case.value(COMMITTEE))


@derived(4096)
def _committee_levels(name: str) -> frozenset[int]:
    committee = read_committee(name) if name else None
    return committee.levels if committee else frozenset()


@rule("CQ-23")
def the_authority_that_recognised(case: Case) -> Breach | None:
    """By 初定 or 确认, 中级 and 初级: the authority stands as the committee."""
    name, issuer = case.value(COMMITTEE), case.value(Field.ISSUER)
    if not name:
        return None
    another = _place_of(name) and _place_of(issuer) and _place_of(name) != _place_of(issuer)
    if not (is_committee(case, name) or another):
        return None
    if way_of(case) not in _BY_AUTHORITY or case.senior:
        return None
    # An office of title reform is no authority to choose (CQ-20), but may stand here.
    right = issuer if issuer and not is_committee(case, issuer) else None
    return breach(COMMITTEE, right, typed=name)


@rule("CQ-24")
def senior_titles_recognised_by_the_city(case: Case) -> Breach | None:
    """By 初定 or 确认, senior: 重庆市职称改革办公室."""
    name, known = case.value(COMMITTEE), case.tables["senior_committee"]
    if not name or name == known["name"]:
        return None
    if way_of(case) not in _BY_AUTHORITY or not case.senior:
        return None
    severity = Severity.HINT if name in map(plain_words, known["same"]) else None
    return breach(COMMITTEE, known["name"], severity=severity, typed=name, right=known["name"])


@rule("CQ-25")
def an_office_may_stand_as_committee(case: Case) -> Breach | None:
    """The office that the document names stays as the committee; only the authority is mapped."""
    name = case.value(COMMITTEE)
    if not case.tables["offices"]["kept_as_committee"] or not _place_of(name):
        return None
    if body_of_office(name) or way_of(case) not in _BY_AUTHORITY or case.senior:
        return None
    for field in (COMMITTEE, Field.ISSUER):
        shown = case.read(field, *_DOCUMENTS)
        text = plain(COMMITTEE, shown[1].value) if shown else ""
        if body_of_office(text) and _place_of(text) == _place_of(name):
            return breach(COMMITTEE, text, seen=shown, typed=name, shown=text)
    return None


@derived(4096)
def _place_of(name: str) -> str:
    """The code of the place whose bureau or office of title reform it is, "" for no such body."""
    hit = standard(Field.ISSUER, name) if name else None
    unit, _, body = (hit.entry.id if hit else "").partition(".")
    kind, _, code = body.partition(".")
    return code if unit == "unit" and kind in ("hr", "title-reform") else ""
