"""What letters of appointment say: whom, at which unit, as what."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page, run, written
from test_cells import table

from matching.text import normal_form
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import PageText, Run
from ocr.prose import find_in_prose
from ocr.prose_words import split_post


@pytest.mark.parametrize(
    ("post", "employer", "specialty", "title"),
    [
        ("兰州市第一医院内科专业副主任医师", "兰州市第一医院", "内科", "副主任医师"),
        ("兰州市第一幼儿园数学专业小学高级教师", "兰州市第一幼儿园", "数学", "小学高级教师"),
        ("兰州市第一中学中学高级教师", "兰州市第一中学", None, "中学高级教师"),
        ("酒泉市环境监测中心站畜牧师", "酒泉市环境监测中心站", None, "畜牧师"),
        ("甘肃农业大学教授", "甘肃农业大学", None, "教授"),
        ("甘肃省图书馆副研究馆员", "甘肃省图书馆", None, "副研究馆员"),
        ("采矿工程专业高级工程师", None, "采矿工程", "高级工程师"),
        ("数学专业中学高级教师", None, "数学", "中学高级教师"),
        ("城市园林园艺专业工程师", None, "城市园林园艺", "工程师"),
        ("高级工程师", None, None, "高级工程师"),
    ],
)
def test_a_post_is_at_a_unit_and_has_a_title(post, employer, specialty, title):
    told = {field: post[begin:end] for field, (begin, end) in split_post(post).items()}
    assert told.get(Field.EMPLOYER) == employer
    assert told.get(Field.SPECIALTY) == specialty
    assert told[Field.TITLE] == title


def test_a_letter_names_the_unit_before_the_title_and_goes_on_without_a_comma():
    runs = written(
        "兹聘请王静同志为沈阳市和平区住房和城乡建设局给水排水专业高级工程师聘期自2009年10月至2012年10月止。",
        foot=("沈阳市和平区住房和城乡建设局", "2009年10月6日"),
    )
    found = find_in_prose(runs, DocumentKind.APPOINTMENT)
    assert {c.field.value: normal_form(c.field, c.printed) for c in found} == {
        "name": "王静",
        "employer": "沈阳市和平区住房和城乡建设局",
        "specialty": "给水排水",
        "title": "高级工程师",
        "issued_on": "2009-10-06",
        "issuer": "沈阳市和平区住房和城乡建设局",
    }


def appointed(runs: list[Run]) -> dict[str, str]:
    found = find_in_prose(runs, DocumentKind.APPOINTMENT)
    return {c.field.value: normal_form(c.field, c.printed) for c in found}


def test_a_decision_names_the_title_before_the_person():
    runs = written(
        "经研究，决定聘用具有中学高级教师资格的徐慧娟同志（女，1968年4月出生）到体育专业技术岗位工作。",
        foot=("贵阳市第三中学", "2014年7月28日"),
    )
    told = appointed(runs)
    assert (told["name"], told["title"], told["sex"], told["birth_date"]) == (
        "徐慧娟",
        "中学高级教师",
        "女",
        "1968-04",
    )


def test_a_reply_on_a_post_is_addressed_to_who_employs():
    runs = written(
        "关于孙钰莉同志专业技术岗位认定的批复",
        "昭阳区公路管理段：",
        "你单位报来孙钰莉同志（女）岗位认定的材料收悉。经审核，该同志具备工程师任职资格，同意认定为七级岗位。",
        foot=("昭阳区人力资源和社会保障局", "2019年7月2日"),
    )
    told = appointed(runs)
    assert (told["employer"], told["title"]) == ("昭阳区公路管理段", "工程师")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "聘王静为化学专业讲师，聘期三年。",
            {"name": "王静", "specialty": "化学", "title": "讲师"},
        ),
        ("现聘任王静担任工程师职务。", {"name": "王静", "title": "工程师"}),
        ("聘任高级讲师为教研室主任。", {}),
        ("聘任以下人员为工程师：", {}),
        ("聘任王静为副主任医师，聘任李刚为主治医师。", {}),
    ],
)
def test_somebody_is_appointed_without_the_word_comrade(sentence, told):
    found = find_in_prose(written(sentence), DocumentKind.APPOINTMENT)
    assert {c.field.value: normal_form(c.field, c.printed) for c in found} == told


def with_table(lines: list[Run], texts: list[list[str]]) -> dict[str, str]:
    """What a letter with a ruled table under these lines says."""
    runs, cells = list(lines), []
    top = max(line.box.y1 for line in lines) + 28
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            x, y = 40 + 130 * column, top + 20 * row
            cells.append(Box(x - 4, y - 4, x + 126, y + 16))
            runs.append(run(text, x, y))
    ruled = PageText(page().frame, tuple(runs), cells=tuple(cells))
    found = find_fields({1: ruled}, DocumentKind.APPOINTMENT, LABELS)
    return {str(field): one.value for field, one in found.items()}


REPLY = ("榆中县图书馆：", "你单位报来的材料收悉。经审核，同意认定下列人员聘用岗位：")
HEADS = ["姓名", "专业技术资格", "资格取得时间", "岗位等级"]
ONE = ["臧爱娟", "馆员", "2017-12-19", "十级"]


def test_a_reply_with_a_list_of_one_person_is_about_that_person_of_the_unit_it_is_sent_to():
    assert with_table(written(*REPLY), [HEADS, ONE]) == {
        "name": "臧爱娟",
        "employer": "榆中县图书馆",
        "title": "馆员",
        "obtained_on": "2017-12-19",
    }


def test_the_unit_in_the_list_employs_and_not_the_one_that_the_reply_is_sent_to():
    told = with_table(
        written("榆中县文化局：", REPLY[1]),
        [
            ["姓名", "工作单位", "专业技术资格", "岗位等级"],
            ["臧爱娟", "榆中县图书馆", "馆员", "十级"],
        ],
    )
    assert told["employer"] == "榆中县图书馆"


def test_a_reply_with_a_list_of_two_people_is_about_nobody_but_tells_whose_they_are():
    two = [HEADS, ONE, ["李刚", "馆员", "2015-12-19", "九级"]]
    assert with_table(written(*REPLY), two) == {"employer": "榆中县图书馆"}
    assert with_table(written("县属各单位：", REPLY[1]), two) == {}


def test_a_letter_tells_the_number_of_the_certificate_in_the_table_of_the_person():
    """Its own number stands above the table, and is no certificate's."""
    texts = [["姓名", "于岚静", "任职资格", "中学一级教师"], ["专业", "英语"]]
    lines = [run("聘任书", 250, 40), run("证书编号：PZ20101234", 300, 80)]
    numbered = [*texts, ["证书编号", "陕中职证字第54542号", "编号", "PZ20101234"]]
    assert with_table(lines, numbered)["certificate_number"] == "陕中职证字第54542号"
    assert "certificate_number" not in with_table(lines, texts)


def test_a_letter_tells_the_number_of_the_certificate_in_a_sentence():
    told = appointed(
        written("编号：PZ20101234", "王静同志具备工程师任职资格（职称证书编号：GS20130012）。")
    )
    assert told["certificate_number"] == "GS20130012"


@pytest.mark.parametrize(
    ("sure", "kept"), [(0.7, {"approval_number"}), (0.999, {"issued_on"})], ids=["date", "number"]
)
def test_a_date_before_the_year_of_the_number_leaves_only_the_surer_one(sure, kept):
    """No letter of 2014 is numbered as one of 2014 and signed in 2011."""
    lines = [
        run("咸人社发〔2014〕49号", 220, 60),
        *written("聘任王静同志为农艺师。"),
        run("咸阳市农业科学研究所", 300, 300),
        run("2011年6月5日", 320, 324, confidence=sure),
    ]
    assert appointed(lines).keys() & {"issued_on", "approval_number"} == kept


def test_a_date_in_a_later_year_than_the_number_is_given_with_it():
    lines = [
        run("咸人社发〔2014〕49号", 220, 60),
        *written("聘任王静同志为农艺师。"),
        run("2015年1月5日", 320, 324),
    ]
    told = appointed(lines)
    assert (told["issued_on"], told["approval_number"]) == ("2015-01-05", "咸人社发〔2014〕49号")


CONTRACT = (
    "专业技术职务聘约",
    "聘任单位（甲方）：十堰造船厂",
    "受聘人（乙方）：薛维嘉",
    "甲方根据工作需要，聘任乙方担任助理会计师职务，从事会计专业工作。",
    "一、聘期三年，自1997年11月起至2000年11月止。",
    "二、甲方为乙方提供必要的工作条件，按规定兑现职务工资。",
)


def test_a_contract_names_both_sides_and_the_post():
    told = appointed(written(*CONTRACT[1:], foot=("1997年11月16日",)))
    assert told == {
        "name": "薛维嘉",
        "employer": "十堰造船厂",
        "specialty": "会计",
        "title": "助理会计师",
        "issued_on": "1997-11-16",
    }


def test_a_contract_of_appointment_is_an_appointment_and_one_of_labour_is_not():
    assert recognise_kind(CONTRACT, set()) is DocumentKind.APPOINTMENT
    labour = ("劳动合同书", "甲方：十堰造船厂", "乙方：薛维嘉", "甲方聘用乙方从事焊接工作。")
    assert recognise_kind(labour, set()) is DocumentKind.OTHER


def test_of_the_opinions_of_a_form_of_appointment_the_last_one_decides():
    rows = [
        [("姓名", 100.0), ("王静", 100.0), ("性别", 100.0), ("女", 200.0)],
        [
            ("工作单位", 100.0),
            ("瓮安县第二中学", 200.0),
            ("专业技术职务", 100.0),
            ("一级教师", 100.0),
        ],
        [("用人单位意见", 100.0), ("同意聘用。\n瓮安县教育局\n2012年11月18日", 400.0)],
        [
            ("人社部门认定意见", 100.0),
            ("同意。\n瓮安县人力资源和社会保障局\n2012年11月25日", 400.0),
        ],
    ]
    runs, cells = table(*rows)
    found = find_fields(
        {1: replace(page(*runs), cells=tuple(cells))}, DocumentKind.APPOINTMENT, LABELS
    )
    told = {str(field): one.value for field, one in found.items()}
    assert told["employer"] == "瓮安县第二中学"
    assert told["issuer"] == "瓮安县人力资源和社会保障局"
    assert told["issued_on"] == "2012-11-25"


@pytest.mark.parametrize("number", ["聘字第057号", "2002聘字第280号", "兰一中聘字第12号"])
def test_the_number_of_a_letter_may_have_no_year_in_brackets(number):
    lines = [run("聘书", 250, 40), run(f"编号：{number}", 400, 56)]
    lines += written(
        "兹聘任王静同志担任我单位中学一级教师职务，聘期三年。", foot=("息烽县民族中学",)
    )
    assert appointed(lines)["approval_number"] == number


@pytest.mark.parametrize(
    ("cited", "number"),
    [
        ("根据苏职改〔2000〕218号文件，经单位研究", "苏职改〔2000〕218号"),
        ("根据永川区人事局《关于王静等同志任职资格的通知》（永职改字〔2000〕201号）精神", None),
        ("根据贵州省人事厅黔人职〔2000〕33号文件", "黔人职〔2000〕33号"),
        ("根据省职改办职改〔2000〕5号文件规定", "校人字〔2001〕35号"),
        ("根据黔人职〔2000〕5号《关于做好岗位聘用工作的通知》", "校人字〔2001〕35号"),
        ("根据黔人职〔2000〕5号《关于做好职称评聘工作的通知》", "校人字〔2001〕35号"),
        (
            "根据省人事厅《关于印发讲师任职资格条件的通知》（黔人职〔2000〕5号）",
            "校人字〔2001〕35号",
        ),
    ],
)
def test_the_document_that_gave_the_title_comes_before_the_papers_own_number(cited, number):
    lines = [run("关于聘任王静同志专业技术职务的通知", 150, 56)]
    own = [run("校人字〔2001〕35号", 229, 30)]
    body = written(f"{cited}，决定聘任王静同志为讲师。", foot=("息烽县民族中学",))
    told = appointed([*own, *lines, *body])
    assert told["approval_number"] == (number or "永职改字〔2000〕201号")


def test_the_last_opinion_in_a_form_of_appointment_decides():
    texts = [
        ["姓名", "尹忠祥", "性别", "男"],
        ["单位", "瓮安县第二中学", "任职资格", "中学一级教师"],
        ["单位意见", "同意认定。"],
    ]
    lines, foot = [run("事业单位专业技术岗位认定表", 180, 40)], []
    signed = (("瓮安县教育局", "2012年11月18日"), ("瓮安县人力资源和社会保障局", "2012年11月25日"))
    for at, texts_of in enumerate(signed):
        foot += [run(text, 330, 400 + 80 * at + 24 * n) for n, text in enumerate(texts_of)]
    told = with_table([*lines, *foot], texts)
    assert told["employer"] == "瓮安县第二中学"
    assert (told["issuer"], told["issued_on"]) == ("瓮安县人力资源和社会保障局", "2012-11-25")
    sealed = with_table(
        [*lines, run("2012年11月18日", 330, 400), run("2012年12月9日", 330, 480)], texts
    )
    assert sealed["issued_on"] == "2012-12-09"
    assert "issuer" not in sealed


def test_a_letter_is_addressed_to_the_school_district_that_employs():
    told = appointed(
        written(
            "务川县银川乡学区：",
            "经研究，决定聘任金超子同志为小学高级教师，聘期三年。",
            foot=("务川县教育局", "2011年1月13日"),
        )
    )
    assert (told["employer"], told["issuer"]) == ("务川县银川乡学区", "务川县教育局")


@pytest.mark.parametrize("label", ["单位负责人：", "法定代表人（签章）：", "校长："])
def test_a_letter_is_dated_in_the_row_in_which_the_head_of_the_unit_sets_a_seal(label):
    runs = written("兹聘任王静同志担任馆员职务，聘期三年。")
    runs += [run("织金县城建档案馆", 300, 300), run(label, 60, 330)]
    runs.append(run("二〇〇三年六月十六日", 290, 330))
    told = appointed(runs)
    assert (told["issuer"], told["issued_on"]) == ("织金县城建档案馆", "2003-06-16")


@pytest.mark.parametrize("words", ["王静同志被聘任为讲师。", "经研究，王静同志聘为讲师。"])
def test_somebody_is_appointed_by_whom_is_not_said(words):
    told = appointed(written(words, foot=("兰州农业学校", "2003年6月5日")))
    assert (told["name"], told["title"], told["employer"]) == ("王静", "讲师", "兰州农业学校")


def test_who_agrees_that_others_appoint_does_not_employ():
    told = appointed(
        written("同意你单位聘任王静同志为讲师。", foot=("兰州市农业局", "2003年6月5日"))
    )
    assert told["issuer"] == "兰州市农业局"
    assert "employer" not in told


def test_who_is_appointed_may_stand_alone_behind_the_decision():
    lines = [run("陇西县民族中学", 220, 20), run("2011年第16号", 250, 38)]
    lines.append(run("专业技术职务聘任决定", 200, 58))
    lines += written(
        "根据甘肃省人事厅《关于公布任职资格的通知》（甘人社通〔2011〕427号），经研究，决定聘任：",
        "令狐志强中学高级教师（政治）",
        "聘任时间从2011年8月算起。",
        foot=("陇西县民族中学", "2011年8月28日"),
    )
    found = find_fields({1: page(*lines)}, DocumentKind.APPOINTMENT, LABELS)
    assert {str(field): one.value for field, one in found.items()} == {
        "name": "令狐志强",
        "title": "中学高级教师",
        "specialty": "政治",
        "employer": "陇西县民族中学",
        "issuer": "陇西县民族中学",
        "issued_on": "2011-08-28",
        "approval_number": "甘人社通〔2011〕427号",
    }
