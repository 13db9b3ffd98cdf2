"""发证/评委会组建单位: which unit may be chosen (questions 10, 11, 20 and 21)."""

from dataclasses import dataclass

from matching.committees import read_committee
from models.fields import Field
from rules.case import Case
from rules.guizhou_historical.digits import bureau, digit_city
from rules.guizhou_historical.question_11 import (
    asks_question_11,
    asks_question_21,
    by_digit,
    in_question_10,
    is_later,
    sealed_and_unlisted,
)
from rules.guizhou_historical.units import (
    HOME,
    bureau_city,
    city_of,
    convener_of,
    is_province,
    own_window,
    same,
    seal_of,
    today,
)
from rules.rule import Breach, breach, rule
from rules.whereabouts import place_of, successor, unit_hit

_CHECK = ("（沿革为通常知识，请核实）", " (generally known; check it)")
_FORMING = "评委会组建单位"
_FORMING_EN = "the unit that formed the committee"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """The two lawful choices of question 11; a name is "" where it isn't known.

    first: the city's bureau (to 2017) or the unit of the seal (since 2018). forming: who formed the
    committee. city: the code of the city where the title was evaluated.
    """

    first: str
    forming: str
    city: str


def alternatives(case: Case) -> Alternatives:
    """Both choices, of a case that question 11 is about."""
    sits = committee_city(case)
    if not by_digit(case):
        return Alternatives(today(seal_of(case)), today(convener_of(case)), sits)
    _, city = digit_city(case)
    code = sits if case.value(Field.COMMITTEE) or not city else place_of(city)
    known = city or next(
        (name for name in case.tables["fifth_digit"].values() if place_of(name) == sits), ""
    )
    return Alternatives(bureau(case, known) if known else "", today(convener_of(case)), code)


def committee_city(case: Case) -> str:
    """The city in the name of a committee: XX市XX系列…评审委员会; "" for any other name."""
    name = case.value(Field.COMMITTEE)
    return city_of(name) if name and read_committee(name) else ""


@rule("GZ-H-19")
def forming_unit_not_sealing_unit(case: Case) -> Breach | None:
    """Of a city's committee the unit that formed it, not the province whose seal it bears."""
    chosen, city = case.value(Field.ISSUER), committee_city(case)
    if not chosen or not city or not in_question_10(case) or not by_digit(case):
        return None
    if not sealed_and_unlisted(case):
        return None
    forming = convener_of(case)
    if forming and same(chosen, forming):
        return None
    if is_province(chosen):
        return breach(Field.ISSUER, today(forming) or None, typed=chosen)
    if not is_later(case) and (forming or city_of(chosen) not in ("", city)):
        return breach(Field.ISSUER, today(forming) or None, typed=chosen)
    return None


@rule("GZ-H-20")
def listed_people_choose_the_province(case: Case) -> Breach | None:
    """Who is in annex 1 chooses the province's department."""
    chosen = case.value(Field.ISSUER)
    if not chosen or is_province(chosen):
        return None
    said = case.declarations.get("in_annex1")
    if said is None and not (case.senior and is_province(seal_of(case))):
        return None  # nobody else would be in it
    if not case.declared("in_annex1"):
        return None
    province = case.tables["issuing_unit"]["province"]
    return breach(Field.ISSUER, province, typed=chosen, province=province)


@rule("GZ-H-23")
def no_digit_after_2017(case: Case) -> Breach | None:
    """Since 2018 the fifth digit tells nothing: the unit of the seal."""
    chosen = case.value(Field.ISSUER)
    _, city = digit_city(case)
    own = bureau_city(chosen) if chosen else ""
    if not own or not city or own != place_of(city) or by_digit(case):
        return None
    if not asks_question_11(case):
        return None
    seal, forming = seal_of(case), convener_of(case)
    if same(chosen, seal) or (forming and same(chosen, forming)):
        return None
    if not forming and committee_city(case) == own:
        case.entered(Field.CONVENER)  # the bureau may well have formed it
    return breach(Field.ISSUER, today(seal), typed=chosen, seal=today(seal))


@rule("GZ-H-24")
def one_of_the_two(case: Case) -> Breach | None:
    """Question 11 leaves two choices; any other unit is wrong."""
    chosen = case.value(Field.ISSUER)
    if not chosen or not asks_question_11(case):
        return None
    two = alternatives(case)
    if any(name and same(chosen, name) for name in (two.first, two.forming)):
        return None
    if not two.forming and not _cannot_have_formed_it(chosen, two):
        case.entered(Field.CONVENER)
    if not two.first and bureau_city(chosen):
        case.entered(Field.COMMITTEE)  # it would tell the city
        return None
    value = two.forming or two.first or None
    first = two.first or "该市（州）人力资源社会保障局"
    return breach(
        Field.ISSUER,
        value,
        typed=chosen,
        first=first,
        first_en=two.first or "that city's HR bureau",
        forming=two.forming or _FORMING,
        forming_en=two.forming or _FORMING_EN,
    )


def _cannot_have_formed_it(chosen: str, two: Alternatives) -> bool:
    """A committee of one city was formed neither in another nor by the province's department."""
    sits = city_of(chosen)
    return bool(two.city) and (is_province(chosen) or sits not in ("", two.city))


@rule("GZ-H-25")
def two_answers_for_2018_and_2019(case: Case) -> Breach | None:
    """Question 10 refuses the unit of the seal, question 11 allows it."""
    chosen = case.value(Field.ISSUER)
    if not chosen or case.tables["issuing_unit"]["conflict_2018"] != "forming-unit":
        return None
    if not is_province(chosen) or not committee_city(case):
        return None
    if by_digit(case) or not in_question_10(case) or not asks_question_11(case):
        return None
    forming = convener_of(case)
    if forming and same(chosen, forming):
        return None
    return breach(Field.ISSUER, today(forming) or None, typed=chosen)


@rule("GZ-H-52")
def merged_unit_is_entered(case: Case) -> Breach | None:
    """A unit that a reform of institutions dissolved is entered as the merged one."""
    field = Field.ISSUER if case.value(Field.ISSUER) else Field.CONVENER
    chosen = case.value(field)
    if not chosen:
        return None
    if hit := successor(chosen, HOME):
        now = hit.entry.name
        zh, en = ("", "") if hit.name.certainty.confirmed else _CHECK
        return breach(field, now, typed=chosen, now=now, now_en=now, check_zh=zh, check_en=en)
    if case.declarations.get("issuer_state") != "merged" or unit_hit(chosen, HOME):
        return None
    if not same(chosen, seal_of(case)):
        return None  # it seems to be the merged one already
    now, now_en = "合并后的单位", "the merged unit"
    return breach(field, typed=chosen, now=now, now_en=now_en, check_zh="", check_en="")


@rule("GZ-H-53")
def vanished_unit_has_no_successor(case: Case) -> Breach | None:
    """A unit that is gone for another reason: the HR department that authorised it is asked."""
    chosen = case.value(Field.ISSUER)
    if case.declarations.get("issuer_state") is None and (not chosen or unit_hit(chosen, HOME)):
        return None  # a department that the dictionary knows has not vanished
    return breach(Field.ISSUER) if case.declared("issuer_state") == "dissolved" else None


@rule("GZ-H-54")
def before_2010_the_unit_decides(case: Case) -> Breach | None:
    """Before 2010 and not in the list: only if the unit moves its years back."""
    if is_later(case) or not asks_question_21(case):
        return None
    window = own_window(case)
    year = case.year_of(Field.OBTAINED_ON)
    if window and window[0] <= year <= window[1]:
        return None
    return breach(Field.OBTAINED_ON, year=year)


@rule("GZ-H-55")
def before_2010_no_digit(case: Case) -> Breach | None:
    """Question 11 begins with 2010: before it, the fifth digit is not for choosing a unit."""
    chosen = case.value(Field.ISSUER)
    _, city = digit_city(case)
    own = bureau_city(chosen) if chosen else ""
    if not own or not city or own != place_of(city) or is_later(case):
        return None
    if committee_city(case) == own or not asks_question_21(case):
        return None
    forming = convener_of(case)
    if forming and same(chosen, forming):
        return None
    day = case.tables["issuing_unit"]["later_from"].isoformat()
    return breach(Field.OBTAINED_ON, typed=chosen, day=day)
