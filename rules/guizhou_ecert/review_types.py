"""The seven review types, and what annex 2 says whom each is for."""

from datetime import date

from matching.dictionary_data import derived
from matching.known import known_as
from models.fields import DocumentKind, Field
from rules.case import Case, Unknown
from rules.facts import plain_words
from rules.guizhou_ecert.page import formed_by, is_committee
from rules.guizhou_historical.papers import is_exam_form
from rules.rule import Breach, breach, rule
from rules.whereabouts import county_named, place_of

SOCIAL, OWN, GRASSROOTS = "社会化评审", "自主评审", "基层评审认定"
GREEN, PRIVATE, EXAM, NINE_THREE = "绿色通道", "民营经济组织专项评审", "以考代评", "9+3定向评价"


def _is(case: Case, review_type: str) -> bool:
    return case.value(Field.REVIEW_TYPE) == review_type


@rule("GZ-E-17")
def one_of_the_seven(case: Case) -> Breach | None:
    """Annex 2 has seven review types and no other."""
    typed = case.value(Field.REVIEW_TYPE)
    names = case.tables["review_types"]["names"]
    if not typed or typed in map(plain_words, names):
        return None
    near = _nearest(typed)
    value = near if near in names else None
    return breach(Field.REVIEW_TYPE, value, typed=typed, names="、".join(names))


@derived(1024)
def _nearest(typed: str) -> str:
    match = known_as(Field.REVIEW_TYPE, typed).match
    return match.name if match else ""


@rule("GZ-E-18")
def social_review_by_a_department(case: Case) -> Breach | None:
    """社会化评审: a committee of an HR department or of the industry's department."""
    if not _is(case, SOCIAL):
        return None
    unit = formed_by(case) or case.entered(Field.CONVENER)
    if is_committee(unit) or unit.endswith(tuple(case.tables["units"]["departments"])):
        return None  # a committee in this place is GZ-E-38's
    if not unit.endswith(tuple(case.tables["units"]["employers"])):
        return None  # an association, say: nothing speaks against it for sure
    return breach(Field.CONVENER, typed=unit)


@rule("GZ-E-19")
def own_review_of_own_staff(case: Case) -> Breach | None:
    """自主评审: an employer reviews its own staff alone."""
    if not _is(case, OWN):
        return None
    employer = case.entered(Field.EMPLOYER)
    unit = formed_by(case) or case.entered(Field.CONVENER)
    if is_committee(unit) or employer.startswith(unit):
        return None  # what belongs to the unit bears its name first
    return breach(Field.CONVENER, typed=unit, employer=employer)


@rule("GZ-E-20")
def grassroots_employer(case: Case) -> Breach | None:
    """基层评审认定: for people who work at the grassroots."""
    if not _is(case, GRASSROOTS):
        return None
    employer = case.entered(Field.EMPLOYER)
    if not is_grassroots(case, employer):
        return breach(Field.EMPLOYER, typed=employer)
    return None


def is_grassroots(case: Case, employer: str) -> bool:
    """Is an employer of a county or below, as far as its name says? Unknown where it doesn't."""
    if any(word in employer for word in case.tables["grassroots"]["words"]):
        return True
    if county_named(employer):
        return True
    if place_of(employer):
        return False
    raise Unknown(f"fields.{Field.EMPLOYER}")


@rule("GZ-E-21")
def came_the_year_before(case: Case) -> Breach | None:
    """绿色通道: for people who came from another province the year before."""
    if not _is(case, GREEN):
        return None
    came = date.fromisoformat(case.declared("introduced_on")).year
    year = case.year_of(Field.OBTAINED_ON)
    if came == year - 1:
        return None
    return breach(Field.REVIEW_TYPE, came=came, year=year, before=year - 1)


@rule("GZ-E-22")
def private_employer(case: Case) -> Breach | None:
    """民营经济组织专项评审: for private organisations of Guizhou."""
    if not _is(case, PRIVATE):
        return None
    employer = case.value(Field.EMPLOYER)
    if case.declarations.get("employer_type") is None and _is_public(case, employer):
        return breach(Field.EMPLOYER, typed=employer)
    if case.declared("employer_type") == "private":
        return None
    return breach(Field.EMPLOYER, typed=employer or "该单位")


def _is_public(case: Case, employer: str) -> bool:
    figures = case.tables["public_employers"]
    return employer.endswith(tuple(figures["endings"])) or any(
        word in employer for word in figures["words"]
    )


@rule("GZ-E-23")
def exam_in_place_of_review(case: Case) -> Breach | None:
    """以考代评: an exam takes the place of the 社会化评审, and its form is the proof."""
    typed, route = case.value(Field.REVIEW_TYPE), case.declarations.get("route")
    if not typed:
        return None
    exam = typed == EXAM
    if route in ("evaluation", "exam") and exam is (route == "evaluation"):
        zh = "评审类型与取得途径（考试或评审）不一致"
        return _exam(Field.REVIEW_TYPE, zh, "the review type and the way it was obtained differ")
    kind = DocumentKind.REVIEW_FORM
    if not exam or (case.papers is not None and not case.has(kind)) or is_exam_form(case):
        return None
    zh, en = "所附的不是“以考代评”表", "the form attached is not that of an exam"
    return _exam(None, zh, en)


def _exam(field: Field | None, zh: str, en: str) -> Breach:
    document = None if field else DocumentKind.REVIEW_FORM
    return breach(field, document=document, problem_zh=zh, problem_en=en)


@rule("GZ-E-24")
def one_of_the_twelve_counties(case: Case) -> Breach | None:
    """“9+3”定向评价: for people of twelve counties alone."""
    if not _is(case, NINE_THREE):
        return None
    employer = case.entered(Field.EMPLOYER)
    county = county_named(employer)
    known = case.tables["nine_three"]["counties"]
    if county in twelve(tuple(known)):
        return None
    if not county and not place_of(employer):
        raise Unknown(f"fields.{Field.EMPLOYER}")
    return breach(Field.EMPLOYER, typed=employer, counties="、".join(known))


@derived(8)
def twelve(names: tuple[str, ...]) -> frozenset[str]:
    """The codes of these counties, under whatever name they go today."""
    return frozenset(county_named(name) for name in names)
