"""What Guizhou's solvers answer: the unit, the number, the certificate, the account, the names."""

import pytest

from rules.advice import advise
from rules.examples import case_of_example

PROVINCE = "贵州省人力资源和社会保障厅"
SEALED = {"sealed_by": PROVINCE, "in_annex1": False}


def advised(fields=None, profile="guizhou-historical", tables=None, **declared):
    example = {"fields": fields or {}, "declarations": declared}
    if tables:
        example["tables"] = tables
    return advise(case_of_example(profile, example))


def answer(topic, *args, **declared):
    return next((one for one in advised(*args, **declared).advice if one.topic == topic), None)


def choices(advice):
    return [(one.value, one.preferred) for one in advice.choices]


def senior(year, number="已遗忘", **more):
    return {"level": "高级", "obtained_on": f"{year}-12-20", "certificate_number": number, **more}


CITY = "遵义市中学教师系列高级专业技术职务评审委员会"
BUREAU = "遵义市人力资源和社会保障局"


def test_question_11_shows_both_lawful_units():
    form = senior(2013, "黔高20132000789", convener="遵义市教育局")
    advice = answer("issuer", form, **SEALED)
    assert choices(advice) == [("遵义市教育局", True), (BUREAU, False)]
    assert "“2”" in advice.zh
    assert all(one.source and one.en for one in advice.choices)


def test_a_forming_unit_without_a_name_is_told_by_its_committee():
    advice = answer("issuer", senior(2013, "黔高20132000789", committee=CITY), **SEALED)
    assert choices(advice)[0] == (f"{CITY}的组建单位", True)


def test_one_choice_is_left_where_the_bureau_formed_the_committee():
    advice = answer("issuer", senior(2013, "黔高20132000789", convener=BUREAU), **SEALED)
    assert choices(advice) == [(BUREAU, True)]


def test_without_a_number_the_forming_unit_is_left():
    advice = answer("issuer", senior(2013, "未办理证书", convener="遵义市教育局"), **SEALED)
    assert choices(advice) == [("遵义市教育局", True)]
    assert "未办理证书" in advice.zh


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_conflict_of_2018_and_2019_is_shown_with_its_setting(year):
    advice = answer("issuer", senior(year, committee=CITY, convener=BUREAU), **SEALED)
    assert choices(advice) == [(BUREAU, True), (PROVINCE, False)]
    assert advice.setting == "issuing_unit.conflict_2018"
    assert "第10问" in advice.zh
    assert "第11问" in advice.zh


def test_a_committee_of_the_province_has_no_conflict():
    form = senior(2018, committee="贵州省卫生系列高级评审委员会", convener="贵州省卫生健康委员会")
    advice = answer("issuer", form, **SEALED)
    assert advice.setting == ""
    assert {value for value, _ in choices(advice)} == {PROVINCE, "贵州省卫生健康委员会"}


def test_listed_people_choose_the_province():
    assert choices(answer("issuer", {}, in_annex1=True)) == [(PROVINCE, True)]


def test_before_2010_the_unit_is_asked_for_its_years():
    form = senior(2007, committee=CITY, convener=BUREAU, issuer=BUREAU)
    advice = answer("issuer", form, **SEALED)
    assert advice.open is None
    assert advice.steps
    moved = answer("issuer", form, tables={"unit_windows": {BUREAU: [2005, 2019]}}, **SEALED)
    assert moved.open is True
    known = {"evaluated_by": "this-province", "documents": {"certificate": True}, **SEALED}
    assert answer("scope", form, **known).open is None


def test_a_unit_has_the_name_that_the_reform_gave_it():
    advice = answer("issuer", {"level": "中级"}, sealed_by="毕节地区人事局")
    assert choices(advice) == [("毕节市人力资源和社会保障局", True)]


def test_a_vanished_unit_is_replaced_by_nobody():
    advice = answer("issuer", {}, issuer_state="dissolved")
    assert advice.choices == ()
    assert advice.steps


def test_a_merged_unit_that_the_dictionary_knows_is_named_and_another_is_asked_for():
    known = answer("issuer", {"level": "中级"}, sealed_by="贵州省人事厅", issuer_state="merged")
    assert choices(known) == [(PROVINCE, True)]
    other = answer("issuer", {}, sealed_by="贵阳矿山机器厂", issuer_state="merged")
    assert other.choices == ()
    assert other.steps


def test_what_the_answer_needs_is_asked():
    questions = advised({"level": "高级"}).questions
    assert "declarations.sealed_by" in {one.need for one in questions}


@pytest.mark.parametrize(
    ("fields", "declared", "value", "slot_open"),
    [
        ({}, {"certificate_state": "never-issued", "documents": {}}, "未办理证书", False),
        (
            {},
            {
                "certificate_state": "lost",
                "number_known": False,
                "documents": {"review-form": True},
            },
            "已遗忘",
            True,
        ),
        (
            {"certificate_number": "黔高2012"},
            {"certificate_state": "lost", "documents": {"certificate": True}},
            "黔高2012",
            False,
        ),
        (
            {"certificate_number": "黔高2012"},
            {"documents": {"certificate": True}},
            "黔高2012",
            True,
        ),
        ({"certificate_number": "黔高2012"}, {}, "黔高2012", None),
    ],
)
def test_which_number_to_write_and_which_proofs_go_with_it(fields, declared, value, slot_open):
    advice = answer("number", fields, **declared)
    assert advice.fields[0].value == value
    assert advice.open is slot_open
    assert advice.papers[0].at_hand is slot_open


def card(series, specialty, level, in_use=False):
    return {"series": series, "specialty": specialty, "level": level, "in_use": in_use}


def test_which_certificate_to_submit():
    middle, high = card("工程", "机械", "中级"), card("工程", "机械", "副高级")
    assert "工程（机械）副高级" in answer("certificate", holds=[middle, high]).zh
    used = card("会计", "会计", "中级", in_use=True)
    assert "会计（会计）中级" in answer("certificate", holds=[high, used]).zh
    other = answer("certificate", holds=[high, card("工程", "电气", "中级")])
    assert other.setting == "several_certificates.uncovered"
    assert answer("certificate", holds=[high]) is None


@pytest.mark.parametrize(
    ("declared", "words"),
    [
        ({"employer_state": "dissolved", "employer_type": "private"}, "现工作单位"),
        ({"employer_state": "moved-out-of-province", "archive_in_province": True}, "档案托管机构"),
        ({"employer_state": "moved-out-of-province", "archive_in_province": False}, "发证单位"),
        ({"employer_state": "dissolved", "retired": True}, "答疑没有规定"),
    ],
)
def test_who_creates_the_account(declared, words):
    assert words in answer("account", **declared).zh


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "工程技术应用研究员"}, {"title": "正高级工程师"}),
        ({"specialty": "群众文化"}, {"series": "图书资料系列"}),
        ({"series": "党校教师", "employer": "中共湄潭县委党校"}, {"series": "中等职业学校教师"}),
        (
            {"title": "主管药师", "employer": "贵州某制药有限公司"},
            {"series": "工程技术系列"},
        ),
        (
            {"series": "艺术", "specialty": "影视编辑", "level": "副高级"},
            {"title": "二级导演（编导）"},
        ),
    ],
)
def test_which_names_the_list_has(fields, expected):
    advice = answer("names", fields)
    assert {one.field: one.value for one in advice.fields} == expected


def test_how_both_specialties_are_filled_in():
    form = {"specialty": "水利工程", "local_specialty": "水利水电施工"}
    advice = answer("specialty", form, local_specialty_listed=False)
    assert [one.value for one in advice.fields] == ["其他", "水利水电施工"]
    listed = answer("specialty", {"specialty": "内科"})
    assert [one.value for one in listed.fields] == ["内科", "内科"]


@pytest.mark.parametrize(
    ("fields", "declared", "is_open"),
    [
        ({"obtained_on": "2012-12"}, {}, True),
        ({"obtained_on": "2003-12"}, {}, False),
        ({"obtained_on": "2020-12"}, {}, False),
        ({"obtained_on": "2012-12"}, {"evaluated_by": "other-province"}, False),
    ],
)
def test_whether_it_is_collected(fields, declared, is_open):
    assert answer("scope", fields, **declared).open is is_open


@pytest.mark.parametrize(
    ("fields", "declared", "is_open"),
    [
        ({"obtained_on": "2020-12-20"}, {"route": "evaluation"}, True),
        ({"obtained_on": "2020-12-20"}, {"route": "exam", "exam_line": "national"}, False),
        ({"obtained_on": "2020-12-20"}, {"route": "exam", "exam_line": "local"}, True),
        ({"obtained_on": "2015-12-20"}, {}, False),
    ],
)
def test_paper_or_electronic(fields, declared, is_open):
    assert answer("scope", fields, "guizhou-ecert", **declared).open is is_open


def test_the_review_types_that_fit():
    form = {"employer": "望谟县人民医院"}
    advice = answer("review-type", form, "guizhou-ecert", route="evaluation")
    assert [value for value, _ in choices(advice)] == [
        "社会化评审",
        "“9+3”定向评价",
        "基层评审认定",
    ]
    exam = answer("review-type", form, "guizhou-ecert", route="exam")
    assert choices(exam) == [("以考代评", True)]
    assert answer("review-type", {"review_type": "绿色通道"}, "guizhou-ecert") is None
