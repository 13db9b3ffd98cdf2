"""A ruled form gives the values of the title asked for, and of nothing that stands beside them."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pages_of_text import LABELS, SIZE, run

from matching.text import normal_form
from models.box import Box
from ocr.cells import find_in_cells
from ocr.held_title import about_new_title, with_second_best
from ocr.layout import Candidate, find_values
from ocr.page import Run
from ocr.pieces import cut

ROW = 30.0


def told(candidates: Sequence[Candidate]) -> dict[str, str]:
    """Normal forms by field; of two values the one that has a label of its own."""
    ordered = sorted(candidates, key=lambda candidate: candidate.label.exact)
    return {str(c.field): normal_form(c.field, c.printed) for c in ordered}


def table(
    *rows: Sequence[str | tuple[str, float]], left: float = 50
) -> tuple[list[Run], list[Box]]:
    """Rows of cells 100 points wide (or as told), each cell's lines below one another."""
    runs: list[Run] = []
    boxes: list[Box] = []
    y = 100.0
    for row in rows:
        x, height = left, ROW
        cells = [cell if isinstance(cell, tuple) else (cell, 100.0) for cell in row]
        height = max(ROW, 14 + 16 * max(text.count("\n") + 1 for text, _ in cells))
        for text, width in cells:
            boxes.append(Box(x, y, x + width, y + height))
            for number, line in enumerate(text.split("\n")):
                if line:
                    runs.append(run(line, x + 4, y + 7 + 16 * number))
            x += width
        y += height
    return runs, boxes


def values(*rows: Sequence[str | tuple[str, float]]) -> dict[str, str]:
    return told(find_in_cells(*table(*rows), LABELS).candidates)


def test_the_value_of_a_label_stands_in_the_next_cell():
    assert values(["姓 名", "欧阳静怡", "性别", "女"], ["工作单位", "兰州市第一中学"]) == {
        "name": "欧阳静怡",
        "sex": "女",
        "employer": "兰州市第一中学",
    }


def test_lines_around_the_pages_of_a_booklet_are_no_table():
    runs = [
        run("姓　　名欧阳静怡", 60, 110),
        run("性　　别女", 60, 140),
        run("聘任证书", 260, 110),
        run("专　　业森林保护", 260, 140),
    ]
    pages = [Box(50, 100, 250, 400), Box(250, 100, 450, 400)]
    assert list(find_in_cells(runs, pages, LABELS).rest) == runs
    underlined = [Box(130, 100 + 30 * row, 250, 130 + 30 * row) for row in range(5)]
    assert list(find_in_cells(runs, underlined, LABELS).rest) == runs


def test_a_value_of_the_title_held_heads_nothing_in_the_row_below():
    told = values(
        [("现任专业技术职务及时间", 180.0), ("医师2010.12", 220.0)],
        ["申报系列", "卫生技术人员", "申报专业", "内科"],
        [("申报专业技术职务任职资格", 180.0), ("主治医师", 220.0)],
    )
    assert told == {"series": "卫生技术人员", "specialty": "内科", "title": "主治医师"}


def test_what_is_remarked_has_a_label_of_its_own():
    assert values(["姓名", "欧阳静怡"], ["备注", ("资格文件号：甘人社职〔2019〕236号", 300.0)]) == {
        "name": "欧阳静怡",
        "approval_number": "甘人社职〔2019〕236号",
    }


def test_lines_to_write_on_are_no_table():
    written_on = run("主治医师", 160, 105), [Box(150, 95, 300, 120)]
    found = find_in_cells([run("申报职称：", 60, 105), written_on[0]], written_on[1], LABELS)
    assert not found.candidates
    assert [one.text for one in found.rest] == ["申报职称：", "主治医师"]


def test_the_lines_of_a_cell_are_one_text():
    assert values(["申报专业技术\n职务任职资格", "高级\n工程师"]) == {"title": "高级工程师"}


def test_a_run_across_a_border_is_cut_there():
    boxes = [Box(50, 100, 150, 130), Box(150, 100, 250, 130)]
    text = run("申报专业技术资格一级教师", 54, 108)
    assert told(find_in_cells([text], boxes, LABELS).candidates) == {"title": "一级教师"}


def test_heads_of_columns_have_their_values_below():
    assert values(
        ["评审组织", "评审时间", "赞成票", "反对票"],
        ["贵州省工程系\n列高级职称评\n审委员会", "2013年12月24日", "20", "1"],
    ) == {"committee": "贵州省工程系列高级职称评审委员会", "obtained_on": "2013-12-24"}


@pytest.mark.parametrize("empty", ["", "年  月  日", "20  年  月  日"])
def test_an_empty_cell_is_no_value_and_takes_none(empty):
    assert (
        values(["资格取得时间", empty, "毕业时间", "1999年7月"], ["参加工作时间", "1999年8月1日"])
        == {}
    )
    assert values(["评审时间", "批准时间", "文号"], [empty, "2014年1月3日", ""]) == {
        "issued_on": "2014-01-03"
    }


def test_the_title_applied_for_is_not_the_one_that_is_held():
    assert values(
        ["现任专业技术职务", "助理工程师", "任现职时间", "2003年12月"],
        ["申报资格", "工程师", "申报专业", "水利水电"],
        ["原任职资格", "技术员", "所学专业", "土木工程"],
    ) == {"title": "工程师", "specialty": "水利水电"}


def test_the_title_named_beside_the_one_that_is_held_is_the_new_one():
    row = ["现任职务", "会计员", "资格名称", "助理会计师"]
    assert values(row) == {"title": "助理会计师"}
    assert values(["现任职务", "会计员", "取得时间", "2003年12月"]) == {}
    assert values(row, ["报考资格", "会计师"]) == {"title": "会计师"}


@pytest.mark.parametrize("time", ["取得时间", "批准时间", "资格取得时间"])
def test_a_time_beside_the_title_that_is_held_is_its_time(time):
    assert values(["现有专业技术资格", "技术员", time, "2003年12月", "聘任时间", "2004年"]) == {}
    assert values(["现职称", time, "证书编号"], ["技术员", "2003年12月", "甘2003001"]) == {}
    assert "2013-12" in values([time, "2013年12月", "所学专业", "土木工程"]).values()


def test_all_rows_beside_the_name_of_the_title_that_is_held_are_its_rows():
    runs, boxes = table(
        ["名称", "助理工程师", "取得时间", "2008-12-09"],
        ["资格名称", "助理工程师", "审批机关", "合川区人事局"],
        ["资格名称", "工程师", "评审专业", "地质矿产"],
        ["级别", "中级", "学历", "大学"],
        left=150,
    )
    sides = [Box(50, 100, 150, 100 + 2 * ROW), Box(50, 100 + 2 * ROW, 150, 100 + 4 * ROW)]
    names = [run("现专业技术职务", 54, 120), run("申报职务", 54, 180)]
    found = find_in_cells([*names, *runs], [*sides, *boxes], LABELS).candidates
    assert told(found) == {"title": "工程师", "specialty": "地质矿产", "level": "中级"}


def test_what_follows_the_title_applied_for_in_the_row_of_the_one_held_is_of_the_new_one():
    held = ["现任专业技术职务", "中学三级教师", "任职时间", "2000.11"]
    new = ["申报专业技术职务", "中学二级教师", "级别", "助理级"]
    assert values([*held, *new]) == {"title": "中学二级教师", "level": "助理级"}
    assert values([*new, *held]) == {"title": "中学二级教师", "level": "助理级"}
    assert values([*new, "现任职务", "中学三级教师", "取得时间", "2000.11"]) == {
        "title": "中学二级教师",
        "level": "助理级",
    }


def test_the_work_of_earlier_years_is_no_specialty():
    heads = ["起止时间", "单位", ("从事专业技术工作", 120)]
    years = ["1989.09—1996.05", "兰州大学", ("地理", 120)]
    told = values(["姓名", "王静"], [("学习、工作经历", 320)], heads, years, years)
    assert "specialty" not in told


def test_the_rows_of_a_list_are_about_others():
    assert values(
        ["姓名", "王静"],
        ["姓名", "工作单位", "专业技术职务", "签字"],
        ["孔彬", "兰州大学", "教授", "孔彬"],
        ["邵波", "西北大学", "副教授", "邵波"],
    ) == {"name": "王静"}


OPINIONS = [
    [
        ("评\n委\n会\n意\n见", 30),
        ("经评审，王静同志具备工程师任职资格。\n\n主任委员签字：李国庆\n2013年12月24日", 400),
    ],
    [
        ("单\n位\n意\n见", 30),
        ("同意推荐。\n\n单位负责人签字：王建国\n兰州市第一中学（公章）\n2013年5月3日", 400),
    ],
    [
        ("审批部门意见", 30),
        (
            "同意。\n批准文号：甘职改办〔2014〕7号\n甘肃省人力资源和社会保障厅（盖章）\n2014年2月9日",
            400,
        ),
    ],
]


def test_opinions_give_their_dates_and_units_and_signers_are_nobody():
    assert values(*OPINIONS) == {
        "obtained_on": "2013-12-24",
        "issued_on": "2014-02-09",
        "issuer": "甘肃省人力资源和社会保障厅",
        "approval_number": "甘职改办〔2014〕7号",
    }


def test_an_opinion_whose_name_was_not_read_is_known_by_its_words():
    nameless = [
        [("", width) if width == 30 else (text, width) for text, width in row] for row in OPINIONS
    ]
    assert values(*nameless) == values(*OPINIONS)


def test_an_opinion_is_named_above_or_in_its_own_cell():
    text = "经评审通过。\n主任委员签字：李国庆  2013年12月24日"
    assert values([("评审委员会意见", 400)], [(text, 400)]) == {"obtained_on": "2013-12-24"}
    assert values([("评委会意见：\n同意。\n2013年12月24日", 400)]) == {"obtained_on": "2013-12-24"}


def test_names_in_columns_are_read_down():
    assert values([("评审\n委意\n会见\n评", 40), ("同意。\n2013年12月24日", 400)]) == {
        "obtained_on": "2013-12-24"
    }


def test_a_time_that_is_labelled_is_not_the_date_of_the_opinion():
    text = "同意。\n填表时间：2013年1月5日"
    assert values([("评委会意见", 100), (text, 300)]) == {}


def test_a_date_that_has_a_label_is_believed_before_that_of_the_opinion():
    first = values(["评审时间", ("2013年12月20日", 330)], *OPINIONS)
    assert first["obtained_on"] == "2013-12-20"


def test_a_date_under_a_seal_is_read_and_the_seal_is_no_unit():
    runs, boxes = table([("审批机关意见", 100), ("同意。\n\n\n\n", 400)])
    runs += [
        run("贵州省人事厅专用章", 300, 130, apart=True),
        run("2014年2月9日", 300, 150, apart=True),
    ]
    found = find_in_cells(runs, boxes, LABELS)
    assert told(found.candidates) == {"issued_on": "2014-02-09"}
    assert found.rest == ()


@pytest.mark.parametrize(
    ("options", "level"),
    [
        ("□高级 ☑中级 □初级", "中级"),
        ("高级□ 中级☑ 初级□", "中级"),
        ("高级（ ）中级（√）初级（ ）", "中级"),
        ("□高级 中级 □初级", "中级"),  # the mark of the ticked one was not read
        ("高级□ 中级□ 初级", "初级"),
        ("□高级 □中级 □初级", None),
        ("高级（ ）中级（ ）初级（ ）", None),
        ("☑高级 ☑中级 □初级", None),
        ("高级   中级   初级", None),
    ],
)
def test_of_options_the_ticked_one_is_the_value(options, level):
    told = values(["申报级别", (options, 330)])
    assert told == ({"level": level} if level else {})


def test_the_present_employer_stands_in_for_one_that_is_not_asked():
    assert values(["现工作单位", ("兰州市图书馆", 200)]) == {"employer": "兰州市图书馆"}
    assert values(["现工作单位", "兰州市图书馆"], ["申报单位", "兰州市博物馆"]) == {
        "employer": "兰州市博物馆"
    }


def test_a_border_that_was_not_seen_parts_label_and_value():
    runs, boxes = table(["申报系列", ("工程技术人员", 400)])
    runs += [run("申报级别", 260, 107), run("中级", 380, 107)]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "series": "工程技术人员",
        "level": "中级",
    }


def test_what_lies_in_no_cell_is_left():
    runs, boxes = table(["姓名", "王静"])
    beside = run("编号：甘2013001", 60, 40)
    assert find_in_cells([*runs, beside], boxes, LABELS).rest == (beside,)


def test_opinions_under_headings_are_read_without_cells():
    runs = [
        run("评审委员会意见：", 60, 100),
        run("经评审，同意。", 90, 120),
        run("主任委员签字：李国庆", 300, 180),
        run("2013年12月24日", 300, 200),
        run("审批部门意见：", 60, 300),
        run("审批机关：甘肃省人事厅", 300, 400),
        run("2014年2月9日", 300, 420),
    ]
    above = run("姓名：王静", 60, 60)
    found = find_in_cells([above, *runs], [], LABELS)
    assert told(found.candidates) == {
        "obtained_on": "2013-12-24",
        "issuer": "甘肃省人事厅",
        "issued_on": "2014-02-09",
    }
    assert found.rest == (above,)


def test_unruled_rows_are_told_apart_like_ruled_ones():
    runs = [
        run("取得时间：2003年12月", 60, 100),
        run("聘任时间：2004年4月", 300, 100),
        run("现工作单位：兰州市图书馆", 60, 140),
    ]
    pieces = with_second_best([piece for one in runs for piece in cut(one, LABELS)])
    found = about_new_title(find_values(pieces), pieces)
    assert told(found) == {"employer": "兰州市图书馆"}


def test_who_hands_in_a_form_employs_where_no_other_label_says_it():
    pieces = with_second_best(cut(run("填报单位：兰州市图书馆", 60, 60), LABELS))
    assert told(find_values(pieces)) == {"employer": "兰州市图书馆"}
    rows = table(["工作单位", "兰州市第一中学"], ["填报单位", "兰州市教育局"])
    assert told(find_in_cells(*rows, LABELS).candidates) == {"employer": "兰州市第一中学"}


def test_a_reading_says_where_its_value_stands():
    (found,) = find_in_cells(*table(["姓名", "欧阳静怡"]), LABELS).candidates
    assert (found.box.x0, found.box.x1) == pytest.approx((154, 154 + 4 * SIZE))
    assert found.label.text == "姓名"


def test_what_a_committee_found_may_be_called_its_result():
    text = "经酒钢公司会计系列高级评审委员会评审，具备资格。\n评审时间：2013.08.28"
    both = table(
        [("单位意见", 80), ("同意申报。\n2013年5月6日", 420)],
        [("评委会\n评审结果", 80), (text, 420)],
    )
    assert told(find_in_cells(*both, LABELS).candidates) == {
        "committee": "酒钢公司会计系列高级评审委员会",
        "obtained_on": "2013-08-28",
    }


def test_the_title_may_be_asked_for_as_the_post_that_is_applied_for():
    for label in ("申请任何职务", "申请评审何种任职资格", "申报何种职务"):
        assert values([(label, 160), "高级讲师"]) == {"title": "高级讲师"}


def test_who_hands_in_a_form_employs_where_no_other_unit_is_named():
    line = run("呈报单位：三台县人民医院", 50, 60)
    pieces = with_second_best(cut(line, LABELS))
    assert told(find_values(pieces)) == {"employer": "三台县人民医院"}


def test_a_name_of_a_part_that_is_not_listed_is_not_two_names():
    review = "经酒钢公司会计系列高级专业技术资格评审委员会\n评审，具备资格。\n评审时间：2013.08.28"
    deeds = [("主\n要\n工\n作\n业\n绩", 40), ("完成任务。", 200)]
    runs, boxes = table([*deeds, ("评委会评审意见", 100), (review, 400)])
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "committee": "酒钢公司会计系列高级专业技术资格评审委员会",
        "obtained_on": "2013-08-28",
    }


def test_a_unit_that_its_seal_covers_is_told_where_no_other_stands():
    runs, boxes = table(
        [("批准机关意见", 100), ("同意。\n贵阳市职称改革领导小组\n1989年11月18日", 300)]
    )
    runs = [replace(one, apart="小组" in one.text) for one in runs]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "issuer": "贵阳市职称改革领导小组",
        "issued_on": "1989-11-18",
    }


def test_two_rows_whose_border_was_not_seen_are_told_by_their_labels():
    runs, boxes = table(
        [("申报职称名称\n联系电话", 120), ("研究馆员\n13963001599", 200)],
    )
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {"title": "研究馆员"}


def test_what_a_graduate_works_in_is_the_specialty_where_the_form_names_no_other():
    works = ["所学专业", "采油工程", "现从事专业", "油气储运"]
    title = ["拟认定资格名称", "助理工程师"]
    assert values(works, title) == {"specialty": "油气储运", "title": "助理工程师"}
    assert values(works, [*title, "认定专业", "石油工程"])["specialty"] == "石油工程"
    pieces = with_second_best(
        [*cut(run("现从事专业：", 60, 80), LABELS), *cut(run("油气储运", 150, 80), LABELS)]
    )
    assert told(about_new_title(find_values(pieces), pieces)) == {"specialty": "油气储运"}


def test_a_title_may_be_asked_for_though_the_rules_are_not_kept():
    assert values(["申报系列", "工程", "破格申报资格", "高级工程师"], ["破格类型", "资历"]) == {
        "series": "工程",
        "title": "高级工程师",
    }


def test_what_stands_in_brackets_may_belong_to_a_label():
    assert values(["拟晋升职务", "副教授"], ["学科（专业）", "数学"]) == {
        "title": "副教授",
        "specialty": "数学",
    }


def test_a_list_of_one_row_is_a_list_as_well():
    assert values(
        ["起止时间", "学校", "专业", "证明人"],
        ["1990—1994", "兰州大学", "数学", "李刚"],
        ["申报资格", "讲师", "申报专业", "英语"],
    ) == {"title": "讲师", "specialty": "英语"}


def test_what_stands_beside_its_label_is_no_label_though_it_is_nearly_one():
    assert values(["资格系列", "农业技术系列", "资格专业", "动物营养"]) == {
        "series": "农业技术系列",
        "specialty": "动物营养",
    }
