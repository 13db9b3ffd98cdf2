"""Which unit Guizhou's form takes: questions 10, 11, 20 and 21, sentence by sentence."""

from datetime import date

import pytest

from models.fields import Field
from rules.examples import case_of_example
from rules.judge import judge
from rules.tables import load_tables

FIGURES = load_tables("guizhou-historical")["issuing_unit"]
PROVINCE = "贵州省人力资源和社会保障厅"
CITIES = {
    "1": "贵阳市", "2": "遵义市", "3": "安顺市", "4": "黔南州", "5": "黔东南州",
    "6": "铜仁市", "7": "毕节市", "8": "六盘水市", "9": "黔西南州",
}  # fmt: skip
UNIT_RULES = {f"GZ-H-{n}" for n in (19, 20, 21, 22, 23, 24, 25, 26, 27, 52, 53, 54, 55)}


def found(fields, tables=None, **declared):
    example = {"fields": fields, "declarations": declared}
    if tables:
        example["tables"] = tables
    return judge(case_of_example("guizhou-historical", example)).findings


def codes(fields, tables=None, **declared):
    return {one.code for one in found(fields, tables, **declared)} & UNIT_RULES


def unclear(fields, **declared):
    case = case_of_example("guizhou-historical", {"fields": fields, "declarations": declared})
    return {one.code: one.need for one in judge(case).unclear}


def senior(year, number="", issuer="", **more):
    fields = {"level": "高级", "obtained_on": f"{year}-12-20", "certificate_number": number}
    return {**fields, "issuer": issuer, **more}


def bureau(city):
    return f"{city}人力资源和社会保障局"


def committee(city):
    return f"{city}卫生系列高级专业技术职务评审委员会"


SEALED = {"sealed_by": PROVINCE, "in_annex1": False}


@pytest.mark.parametrize("digit", CITIES)
def test_the_bureau_of_the_fifth_digit_is_taken(digit):
    form = senior(2012, f"黔高2012{digit}000123", bureau(CITIES[digit]))
    assert codes(form, **SEALED) == set()


@pytest.mark.parametrize("digit", CITIES)
def test_the_bureau_of_any_other_city_is_named_and_replaced_by_the_right_one(digit):
    wrong = CITIES["1" if digit != "1" else "2"]
    answers = found(senior(2012, f"黔高2012{digit}000123", bureau(wrong)), **SEALED)
    told = {one.code: one for one in answers}
    assert {"GZ-H-21", "GZ-H-24"} <= set(told)
    assert told["GZ-H-21"].suggestion.value == bureau(CITIES[digit])


def test_whole_area_names_and_the_notices_own_spelling_are_the_same_bureau():
    for name in (
        "黔东南苗族侗族自治州人力资源和社会保障局",
        "黔东南州人力资源社会保障局",
        "贵州省黔东南州人力资源和社会保障局",
    ):
        assert codes(senior(2012, "黔高20125000123", name), **SEALED) == set()


def test_the_order_of_area_codes_is_told_as_the_mistake_that_it_is():
    assert "GZ-H-22" in codes(senior(2012, "黔高20122000123", bureau("六盘水市")), **SEALED)
    assert "GZ-H-22" not in codes(senior(2012, "黔高20122000123", bureau("安顺市")), **SEALED)
    # 贵阳市 and 铜仁市 are the same in both orders.
    assert codes(senior(2012, "黔高20126000123", bureau("铜仁市")), **SEALED) == set()


@pytest.mark.parametrize(("year", "expected"), [(2017, set()), (2018, {"GZ-H-23"})])
def test_the_fifth_digit_counts_to_2017_and_not_since_2018(year, expected):
    assert codes(senior(year, f"黔高{year}5000123", bureau("黔东南州")), **SEALED) == expected


def test_since_2018_the_unit_of_the_seal_or_the_forming_unit():
    number = "黔高20185000123"
    assert codes(senior(2018, number, PROVINCE), **SEALED) == set()
    own = senior(2018, number, bureau("黔东南州"), convener=bureau("黔东南州"))
    assert codes(own, **SEALED) == set()
    other = senior(2018, number, bureau("贵阳市"), convener=bureau("黔东南州"))
    assert codes(other, **SEALED) == {"GZ-H-24"}


def test_since_2018_a_bureau_that_may_have_formed_the_committee_is_asked_about():
    form = senior(2018, "黔高20185000123", bureau("黔东南州"), committee=committee("黔东南州"))
    assert "GZ-H-23" not in codes(form, **SEALED)
    assert unclear(form, **SEALED)["GZ-H-23"] == "fields.convener"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2009-12-31", {"GZ-H-54", "GZ-H-55"}), ("2010-01-01", set())],
)
def test_2010_begins_on_its_first_day(day, expected):
    form = senior(2010, f"黔高{day[:4]}2000123", bureau("遵义市")) | {"obtained_on": day}
    assert codes(form, **SEALED) == expected


def test_the_first_day_of_2010_is_a_figure():
    later = {"issuing_unit": {**FIGURES, "later_from": date(2011, 1, 1)}}
    form = senior(2010, "黔高20102000123", bureau("遵义市"))
    assert codes(form, later, **SEALED) == {"GZ-H-54", "GZ-H-55"}


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2003, {"GZ-H-54"}),  # question 10 speaks of 2004 to 2019
        (2004, {"GZ-H-19", "GZ-H-54"}),
        (2011, {"GZ-H-19", "GZ-H-24"}),
        (2017, {"GZ-H-19", "GZ-H-24"}),
        (2018, {"GZ-H-25"}),
        (2019, {"GZ-H-25"}),
        (2020, set()),
    ],
)
def test_a_citys_committee_and_the_provinces_seal(year, expected):
    form = senior(year, "已遗忘", PROVINCE, committee=committee("遵义市"))
    assert codes(form, **SEALED) == expected


@pytest.mark.parametrize("year", [2005, 2011, 2019])
def test_the_unit_that_formed_a_citys_committee_is_right_in_every_year(year):
    named = {"committee": committee("遵义市"), "convener": "遵义市教育局"}
    form = senior(year, "已遗忘", "遵义市教育局", **named)
    assert codes(form, **SEALED) - {"GZ-H-54"} == set()


def test_a_committee_of_the_province_is_not_question_10():
    form = senior(2012, "黔高20121000123", PROVINCE, committee=committee("贵州省"))
    assert "GZ-H-19" not in codes(form, **SEALED)
    assert unclear(form, **SEALED)["GZ-H-24"] == "fields.convener"


def test_2018_and_2019_give_way_where_a_department_decides_so():
    form = senior(2019, "已遗忘", PROVINCE, committee=committee("毕节市"))
    (warning,) = (one for one in found(form, **SEALED) if one.code == "GZ-H-25")
    assert warning.severity == "warning"
    assert "issuing_unit.conflict_2018" in warning.zh
    decided = {"issuing_unit": {**FIGURES, "conflict_2018": "sealing-unit"}}
    assert codes(form, decided, **SEALED) == set()


@pytest.mark.parametrize(
    "declared",
    [
        {"sealed_by": bureau("遵义市"), "in_annex1": False},
        {"sealed_by": PROVINCE, "in_annex1": True},
    ],
)
def test_another_seal_or_a_place_in_the_list_is_not_question_11(declared):
    form = senior(2012, "黔高20125000123", PROVINCE, committee=committee("遵义市"))
    assert codes(form, **declared) == set()


@pytest.mark.parametrize("level", ["中级", "助理级", "员级", "初级"])
def test_certificates_that_are_not_senior_are_free_of_it(level):
    form = senior(2012, "黔中20125000123", bureau("贵阳市"), committee=committee("遵义市"))
    assert codes({**form, "level": level}, **SEALED) == set()


def test_nobody_is_asked_about_the_list_who_can_not_be_in_it():
    form = senior(2012, "黔中20125000123", bureau("贵阳市")) | {"level": "中级"}
    assert not UNIT_RULES & set(unclear(form))


def test_listed_people_are_sent_to_the_province():
    form = senior(2012, "黔高20121000123", bureau("贵阳市"))
    (hint,) = (one for one in found(form, in_annex1=True) if one.code == "GZ-H-20")
    assert hint.suggestion.value == PROVINCE


@pytest.mark.parametrize("number", ["黔高1234", "黔高20120000123", "高字第12号"])
def test_a_number_that_tells_no_city_says_so(number):
    assert "GZ-H-26" in codes(senior(2012, number), **SEALED)


@pytest.mark.parametrize("number", ["未办理证书", "已遗忘"])
def test_the_words_in_place_of_a_number_are_never_read_as_one(number):
    form = senior(2012, number, bureau("安顺市"), committee=committee("安顺市"))
    assert codes(form, **SEALED) == set()


def test_number_and_committee_of_two_cities_are_told():
    form = senior(2015, "黔高20153000100", "", committee=committee("遵义市"))
    assert codes(form, **SEALED) == {"GZ-H-27"}
    assert codes({**form, "committee": committee("贵州省")}, **SEALED) == set()
    assert codes({**form, "obtained_on": "2018-12-20"}, **SEALED) == set()


@pytest.mark.parametrize(
    ("old", "now"),
    [
        ("贵州省人事厅", PROVINCE),
        ("贵州省劳动和社会保障厅", PROVINCE),
        ("毕节地区人事局", bureau("毕节市")),
        ("铜仁地区人力资源和社会保障局", bureau("铜仁市")),
        ("遵义市人事局", bureau("遵义市")),
        ("贵州省卫生厅", "贵州省卫生健康委员会"),
    ],
)
def test_a_unit_that_a_reform_dissolved_is_replaced_by_the_merged_one(old, now):
    (error,) = (one for one in found({"issuer": old}) if one.code == "GZ-H-52")
    assert error.suggestion.value == now


@pytest.mark.parametrize("name", [PROVINCE, "贵州省人力资源社会保障厅", "遵义市教育局", "贵州大学"])
def test_a_unit_that_stands_is_left_alone(name):
    assert codes({"issuer": name}, issuer_state="exists") == set()


def test_a_vanished_factory_has_no_successor():
    form = {"issuer": "贵阳矿山机器厂"}
    assert codes(form, issuer_state="dissolved") == {"GZ-H-53"}
    assert unclear(form)["GZ-H-53"] == "declarations.issuer_state"
    merged = {"issuer_state": "merged", "sealed_by": "贵阳矿山机器厂"}
    assert codes(form, **merged) == {"GZ-H-52"}


def test_before_2010_the_years_of_the_unit_decide():
    form = senior(2007, "黔高20072000123", "遵义市教育局", committee=committee("遵义市"))
    assert codes(form, **SEALED) == {"GZ-H-54"}
    years = {"unit_windows": {"遵义市教育局": [2005, 2019]}}
    assert codes(form, years, **SEALED) == set()


def test_the_seal_is_read_from_the_certificate_where_nobody_declared_it():
    example = {
        "fields": senior(2012, "黔高20125000123", bureau("黔南州")),
        "declarations": {"in_annex1": False},
        "seals": {"certificate": ["贵州省人力资源和社会保障厅"]},
    }
    findings = judge(case_of_example("guizhou-historical", example)).findings
    assert "GZ-H-21" in {one.code for one in findings}


def test_findings_about_the_unit_stand_at_the_unit():
    for one in found(senior(2012, "黔高20125000123", bureau("黔南州")), **SEALED):
        if one.code in {"GZ-H-21", "GZ-H-24"}:
            assert one.field is Field.ISSUER
