"""Guangxi: whose certificate it is, by the unit that issued it."""

import re
from collections.abc import Iterator

from matching.dictionary import named
from matching.dictionary_data import derived, facts
from matching.entries import Kind
from matching.keys import match_key
from matching.places import place_path, places
from models.fields import Field
from rules.case import Case
from rules.guangxi.ways import way_of
from rules.rule import Breach, breach, rule

GUANGXI = "45"
_ISSUER = Field.ISSUER
_HR = re.compile(r"人力资源和?社会保障(?:部|厅|局)|人社(?:部|厅|局)|人事(?:部|厅|局)")
_MINISTRY = re.compile(r"(?:中华人民共和国)?(?:国家)?(?:人力资源和社会保障部|人事部|人社部)")


@rule("GX-10")
def exams_are_issued_by_the_department(case: Case) -> Breach | None:
    """What was obtained by exam is issued by the region's department."""
    issuer = case.value(_ISSUER)
    if not issuer or by_department(case, issuer) or way_of(case) != "exam":
        return None
    if _by_another_department(issuer) and case.declarations.get("exam_line") != "local":
        return None  # GX-12 leaves it to a person
    return breach(_ISSUER, typed=issuer, right=_names(case))


@rule("GX-12")
def national_line_in_another_province(case: Case) -> Breach | None:
    """By exam, issued by another province's department: the two answers contradict each other."""
    issuer = case.value(_ISSUER)
    if not issuer or not _by_another_department(issuer) or way_of(case) != "exam":
        return None
    if case.declarations.get("exam_line") == "local":  # GX-07 says that it is out
        return None
    return breach(_ISSUER, typed=issuer)


@rule("GX-13")
def name_of_the_department_at_the_time(case: Case) -> Breach | None:
    """人事厅 until the reform, 人力资源和社会保障厅 since."""
    issuer = case.value(_ISSUER)
    if not issuer or not by_department(case, issuer):
        return None
    year, renamed = case.year_of(Field.ISSUED_ON), case.tables["department_renamed"]
    if year == renamed or (year < renamed) is ("人事" in issuer):
        return None
    return breach(_ISSUER, typed=issuer, issued=case.value(Field.ISSUED_ON))


def _names(case: Case) -> str:
    return "”或“".join(case.tables["issuers"])


def by_department(case: Case, name: str) -> bool:
    """Is this one of the issuers, also under a short form of its name?"""
    return any(_identities(name) & _identities(own) for own in case.tables["issuers"])


@derived(4096)
def _identities(name: str) -> frozenset[tuple[str, str]]:
    """What a name may mean: the key itself, or a unit of the dictionary with its body's name."""
    return frozenset(_ids(name))


def _ids(name: str) -> Iterator[tuple[str, str]]:
    yield "", match_key(_ISSUER, name, current=False)
    # One entry has had several names, and so have others that it took over: the body's name tells.
    for hit in named(Kind.UNIT, name):
        yield hit.entry.id, hit.name.part or hit.name.text


def in_guangxi(name: str) -> bool:
    """Does the name begin with the region or a place in it?"""
    return name.startswith(("广西", "自治区", "全区")) or bool(
        (path := place_path(name)[0]) and path[0] in _own_places()
    )


@derived(4096)
def in_another_province(name: str) -> bool:
    """Does the name begin with another province, or a place in one?"""
    path = place_path(name)[0]
    if path:
        return path[0] not in _own_places()
    return name.startswith(tuple(facts("place_names")["elsewhere"]["provinces"]))


def _by_another_department(name: str) -> bool:
    """A department of human resources outside Guangxi, or the ministry."""
    if _MINISTRY.fullmatch(name):
        return True
    return in_another_province(name) and _HR.search(name) is not None


@derived()
def _own_places() -> frozenset[str]:
    return frozenset(
        name
        for place in places()
        if GUANGXI in (place.code, *place.within)
        for name in (place.name, *(other.name for other in (*place.short, *place.former)))
    )
