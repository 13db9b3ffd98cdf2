"""What statements and approvals say in many ways, and what is no name or committee in them."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from pages_of_text import LABELS, page, run, written

from matching.text import normal_form
from models.box import Box
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.page import PageText, Run
from ocr.prose import find_in_prose
from ocr.prose_listed import is_about_several
from ocr.prose_words import split_who

STATEMENT, APPROVAL, CERTIFICATE = (
    DocumentKind.STATEMENT,
    DocumentKind.APPROVAL,
    DocumentKind.CERTIFICATE,
)


def values(kind: DocumentKind, runs: list[Run]) -> dict[str, str]:
    return {c.field.value: normal_form(c.field, c.printed) for c in find_in_prose(runs, kind)}


def test_a_statement_is_about_the_person_and_not_about_whom_to_ask():
    runs = written(
        "我单位职工王静（女，身份证号：622826198501306421），于2013年12月取得工程师职称（批准文号：甘职改办〔2013〕"
        "121号），证书编号为2013-中-981，因搬家遗失。",
        "联系人：李刚 联系电话：13900000000",
        foot=("兰州市第一中学", "2022年3月4日"),
    )
    runs += [run("情况属实。", 84, 500), run("兰州市人力资源和社会保障局", 300, 530)]
    runs.append(run("2022年4月1日", 320, 552))
    assert values(STATEMENT, runs) == {
        "name": "王静",
        "sex": "女",
        "id_number": "622826198501306421",
        "employer": "兰州市第一中学",
        "title": "工程师",
        "obtained_on": "2013-12",
        "approval_number": "甘职改办〔2013〕121号",
        "certificate_number": "2013-中-981",
        "issuer": "兰州市第一中学",
        "issued_on": "2022-03-04",
    }


def test_a_statement_about_several_people_names_nobody():
    runs = written(
        "兰州市第一中学王静等8名同志的评审表因档案搬迁遗失。",
        foot=("兰州市第一中学", "2022年3月4日"),
    )
    assert values(STATEMENT, runs) == {
        "employer": "兰州市第一中学",
        "issuer": "兰州市第一中学",
        "issued_on": "2022-03-04",
    }


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("兹有我单位职工曾利，男，因搬家，致使该同志职称证书遗失。", "曾利"),
        ("兹证明李建国（身份证号：620102197001011234）系我单位在职职工。", "李建国"),
        ("王晓明，男，1975年3月出生，现为某某律师事务所专职律师。", "王晓明"),
        ("由于张丽同志搬家，证书遗失。", "张丽"),
        ("现将我院医师陈思思同志证书遗失的情况说明如下。", "陈思思"),
        ("我单位原职工于海洋，男，已退休。", "于海洋"),
        ("我校教师古丽娜尔·艾山同志的评审表缺失。", "古丽娜尔·艾山"),
        ("本人黄大伟，身份证号450102197505051234，证书遗失。", "黄大伟"),
        ("我单位职工宋凡月，男。因工作人员录入失误，姓名误写为“宋凡芸”。", "宋凡月"),
        ("姓名：周红梅，性别：女，资格名称：高级教师。", "周红梅"),
        ("致使该同志证书遗失，有关同志可以作证。", None),
        ("鉴于上述情况，各位同志应妥善保管，我单位领导同志已核实。", None),
        ("何静、李霞二位同志的证书遗失。", None),
    ],
)
def test_a_name_is_what_names_look_like(sentence, name):
    assert values(STATEMENT, written(sentence)).get("name") == name


@pytest.mark.parametrize("phrase", ["致使该", "因此该", "以上", "支部书记", "相关领导", "李霞二位"])
def test_function_words_are_nobody(phrase):
    assert Field.NAME not in split_who(phrase)


def test_two_people_of_one_sentence_are_several():
    assert is_about_several(written("何静、李霞两位同志的证书遗失。"))


@pytest.mark.parametrize(
    "sentence",
    [
        "经审核，同意{}评审结果，王静等12名同志具备高级工程师任职资格。",
        "根据{}于2012年3月22日的评审结果，经研究，确认王静等9人取得高级工程师任职资格。",
        "根据《职称评审管理办法》和{}评审结果，王静等56名同志具备高级工程师任职资格。",
        "经{}于2015年12月5日召开会议评审，同意王静等30名同志具备高级工程师任职资格。",
        "由{}评审，并经我局审核批准，王静等8人取得高级工程师任职资格。",
        "{}于2016年10月22日评审通过王静等88名同志高级工程师任职资格，现予公布。",
    ],
)
def test_an_approval_names_the_committee_whose_result_it_agrees_to(sentence):
    committee = "甘肃省工程系列高级职称评审委员会"
    told = values(APPROVAL, written(sentence.format(committee)))
    assert (told["committee"], told["title"]) == (committee, "高级工程师")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "该同志于2017年3月取得助理馆员任职资格（专业：群众文化）。",
            {"title": "助理馆员", "obtained_on": "2017-03", "specialty": "群众文化"},
        ),
        (
            "经天水市会计专业初级职称评审委员会评审，符合会计专业助理会计师任职条件，具备助理会计师任职资格。",
            {
                "committee": "天水市会计专业初级职称评审委员会",
                "specialty": "会计",
                "title": "助理会计师",
            },
        ),
        ("确认其具备地质矿产专业技术员任职资格。", {"specialty": "地质矿产", "title": "技术员"}),
        (
            "王静于2008年12月通过甘肃省卫生系列高级评审委员会评审。",
            {
                "name": "王静",
                "obtained_on": "2008-12",
                "committee": "甘肃省卫生系列高级评审委员会",
            },
        ),
    ],
)
def test_a_sentence_tells_the_specialty(sentence, told):
    assert values(CERTIFICATE, written(sentence)) == told


def test_an_appointment_tells_since_when_the_title_is_held():
    runs = written("聘任王静同志为副教授，聘期三年。该同志于2015年8月取得副教授任职资格。")
    assert values(DocumentKind.APPOINTMENT, runs)["obtained_on"] == "2015-08"


def of_statement(
    lines: list[Run],
    texts: list[list[str]],
    ruled_rows: int | None = None,
    signed: Sequence[Run] = (),
) -> dict[str, str]:
    """What a statement with a table under these lines says; of it so many rows are ruled."""
    runs, cells = list(lines), []
    top = max(line.box.y1 for line in lines) + 28
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            x, y = 60 + 125 * column, top + 20 * row
            if ruled_rows is None or row < ruled_rows:
                cells.append(Box(x - 4, y - 4, x + 121, y + 16))
            runs.append(run(text, x, y))
    ruled = PageText(page().frame, (*runs, *signed), cells=tuple(cells))
    found = find_fields({1: ruled}, STATEMENT, LABELS)
    return {str(field): one.value for field, one in found.items()}


def test_a_table_in_a_statement_is_read_by_its_cells():
    texts = [
        ["姓名", "王静", "性别", "女"],
        ["工作单位", "兰州市图书馆", "职称名称", "副研究馆员"],
        ["缺失材料", "资格文件", "单位意见", "情况属实，特此说明。"],
    ]
    assert of_statement([run("情况说明", 250, 40)], texts) == {
        "name": "王静",
        "sex": "女",
        "employer": "兰州市图书馆",
        "title": "副研究馆员",
    }


def test_a_card_under_words_for_several_is_about_one_person():
    texts = [
        ["姓名", "王静", "性别", "女"],
        ["工作单位", "兰州市图书馆", "职称名称", "副研究馆员"],
    ]
    text = "兹证明下列同志系我单位在职专业技术人员，其专业技术资格情况属实："
    assert of_statement(written(text), texts) == {
        "name": "王静",
        "sex": "女",
        "employer": "兰州市图书馆",
        "title": "副研究馆员",
    }


@pytest.mark.parametrize("who", ["单位意见", "所在单位审核意见"])
def test_the_unit_whose_opinion_stands_in_a_statement_employs(who):
    texts = [["姓名", "王静", "性别", "女"], [who, "情况属实，特此证明。"]]
    signed = [run("横县民族中学", 300, 500), run("2021年4月7日", 300, 524)]
    told = of_statement([run("情况说明表", 250, 40)], texts, signed=signed)
    assert (told["employer"], told["issuer"]) == ("横县民族中学", "横县民族中学")


def test_the_number_of_a_statement_is_told_where_it_cites_no_other():
    number, texts = run("思校字〔2021〕52号", 300, 40), [["姓名", "王静", "性别", "女"]]
    assert of_statement([number], texts)["approval_number"] == "思校字〔2021〕52号"
    cited = [*texts, ["资格文件号", "甘职改〔2007〕267号", "级别", "中级"]]
    assert of_statement([number], cited)["approval_number"] == "甘职改〔2007〕267号"
    other = written("王静同志的资格见甘职改〔2007〕267号一文。")
    assert "approval_number" not in of_statement([number, *other], texts)


@pytest.mark.parametrize("count", ["等一名", "等1名", "等1人"])
def test_a_list_of_one_person_is_about_that_person(count):
    text = f"因档案移交，我单位王静{count}专业技术人员的评审表原件缺失，缺失人员名册如下："
    texts = [
        ["姓名", "资格名称", "专业", "资格文件号"],
        ["王静", "高级经济师", "旅游经济", "甘职改〔2007〕267号"],
    ]
    assert of_statement(written(text), texts) == {
        "name": "王静",
        "title": "高级经济师",
        "specialty": "旅游经济",
        "approval_number": "甘职改〔2007〕267号",
    }


def test_one_comrade_is_counted_behind_the_name():
    runs = written("现有我单位王静一名同志，其评审表因档案移交遗失。")
    assert values(STATEMENT, runs) == {"name": "王静"}


def test_a_list_of_several_people_is_about_nobody():
    text = "我单位王静等2名专业技术人员的评审表原件缺失，缺失人员名册如下："
    texts = [
        ["姓名", "资格名称", "专业", "资格文件号"],
        ["王静", "高级经济师", "旅游经济", "甘职改〔2007〕267号"],
        ["李刚", "经济师", "旅游经济", "甘职改〔2008〕12号"],
    ]
    assert of_statement(written(text), texts) == {}


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("因档案移交，现缺失助理农艺师任职资格评审表。", "助理农艺师"),
        ("因搬家，遗失其高级工程师专业技术职务任职资格证书。", "高级工程师"),
        ("因搬家，不慎将高级教师职称证书原件丢失。", "高级教师"),
        ("不慎将专业技术职务任职资格证书遗失，经多方查找未果。", None),
        ("该同志遗失教师资格证书。", None),
        ("因搬家，无法提供职称证书。", None),
    ],
)
def test_the_paper_that_is_missing_tells_the_title(sentence, title):
    told = values(STATEMENT, written(f"我单位王静同志的情况说明如下。{sentence}"))
    assert told.get("title") == title


ROSTER = "我单位王静同志因档案移交，缺失评审表，无法上传。现将缺失人员名册列后："


def test_a_list_of_one_person_is_about_that_person_whatever_the_words_above_it():
    """Below the person's row there may be others, of a label and its value."""
    texts = [
        ["姓名", "身份证号", "资格名称", "取得时间"],
        ["王静", "622826198501306421", "助理兽医师", "2004-12-07"],
        ["证书编号", "200413389"],
    ]
    assert of_statement(written(ROSTER), texts) == {
        "name": "王静",
        "id_number": "622826198501306421",
        "title": "助理兽医师",
        "obtained_on": "2004-12-07",
        "certificate_number": "200413389",
    }


@pytest.mark.parametrize(
    "second",
    [
        ["李刚", "620102197001011234", "兽医师", "1999-10-03"],
        ["古丽", "", "", ""],
    ],
)
def test_a_list_of_two_people_is_about_nobody_though_one_is_named_above_it(second):
    texts = [
        ["姓名", "身份证号", "资格名称", "取得时间"],
        ["王静", "622826198501306421", "助理兽医师", "2004-12-07"],
        second,
    ]
    assert of_statement(written(ROSTER), texts).keys() <= {"name"}


def test_a_row_whose_cells_were_not_seen_is_another_person_all_the_same():
    texts = [["姓名", "资格名称"], ["王静", "助理兽医师"], ["李刚", "兽医师"]]
    assert "title" not in of_statement(written(ROSTER), texts, ruled_rows=2)


def test_a_form_of_appointment_calls_the_title_by_a_name_of_its_own():
    runs = [run("聘任职务", 60, 80), run("会计师", 150, 80), run("姓名：王静", 60, 110)]
    appointed = find_fields({1: page(*runs)}, DocumentKind.APPOINTMENT, LABELS)
    assert appointed[Field.TITLE].value == "会计师"
    reviewed = find_fields({1: page(*runs)}, DocumentKind.REVIEW_FORM, LABELS)
    assert Field.TITLE not in reviewed


def test_items_of_a_statement_do_not_run_into_each_other():
    """The number of an item is no figure of the value above it."""
    items = ("3.身份证号：622826198501306421", "4.资格名称：助理畜牧师", "5.评审专业：草原")
    committee = "7.评审委员会：庆阳市卫生技术系列初级专业技术职务任职资格评审委员会"
    told = of_statement(written("兹有我单位职工王静，情况说明如下：", *items, committee), [])
    assert (told["id_number"], told["title"]) == ("622826198501306421", "助理畜牧师")
    assert told["committee"] == "庆阳市卫生技术系列初级专业技术职务任职资格评审委员会"


def test_a_date_in_the_middle_of_its_cell_is_no_signature():
    runs = [run("评审委员会", 60, 80), run("甘肃省农业系列初级职称评审委员会", 195, 80)]
    runs += [run("取得时间", 60, 110), run("2015年6月19日", 255, 110)]
    runs += [run("兰州市第一中学", 255, 300), run("2023年9月7日", 260, 324)]
    told = values(STATEMENT, runs)
    assert (told["issuer"], told["issued_on"]) == ("兰州市第一中学", "2023-09-07")


def test_the_end_of_a_committee_is_nobody():
    told = split_who("贵阳市中小学教师中级职称评审委员会")
    assert told == {}


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("其工程师任职资格证书（证书编号：甘200317752）中姓名误写为“王晶”。", "工程师"),
        ("其馆员资格证书中的身份证号与现身份证号不一致。", "馆员"),
        ("该同志的中学一级教师职称证书上工作单位为兰州市第二中学。", "中学一级教师"),
        ("其职称证书（工程师，证书编号：甘200317752）中姓名误写为“王晶”。", "工程师"),
        ("其与证书上的王晶为同一人，职称为工程师。", "工程师"),
        ("其他资格证书中姓名无误。", None),
    ],
)
def test_what_a_certificate_says_wrongly_is_put_right_by_the_unit(sentence, title):
    text = f"兹证明王静同志，女，系我单位职工。{sentence}特此证明。"
    told = values(STATEMENT, written(text, foot=("兰州市第一中学", "2022年3月4日")))
    assert (told["name"], told.get("title")) == ("王静", title)
    assert told["employer"] != "兰州市第二中学"


def test_whose_name_differs_on_the_certificate_is_named_first():
    told = values(STATEMENT, written("兹证明王静与职称证书上的王晶为同一人。"))
    assert told["name"] == "王静"


@pytest.mark.parametrize(
    ("text", "employer"),
    [
        ("王静同志，女，系我单位职工，其评审表缺失。", "兰州市档案局"),
        ("我单位职工王静同志的评审表缺失。", "兰州市档案局"),
        ("经我馆工作人员查阅，王静同志的评审表缺失。", None),
    ],
)
def test_who_keeps_files_employs_its_own_people_alone(text, employer):
    runs = written(text, foot=("兰州市档案局", "2022年3月4日"))
    assert values(STATEMENT, runs).get("employer") == employer


def test_the_opinion_of_the_unit_in_a_ruled_statement_is_its_signature():
    xs, ys = (50, 150, 300, 400, 540), (100, 130, 260, 390)
    cells = [Box(x0, 100, x1, 130) for x0, x1 in pairwise(xs)]
    cells += [Box(a, y, b, z) for y, z in pairwise(ys[1:]) for a, b in ((50, 150), (150, 540))]
    runs = [
        run(text, x + 6, 110) for text, x in zip(("姓名", "王静", "性别", "女"), xs, strict=False)
    ]
    runs += [run("单位意见", 60, 190), run("主管部门意见", 60, 320)]
    for y, unit, date in (
        (140, "横县民族中学", "2021年4月7日"),
        (270, "横县教育局", "2021年5月9日"),
    ):
        runs += [run("情况属实。", 160, y), run(unit, 400, y + 60), run(date, 400, y + 84)]
    ruled = PageText(page().frame, tuple(runs), cells=tuple(cells))
    told = find_fields({1: ruled}, STATEMENT, LABELS)
    signed = [told[field].value for field in (Field.EMPLOYER, Field.ISSUER, Field.ISSUED_ON)]
    assert signed == ["横县民族中学", "横县民族中学", "2021-04-07"]


def test_the_paper_that_stands_for_a_certificate_never_issued():
    told = values(
        STATEMENT,
        written("王静同志的助理农艺师任职资格以兰职改〔1993〕12号文件为准，未颁发证书。"),
    )
    assert told == {
        "name": "王静",
        "title": "助理农艺师",
        "approval_number": "兰职改〔1993〕12号",
    }


def test_the_number_above_a_statement_is_its_own() -> None:
    above = written("编号：甘职证〔2010〕12号", "姓名：王静", "资格名称：工程师")
    found = find_fields({1: page(*above)}, STATEMENT, LABELS)
    assert {f.value: one.value for f, one in found.items()} == {
        "name": "王静",
        "title": "工程师",
        "approval_number": "甘职证〔2010〕12号",
    }


def test_a_masthead_that_lost_its_place_gives_way_to_the_signature_on_the_next_page() -> None:
    first = written("人力资源和社会保障局文件", "关于批准王静等同志任职资格的通知", "各单位：")
    last = written("特此通知。", foot=("兰州市人力资源和社会保障局", "2012年3月4日"))
    found = find_fields({1: page(*first), 2: page(*last)}, APPROVAL, LABELS)
    assert found[Field.ISSUER].value == "兰州市人力资源和社会保障局"


@pytest.mark.parametrize(
    "number",
    ["〔1999〕云职第1668号", "云〔1999〕职字第1668号", "〔99〕云职第1668号", "1999年云职第1668号"],
)
def test_a_number_of_a_certificate_may_begin_with_its_year(number: str):
    for said in ("证书编号{}。", "证书编号（{}）。", "资格证书（编号：{}）。"):
        runs = written("我单位王静同志，男，取得副主任技师资格，" + said.format(number))
        assert values(STATEMENT, runs)["certificate_number"] == number


def test_a_year_is_no_number_of_a_certificate():
    runs = written("我单位王静同志，男，工程师资格，证书编号1999年以前没有。")
    assert "certificate_number" not in values(STATEMENT, runs)


def test_whom_a_number_follows_is_the_person_and_where_somebody_works_the_unit() -> None:
    number = "身份证号码：622826198501306421"
    runs = written(f"王静，{number}，于二〇一二年十二月四日，经兰州市工程系列评审委员会评审通过。")
    assert values(CERTIFICATE, runs)["name"] == "王静"
    runs = written(
        "王静，男，现在兰州市第一中学工作。经查，该同志2000年11月经评审具备讲师任职资格。"
    )
    assert values(STATEMENT, runs)["employer"] == "兰州市第一中学"


def test_papers_that_are_missing_are_nobody() -> None:
    runs = written("我单位职工职称材料部分缺失，经核查人事档案，其职称信息如下：")
    assert not {"name", "employer"} & values(STATEMENT, runs).keys()


def test_an_office_approves_by_its_letter_and_a_unit_appoints_for_a_specialty() -> None:
    runs = written(
        "经潍坊市农业系列评审委员会评审，潍坊市人事局以鲁人发〔2003〕117号文件批准，王静同志具备农艺师"
        "任职资格。"
    )
    told = values(CERTIFICATE, runs)
    assert (told["issuer"], told["approval_number"]) == ("潍坊市人事局", "鲁人发〔2003〕117号")
    runs = written("经研究决定聘任王静同志为馆员（档案管理专业），聘期三年。")
    assert values(DocumentKind.APPOINTMENT, runs)["specialty"] == "档案管理"
    runs = written(
        "经审核，同意王静同志（身份证号：622826198501306421）聘任主管护师，岗位等级为十级。"
    )
    assert values(DocumentKind.APPOINTMENT, runs)["title"] == "主管护师"
    runs = written(
        "王静同志经某某市农业系列评审委员会评审通过，确认具备畜牧师的任职条件，特发给此证书。"
    )
    assert values(CERTIFICATE, runs)["title"] == "畜牧师"


def test_who_is_granted_something_is_named_before_and_works_in_a_specialty() -> None:
    runs = written(
        "常琳同志（身份证号：650121197802101875）：经某某市新闻系列评审委员会评审通过，准予具备编辑任职"
        "资格。"
    )
    assert values(CERTIFICATE, runs)["name"] == "常琳"
    runs = written(
        "王静，女，1974年7月出生，在黄冈市实验幼儿园工作，从事语文专业，经评审具备教师资格。"
    )
    assert values(CERTIFICATE, runs)["specialty"] == "语文"
