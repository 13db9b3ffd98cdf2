"""Who gives an opinion is found at its head and foot, whatever body it is; an employer may."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, run
from test_cells import table, told, values
from test_signed_parts import form

from models.box import Box
from ocr.cells import find_in_cells

COMMITTEE = "咸阳水产学院教师职务评审委员会"
APPROVED = "经无记名投票，通过王静具备讲师任职资格。\n2002年9月9日"


def opinions(*rows: tuple[str, str]) -> dict[str, str]:
    return values(*([(name, 80.0), (text, 420.0)] for name, text in rows))


@pytest.mark.parametrize(
    "head",
    [COMMITTEE, f"（{COMMITTEE}）", f"{COMMITTEE}（章）", "咸阳水产学院教师职务\n评审委员会"],
)
def test_a_committee_is_named_above_its_opinion(head):
    votes = "应到19人，实到18人\n赞成16人\n反对2人"
    assert opinions(("评审委员会意见", f"{head}\n{votes}\n{APPROVED}")) == {
        "committee": COMMITTEE,
        "obtained_on": "2002-09-09",
    }


def test_a_committee_may_be_labelled_and_who_approved_cited():
    told = opinions(
        ("评委会意见", f"评审机构：{COMMITTEE}。{APPROVED}"),
        (
            "核准意见",
            "经陕西省人事厅陕人职〔2002〕439号文件核准，同意取得讲师职称。\n（公章）\n2002年12月1日",
        ),
    )
    assert told["committee"] == COMMITTEE
    assert (told["issuer"], told["approval_number"]) == ("陕西省人事厅", "陕人职〔2002〕439号")


def test_a_committee_may_speak_behind_a_colon():
    told = opinions(("评委会意见", f"{COMMITTEE}：{APPROVED}"))
    assert told == {"committee": COMMITTEE, "obtained_on": "2002-09-09"}


@pytest.mark.parametrize(
    "unit",
    [
        "铁道部人事教育司",
        "中国石油天然气集团公司人事部",
        "国家电力公司",
        "岭南大学",
        "某某省人民政府",
    ],
)
def test_ministries_groups_and_universities_approve(unit):
    assert opinions(("批准机关意见", f"同意评委会意见。\n{unit}\n2006年11月26日")) == {
        "issuer": unit,
        "issued_on": "2006-11-26",
    }


@pytest.mark.parametrize("text", ["同意报铁道部人事司", "同意聘任到第一人民医院", "报人事部"])
def test_what_is_to_be_done_is_no_unit(text):
    assert "issuer" not in opinions(("批准机关意见", f"{text}\n2006年11月26日"))


@pytest.mark.parametrize("who", ["学校意见", "公司审批意见", "上级主管\n部门意见", "主管部门意见"])
def test_who_employs_approves_what_a_committee_finds_where_nobody_else_does(who):
    school = (who, "同意评审结果。\n2002年10月27日")
    review = ("评审委员会意见", APPROVED)
    authority = ("审批部门意见", "同意。\n2002年12月1日")
    assert opinions(review, school) == {"obtained_on": "2002-09-09", "issued_on": "2002-10-27"}
    assert opinions(school, review) == {"obtained_on": "2002-09-09"}
    assert opinions(school) == {}
    assert "issued_on" not in opinions(review, (who, "同意聘任。\n2002年10月27日"))
    assert opinions(review, school, authority)["issued_on"] == "2002-12-01"
    read = form(
        "评审委员会意见：同意。",
        "2002年9月9日",
        f"{who.replace(chr(10), '')}：同意。",
        "2002年10月27日",
    )
    assert read["issued_on"] == "2002-10-27"
    assert "issued_on" not in form(f"{who.replace(chr(10), '')}：同意。", "2002年10月27日")


def test_the_cover_of_a_form_tells_the_school_that_sets_its_seal_there():
    assert form(
        "学校（盖章）  咸阳水产学院", "院（系、部）  外国语学院", "学科（专业）  化学实验"
    ) == {
        "employer": "咸阳水产学院",
        "specialty": "化学实验",
    }


def test_of_several_who_might_approve_below_a_committee_the_last_one_does():
    committee = "甘肃省工程系列中级评委会"
    assert opinions(
        ("教育局意见", "同意上报。\n2008年12月1日"),
        ("评审组织意见", f"{committee}于2009年2月1日评审，同意。"),
        ("学校意见", "同意评审结果。\n2009年2月20日"),
        ("教育厅意见", "同意。\n甘肃省教育厅\n2009年3月1日"),
    ) == {
        "committee": committee,
        "obtained_on": "2009-02-01",
        "issuer": "甘肃省教育厅",
        "issued_on": "2009-03-01",
    }


def test_a_committee_may_fill_several_lines_of_a_narrow_cell():
    name = "水利部珠江水利委\n员会工程系列中级\n专业技术职务任职\n资格评审委员会"
    told = opinions(("评审委员会意见", f"同意通过。\n{name}\n（盖章）\n1995年9月24日"))
    assert told == {"committee": name.replace("\n", ""), "obtained_on": "1995-09-24"}


def test_a_committee_is_no_part_of_the_opinion_above_it():
    told = opinions(
        ("评审委员会意见", "经评审符合任职条件准予通过\n专业技术职务评审委员会\n1995年9月24日")
    )
    assert told.get("committee", "专业技术职务评审委员会") == "专业技术职务评审委员会"


def test_the_office_of_personnel_of_a_prefecture_approves():
    told = opinions(
        ("审批机关意见", "同意王静同志具备主治医师任职资格。\n铜仁地区人事处\n1992年12月31日")
    )
    assert told == {"issuer": "铜仁地区人事处", "issued_on": "1992-12-31"}


def test_the_last_letters_of_a_committee_may_stand_on_a_line_of_their_own():
    unit = "甘肃省经济专业高级专业技术职务评审委\n员会"
    told = opinions(("评审委员会意见", f"评审通过。\n{unit}\n2006年10月17日"))
    assert told == {"committee": unit.replace("\n", ""), "obtained_on": "2006-10-17"}


def test_a_speck_in_a_unit_is_no_end_of_it():
    unit = "武威市职称改革工.作领导小组办公室"
    told = opinions(("审批机关意见", f"同意评委会意见。\n{unit}\n1994年11月27日"))
    assert told == {"issuer": unit.replace(".", ""), "issued_on": "1994-11-27"}


def test_the_name_of_a_part_may_be_cut_where_its_lines_stand_close():
    runs, boxes = table([("审批部门\n意见", 80.0), ("同意。\n四川省人事厅\n2015年1月18日", 420.0)])
    name = boxes[0]
    middle = name.y0 + 20
    cut = [replace(name, y1=middle), replace(name, y0=middle), *boxes[1:]]
    assert told(find_in_cells(runs, cut, LABELS).candidates) == {
        "issuer": "四川省人事厅",
        "issued_on": "2015-01-18",
    }


def test_an_office_is_no_committee():
    told = opinions(("评审委员会意见", "评审通过。\n临夏回族自治州人事局\n1995年9月24日"))
    assert told == {"obtained_on": "1995-09-24"}


@pytest.mark.parametrize(
    "said",
    [
        "{}全体会议评审，出席14人，\n赞成12人，反对2人，表决结果：通过。",
        "{}第3次会议评审，通过。",
        "{}评议表决，同意具备农艺师资格。",
        "{}采用无记名投票方式，一致通过。",
        "{}应到委员15人，实到14人，同意12票。",
        "{}认为该同志符合条件，同意评审通过。",
        "经学科组评议，提交{}评审，通过。",
        "由{}综合评审，通过。",
        "2011年9月7日召开{}会议，通过。",
        "根据{}无记名投票结果，同意。",
        "该同志经{}2011年9月7日会议评审通过。",
        "经{}一九九二年会议评审，同意。",
        "经{}二十一名委员无记名投票，同意。",
    ],
)
def test_a_committee_is_who_does_something_in_its_opinion(said):
    for committee in ("贵阳市农业系列中级评审委员会", "上海财经大学教师职务评审委员会"):
        found = opinions(("评审委员会意见", said.format(committee)))
        assert found["committee"] == committee


@pytest.mark.parametrize(
    "said",
    [
        "根据贵阳市农业系列中级评审委员会评审办法，同意。",
        "按照《贵阳市农业系列中级评审委员会工作规则》评审，同意。",
        "经贵阳市农业系列中级评审委员会办公室审查，同意。",
        "本市农业系列中级评审委员会评审，同意。",
        "我厅农业系列中级评审委员会评审，同意。",
    ],
)
def test_a_committee_that_does_nothing_or_is_not_named_whole_is_not_told(said):
    assert "committee" not in opinions(("评审委员会意见", said))


def test_a_border_between_two_opinions_that_was_not_seen_is_where_their_names_say():
    boxes = [Box(50, 100, 110, 400), Box(110, 100, 500, 400)]
    runs = [
        run("评委会", 60, 143),
        run("意见", 60, 159),
        run("审批意", 60, 293),
        run("见", 60, 309),
    ]
    runs += [run("评审通过。", 130, 110), run("2002年9月9日", 380, 190)]
    runs += [run("同意。", 130, 260), run("贵州省人事厅", 380, 350), run("2002年12月1日", 380, 370)]
    read = {"obtained_on": "2002-09-09", "issuer": "贵州省人事厅", "issued_on": "2002-12-01"}
    assert told(find_in_cells(runs, boxes, LABELS).candidates) == read
    low = [*runs[2:], run("评委会审批意", 60, 235), run("见", 60, 251)]  # one name, in the middle
    assert told(find_in_cells(low, boxes, LABELS).candidates) != read


def test_a_seal_may_be_asked_for_before_the_name_of_the_unit():
    text = "同意评委会意见。\n（盖章）安顺市人事局\n2001年11月4日"
    expected = {"issuer": "安顺市人事局", "issued_on": "2001-11-04"}
    assert opinions(("公布\n机关\n意见", text)) == expected


def test_who_puts_a_title_on_record_approves_it() -> None:
    text = "同意备案，核发证书。\n（盖章）安顺市人事局\n2001年11月4日"
    expected = {"issuer": "安顺市人事局", "issued_on": "2001-11-04"}
    for name in ("核准备案\n部门意见", "备案部门\n意见"):
        assert opinions((name, text)) == expected
