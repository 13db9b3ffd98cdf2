"""What a form without rules says under its headings, in sentences, and above its signatures."""

from dataclasses import replace

from pages_of_text import LABELS, run
from test_cells import table, told

from matching.text import normal_form
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.cells import find_in_cells
from ocr.fields import find_fields
from ocr.frame import Frame
from ocr.open_cells import filled_cells, without_marks_on_borders
from ocr.page import PageText, Run
from ocr.printed_dates import dates_of
from ocr.sections import load_sections
from ocr.signed_parts import find_signed


def form(*lines: str) -> dict[str, str]:
    """The fields of a review form without rules; two spaces begin a line further right."""
    runs = [
        run(line.strip(), 60 + 150 * line.startswith("  "), 80 + 24 * number)
        for number, line in enumerate(lines)
    ]
    page = PageText(Frame(0, 0.0, 595, 842), tuple(runs))
    found = find_fields({1: page}, DocumentKind.REVIEW_FORM, LABELS)
    return {str(field): one.value for field, one in found.items()}


def test_what_is_said_of_the_held_title_in_a_sentence_is_not_about_the_new_one():
    read = form(
        "参加工作时间：2002年7月8日；所学专业：工商管理；现任专业技术职",
        "务：高级经济师；取得时间：2014年5月10日。",
        "申报资格：正高级经济师",
        "评审意见：经重庆市经济系列高级专业技术资格评审委员会于2019年5月25日评",
        "审，该同志符合任职条件，予以通过。",
    )
    assert read["title"] == "正高级经济师"
    assert read["committee"] == "重庆市经济系列高级专业技术资格评审委员会"
    assert read.get("obtained_on") != "2014-05-10"


def test_the_label_of_the_held_title_may_be_parted_right_before_what_looks_like_another():
    read = form(
        "申报人姓名：仝祎；性别：男",
        "参加工作时间：2004年6月；所学专业：思想政治教育；现任",
        "专业技术职务：助教；取得时间：2009年5月。",
        "申报资格：讲师",
    )
    assert read["title"] == "讲师"
    assert "obtained_on" not in read


def test_an_empty_label_among_others_may_end_like_them():
    read = form(
        "申报人姓名：上官健林；性别：男；出生年月；", "申报专业：小学数学", "申报资格：高级教师"
    )
    assert (read["name"], read["sex"]) == ("上官健林", "男")


def test_dates_below_signatures_without_a_heading_are_of_the_committee_and_the_authority():
    read = form(
        "申报资格：高级农艺师",
        "经评审，同意通过。",
        "  主任委员签字：罗俊",
        "  评审委员会（公章）",
        "  2019年11月3日",
        "同意，予以批准。",
        "资格文件号：",
        "  审批部门：重庆市人事局",
        "  2020年1月20日",
    )
    assert (read["obtained_on"], read["issued_on"]) == ("2019-11-03", "2020-01-20")


def columns(*panes: tuple[str, str]) -> dict[str, str]:
    """A row of named opinions beside a name of them all."""
    names = [(name, 150) for name, _ in panes]
    runs, cells = table([("审核审批意见", 40), *names], [("", 40), *((t, 150) for _, t in panes)])
    return told(find_in_cells(runs, cells, LABELS).candidates)


def test_opinions_in_columns_are_those_of_the_names_above_them():
    assert columns(
        ("单位推荐意见", "同意推荐。\n2018年9月4日"),
        ("评审委员会意见", "经评审，同意。\n2018年11月7日"),
        ("审批机关意见", "同意。\n批准机关：广西壮族自治\n区人事厅\n2019年3月14日"),
    ) == {
        "obtained_on": "2018-11-07",
        "issuer": "广西壮族自治区人事厅",
        "issued_on": "2019-03-14",
    }


def test_where_the_seal_goes_is_no_part_of_a_name():
    for note in ("（公章）", "(盖章)", "（印）"):
        assert normal_form(Field.ISSUER, "兰州市人事局" + note) == "兰州市人事局"
    for odd in ("兰州市人事局。（公章）", "兰州市人事局（公章））", "兰州市人事局·（章）."):
        assert normal_form(Field.ISSUER, odd) == "兰州市人事局"
    assert normal_form(Field.ISSUER, ".—一三地质队") == "一一三地质队"
    assert normal_form(Field.ISSUER, "某某（集团）公司") == "某某(集团)公司"


def test_a_date_of_which_a_seal_hid_a_part_is_told_as_another_reading_saw_it():
    seen: Run = replace(run("2014年月27日", 60, 80), rivals=("2014年6月27部",))
    assert [piece.text for piece, _, _ in dates_of(seen)] == ["2014年6月27"]
    seen = replace(run("2013-C6-30", 60, 80), rivals=("2013-06-30",))
    assert [piece.text for piece, _, _ in dates_of(seen)] == ["2013-06-30"]


def test_a_date_that_is_taken_for_a_part_of_its_seal_is_signed_all_the_same():
    runs = [
        run("同意，予以批准。", 80, 80),
        run("审批部门：", 250, 140),
        run("2016年2月26月", 420, 140, apart=True),
    ]
    signed = find_signed(runs, LABELS, load_sections())
    assert told(signed) == {"issued_on": "2016-02-26"}


def test_opinions_stand_in_columns_though_no_border_between_them_was_seen():
    runs, cells = table(
        [("单位推荐意见", 150), ("评审委员会意见", 150), ("审批机关意见", 150)],
        [
            ("同意推荐。\n2018年9月4日", 150),
            ("评审通过。\n2018年11月7日", 150),
            ("同意。\n审批部门：重庆市人事局\n2019年3月14日", 150),
        ],
    )
    joined = [
        replace(cells[0], x1=cells[2].x1),
        replace(cells[3], x1=cells[5].x1),
    ]
    assert told(find_in_cells(runs, joined, LABELS).candidates) == {
        "obtained_on": "2018-11-07",
        "issuer": "重庆市人事局",
        "issued_on": "2019-03-14",
    }


def test_what_a_seal_leaves_on_a_border_is_no_text():
    runs, cells = table([("批准文号", 80), ("甘职改办〔2011〕290号", 240)])
    left = replace(run("天天", cells[1].x0 - 12, cells[1].y0 - 6), confidence=0.55)
    assert without_marks_on_borders([*runs, left], cells) == runs
    name = replace(left, text="天水市")
    assert without_marks_on_borders([name], cells) == [name]


def test_what_cuts_a_label_in_two_is_no_border():
    runs, cells = table(
        [("现任专业技术资\n格", 104), ("助理实验师", 120), ("取得时间", 60), ("1995.11", 90)]
    )
    label = cells[0]
    border = label.x0 + 40
    cut = [replace(label, x1=border), replace(label, x0=border), *cells[1:]]
    assert told(find_in_cells(runs, cut, LABELS).candidates) == {}
    whole, _ = filled_cells(runs, cut, {"现任专业技术资格"}, lambda _: False)
    assert whole[0].text == "现任专业技术资格"


def test_a_cell_whose_label_is_in_none_is_read_without_its_borders():
    runs, cells = table(
        [("姓名", 80), ("汤玲", 120), ("性别", 60), ("女", 60)],
        [("单位名称", 80), ("花灯剧院", 240)],
    )
    kept = [cell for cell in cells if cell.x0 > min(each.x0 for each in cells)]
    known = {"姓名", "性别", "单位名称"}

    def closed(boxes: list[Box]) -> list[Box]:
        return [cell.box for cell in filled_cells(runs, boxes, known, lambda _: False)[0]]

    assert len(closed(kept)) == len(kept) - 2
    assert closed(cells) == cells
    loose = [cell for cell in cells if cell.x1 < max(each.x1 for each in cells)]
    assert closed(loose) == loose[:2]


def test_an_opinion_that_begins_with_the_committee_names_it():
    text = (
        "贵州大学教师系列高级职务评审委员会评审，应到委员\n23人，赞成21票。\n评时间：2013年12月15日"
    )
    runs, cells = table([("评委会意\n见", 80), (text, 420)])
    assert told(find_in_cells(runs, cells, LABELS).candidates) == {
        "committee": "贵州大学教师系列高级职务评审委员会",
        "obtained_on": "2013-12-15",
    }
