"""Gansu's notice, 一, 三, 四, 五: when, where, by whom, the titles, and how names are written."""

import pytest
from gansu_cases import BOTH, CERTIFICATE, COPY, FILE, FORM, ID, codes, judged, suggested, unclear

from models.findings import Severity
from rules.gansu.scope import whose_body
from rules.tables import load_tables


def test_entry_is_open_until_the_end_of_the_last_day():
    for day, told in (("2021-03-01", set()), ("2021-05-31", set()), ("2021-06-01", {"GS-01"})):
        assert codes({}, {"submitted_on": day}) == told
    assert codes({}, {"submitted_on": "2021-06-01", "purpose": "reissue"}) == set()


@pytest.mark.parametrize(
    ("name", "who"),
    [
        ("甘肃省工程系列高级评审委员会", "this-province"),
        ("兰州市卫生系列中级评审委员会", "this-province"),
        ("陕西省工程系列高级评审委员会", "other-province"),
        ("贵阳市工程系列高级评审委员会", "other-province"),
        ("中国石油天然气集团公司高级评审委员会", "central"),
        ("国家电网公司高级评审委员会", "central"),
        ("兰州军区联勤部专业技术资格评审委员会", "army"),
        ("中国甘肃国际经济技术合作总公司评审委员会", ""),
        ("金川集团股份有限公司高级评审委员会", ""),
    ],
)
def test_whose_a_committee_is(name, who):
    tables = load_tables("gansu")
    assert whose_body(name, tables.names("central_names"), tables.names("army_words")) == who


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("this-province", set()),
        ("other-province", {"GS-40"}),
        ("central", {"GS-41"}),
        ("army", {"GS-42"}),
    ],
)
def test_who_evaluated_decides_and_not_the_employer(who, told):
    assert codes({}, {"evaluated_by": who}) == told
    assert codes({}, {"evaluated_by": who, "employer_type": "central"}) == told
    here = {"evaluated_by": who, "employer_type": "state-owned"}
    assert codes({}, here) == (told | {"GS-43"} if told else set())


def test_who_evaluated_is_asked_where_nothing_tells():
    assert {"GS-40", "GS-41", "GS-42"} <= unclear({"committee": "金川集团高级评审委员会"})


def test_exams_are_left_out():
    assert codes({"review_type": "以考代评"}) == {"GS-39"}
    assert codes({}, {"route": "exam"}) == {"GS-39"}
    for route in ("evaluation", "recognition"):
        assert codes({}, {"route": route}) == set()


def test_through_whom_one_collects_after_moving():
    def told(state, **more):
        found = judged({}, {"employer_state": state, **more}).findings
        return {(f.code, f.severity) for f in found if f.code.startswith("GS")}

    inside, outside = "moved-in-province", "moved-out-of-province"
    assert told("same") == set()
    assert told(inside, submits_through="current-employer") == set()
    assert told(inside, submits_through="archive-agency") == set()
    assert told(inside, submits_through="former-employer") == {("GS-36", Severity.ERROR)}
    assert told(inside) == {("GS-36", Severity.HINT)}
    away = {"archive_in_province": False}
    assert told(outside, **away, submits_through="former-employer") == set()
    assert told(outside, **away, submits_through="current-employer") == {("GS-37", Severity.ERROR)}
    assert told(outside, **away) == {("GS-37", Severity.HINT)}
    kept = {"archive_in_province": True}
    assert told(outside, **kept, submits_through="archive-agency") == set()
    assert told(outside, **kept) == {("GS-38", Severity.HINT)}
    assert {"GS-37", "GS-38"} <= unclear({}, {"employer_state": outside})


def test_the_highest_title_of_each_series_comes_first():
    def told(series, level, *held):
        holds = [{"series": s, "level": one} for s, one in held]
        return codes({"series": series, "level": level}, {"holds": holds})

    engineer, both = ("工程", "高级"), (("工程", "高级"), ("工程", "中级"))
    assert told("工程", "高级", engineer) == set()
    assert told("工程技术人员", "中级", *both) == {"GS-03"}  # the same series by another name
    assert told("工程", "副高级", *both) == {"GS-62"}  # which 高级 it is, nobody knows
    assert told("工程", "副高级", ("工程", "正高级"), ("工程", "副高级")) == {"GS-03"}
    assert told("经济", "中级", engineer, ("经济", "中级")) == set()


def test_one_level_at_a_time():
    assert codes({"level": "高级、中级"}) == {"GS-04"}
    assert codes({"title": "高级工程师/工程师"}) == {"GS-04"}
    for title in ("高级工程师", "中小学二级教师", "助理研究员、讲师"):
        assert "GS-04" not in codes({"title": title})


@pytest.mark.parametrize("name", ["马建国", "阿依古丽·买买提", "𠮷田", "欧阳静怡", "马・哈桑"])
def test_names_in_characters_pass(name):
    assert codes({"name": name}) == set()


@pytest.mark.parametrize("name", ["MaJianguo马", "Ma Jianguo", "马建国1", "ｍａ建国"])
def test_names_with_letters_are_refused(name):
    assert codes({"name": name}) == {"GS-44"}
    assert codes({"name": name, "id_type": "护照"}) == set()


def test_a_wrong_dot_is_corrected():
    assert suggested("GS-45", {"name": "阿依古丽.买买提"}) == "阿依古丽·买买提"


@pytest.mark.parametrize("name", ["省医院", "市第一中学", "县人民医院", "省人社厅", "兰大一院"])
def test_short_names_of_the_employer_are_not_found(name):
    assert codes({"employer": name}) == {"GS-53"}
    assert codes({"employer": "甘肃省人民医院"}, {"current_employer": name}) == {"GS-53"}


@pytest.mark.parametrize(
    "name",
    ["甘肃省人民医院", "兰州市第三中学", "市政工程总公司", "金川集团股份有限公司", "甘肃矿区医院"],
)
def test_full_names_of_the_employer_pass(name):
    assert codes({"employer": name}) == set()


def test_a_nickname_is_written_out():
    assert suggested("GS-53", {"employer": "省医院"}) == "甘肃省人民医院"
    assert suggested("GS-53", {"employer": "兰州市人社局"}) == "兰州市人力资源和社会保障局"
    assert suggested("GS-53", {"employer": "县人民医院"}) is None


def test_the_unit_of_someone_who_left_is_not_taken_for_the_present_one():
    assert "GS-53" not in codes({"employer": "省医院"}, {"employer_state": "moved-in-province"})


@pytest.mark.parametrize(
    ("year", "told"), [(2011, True), (2012, False), (2013, False), (2014, True)]
)
def test_the_year_of_the_document_fits_the_date(year, told):
    fields = {"approval_number": FILE, "obtained_on": f"{year}-12"}
    assert ("GS-60" in codes(fields)) is told
    without = {"documents": {**CERTIFICATE, **FORM, "appointment": COPY, "statement": BOTH}}
    assert "GS-60" not in codes(fields, without)  # the number of an appointment


def test_a_withdrawn_area_code_is_valid():
    assert codes({"id_number": ID}) == set()
    assert codes({"id_number": "620102850130642"}) == set()  # 15 digits, an old card
    assert codes({"id_number": "622826198501306422"}) == {"GS-61"}
