"""Chongqing: the authority (审批机关), and what is chosen for an office of title reform."""

import re
from functools import lru_cache

from matching.dictionary_data import derived
from matching.places import places
from models.fields import Field
from models.findings import Severity
from rules.case import Case
from rules.chongqing.branch import is_committee
from rules.facts import plain_words
from rules.rule import Breach, breach, rule

BUREAU = "人力资源和社会保障局"
_OFFICE = re.compile(r"(.+?)(?:职改|职称改革)(?:工作)?(?:领导小组)?(?:办公室|办)")
_CITY = ("重庆市", "重庆", "市")
_CHONGQING = "50"


@rule("CQ-18")
def senior_titles_have_one_authority(case: Case) -> Breach | None:
    """The authority of a senior title is the city's, which the system fills in."""
    issuer, known = case.value(Field.ISSUER), case.tables["senior_authority"]
    right = plain_words(known["name"])
    if not issuer or issuer == right or not case.senior:
        return None
    # The same authority under a part of its name: it need not be chosen, but it is not wrong.
    severity = Severity.HINT if issuer in map(plain_words, known["same"]) else None
    return breach(Field.ISSUER, right, severity=severity, typed=issuer, right=right)


@rule("CQ-19")
def authority_by_personnel_administration(case: Case) -> Breach | None:
    """中级 and 初级: the bureau or department that the unit's personnel is under."""
    issuer = case.value(Field.ISSUER)
    if not issuer:
        return None
    of_seniors = issuer in map(plain_words, case.tables["senior_authority"]["senior_only"])
    if not (of_seniors or is_committee(case, issuer)) or case.senior:
        return None
    if of_seniors:
        zh, en = "那是高级职称的审批机关", "that is the authority of senior titles"
    else:
        zh, en = "那是评审机构，不是审批机关", "that is a committee, not an authority"
    return breach(Field.ISSUER, typed=issuer, problem_zh=zh, problem_en=en)


@rule("CQ-20")
def bureau_for_the_office(case: Case) -> Breach | None:
    """For an office of title reform its district's bureau, or its department, is chosen."""
    issuer = case.value(Field.ISSUER)
    body = body_of_office(issuer)
    if body is None or case.senior:
        return None
    right = authority_of(body)
    return breach(
        Field.ISSUER,
        right,
        typed=issuer,
        right_zh=f"“{right}”" if right else "对应的区县人力社保局或单位名称",
        right_en=right or "the district's bureau or the name of the department",
    )


@lru_cache(maxsize=4096)
def body_of_office(name: str) -> str | None:
    """Whose office of title reform it is, such as 渝北区; None for the city's own and others."""
    match = _OFFICE.fullmatch(name)
    return match[1] if match and match[1] not in _CITY else None


@derived(4096)
def authority_of(body: str) -> str | None:
    """What is chosen for a body: a district's bureau, else its own name; None where unsure."""
    place = body.removeprefix("重庆市")
    for name in (place, f"{place}区", f"{place}县"):
        if name in _districts():
            return name + BUREAU
    return None if place.endswith(("区", "县")) else body


@derived()
def _districts() -> frozenset[str]:
    return frozenset(place.name for place in places() if _CHONGQING in place.within)
