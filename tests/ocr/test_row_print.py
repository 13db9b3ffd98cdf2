"""A list is read from its print alone: nothing twice, and each letter in its row."""

from dataclasses import replace

from models.box import Box
from ocr.page import Run
from tests.ocr.sheets_of_lists import STARTS, Sheet, in_columns, people, ruled

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
    upright = Run("男", 0.99, Box(last.x0, above.y0, last.x1, last.y1), ((last.x0 + last.x1) / 2,))
    upright = replace(upright, text="女男男", centres=upright.centres * 3)
    rest = [r for r in sheet.runs if r not in own[-3:]]
    assert [p["sex"] for p in people(Sheet((*rest, upright)))] == [*sexes]
