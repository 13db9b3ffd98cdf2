"""Lists as offices, schools and companies write them, read row by row."""

import pytest

from models.fields import DocumentKind
from ocr.kinds import recognise_kind
from tests.ocr.pages_of_text import run
from tests.ocr.sheets_of_lists import (
    FIRST,
    HEADS,
    SECOND,
    WIDTHS,
    Sheet,
    as_row,
    in_columns,
    lines,
    people,
    ruled,
)
from tests.ocr.test_listed_otherwise import ANNOUNCED, DECIDED, LI, WANG, both, under

NAMED = "高级教师任职资格人员名单"


@pytest.mark.parametrize("day", ["2014年12月20日", "2014.12.20", "2014-12-20"])
def test_each_item_of_a_list_may_say_when_and_with_what_number(day: str) -> None:
    found = under(
        f"1．王静，贵阳市第一中学，高级教师，取得时间：{day}；",
        f"2．李建国，遵义市第二中学，一级教师，资格取得时间：{day}；",
    )
    assert found == [
        {**WANG, "title": "高级教师", "obtained_on": "2014-12-20"},
        {**LI, "title": "一级教师", "obtained_on": "2014-12-20"},
    ]
    numbered = under(
        "1．王静，贵阳市第一中学，证书编号：G20140001；",
        "2．李建国，遵义市第二中学，证书编号：G20140002；",
    )
    assert numbered == [
        {**WANG, "certificate_number": "G20140001"},
        {**LI, "certificate_number": "G20140002"},
    ]


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("一、中小学教师一级教师（2人）", {"series": "中小学教师", "title": "一级教师"}),
        ("一、会计人员会计师（2人）", {"series": "会计人员", "title": "会计师"}),
        ("一、小学高级教师：（2名）", {"title": "小学高级教师"}),
        ("（一）工程师（初定）", {"title": "工程师"}),
        ("（二）外语", {"specialty": "外语"}),
        ("检验士：", {"title": "检验士"}),
        ("公司机关：", {"employer": "公司机关"}),
        ("城关镇（2人）：", {"employer": "城关镇"}),
    ],
)
def test_headings_tell_what_they_say_and_nobody(heading: str, told: dict[str, str]) -> None:
    if heading.endswith("："):
        assert under(f"{heading}王静　李建国") == both(**told)
    else:
        assert under(heading, "王静　李建国") == both(**told)


@pytest.mark.parametrize(
    "place", ["省级单位", "市州单位", "省直单位", "县区单位", "企业单位", "市直部门"]
)
def test_units_of_a_kind_employ_nobody(place: str) -> None:
    assert under(f"{place}：王静、李建国") == both()


@pytest.mark.parametrize("unit", ["水务局", "巴蜀中学", "向阳小学", "林业站", "财务处", "县医院"])
def test_a_unit_that_begins_as_a_surname_does_is_nobody(unit: str) -> None:
    assert under("一、工程师", f"高　升　　{unit}", f"谢晓东　　{unit}") == [
        {"name": name, "employer": unit, "title": "工程师"} for name in ("高升", "谢晓东")
    ]


def test_a_district_above_units_employs_nobody() -> None:
    found = under("渝中区：巴蜀中学　王静", "沙坪坝区：重庆一中　李建国；重庆八中　赵敏")
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "巴蜀中学"),
        ("李建国", "重庆一中"),
        ("赵敏", "重庆八中"),
    ]


def test_a_title_above_a_list_holds_in_places_and_specialties() -> None:
    names = (("王静　李建国", 84.0), ("陈强　赵敏", 84.0))
    for first, second, key in [
        ("贵阳市（2人）", "遵义市（2人）", None),
        ("建筑工程专业（2人）", "市政工程专业（2人）", "specialty"),
    ]:
        found = people(
            lines((NAMED, 60.0), (first, 84.0), names[0], (second, 84.0), names[1], ("2019年", 60))
        )
        assert [p["title"] for p in found] == ["高级教师"] * 4
        if key:
            told = [text.partition("专业")[0] for text in (first, first, second, second)]
            assert [p[key] for p in found] == told


@pytest.mark.parametrize("above", ["工程系列", "建筑工程专业"])
def test_a_title_right_below_a_series_or_a_specialty_ends_it_not(above: str) -> None:
    found = under(above, "高级工程师", "王静　李建国", "工程师", "陈强　赵敏")
    key = "series" if above == "工程系列" else "specialty"
    assert [(p["name"], p["title"]) for p in found] == [
        ("王静", "高级工程师"),
        ("李建国", "高级工程师"),
        ("陈强", "工程师"),
        ("赵敏", "工程师"),
    ]
    assert {p[key] for p in found[:2]} == {above.removesuffix("专业")}


def test_names_in_the_middle_of_their_lines_are_a_list() -> None:
    found = people(
        lines(
            (ANNOUNCED, 84.0),
            ("自任职资格批准之日起计算任职时间，请按照有关规定办理聘任手续，", 84.0),
            ("现将名单公布如下：", 84.0),
            ("文学院", 282.0),
            ("王　静　　李建国", 246.0),
            ("体育学院", 276.0),
            ("赵　敏　　陈　强", 246.0),
        )
    )
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "文学院"),
        ("李建国", "文学院"),
        ("赵敏", "体育学院"),
        ("陈强", "体育学院"),
    ]


UNITLESS = ("序号", "姓名", "性别", "任职资格")


def _tables(*units: str) -> list[dict[str, str]]:
    widths = (40.0, 70.0, 40.0, 120.0)
    rows = (("1", "王静", "女", "主管护师"), ("1", "李建国", "男", "主治医师"))
    runs, cells = [*lines((ANNOUNCED, 60.0), top=60).runs], []
    for place, (unit, row) in enumerate(zip(units, rows, strict=True)):
        top = 110 + 100 * place
        table = ruled(UNITLESS, row, widths=widths, top=top)
        runs += [*lines((unit, 200.0), top=top - 22).runs, *table.runs]
        cells += table.cells
    return people(Sheet(tuple(runs), tuple(cells)))


def test_the_unit_right_above_a_table_is_that_of_its_people() -> None:
    found = _tables("凯里市第一人民医院", "黔东南州人民医院")
    assert [p["employer"] for p in found] == ["凯里市第一人民医院", "黔东南州人民医院"]


def test_the_office_above_a_table_employs_nobody() -> None:
    found = _tables("凯里市人力资源和社会保障局", "凯里市人力资源和社会保障局")
    assert len(found) == 2
    assert not any("employer" in p for p in found)


def test_a_unit_above_empty_cells_holds_for_them() -> None:
    third, fourth = ("3", "张伟", "男", "", "一级教师"), ("4", "陈强", "男", "", "一级教师")
    rows = (FIRST, third, SECOND, fourth)
    found = people(ruled(HEADS, *rows, widths=WIDTHS))
    assert [p["employer"] for p in found] == [FIRST[3], FIRST[3], SECOND[3], SECOND[3]]


def test_one_empty_cell_of_many_shows_no_unit() -> None:
    others = [(str(n), name, *FIRST[2:]) for n, name in ((3, "张伟"), (4, "陈强"))]
    empty = ("5", "赵敏", "女", "", "一级教师")
    found = people(ruled(HEADS, FIRST, SECOND, *others, empty, widths=WIDTHS))
    assert [p.get("employer") for p in found][-1] is None
    assert found[0] == as_row(FIRST)


def test_running_numbers_below_编号_are_no_certificates() -> None:
    heads = ("编号", *HEADS[1:])
    rows = (("001", *FIRST[1:]), ("002", *SECOND[1:]))
    found = people(ruled(heads, *rows, widths=WIDTHS))
    assert found == [as_row(FIRST), as_row(SECOND)]


def test_results_may_be_titles_that_no_dictionary_holds() -> None:
    heads = ("姓名", "性别", "工作单位", "评审结果")
    rows = (("王静", "女", FIRST[3], "农艺师"), ("李建国", "男", SECOND[3], "林业工程师"))
    found = people(in_columns(heads, *rows, starts=(60, 140, 200, 340)))
    assert [p["title"] for p in found] == ["农艺师", "林业工程师"]


@pytest.mark.parametrize("ward", ["内科", "骨伤科"])
def test_a_ward_beside_a_hospital_in_brackets_is_a_specialty(ward: str) -> None:
    given = (
        f"{DECIDED}同意你局下属单位王静（县人民医院 {ward}）、李建国（县中医院 {ward}）等2人"
        "具备主治医师任职资格。"
    )
    found = under(announced=given)
    assert found == [
        {"name": name, "employer": unit, "specialty": ward, "title": "主治医师"}
        for name, unit in (("王静", "县人民医院"), ("李建国", "县中医院"))
    ]


def test_a_hospital_and_its_ward_in_one_are_the_unit() -> None:
    found = under("王静（县人民医院内科）、李建国（县中医院骨伤科）")
    assert [p["employer"] for p in found] == ["县人民医院内科", "县中医院骨伤科"]


@pytest.mark.parametrize(
    "heading",
    [
        "高级畜牧师、高级兽医师任职资格人员名单",
        "高级教师资格人员名单（共6人）",
        "教授任职资格名单",
        "2016年度工程系列职称评审通过人员",
    ],
)
def test_the_heading_of_an_annex_alone_tells_the_kind(heading: str) -> None:
    assert recognise_kind(["附件", heading], set()) is DocumentKind.APPROVAL


def test_who_is_named_before_the_committee_gets_the_title() -> None:
    given = (
        "王静、李建国等二名同志，经省经济专业人员高级职务评审委员会2013年10月评审通过，"
        "具备高级经济师任职资格。"
    )
    assert under(announced=given) == both(title="高级经济师")


def test_the_end_of_a_sentence_above_columns_is_no_heading() -> None:
    names = (("王 静", "第一工程公司", "工民建"), ("李建国", "第一工程公司", "公路"))
    columns = [
        run(text, x, 149 + 22 * y)
        for y, row in enumerate(names * 3)
        for text, x in zip(row, (64, 180, 340), strict=True)
    ]
    text = lines(
        ("集团所属各单位：", 60.0),
        ("根据省职改办授权，经集团工程系列高级职务评审委员会评审通过，批准王静等6名同", 84.0),
        ("志高级工程师任职资格：", 60.0),
        top=78,
    )
    found = people(Sheet((*text.runs, *columns)))
    assert [p["title"] for p in found] == ["高级工程师"] * 6


def test_titles_within_a_unit_follow_one_another() -> None:
    found = under("市一医院：主管护师：王静、赵敏；主管药师：李建国", announced=ANNOUNCED)
    assert [(p["employer"], p["title"]) for p in found] == [
        ("市一医院", "主管护师"),
        ("市一医院", "主管护师"),
        ("市一医院", "主管药师"),
    ]


def test_whose_surname_is_rare_stands_before_a_unit_and_a_title() -> None:
    found = under("汪　洋　　市歌舞团　　三级演员", "河清海　　市图书馆　　馆员")
    assert [(p["name"], p["title"]) for p in found] == [("汪洋", "三级演员"), ("河清海", "馆员")]


def test_a_college_is_the_unit_of_its_people() -> None:
    table = in_columns(
        ("学院", "姓名", "学科"),
        ("护理学院", "王静", "护理学"),
        ("信息工程学院", "李建国", "通信工程"),
        starts=(60, 200, 300),
    )
    assert [p["employer"] for p in people(table)] == ["护理学院", "信息工程学院"]
