"""Every person of an approval document's list is a row, whichever way the list is set."""

from dataclasses import replace

import pytest

from models.box import Box
from models.fields import Field
from ocr.page import Run
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import (
    FIRST,
    HEAD_RUNS,
    HEADS,
    HIGH,
    SECOND,
    STARTS,
    WIDTHS,
    Sheet,
    as_row,
    in_columns,
    lines,
    people,
    roster,
    ruled,
)


def test_each_row_of_a_ruled_table_is_a_person() -> None:
    assert people(ruled(HEADS, FIRST, SECOND, widths=WIDTHS)) == [as_row(FIRST), as_row(SECOND)]


def test_a_table_goes_on_without_its_heads_on_the_next_page() -> None:
    found = roster(ruled(HEADS, FIRST, widths=WIDTHS), ruled(SECOND, FIRST, widths=WIDTHS))
    assert [row.page for person in found.rows for row in person.values()] == [1] * 4 + [2] * 8


def test_a_merged_cell_holds_for_all_its_rows() -> None:
    third = ("3", "张伟", "男", "", "一级教师")
    sheet = ruled(HEADS, SECOND, third, FIRST, widths=WIDTHS, merged=3)
    assert [person["employer"] for person in people(sheet)] == [SECOND[3], SECOND[3], FIRST[3]]


def test_a_merged_cell_that_was_cut_in_two_still_holds_for_all_its_rows() -> None:
    sheet = ruled(HEADS, SECOND, ("3", "张伟", "男", "", "一级教师"), widths=WIDTHS, merged=3)
    high = next(cell for cell in sheet.cells if cell.height > 1.5 * HIGH)
    parts = (
        Box(high.x0, high.y0, high.x1, high.middle),
        Box(high.x0, high.middle, high.x1, high.y1),
    )
    cut = Sheet(sheet.runs, tuple(cell for cell in sheet.cells if cell is not high) + parts)
    assert [person["employer"] for person in people(cut)] == [SECOND[3]] * 2


def test_a_text_that_alone_was_read_in_its_column_is_not_that_of_its_neighbours() -> None:
    rows = [FIRST, SECOND, ("3", "张伟", "男", "毕节市第一中学", "讲师")]
    sheet = ruled(HEADS, *rows, widths=WIDTHS)
    runs = tuple(one for one in sheet.runs if one.text not in (FIRST[3], rows[2][3]))
    found = people(Sheet(runs, sheet.cells))
    assert [person.get("employer") for person in found] == [None, SECOND[3], None]


def test_a_border_through_a_line_of_text_cuts_no_merged_cell() -> None:
    rows = (HEADS, FIRST, ("2", "李建国", "男", "", "一级教师"))
    sheet = ruled(*rows, widths=WIDTHS, merged=3)
    tall = next(cell for cell in sheet.cells if cell.height > 1.5 * HIGH)
    y = tall.middle + 1
    halves = Box(tall.x0, tall.y0, tall.x1, y), Box(tall.x0, y, tall.x1, tall.y1)
    cells = tuple(cell for cell in sheet.cells if cell is not tall) + halves
    found = people(Sheet(sheet.runs, cells))
    assert [person["employer"] for person in found] == ["贵阳市第一中学"] * 2


def test_texts_of_low_rows_of_which_two_share_cells_are_those_of_their_rows() -> None:
    rows = [FIRST, SECOND, ("3", "张伟", "男", "毕节市第一中学", "讲师"), SECOND, FIRST, SECOND]
    sheet = ruled(*rows, widths=WIDTHS)

    def low(box: Box, high: float) -> Box:
        middle = 0.72 * box.middle
        return replace(box, y0=middle - high / 2, y1=middle + high / 2)

    cells = [low(cell, 0.72 * cell.height) for cell in sheet.cells]
    last = sorted(cells, key=lambda cell: (cell.x0, -cell.y0))
    both = [lower.union(upper) for lower, upper in zip(last[::6], last[1::6], strict=True)]
    cells = [cell for i, cell in enumerate(last) if i % 6 > 1] + both
    # The box around one line is as high as a row.
    runs = [
        replace(one, box=low(one.box, 17.0 if one.text == "毕节市第一中学" else 14.0))
        for one in sheet.runs
    ]
    heads = [replace(one, box=replace(one.box, y0=54, y1=66)) for one in HEAD_RUNS]
    above = [Box(cell.x0, 51, cell.x1, 72) for cell in both]
    found = people(Sheet((*heads, *runs), (*above, *cells)))
    assert found == [as_row(row) for row in rows]


def test_a_merged_cell_of_two_lines_is_no_text_for_each_row() -> None:
    first = ("1", "王静", "女", "贵阳市\n第一中学", "高级教师")
    sheet = ruled(HEADS, first, ("2", "李建国", "男", "", "一级教师"), widths=WIDTHS, merged=3)
    # Detection makes the box of a line lower now and then.
    runs = tuple(
        replace(r, box=Box(r.box.x0, r.box.y0 + 1, r.box.x1, r.box.y1 - 2))
        if r.text == "第一中学"
        else r
        for r in sheet.runs
    )
    found = people(Sheet(runs, sheet.cells))
    assert [person["employer"] for person in found] == ["贵阳市第一中学"] * 2


def test_a_border_that_was_lost_in_some_columns_still_parts_two_people() -> None:
    sheet = ruled(HEADS, FIRST, SECOND, widths=WIDTHS)
    kept, lost = [], {}
    for cell in sheet.cells:
        if cell.x0 < 160 or cell.y0 < 120:
            kept.append(cell)
        else:
            lost[cell.x0] = lost.get(cell.x0, cell).union(cell)
    found = people(Sheet(sheet.runs, (*kept, *lost.values())))
    assert found == [as_row(FIRST), as_row(SECOND)]


def test_a_border_that_was_lost_in_all_columns_mixes_no_two_people() -> None:
    first = ("1", "王静", "女", "贵阳市\n第一中学", "高级教师")
    sheet = ruled(HEADS, first, ("",) * 5, SECOND, widths=WIDTHS)
    body: dict[float, Box] = {}
    for cell in (cell for cell in sheet.cells if cell.y0 > 110):
        body[cell.x0] = body.get(cell.x0, cell).union(cell)
    heads = [cell for cell in sheet.cells if cell.y0 < 110]
    found = people(Sheet(sheet.runs, (*heads, *body.values())))
    assert found == [as_row(FIRST), as_row(SECOND)]


def test_a_level_with_one_letter_misread_is_what_the_engine_also_thought_of() -> None:
    rows = (("序号", "姓名", "级别"), ("1", "王静", "正商级"), ("2", "李建国", "中级"))
    sheet = ruled(*rows, widths=(40, 80, 80))
    torn = ((), (("高", 0.2),), ())
    runs = tuple(
        replace(r, scores=(1.0, 0.6, 1.0), others=torn) if r.text == "正商级" else r
        for r in sheet.runs
    )
    assert [row["level"] for row in people(Sheet(runs, sheet.cells))] == ["正高级", "中级"]


def test_an_empty_cell_is_no_value() -> None:
    empty = ("2", "李建国", "", "遵义市第二中学", "/")
    found = people(ruled(HEADS, FIRST, empty, widths=WIDTHS))
    assert found[1] == {"name": "李建国", "employer": "遵义市第二中学"}


def test_a_ditto_mark_repeats_the_row_above() -> None:
    found = people(ruled(HEADS, FIRST, ("2", "李红", "女", "同上", "〃"), widths=WIDTHS))
    assert found[1] == {"name": "李红", "sex": "女", "employer": FIRST[3], "title": FIRST[4]}


def test_a_ditto_mark_that_was_read_as_letters_is_no_title() -> None:
    rows = (FIRST, ("2", "李红", "女", "11", "n"), ("3", "张伟", "男", "I", "II"))
    first, second, third = people(ruled(HEADS, *rows, widths=WIDTHS))
    assert first == as_row(FIRST)
    assert second == {"name": "李红", "sex": "女", "employer": FIRST[3]}
    assert "employer" not in third


def test_people_side_by_side_come_in_the_order_of_their_numbers() -> None:
    heads = ("序号", "姓名", "性别") * 2
    rows = (("1", "王静", "女", "3", "张伟", "男"), ("2", "李红", "女", "4", "赵敏", "女"))
    found = people(ruled(heads, *rows, widths=(40, 80, 40) * 2))
    assert [person["name"] for person in found] == ["王静", "李红", "张伟", "赵敏"]


def test_a_second_head_of_names_right_beside_the_first_is_not_followed() -> None:
    rows = [(number, name, name, *rest) for number, name, *rest in (FIRST, SECOND)]
    starts = (60.0, 100.0, 160.0, 230.0, 280.0, 440.0)
    heads = ("序号", "姓名", "姓名", "性别", "工作单位", "任职资格")
    assert people(in_columns(heads, *rows, starts=starts)) == [as_row(FIRST), as_row(SECOND)]


def test_heads_of_two_lines_and_numbers_of_two_lines_are_read_whole() -> None:
    heads = ("姓名", "身份证\n号码", "任职\n资格")
    row = ("王静", "5201021980\n01011222", "高级教师")
    found = people(ruled(heads, row, widths=(80, 90, 120)))
    assert found == [{"name": "王静", "id_number": "520102198001011222", "title": "高级教师"}]


def test_a_head_that_was_misread_still_names_its_column() -> None:
    heads = ("姓名", "身份证号玛", "评审通过资格")
    row = ("王静", "520102198001011222", "高级教师")
    assert people(ruled(heads, row, widths=(80, 140, 120)))[0].keys() == {
        "name",
        "id_number",
        "title",
    }


@pytest.mark.parametrize("open_", [False, True])
def test_a_column_of_sexes_is_known_by_them_whatever_its_head_was_read_as(open_: bool) -> None:
    heads = tuple("性列" if head == "性别" else head for head in HEADS)
    third = ("3", "赵敏", "女", "遵义市第二中学", "一级教师")
    rows = (heads, FIRST, SECOND, third)
    sheet = in_columns(*rows, starts=STARTS) if open_ else ruled(*rows, widths=WIDTHS)
    assert people(sheet) == [as_row(row) for row in rows[1:]]


def test_what_is_known_already_of_a_person_is_not_what_the_list_gives() -> None:
    heads = ("姓名", "现任职务", "任职资格", "参加工作时间", "备注")
    row = ("王静", "讲师", "副教授", "2001.07", "破格")
    found = people(ruled(heads, row, widths=(80, 80, 90, 90, 60)))
    assert found == [{"name": "王静", "title": "副教授"}]


def test_sums_and_heads_are_no_people() -> None:
    total = ("", "合计", "", "共2人", "")
    found = people(ruled(HEADS, FIRST, HEADS, SECOND, total, widths=WIDTHS))
    assert [person["name"] for person in found] == ["王静", "李建国"]


def test_a_row_across_a_table_tells_of_the_people_below_it() -> None:
    sheet = ruled(("序号", "姓名", "性别"), ("", "", ""), FIRST[:3], widths=(60, 120, 80))
    x1 = sheet.cells[-1].x1
    across = Box(60, 100 + HIGH, x1, 100 + 2 * HIGH)
    cells = tuple(cell for cell in sheet.cells if cell.y0 != across.y0)
    text = run("一、高级教师（1人）", 64, across.y0 + 6)
    assert people(Sheet((*sheet.runs, text), (*cells, across))) == [
        {"name": "王静", "sex": "女", "title": "高级教师"}
    ]


def test_the_number_of_a_heading_whose_mark_was_not_seen_is_no_part_of_the_title() -> None:
    sheet = ruled(("序号", "姓名", "性别"), ("", "", ""), FIRST[:3], widths=(60, 120, 80))
    across = Box(60, 100 + HIGH, sheet.cells[-1].x1, 100 + 2 * HIGH)
    cells = tuple(cell for cell in sheet.cells if cell.y0 != across.y0)
    for heading, title in (("二高级工程师（1人）", "高级工程师"), ("二级教师（1人）", "二级教师")):
        text = run(heading, 64, across.y0 + 6)
        found = people(Sheet((*sheet.runs, text), (*cells, across)))
        assert [person["title"] for person in found] == [title]


@pytest.mark.parametrize("subject", ["口腔医学", "机械设计制造", "儿科", "中医内科"])
def test_a_heading_with_a_count_may_be_a_subject_alone(subject: str) -> None:
    heads, row = ("姓名", "工作单位"), ("王静", "贵阳市第一人民医院")
    sheet = ruled(heads, ("", ""), row, widths=(100, 180))
    across = Box(60, 100 + HIGH, sheet.cells[-1].x1, 100 + 2 * HIGH)
    cells = tuple(cell for cell in sheet.cells if cell.y0 != across.y0)
    text = run(f"二、{subject}.（1人）", 64, across.y0 + 6)  # the dot is a speck
    assert people(Sheet((*sheet.runs, text), (*cells, across))) == [
        {"name": "王静", "employer": "贵阳市第一人民医院", "specialty": subject}
    ]


def test_names_stand_under_what_their_headings_say() -> None:
    found = people(
        lines(
            ("各有关单位：", 60),
            ("经评审委员会评审通过，现将名单公布如下：", 84),
            ("一、工程系列", 84),
            ("（一）高级工程师（3人）", 84),
            ("贵阳市第一建筑公司：张三、李四（女）。", 84),
            ("遵义市城市规划院：王  静。", 84),
            ("（二）工程师任职资格（1人）", 84),
            ("贵阳市第一建筑公司：欧阳静怡。", 84),
            ("贵州省职称改革领导小组办公室", 330),
            ("2013年12月24日", 360),
            ("抄送：省人力资源和社会保障厅，市委组织部，本办存档。", 60),
        )
    )
    one = {"series": "工程系列", "title": "高级工程师", "employer": "贵阳市第一建筑公司"}
    assert found == [
        {**one, "name": "张三"},
        {**one, "name": "李四", "sex": "女"},
        {**one, "employer": "遵义市城市规划院", "name": "王静"},
        {**one, "title": "工程师", "name": "欧阳静怡"},
    ]


def test_names_stand_in_columns_under_a_title() -> None:
    texts = ("一、高级教师（5名）", "王静", "李建国", "赵敏（女）", "二、一级教师", "陈红", "周杰")
    places = ((84, 0), (84, 1), (200, 1), (316, 1), (84, 2), (84, 3), (200, 3))
    runs = [run(text, x, 100 + 22 * y) for text, (x, y) in zip(texts, places, strict=True)]
    found = people(Sheet(tuple(runs)))
    assert [(person["name"], person["title"]) for person in found] == [
        ("王静", "高级教师"),
        ("李建国", "高级教师"),
        ("赵敏", "高级教师"),
        ("陈红", "一级教师"),
        ("周杰", "一级教师"),
    ]


def test_a_list_of_names_goes_on_on_the_next_page() -> None:
    full = "贵阳市第一建筑公司：" + "、".join(("王静", "李建国", "赵敏", "陈红军", "孙丽")) + "、周"
    first = lines(("一、高级工程师", 84), (full, 60))
    second = lines(("杰、吴芳。", 60), ("二、工程师", 84), ("贵阳市第二建筑公司：郑爽。", 84))
    found = people(first, second)
    assert [person["name"] for person in found][-3:] == ["周杰", "吴芳", "郑爽"]


def test_a_document_without_a_list_has_no_rows() -> None:
    sheet = lines(
        ("关于批准王静同志高级教师任职资格的批复", 150),
        ("贵阳市教育局：", 60),
        ("你局报来的材料收悉。经研究，同意王静同志具备高级教师任职资格。", 84),
        ("主题词：职称  任职资格  通知", 60),
        ("签发人：尹雪荣", 400),
        ("贵阳市人力资源和社会保障局", 330),
        ("专用章", 380),
    )
    assert people(sheet) == []


def test_what_a_list_has_taken_is_no_field_of_the_document() -> None:
    table = ruled(HEADS, FIRST, widths=WIDTHS)
    number = run("甘职改办〔2013〕121号", 200, 60)
    found = roster(Sheet((number, *table.runs), table.cells))
    assert [rest.text for rest in found.rest[1]] == ["甘职改办〔2013〕121号"]
    names = lines(("现予公布。", 84), ("一、高级教师（1人）", 84), ("贵阳市第一中学：王静。", 84))
    assert [rest.text for rest in roster(names).rest[1]] == ["现予公布。"]


def test_what_stands_below_the_last_person_across_a_table_is_no_part_of_the_list() -> None:
    table = ruled(HEADS, FIRST, widths=WIDTHS)
    left, bottom = min(c.x0 for c in table.cells), max(c.y1 for c in table.cells)
    foot = Box(left, bottom, max(c.x1 for c in table.cells), bottom + 200)
    date = run("2016年5月2日", 300, bottom + 90)
    found = roster(Sheet((*table.runs, date), (*table.cells, foot)))
    assert [rest.text for rest in found.rest[1]] == ["2016年5月2日"]


def test_a_first_character_that_is_no_surname_gives_way_to_one_that_is() -> None:
    sheet = ruled(HEADS, FIRST, ("2", "咎建国", *SECOND[2:]), widths=WIDTHS)
    others = ((("昝", 0.15),), (), ())
    runs = [
        Run(r.text, r.confidence, r.box, r.centres, scores=(0.8, 1, 1), others=others)
        if r.text == "咎建国"
        else r
        for r in sheet.runs
    ]
    assert people(Sheet(tuple(runs), sheet.cells))[1]["name"] == "昝建国"


@pytest.mark.parametrize(
    ("read", "told"),
    [
        ("逢建国", "逄建国"),
        ("阐春", "阚春"),
        ("开晓雨", "亓晓雨"),
        ("欧阳海", "欧阳海"),
        ("焉建国", "焉建国"),
        ("回建国", "回建国"),
        ("王建国", "王建国"),
    ],
)
def test_what_is_known_to_be_read_for_a_surname_is_that_surname_and_less_sure(
    read: str, told: str
) -> None:
    (first,) = roster(ruled(HEADS, ("1", read, *FIRST[2:]), widths=WIDTHS)).rows
    assert first[Field.NAME].value == told
    surest = roster(ruled(HEADS, ("1", "王建国", *FIRST[2:]), widths=WIDTHS)).rows[0][Field.NAME]
    assert (first[Field.NAME].confidence < surest.confidence) == (read != told)


def test_an_employer_agrees_with_the_others_of_the_list() -> None:
    rows = [
        (str(i), name, "男", "酉阳县第一中学", "一级教师")
        for i, name in enumerate(("王刚", "李强", "赵军", "陈明"), 1)
    ]
    sheet = ruled(HEADS, *rows, ("5", "周杰", "男", "西阳县第一中学", "一级教师"), widths=WIDTHS)
    others = ((("酉", 0.04),), *((),) * 6)
    runs = [
        Run(r.text, r.confidence, r.box, r.centres, scores=(0.95,) * 7, others=others)
        if r.text.startswith("西阳")
        else r
        for r in sheet.runs
    ]
    assert people(Sheet(tuple(runs), sheet.cells))[4]["employer"] == "酉阳县第一中学"


def test_a_table_with_heads_and_no_cell_for_a_name_lists_nobody() -> None:
    sheet = ruled(
        ("姓名", "工作单位", "任职资格"), ("王静", "兰州一中", "工程师"), widths=(60, 160, 100)
    )
    name = next(cell for cell in sheet.cells if cell.y0 > 110 and cell.x0 < 70)
    wide = replace(name, x0=0.0, x1=75.0)
    cells = tuple(wide if cell == name else cell for cell in sheet.cells)
    assert isinstance(people(replace(sheet, cells=cells)), list)
