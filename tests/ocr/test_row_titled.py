"""Titles stand before those who get them, or behind them with their number."""

from dataclasses import replace

import pytest

from tests.ocr.sheets_of_lists import lines, people
from tests.ocr.test_rows_of_text import under

FIRST, SECOND = "贵阳市第一中学", "遵义市第二中学"
TOLD = [
    ("王静", FIRST, "高级讲师"),
    ("李建国", FIRST, "高级实习指导教师"),
    ("赵敏", FIRST, "高级实习指导教师"),
    ("周红", SECOND, "高级讲师"),
]


def told(found: list[dict[str, str]]) -> list[tuple[str | None, ...]]:
    return [tuple(p.get(key) for key in ("name", "employer", "title")) for p in found]


def test_a_title_in_brackets_is_that_of_as_many_people_before_them() -> None:
    found = under(
        f"{FIRST}：王静（高级讲师）；李建国、赵敏（以上2人高级实习指导教师）",
        f"{SECOND}：周红（高级讲师）",
    )
    assert told(found) == TOLD


def test_what_people_of_a_series_are_called_is_no_specialty_and_no_title() -> None:
    found = under("群众文化专业人员（1人）", "王静　副研究馆员", "律师（1人）", "李建国　三级律师")
    assert [(p["series"], p["title"]) for p in found] == [
        ("群众文化专业人员", "副研究馆员"),
        ("律师", "三级律师"),
    ]


def test_a_title_before_names_is_theirs_up_to_the_next_one() -> None:
    found = under(
        f"一、{FIRST}：高级讲师王静；高级实习指导教师李建国、赵敏",
        f"二、{SECOND}：高级讲师周红",
    )
    assert told(found) == TOLD


def test_a_unit_right_before_such_a_title_needs_no_colon() -> None:
    found = under(
        f"一、{FIRST}高级讲师王静；高级实习指导教师李建国、赵敏", f"二、{SECOND}高级讲师 周红"
    )
    assert told(found) == TOLD


def test_names_of_a_title_at_the_end_of_a_line_stand_in_the_next_one() -> None:
    announced = ("经评审委员会评审通过，现将名单公布如下：", 84.0)
    upper = (f"一、{FIRST}：高级讲师王静；高级实习指导教师", 84.0)
    lower = ("李建国、赵敏", 78.0)
    last = (f"二、{SECOND}：高级讲师周红以及其他一些人员", 84.0)
    assert told(people(lines(announced, upper, lower, last)))[:3] == TOLD[:3]


def test_a_title_that_names_nobody_gives_nobody_another_one() -> None:
    found = under(f"一、{FIRST}高级讲师王静；高级实习指导教师", f"二、{SECOND}：高级讲师周红")
    assert ("王静", FIRST, "高级实习指导教师") not in told(found)


def test_a_numeral_before_comrades_counts_those_named_or_ends_a_name() -> None:
    found = under("王静、李红二同志具备工程师任职资格；", "赵敏、王五同志具备讲师任职资格。")
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "工程师"),
        ("李红", "工程师"),
        ("赵敏", "讲师"),
        ("王五", "讲师"),
    ]


def test_who_approves_in_the_sentence_above_a_list_is_nobody() -> None:
    above = "经某某集团公司经济系列评审委员会评审，某某集团公司批准，下列同志具备经济师任职资格。"
    announced = ("经评审委员会评审通过，现将名单公布如下：", 84.0)
    found = people(lines(announced, (above, 84.0), (f"{FIRST}：王静、李建国", 84.0)))
    assert [p["name"] for p in found] == ["王静", "李建国"]


def test_as_many_names_as_a_heading_announces_need_no_known_surnames() -> None:
    found = under("一、高级工程师（3人）", "萨仁高娃　吕桂荣　托　娅")
    assert told(found) == [(name, None, "高级工程师") for name in ("萨仁高娃", "吕桂荣", "托娅")]


def test_each_clause_of_a_sentence_names_its_people_though_it_be_one() -> None:
    found = people(
        lines(("批准王静同志为工程师，李建国、赵敏同志为助理工程师。", 84.0), ("此复", 84.0))
    )
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "工程师"),
        ("李建国", "助理工程师"),
        ("赵敏", "助理工程师"),
    ]
    assert people(lines(("批准王静同志为工程师。", 84.0), ("此复", 84.0))) == []


def test_a_line_of_a_unit_that_is_not_understood_ends_no_list() -> None:
    found = under(
        "一、副主任药师（6人）",
        f"{FIRST}：汪汝渝☑孔娟瑶",
        f"{FIRST}：药品采购验收管理",
        f"{SECOND}：王静　李建国",
    )
    assert told(found) == [
        (name, unit, "副主任药师")
        for name, unit in (
            ("汪汝渝", FIRST),
            ("孔娟瑶", FIRST),
            ("王静", SECOND),
            ("李建国", SECOND),
        )
    ]


@pytest.mark.parametrize("mark", ["。", "：", "；"])
def test_a_title_before_specialties_with_their_people_is_that_of_all_of_them(mark: str) -> None:
    found = under(
        f"一、副主任医师（1人）{mark}妇产科专业：邹东玉。",
        f"二、主治医师（4人）{mark}口腔专业：何婧；妇产科专业：薛静；推拿专业：戴山、冉素鹏。",
    )
    assert [(p["name"], p["specialty"], p["title"]) for p in found] == [
        ("邹东玉", "妇产科", "副主任医师"),
        ("何婧", "口腔", "主治医师"),
        ("薛静", "妇产科", "主治医师"),
        ("戴山", "推拿", "主治医师"),
        ("冉素鹏", "推拿", "主治医师"),
    ]


def test_what_is_said_of_all_above_is_no_part_of_the_last_line_of_names() -> None:
    found = people(
        lines(
            ("经研究，确认以下同志专业技术职务任职资格：", 84),
            ("（一）助理农艺师", 84),
            (f"{FIRST}：麦斌蕾田焕海　韩瑶淼　郭贵韦晖江　李建国", 84),
            ("以上人员任职资格时间从2008年8月5日起算。", 84),
        )
    )
    assert [p["name"] for p in found][-3:] == ["郭贵", "韦晖江", "李建国"]


OLD = ("经某某县工程技术职务评审委员会评审，某某县职称改革领导小组审定，同意：", 78.0)


def test_a_person_acts_as_what_stands_behind_the_unit() -> None:
    found = people(
        lines(
            OLD,
            (f"王静　{FIRST}　任中学一级教师职务资格", 84.0),
            (f"李建国　{SECOND}　任中学二级教师职务资格", 84.0),
            (f"逢敏　{SECOND}　任中学二级教师职务资格", 84.0),
        )
    )
    assert told(found) == [
        ("王静", FIRST, "中学一级教师"),
        ("李建国", SECOND, "中学二级教师"),
        ("逄敏", SECOND, "中学二级教师"),
    ]


def test_the_end_of_a_line_may_part_the_last_word_of_a_person_in_columns() -> None:
    found = people(
        lines(
            OLD,
            (f"王静　{FIRST}　任高级工程师职务资格", 84.0),
            ("李建国　遵义市矿业集团有限责任公司机电设备制造厂　任高级工程师职务资", 84.0),
            ("格", 78.0),
            (f"赵敏　{SECOND}　任高级工程师职务资格", 84.0),
        )
    )
    assert [p.get("title") for p in found] == ["高级工程师"] * 3


def test_a_semicolon_that_was_read_as_a_colon_makes_nobody_a_heading() -> None:
    found = people(
        lines(
            ("经评审通过，同意以下3名同志具备讲师任职资格：", 84.0),
            (f"王静（{FIRST}）：李建国（{SECOND}）；赵敏（{SECOND}）。", 84.0),
        )
    )
    names = [("王静", FIRST), ("李建国", SECOND), ("赵敏", SECOND)]
    assert told(found) == [(*one, "讲师") for one in names]


def test_names_that_another_reading_parts_are_two() -> None:
    announced = ("经评审通过，确认下列同志具备讲师任职资格：", 84.0)
    sheet = lines(announced, (f"{FIRST}：潘海戴菁 韩珺", 84.0), (f"{SECOND}：王静 李建国", 84.0))
    seen = replace(sheet.runs[1], rivals=(f"{FIRST}：潘海 戴菁 韩珺",))
    found = people(replace(sheet, runs=(sheet.runs[0], seen, sheet.runs[2])))
    assert [p["name"] for p in found] == ["潘海", "戴菁", "韩珺", "王静", "李建国"]
    one = replace(
        sheet.runs[1], text=f"{FIRST}：欧阳文静 韩珺", rivals=(f"{FIRST}：欧阳 文静 韩珺",)
    )
    found = people(replace(sheet, runs=(sheet.runs[0], one, sheet.runs[2])))
    assert [p["name"] for p in found] == ["欧阳文静", "韩珺", "王静", "李建国"]
