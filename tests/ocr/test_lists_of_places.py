"""Lists that part people by places and schools, and lines of which each tells of one person."""

import pytest

from models.fields import DocumentKind
from ocr.fields import find_fields, readings_of
from ocr.kinds import recognise_kind
from tests.ocr.pages_of_text import LABELS, page, written
from tests.ocr.sheets_of_lists import lines, people, ruled
from tests.ocr.test_listed_otherwise import both, under


def _told(*paragraphs: str) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs))}, DocumentKind.APPROVAL, LABELS)
    return {str(field): reading.value for field, reading in readings_of(found).items()}


def test_a_place_before_names_is_nobody_and_ends_the_unit_above() -> None:
    found = under(
        "省统计局　　　　王　静　李建国",
        "郑州市　　　　　赵　敏　陈　强",
        "洛阳市　　　　　范志刚",
    )
    assert [(p["name"], p.get("employer")) for p in found] == [
        ("王静", "省统计局"),
        ("李建国", "省统计局"),
        ("赵敏", None),
        ("陈强", None),
        ("范志刚", None),
    ]


@pytest.mark.parametrize("school", ["高中教师", "初中教师", "小学教师", "幼儿园教师"])
def test_teachers_of_a_kind_of_school_have_no_title_by_that(school: str) -> None:
    assert under(f"一、{school}（2人）", "王静　李建国") == both()


@pytest.mark.parametrize("unit", ["特校", "党校", "机幼", "县院", "火铺矿"])
def test_a_unit_of_two_letters_ends_the_one_above(unit: str) -> None:
    found = under("城关小学：赵敏、陈强", f"{unit}：王静、李建国")
    assert found[2:] == both(employer=unit)


def test_words_in_a_line_are_columns_though_one_run_holds_them_all() -> None:
    found = people(
        lines(
            ("王静　男　思南中学　　语文", 60.0),
            ("李静　女　民族中学　　数学", 60.0),
            ("赵敏　女　沿河民族中学　　物理", 60.0),
            ("陈强　男　德江县中学　　英语", 60.0),
        )
    )
    assert [(p["employer"], p["specialty"]) for p in found] == [
        ("思南中学", "语文"),
        ("民族中学", "数学"),
        ("沿河民族中学", "物理"),
        ("德江县中学", "英语"),
    ]


def test_lines_of_one_person_each_are_no_paragraph_and_years_may_be_short() -> None:
    found = under(
        "王静，女，65.10出生，贵阳市第一中学，中学一级教师",
        "李建国，男，63.2出生，遵义市第二中学，中学一级教师",
        announced="经市中级职务评审委员会1997年6月20日评审，批准：",
    )
    assert [(p["name"], p["birth_date"], p["employer"]) for p in found] == [
        ("王静", "1965-10", "贵阳市第一中学"),
        ("李建国", "1963-02", "遵义市第二中学"),
    ]


def test_a_column_of_births_may_leave_out_the_century() -> None:
    rows = ("序号", "姓名", "出生年月", "工作单位", "起算时间"), (
        "1", "王静", "65.10", "贵阳市第一中学", "1996.8"
    )  # fmt: skip
    [person] = people(ruled(*rows, widths=(40.0, 70.0, 70.0, 160.0, 80.0)))
    assert (person["birth_date"], person["obtained_on"]) == ("1965-10", "1996-08")


def test_a_title_before_those_of_whom_the_first_is_named() -> None:
    found = under(
        "王静等2人：工程师，名单为：王静（女）、李建国；",
        "赵敏等2人：助理工程师，名单为：赵敏、陈强。",
    )
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "工程师"),
        ("李建国", "工程师"),
        ("赵敏", "助理工程师"),
        ("陈强", "助理工程师"),
    ]


def test_specialties_behind_units_in_brackets_may_be_those_of_doctors() -> None:
    found = under(
        "副主任医师：", "王静（无锡市第四人民医院，放射）　李建国（常州市妇幼保健院，儿科）"
    )
    assert [p["specialty"] for p in found] == ["放射", "儿科"]


def test_brackets_tell_where_the_one_person_of_a_reply_works() -> None:
    told = _told(
        "关于王静同志任职资格的批复",
        "市卫生局：",
        "同意王静（女，1970年6月出生，市人民医院）具备主治医师任职资格。",
    )
    assert told["employer"] == "市人民医院"


def test_the_title_that_names_the_schools_is_the_same_without_them() -> None:
    told = _told(
        "关于批准王静等同志具备高级讲师资格的通知",
        "经自治区职改办批准，王静等6位同志具备中专高级讲师资格。",
    )
    assert told["title"] == "中专高级讲师"


def test_since_when_a_title_counts_may_stand_in_brackets() -> None:
    told = _told("经评审，下列同志具备小学高级教师任职资格（时间从1998年12月起）：")
    assert told["obtained_on"] == "1998-12"


def test_the_number_of_a_paper_may_stand_in_brackets_below_its_heading() -> None:
    assert _told("档案系列任职资格名单", "（黔档职评〔2007〕3号）")["approval_number"] == (
        "黔档职评〔2007〕3号"
    )


@pytest.mark.parametrize("prefix", ["百色市", "民营企业", "贵阳市民营企业"])
def test_whose_people_a_heading_lists_is_no_part_of_their_title(prefix: str) -> None:
    assert under(f"2016年度{prefix}一级教师资格人员名单", "王静　李建国") == both(title="一级教师")


def test_a_unit_that_begins_as_a_surname_does_has_people() -> None:
    found = under("一、小学一级教师（2人）", "雍熙一小　王静", "容县高中　李建国")
    assert [p["employer"] for p in found] == ["雍熙一小", "容县高中"]


def test_a_paper_that_publishes_a_list_by_its_title_is_an_approval() -> None:
    heading = "关于公布小学一级教师名单的通知"
    assert recognise_kind(["各区教育辅导站：", heading], set()) is DocumentKind.APPROVAL


@pytest.mark.parametrize(
    "said",
    [
        "经评审委员会2009年12月20日评审，王静等具备下列任职资格，自2010年1月1日起计算：",
        "经评审通过，下列5位同志具备高级教师任职资格，现予公布，从2010年1月1日起。",
        "同意你委2010年1月1日对高级经济师的评审结果，王静等7名同志具备高级经济师任职资格。",
    ],
)
def test_since_when_titles_count_is_said_somewhere(said: str) -> None:
    assert _told(said)["obtained_on"] == "2010-01-01"
