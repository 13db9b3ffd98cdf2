"""A list is read from its print alone: nothing twice, and each letter in its row."""

from dataclasses import replace

import pytest

from models.box import Box
from models.fields import Field
from ocr.page import Run
from tests.ocr.pages_of_text import SIZE, run
from tests.ocr.sheets_of_lists import HIGH, STARTS, Sheet, in_columns, people, roster, ruled

NAMES = ("王静", "李建国", "赵敏", "周红", "吴芳", "郑洁")
DAY = "2018年8月23日"


def test_a_date_that_was_found_again_between_two_rows_is_that_of_each() -> None:
    rows = [(name, DAY) for name in NAMES]
    table = ruled(("姓名", "取得时间"), *rows, widths=(80.0, 120.0))
    _, third = (r for r in table.runs if r.text == DAY and 140 < r.box.y0 < 180)
    y0 = third.box.y0 - 7
    again = replace(third, box=replace(third.box, y0=y0, y1=y0 + 12), confidence=0.97)
    found = people(Sheet((*table.runs, again), table.cells))
    assert [p["obtained_on"] for p in found] == ["2018-08-23"] * len(NAMES)


def test_dates_of_two_rows_that_were_read_as_one_are_no_date() -> None:
    rows = [(NAMES[0], DAY + DAY), *((name, DAY) for name in NAMES[1:])]
    found = people(ruled(("姓名", "取得时间"), *rows, widths=(80.0, 260.0)))
    assert [p.get("obtained_on") for p in found] == [None, *["2018-08-23"] * 5]


def test_sexes_read_as_one_upright_text_are_those_of_their_rows() -> None:
    sexes = ("女", "男", "女", "女", "男", "男")
    rows = [(name, sex, "县一中") for name, sex in zip(NAMES, sexes, strict=True)]
    sheet = in_columns(*rows, starts=STARTS[:3])
    own = [r for r in sheet.runs if r.text in sexes]
    last, above = own[-1].box, own[-3].box
    around = Box(last.x0 - 2, above.y0, last.x1 + 2, last.y1)
    upright = Run("女男男", 0.99, around, ((last.x0 + last.x1) / 2,) * 3)
    rest = [r for r in sheet.runs if r not in own[-3:]]
    assert [p["sex"] for p in people(Sheet((*rest, upright)))] == [*sexes]


@pytest.mark.parametrize(
    ("others", "told"),
    [(("一级教师",) * 4, "一级教师"), (("一级教师", "二级教师") * 2, None), ((), None)],
)
def test_a_title_that_lost_its_first_stroke_is_that_of_the_others(
    others: tuple[str, ...], told: str | None
) -> None:
    rows = [(name, title) for name, title in zip(NAMES, ("级教师", *others), strict=False)]
    first = roster(ruled(("姓名", "任职资格"), *rows, widths=(80.0, 120.0))).rows[0]
    title = first.get(Field.TITLE)
    assert (title and title.value) == told
    assert title is None or title.confidence < 0.95


def test_two_people_whom_no_rule_parts_are_two_though_a_name_has_a_dot() -> None:
    heads, widths = ("姓名", "性别", "工作单位"), (80.0, 50.0, 200.0)
    two = ("艾力·吐尔逊\n周亚婷", "男\n女", "贵阳市第一中学\n遵义市第二中学")
    one = ("阿依古丽·\n艾买提", "女", "贵阳市第一中学")
    found = people(ruled(heads, two, one, ("王静", "女", "贵阳市第一中学"), widths=widths))
    assert [(p["name"], p["sex"], p["employer"]) for p in found] == [
        ("艾力·吐尔逊", "男", "贵阳市第一中学"),
        ("周亚婷", "女", "遵义市第二中学"),
        ("阿依古丽·艾买提", "女", "贵阳市第一中学"),
        ("王静", "女", "贵阳市第一中学"),
    ]


def test_dots_alone_on_a_line_are_nobody() -> None:
    assert people(Sheet((run("……", 84, 100), run("℃", 84, 130)))) == []


def test_a_stroke_in_the_heading_over_all_columns_is_no_rule() -> None:
    heads, first, second = (
        ("姓名", "性别", "任职资格"),
        ("王静", "女", "讲师"),
        ("李建国", "男", "讲师"),
    )
    above = ruled(heads, first, widths=(100, 100, 200))
    below = ruled(second, widths=(100, 100, 200), top=100 + 3 * HIGH)
    y = 100 + 2 * HIGH
    unit = run("遵义市第二中学", 260 - 3.5 * SIZE, y + 5)
    struck = (Box(60, y, 260, y + HIGH), Box(260, y, 460, y + HIGH))
    sheet = Sheet((*above.runs, unit, *below.runs), (*above.cells, *struck, *below.cells))
    assert [p.get("employer") for p in people(sheet)] == [None, "遵义市第二中学"]
