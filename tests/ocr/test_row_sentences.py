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
        "一、晋升高级工程师3人",
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
