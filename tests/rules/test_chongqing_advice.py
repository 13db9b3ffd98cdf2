"""What Chongqing's applicants are told to choose, fill in and leave blank."""

from typing import Any

import pytest

from models.advice import Advice, Advised, FieldWanted, Wanted
from models.fields import Field
from rules.advice import advise
from rules.examples import case_of_example

YUBEI = {
    "committee": "重庆市工程技术中级职务渝北区评审委员会",
    "obtained_on": "2021-12-24",
    "level": "中级",
}


def advised(fields: dict[str, str], **declarations: Any) -> Advised:
    example = {"fields": fields, "declarations": declarations}
    return advise(case_of_example("chongqing", example))


def told(topic: str, fields: dict[str, str], **declarations: Any) -> Advice:
    return next(a for a in advised(fields, **declarations).advice if a.topic == topic)


def wanted(fields: dict[str, str], **declarations: Any) -> dict[Field, FieldWanted]:
    return {w.field: w for w in told("fields", fields, **declarations).fields}


@pytest.mark.parametrize(
    ("kind", "number"), [("public-institution", 20), ("state-owned", 21), ("private", 22)]
)
def test_the_presets_of_yubei_are_filled_in(kind, number):
    given = {f: w.value for f, w in wanted(YUBEI, employer_type=kind).items() if w.value}
    assert given == {
        Field.APPROVAL_NUMBER: f"渝北职改办〔2022〕{number}号",
        Field.OBTAINED_ON: "2021-12-24",
        Field.ISSUED_ON: "2022-02-15",
        Field.ISSUER: "渝北区人力资源和社会保障局",
        Field.COMMITTEE: "重庆市工程技术中级职务渝北区评审委员会",
    }
    assert "全市" in told("fields", YUBEI, employer_type=kind).zh


def test_without_the_kind_of_employer_all_three_numbers_are_told():
    number = wanted(YUBEI)[Field.APPROVAL_NUMBER]
    assert (number.wanted, number.value) == (Wanted.REQUIRED, "")
    assert all(f"〔2022〕{n}号" in number.zh for n in (20, 21, 22))
    other = wanted(YUBEI, employer_type="central")[Field.APPROVAL_NUMBER]
    assert "核实" in other.zh


def test_the_number_is_blank_since_2021_and_wanted_before():
    since, before = wanted({"obtained_on": "2023-05-01"}), wanted({"obtained_on": "2020-12-31"})
    assert since[Field.CERTIFICATE_NUMBER].wanted is Wanted.BLANK
    assert before[Field.CERTIFICATE_NUMBER].wanted is Wanted.REQUIRED
    assert "0113" in before[Field.CERTIFICATE_NUMBER].zh


def test_senior_titles_have_their_authority_and_by_recognition_their_committee():
    fields = wanted({"obtained_on": "2018-12-01", "level": "高级"}, route="confirmation")
    assert fields[Field.ISSUER].value == "重庆市人力资源和社会保障局(重庆市职称改革办公室)"
    assert fields[Field.COMMITTEE].value == "重庆市职称改革办公室"


def test_by_recognition_the_authority_is_the_committee():
    entered = {"obtained_on": "2018-12-01", "level": "中级", "issuer": "万州区人力资源和社会保障局"}
    assert wanted(entered, route="recognition")[Field.COMMITTEE].value == entered["issuer"]


@pytest.mark.parametrize(
    ("listed", "chosen", "local"),
    [
        (True, Wanted.REQUIRED, Wanted.BLANK),
        (False, Wanted.PRESET, Wanted.REQUIRED),
        (None, Wanted.REQUIRED, Wanted.OPTIONAL),
    ],
)
def test_the_drop_down_decides_about_the_local_specialty(listed, chosen, local):
    declared = {} if listed is None else {"local_specialty_listed": listed}
    fields = wanted({"obtained_on": "2018-12-01"}, **declared)
    assert fields[Field.SPECIALTY].wanted is chosen
    assert fields[Field.LOCAL_SPECIALTY].wanted is local


@pytest.mark.parametrize(
    ("issuer", "right"),
    [("渝北区职改办", "渝北区人力资源和社会保障局"), ("市教委职改办", "市教委")],
)
def test_the_bureau_for_an_office_is_a_choice_with_its_clause(issuer, right):
    advice = told("issuer", {"level": "中级", "issuer": issuer})
    (choice,) = advice.choices
    assert (choice.field, choice.value, choice.preferred) == (Field.ISSUER, right, True)
    assert "三（五）" in choice.source


@pytest.mark.parametrize(
    ("fields", "declared", "is_open", "word"),
    [
        ({"obtained_on": "2022-06-01", "level": "中级"}, "title-system", False, "自动生成"),
        ({"obtained_on": "2022-06-01", "level": "高级"}, "title-system", False, "核实"),
        ({"obtained_on": "2022-06-01", "level": "中级"}, "offline", True, "登记"),
    ],
)
def test_the_path_since_2021_depends_on_the_system(fields, declared, is_open, word):
    path = told("path", fields, source_system=declared)
    assert path.open is is_open
    assert word in path.zh


def test_completing_and_correcting_have_paths_of_their_own():
    assert "待完善" in told("path", {}, purpose="complete").steps[0][0]
    assert "更正申请" in told("path", {}, purpose="correct").steps[0][0]
    assert not [a for a in advised({}, purpose="complete").advice if a.topic == "fields"]


def test_what_the_notice_does_not_provide_for_goes_to_a_person():
    path = told("path", {"obtained_on": "2015-01-01"}, certificate_state="never-issued")
    assert (path.open, path.setting) == (None, "gaps_to_a_person")


def test_what_is_not_known_is_asked():
    needs = {question.need for question in advised({}).questions}
    assert needs == {"fields.obtained_on", "fields.level"}
