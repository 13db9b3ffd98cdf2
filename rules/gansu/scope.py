"""What Gansu collects and until when: not 以考代评, not what others evaluated (一, 三)."""

from matching.dictionary_data import derived, facts
from matching.places import Place, place_path, places
from models.fields import Field
from rules.case import Case, Unknown
from rules.gansu.missing import reissuing
from rules.rule import Breach, breach, rule

_GANSU = "62"
_BODIES = (Field.COMMITTEE, Field.CONVENER, Field.ISSUER)
_HERE = ("public-institution", "government", "state-owned", "private")


@rule("GS-01")
def entry_is_open(case: Case) -> Breach | None:
    """The collection takes entries until the end of the closing day, China time."""
    closes = case.tables.day("entry_closes")
    if reissuing(case) or case.submitted_on <= closes:
        return None
    return breach(closes_zh=f"{closes:%Y}年{closes.month}月{closes.day}日", closes_en=closes)


@rule("GS-39")
def exam_in_place_of_evaluation_is_left_out(case: Case) -> Breach | None:
    """Titles obtained by 以考代评 aren't collected."""
    way = case.value(Field.REVIEW_TYPE)
    if way in case.tables.names("excluded_review_types"):
        return breach(Field.REVIEW_TYPE)
    route = case.declarations.get("route") if way else case.declared("route")
    return breach() if route == "exam" else None


@rule("GS-40")
def other_provinces_are_left_out(case: Case) -> Breach | None:
    """Titles that another province evaluated aren't collected."""
    return _left_out(case, "other-province")


@rule("GS-41")
def central_units_are_left_out(case: Case) -> Breach | None:
    """Titles that a central unit evaluated aren't collected."""
    return _left_out(case, "central")


@rule("GS-42")
def the_army_is_left_out(case: Case) -> Breach | None:
    """Titles that the armed forces evaluated aren't collected."""
    return _left_out(case, "army")


@rule("GS-43")
def who_evaluated_decides(case: Case) -> Breach | None:
    """Who evaluated decides, not where the person works."""
    if case.declarations.get("employer_type") not in _HERE:
        return None
    return breach() if evaluator(case) != "this-province" else None


def evaluator(case: Case) -> str:
    """Who evaluated, as declared or as the committee's name tells. Unknown where neither does."""
    return shown_evaluator(case)[0] or str(case.declared("evaluated_by"))


def shown_evaluator(case: Case) -> tuple[str, Field | None]:
    """Whom the names of committee and issuer show to have evaluated, and which field does."""
    central, army = case.tables.names("central_names"), case.tables.names("army_words")
    for field in _BODIES:
        name = case.value(field)
        who = whose_body(name, central if field is not Field.ISSUER else (), army) if name else ""
        if who:
            return who, field
    return "", None


def _left_out(case: Case, who: str) -> Breach | None:
    shown, field = shown_evaluator(case)
    if shown == who and field:
        return breach(field, name_zh=f"（{case.value(field)}）", name_en=f" ({case.value(field)})")
    if case.declarations.get("evaluated_by") == who:
        return breach(name_zh="", name_en="")
    if not shown and case.declarations.get("evaluated_by") is None:
        raise Unknown("declarations.evaluated_by")
    return None


@derived(4096)
def whose_body(name: str, central: tuple[str, ...], army: tuple[str, ...]) -> str:
    """Who a committee or unit belongs to by its name, as `evaluated_by` says it; "" for unknown."""
    if any(word in name for word in army):
        return "army"
    names, _ = place_path(name)
    if names:
        codes = {place.within[-1] if place.within else place.code for place in _named(names[0])}
        if _GANSU in codes:
            return "this-province" if codes == {_GANSU} else ""  # a name of several provinces
        return "other-province"
    if name.startswith(tuple(facts("place_names")["elsewhere"]["provinces"])):
        return "other-province"
    return "central" if name.startswith(central) and "甘肃" not in name else ""


@derived(1024)
def _named(name: str) -> tuple[Place, ...]:
    others = ((place, (*place.short, *place.former)) for place in places())
    return tuple(p for p, more in others if name in (p.name, *(other.name for other in more)))
