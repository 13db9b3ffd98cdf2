"""Which titles the collection takes: years, province, people who hold one."""

from collections.abc import Iterator

from models.fields import Field
from rules.case import Case, Unknown
from rules.facts import plain_words
from rules.guizhou_historical.papers import PROOFS
from rules.guizhou_historical.units import own_window
from rules.rule import Breach, breach, rule
from rules.whereabouts import province_of

_UNITS = (Field.COMMITTEE, Field.CONVENER, Field.ISSUER)
_HERE = "贵州省"


@rule("GZ-H-06")
def year_is_collected(case: Case) -> Breach | None:
    """The year lies within the window of the issuing unit."""
    year = case.year_of(Field.OBTAINED_ON)
    first, last = own_window(case) or case.tables["window"]
    if first <= year <= last:
        return None
    unit = case.value(Field.ISSUER) or "本次采集"
    return breach(Field.OBTAINED_ON, year=year, unit=unit, first=first, last=last)


@rule("GZ-H-56")
def early_title_without_certificate(case: Case) -> Breach | None:
    """未办理证书 and obtained before 2004: the notice can be read either way."""
    if case.value(Field.CERTIFICATE_NUMBER) != case.tables["placeholder"]["never_made"]:
        return None
    since = case.tables["never_made"]["sure_from"]
    year = case.year_of(Field.OBTAINED_ON)
    return breach(Field.OBTAINED_ON, year=year, since=since) if year < since else None


@rule("GZ-H-57")
def only_who_holds_a_title(case: Case) -> Breach | None:
    """Only people who hold a title already can be entered."""
    kind = case.declarations.get("qualification_kind")
    if kind in case.tables["not_titles"]["kinds"]:
        return breach(problem_zh="所持的不是职称证书", problem_en="what is held is no title")
    holds = case.declarations.get("holds")
    if holds == []:
        return breach(problem_zh="没有取得任何职称", problem_en="no title has been obtained")
    if holds or (case.papers is not None and any(case.has(one) for one in PROOFS)):
        return None
    raise Unknown("declarations.holds")


@rule("GZ-H-64")
def title_of_this_province(case: Case) -> Iterator[Breach]:
    """Titles of other provinces are out: nobody here can verify them."""
    return obtained_elsewhere(case)


def obtained_elsewhere(case: Case) -> Iterator[Breach]:
    """What says that another province gave the title. Unknown where nothing says which did."""
    declared = case.declarations.get("evaluated_by")
    if declared == "other-province":
        yield breach(place="外省", place_en="another province")
        return
    names = {field: case.value(field) for field in _UNITS}
    found = {field: province_of(name) for field, name in names.items()}
    sealed = province_of(plain_words(case.declarations.get("sealed_by", "")))
    for field, province in found.items():
        if province not in ("", _HERE):
            yield breach(field, place=province, place_en=province)
    if sealed not in ("", _HERE) and not any(found.values()):
        yield breach(place=sealed, place_en=sealed)
    if declared is None and not any(found.values()) and not sealed:
        case.declared("evaluated_by")
