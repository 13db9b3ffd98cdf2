"""Tables that no rules part: their columns, their cells, and where they end."""

from dataclasses import replace

from ocr.rows import find_rows
from tests.ocr.pages_of_text import LABELS, SIZE, run
from tests.ocr.sheets_of_lists import (
    FIRST,
    HEADS,
    SECOND,
    STARTS,
    Sheet,
    as_row,
    in_columns,
    lines,
    people,
)


def test_a_unit_alone_in_a_row_of_an_open_table_is_that_of_the_people_below_it() -> None:
    sheet = in_columns(
        ("序号", "姓名", "性别", "任职资格"),
        ("", "", "宜昌市中医院", ""),
        ("1", "王静", "女", "主治医师"),
        ("2", "李建国", "男", "副主任医师"),
        ("", "", "秭归县人民医院", ""),
        ("3", "赵敏", "女", "主管护师"),
        starts=(60.0, 110.0, 200.0, 300.0),
    )
    units = [person.get("employer") for person in people(sheet)]
    assert units == ["宜昌市中医院", "宜昌市中医院", "秭归县人民医院"]


def test_a_long_name_of_a_unit_across_columns_ends_no_open_table() -> None:
    unit = "天水市水利水电勘测设计研究院（2人）"
    sheet = in_columns(
        ("序号", "姓名", "性别", "证书编号"),
        (unit, "", "", ""),
        ("1", "王静", "女", "甘201926802"),
        ("2", "李建国", "男", "甘202165074"),
        starts=(60.0, 110.0, 160.0, 300.0),
    )
    told = [(one["name"], one["employer"], one.get("certificate_number")) for one in people(sheet)]
    assert told == [("王静", unit[:-4], "甘201926802"), ("李建国", unit[:-4], "甘202165074")]


def test_columns_are_told_without_any_rule() -> None:
    found = people(in_columns(HEADS, FIRST, SECOND, starts=STARTS))
    assert found == [as_row(FIRST), as_row(SECOND)]


def test_a_cell_of_two_lines_stays_in_its_row() -> None:
    long = ("2", "李建国", "男", "黔南布依族苗族自治州都匀市\n第二中学", "一级教师")
    found = people(in_columns(HEADS, FIRST, long, ("3", *FIRST[1:]), starts=STARTS))
    assert [person["employer"] for person in found] == [
        "贵阳市第一中学",
        "黔南布依族苗族自治州都匀市第二中学",
        "贵阳市第一中学",
    ]


def test_a_run_over_two_columns_is_cut_at_the_gap() -> None:
    rows = in_columns(HEADS, FIRST, SECOND, FIRST, starts=STARTS).runs
    joined = run("王静        女", 100, rows[5].box.y0)
    kept = [r for r in rows if r.box.y0 != joined.box.y0 or r.text not in ("王静", "女")]
    found = people(Sheet((*kept, joined)))
    assert found[0] == as_row(FIRST)


def test_a_run_over_several_columns_with_spaces_between_ends_no_list() -> None:
    sheet = in_columns(
        ("姓名", "性别", "出生年月", "任职资格"),
        ("王静", "女", "1976.12", "高级教师"),
        ("李建国", "男", "1975.01", "一级教师"),
        starts=(60, 155, 190, 250),
    )
    parts = [
        run(text, x, sheet.runs[-1].box.y0 + 24)
        for text, x in (("买买提·艾力", 60), ("男", 155), ("1976.12", 190), ("二级教师", 250))
    ]
    over, last = parts[0], parts[-1]
    for part in parts[1:-1]:  # a space stands in the middle of the gap
        gap = (over.box.x1 + part.box.x0) / 2
        text, centres = f"{over.text} {part.text}", (*over.centres, gap, *part.centres)
        over = replace(over, text=text, centres=centres, box=over.box.union(part.box))
    found = people(Sheet((*sheet.runs, over, last)))
    assert found[2:] == [
        {"name": "买买提·艾力", "sex": "男", "birth_date": "1976-12", "title": "二级教师"}
    ]


def test_columns_go_on_on_the_next_page_and_page_numbers_are_no_people() -> None:
    first = in_columns(HEADS, FIRST, SECOND, starts=STARTS)
    second = in_columns(SECOND, FIRST, starts=STARTS)
    number = run("- 2 -", 290, 800)
    found = people(first, Sheet((*second.runs, number)))
    assert [person["name"] for person in found] == ["王静", "李建国", "李建国", "王静"]


def test_a_signature_on_the_page_after_a_table_is_nobody() -> None:
    table = in_columns(HEADS, FIRST, SECOND, starts=STARTS)
    after = lines(
        ("贵州省职称改革工作领导小组办公室", 90),
        ("2013年12月24日", 100),
        ("抄送：省人力资源和社会保障厅，市委组织部，本办存档。", 60),
        ("本办存档 市委组织部 各县区", 100),
    )
    assert [person["name"] for person in people(table, after)] == ["王静", "李建国"]


def test_who_signs_below_a_table_is_no_part_of_it() -> None:
    table = in_columns(HEADS[1:], FIRST[1:], SECOND[1:], starts=STARTS[1:])
    signed = lines(("贵州省职称改革办公室", 300), ("一九九六年十二月十七日", 290), top=200)
    roster = find_rows({1: Sheet((*table.runs, *signed.runs))}, LABELS)
    assert len(roster.people) == 2
    assert [run.text for run in roster.rest[1]] == [run.text for run in signed.runs]


def test_the_labels_of_a_form_are_nobody() -> None:
    form = in_columns(
        ("姓名", "王静", "性别", "女"),
        ("出生日期", "1980.01", "民族", "汉"),
        ("工作单位", "贵阳市第一中学", "学历", "本科"),
        ("证件号码", "520102198001011222", "职务", "教师"),
        starts=(60, 150, 330, 420),
    )
    assert people(form) == []


def test_a_head_of_two_lines_is_none_with_the_head_beside_it() -> None:
    rows = in_columns(
        ("姓名", "身份证号码", "", "资格时间"),
        ("王静", "450302198412273232", "护士", "2014.11.09"),
        ("李建国", "451002198410111349", "护师", "2014.11.09"),
        starts=(60.0, 120.0, 250.0, 280.0),
    ).runs
    top = rows[0].box.y0
    stacked = run("取得", 250, top - 0.35 * SIZE), run("资格", 250, top + 0.5 * SIZE)
    told = [(one["id_number"], one["title"]) for one in people(Sheet((*stacked, *rows)))]
    assert told == [("450302198412273232", "护士"), ("451002198410111349", "护师")]


def test_heads_in_one_run_may_begin_with_that_of_running_numbers() -> None:
    sheet = in_columns(
        ("序姓名性别", "", "", "身份证号码"),
        ("1", "王静", "男", "450302198412273232"),
        ("2", "李建国", "女", "451002198410111349"),
        starts=(60.0, 75.0, 110.0, 160.0),
    )
    told = [(one["name"], one["sex"], one["id_number"]) for one in people(sheet)]
    assert told == [("王静", "男", "450302198412273232"), ("李建国", "女", "451002198410111349")]


def test_what_stands_close_behind_an_id_number_is_no_part_of_it() -> None:
    sheet = in_columns(
        ("姓名", "身份证号码", "备注"),
        ("王静", "450302198412273232护士", ""),
        ("李建国", "451002198410111349护师", ""),
        starts=(60.0, 120.0, 300.0),
    )
    numbers = [one["id_number"] for one in people(sheet)]
    assert numbers == ["450302198412273232", "451002198410111349"]
