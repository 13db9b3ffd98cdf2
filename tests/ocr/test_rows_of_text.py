"""Lists that are told in lines and sentences, or that a page breaks, lose nobody and nothing."""

from dataclasses import replace

import pytest

from models.box import Box
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import (
    FIRST,
    HEADS,
    SECOND,
    STARTS,
    WIDTHS,
    Sheet,
    as_row,
    in_columns,
    lines,
    people,
    ruled,
)

WANG = {"name": "王静", "employer": "贵阳市第一中学"}
LI = {"name": "李建国", "employer": "遵义市第二中学"}


def under(*texts: str) -> list[dict[str, str]]:
    """The people of paragraphs under a line that announces a list."""
    announced = ("经评审委员会评审通过，现将名单公布如下：", 84.0)
    return people(lines(announced, *((text, 84.0) for text in texts)))


def table_of_lines(*rows: tuple[str, ...], starts: tuple[float, ...]) -> list[dict[str, str]]:
    """The people of rows that have no heads, under the heading of a list."""
    heading = lines(("一、高级教师（2人）", 84))
    return people(Sheet((*heading.runs, *in_columns(*rows, starts=starts, top=130).runs)))


def test_a_line_without_heads_tells_what_stands_beside_a_name() -> None:
    rows = (("王  静", "女", "贵阳市第一中学"), ("李建国", "男", "遵义市第二中学"))
    assert table_of_lines(*rows, starts=(84, 170, 230)) == [
        {**WANG, "title": "高级教师", "sex": "女"},
        {**LI, "title": "高级教师", "sex": "男"},
    ]


def test_the_office_that_is_addressed_employs_nobody() -> None:
    sheet = lines(
        ("黔南州职称改革领导小组：", 60),
        ("经贵州省农业系列高级职务评审委员会评审通过，批准下列2名同志具备讲师资格：", 84),
        ("王静、李建国。", 84),
    )
    assert [p.get("employer") for p in people(sheet)] == [None, None]


def test_a_ward_behind_the_hospital_is_a_specialty() -> None:
    rows = (("1.王静", "贵阳市第一医院", "外科"), ("2.李建国", "兴安县中医医院", "冶金工艺"))
    found = table_of_lines(*rows, ("3.赵敏", "贵阳市建筑公司", "冶金"), starts=(84, 170, 430))
    assert [p.get("specialty") for p in found] == ["外科", "冶金工艺", "冶金"]


def test_a_unit_at_the_beginning_of_a_line_holds_for_its_names() -> None:
    rows = (("贵阳市第一中学", "王  静", "赵敏"), ("遵义市第二中学", "李建国", ""))
    found = table_of_lines(*rows, starts=(84, 230, 300))
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "贵阳市第一中学"),
        ("赵敏", "贵阳市第一中学"),
        ("李建国", "遵义市第二中学"),
    ]


def test_a_numbered_sentence_tells_of_one_person() -> None:
    assert under(
        "1．王静，女，贵阳市第一中学，高级教师", "2．李建国，男，遵义市第二中学，讲师"
    ) == [
        {**WANG, "sex": "女", "title": "高级教师"},
        {**LI, "sex": "男", "title": "讲师"},
    ]


def test_brackets_behind_a_name_tell_of_that_person() -> None:
    assert under("王静（贵阳市第一中学）、李建国（遵义市第二中学）。") == [WANG, LI]
    assert under("贵阳市第一中学：王静（高级教师）、赵敏（讲师）") == [
        {**WANG, "title": "高级教师"},
        {"name": "赵敏", "employer": "贵阳市第一中学", "title": "讲师"},
    ]


def test_a_short_unit_before_its_names_is_one() -> None:
    found = under("医学院（2人）：王静　李建国", "财务处：赵敏、陈红。")
    assert [p.get("employer") for p in found] == ["医学院"] * 2 + ["财务处"] * 2


def test_numbers_before_names_part_them() -> None:
    found = under("一、高级教师", "1．王静    2．李建国    3．赵敏")
    assert [p["name"] for p in found] == ["王静", "李建国", "赵敏"]


def test_titles_within_one_paragraph_hold_up_to_the_next() -> None:
    found = under("讲师：王静、李建国；助教：赵敏。")
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "讲师"),
        ("李建国", "讲师"),
        ("赵敏", "助教"),
    ]


def test_a_title_on_a_line_of_its_own_holds_for_all_units_under_it() -> None:
    texts = (
        "高级教师：",
        "贵阳市第一中学：王静",
        "遵义市第二中学：李建国",
        "讲师：",
        "贵阳市第一中学：赵敏",
    )
    assert [(p["name"], p["title"]) for p in under(*texts)] == [*HIGHER, ("赵敏", "讲师")]


def test_whom_a_notice_addresses_employs_nobody() -> None:
    found = people(
        lines(("区属各单位：", 60), ("经研究，同意王静、李建国2名同志具备讲师任职资格。", 84))
    )
    assert [sorted(person) for person in found] == [["name", "title"]] * 2


def test_how_many_they_are_in_brackets_is_no_name() -> None:
    found = under("贵阳市第一中学：王静、赵敏（2人）", "遵义市第二中学：李建国(1人)")
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "贵阳市第一中学"),
        ("赵敏", "贵阳市第一中学"),
        ("李建国", "遵义市第二中学"),
    ]


def test_a_heading_may_count_behind_a_colon() -> None:
    found = under("一、高级教师：2人", "王静、李建国", "二、讲师：共1人", "赵敏。")
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "高级教师"),
        ("李建国", "高级教师"),
        ("赵敏", "讲师"),
    ]


def test_letters_a_little_off_their_places_part_no_name() -> None:
    """Where two columns were read as one run, the places of its letters are not exact."""
    apart = run("王晓静  李国", 84, 150)
    centres = [c + off for c, off in zip(apart.centres, (0, 2.5, 2, 2, 2, 2, 4), strict=True)]
    names = (replace(apart, centres=tuple(centres)), run("赵敏敏", 240, 150))
    heading = lines(("一、高级教师（3人）", 84))
    found = people(Sheet((*heading.runs, *names)))
    assert [p["name"] for p in found] == ["王晓静", "李国", "赵敏敏"]


def test_a_sentence_that_decides_on_several_is_a_list_of_them() -> None:
    text = "经研究，同意王静、李建国等2名同志具备高级教师任职资格。"
    assert people(lines((text, 84))) == [
        {"name": "王静", "title": "高级教师"},
        {"name": "李建国", "title": "高级教师"},
    ]


HIGHER = [("王静", "高级教师"), ("李建国", "高级教师")]
LOWER = [("赵敏", "一级教师"), ("陈红", "一级教师")]


@pytest.mark.parametrize(
    "texts",
    [
        ("1.王静、李建国等2人具备高级教师任职资格；", "2·赵敏、陈红具备一级教师任职资格。"),
        ("王静、李建国2人取得高级教师任职资格；赵敏、陈红等同志取得一级教师任职资格。",),
        ("同意王静、李建国2位同志为高级教师，赵敏、陈红2位同志为一级教师。",),
        (
            "同意王静、李建国同志的高级教师任职资格从2006年10月起算；",
            "赵敏、陈红同志的一级教师任职资格从2006年12月起算。",
        ),
        ("一、具备高级教师任职资格的有（2人）：王静、李建国", "二、一级教师2人：赵敏、陈红。"),
        ("王静李建国等2名同志取得高级教师任职资格；", "赵敏陈红2人取得一级教师任职资格。"),
        ("以下同志具备高级教师资格：王静、李建国等2人。", "取得一级教师的人员：赵敏、陈红。"),
    ],
)
def test_each_sentence_gives_its_people_their_title(texts: tuple[str, ...]) -> None:
    assert [(p["name"], p["title"]) for p in under(*texts)] == HIGHER + LOWER


def test_a_sentence_gives_one_person_a_title_where_others_are_given_theirs() -> None:
    found = under("1.王静、李建国具备高级教师任职资格；", "2.赵敏具备讲师任职资格；")
    assert [(p["name"], p["title"]) for p in found] == [*HIGHER, ("赵敏", "讲师")]
    assert under("1.王静同志申报高级教师。", "2.经李建国同志推荐具备讲师任职资格。") == []


def test_the_one_that_a_sentence_names_of_many_stands_in_the_list() -> None:
    text = "经研究，同意下列人员：同意王静等44名同志具备讲师任职资格。"
    assert under(text) == []


def test_a_unit_before_names_in_a_sentence_is_that_of_all_up_to_the_next() -> None:
    found = under("同意贵阳市第一中学王静、赵敏，遵义市第二中学李建国3名同志具备讲师任职资格。")
    assert [(p["name"], p["employer"], p["title"]) for p in found] == [
        ("王静", "贵阳市第一中学", "讲师"),
        ("赵敏", "贵阳市第一中学", "讲师"),
        ("李建国", "遵义市第二中学", "讲师"),
    ]


def test_a_place_parts_a_list_but_says_nothing_of_its_people() -> None:
    found = under(
        "一、高级教师（2人）", "（一）贵阳市", "王静、李建国", "（二）遵义市", "赵敏、陈红"
    )
    assert [p for p in found if p.keys() != {"name", "title"}] == []
    assert len(found) == 4


def test_a_caption_tells_the_title_of_the_table_below_it() -> None:
    table = ruled(("姓名", "性别"), ("王静", "女"), widths=(90, 60), top=200)
    for text in ("2010年度高级教师任职资格评审通过人员名单（1人）", "附件1：高级教师任职资格名单"):
        found = people(Sheet((*lines((text, 150)).runs, *table.runs), table.cells))
        assert found == [{"name": "王静", "sex": "女", "title": "高级教师"}]


def test_contacts_and_signatures_are_nobody() -> None:
    assert under("联系人：王强、李娜，电话：0851-6821234。") == []
    assert people(lines(("广西壮族", 308), ("自治区人力资源和社会保障厅", 340))) == []


def test_names_that_share_a_cell_are_people_each() -> None:
    rows = (("高级教师", "王静、李建国、\n赵敏"), ("一级教师", "陈  红  周  杰"))
    found = people(ruled(("任职资格", "姓名"), *rows, widths=(120, 200)))
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "高级教师"),
        ("李建国", "高级教师"),
        ("赵敏", "高级教师"),
        ("陈红", "一级教师"),
        ("周杰", "一级教师"),
    ]


def test_a_name_of_two_lines_is_one_person() -> None:
    rows = (("1", "阿依古丽\n买买提", "女", "贵阳市第一中学", "高级教师"), SECOND)
    assert len(people(ruled(HEADS, *rows, widths=WIDTHS))) == 2


def test_a_merged_cell_that_a_page_break_cuts_holds_on_both_pages() -> None:
    second = ("2", "李建国", "男", "", "一级教师")
    third = ("3", "张伟", "男", "", "一级教师")
    fourth = ("4", "赵敏", "女", "遵义市第二中学", "一级教师")
    before = ruled(HEADS, FIRST, second, widths=WIDTHS, merged=3)
    after = ruled(third, fourth, widths=WIDTHS)
    assert [p["employer"] for p in people(before, after)] == [FIRST[3]] * 3 + [fourth[3]]


def test_a_unit_beside_the_first_of_its_people_holds_for_the_others() -> None:
    heads = ("工作单位", "姓名", "性别")
    rows = (("贵阳市第一中学", "王静", "女"), ("", "赵敏", "女"), ("遵义市第二中学", "陈红", "女"))
    found = people(in_columns(heads, *rows, ("", "周杰", "男"), starts=(60, 220, 300)))
    assert [p["employer"] for p in found] == ["贵阳市第一中学"] * 2 + ["遵义市第二中学"] * 2


def test_titles_between_rows_without_rules_tell_of_the_people_below() -> None:
    one, two = ("一、高级教师", "", "", "", ""), ("二、讲师", "", "", "", "")
    rows = in_columns(
        (*HEADS[:4], "备注"), one, (*FIRST[:4], ""), two, (*SECOND[:4], ""), starts=STARTS
    )
    assert [p["title"] for p in people(rows)] == ["高级教师", "讲师"]


def test_a_heading_between_tables_that_stand_close_is_no_row() -> None:
    """The upright rules of the two tables were seen as one, so that cells lie over the heading."""
    heads, widths = ("姓名", "性别"), (60.0, 90.0)
    upper = ruled(heads, ("王静", "女"), ("", ""), widths=widths, top=124)
    lower = ruled(heads, ("李建国", "男"), widths=widths, top=196)
    title = run("二、讲师（1人）", 64, 178)
    first = run("一、高级教师（1人）", 64, 100)
    sheet = Sheet((first, *upper.runs, title, *lower.runs), upper.cells + lower.cells)
    assert [(p["name"], p["title"]) for p in people(sheet)] == [
        ("王静", "高级教师"),
        ("李建国", "讲师"),
    ]


def test_a_row_across_that_names_its_label_tells_the_unit() -> None:
    sheet = ruled(("序号", "姓名", "性别"), ("", "", ""), FIRST[:3], widths=(60, 120, 80))
    across = Box(60, 124, 320, 148)
    cells = tuple(cell for cell in sheet.cells if cell.y0 != across.y0)
    text = run("单位：贵阳市第一中学", 64, across.y0 + 6)
    assert people(Sheet((*sheet.runs, text), (*cells, across))) == [{**WANG, "sex": "女"}]


def test_a_letter_seen_as_a_rule_cuts_no_name() -> None:
    sheet = ruled(HEADS, FIRST, SECOND, widths=WIDTHS)
    cell = next(c for c in sheet.cells if c.x0 == 100 and c.y0 == 148)
    middle = cell.x0 + 28
    parts = (Box(cell.x0, cell.y0, middle, cell.y1), Box(middle, cell.y0, cell.x1, cell.y1))
    cut = Sheet(sheet.runs, tuple(c for c in sheet.cells if c is not cell) + parts)
    assert people(cut) == [as_row(FIRST), as_row(SECOND)]


def test_a_list_of_units_and_names_needs_a_number_of_people_only() -> None:
    announced = ("确认下列2名同志具备高级教师任职资格。请按有关规定做好聘任工作。", 84.0)
    listed = (("贵阳市第一中学　　王静", 84.0), ("遵义市第二中学　　李建国", 84.0))
    assert people(lines(announced, *listed)) == [WANG, LI]


def test_the_specialty_in_brackets_behind_a_title_holds_for_its_people() -> None:
    assert under(
        "（一）高级教师（数学专业2人）：王静（贵阳市第一中学）、李建国（遵义市第二中学）"
    ) == [
        {**WANG, "title": "高级教师", "specialty": "数学"},
        {**LI, "title": "高级教师", "specialty": "数学"},
    ]


def test_brackets_within_the_name_of_a_unit_belong_to_it() -> None:
    unit = "贵阳市城市建设投资(集团)有限公司"
    told = under(f"（一）经济师（金融专业2人）：王静（{unit}）、李建国（{unit}）")
    assert [person["employer"] for person in told] == [unit, unit]


def test_letters_set_apart_part_no_name_with_a_dot() -> None:
    apart = run("贵阳市第一中学：王静、艾力·哈 力克、赵敏", 84, 150)
    text = replace(
        apart,
        text=apart.text.replace(" ", ""),
        centres=tuple(
            centre
            for letter, centre in zip(apart.text, apart.centres, strict=True)
            if letter != " "
        ),
    )
    announced = lines(("经评审委员会评审通过，现将名单公布如下：", 84.0))
    found = people(Sheet((*announced.runs, text)))
    assert [p["name"] for p in found] == ["王静", "艾力·哈力克", "赵敏"]


def test_each_line_may_say_of_one_person_where_he_works_and_what_he_is() -> None:
    found = people(
        lines(
            ("认定下列毕业生专业技术职务任职资格，资格时间从发文之日起计算：", 84),
            ("认定王静同志（贵阳市第一中学）为教员；", 84),
            ("认定李建国同志（男，大坪水电开发（集团）有限公司）为技术员；", 84),
            ("认定吉克·阿呷同志（贵阳市图书馆）具备管理员任职资格；", 84),
            ("赵敏（贵阳市图书馆）为管理员。", 84),
        )
    )
    assert found == [
        {"name": "王静", "employer": "贵阳市第一中学", "title": "教员"},
        {
            "name": "李建国",
            "sex": "男",
            "employer": "大坪水电开发(集团)有限公司",
            "title": "技术员",
        },
        {"name": "吉克·阿呷", "employer": "贵阳市图书馆", "title": "管理员"},
        {"name": "赵敏", "employer": "贵阳市图书馆", "title": "管理员"},
    ]


def test_sentences_on_one_person_each_in_a_paragraph_are_a_list() -> None:
    first = "经考核合格，认定王静同志（贵阳市第一中学）为教员；"
    both = people(lines((first + "李建国同志（贵阳市图书馆）为管理员。", 60)))
    assert both == [
        {"name": "王静", "employer": "贵阳市第一中学", "title": "教员"},
        {"name": "李建国", "employer": "贵阳市图书馆", "title": "管理员"},
    ]
    assert people(lines((first, 60), ("王静同志的任职资格从2006年10月起算。", 60))) == []
