"""Titles stand before those who get them, or behind them with their number."""

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
