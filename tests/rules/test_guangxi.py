"""Guangxi's collection, sentence by sentence of 常见问题解答 (2012-03-31)."""

from typing import Any

import pytest

from models.findings import Finding, Severity
from rules.clauses import clauses_of
from rules.examples import case_of_example
from rules.judge import judge

TEACHER = {
    "name": "王丽",
    "sex": "女",
    "id_number": "450103197508081519",
    "employer": "南宁市第二中学",
    "series": "中小学教师",
    "title": "一级教师",
    "level": "中级",
    "review_type": "晋升、转评或者第二职称",
    "committee": "南宁市中小学教师系列中级评审委员会",
    "obtained_on": "2010-12",
    "issued_on": "2011-03",
    "issuer": "广西壮族自治区人力资源和社会保障厅",
    "certificate_number": "450011223",
}
NURSE = {
    "series": "卫生",
    "title": "主管护师",
    "level": "中级",
    "obtained_on": "2005-05",
    "review_type": "考试取得",
    "committee": "中级考试取得",
}
KNOWN = {
    "retired": False,
    "qualification_kind": "title",
    "evaluated_by": "this-province",
    "employer_type": "public-institution",
    "sealed_by": "广西壮族自治区人力资源和社会保障厅、广西壮族自治区职称改革工作领导小组",
}


def findings(fields: dict[str, str], **facts: Any) -> dict[str, Finding]:
    """The findings by code; facts: declarations by name, and what documents show."""
    example = {"fields": fields, "declarations": facts.pop("declarations", {}), **facts}
    return {f.code: f for f in judge(case_of_example("guangxi", example)).findings}


def codes(fields: dict[str, str], **declarations: Any) -> set[str]:
    """The codes of Guangxi's own rules that are broken."""
    found = findings(fields, declarations=declarations)
    return {code for code in found if code.startswith("GX")}


def unclear(fields: dict[str, str], **declarations: Any) -> dict[str, str]:
    example = {"fields": fields, "declarations": declarations}
    return {u.code: u.need for u in judge(case_of_example("guangxi", example)).unclear}


def test_every_rule_of_the_catalogue_is_listed():
    own = {c.code for c in clauses_of("guangxi") if c.code.startswith("GX")}
    assert own == {f"GX-{number:02}" for number in range(1, 68)}


def test_a_teacher_with_a_title_of_guangxi_is_free_of_findings():
    assert codes(TEACHER, **KNOWN) == set()


def test_width_and_brackets_change_nothing_and_a_space_in_a_name_is_a_hint():
    fields = TEACHER | {"employer": "南宁市 第二中学", "certificate_number": "４５００１１２２３"}
    found = findings(fields, declarations=KNOWN)
    assert set(found) == {"GX-25"}
    assert found["GX-25"].severity is Severity.HINT
    assert found["GX-25"].suggestion.value == "南宁市第二中学"


# 一.1–3: scope


def test_the_retired_are_not_collected_whatever_else_they_are():
    assert codes(TEACHER, **KNOWN | {"retired": True}) == {"GX-03"}


@pytest.mark.parametrize("kind", ["private", "government", "state-owned", "central"])
def test_it_does_not_matter_where_the_holder_works(kind):
    assert codes(TEACHER, **KNOWN | {"employer_type": kind}) == set()


@pytest.mark.parametrize(
    ("declared", "broken"),
    [
        ({"evaluated_by": "army", "route": "evaluation"}, {"GX-01"}),
        ({"evaluated_by": "army", "route": "confirmation"}, set()),
        ({"evaluated_by": "central", "route": "evaluation"}, {"GX-02"}),
        ({"evaluated_by": "central", "route": "confirmation"}, set()),
        ({"evaluated_by": "other-province", "route": "evaluation"}, {"GX-05"}),
        ({"evaluated_by": "other-province", "route": "recognition"}, {"GX-05"}),
        ({"evaluated_by": "other-province", "route": "confirmation"}, set()),
        ({"evaluated_by": "this-province", "route": "evaluation"}, set()),
    ],
)
def test_who_evaluated_decides_unless_guangxi_confirmed_it(declared, broken):
    assert codes({}, **declared) & {"GX-01", "GX-02", "GX-05"} == broken


def test_what_another_province_issued_is_seen_by_its_name():
    fields = {"issuer": "湖南省人事厅", "review_type": "评审"}
    assert "GX-05" in codes(fields)
    assert "GX-05" in codes(fields | {"review_type": "重新确认"})
    assert "GX-05" not in codes({"issuer": "广西壮族自治区人事厅", "review_type": "重新确认"})


def test_staff_of_central_units_are_judged_by_who_issued():
    declared = {"employer_type": "central", "route": "evaluation"}
    assert "GX-02" in codes({"issuer": "中国铁路总公司"}, **declared)
    for issuer in ("广西壮族自治区人事厅", "桂林市人事局"):
        assert "GX-02" not in codes({"issuer": issuer}, **declared)


@pytest.mark.parametrize(
    ("declared", "broken"),
    [
        ({"evaluated_by": "other-province", "exam_line": "national"}, False),
        ({"evaluated_by": "other-province", "exam_line": "local"}, True),
        ({"evaluated_by": "this-province", "exam_line": "local"}, False),
    ],
)
def test_only_a_local_pass_line_of_another_province_is_out(declared, broken):
    known = {"route": "exam", "qualification_kind": "professional"}
    assert ("GX-07" in codes({}, **known, **declared)) is broken


def test_an_exam_elsewhere_is_not_judged_before_the_pass_line_is_known():
    known = {"route": "exam", "evaluated_by": "other-province"}
    assert unclear({}, **known)["GX-07"] == "declarations.exam_line"


@pytest.mark.parametrize(
    ("series", "title", "broken"),
    [
        ("卫生", "主治医师", False),
        ("工程", "高级工程师", False),
        ("", "执业医师", True),
        ("政工系列", "政工师", True),
        ("", "高级政工师", True),
        ("", "高级工", True),
    ],
)
def test_workers_skills_doctors_licences_and_political_work_are_out(series, title, broken):
    fields = {"series": series, "title": title}
    assert ("GX-09" in codes(fields, qualification_kind="title")) is broken


@pytest.mark.parametrize("kind", ["worker-skill", "doctor-licence", "political-work"])
def test_kinds_that_were_declared_are_out(kind):
    assert "GX-09" in codes({}, qualification_kind=kind)


def test_a_name_that_nobody_knows_is_looked_at_and_with_the_annex_refused():
    found = findings({"title": "茶艺师"})
    assert found["GX-08"].severity is Severity.WARNING
    strict = findings({"title": "高级工程师"}, tables={"annex1": ["工程师"]})
    assert strict["GX-08"].severity is Severity.ERROR
    for title in ("中学一级教师", "主管护师", "高级工程师"):
        assert "GX-08" not in codes({"title": title})


def test_titles_and_professional_qualifications_have_a_table_each():
    assert "GX-66" in codes({"title": "一级建造师"}, qualification_kind="title")
    assert "GX-66" in codes({"title": "高级工程师"}, qualification_kind="professional")
    assert "GX-66" not in codes({"title": "注册会计师"}, qualification_kind="professional")
    assert "GX-66" not in codes({"title": "会计师"}, qualification_kind="title")
    assert "GX-06" in codes({}, qualification_kind="professional", route="evaluation")


@pytest.mark.parametrize(
    ("issuer", "broken"),
    [
        ("广西壮族自治区人力资源和社会保障厅", set()),
        ("广西壮族自治区人事厅", set()),
        ("广西人社厅", set()),
        ("广西壮族自治区劳动和社会保障厅", {"GX-10"}),
        ("南宁市人事局", {"GX-10"}),
        ("中国计算机学会", {"GX-10"}),
        ("广东省人力资源和社会保障厅", {"GX-12"}),
        ("人力资源和社会保障部", {"GX-12"}),
    ],
)
def test_exams_are_issued_by_the_department(issuer, broken):
    fields = {"issuer": issuer, "review_type": "考试取得"}
    assert codes(fields) & {"GX-10", "GX-12"} == broken
    assert codes(fields | {"review_type": "评审"}) & {"GX-10", "GX-12"} == set()


def test_the_contradiction_about_exams_elsewhere_names_its_setting():
    found = findings({"issuer": "广东省人事厅"}, declarations={"route": "exam"})
    assert found["GX-12"].severity is Severity.WARNING
    assert "issuers" in found["GX-12"].zh


@pytest.mark.parametrize(
    ("issuer", "issued", "broken"),
    [
        ("广西壮族自治区人事厅", "2005-06-01", False),
        ("广西壮族自治区人事厅", "2009-06-01", False),
        ("广西壮族自治区人事厅", "2010-06-01", True),
        ("广西壮族自治区人力资源和社会保障厅", "2009-12-01", False),
        ("广西壮族自治区人力资源和社会保障厅", "2008-12-31", True),
    ],
)
def test_the_department_has_the_name_of_its_time(issuer, issued, broken):
    assert ("GX-13" in codes({"issuer": issuer, "issued_on": issued})) is broken


@pytest.mark.parametrize(
    ("seals", "broken"),
    [
        (["广西壮族自治区人事厅", "广西壮族自治区职称改革工作领导小组"], False),
        (["广西壮族自治区人力资源和社会保障厅", "广西壮族自治区职称改革工作领导小组"], False),
        (["广西壮族自治区人事厅"], False),  # the other may not have been readable
        (["广西壮族自治区人事厅", "南宁市人事局"], True),
        (["南宁市职称改革领导小组"], True),
    ],
)
def test_evaluated_titles_bear_two_seals(seals, broken):
    found = findings({"review_type": "评审"}, seals={"certificate": seals})
    assert ("GX-11" in found) is broken
    assert "GX-11" not in findings({"review_type": "考试取得"}, seals={"certificate": seals})


def test_the_seals_of_a_certificate_may_be_declared():
    known = {"route": "evaluation"}
    assert "GX-11" in codes({}, **known, sealed_by="桂林市人事局")
    assert "GX-11" in codes({}, **known, documents={"certificate": {"seals": ["office"]}})
    assert unclear({}, **known)["GX-11"] == "declarations.sealed_by"


# 二.2, 4, 7, 11


def test_what_is_mandatory_is_missed_by_its_own_name():
    fields = {key: value for key, value in TEACHER.items() if key != "id_number"}
    found = findings(fields, declarations=KNOWN)["GX-16"]
    assert "身份证号" in found.zh
    assert "required" in found.zh


def test_a_professional_qualification_needs_no_series():
    fields = TEACHER | {"series": "", "level": "", "committee": "", "title": "执业药师"}
    assert "GX-16" not in codes(fields, qualification_kind="professional")
    assert "GX-16" in codes(fields, qualification_kind="title")


def test_dates_and_values_of_lists():
    assert "GX-21" in codes({"obtained_on": "一九九六年夏"})
    assert "GX-21" not in codes({"obtained_on": "一九九六年七月"})
    assert "GX-20" in codes({"sex": "女性"})
    assert "GX-20" not in codes({"level": "中级", "series": "高校教师系列", "sex": "男"})


@pytest.mark.parametrize(
    ("employer", "broken"),
    [
        ("南宁市第二中学", False),
        ("广西壮族自治区南宁市第二中学", True),
        ("广西壮族自治区人民医院", False),
        ("广西大学", False),
    ],
)
def test_nothing_is_added_before_the_name_of_a_unit(employer, broken):
    assert ("GX-36" in codes({"employer": employer})) is broken


def test_what_the_seal_itself_has_before_the_name_stays():
    name = "广西壮族自治区南宁市第二中学"
    found = findings({"employer": name}, seals={"statement": [name]})
    assert {"GX-35", "GX-36"}.isdisjoint(found)
    bare = findings({"employer": name}, seals={"statement": ["南宁市第二中学"]})
    assert bare["GX-36"].suggestion.value == "南宁市第二中学"


def test_the_name_is_that_of_the_seal_and_no_short_form():
    seal = {"statement": ["广西医科大学第一附属医院", "南宁市人力资源和社会保障局"]}
    assert "GX-35" not in findings({"employer": "广西医科大学第一附属医院"}, seals=seal)
    found = findings({"employer": "医科大一附院"}, seals=seal)
    assert found["GX-35"].suggestion.value == "广西医科大学第一附属医院"
    assert all("GX-35" in codes({"employer": e}) for e in ("医科大一附院", "南宁二中"))
    read = {"review-form": {"employer": "广西壮族自治区水利电力勘测设计研究院"}}
    assert "GX-35" in findings({"employer": "广西水利电力设计院"}, read=read)
    assert "GX-35" not in findings({"employer": "南宁市第二中学"}, read=read)  # it may have changed


def test_without_seal_or_document_the_name_stays_open():
    assert unclear({"employer": "南宁市第二中学"})["GX-35"] == "documents.certificate"


# 二.14: ways and committees


@pytest.mark.parametrize(
    ("way", "committee", "broken"),
    [
        ("评审", "南宁市中小学教师系列中级评审委员会", set()),
        ("晋升、转评或者第二职称", "南宁市中级评审会", set()),
        ("转评", "南宁市中评委", set()),
        ("评审", "中级考试取得", {"GX-42"}),
        ("评审", "认定取得", {"GX-42"}),
        ("考试取得", "中级考试取得", set()),
        ("考试取得", "卫生中级考试取得", set()),
        ("考试取得", "高级考试取得", {"GX-42"}),
        ("考试取得", "南宁市中级职称评审委员会", {"GX-42"}),
        ("认定", "认定取得", set()),
        ("认定", "南宁市中级职称评审委员会", {"GX-41"}),
        ("认定", "重新确认取得", {"GX-41"}),
        ("重新确认", "重新确认", set()),
        ("重新确认", "广西工程系列高级评审委员会", {"GX-41"}),
    ],
)
def test_way_and_committee(way, committee, broken):
    fields = {"review_type": way, "committee": committee, "level": "中级"}
    assert codes(fields) & {"GX-41", "GX-42"} == broken


def test_the_way_may_be_declared_and_the_entry_of_the_level_is_suggested():
    fields = {"committee": "南宁市中级职称评审委员会", "level": "助理级"}
    found = findings(fields, declarations={"route": "exam"})
    assert found["GX-42"].suggestion.value == "初级考试取得"
    assert unclear(fields)["GX-42"] == "declarations.route"


@pytest.mark.parametrize(
    ("obtained", "by_exam", "by_evaluation"),
    [
        ("1999-12-31", {"GX-43"}, set()),
        ("2000-01-01", {"GX-45"}, {"GX-45"}),
        ("2001-12-31", {"GX-45"}, {"GX-45"}),
        ("2002-01-01", set(), {"GX-44"}),
    ],
)
@pytest.mark.parametrize("level", ["中级", "初级"])
def test_health_before_2000_and_after_2001(obtained, by_exam, by_evaluation, level):
    own = {"GX-43", "GX-44", "GX-45"}
    title = "主管护师" if level == "中级" else "护师"
    fields = NURSE | {"obtained_on": obtained, "level": level, "title": title}
    assert codes(fields) & own == by_exam
    evaluated = {"review_type": "晋升、转评或者第二职称", "committee": "桂林市卫生中级评审委员会"}
    assert codes(fields | evaluated) & own == by_evaluation


@pytest.mark.parametrize(
    "change",
    [
        {"level": "高级", "title": "主任护师", "series": "卫生"},
        {"level": "中级", "title": "工程师", "series": "工程"},
    ],
)
def test_other_titles_may_be_evaluated_in_any_year(change):
    fields = NURSE | change | {"review_type": "评审"}
    assert codes(fields) & {"GX-43", "GX-44", "GX-45"} == set()


def test_health_recognised_or_confirmed_is_left_in_peace():
    for way in ("认定", "重新确认"):
        assert "GX-44" not in codes(NURSE | {"review_type": way})


def test_exam_in_place_of_evaluation_is_entered_as_obtained_by_exam():
    found = findings(NURSE | {"review_type": "以考代评"})
    assert found["GX-44"].suggestion.value == "考试取得"


def test_in_2000_the_certificate_decides():
    fields = NURSE | {"obtained_on": "2000-06"}
    agreeing = findings(fields, read={"certificate": {"review_type": "考试"}})
    assert "GX-45" not in agreeing
    assert "GX-45" in findings(fields, read={"certificate": {"review_type": "评审"}})


# 二.15: numbers


@pytest.mark.parametrize(
    ("number", "broken"),
    [
        ("11111111", set()),
        ("１１１１１１１１", set()),
        ("1111 1111", set()),
        ("450011223", set()),
        ("", {"GX-46"}),
        ("1111111", {"GX-47"}),
        ("111111111", {"GX-47"}),
        ("00000000", {"GX-47"}),
        ("1111-1111", {"GX-47"}),
        ("llllllll", {"GX-47"}),
        ("无", {"GX-47"}),
        ("11111112", set()),
    ],
)
def test_eight_ones_stand_for_no_number(number, broken):
    own = {"GX-46", "GX-47"}
    found = findings({"certificate_number": number})
    assert set(found) & own == broken
    if "GX-47" in broken:
        assert found["GX-47"].suggestion.value == "11111111"


def test_a_number_on_the_certificate_is_entered():
    fields = {"certificate_number": "11111111"}
    read = {"certificate": {"certificate_number": "4500012345"}}
    assert findings(fields, read=read)["GX-48"].suggestion.value == "4500012345"
    assert unclear(fields)["GX-48"] == "documents.certificate"


@pytest.mark.parametrize(
    ("dates", "broken"),
    [
        ({"issued_on": "2010-12-31"}, True),
        ({"issued_on": "2011-01-01"}, False),
        ({"obtained_on": "2010-12-31"}, True),
        ({"obtained_on": "2010-12-31", "issued_on": "2011-03-01"}, False),
    ],
)
def test_management_numbers_are_of_2011_and_later(dates, broken):
    assert ("GX-49" in codes({"management_number": "201145000123", **dates})) is broken
    assert "GX-49" not in codes(dates)


def test_a_management_number_is_no_placeholder_and_not_the_number_again():
    dated = {"issued_on": "2012-01-01", "certificate_number": "450011223"}
    assert "GX-50" in codes({"management_number": "11111111", **dated})
    found = findings({"management_number": "450011223", **dated})
    assert found["GX-50"].severity is Severity.WARNING
    assert "GX-50" not in codes({"management_number": "201145000123", **dated})


# 三.3


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        ({}, False),
        ({"level": "高级"}, True),
        ({"title": "讲师"}, True),
        ({"committee": "南宁市工程系列中级评审委员会"}, True),
        ({"committee": "认定取得", "review_type": "认定"}, False),
    ],
)
def test_level_series_committee_and_title_fit(change, broken):
    assert ("GX-60" in codes(TEACHER | change)) is broken
