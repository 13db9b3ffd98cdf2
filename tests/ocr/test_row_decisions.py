"""Sentences that decide on people tell of all whom they name or who stand below them."""

import pytest

from models.fields import DocumentKind, Field
from models.settings import Settings
from ocr.document import assemble
from tests.ocr.pages_of_text import page, written
from tests.ocr.sheets_of_lists import Sheet, lines, people

TECHNICAL, SCHOOLS = "某某市工程系列中级评审委员会", "某某市中专教师系列中级评审委员会"


def test_each_committee_is_told_of_the_people_below_its_sentence() -> None:
    found = people(
        lines(
            ("现将评审通过的人员名单公布如下：", 84),
            (f"一、经{TECHNICAL}2008年3月23日评审通过，以下2人具备工程师任职资格", 84),
            ("王静（新闻采访）　　李建国（林业）", 60),
            (f"二、经{SCHOOLS}2008年3月17日评审通过，以下2人具备讲师任职资格", 84),
            ("赵敏（语文）　　道吉才让（护理）", 60),
        )
    )
    one = {"title": "工程师", "committee": TECHNICAL, "obtained_on": "2008-03-23"}
    two = {"title": "讲师", "committee": SCHOOLS, "obtained_on": "2008-03-17"}
    assert found == [
        {"name": "王静", "specialty": "新闻采访", **one},
        {"name": "李建国", "specialty": "林业", **one},
        {"name": "赵敏", "specialty": "语文", **two},
        {"name": "道吉才让", "specialty": "护理", **two},
    ]


def test_a_decision_on_the_people_below_it_is_read_as_one_however_it_is_put() -> None:
    for decided in (
        "下列同志经评审委员会评审通过，取得讲师资格：",
        "经评审委员会评审通过，同意下列同志具备讲师任职资格：",
        "经评审通过，王静等2名同志取得讲师任职资格，名单如下：",
        "经评审委员会评审通过，现将取得讲师任职资格的人员名单公布如下：",
        "经研究，确认以下2名同志为讲师。",
    ):
        found = people(lines((decided, 84), ("王静　　李建国", 84)))
        assert [(p["name"], p["title"]) for p in found] == [("王静", "讲师"), ("李建国", "讲师")]


def test_names_with_spaces_in_lines_of_one_sentence_get_its_title() -> None:
    found = people(
        lines(
            ("经评审委员会2008年9月25日评审，现批准：", 84),
            ("王静　李建国　赵敏　陈红　周杰", 84),
            ("张伟　吴芳7名同", 60),
            ("志助理农艺师任职资格。", 60),
            ("麦麦提·艾力　胡云2名同志农业技术员任职资", 84),
            ("格。", 60),
            ("郑洁　孙杰2", 84),
            ("名同志农业技术员任职资格。", 60),
        )
    )
    titles = [p["title"] for p in found]
    assert titles == ["助理农艺师"] * 7 + ["农业技术员"] * 4
    assert [p["name"] for p in found][5:] == ["张伟", "吴芳", "麦麦提·艾力", "胡云", "郑洁", "孙杰"]


def test_one_sentence_on_each_person_makes_a_list() -> None:
    sheet = lines(
        ("关于林建炯等同志具备高级专业技术职务", 150),
        ("任职资格的通知", 200),
        ("经某某市高级专业技术职务评审委员会2006年4月20日评审通过：", 84),
        ("兴义市第一中学林建炯同志具备中学高级教师任职资格：", 84),
        ("王静（兴义市物资局）具备高级经济师任职资格。", 84),
    )
    assert [(p["name"], p["employer"], p["title"]) for p in people(sheet)] == [
        ("林建炯", "兴义市第一中学", "中学高级教师"),
        ("王静", "兴义市物资局", "高级经济师"),
    ]


def test_the_unit_of_the_first_of_several_is_none_of_the_document() -> None:
    sheet = lines(
        ("经某某市高级专业技术职务评审委员会2014年11月24日评审通过：", 84),
        ("武威市人民医院蔡生辉同志具备副主任医师任职资格；", 84),
        ("王静（古浪县畜牧兽医站）具备高级畜牧师任职资格。", 84),
    )
    found = assemble("a.pdf", {1: page(*sheet.runs)}, (), DocumentKind.APPROVAL, Settings())
    assert len(found.rows) == 2
    assert Field.EMPLOYER not in found.fields


def test_some_series_are_none() -> None:
    title = "关于公布2010年度部分系列中级专业技术职务任职资格人员名单的通知"
    pages = {1: page(*lines((title, 84)).runs)}
    fields = assemble("a.pdf", pages, (), DocumentKind.APPROVAL, Settings()).fields
    assert {str(field): one.value for field, one in fields.items()} == {"level": "中级"}


@pytest.mark.parametrize("mark", ["；", "、", "，"])
def test_people_with_units_in_brackets_may_be_parted_by_any_mark(mark: str) -> None:
    named = mark.join(f"{name}（宾阳县财政局）" for name in ("诸葛军宁", "石宁", "孙璐丹"))
    found = people(Sheet(tuple(written(f"经研究，同意{named}3名同志初定为会计师。"))))
    told = [(one["name"], one["employer"], one["title"]) for one in found]
    assert told == [(name, "宾阳县财政局", "会计师") for name in ("诸葛军宁", "石宁", "孙璐丹")]


def test_a_unit_and_a_specialty_may_stand_in_one_pair_of_brackets() -> None:
    lines_ = (
        "一、主治医师（2人）",
        "1.龙磊（合作市中医医院，口腔医学）",
        "2.陶霞敏（合作市人民医院，中医内科）",
    )
    found = people(Sheet(tuple(written(*lines_))))
    assert [(one["name"], one["employer"], one["specialty"]) for one in found] == [
        ("龙磊", "合作市中医医院", "口腔医学"),
        ("陶霞敏", "合作市人民医院", "中医内科"),
    ]
