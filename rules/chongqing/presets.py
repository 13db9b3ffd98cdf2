"""Chongqing: what people of one committee and one year enter, as a district has laid it down."""

from typing import Any

from matching.committees import read_committee
from matching.dictionary import standard
from matching.dictionary_data import derived
from models.fields import Field
from rules.case import Case
from rules.facts import plain
from rules.rule import Breach, breach, rule

Preset = dict[str, Any]
_NUMBER = Field.APPROVAL_NUMBER


def preset_of(case: Case) -> Preset | None:
    """The preset that holds for a case: by its approval number, or by committee and year."""
    number, committee = case.value(_NUMBER), case.value(Field.COMMITTEE)
    for preset in case.tables["presets"].values():
        if number and number in preset["approval_numbers"].values():
            return dict(preset)
        if committee and _alike(committee, preset["committee"]):
            return dict(preset) if case.year_of(Field.OBTAINED_ON) == preset["year"] else None
    return None


@derived(4096)
def _alike(name: str, right: str) -> bool:
    """Does a name mean a committee, however it is written: same district, series and level?"""
    one, other = read_committee(name), read_committee(right)
    if name == right or one is None or other is None:
        return name == right
    level = not one.level or bool(one.levels & other.levels)
    return level and one.places[-1:] == other.places[-1:] and bool(one.series & other.series)


def given_by(preset: Preset, case: Case) -> dict[Field, str]:
    """The values that a preset gives; the number only where the kind of employer is known."""
    given = {
        Field.COMMITTEE: preset["committee"],
        Field.OBTAINED_ON: preset["obtained_on"],
        Field.ISSUED_ON: preset["issued_on"],
        Field.ISSUER: preset["issuer"],
    }
    if number := preset["approval_numbers"].get(case.declarations.get("employer_type")):
        given[_NUMBER] = number
    return given


def _differs(case: Case, field: Field) -> Breach | None:
    """A field whose value is not what the preset gives."""
    typed = case.value(field)
    preset = preset_of(case) if typed else None
    if preset is None:
        return None
    right = str(preset[str(field)])
    same = plain(field, right) == typed or _same_unit(field, typed, right)
    # A month that holds the right day is for CQ-42 to speak of.
    if same or (len(typed) == 7 and right.startswith(typed)):
        return None
    return breach(field, right, typed=typed, right=right)


@derived(4096)
def _same_unit(field: Field, one: str, other: str) -> bool:
    if field is not Field.ISSUER:
        return False
    first, second = standard(field, one), standard(field, other)
    return bool(first and second and first.entry.id == second.entry.id)


@rule("CQ-33")
def approval_number_by_kind_of_employer(case: Case) -> Breach | None:
    """Each kind of employer has its own document."""
    number = case.value(_NUMBER)
    preset = preset_of(case) if number else None
    if preset is None:
        return None
    numbers = preset["approval_numbers"]
    if number not in numbers.values():
        right = numbers.get(case.declarations.get("employer_type"))
    elif (right := numbers.get(case.declared("employer_type"))) in (number, None):
        return None
    told = right or "、".join(numbers.values())
    return breach(_NUMBER, right, typed=number, right=told)


@rule("CQ-34")
def issued_as_preset(case: Case) -> Breach | None:
    """发证时间 is the day of the documents."""
    return _differs(case, Field.ISSUED_ON)


@rule("CQ-35")
def committee_as_preset(case: Case) -> Breach | None:
    """评审机构 is written as the committee's name is."""
    return _differs(case, Field.COMMITTEE)


@rule("CQ-36")
def obtained_as_preset(case: Case) -> Breach | None:
    """取得时间 is the day on which the committee passed them."""
    return _differs(case, Field.OBTAINED_ON)


@rule("CQ-37")
def authority_as_preset(case: Case) -> Breach | None:
    """审核机关 is the district's bureau."""
    return _differs(case, Field.ISSUER)


@rule("CQ-41")
def kinds_of_employer_without_a_document(case: Case) -> Breach | None:
    """For another kind of employer no document is named: the committee is asked."""
    preset = preset_of(case)
    if preset is None or case.declared("employer_type") in preset["approval_numbers"]:
        return None
    return breach(_NUMBER, committee=preset["committee"])
