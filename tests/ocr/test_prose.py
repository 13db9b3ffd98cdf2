"""What a document says in sentences is read to its fields, and nothing that it does not say."""

import pytest
from pages_of_text import LABELS, page, run, written

from matching.text import normal_form
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.page import Run
from ocr.prose import find_in_pages, find_in_prose, outside_sentences
from ocr.prose_listed import is_about_several
from ocr.prose_text import passages
from ocr.prose_words import split_what, split_who

CERTIFICATE, APPROVAL = DocumentKind.CERTIFICATE, DocumentKind.APPROVAL
STATEMENT, APPOINTMENT = DocumentKind.STATEMENT, DocumentKind.APPOINTMENT
OFFICE = "甘肃省职称改革工作领导小组办公室"


def values(kind: DocumentKind, runs: list[Run]) -> dict[str, str]:
    return {c.field.value: normal_form(c.field, c.printed) for c in find_in_prose(runs, kind)}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "经甘肃省工程系列高级专业技术职务评审委员会于2013年12月24日评审，具备高级工程师任职资格。",
            {
                "title": "高级工程师",
                "obtained_on": "2013-12-24",
                "committee": "甘肃省工程系列高级专业技术职务评审委员会",
            },
        ),
        (
            "王静同志，经南宁市经济系列中级专业技术职务评审委员会评审通过，确认其具备经济系列经济师专业技术职务任职资格。",
            {
                "name": "王静",
                "series": "经济系列",
                "title": "经济师",
                "committee": "南宁市经济系列中级专业技术职务评审委员会",
            },
        ),
        (
            "兹有王静同志，女，1984年5月出生，于二〇一三年十二月取得建筑工程专业工程师任职资格，特发此证。",
            {
                "name": "王静",
                "sex": "女",
                "birth_date": "1984-05",
                "specialty": "建筑工程",
                "title": "工程师",
                "obtained_on": "2013-12",
            },
        ),
        (
            "授予王静同志中级专业技术职务工程师任职资格。",
            {"name": "王静", "level": "中级", "title": "工程师"},
        ),
        # the comma at the end of a line is easily lost
        (
            "经株洲市工程系列中级职称评审委员会评审通过王静具备工程师任职资格。",
            {
                "name": "王静",
                "title": "工程师",
                "committee": "株洲市工程系列中级职称评审委员会",
            },
        ),
        (
            "王静同志于2012年10月8日被评定为高级工程师。",
            {"name": "王静", "title": "高级工程师", "obtained_on": "2012-10-08"},
        ),
        # one character of each marker misread
        (
            "经甘肃省工程系列评审委贝会于2013年12月24日评审，其备高级工程师任职货格。",
            {
                "title": "高级工程师",
                "obtained_on": "2013-12-24",
                "committee": "甘肃省工程系列评审委贝会",
            },
        ),
        ("用人单位可根据需要聘任。持证人应妥善保管，不得涂改。", {}),
        ("具备相应专业技术职务任职资格。", {}),
        ("经审核，批准王静等36人具备相应专业技术任职资格。", {}),
        ("同意王静等9名同志取得相应专业技术任职资格。", {}),
        ("2008年6月取得助理工程师资格，2013年12月取得工程师资格。", {}),
    ],
)
def test_a_certificate_tells_its_fields_in_a_sentence(sentence, told):
    assert values(CERTIFICATE, written(sentence, wide=18)) == told


def test_labels_in_columns_are_no_sentence_though_a_colon_was_misread():
    runs = [
        run(text, x, 100 + 30 * row)
        for row, texts in enumerate(
            (
                ("姓名：", "王静", "性别：", "女"),
                ("出生年月，", "1993年7月", "评审系列。", "会计系列"),
                ("评审专业，", "会计", "职称名称：", "高级会计师"),
            )
        )
        for x, text in zip((60, 160, 320, 410), texts, strict=True)
    ]
    assert outside_sentences(runs, CERTIFICATE) == runs


def test_the_english_of_a_label_makes_no_sentence_of_its_row():
    texts = ("Certificate No.", "评审时间：", "2024年12月25日", "评审委员会：", "长沙市会计系列")
    xs = (60, 160, 230, 340, 420)
    runs = [run(text, x, 100) for text, x in zip(texts, xs, strict=True)]
    runs += [run("Evaluation Committee", 340, 114), run("中级评审委员会", 470, 115)]
    runs.append(run("湖南省专业技术职务任职资格证书", 160, 40))
    assert outside_sentences(runs, CERTIFICATE) == runs


def test_a_value_that_wraps_is_whole_and_leads_back_to_both_lines():
    runs = written(
        "经甘肃省工程系列高级评审委员会于二〇一三年十二月二十四日评审，具备工程师资格。", wide=20
    )
    (found,) = (c for c in find_in_prose(runs, CERTIFICATE) if c.field is Field.OBTAINED_ON)
    assert found.printed == "二〇一三年十二月二十四日"
    assert len(found.pieces) == 2
    assert found.box.height > 20


def test_blanks_that_were_filled_in_are_part_of_the_sentence():
    runs = [
        run("经", 84, 80),
        run("甘肃省工程系列高级评审委员会", 130, 78),
        run("于", 330, 80),
        run("2013", 60, 110),
        run("年", 110, 110),
        run("6", 140, 109),
        run("月", 170, 110),
        run("07", 190, 109),
        run("日评审，具备", 214, 110),
        run("高级工程师", 90, 138),
        run("任职资格。", 190, 140),
    ]
    assert values(CERTIFICATE, runs) == {
        "title": "高级工程师",
        "obtained_on": "2013-06-07",
        "committee": "甘肃省工程系列高级评审委员会",
    }


def test_what_two_overlapping_runs_both_show_is_read_once():
    first = run("评审，具备", 60, 80)
    second = run("备高级工程师任职资格。", 60 + 4 * 12, 80)
    assert passages([first, second])[0].text == "评审,具备高级工程师任职资格。"


def test_the_pages_of_a_booklet_are_not_mixed():
    left = [run("姓名王静", 60, y) for y in (80, 102, 124, 146)]
    right = written("经甘肃省卫生系列高级评审委员会评审，具备主任医师资格。", x=420, wide=16)
    assert values(CERTIFICATE, [*left, *right]) == {
        "title": "主任医师",
        "committee": "甘肃省卫生系列高级评审委员会",
    }


def test_labels_are_looked_for_outside_of_sentences_only():
    label = run("证书编号：GS20130012", 200, 40)
    runs = [
        label,
        *written("经甘肃省工程系列评审委员会于2013年6月7日评审，具备工程师资格。", wide=18),
    ]
    assert outside_sentences(runs, CERTIFICATE) == [label]


def test_a_page_that_names_several_people_says_so():
    assert is_about_several(written("王静等8名同志的评审表因档案搬迁遗失。"))
    assert not is_about_several(written("王静同志的评审表因档案搬迁遗失。"))


def test_the_first_page_that_tells_a_field_counts():
    first = written("情况属实。", foot=("兰州市第一中学", "2022年3月4日"))
    second = written("情况属实。", foot=("兰州市人力资源和社会保障局", "2022年4月1日"))
    found = find_in_pages({1: page(*first), 2: page(*second)}, STATEMENT)
    number, issuer = found[Field.ISSUER]
    assert (number, issuer.printed) == (1, "兰州市第一中学")


def test_a_date_above_an_annexed_list_is_not_that_of_the_document():
    runs = [run("填报单位：兰州市水利局", 60, 80), run("2013年12月19日", 420, 80)]
    assert values(APPROVAL, runs) == {}


def test_who_signs_a_certificate_without_labels_issued_it():
    runs = written("经评审，具备工程师资格。", foot=("甘肃省人力资源和社会保障厅", "2014年3月5日"))
    assert values(CERTIFICATE, runs) == {
        "title": "工程师",
        "issuer": "甘肃省人力资源和社会保障厅",
        "issued_on": "2014-03-05",
    }


def test_dust_beside_its_brackets_does_not_hide_the_number_of_an_approval():
    for number in ("云人社通〔2018〕·226号", "·云人社通〔2018〕226号"):
        body = written(number, "经评审，同意王静等9名同志具备工程师任职资格。" * 3)
        assert values(APPROVAL, body)["approval_number"] == "云人社通〔2018〕226号"


@pytest.mark.parametrize(
    "text",
    [
        "经评审委员会评审通过下列36名同志农艺师任职资格，请按规定办理聘任手续。",
        "关于1996年度农艺师任职资格的通知",
    ],
)
def test_an_approval_tells_the_title_of_all_its_people(text):
    assert values(APPROVAL, written(text))["title"] == "农艺师"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "经2010年6月4日评委会评审，我厅审核，同意下列13位同志具备高级农艺师任职资格：",
            "2010-06-04",
        ),
        (
            "甘肃省经济系列高级职称评审委员会于1994年8月1日对你单位报送的材料进行了评审。",
            "1994-08-01",
        ),
    ],
)
def test_when_a_committee_met_is_told_in_many_ways(text, told):
    found = values(APPROVAL, written(text))
    assert found["obtained_on"] == told
    assert found.get("committee") in (None, "甘肃省经济系列高级职称评审委员会")


@pytest.mark.parametrize("end", ["评审工作已结束。", "评审结果已经公示。经研究，现予公布。"])
def test_a_committee_whose_work_is_done_is_named(end):
    text = f"2017年度重庆市高等学校教师初级职称评审委员会{end}"
    assert values(APPROVAL, written(text))["committee"] == "重庆市高等学校教师初级职称评审委员会"


def test_a_number_with_a_year_of_two_digits_is_that_of_the_document():
    runs = [run("川职改字（94）第20号", 300, 80), *written("特此函告。")]
    assert values(APPROVAL, [*runs, run("x", 60, 700)])["approval_number"] == "川职改字〔94〕第20号"


def test_a_signature_beside_labels_is_one():
    runs = [
        run("经四川省工程系列高级职称评审委员会评审，具备高级工程师任职资格，特发此证。", 60, 80)
    ]
    runs += [run("证书编号：川715614", 60, 300)]
    runs += [run("四川省人力资源和社会保障厅", 520, 276), run("2021年12月4日", 560, 300)]
    told = values(CERTIFICATE, runs)
    assert (told["issuer"], told["issued_on"]) == ("四川省人力资源和社会保障厅", "2021-12-04")


def test_a_sentence_tells_when_somebody_was_born():
    text = "段林发，男，生于1973年4月，经云南省工程系列中级职称评审委员会评审，具备工程师资格。"
    assert values(CERTIFICATE, written(text))["birth_date"] == "1973-04"


def test_a_sentence_that_begins_with_the_committee_tells_it():
    body = "你单位报来的材料收悉。贵州省工程系列高级职称评审委员会于2013年12月11日进行了评审。"
    assert values(APPROVAL, written(body))["committee"] == "贵州省工程系列高级职称评审委员会"


def test_a_number_above_the_text_of_a_certificate_is_no_part_of_it():
    runs = [
        run("编号：川职字第58567号", 250, 52),
        *written("何亮德同志，经甘肃省工程系列中级职称评审委员会评审，具备工程师任职资格。"),
    ]
    assert values(CERTIFICATE, runs)["name"] == "何亮德"
    assert runs[0] in outside_sentences(runs, CERTIFICATE)


def test_an_approval_tells_its_own_number_and_date_and_not_those_of_others():
    runs = written(
        "甘职改办〔2013〕121号",
        "根据甘职改〔2012〕5号文件，经甘肃省工程系列高级职称评审委员会评审，同意王静等12名同志具备高级工程师"
        "任职资格，任职资格时间从2013年12月24日起计算。",
        foot=(OFFICE, "二〇一三年十二月三十日"),
    )
    runs.append(run("2014年1月3日印发", 340, 700))
    assert values(APPROVAL, runs) == {
        "approval_number": "甘职改办〔2013〕121号",
        "committee": "甘肃省工程系列高级职称评审委员会",
        "title": "高级工程师",
        "obtained_on": "2013-12-24",
        "issuer": OFFICE,
        "issued_on": "2013-12-30",
    }


def test_an_approval_of_one_person_tells_unit_and_person_apart():
    runs = written(
        "批准甘肃省水利水电勘测设计研究院欧阳静怡（女，身份证号：622826198501306421）同志具备工程师任职资格。"
    )
    assert values(APPROVAL, runs) == {
        "name": "欧阳静怡",
        "sex": "女",
        "id_number": "622826198501306421",
        "employer": "甘肃省水利水电勘测设计研究院",
        "title": "工程师",
    }


def test_the_red_head_names_the_issuer_where_the_signature_can_not_be_read():
    head = run(OFFICE + "文件", 60, 40)
    tall = Run(head.text, 0.99, head.box.__class__(60, 30, 400, 60), head.centres, apart=True)
    body = written("甘职改办〔2013〕121号", "经评审，同意王静等9名同志具备工程师任职资格。" * 3)
    assert values(APPROVAL, [tall, *body])["issuer"] == OFFICE


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "聘任王静同志为高级工程师专业技术职务，聘期三年，自2014年1月1日至2016年12月31日止。",
            {"name": "王静", "title": "高级工程师"},
        ),
        ("兹聘任您为我单位主任医师。", {}),
        ("聘任王静、李刚为工程师；聘任张伟为助理工程师。", {}),
        ("任命王静同志为办公室主任。", {"name": "王静"}),
    ],
)
def test_an_appointment_tells_who_is_appointed_and_no_term_of_office(sentence, told):
    runs = written(sentence, foot=("兰州市人民医院", "2013年12月30日"))
    signed = {"issuer": "兰州市人民医院", "employer": "兰州市人民医院", "issued_on": "2013-12-30"}
    assert values(APPOINTMENT, runs) == told | signed


def test_an_office_that_recognises_a_post_is_not_the_employer():
    runs = written(
        "经审核，认定兰州市中医医院王静同志聘用在主治医师岗位（专业技术十级）。",
        foot=("兰州市人力资源和社会保障局", "2013年12月30日"),
    )
    told = values(APPOINTMENT, runs)
    assert told["employer"] == "兰州市中医医院"
    assert (told["name"], told["title"]) == ("王静", "主治医师")


def test_a_document_of_another_kind_has_no_sentences_to_read():
    assert find_in_prose(written("王静同志取得工程师资格。"), DocumentKind.OTHER) == []
    assert find_in_prose([], CERTIFICATE) == []
    assert find_in_pages({}, CERTIFICATE) == {}


@pytest.mark.parametrize(
    ("phrase", "employer", "name"),
    [
        ("批准兰州市第一中学王学明", "兰州市第一中学", "王学明"),
        (
            "我单位兰州市路桥工程(集团)有限公司职工扎西·才让",
            "兰州市路桥工程(集团)有限公司",
            "扎西·才让",
        ),
        ("我院内科医师李静", "", "李静"),
        ("该", "", ""),
        ("以下", "", ""),
    ],
)
def test_a_unit_and_a_name_written_together_are_told_apart(phrase, employer, name):
    spans = split_who(phrase)
    told = {field: phrase[begin:end] for field, (begin, end) in spans.items()}
    assert told.get(Field.EMPLOYER, "") == employer
    assert told.get(Field.NAME, "") == name


@pytest.mark.parametrize(
    ("phrase", "parts"),
    [
        ("高级工程师", {"title": "高级工程师"}),
        ("副高级高级工程师", {"level": "副高级", "title": "高级工程师"}),
        ("初级助理馆员", {"level": "初级", "title": "助理馆员"}),
        ("工程系列高级", {"series": "工程系列", "level": "高级"}),
        (
            "会计系列财务管理专业会计师",
            {"series": "会计系列", "specialty": "财务管理", "title": "会计师"},
        ),
        (
            "工程系列工程管理专业工程师",
            {"series": "工程系列", "specialty": "工程管理", "title": "工程师"},
        ),
        # 系列 may be left out
        ("高等学校教师材料物理专业副教授", {"specialty": "材料物理", "title": "副教授"}),
        ("工程技术人员通信工程专业工程师", {"specialty": "通信工程", "title": "工程师"}),
        ("农业技术推广专业农艺师", {"specialty": "农业技术推广", "title": "农艺师"}),
        ("农业技术人员土壤肥料专业农艺师", {"specialty": "土壤肥料", "title": "农艺师"}),
        ("工程安全工程专业工程师", {"specialty": "安全工程", "title": "工程师"}),
        ("上述", {}),
    ],
)
def test_a_qualification_is_taken_apart(phrase, parts):
    spans = split_what(phrase)
    assert {f.value: phrase[begin:end] for f, (begin, end) in spans.items()} == parts


@pytest.mark.parametrize(
    ("kind", "sentence", "told"),
    [
        (
            CERTIFICATE,
            "王静同志：经柳州市卫生系列初级职称评审委员会评审，您已于2013年9月取得卫生系列医师（助理级）职称，专业：儿科学。",
            {"title": "医师", "level": "助理级", "series": "卫生系列", "specialty": "儿科学"},
        ),
        (
            CERTIFICATE,
            "王静同志经甘肃省工程系列高级评审委员会评审，甘人社通〔2015〕407号文批准，具有高级工程师（水利专业）任职资格。",
            {
                "title": "高级工程师",
                "specialty": "水利",
                "approval_number": "甘人社通〔2015〕407号",
            },
        ),
        (
            CERTIFICATE,
            "王静，女，1972年9月出生，系贵州省一〇六地质大队职工。于2013年9月取得工程师任职资格。",
            {"employer": "贵州省一〇六地质大队", "title": "工程师"},
        ),
        (
            STATEMENT,
            "我单位职工毛一，女，于2013年9月取得讲师任职资格。特此说明。",
            {"name": "毛一"},
        ),
        (APPOINTMENT, "同意聘任王静同志助理工程师职务，聘期三年。", {"title": "助理工程师"}),
    ],
)
def test_a_sentence_of_another_build_tells_the_same(
    kind: DocumentKind, sentence: str, told: dict[str, str]
) -> None:
    assert values(kind, written(sentence)).items() >= told.items()


def test_a_number_that_is_broken_off_is_no_older_identity_number() -> None:
    sentence = "我单位职工王静，女，身份证号码522701196606230.105，于2013年9月取得讲师任职资格。"
    assert "id_number" not in values(STATEMENT, written(sentence))


def test_a_date_under_who_issues_is_that_of_the_issue() -> None:
    body = written("王静同志经甘肃省工程系列高级评审委员会评审，具备高级工程师任职资格。")
    foot = [run("发证机关：甘肃省人事厅", 120, 300), run("2016年4月11日", 200, 336)]
    assert values(CERTIFICATE, [*body, *foot])["issued_on"] == "2016-04-11"


def test_the_number_above_the_text_is_no_part_of_its_first_sentence():
    runs = [
        run("证号：黔职资字（1991）第8295号", 165, 215),
        run("阎琬婉同志，女，一九六一年十二月出生，现在贵州", 109, 232),
        run("省建筑设计研究院工作。", 73, 250),
    ]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    told = {field: one.value for field, one in found.items()}
    assert told[Field.NAME] == "阎琬婉"
    assert told[Field.CERTIFICATE_NUMBER] == "黔职资字〔1991〕第8295号"
