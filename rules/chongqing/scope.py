"""Chongqing: which certificates are registered, which are there already, and what is corrected."""

from models.fields import Field
from rules.case import Case
from rules.chongqing.branch import numbered_by_system, registering, way_named
from rules.rule import Breach, breach, rule


@rule("CQ-01")
def paper_certificates_before_2021(case: Case) -> Breach | None:
    """Before 2021 it is paper certificates of titles that are registered."""
    if not registering(case) or numbered_by_system(case):
        return None
    if _no_title(case):
        zh, en = "它不是职称证书", "it is no certificate of a title"
        return breach(problem_zh=zh, problem_en=en)
    if not case.tables["gaps_to_a_person"] and _never_had_paper(case):
        zh, en = "当年没有办理纸质证书", "no paper certificate was made"
        return breach(problem_zh=zh, problem_en=en)
    return None


@rule("CQ-02")
def other_systems_since_2021(case: Case) -> Breach | None:
    """Since 2021 it is titles from other systems, or applied for on paper."""
    if not registering(case) or not numbered_by_system(case):
        return None
    if _no_title(case):
        zh, en = "它不是职称证书", "it is no certificate of a title"
        return breach(problem_zh=zh, problem_en=en)
    if case.declared("source_system") != "title-system":
        return None
    zh, en = (
        "它是在市职称申报评审系统中取得的",
        "it was obtained through the city's own title system",
    )
    return breach(problem_zh=zh, problem_en=en)


def _no_title(case: Case) -> bool:
    return case.declarations.get("qualification_kind") in case.tables["other_qualifications"]


def _never_had_paper(case: Case) -> bool:
    return bool(case.declared("certificate_state") == "never-issued")


@rule("CQ-03")
def incomplete_record_is_not_registered_again(case: Case) -> Breach | None:
    """What 我的证书 shows as 待完善 is completed, not registered again."""
    if not registering(case) or case.declared("record_state") != "incomplete":
        return None
    return breach()


@rule("CQ-04")
def made_by_the_system(case: Case) -> Breach | None:
    """中级 and 初级 passed in the title system since 2021 come by themselves."""
    if not registering(case) or not numbered_by_system(case):
        return None
    if case.declared("source_system") != "title-system" or case.senior:
        return None
    return breach()


@rule("CQ-05")
def failed_for_want_of_a_photo(case: Case) -> Breach | None:
    """待完善 means that making it failed: a new photo is needed."""
    elsewhere = case.declarations.get("source_system") in ("other-system", "offline")
    return breach() if _incomplete(case) and not elsewhere and case.photo is None else None


@rule("CQ-30")
def completing_takes_the_photo_alone(case: Case) -> Breach | None:
    """A record that is 待完善 is looked over, completed, and given a photo; no more."""
    return breach() if _incomplete(case) and case.photo is None else None


def _incomplete(case: Case) -> bool:
    return case.declarations.get("purpose") == "complete"


@rule("CQ-31")
def generated_certificates_stay(case: Case) -> Breach | None:
    """What has been generated is corrected through the committee alone."""
    purpose = case.declarations.get("purpose")
    generated = case.declarations.get("record_state") == "generated"
    return breach() if purpose == "correct" or (generated and purpose != "reissue") else None


@rule("CQ-44")
def ways_of_obtaining(case: Case) -> Breach | None:
    """Since 2021: 评审, 初定 or 确认."""
    listed = case.tables["ways"]["listed"]
    typed = case.value(Field.REVIEW_TYPE)
    if way_named(case, typed) in listed or not numbered_by_system(case):
        return None
    if not typed and case.declared("route") in listed:
        return None
    return breach(Field.REVIEW_TYPE, typed=typed or "考试")
