"""Findings from what rosters and the dictionary know of a submission beside its documents."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypedDict

from matching.fits import fits
from matching.person_rows import BLOCKING
from matching.weights import About, weights
from models.comparisons import Comparison, ComparisonState
from models.fields import Field
from models.findings import Finding, Suggestion, found
from models.lookups import (
    CertificateVerdict,
    EntryField,
    Lookups,
    PersonLookup,
    PersonVerdict,
    UnitLookup,
    UnitVerdict,
)

_CERTIFICATES = {
    CertificateVerdict.THEIRS: ("这本证书也在其中", "this certificate is in it, too"),
    CertificateVerdict.UNCLEAR: (
        "分辨不出是其中哪一本证书",
        "which of the certificates this is can't be told",
    ),
    CertificateVerdict.NOT_GIVEN: ("没有可以核对的证书内容", "nothing of a certificate was given"),
    CertificateVerdict.OTHER: ("登记的是另外的证书", "with other certificates"),
    CertificateVerdict.ANOTHERS: (
        "这本证书登记在别人名下",
        "this certificate is registered to somebody else",
    ),
    CertificateVerdict.NOT_FOUND: ("没有找到这本证书", "this certificate was not found"),
}


class _Person(TypedDict):
    """What the findings about a person have in common."""

    field: Field | None
    roster: str
    certificate_zh: str
    certificate_en: str


class _Unit(TypedDict):
    """What the findings about a unit have in common."""

    field: Field
    roster: str
    zh: str
    en: str


_OPEN = (ComparisonState.DIFFERS, ComparisonState.UNCLEAR)


def judge_lookups(lookups: Lookups, comparisons: Mapping[Field, Comparison]) -> list[Finding]:
    """The findings of all rosters: first of the person, then of units."""
    return [
        *(finding for person in lookups.people for finding in _of_person(person, comparisons)),
        *(finding for unit in _telling(lookups.units) if (finding := _of_unit(unit))),
    ]


def _telling(units: tuple[UnitLookup, ...]) -> Iterator[UnitLookup]:
    """Without those that one roster has and another has not, and with all that have not as one."""
    found_ones = {unit.field for unit in units if unit.verdict is not UnitVerdict.NOT_FOUND}
    missing: dict[Field, UnitLookup] = {}
    for unit in units:
        if unit.verdict is not UnitVerdict.NOT_FOUND:
            yield unit
        elif unit.field not in found_ones:
            before = missing.get(unit.field)
            rosters = f"{before.roster}、{unit.roster}" if before else unit.roster
            missing[unit.field] = replace(unit, roster=rosters)
    yield from missing.values()


def judge_annex1(
    lookups: Lookups, declarations: Mapping[str, object], roster: str | None
) -> list[Finding]:
    """A finding where the list of annex 1 says the opposite of what was declared."""
    said, declared = lookups.in_annex1, declarations.get("in_annex1")
    if said is None or not isinstance(declared, bool) or declared is said:
        return []
    told_zh, told_en = ("在", "in") if declared else ("不在", "not in")
    return [found("ROSTER_ANNEX1_DIFFERS", roster=roster, declared_zh=told_zh, declared_en=told_en)]


def judge_committee(values: Mapping[Field, str]) -> list[Finding]:
    """Findings where the committee's name says that it doesn't grant this title."""
    committee = values.get(Field.COMMITTEE, "")
    series, level, title = (
        values.get(field, "") for field in (Field.SERIES, Field.LEVEL, Field.TITLE)
    )
    conflicts = fits(series, level, title, committee).conflicts if committee else ()
    return [
        found("COMMITTEE_UNFIT", field=Field.COMMITTEE, problem_zh=pair.zh, problem_en=pair.en)
        for pair in conflicts
        if Field.COMMITTEE in pair.pair
    ]


def _of_person(person: PersonLookup, comparisons: Mapping[Field, Comparison]) -> Iterator[Finding]:
    zh, en = _CERTIFICATES[person.certificate]
    field = next((one for one in (Field.NAME, *BLOCKING) if one in comparisons), None)
    told = _Person(field=field, roster=person.roster, certificate_zh=zh, certificate_en=en)
    match person.verdict:
        case PersonVerdict.NOT_FOUND:
            yield found("ROSTER_PERSON_NOT_FOUND", field=field, roster=person.roster)
        case PersonVerdict.AMBIGUOUS:
            who = _who(person.tied)
            yield found(
                "ROSTER_PERSON_AMBIGUOUS",
                field=field,
                roster=person.roster,
                who_zh=who[0],
                who_en=who[1],
            )
        case PersonVerdict.PROBABLY:
            yield found("ROSTER_PERSON_PROBABLE", **told)
        case PersonVerdict.SAME_PERSON:
            if person.certificate is not CertificateVerdict.OTHER:
                yield found("ROSTER_PERSON_FOUND", **told)
    number = Field.CERTIFICATE_NUMBER if Field.CERTIFICATE_NUMBER in comparisons else field
    if person.certificate is CertificateVerdict.ANOTHERS:
        yield found("ROSTER_CERTIFICATE_ANOTHERS", field=number, roster=person.roster)
    if person.certificate is CertificateVerdict.OTHER:
        yield found("ROSTER_CERTIFICATE_OTHER", field=number, roster=person.roster)
    theirs = person.certificate is CertificateVerdict.THEIRS
    for one in person.fields:
        if one.state in _OPEN and (theirs or weights().fields[one.field].about is About.PERSON):
            yield from _of_field(one, person.roster, comparisons)


def _who(tied: int) -> tuple[str, str]:
    if tied > 1:
        return f"有 {tied} 人同样相符（并列，未定）", f"{tied} people fit equally well (a tie)"
    return "有相近的人", "there is somebody like it"


def _of_field(
    one: EntryField, roster: str, comparisons: Mapping[Field, Comparison]
) -> Iterator[Finding]:
    """A field that the entry has otherwise; employers change, and that is no mistake."""
    if one.field is Field.EMPLOYER:
        return
    comparison = comparisons.get(one.field)
    # What a document clearly shows is not to be exchanged for what a list says.
    to_enter = one.there and comparison is not None and comparison.read is None
    there_zh = f"名单上是“{one.there}”" if one.there else "名单上的内容不予显示"
    there_en = f"has {one.there!r}" if one.there else "has another value, which is not shown"
    yield found(
        "ROSTER_FIELD_DIFFERS",
        field=one.field,
        suggestion=Suggestion(one.field, one.there) if to_enter else None,
        roster=roster,
        zh=one.field.zh,
        en=one.field.en,
        given=one.given,
        there_zh=there_zh,
        there_en=there_en,
    )


def _of_unit(unit: UnitLookup) -> Finding | None:
    match, second = unit.match, unit.runner_up
    zh, en = unit.field.zh, unit.field.en
    told = _Unit(field=unit.field, roster=unit.roster, zh=zh, en=en)
    if unit.verdict is UnitVerdict.NOT_FOUND:
        return found("ROSTER_UNIT_NOT_FOUND", given=unit.text, **told)
    if unit.verdict is UnitVerdict.TIED:
        return found("ROSTER_UNIT_TIED", name=second.name if second else "", **told)
    if match is None:
        return None
    if unit.verdict is UnitVerdict.NEAR:
        return found(
            "ROSTER_UNIT_NEAR",
            suggestion=Suggestion(unit.field, match.name),
            name=match.name,
            second_zh=f"，其次是“{second.name}”" if second else "",
            second_en=f", then {second.name!r}" if second else "",
            **told,
        )
    now = unit.successor or (match.name if unit.former else "")
    return found("ROSTER_UNIT_RENAMED", given=unit.text, name=now, **told) if now else None
