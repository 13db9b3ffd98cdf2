"""Which issuing unit to choose, and why: questions 10, 11, 20 and 21 as one answer."""

from models.advice import Advice, Choice
from models.fields import Field
from rules.advice import solver
from rules.case import Case
from rules.facts import plain_words
from rules.guizhou_historical.answers import PROFILE, answer, choice
from rules.guizhou_historical.digits import bureau, digit_city
from rules.guizhou_historical.issuer import committee_city
from rules.guizhou_historical.numbers import real_number
from rules.guizhou_historical.question_11 import by_digit, in_question_10, is_later
from rules.guizhou_historical.units import (
    HOME,
    convener_of,
    is_province,
    own_window,
    same,
    seal_of,
    today,
)
from rules.whereabouts import unit_hit

_CONFLICT = "issuing_unit.conflict_2018"


@solver(PROFILE)
def issuing_unit(case: Case) -> Advice:
    """The units that may be chosen, the one to prefer first."""
    state = case.declarations.get("issuer_state")
    if state == "dissolved":
        return answer("issuer", "vanished")
    if state == "merged" and not unit_hit(_named(case), HOME):
        return answer("issuer", "merged")
    if case.declarations.get("in_annex1") is True:
        province = case.tables["issuing_unit"]["province"]
        listed = choice("province", province, preferred=True)
        return answer("issuer", "listed", choices=(listed,), province=province)
    if not case.senior or not is_province(seal_of(case)):
        return _plain(case)
    case.declared("in_annex1")
    if not is_later(case):
        return _before_2010(case)
    return _by_digit(case) if by_digit(case) else _since_2018(case)


def _named(case: Case) -> str:
    """The unit on the certificate, as far as it was told; "" where it wasn't."""
    return plain_words(case.declarations.get("sealed_by") or case.value(Field.ISSUER))


def _plain(case: Case) -> Advice:
    """The unit on the certificate, under its name of today."""
    convener = convener_of(case)
    issued = _named(case)
    if not issued and not convener:
        issued = seal_of(case)
    choices = [choice("issued", today(issued), preferred=True)] if issued else []
    if convener and not (issued and same(issued, convener)):
        choices.append(choice("forming", today(convener), preferred=not issued))
    return answer("issuer", "plain", choices=choices)


def _before_2010(case: Case) -> Advice:
    window, year = own_window(case), case.year_of(Field.OBTAINED_ON)
    forming = _forming(case, preferred=True)
    if window and window[0] <= year <= window[1]:
        return answer("issuer", "window_open", choices=(forming,), is_open=True, year=year)
    later = "issuing_unit.later_from"
    return answer("issuer", "before", choices=(forming,), setting=later, year=year)


def _by_digit(case: Case) -> Advice:
    """2010 to 2017: the city of the fifth digit, or the unit that formed the committee."""
    digit, city = digit_city(case)
    if city:
        # For a city's committee question 10 allows the forming unit alone, which satisfies both.
        chosen = _two(choice("bureau", bureau(case, city)), _forming(case, preferred=True))
        return answer("issuer", "digit", choices=chosen, digit=digit, city=city)
    number = case.entered(Field.CERTIFICATE_NUMBER)
    real = real_number(case)
    why_zh = "不足5位或第5位是0" if real else f"填的是“{number}”，没有编号"
    why_en = "fewer than five digits, or a 0" if real else f"there is none, only {number}"
    forming = (_forming(case, preferred=True),)
    return answer("issuer", "no_digit", choices=forming, why_zh=why_zh, why_en=why_en)


def _since_2018(case: Case) -> Advice:
    """The unit of the seal, or the one that formed the committee; 2018 and 2019 conflict."""
    seal = case.tables["issuing_unit"]["province"]
    if not committee_city(case) or not in_question_10(case):
        chosen = _two(choice("seal", seal), _forming(case, preferred=True))
        return answer("issuer", "seal", choices=chosen)
    forming = case.tables["issuing_unit"]["conflict_2018"] == "forming-unit"
    chosen = _two(choice("seal", seal, preferred=not forming), _forming(case, preferred=forming))
    return answer("issuer", "conflict", choices=chosen, setting=_CONFLICT)


def _forming(case: Case, *, preferred: bool) -> Choice:
    """The unit that formed the committee, by name where it is known."""
    convener, committee = convener_of(case), case.value(Field.COMMITTEE)
    unnamed = f"{committee}的组建单位" if committee else "评委会组建单位"
    return choice("forming", today(convener) if convener else unnamed, preferred=preferred)


def _two(first: Choice, forming: Choice) -> tuple[Choice, ...]:
    """Both choices, the preferred one first; one where they are the same unit."""
    if same(first.value, forming.value):
        return (forming,)
    return (forming, first) if forming.preferred else (first, forming)
