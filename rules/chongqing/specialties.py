"""Chongqing: the specialty, chosen from the drop-down, or 其他 with the name beside it."""

from collections.abc import Iterator

from matching.meaning import same_meaning
from models.comparisons import ComparisonState
from models.fields import DocumentKind, Field
from rules.case import Case
from rules.facts import plain
from rules.rule import Breach, breach, rule

_CHOSEN, _LOCAL = Field.SPECIALTY, Field.LOCAL_SPECIALTY


def _is_other(case: Case) -> bool:
    return case.value(_CHOSEN) in case.tables["specialty"]["other"]


@rule("CQ-26")
def specialty_of_the_review_form(case: Case) -> Breach | None:
    """The specialty is the one that the review form has."""
    field = _LOCAL if _is_other(case) else _CHOSEN
    typed = case.entered(field)
    shown = case.read(_CHOSEN, DocumentKind.REVIEW_FORM)
    if shown is None:
        return None
    right = plain(_CHOSEN, shown[1].value)
    if typed == right or _same(typed, right):
        return None
    return breach(field, right, seen=shown, typed=typed, shown=right)


def _same(one: str, other: str) -> bool:
    outcome = same_meaning(_CHOSEN, one, other)
    return outcome is not None and outcome.state is ComparisonState.AGREES


@rule("CQ-27")
def what_the_list_has_is_chosen(case: Case) -> Breach | None:
    """其他 is not chosen where the drop-down has the specialty."""
    if not _is_other(case) or not case.declared("local_specialty_listed"):
        return None
    local = case.value(_LOCAL)
    return breach(_CHOSEN, local or None, name=local or "本专业", name_en=local or "the specialty")


@rule("CQ-28")
def other_with_its_name(case: Case) -> Iterator[Breach]:
    """What the drop-down lacks is 其他 with the committee's name of the specialty beside it."""
    chosen, other = case.value(_CHOSEN), case.tables["specialty"]["other"][0]
    listed = case.declarations.get("local_specialty_listed")
    if _is_other(case):
        if not case.value(_LOCAL) and listed is not True:
            zh, en = "“本地评审专业”没有填写", "the local specialty is blank"
            yield breach(_LOCAL, problem_zh=zh, problem_en=en)
        return
    if not chosen or case.declared("local_specialty_listed"):
        return
    zh, en = f"下拉栏中没有“{chosen}”", f"the list lacks {chosen}"
    yield breach(_CHOSEN, other, problem_zh=zh, problem_en=en)
    if not case.value(_LOCAL):
        zh, en = "“本地评审专业”没有填写", "the local specialty is blank"
        yield breach(_LOCAL, chosen, problem_zh=zh, problem_en=en)


@rule("CQ-29")
def no_name_beside_a_chosen_specialty(case: Case) -> Breach | None:
    """With a specialty of the list, 本地评审专业 stays blank."""
    local, chosen = case.value(_LOCAL), case.value(_CHOSEN)
    if not local or not chosen or _is_other(case):
        return None
    if case.declarations.get("local_specialty_listed") is False:  # CQ-28 says what is wrong
        return None
    return breach(_LOCAL, "", typed=local, chosen=chosen)
