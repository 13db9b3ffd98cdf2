"""Tables whose heads are titles name people in cells, whatever else lies in or around the cells."""

from dataclasses import replace
from itertools import pairwise

from models.box import Box
from models.fields import Field
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import Sheet, people, roster, ruled

WIDTHS = (100.0, 150.0, 150.0)
HEADS = ("单位", "工程师", "助理工程师")
ROWS = (
    ("设计院", "王静、李建国", "赵敏"),
    ("热电厂", "", "陈红、周杰、吴芳"),
    ("贵阳市第一分公司", "郑爽", ""),
)
MATRIX = ruled(HEADS, *ROWS, widths=WIDTHS, top=200)
PEOPLE = [
    {"name": "王静", "employer": "设计院", "title": "工程师"},
    {"name": "李建国", "employer": "设计院", "title": "工程师"},
    {"name": "郑爽", "employer": "贵阳市第一分公司", "title": "工程师"},
    {"name": "赵敏", "employer": "设计院", "title": "助理工程师"},
    *(
        {"name": name, "employer": "热电厂", "title": "助理工程师"}
        for name in ("陈红", "周杰", "吴芳")
    ),
]


def test_each_name_has_the_title_above_it_and_the_unit_beside_it() -> None:
    assert people(MATRIX) == PEOPLE


def test_a_letter_seen_as_a_rule_parts_no_names() -> None:
    cell = next(c for c in MATRIX.cells if c.x0 == 310 and c.y0 == 248)
    edges = (cell.x0, cell.x0 + 29, cell.x1)
    parts = tuple(Box(x0, cell.y0, x1, cell.y1) for x0, x1 in pairwise(edges))
    cut = Sheet(MATRIX.runs, tuple(c for c in MATRIX.cells if c is not cell) + parts)
    assert people(cut) == PEOPLE


def test_a_run_over_a_border_that_most_rows_have_is_of_two_cells() -> None:
    one, two = (next(r for r in MATRIX.runs if r.text == text) for text in ROWS[0][1:])
    both = replace(
        one, text=one.text + two.text, box=one.box.union(two.box), centres=one.centres + two.centres
    )
    rest = tuple(r for r in MATRIX.runs if r not in (one, two))
    assert people(Sheet((*rest, both), MATRIX.cells)) == PEOPLE


def test_text_that_stands_in_a_frame_with_a_table_is_no_part_of_it() -> None:
    text = run("经评审委员会2010年10月10日评审通过。名单如下：", 80, 160)
    frame = Box(60, 100, 460, 200)
    found = roster(Sheet((text, *MATRIX.runs), (frame, *MATRIX.cells)))
    assert [row[Field.NAME].value for row in found.rows] == [one["name"] for one in PEOPLE]
    assert found.rest[1] == (text,)


def test_a_table_of_titles_goes_on_without_its_heads_on_the_next_page() -> None:
    first = ruled(("单位", "工程师（3人）", "助理工程师（1人）"), *ROWS[:1], widths=WIDTHS)
    found = people(first, ruled(*ROWS[1:], widths=WIDTHS))
    assert all(person in PEOPLE for person in found)
    assert len(found) == len(PEOPLE)
