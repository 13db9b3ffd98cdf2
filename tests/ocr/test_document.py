"""A paper that is no document of titles tells nothing of titles."""

import pytest

from models.fields import DocumentKind, Field
from models.settings import Settings
from ocr.document import assemble
from ocr.fields import find_fields
from ocr.page import PageText, Run
from tests.ocr.pages_of_text import LABELS, page, run, written
from tests.ocr.sheets_of_lists import FIRST, HEADS, SECOND, WIDTHS, ruled


def told(*runs: Run) -> dict[str, str]:
    document = assemble("a.pdf", {1: page(*runs)}, (), DocumentKind.OTHER, Settings())
    return {str(field): reading.value for field, reading in document.fields.items()}


def titles(*paragraphs: str) -> tuple[str | None, list[str | None]]:
    """The title of an approval, and those of the people in its list."""
    pages = {1: page(*written(*paragraphs))}
    document = assemble("a.pdf", pages, (), DocumentKind.APPROVAL, Settings())
    whole, *rows = (
        reading.value if (reading := fields.get(Field.TITLE)) else None
        for fields in (document.fields, *document.rows)
    )
    return whole, rows


@pytest.mark.parametrize(
    "lines",
    [
        ("幸福饭店菜单", "宫保鸡丁  38元", "外卖编号：20231102", "电话：0851-86551234"),
        ("规格型号  单位  数量单价金额", "开票日期：2021年03月15日", "复核：王芳"),
    ],
)
def test_a_common_word_on_a_menu_or_an_invoice_is_no_label(lines: tuple[str, ...]) -> None:
    assert told(*(run(line, 60, 100 + 30 * row) for row, line in enumerate(lines))) == {}


def test_several_labels_mean_what_they_say_on_any_paper() -> None:
    lines = ("姓名：王静", "单位：贵阳市第一中学", "专业：初中数学", "编号：20201234")
    runs = [run(line, 60, 100 + 30 * row) for row, line in enumerate(lines)]
    assert told(*runs) == {
        "name": "王静",
        "employer": "贵阳市第一中学",
        "specialty": "初中数学",
        "certificate_number": "20201234",
    }
    assert told(runs[0]) == {"name": "王静"}


def test_a_title_given_to_all_in_a_sentence_is_that_of_each_in_the_list() -> None:
    given = "经研究，同意王静等3名同志具备高级教师任职资格。"
    listed = ("贵阳市第一中学：王静、李建国；", "贵阳市第二中学：赵敏；")
    assert titles(given, *listed) == ("高级教师", ["高级教师"] * 3)


def test_a_title_of_all_is_also_that_of_those_to_whom_the_list_gives_none() -> None:
    given = "经研究，同意王静等3名同志具备高级教师任职资格。"
    listed = ("王静（高级教师）、李建国、赵敏。",)
    assert titles(given, *listed) == ("高级教师", ["高级教师"] * 3)


def test_a_title_that_some_in_the_list_do_not_have_is_none_of_the_document() -> None:
    given = "1.王静、李建国2人具备高级教师任职资格；", "2.赵敏、陈红2人具备一级教师任职资格。"
    assert titles("同意下列同志具备相应任职资格：", *given) == (
        None,
        ["高级教师"] * 2 + ["一级教师"] * 2,
    )


def test_an_identity_card_has_no_fields_of_a_title() -> None:
    lines = ("姓名 王静", "住址 兰州市城关区", "公民身份号码 622826198501306421", "居民身份证")
    lines += ("签发机关 兰州市公安局", "有效期限 2010.05.12-2030.05.12")
    assert told(*(run(line, 60, 100 + 30 * row) for row, line in enumerate(lines))) == {}


@pytest.mark.parametrize(
    "given",
    [
        ("关于公布2012年度高级教师任职资格评审结果的通知",),
        ("关于批准王静等3名同志高级教师任职资格的批复",),
        ("关于1996年度高级教师任职资格的通知",),
        ("关于3名同志任职资格的通知", "评审委员会评审通过下列3名同志高级教师任职资格。"),
        ("关于3名同志任职资格的通知", "经研究，批准王静等3名同志晋升为高级教师。"),
        ("关于3名同志任职资格的通知", "经研究，同意王静等三名同志任高级教师。"),
        ("关于3名同志任职资格的通知", "同意认定王静等3名同志具备高级教师任职资格。"),
        ("关于3名同志任职资格的通知", "根据评审结果，决定授予王静等3人高级教师资格。"),
    ],
)
def test_what_names_the_first_of_many_is_no_list_but_gives_all_their_title(
    given: tuple[str, ...],
) -> None:
    listed = ("贵阳市第一中学：王静、李建国；", "贵阳市第二中学：赵敏；")
    assert titles(*given, *listed) == ("高级教师", ["高级教师"] * 3)


def test_one_heading_over_all_names_tells_the_title_of_the_document() -> None:
    names = "王静　李建国　赵敏　周红　吴芳"
    assert titles("一、会计师（5人）", names) == ("会计师", ["会计师"] * 5)
    assert titles("一、会计师（5人）", names, "二、经济师（2人）", "孙杰　钱丽")[0] is None
    assert titles("一、会计师（2人）", "王静、李建国")[0] == "会计师"


def test_titles_beside_the_names_are_those_of_the_rows_alone() -> None:
    sheet = ruled(HEADS, FIRST, (*SECOND[:4], FIRST[4]), widths=WIDTHS)
    pages = {1: PageText(sheet.frame, sheet.runs, sheet.cells)}
    document = assemble("a.pdf", pages, (), DocumentKind.APPROVAL, Settings())
    assert [row[Field.TITLE].value for row in document.rows] == [FIRST[4]] * 2
    assert Field.TITLE not in document.fields


def test_of_several_comrades_none_is_the_one_that_an_approval_is_about() -> None:
    text = "同意评审结果，王静、李建国、欧阳静怡同志的高级教师任职资格从2006年10月起算。"
    pages = {1: page(*written(text))}
    document = assemble("a.pdf", pages, (), DocumentKind.APPROVAL, Settings())
    assert Field.NAME not in document.fields


def test_a_reply_on_several_has_a_sentence_for_each_and_no_name_of_its_own() -> None:
    text = ("根据有关规定，经研究同意：", "王静、李红二同志具备工程师任职资格；")
    pages = {1: page(*written(*text, "赵敏同志具备助理工程师任职资格。", "此复"))}
    document = assemble("a.pdf", pages, (), DocumentKind.APPROVAL, Settings())
    assert [(r[Field.NAME].value, r[Field.TITLE].value) for r in document.rows] == [
        ("王静", "工程师"),
        ("李红", "工程师"),
        ("赵敏", "助理工程师"),
    ]
    assert Field.NAME not in document.fields


def test_a_reply_on_one_person_tells_of_that_person_as_the_one_row() -> None:
    text = (
        "根据有关规定，经研究同意：",
        "王静同志（女）具备工程师（公路与桥梁专业）任职资格。",
        "此复",
    )
    document = assemble("a.pdf", {1: page(*written(*text))}, (), DocumentKind.APPROVAL, Settings())
    told = {"name": "王静", "sex": "女", "specialty": "公路与桥梁", "title": "工程师"}
    assert {str(f): one.value for f, one in document.fields.items()} == told
    assert [{str(f): one.value for f, one in row.items()} for row in document.rows] == [told]


def test_a_document_that_gives_no_title_has_no_row_of_the_one_it_names() -> None:
    text = "关于评审材料报送的通知，请与王静同志联系。"
    document = assemble("a.pdf", {1: page(*written(text))}, (), DocumentKind.APPROVAL, Settings())
    assert document.rows == ()


def test_the_first_name_of_a_list_is_not_whom_a_strange_paper_is_about() -> None:
    rows = ("姓名", "王静", "李建国", "赵敏")
    runs = [run(text, x, 100 + 30 * row) for row, text in enumerate(rows) for x in (60, 300)]
    assert told(run("值日安排", 200, 40), *runs) == {}
    assert told(run("劳保用品发放登记表", 200, 40), *runs[:4]) == {}


def test_a_form_is_that_of_the_committee_named_above_its_own_name():
    committee = "贵州省经济系列高级专业技术职务任职资格评审委员会"
    runs = [run(committee, 60, 40), run("评审结果登记表", 180, 60), run("姓名：曾潇", 60, 100)]
    found = find_fields({1: page(*runs)}, DocumentKind.REVIEW_FORM, LABELS)
    assert found[Field.COMMITTEE].value == committee
