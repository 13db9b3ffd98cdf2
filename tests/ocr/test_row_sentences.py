"""Sentences and headings give their people what they say, however offices word them."""

import pytest

from tests.ocr.pages_of_text import written
from tests.ocr.sheets_of_lists import Sheet, people

THREE = ("王静", "李建国", "赵敏")
ANNOUNCED = "经评审委员会评审通过，现将取得任职资格人员名单通知如下："


def told(*paragraphs: str) -> list[dict[str, str]]:
    return people(Sheet(tuple(written(*paragraphs))))


def given(*paragraphs: str) -> list[tuple[str, ...]]:
    """Name and title of each."""
    return [
        (p["name"], p.get("title", ""), *(p.keys() - {"name", "title"})) for p in told(*paragraphs)
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "一、晋升高级工程师3人：",
        "高级工程师（按姓氏笔画排序）：",
        "高级工程师（排名不分先后）：",
        "以下同志取得高级工程师任职资格（以姓氏笔画为序）：",
        "认定以下同志为高级工程师：",
        "高级工程师有：",
    ],
)
def test_a_heading_gives_its_title_whatever_stands_around_it(heading: str) -> None:
    assert given(ANNOUNCED, heading + "王静、李建国、赵敏") == [(n, "高级工程师") for n in THREE]


def test_a_line_that_begins_with_how_many_they_are_goes_on() -> None:
    found = given(
        "根据甘职改办〔2011〕5号文件，经初定，王静、李建国等2位同志具备助理馆员任职资格。"
    )
    assert found == [("王静", "助理馆员"), ("李建国", "助理馆员")]


@pytest.mark.parametrize(
    "sentence",
    [
        "经研究，授予王静、李建国、赵敏高级工程师任职资格。",
        "同意聘任王静、李建国、赵敏为高级工程师。",
        "经审核，王静、李建国、赵敏的高级工程师任职资格予以确认。",
        "经省评委会评审通过，我局王静、李建国、赵敏三同志获高级工程师任职资格。",
        "王静、李建国、赵敏三人经评审委员会评审通过，具备高级工程师任职资格。",
        "经评审委员会2012年8月6日评审王静、李建国、赵敏等3名同志具备高级工程师任职资格。",
    ],
)
def test_a_sentence_gives_several_one_title(sentence: str) -> None:
    assert given(sentence) == [(name, "高级工程师") for name in THREE]


@pytest.mark.parametrize(
    "sentence",
    [
        "不同意王静、李建国、赵敏高级教师任职资格。",
        "王静、李建国、赵敏未通过高级教师任职资格评审。",
        "取消王静、李建国同志的高级教师任职资格。",
        # where the name ends and the subject begins is not told
        "经研究，授予王静、李建国、赵敏数学高级教师任职资格。",
        "经王静、李建国两位同志推荐，同意参加高级教师任职资格评审。",
    ],
)
def test_a_sentence_that_gives_nothing_has_no_people(sentence: str) -> None:
    assert told(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "同意兰州市水利局王静、李建国、兰州市林业局赵敏三位同志具备讲师任职资格。",
        "兰州市水利局王静、李建国为讲师，兰州市林业局赵敏为讲师。",
        "同意兰州市水利局王静同志、李建国同志、兰州市林业局赵敏同志具备讲师任职资格。",
    ],
)
def test_each_unit_employs_those_behind_it(sentence: str) -> None:
    units = ("兰州市水利局", "兰州市水利局", "兰州市林业局")
    assert told(ANNOUNCED, sentence) == [
        {"name": name, "employer": unit, "title": "讲师"}
        for name, unit in zip(THREE, units, strict=True)
    ]


def test_an_office_that_is_addressed_does_not_employ_whom_it_hands_in() -> None:
    found = told(
        "甘肃省水利厅：",
        "你厅报来的材料收悉，经评审委员会评审通过，同意王静、李建国2名同志具备讲师任职资格。",
    )
    assert found == [{"name": "王静", "title": "讲师"}, {"name": "李建国", "title": "讲师"}]


@pytest.mark.parametrize(
    "sentence",
    [
        "经评委会评审，王静、李建国、赵敏同志通过高级工程师任职资格评审。",
        "经评审，通过王静、李建国、赵敏同志的高级工程师任职资格。",
        "下列人员高级工程师任职资格：王静、李建国、赵敏。",
        "经评审取得高级工程师任职资格的人员（3人）：王静、李建国、赵敏",
    ],
)
def test_no_committee_is_an_employer_and_no_people_are_a_part_of_a_title(sentence: str) -> None:
    assert given(ANNOUNCED, sentence) == [(name, "高级工程师") for name in THREE]


def test_who_did_not_pass_is_in_no_list() -> None:
    passed = ("通过人员：王静、李建国", "未通过人员：赵敏、陈红")
    assert [p["name"] for p in told(ANNOUNCED, *passed)] == ["王静", "李建国"]
    refused = ("因违反规定，取消下列人员高级工程师任职资格：", "王静、李建国、赵敏")
    assert told(ANNOUNCED, *refused) == []
    assert [p["name"] for p in told(*refused, ANNOUNCED, "陈红、周杰、刘洋")] == [
        "陈红",
        "周杰",
        "刘洋",
    ]


def test_people_who_meet_the_conditions_are_given_theirs() -> None:
    found = told("经评审，王静、李建国等2名同志符合条件，批准其主治医师任职资格。")
    assert [(p["name"], p["title"]) for p in found] == [(n, "主治医师") for n in ("王静", "李建国")]
