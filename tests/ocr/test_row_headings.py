"""What headings, labels and heads of lists are taken for, and what ends none of them."""

from dataclasses import replace

from models.box import Box
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.row_groups import heading_of
from ocr.row_text import Text
from tests.ocr.pages_of_text import LABELS, page, run
from tests.ocr.sheets_of_lists import HIGH, Sheet, in_columns, lines, people, ruled
from tests.ocr.test_row_headless import STARTS
from tests.ocr.test_rows_of_text import LI, WANG, under


def test_people_who_get_a_title_are_the_names_of_their_column() -> None:
    heads = ("任职资格", "工作单位", "取得资格人员")
    row = ("高级教师", "贵阳市第一中学", "王静　李建国")
    found = people(ruled(heads, row, widths=(90, 150, 200)))
    told = {"title": row[0], "employer": row[1]}
    assert found == [{"name": name, **told} for name in ("王静", "李建国")]


def test_a_short_unit_with_the_number_of_its_people_is_no_subject() -> None:
    found = under("1.图书馆（2名）", "王静、李建国", "2.口腔医学（1人）", "赵敏")
    assert [p.get("employer") for p in found] == ["图书馆"] * 2 + [None]
    assert found[2]["specialty"] == "口腔医学"


def test_a_second_name_of_a_unit_in_brackets_is_a_part_of_it() -> None:
    unit = "曲靖市康复医院(精神卫生中心)"
    found = under(f"一、主治医师：王静（{unit}）", f"{unit}：李建国")
    assert [p["employer"] for p in found] == [unit, unit]


def test_a_label_before_a_unit_is_not_the_unit() -> None:
    found = under(
        "1.王静，女，工作单位：贵阳市第一中学，取得高级教师资格；",
        "2.李建国，男，工作单位：遵义市第二中学，取得高级教师资格。",
    )
    assert [(p["name"], p["employer"]) for p in found] == [tuple(p.values()) for p in (WANG, LI)]


def test_the_number_of_a_page_and_of_all_pages_ends_no_heading() -> None:
    names = (("王静", "李建国", "赵敏", "周红"), ("吴芳", "郑洁", "孙杰", "钱丽"))
    first = lines(("一、高级教师（8人）", 84), ("　".join(names[0]), 84))
    first = Sheet((*first.runs, run("第1页 共2页", 250, 815)))
    second = lines(("　".join(names[1]), 84), top=60)
    assert [p["title"] for p in people(first, second)] == ["高级教师"] * 8


def test_wards_beside_subjects_are_subjects() -> None:
    subjects = ("护理学", "外科", "公共卫生", "普通外科", "内科")
    rows = [(name, "女", subject) for name, subject in zip(NAMES, subjects, strict=True)]
    found = people(in_columns(*rows, starts=STARTS[:3]))
    assert [p.get("specialty") for p in found] == [*subjects]


NAMES = ("王静", "李建国", "赵敏", "周红", "吴芳")


def test_wards_behind_names_are_units_and_beside_subjects_subjects() -> None:
    wards = under("一、主治医师：王静（外科）、李建国（护理学）、赵敏（公共卫生）")
    assert [p.get("specialty") for p in wards] == ["外科", "护理学", "公共卫生"]
    found = under("一、医师（2人）", "王静　　　　　普外科", "李登科　　　　口腔科")
    assert [(p["name"], p.get("employer")) for p in found] == [
        ("王静", "普外科"),
        ("李登科", "口腔科"),
    ]


def test_a_short_unit_alone_in_a_line_heads_the_names_below_it() -> None:
    found = under("一、讲师", "信息工程学院", "王静　李建国　赵敏", "文学院", "周红　吴芳　郑洁")
    assert [p["employer"] for p in found] == ["信息工程学院"] * 3 + ["文学院"] * 3


def test_a_rare_surname_beside_a_unit_is_a_person_where_a_list_has_begun() -> None:
    texts = ("王静　　　　　贵阳市第一中学", "丏德柏　　　　遵义市第二中学")
    found = under("一、讲师（2人）", *texts)
    assert [(p["name"], p["employer"]) for p in found] == [
        ("王静", "贵阳市第一中学"),
        ("丏德柏", "遵义市第二中学"),
    ]
    assert not any(p["name"] == "丏德柏" for p in under(texts[1]))


def test_a_row_whose_number_was_lost_is_a_person() -> None:
    names = [f"{surname}静" for surname in "王李赵陈周吴郑钱孙冯蒋韩"]
    rows = [("" if at == 4 else str(at + 1), name, "女") for at, name in enumerate(names)]
    found = people(in_columns(("序号", "姓名", "性别"), *rows, starts=(60.0, 110.0, 200.0)))
    assert [p["name"] for p in found] == names


def test_one_person_alone_under_a_unit_with_a_colon_is_a_person() -> None:
    found = under(
        "具备农艺师任职资格人员名单（5人）",
        "会宁县农业局：",
        "王静　李建国　赵敏",
        "陇西县农业局：",
        "庹明",
        "临洮县农业局：",
        "艾力·买买提",
    )
    units = ["会宁县农业局"] * 3 + ["陇西县农业局", "临洮县农业局"]
    assert [p["employer"] for p in found] == units
    assert [p["name"] for p in found[3:]] == ["庹明", "艾力·买买提"]


def test_titles_within_a_unit_are_those_of_its_people() -> None:
    found = under(
        "会宁县农业局：",
        "高级农艺师：",
        "王静　李建国",
        "农艺师：",
        "赵敏",
        "陇西县农业局：",
        "农艺师：",
        "周红",
    )
    assert [(p["name"], p["employer"], p["title"]) for p in found] == [
        ("王静", "会宁县农业局", "高级农艺师"),
        ("李建国", "会宁县农业局", "高级农艺师"),
        ("赵敏", "会宁县农业局", "农艺师"),
        ("周红", "陇西县农业局", "农艺师"),
    ]


def test_titles_over_units_are_those_of_the_people_of_each() -> None:
    found = under(
        "高级农艺师（2人）",
        "会宁县农业局：",
        "王静",
        "陇西县农业局：",
        "李建国",
        "农艺师（1人）",
        "会宁县农业局：",
        "赵敏",
    )
    assert [(p["name"], p["employer"], p["title"]) for p in found] == [
        ("王静", "会宁县农业局", "高级农艺师"),
        ("李建国", "陇西县农业局", "高级农艺师"),
        ("赵敏", "会宁县农业局", "农艺师"),
    ]


def test_after_a_colon_each_line_may_tell_name_unit_and_specialty() -> None:
    found = under(
        "经评审通过，经审查，同意：",
        "王静　万州区公路管理局　林业工程",
        "李建国　万州区环境监测站　地质矿产",
        "赵敏　万州区经济作物站　农业推广",
        "等3名同志取得工程师任职资格，有效范围：全市。",
    )
    assert [(p["name"], p["employer"], p["specialty"]) for p in found] == [
        ("王静", "万州区公路管理局", "林业工程"),
        ("李建国", "万州区环境监测站", "地质矿产"),
        ("赵敏", "万州区经济作物站", "农业推广"),
    ]


def test_a_stain_beside_the_text_is_no_margin() -> None:
    sheet = lines(
        ("各有关单位：", 10),
        ("一、主任医师（8人）", 84),
        ("第二人民医院：王静、李建国、赵敏、周红、吴芳、郑洁、孙", 84),
        ("海东", 60),
        ("贵阳市第一医院：钱丽", 84),
        ("以上人员任职资格时间从二〇〇六年五月六日起算。", 84),
        ("特此通知。", 60),
    )
    found = people(sheet)
    assert found[6] == {"name": "孙海东", "title": "主任医师", "employer": "第二人民医院"}
    assert found[7]["title"] == "主任医师"


def test_more_than_ten_people_may_be_counted_in_words() -> None:
    names = [
        "莫宏伟",
        "朱勇",
        "方朝阳",
        "黎香美",
        "党玉龙",
        "刘光宗",
        "滕德宗",
        "戴红",
        "蒋克勤",
        "袁成学",
        "王博学",
    ]
    told = "、".join(f"{name}（兰州市第一医院）" for name in names)
    found = under("经审查，同意：", f"{told}等十一名同志具备主治医师任职资格。", "此复。")
    assert [p["name"] for p in found] == names  # one of which ends as subjects do
    assert {(p["title"], p["employer"]) for p in found} == {("主治医师", "兰州市第一医院")}


def test_wards_in_brackets_behind_names_are_specialties() -> None:
    found = under("二、医师：王静（口腔科）、李建国（中医内科）")
    assert [p.get("specialty") for p in found] == ["口腔科", "中医内科"]


def test_a_space_that_another_reading_saw_parts_words() -> None:
    seen = replace(run("易萍万州区国营林场", 60, 80), rivals=("易萍 万州区国营林场",))
    assert [at for at in range(9) if Text((seen,)).spaced(at)] == [2]
    other = replace(seen, rivals=("易苹 万州区国营林场",))
    assert not any(Text((other,)).spaced(at) for at in range(9))


def test_the_last_name_of_columns_may_stand_alone() -> None:
    rows = [("蒋利民", "韦敏贞", "曹斌"), ("萧芳昱", "朱霞瑶", "覃新"), ("熊新祥",)]
    runs = [
        run(name, 84 + 110 * column, 124 + 24 * row)
        for row, names in enumerate(rows)
        for column, name in enumerate(names)
    ]
    head = run("评审通过，同意下列7名同志具备副主任药师任职资格：", 84, 100)
    assert [p["name"] for p in people(Sheet((head, *runs)))][-1] == "熊新祥"


def test_names_of_two_letters_may_have_all_their_letters_apart() -> None:
    spread = run("石涛龚建汤佩", 60, 124)
    step = 18.0
    spread = replace(
        spread,
        box=replace(spread.box, x1=60 + 6 * step),
        centres=tuple(66 + step * at for at in range(6)),
    )
    found = people(Sheet((run("一、畜牧师（3人）", 84, 100), spread)))
    assert [p["name"] for p in found] == ["石涛", "龚建", "汤佩"]


def test_what_stands_above_a_list_for_all_is_of_the_document() -> None:
    runs = [run("系列：卫生技术", 60, 60), run("单位：重庆市红岩医院", 320, 60)]
    found = find_fields({1: page(*runs)}, DocumentKind.APPROVAL, LABELS)
    assert {field: one.value for field, one in found.items()} == {Field.SERIES: "卫生技术"}


def test_a_list_whose_upright_borders_were_not_seen_is_read_as_columns() -> None:
    rows = [
        ("序号", "姓名", "工作单位"),
        *((str(n), name, "兰州一中") for n, name in enumerate(NAMES, 1)),
    ]
    sheet = ruled(*rows, widths=(60, 100, 200))
    tops = sorted({cell.y0 for cell in sheet.cells})
    head = [cell for cell in sheet.cells if cell.y0 == tops[0]]
    wide = [Box(60, top, 420, top + HIGH) for top in tops[1:]]
    found = people(replace(sheet, cells=(*head, *wide)))
    assert [p["name"] for p in found] == [*NAMES]


def test_the_number_of_a_heading_may_be_parted_from_it_by_a_letter() -> None:
    heads = ("序号", "姓名", "工作单位")
    sheet = ruled(heads, ("六、", "", ""), ("31", "王静", "兰州一中"), widths=(30, 100, 250))
    tops = sorted({cell.y0 for cell in sheet.cells})
    kept = [c for c in sheet.cells if c.y0 != tops[1] or c.x0 < 70]
    across = Box(90, tops[1], 440, tops[1] + HIGH)
    title = run("高级农艺师（1人）", 92, tops[1] + 6)
    found = people(Sheet((*sheet.runs, title), (*kept, across)))
    assert [(p["name"], p["title"]) for p in found] == [("王静", "高级农艺师")]


def test_values_of_rows_are_put_right_as_others_are() -> None:
    sheet = ruled(
        ("姓名", "出生年月", "工作单位"),
        ("王静", "香源1969-05-18", "西阳土家族苗族自治县文化馆"),
        widths=(60, 140, 250),
    )
    (found,) = people(sheet)
    assert found["birth_date"] == "1969-05-18"
    assert found["employer"] == "酉阳土家族苗族自治县文化馆"


def test_wards_beside_hospitals_are_specialties() -> None:
    units = ("县人民医院", "县中医医院", "县人民医院", "县中医医院", "县妇幼保健院")
    wards = ("心血管内科", "妇产科", "口腔科", "普通外科", "妇产科")
    rows = [(n, "兴安" + u, w) for n, u, w in zip(NAMES, units, wards, strict=True)]
    found = people(in_columns(*rows, starts=(75, 157, 394)))
    assert [(p["employer"], p["specialty"]) for p in found] == [(u, w) for _, u, w in rows]


def test_a_college_of_three_letters_is_a_unit_and_nobody() -> None:
    found = under("一、讲师", "丁晓芳……理学院　应用数学", "王静……文学院　音乐学")
    assert [(p["name"], p["employer"], p["specialty"]) for p in found] == [
        ("丁晓芳", "理学院", "应用数学"),
        ("王静", "文学院", "音乐学"),
    ]


def test_what_libraries_and_halls_of_culture_do_is_a_subject_behind_a_name() -> None:
    found = under("一、馆员（3人）", "王静（群众文化）　李建国（图书资料）　赵敏（文献信息）")
    assert [p["specialty"] for p in found] == ["群众文化", "图书资料", "文献信息"]


def test_a_stroke_parts_the_series_from_the_title_of_a_heading() -> None:
    found = under("会计系列／高级会计师（2人）", "王静、李建国")
    assert [(p["series"], p["title"]) for p in found] == [("会计系列", "高级会计师")] * 2


def test_a_caption_that_runs_into_who_is_addressed_is_no_unit() -> None:
    assert (
        heading_of(Text([run("关于王静等2名同志具备农艺师任职资格的通各有关单位：", 60, 80)]))
        is None
    )
