"""The opinions of a form give their date, unit and numbers, however they are told and wrapped."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, SIZE, page, run
from test_cells import table, told, values

from models.box import Box
from models.fields import DocumentKind, Field
from ocr.cells import find_in_cells
from ocr.fields import find_fields
from ocr.printed_dates import dates_of


def opinion(name: str, text: str) -> dict[str, str]:
    return values([(name, 80), (text, 420)])


def test_labelled_values_go_on_in_the_next_line():
    assert opinion(
        "审批机关意\n见",
        "经审核，同意认定王静同志具备工程师任职资格，资格取得时间：\n2016年9月18日。文号：渝职改办〔2016〕9\n8号\n"
        "重庆市职称改革办公室\n2016.11.10",
    ) == {
        "obtained_on": "2016-09-18",
        "approval_number": "渝职改办〔2016〕98号",
        "issuer": "重庆市职称改革办公室",
        "issued_on": "2016-11-10",
    }


def test_the_body_that_recognises_a_title_has_an_opinion_as_well():
    text = "认定王静同志具备助理记者资格，取得时间：2006年9月10日。\n2006年11月26日"
    assert opinion("认定机构意见", text) == {
        "obtained_on": "2006-09-10",
        "issued_on": "2006-11-26",
    }


def test_a_unit_and_the_date_beside_it_are_two_values():
    for line in ("贵州省人事厅 2005年12月31日", "审批机关：贵州省人事厅2005年12月31日"):
        assert opinion("审批意见", f"同意。\n{line}") == {
            "issuer": "贵州省人事厅",
            "issued_on": "2005-12-31",
        }


def test_a_committee_is_named_in_a_sentence_or_on_two_lines():
    for text in (
        "经重庆市建筑专业高级职称评审委员会2016年11月20日评审通过。\n主任委员：李国庆",
        "评审通过，2016年11月20日。\n重庆市建筑专业高级职称\n评审委员会（章）",
        "经重庆市建筑专业高级职称评审委员会讨论表决，一致同意。\n2016年11月20日",
    ):
        assert opinion("评审组织意\n见", text) == {
            "committee": "重庆市建筑专业高级职称评审委员会",
            "obtained_on": "2016-11-20",
        }
    assert "committee" not in opinion("评审意见", "经评审委员会评审，通过。\n2016年11月20日")


@pytest.mark.parametrize(
    "since", ["任职资格从2015年7月1日算起", "取得时间为2015年7月1日", "资格取得时间：2015年7月1日"]
)
def test_since_when_a_title_is_held_is_told_in_a_sentence(since):
    text = f"同意认定，{since}。\n兰州市人力资源和社会保障局\n2015年8月3日"
    assert opinion("人社部门\n认定意见", text) == {
        "obtained_on": "2015-07-01",
        "issuer": "兰州市人力资源和社会保障局",
        "issued_on": "2015-08-03",
    }


def test_a_date_within_a_sentence_is_not_that_of_the_approval():
    assert "issued_on" not in opinion("审批意见", "经2015年7月1日会议研究，同意。\n年  月  日")


def test_who_forwards_an_application_decides_nothing():
    assert (
        opinion("县（市、区）\n职改办意见", "同意上报。\n遵义县职称改革办公室\n2013年6月1日") == {}
    )
    assert opinion("市（州）职改\n办审批意见", "同意。\n2013年7月1日") == {
        "issued_on": "2013-07-01"
    }


@pytest.mark.parametrize("rest", ["审\n批\n机", "机\n关\n意\n见"])
def test_some_letters_of_a_name_tell_the_part(rest):
    assert values([(rest, 30), ("同意。\n负责人：李国庆\n2013年7月1日", 420)]) == {
        "issued_on": "2013-07-01"
    }


TWO = (
    "经评审，通过。\n主任委员：李国庆\n2013年5月1日\n\n同意。\n审批机关：贵州省人事厅\n2013年7月1日"
)


def test_two_opinions_whose_border_was_not_seen_are_two():
    expected = {"obtained_on": "2013-05-01", "issuer": "贵州省人事厅", "issued_on": "2013-07-01"}
    assert values([(TWO, 420)]) == expected
    names = "\n评审\n意见\n\n\n审批\n意见\n"
    assert values([(names, 60), (TWO.replace("主任委员", "负责人"), 420)]) == expected


@pytest.mark.parametrize(
    ("read", "date"),
    [
        ("201755月13日", "2017年5月13日"),  # 年 was read as 5
        ("2005 二8 月 5日", "2005年8月5日"),
        ("201612.09", "2016年12月09日"),
        ("2015.0613", "2015年06月13日"),
        ("201711月5日", None),  # of November, or of January
        ("209年5月26日", None),
        ("20  年  月  日", None),
    ],
)
def test_a_date_that_lost_a_mark_is_restored_where_it_is_clear_and_doubted(read, date):
    found = [(piece.text, piece.confidence) for piece, _, _ in dates_of(run(read, 0, 0))]
    assert [text for text, _ in found] == ([date] if date else [])
    assert all(confidence < 0.6 for _, confidence in found)


def test_a_name_that_goes_on_over_a_fold_is_whole():
    boxes = [Box(50, 100, 150, 130), Box(150, 100, 270, 130), Box(270, 100, 500, 130)]
    runs = [run("评委会名称", 60, 108), run("甘肃省会计系列中级职称评审委员会", 160, 108)]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "committee": "甘肃省会计系列中级职称评审委员会"
    }


def test_two_cells_beside_each_other_may_both_hold_two_names():
    boxes = [Box(50 + 120 * at, 100, 170 + 120 * at, 170) for at in range(4)]
    texts = (
        ("资格名称", "级别"),
        ("助理农艺师", "助理级"),
        ("专业", "考试时间"),
        ("植物保护", "2019年8月14日"),
    )
    runs = [
        run(text, 60 + 120 * at, 108 + 36 * row)
        for at, column in enumerate(texts)
        for row, text in enumerate(column)
    ]
    read = told(find_in_cells(runs, boxes, LABELS).candidates)
    assert (read["title"], read["level"]) == ("助理农艺师", "助理级")
    assert read["specialty"] == "植物保护"


def test_rows_whose_borders_were_not_seen_are_read():
    runs, boxes = table([("\n\n", 480)])
    place, width = boxes[0], SIZE
    runs = [
        run(text, place.x0 + 6 + column * 10 * width, place.y0 + 6 + 20 * row)
        for row, line in enumerate((("认定资格", "经济师"), ("认定级别", "高级□ 中级☑ 初级□")))
        for column, text in enumerate(line)
    ]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "title": "经济师",
        "level": "中级",
    }


def test_heads_of_columns_without_a_border_part_their_values():
    runs = [
        run(text, x, y)
        for y, line in ((108, ("申报专业", "职称系列")), (138, ("农业经济", "经济专业人员")))
        for text, x in zip(line, (60, 200), strict=True)
    ]
    boxes = [Box(50, 100, 350, 130), Box(50, 130, 350, 160)]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "specialty": "农业经济",
        "series": "经济专业人员",
    }


@pytest.mark.parametrize(
    ("text", "sex"), [("男 口女", "男"), ("男口 女☑", "女"), ("□男 口女", None)]
)
def test_a_box_read_as_a_word_is_a_box(text, sex):
    assert values(["性别", text]).get("sex") == sex


def test_a_number_of_eight_digits_behind_its_label_is_no_date():
    text = (
        "同意认定，任职资格时间从2009年10月15日起算。\n"
        "证书编号：20099202\n瓮安县人事局\n2009年10月20日"
    )
    assert opinion("职改部门\n认定意见", text) == {
        "obtained_on": "2009-10-15",
        "certificate_number": "20099202",
        "issuer": "瓮安县人事局",
        "issued_on": "2009-10-20",
    }


def test_a_year_that_lost_digits_under_a_seal_is_no_date_of_issue():
    assert opinion("审批意见", "同意。\n甘肃省人事厅\n批准时间：20年3月11日") == {
        "issuer": "甘肃省人事厅"
    }


def test_the_name_of_a_part_stands_beside_it_though_the_page_lies_aslant():
    runs, boxes = table(
        [
            ("审批机关意见", 100),
            ("经审核，同意认定。\n烟台市人事局\n\n\n\n认定时间：2008年12月5日", 300),
        ]
    )
    name, part = boxes
    boxes = [name, replace(part, y0=part.y0 - 1, y1=part.y1 + 8)]
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == {
        "issuer": "烟台市人事局",
        "obtained_on": "2008-12-05",
    }


def test_a_committee_that_is_named_behind_the_day_has_no_day_in_its_name():
    read = opinion(
        "评委会评审意见",
        "经2003年12月2日甘肃省档案系列高级职务评审委员会会议评审，同意。\n2003年12月2日",
    )
    assert read == {
        "committee": "甘肃省档案系列高级职务评审委员会",
        "obtained_on": "2003-12-02",
    }


def test_a_group_of_the_employer_is_no_committee():
    assert opinion("单位评审小组意见", "同意评定为工程师。\n1987年10月7日") == {}


def test_which_title_is_asked_for_may_be_a_question():
    assert values([("评定何种专业技术职务", 150), "工程师"]) == {"title": "工程师"}
    assert values(["破格申报职务", "副研究馆员"]) == {"title": "副研究馆员"}


def test_a_number_of_approval_is_sooner_meant_than_another_number():
    form = [run("文号：甘人发〔2012〕9号", 60, 80), run("批准文号：甘职改办〔2013〕121号", 60, 110)]
    found = find_fields({1: page(*form)}, DocumentKind.CERTIFICATE, LABELS)
    assert found[Field.APPROVAL_NUMBER].value == "甘职改办〔2013〕121号"
    dates = [run("批准时间：2001年2月20日", 60, 80), run("发证日期：2001年4月11日", 60, 110)]
    found = find_fields({1: page(*dates)}, DocumentKind.CERTIFICATE, LABELS)
    assert found[Field.ISSUED_ON].value == "2001-04-11"


@pytest.mark.parametrize("printed", ["2006年11月1.1日", "2006年11月.11日", "2006年11月月11日"])
def test_a_speck_in_a_day_is_no_end_of_it(printed: str):
    day = run(printed, 60, 100)
    assert [piece.text for piece, _, _ in dates_of(day)] == ["2006年11月11日"]
    day = run("2006年10.月5日", 60, 100)
    assert [piece.text for piece, _, _ in dates_of(day)] == ["2006年10月5日"]


def test_a_committee_of_economy_is_named_whole():
    told = opinion("评审意见", "梧州市经济系列中级评审委员会于2011年9月17日召开会议，同意。")
    assert told["committee"] == "梧州市经济系列中级评审委员会"
    told = opinion("评审意见", "经济南市经济系列中级评审委员会评审，同意。")
    assert told["committee"] == "济南市经济系列中级评审委员会"


@pytest.mark.parametrize(
    "said",
    [
        "经2014年12月30日评委会评审通过，同意王静同志取得\n工程师任职资格。",
        "同意具备任职资格，时间从2014年12月30日算。",
        "任职资格时间自评审通过之日（2014年12月30日）起算。",
    ],
)
def test_since_when_a_title_counts_is_said_in_many_ways(said):
    unit = "兰州市人力资源和社会保障局"
    assert opinion("考核认定意见", f"{said}\n{unit}\n2015年8月3日") == {
        "obtained_on": "2014-12-30",
        "issuer": unit,
        "issued_on": "2015-08-03",
    }


def test_an_opinion_names_the_paper_that_granted_a_title_and_no_rule():
    foot = "兰州市人力资源和社会保障局\n2015年8月3日"
    for said in (
        "该同志工程师任职资格已由兰职改办〔2015〕8号文件\n批准。",
        "经审核，同意兰职改办〔2015〕8号文公布。",
        "批准，见兰职改办〔2015〕8号文件。",
        "同意评委会意见（详见兰职改办〔2015〕8号）。",
        "兰职改办〔2015〕8号文件公布。",
    ):
        found = opinion("审批机关意见", f"{said}\n{foot}")
        assert found["approval_number"] == "兰职改办〔2015〕8号"
    ruled = opinion("审批机关意见", f"根据兰职改办〔2015〕8号文件规定，同意认定。\n{foot}")
    assert "approval_number" not in ruled
    ruled = opinion("审批机关意见", f"条件见兰职改办〔2015〕8号文件，同意。\n{foot}")
    assert "approval_number" not in ruled


def test_a_committee_meets_on_a_day_before_it_is_named():
    committee = "重庆市建筑专业高级职称评审委员会"
    said = f"2016年11月20日，{committee}召开评审会议，\n评审通过。"
    assert opinion("评审委员会意见", said) == {"committee": committee, "obtained_on": "2016-11-20"}


def test_a_committee_that_refuses_gives_nothing():
    for said in ("未通过。", "同意5票，反对10票，未获通过。", "不同意。"):
        assert opinion("评审委员会意见", f"{said}\n2016年11月20日") == {}
    printed = "□通过 □未通过\n2016年11月20日"
    assert opinion("评审委员会意见", printed) == {"obtained_on": "2016-11-20"}


def test_dates_may_have_commas_between_their_numbers():
    assert opinion("评审委员会意见", "同意。\n2007、11、30") == {"obtained_on": "2007-11-30"}


def test_who_agrees_in_the_line_above_is_no_part_of_the_unit():
    cells = [("批准机关：\n同意\n贵阳市人事局\n1994.12.28", 300.0)]
    assert values(["姓名", "王静"], cells)["issuer"] == "贵阳市人事局"


def test_a_date_may_go_on_in_the_next_line_of_a_narrow_cell():
    read = opinion("评审委员会意见", "通过\n主任：李四\n2003年\n11月20日")
    assert read == {"obtained_on": "2003-11-20"}


def test_what_experts_say_in_a_row_of_the_committee_is_no_opinion_of_it():
    row = [("评审\n意见", 40.0), ("学科组", 100.0), ("同意。\n组长：张三\n2003年10月8日", 300.0)]
    assert values(["姓名", "王静"], row) == {"name": "王静"}


def test_counts_before_a_committee_are_no_part_of_its_name():
    said = (
        "应到人数实到人数\n17 12\n福建省卫生系列高级专业技术职务评审委员会评审通过。\n2016年9月1日"
    )
    assert opinion("评委会意见", said)["committee"] == "福建省卫生系列高级专业技术职务评审委员会"
