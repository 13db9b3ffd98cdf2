"""Sentences and labels of certificates, statements, letters and replies, as clerks build them."""

import pytest
from pages_of_text import LABELS, page, run, values, written

from models.fields import DocumentKind
from ocr.fields import find_fields
from ocr.kinds import recognise_kind

CERTIFICATE, STATEMENT = DocumentKind.CERTIFICATE, DocumentKind.STATEMENT
APPOINTMENT, APPROVAL = DocumentKind.APPOINTMENT, DocumentKind.APPROVAL
COMMITTEE = "扬州市会计中级专业技术资格评审委员会"


def told(kind: DocumentKind, *paragraphs: str, foot: tuple[str, ...] = ()) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs, foot=foot))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            f"王静先生于2007年12月14日被{COMMITTEE}评聘为会计师。",
            {"committee": COMMITTEE, "title": "会计师", "obtained_on": "2007-12-14"},
        ),
        (
            f"经{COMMITTEE}评定，授予王静（女，1959年2月出生）研究员任职资格。",
            {"name": "王静", "sex": "女", "birth_date": "1959-02", "title": "研究员"},
        ),
        (
            f"王静于2010年8月，经{COMMITTEE}确认具备会计师职务任职资格。",
            {"obtained_on": "2010-08", "title": "会计师"},
        ),
        ("自2016年8月31日起享有此资格。", {"obtained_on": "2016-08-31"}),
        ("确认黎婉芬女士主任护师资格有效。", {"title": "主任护师"}),
        ("具备工程师任职资格，资格时间：二00三年十二月十五日。", {"obtained_on": "2003-12-15"}),
        (
            "王静，女，1964年12月生，武汉市第三建筑公司。",
            {"employer": "武汉市第三建筑公司"},
        ),
        (
            "王静具备工程师资格，扬州市职改办公室（扬职改办〔1996〕15号）予以确认。",
            {"approval_number": "扬职改办〔1996〕15号"},
        ),
        (
            "王静同志自2007年9月起具备政工师任职资格。（银政评字〔2007〕4号）",
            {"approval_number": "银政评字〔2007〕4号"},
        ),
        ("王静取得讲师任职资格（地理学科）。", {"title": "讲师", "specialty": "地理"}),
        ("王静取得讲师资格，批准机关是国家建筑材料工业局。", {"issuer": "国家建筑材料工业局"}),
        ("王静具备历史学教授任职资格。", {"title": "教授", "specialty": "历史学"}),
        (
            f"{COMMITTEE}二○一三年九月十二日会议通过，韩雪梅具备推广研究员任职资格。",
            {"name": "韩雪梅", "obtained_on": "2013-09-12"},
        ),
        (
            "王静同志，系太原钢铁公司技术员，经考核，根据有关规定，确定为工程师。",
            {"employer": "太原钢铁公司", "title": "工程师"},
        ),
        (f"王静同志1987年经{COMMITTEE}评为小学一级教师职务。", {"title": "小学一级教师"}),
        (
            f"业经{COMMITTEE}一九八九年十二月三十日评审合格，准予担任会计师职务。",
            {"obtained_on": "1989-12-30", "title": "会计师"},
        ),
        (
            "王静，女，工作于吴忠市人民医院，经评审通过，宁夏回族自治区人事厅2008年12月1日批准（宁人发〔2008〕205号）。",
            {
                "employer": "吴忠市人民医院",
                "issuer": "宁夏回族自治区人事厅",
                "issued_on": "2008-12-01",
            },
        ),
        (
            f"王静同志的中学高级教师（体育）任职资格，于2004年12月8日由{COMMITTEE}评审通过。",
            {"title": "中学高级教师", "specialty": "体育"},
        ),
    ],
)
def test_a_certificate_says_it_in_a_sentence(sentence: str, shown: dict[str, str]):
    found = told(CERTIFICATE, sentence)
    assert shown.items() <= found.items()


def test_a_gentleman_is_not_born_when_something_is_said_of_him():
    assert "birth_date" not in told(CERTIFICATE, "王静先生于2007年12月14日被评聘为会计师。")


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "我单位王静（身份证号：622425199001121623）于2018年12月参加中级职称评审，被评为一级教师。",
            {"name": "王静", "obtained_on": "2018-12", "title": "一级教师"},
        ),
        ("1993年9月由沧州市档案系列中级评委会评审通过为馆员。王静，女。", {"title": "馆员"}),
        (
            "王静，女，现任甘谷县农业技术推广站高级农艺师。",
            {"employer": "甘谷县农业技术推广站", "title": "高级农艺师"},
        ),
        (
            "王静，女，1988年1月在原鸡西矿务局机电总厂被评聘为工程师。",
            {"obtained_on": "1988-01", "title": "工程师"},
        ),
        (
            "王静同志于1989年4月由原能源部评为高级工程师（热能动力），取得资格（皖人职〔2003〕16号文批准）。",
            {"specialty": "热能动力", "approval_number": "皖人职〔2003〕16号"},
        ),
        ("王静同志2009年11月通过小学高级教师职务评审。", {"title": "小学高级教师"}),
        (
            "本人王静，女，在雁塔区疾病预防控制中心工作，于2014年6月取得主管医师资格，管理号2014610013。",
            {"employer": "雁塔区疾病预防控制中心", "management_number": "2014610013"},
        ),
        (
            "申报人王静于2023年参加评审，取得高级工程师职称。",
            {"name": "王静", "title": "高级工程师"},
        ),
    ],
)
def test_a_statement_says_it_in_a_sentence(sentence: str, shown: dict[str, str]):
    assert shown.items() <= told(STATEMENT, sentence).items()


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "决定聘任：蒋文娟为副主任医师（心血管内科），聘期三年。",
            {"name": "蒋文娟", "title": "副主任医师"},
        ),
        (
            "兹聘请王静同志担任我公司机电安装专业中级职务（工程师）。",
            {"name": "王静", "specialty": "机电安装", "level": "中级", "title": "工程师"},
        ),
        (
            "根据考核结果，决定：聘任王秀兰（女，石河子市第一中学）为中学高级教师，任期三年。",
            {"name": "王秀兰", "employer": "石河子市第一中学", "title": "中学高级教师"},
        ),
        ("聘任王静同志为生理学教授。", {"specialty": "生理学", "title": "教授"}),
    ],
)
def test_a_letter_of_appointment_says_it_in_a_sentence(sentence: str, shown: dict[str, str]):
    assert shown.items() <= told(APPOINTMENT, sentence).items()


def test_a_reply_names_somebody_with_a_number_and_a_department_signs():
    shown = told(
        APPROVAL,
        "经评审通过，邢敏（身份证号码：110105197903120825）获得高级社会工作师资格。",
        foot=("民政部人事教育司", "2020年12月31日"),
    )
    assert (shown["name"], shown["issuer"]) == ("邢敏", "民政部人事教育司")


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "你校王静，女，2012年毕业于河北师范大学，经考核合格，认定为小学一级教师。",
            {"name": "王静", "sex": "女", "title": "小学一级教师"},
        ),
        (
            "公布王静同志兽医师任职资格，时间从二〇〇八年十月三十一日起。",
            {"name": "王静", "title": "兽医师", "obtained_on": "2008-10-31"},
        ),
    ],
)
def test_a_reply_says_it_in_a_sentence(sentence: str, shown: dict[str, str]):
    assert shown.items() <= told(APPROVAL, sentence).items()


def test_a_section_of_works_is_no_specialty():
    assert "specialty" not in told(APPOINTMENT, "聘任王静同志为本厂质检科统计师。")


def test_a_school_of_a_trade_is_no_specialty():
    shown = told(APPROVAL, "确认王静同志具备中等专业学校讲师任职资格。")
    assert "specialty" not in shown


def test_english_above_a_sentence_is_no_part_of_it():
    heading = run("PROFESSIONAL QUALIFICATION CERTIFICATE", 120, 60)
    shown = values(heading, *written(f"王静同志经{COMMITTEE}评审，获得会计师资格。"))
    assert shown["name"] == "王静"


def test_a_level_may_have_the_title_behind_it_and_the_english_of_a_date_is_none():
    rows = [
        "姓名：王静",
        "资格级别：中级（主管护师）",
        "专业：护理",
        "职称评审委员会 某市护理评审委员会",
    ]
    runs = [run(text, 60, 80 + 26 * at) for at, text in enumerate(rows)]
    runs += [run("取得时间 / Date of Acquisition", 60, 200), run("2022年12月3日", 280, 200)]
    shown = values(*runs)
    assert (shown["level"], shown["title"]) == ("中级", "主管护师")
    assert (shown["obtained_on"], shown["committee"]) == ("2022-12-03", "某市护理评审委员会")


@pytest.mark.parametrize("heading", ["医师执业证书", "会计证", "工作年限证明", "先进工作者证书"])
def test_what_lets_somebody_practise_or_counts_years_is_of_no_kind(heading: str):
    lines = [
        heading,
        "姓名：王静",
        "证书编号：110510000012345",
        "发证机关：某市卫生局",
        "特此证明。",
    ]
    assert recognise_kind(lines, set()) is DocumentKind.OTHER


def test_the_sex_behind_a_name_and_a_blank_is_no_part_of_it():
    runs = [run("持证人：石 磊", 60, 80), run("男", 180, 80), run("专业：编剧", 60, 106)]
    shown = values(*runs, run("任职资格：一级编剧", 60, 132))
    assert (shown["name"], shown["sex"]) == ("石磊", "男")


def test_a_title_wider_than_its_label_is_not_cut_below_that_of_a_day():
    rows = [("资格", "批准时间"), ("教授级高级工程师", "2003年12月18日")]
    runs = [run("姓名：王静", 60, 80)]
    for at, (left, right) in enumerate(rows):
        runs += [run(left, 60, 106 + 24 * at), run(right, 108 if at == 0 else 190, 106 + 24 * at)]
    assert values(*runs)["title"] == "教授级高级工程师"


@pytest.mark.parametrize(
    "head",
    [
        ["皖南医学院关于聘任高级专业技术职务的决定"],
        ["皖南医学院", "关于聘任高级专业技术职务的决定"],
        ["皖南医学院", "职称聘任通知"],
    ],
)
def test_a_heading_names_who_appoints(head: list[str]):
    runs = [run(text, 150, 40 + 24 * at) for at, text in enumerate(head)]
    runs.append(run("院人字〔1998〕61号", 240, 100))
    text = written(
        "聘任王静同志为讲师，聘期三年，自下月一日起，望遵照执行。", foot=("1998年10月7日",)
    )
    text = [run(one.text, one.box.x0, one.box.y0 + 60) for one in text]
    found = find_fields({1: page(*runs, *text)}, APPOINTMENT, LABELS)
    issuers = [one.value for field, one in found.items() if field.value == "issuer"]
    assert issuers == ["皖南医学院"]


def test_a_paper_that_somebody_practises_or_teaches_by_is_of_no_kind():
    lines = ["教师资格证书", "持证人：王静", "认定机构：某区教育局"]
    assert recognise_kind(lines, set()) is DocumentKind.OTHER
    lines = ["关于补发职称证书的函", "我局工程师王静，经评审具有工程师资格，因搬迁证书丢失。"]
    assert recognise_kind(lines, set()) is STATEMENT


def test_a_reply_to_who_employs_tells_it():
    said = f"经{COMMITTEE}评审通过，确认你单位王静同志具备会计师任职资格（财务专业）。"
    shown = told(APPROVAL, "扬州市公路管理局：", said, foot=("扬州市人事局", "2020年2月3日"))
    assert (shown["employer"], shown["specialty"]) == ("扬州市公路管理局", "财务")
    shown = told(APPROVAL, "江都区人事局：", said, foot=("扬州市人事局", "2020年2月3日"))
    assert "employer" not in shown


def test_what_somebody_works_at_is_told_of_statements_and_letters():
    said = "兹证明王静同志，女，系我单位职工，现从事文献信息专业工作，已取得馆员任职资格。"
    assert told(STATEMENT, said, foot=("扬州市图书馆", "2020年9月1日"))["specialty"] == "文献信息"


def test_what_files_say_was_said_by_a_document():
    said = "经查阅存档材料，遵职改办发〔2000〕150号文件载明：王静同志具备畜牧师任职资格。"
    assert told(STATEMENT, said)["approval_number"] == "遵职改办发〔2000〕150号"


def test_司_ends_a_unit_and_begins_a_surname():
    shown = told(STATEMENT, "我单位职工司马宏杰，男，于2018年6月取得工程师任职资格。")
    assert shown["name"] == "司马宏杰"


def test_who_signs_may_say_more_than_the_head():
    head = [run("北京铁路局文件", 150, 40), run("北铁职改〔1993〕19号", 200, 80)]
    text = written(
        "批准王静、李建国同志具备工程师任职资格。",
        foot=("北京铁路局职称改革领导小组", "一九九三年十一月十二日"),
    )
    below = [run(one.text, one.box.x0, one.box.y0 + 60) for one in text]
    found = find_fields({1: page(*head, *below)}, APPROVAL, LABELS)
    issuer = next(one.value for field, one in found.items() if field.value == "issuer")
    assert issuer == "北京铁路局职称改革领导小组"


def test_a_number_with_its_label_left_of_a_date_leaves_it_to_who_signs():
    runs = written("王静，女，取得高级农艺师资格。", foot=("黑龙江省人事厅",))
    low = max(one.box.y1 for one in runs)
    runs += [
        run("证书编号：201643744561", 60, low + 8),
        run("二〇一六年十月三十一日", 250, low + 8),
    ]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    shown = {field.value: one.value for field, one in found.items()}
    assert (shown["issued_on"], shown["issuer"]) == ("2016-10-31", "黑龙江省人事厅")


def test_a_meeting_held_on_a_day_passed_them_then():
    said = "经2018年9月28日召开的评审会评审通过，现对王静同志的工程师任职资格予以确认。"
    assert told(APPROVAL, said)["obtained_on"] == "2018-09-28"


def test_where_the_dry_seal_goes_is_no_part_of_a_name():
    shown = values(run("姓名：贺龙兴", 60, 100), run("钢印", 190, 97), run("职称：讲师", 60, 126))
    assert shown["name"] == "贺龙兴"


def test_a_certificate_may_begin_with_where_somebody_teaches():
    said = "经某省中学教师高级专业技术资格评审委员会评审，具备中学高级教师任职资格。"
    shown = told(
        CERTIFICATE, "闻喜县第二中学教师程艳（女）", said, foot=("某省人事厅", "1999年2月4日")
    )
    assert (shown["name"], shown["sex"], shown["employer"]) == ("程艳", "女", "闻喜县第二中学")


def test_a_contract_names_who_is_appointed_in_a_row_of_labels():
    rows = [("聘用单位（甲方）", "建湖县中医院"), ("受聘人（乙方）", "郝海涛")]
    runs = [run("专业技术职务聘任合同书", 150, 40)]
    for at, pair in enumerate(rows):
        runs += [run(text, 60 + 150 * x, 80 + 30 * at) for x, text in enumerate(pair)]
    found = find_fields({1: page(*runs)}, APPOINTMENT, LABELS)
    shown = {field.value: one.value for field, one in found.items()}
    assert (shown["name"], shown["employer"]) == ("郝海涛", "建湖县中医院")


def test_a_label_with_its_value_leaves_the_date_at_its_right_to_who_signs():
    runs = [run("姓名", 60, 60), run("王静", 160, 60), run("证书编号", 60, 100)]
    runs += [run("256394", 160, 100), run("某县人事局", 340, 76), run("2011年3月26日", 335, 101)]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    shown = {field.value: one.value for field, one in found.items()}
    assert (shown["certificate_number"], shown["issued_on"]) == ("256394", "2011-03-26")


def test_who_signs_with_a_seal_may_stand_below_a_day_that_is_labelled():
    runs = [run("姓名：王静", 60, 60), run("任职资格：经济师", 60, 86), run("批准时间：", 60, 112)]
    runs += [run("2002年11月16日", 150, 112), run("衡阳市人事局(章)", 156, 138)]
    assert values(*runs)["issuer"] == "衡阳市人事局"


def test_a_person_whose_labels_stand_below_each_other_is_alone():
    rows = [
        "姓名：王静",
        "性别：男",
        "专业：商业经济",
        "任职资格：经济师",
        "批准文号：遵人职字〔1994〕206号",
    ]
    lines = [
        "经查阅档案，下列人员的任职资格情况如下：",
        *rows,
        "原证书编号：199449352",
        "特此证明。",
    ]
    runs = [run(text, 60, 60 + 30 * at) for at, text in enumerate(lines)]
    found = find_fields({1: page(*runs)}, STATEMENT, LABELS)
    shown = {field.value: one.value for field, one in found.items()}
    assert shown["specialty"] == "商业经济"
    assert shown["certificate_number"] == "199449352"


def test_a_person_s_number_is_told_though_its_label_is_spoilt():
    spoilt = [
        run("姓名：王静", 60, 60),
        run("份证号马", 60, 90),
        run("11010519491231002X", 150, 90),
    ]
    assert values(*spoilt)["id_number"] == "11010519491231002X"
    wrong = [*spoilt[:2], run("110105194912310021", 150, 90)]
    assert "id_number" not in values(*wrong)
    assert "id_number" not in values(*spoilt, run("110101200001010010", 150, 120))


def test_who_signs_for_a_side_is_no_part_of_the_other_s_name():
    lines = [
        "聘任乙方担任讲师职务。",
        "甲方（盖章）",
        "乙方（签名）：阿依·古丽娜",
        "法定代表人：向国民",
    ]
    assert told(APPOINTMENT, "".join(lines))["name"] == "阿依·古丽娜"


def test_who_employs_stands_before_职工():
    said = (
        "兹证明王静同志（男，1962年3月生），昭通市自来水公司职工，于2009年5月取得会计师任职资格。"
    )
    assert (
        told(STATEMENT, said, foot=("云南省人事厅", "2010年8月2日"))["employer"]
        == "昭通市自来水公司"
    )


def test_a_letter_of_the_seal_is_no_part_of_who_signs():
    runs = [
        run("姓名：王静", 60, 60),
        run("资格名称：护士", 60, 86),
        run("批准时间：2012年4月4日", 60, 112),
    ]
    runs.append(run("敦煌市职称改革领导小组办公室以(章)", 150, 160))
    assert values(*runs)["issuer"] == "敦煌市职称改革领导小组办公室"


def test_a_notice_may_say_of_one_person_what_labels_ask() -> None:
    rows = [
        "姓名：邱佳",
        "性别：女",
        "专业：水产养殖",
        "任职资格：畜牧师",
        "评审通过时间：2013年8月22日",
    ]
    head = "经评审委员会评审并报我局批准，你单位以下同志具备专业技术职务任职资格，请通知本人。"
    lines = ["蓝田县畜牧兽医站：", head, *rows]
    runs = [run(text, 60, 60 + 30 * at) for at, text in enumerate(lines)]
    found = find_fields({1: page(*runs)}, APPROVAL, LABELS)
    shown = {field.value: one.value for field, one in found.items()}
    assert (shown["name"], shown["title"], shown["sex"]) == ("邱佳", "畜牧师", "女")
    assert (shown["specialty"], shown["obtained_on"]) == ("水产养殖", "2013-08-22")
    assert shown["employer"] == "蓝田县畜牧兽医站"


def test_a_name_may_stand_alone_above_what_is_said_of_it() -> None:
    name = run("夏侯生", 200, 60)
    said = written(f"经{COMMITTEE}评审通过，具备主管药师专业技术资格，特授予此证。")
    runs = [name, *(run(one.text, one.box.x0, one.box.y0 + 40) for one in said)]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    assert next(one.value for field, one in found.items() if field.value == "name") == "夏侯生"
    place = find_fields({1: page(run("江苏省", 200, 60), *runs[1:])}, CERTIFICATE, LABELS)
    assert "name" not in {field.value for field in place}


def test_an_archive_employs_whom_it_calls_its_own() -> None:
    said = "兹有我单位沈军海同志，于2019年6月取得副研究馆员任职资格。"
    assert (
        told(STATEMENT, said, foot=("万荣县档案局", "2021年11月4日"))["employer"] == "万荣县档案局"
    )


def test_a_bracket_goes_on_in_the_next_line() -> None:
    runs = [
        run("经评审，公司研究，同意以下人员任职资格（从", 60, 60),
        run("2018年12月21日起算）：", 60, 78),
    ]
    runs += [run("某某勘测设计研究院有限公司人力资源部印发给各单位", 60, 200)]
    found = find_fields({1: page(*runs)}, APPROVAL, LABELS)
    assert {field.value: one.value for field, one in found.items()}["obtained_on"] == "2018-12-21"


def test_a_date_closes_a_page_right_of_the_number() -> None:
    runs = [
        run("姓名：王静", 60, 60),
        run("资格名称：农艺师", 60, 86),
        run("取得时间：2017年9月21日", 60, 112),
    ]
    runs += [run("证书编号：GZZC20175203083885", 60, 300), run("2017年10月19日", 320, 316)]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    assert {field.value: one.value for field, one in found.items()}["issued_on"] == "2017-10-19"


def test_who_employs_may_stand_between_the_number_and_the_committee() -> None:
    who = "王静（公民身份号码：11010519491231002X），遵义市果树研究所"
    said = f"{who}，经{COMMITTEE}评审通过，具备会计师任职资格。"
    assert told(CERTIFICATE, said)["employer"] == "遵义市果树研究所"


@pytest.mark.parametrize("head", ["高等学校教师职称证书", "中等专业学校教师职务证", "技工学校教师"])
def test_schools_of_all_kinds_employ_nobody(head: str) -> None:
    said = f"王静同志经{COMMITTEE}评审，具备讲师任职资格。"
    assert "employer" not in told(CERTIFICATE, head, said)
