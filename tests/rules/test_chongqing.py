"""Chongqing's online registration, sentence by sentence of 专技人才职称电子证书在线登记."""

from typing import Any

import pytest

from models.fields import Field
from models.findings import Finding, Severity
from rules.clauses import clauses_of
from rules.examples import case_of_example
from rules.judge import judge

YUBEI = {
    "committee": "重庆市工程技术中级职务渝北区评审委员会",
    "obtained_on": "2021-12-24",
    "issued_on": "2022-02-15",
    "issuer": "渝北区人力资源和社会保障局",
    "approval_number": "渝北职改办〔2022〕20号",
    "level": "中级",
    "title": "工程师",
    "specialty": "建筑工程管理",
}
PAPER = {
    "level": "中级",
    "obtained_on": "2018-11-30",
    "issued_on": "2018-12-20",
    "certificate_number": "011301800123",
    "approval_number": "渝中职改办〔2018〕7号",
    "issuer": "渝中区人力资源和社会保障局",
    "committee": "重庆市工程技术中级职务渝中区评审委员会",
    "specialty": "建筑工程管理",
}
OFFLINE = {
    "source_system": "offline",
    "route": "evaluation",
    "employer_type": "public-institution",
    "local_specialty_listed": True,
    "record_state": "none",
}


def findings(fields: dict[str, str], **facts: Any) -> dict[str, Finding]:
    """The findings by code; facts: declarations by name, and `read` and `photo` as in examples."""
    example = {"fields": fields, "declarations": facts.pop("declarations", {}), **facts}
    return {f.code: f for f in judge(case_of_example("chongqing", example)).findings}


def codes(fields: dict[str, str], **declarations: Any) -> set[str]:
    """The codes of Chongqing's own rules that are broken."""
    found = findings(fields, declarations=declarations)
    return {code for code in found if code.startswith("CQ")}


def unclear(fields: dict[str, str], **declarations: Any) -> dict[str, str]:
    """The rules that can't be decided, and what they would have to know."""
    example = {"fields": fields, "declarations": declarations}
    return {u.code: u.need for u in judge(case_of_example("chongqing", example)).unclear}


def test_every_rule_of_the_catalogue_is_listed():
    own = {c.code for c in clauses_of("chongqing") if c.code.startswith("CQ")}
    assert own == {f"CQ-{number:02}" for number in range(1, 45)}


def test_the_entries_of_the_note_on_yubei_are_free_of_findings_though_the_years_differ():
    for kind, number in (("public-institution", 20), ("state-owned", 21), ("private", 22)):
        fields = YUBEI | {"approval_number": f"渝北职改办〔2022〕{number}号"}
        assert codes(fields, **OFFLINE | {"employer_type": kind}) == set()


def test_a_paper_certificate_before_2021_is_free_of_findings():
    assert codes(PAPER, certificate_state="held", record_state="none", route="evaluation") == set()


def test_width_brackets_and_spaces_change_nothing():
    fields = YUBEI | {
        "approval_number": "渝北职改办[2022] ２０号",
        "obtained_on": "2021年12月24日",
        "issued_on": "2022.2.15",
        "committee": " 重庆市工程技术中级职务 渝北区评审委员会",
    }
    assert codes(fields, **OFFLINE) == set()


# 一: scope


@pytest.mark.parametrize(
    ("obtained", "broken"),
    [("2020-12-31", set()), ("2021-01-01", {"CQ-02", "CQ-04"}), ("2024-06-01", {"CQ-02", "CQ-04"})],
)
def test_since_2021_the_title_system_makes_the_certificate_itself(obtained, broken):
    found = codes({"obtained_on": obtained, "level": "中级"}, source_system="title-system")
    assert found & {"CQ-01", "CQ-02", "CQ-04"} == broken


def test_a_senior_title_of_the_title_system_is_outside_but_not_said_to_come_by_itself():
    found = codes({"obtained_on": "2022-06-01", "level": "高级"}, source_system="title-system")
    assert found & {"CQ-02", "CQ-04"} == {"CQ-02"}


@pytest.mark.parametrize("obtained", ["2016-12-10", "2022-06-01"])
@pytest.mark.parametrize("kind", ["worker-skill", "doctor-licence", "professional"])
def test_what_is_no_title_is_not_registered(obtained, kind):
    found = codes({"obtained_on": obtained}, qualification_kind=kind)
    assert found & {"CQ-01", "CQ-02"}


def test_a_record_that_is_there_is_not_registered_again():
    assert "CQ-03" in codes({}, record_state="incomplete")
    assert "CQ-03" not in codes({}, record_state="incomplete", purpose="complete")
    assert unclear({})["CQ-03"] == "declarations.record_state"


def test_completing_a_record_asks_for_the_photo_and_for_nothing_else():
    assert codes({}, purpose="complete") == {"CQ-05", "CQ-30"}
    photo = {"bytes": 18000, "background_white": 0.99, "tool": True}
    assert findings({}, declarations={"purpose": "complete"}, photo=photo) == {}


def test_a_generated_certificate_is_corrected_by_the_committee_alone():
    assert "CQ-31" in codes({}, purpose="correct")
    assert "CQ-31" in codes({}, record_state="generated")
    assert "CQ-31" not in codes({}, purpose="collect", record_state="none")


# 三（二）: what is asked for


@pytest.mark.parametrize(
    "field", ["obtained_on", "approval_number", "issuer", "committee", "specialty", "issued_on"]
)
def test_each_field_that_is_asked_for_is_missed_by_its_own_name(field):
    found = findings({key: value for key, value in PAPER.items() if key != field})
    assert found["CQ-09"].field is Field(field)
    assert found["CQ-09"].severity is (Severity.HINT if field == "issued_on" else Severity.ERROR)


def test_a_preset_fills_what_is_blank():
    fields = {key: value for key, value in YUBEI.items() if key != "approval_number"}
    found = findings(fields, declarations=OFFLINE | {"employer_type": "private"})
    assert found["CQ-09"].suggestion.value == "渝北职改办〔2022〕22号"


def test_the_authority_of_a_senior_title_need_not_be_chosen():
    fields = {key: value for key, value in PAPER.items() if key != "issuer"}
    assert "CQ-09" not in codes(fields | {"level": "高级"})


# 三（三）: dates


def test_dates_are_those_of_the_approval_document():
    read = {"approval": {"obtained_on": "2021年12月24日", "issued_on": "2022年2月15日"}}
    swapped = YUBEI | {"obtained_on": "2022-02-15", "issued_on": "2021-12-24"}
    found = findings(swapped, declarations=OFFLINE, read=read)
    assert {"CQ-10", "CQ-11", "CQ-12"} <= set(found)
    assert "印发时间" in found["CQ-10"].zh
    assert "CQ-12" not in findings(YUBEI | {"issued_on": "2021-12-24"}, declarations=OFFLINE)
    month = YUBEI | {"obtained_on": "2021-12"}
    assert {"CQ-10", "CQ-12"}.isdisjoint(findings(month, declarations=OFFLINE, read=read))


def test_the_year_of_the_number_is_held_against_the_issue_alone():
    assert "CQ-40" in codes(PAPER | {"approval_number": "渝中职改办〔2017〕7号"})
    later = PAPER | {"issued_on": "2019-01-10", "approval_number": "渝中职改办〔2019〕7号"}
    assert "CQ-40" not in codes(later)


# 三（四）: numbers


@pytest.mark.parametrize(
    ("obtained", "number", "broken"),
    [
        ("2021-01-01", "", set()),
        ("2023-05-01", "", set()),
        ("2021-12-24", "01131234567", {"CQ-13"}),
        ("2020-12-31", "", {"CQ-14"}),
        ("2020-12-31", "011301800123", set()),
        ("2018-11-30", "０１１３０１８００１２３", set()),
        ("2018-11-30", "113018001230", {"CQ-15"}),
        ("2018-11-30", "021301800123", {"CQ-15"}),
        ("2018-11-30", "O113018001", {"CQ-15", "CQ-16"}),
        ("2018-11-30", "0ll3018001", {"CQ-15", "CQ-16"}),
        ("1998-11-30", "渝职改中字第98-1234号", {"CQ-17"}),
        ("2018-11-30", "无", {"CQ-15"}),
    ],
)
def test_numbers_before_and_since_2021(obtained, number, broken):
    fields = {"obtained_on": obtained, "certificate_number": number}
    own = {"CQ-13", "CQ-14", "CQ-15", "CQ-16", "CQ-17"}
    assert codes(fields, certificate_state="held") & own == broken


def test_a_lost_nought_is_put_back_and_letters_become_digits():
    for number, right in (("113018001", "0113018001"), ("O1l3018001", "0113018001")):
        found = findings({"obtained_on": "2018-11-30", "certificate_number": number})
        assert found["CQ-15"].suggestion.value == right


def test_a_number_that_the_certificate_itself_shows_so_goes_to_a_person():
    fields = {"obtained_on": "2003-11-30", "certificate_number": "98001234"}
    read = {"certificate": {"certificate_number": "98001234"}}
    found = findings(fields, read=read)
    assert "CQ-15" not in found
    assert "gaps_to_a_person" in found["CQ-17"].zh


def test_without_paper_before_2021_a_person_decides_unless_the_department_says_otherwise():
    fields, declared = {"obtained_on": "2020-12-30"}, {"certificate_state": "never-issued"}
    own = {"CQ-01", "CQ-14", "CQ-17"}
    assert codes(fields, **declared) & own == {"CQ-17"}
    strict = findings(fields, declarations=declared, tables={"gaps_to_a_person": False})
    assert set(strict) & own == {"CQ-01"}


# 三（五）: authorities


@pytest.mark.parametrize("level", ["高级", "正高级", "副高级"])
def test_senior_titles_have_the_citys_authority(level):
    default = "重庆市人力资源和社会保障局（重庆市职称改革办公室）"
    assert "CQ-18" not in codes({"level": level, "issuer": default})
    found = findings({"level": level, "issuer": "渝北区人力资源和社会保障局"})["CQ-18"]
    assert (found.severity, found.suggestion.value) == (
        Severity.ERROR,
        "重庆市人力资源和社会保障局(重庆市职称改革办公室)",
    )


def test_a_part_of_the_name_of_the_senior_authority_is_only_a_hint():
    found = findings({"level": "高级", "issuer": "重庆市人力资源和社会保障局"})
    assert found["CQ-18"].severity is Severity.HINT


@pytest.mark.parametrize(
    ("office", "right"),
    [
        ("渝北区职改办", "渝北区人力资源和社会保障局"),
        ("重庆市渝北区职称改革办公室", "渝北区人力资源和社会保障局"),
        ("忠县职称改革领导小组办公室", "忠县人力资源和社会保障局"),
        ("渝北职改办", "渝北区人力资源和社会保障局"),
        ("市教委职改办", "市教委"),
        ("重庆市教育委员会职称改革办公室", "重庆市教育委员会"),
    ],
)
def test_for_an_office_of_title_reform_its_bureau_or_department_is_chosen(office, right):
    for level in ("中级", "助理级"):
        found = findings({"level": level, "issuer": office})
        assert found["CQ-20"].suggestion.value == right
        assert "CQ-20" not in findings({"level": level, "issuer": right})


def test_an_office_of_an_unknown_district_is_told_without_a_guess():
    found = findings({"level": "中级", "issuer": "高新区职改办"})
    assert found["CQ-20"].suggestion is None


@pytest.mark.parametrize(
    "issuer",
    [
        "重庆市人力资源和社会保障局(重庆市职称改革办公室)",
        "重庆市职称改革办公室",
        YUBEI["committee"],
    ],
)
def test_what_can_not_be_the_authority_of_lower_titles(issuer):
    assert "CQ-19" in codes({"level": "中级", "issuer": issuer})


@pytest.mark.parametrize(
    "issuer", ["渝北区人力资源和社会保障局", "市教委", "重庆建工集团", "重庆市人力资源和社会保障局"]
)
def test_authorities_that_may_be_chosen(issuer):
    assert codes({"level": "中级", "issuer": issuer}) & {"CQ-18", "CQ-19", "CQ-20"} == set()


# 三（六）: committees


@pytest.mark.parametrize(
    ("level", "committee"),
    [
        ("高级", "重庆市卫生技术(内科)高级职称评审委员会"),
        ("副高级", "重庆市中小学教师高级职称评审委员会"),
        ("中级", "重庆市工程技术中级职务渝北区评审委员会"),
    ],
)
def test_committees_of_the_notice(level, committee):
    own = {"CQ-21", "CQ-22", "CQ-23", "CQ-24"}
    assert codes({"level": level, "committee": committee}, route="evaluation") & own == set()
    broken = {"CQ-24"} if level != "中级" else {"CQ-23"}
    found = codes({"level": level, "committee": committee}, route="recognition")
    assert found & own == broken


@pytest.mark.parametrize(
    "authority",
    [
        "万州区人力资源和社会保障局",
        "渝中区职称改革办公室",
        "重庆市教育委员会职称改革办公室",
        "重庆建工集团",
    ],
)
@pytest.mark.parametrize("way", ["初定", "确认"])
def test_authorities_stand_as_committee_by_recognition_and_not_by_evaluation(authority, way):
    fields = {"level": "中级", "committee": authority}
    own = {"CQ-21", "CQ-22", "CQ-23", "CQ-24", "CQ-25"}
    assert codes(fields | {"review_type": way}) & own == set()
    assert codes(fields | {"review_type": "评审"}) & own == {"CQ-21"}


def test_an_office_may_stand_as_committee_beside_its_bureau_as_authority():
    fields = {
        "level": "中级",
        "committee": "渝中区职称改革办公室",
        "issuer": "渝中区人力资源和社会保障局",
    }
    assert codes(fields, route="recognition") & {"CQ-20", "CQ-23", "CQ-25"} == set()
    other = fields | {"committee": "万州区人力资源和社会保障局"}
    assert "CQ-23" in codes(other, route="recognition")


def test_senior_titles_by_recognition_have_the_citys_office():
    fields = {"level": "高级", "committee": "重庆市职称改革办公室"}
    assert "CQ-24" not in codes(fields, route="confirmation")
    short = findings(fields | {"committee": "重庆市职改办"}, declarations={"route": "confirmation"})
    assert short["CQ-24"].severity is Severity.HINT


@pytest.mark.parametrize(
    ("obtained", "way", "broken"),
    [
        ("2021-12-24", "评审", False),
        ("2021-12-24", "初定", False),
        ("2021-12-24", "考试", True),
        ("2021-12-24", "以考代评", True),
        ("2020-12-24", "考试", False),
    ],
)
def test_exams_are_outside_since_2021_alone(obtained, way, broken):
    fields = {"obtained_on": obtained, "review_type": way}
    assert ("CQ-44" in codes(fields)) is broken


# 三（七）: specialties


@pytest.mark.parametrize(
    ("chosen", "local", "listed", "broken"),
    [
        ("内科", "", True, set()),
        ("其他", "智能网联汽车", False, set()),
        ("其他", "内科", True, {"CQ-27"}),
        ("其他", "", False, {"CQ-28"}),
        ("其他", "", None, {"CQ-28"}),
        ("智能网联汽车", "", False, {"CQ-28"}),
        ("智能网联汽车", "智能网联汽车", False, {"CQ-28"}),
        ("内科", "内科", True, {"CQ-29"}),
        ("内科", "内科", None, {"CQ-29"}),
    ],
)
def test_local_specialty_only_with_other(chosen, local, listed, broken):
    declared = {} if listed is None else {"local_specialty_listed": listed}
    fields = {"specialty": chosen, "local_specialty": local}
    assert codes(fields, **declared) & {"CQ-27", "CQ-28", "CQ-29"} == broken


def test_with_other_the_name_beside_it_is_held_against_the_review_form():
    read = {"review-form": {"specialty": "智能网联汽车"}}
    fields = {"specialty": "其他", "local_specialty": "智能网联汽车"}
    assert "CQ-26" not in findings(fields, read=read)
    found = findings(fields | {"local_specialty": "汽车"}, read=read)
    assert found["CQ-26"].suggestion.field is Field.LOCAL_SPECIALTY


# The note on Yubei


@pytest.mark.parametrize(
    ("change", "code", "right"),
    [
        ({"approval_number": "渝北职改办〔2022〕22号"}, "CQ-33", "渝北职改办〔2022〕20号"),
        ({"approval_number": "渝北职改办〔2022〕23号"}, "CQ-33", "渝北职改办〔2022〕20号"),
        ({"issued_on": "2022-02-20"}, "CQ-34", "2022-02-15"),
        ({"committee": "渝北区工程中评委"}, "CQ-35", YUBEI["committee"]),
        ({"committee": "重庆市工程技术中级职务渝北区评委会"}, "CQ-35", YUBEI["committee"]),
        ({"obtained_on": "2021-12-31"}, "CQ-36", "2021-12-24"),
        ({"obtained_on": "2022-02-15"}, "CQ-36", "2021-12-24"),
        ({"issuer": "渝北区职改办"}, "CQ-37", YUBEI["issuer"]),
        ({"issuer": "江北区人力资源和社会保障局"}, "CQ-37", YUBEI["issuer"]),
    ],
)
def test_each_entry_of_yubei_is_put_right(change, code, right):
    found = findings(YUBEI | change, declarations=OFFLINE)
    assert found[code].suggestion.value == right


def test_the_same_bureau_with_its_city_before_it_is_not_wrong():
    assert codes(YUBEI | {"issuer": "重庆市渝北区人力资源和社会保障局"}, **OFFLINE) == set()


def test_another_year_or_committee_has_no_preset():
    own = {"CQ-33", "CQ-34", "CQ-35", "CQ-36", "CQ-37", "CQ-41"}
    other = {"approval_number": "渝北职改办〔2023〕5号", "issued_on": "2023-03-01"}
    later = YUBEI | other | {"obtained_on": "2022-12-20"}
    assert codes(later, **OFFLINE | {"employer_type": "central"}) & own == set()
    committee = {"committee": "重庆市工程技术中级职务渝中区评审委员会"}
    assert codes(YUBEI | other | committee, **OFFLINE) & own == set()


@pytest.mark.parametrize("kind", ["central", "government", "other-province"])
def test_kinds_of_employer_without_a_document_go_to_the_committee(kind):
    found = codes(YUBEI, **OFFLINE | {"employer_type": kind})
    assert found == {"CQ-41"}


def test_the_number_is_not_judged_before_the_kind_of_employer_is_known():
    declared = {key: value for key, value in OFFLINE.items() if key != "employer_type"}
    assert "CQ-33" not in codes(YUBEI, **declared)
    assert unclear(YUBEI, **declared)["CQ-33"] == "declarations.employer_type"
    assert "CQ-33" in codes(YUBEI | {"approval_number": "渝北职改办〔2022〕30号"}, **declared)
