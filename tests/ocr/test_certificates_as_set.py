"""Certificates in whose labels, lines and names little is as usual tell what they show."""

import pytest
from pages_of_text import LABELS, page, run, values, written

from models.fields import DocumentKind
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import Run


def lines(*texts: str) -> list[Run]:
    return [run(text, 60, 80 + 26 * at) for at, text in enumerate(texts)]


def told(*paragraphs: str) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs))}, DocumentKind.CERTIFICATE, LABELS)
    return {field.value: one.value for field, one in found.items()}


def test_a_value_stands_on_the_third_line_below_its_label_and_its_english():
    stacked = (
        "姓名|Name|王静|性别|Sex|女|专业名称|Speciality|采矿工程|发证机关|Issued by|六盘水市人事局"
    )
    assert values(*lines(*stacked.split("|"))) == {
        "name": "王静",
        "sex": "女",
        "specialty": "采矿工程",
        "issuer": "六盘水市人事局",
    }


def test_a_label_whose_value_was_not_filled_in_takes_none_from_below_its_english():
    shown = values(
        *lines("姓名", "Name", "王静", "签发单位盖章", "Issued by", "签发日期：2004年3月")
    )
    assert shown == {"name": "王静", "issued_on": "2004-03"}


@pytest.mark.parametrize(
    "texts",
    [
        ("姓__名__王静__", "性__别__女__", "专__业__中学语文__"),
        ("姓 名：__王静__ 性 别：__女__", "专业：__中学语文__"),
        ("姓__名__王静__性__别__女__", "专__业__中学语文__"),
        ("姓_名：王静", "性_别：女", "专_业：中学语文"),
    ],
)
def test_the_line_of_a_form_may_go_through_its_labels(texts):
    assert values(*lines(*texts)) == {"name": "王静", "sex": "女", "specialty": "中学语文"}


def test_words_of_a_long_line_are_parted_by_one_space_each():
    shown = values(*lines("姓名 王静 性别 女", "评审时间 1997.12 批准时间 1998.3"))
    assert (shown["obtained_on"], shown["issued_on"]) == ("1997-12", "1998-03")


def test_a_label_may_ask_for_the_specialty_in_brackets():
    shown = values(*lines("姓名：王静", "资格名称（专业）：高级工程师（水轮机专业）"))
    assert shown == {"name": "王静", "title": "高级工程师", "specialty": "水轮机"}
    shown = values(*lines("姓名：王静", "资格名称：翻译（英语）"))
    assert shown == {"name": "王静", "title": "翻译（英语）"}


def test_a_committee_that_decides_is_not_who_issues():
    committee = "江西省工程技术高级职务评审委员会"
    label = f"审定机关：{committee}"
    assert values(*lines("姓名：王静", label, "发证机关：江西省人事厅")) == {
        "name": "王静",
        "committee": committee,
        "issuer": "江西省人事厅",
    }
    assert values(*lines("姓名：王静", "审定机关：江西省人事厅"))["issuer"] == "江西省人事厅"


def test_who_issues_is_rather_meant_than_who_approved():
    shown = values(*lines("审批单位：云南省职称改革工作领导小组", "发证单位：云南省人事厅"))
    assert shown["issuer"] == "云南省人事厅"


def test_a_title_behind_the_label_of_a_level_is_one():
    assert values(*lines("姓名：王静", "资格级别：会计师")) == {"name": "王静", "title": "会计师"}
    shown = values(*lines("姓名：王静", "资格名称：会计师", "资格级别：中级"))
    assert (shown["title"], shown["level"]) == ("会计师", "中级")


def test_a_unit_of_the_army_may_have_a_number_alone():
    assert values(*lines("姓名：王静", "部别：95876部队"))["employer"] == "95876部队"


def test_specialty_and_title_may_stand_on_lines_without_labels():
    texts = "姓名：王静", "探矿工程专业", "高级工程师任职资格", "评审时间：1992年11月"
    assert values(*lines(*texts)) == {
        "name": "王静",
        "specialty": "探矿工程",
        "title": "高级工程师",
        "obtained_on": "1992-11",
    }


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("查国栋同志，经评审，具备工程师任职资格。", "查国栋"),
        ("查文彬同志经评审，具备工程师任职资格。", "查文彬"),
        ("查王静同志经评审，具备工程师任职资格。", "王静"),
        ("王静工程师：经审查，您已具备高级工程师任职资格。", "王静"),
        ("经评定，授予王静同志以助理工程师技术职称。", "王静"),
    ],
)
def test_a_name_is_told_from_what_stands_around_it(sentence, name):
    assert told(sentence)["name"] == name


def test_the_line_of_a_form_may_go_through_its_sentences():
    sentence = (
        "____王静____同志，经__宁波市经济__专业中级职务评审委员会__评审，具备__经济师__资格。"
    )
    assert told(sentence) == {
        "name": "王静",
        "title": "经济师",
        "committee": "宁波市经济专业中级职务评审委员会",
    }


def test_who_is_made_something_has_its_title_without_the_word_post():
    assert told("经研究，评聘王静同志为助理工程师职务。")["title"] == "助理工程师"


def test_a_title_is_given_without_the_words_of_giving_it():
    assert told("经评定，授予王静同志以助理工程师技术职称。")["title"] == "助理工程师"


def test_committees_decide_by_other_words_than_evaluation():
    sentence = "经苏州市工程系列任职资格审定委员会审定，王静同志获得工程师任职资格。"
    assert told(sentence)["committee"] == "苏州市工程系列任职资格审定委员会"


@pytest.mark.parametrize(
    ("texts", "kind"),
    [
        (["专业技术职务评聘证书", "王静同志，具备工程师任职资格。"], DocumentKind.CERTIFICATE),
        (["专业技术职务聘任证书", "兹聘任王静同志为工程师。"], DocumentKind.APPOINTMENT),
        (["高级工程师证书", "王静同志获得高级工程师任职资格。"], DocumentKind.CERTIFICATE),
        (["证明书", "经评审，王静同志具备会计师任职资格。"], DocumentKind.CERTIFICATE),
        (
            ["证明书", "兹证明王静同志系我单位职工，会计师证书遗失。", "特此证明"],
            DocumentKind.STATEMENT,
        ),
    ],
)
def test_a_paper_is_what_its_heading_and_words_make_it(texts, kind):
    assert recognise_kind(texts, set()) is kind
