"""Further wordings in which booklets, proofs and decisions tell their fields."""

import pytest
from pages_of_text import LABELS, page, run, written

from matching.text import normal_form
from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.page import Run
from ocr.prose import find_in_prose

APPOINTMENT = DocumentKind.APPOINTMENT
CERTIFICATE, STATEMENT = DocumentKind.CERTIFICATE, DocumentKind.STATEMENT


def told_by(kind: DocumentKind, runs: list[Run]) -> dict[str, str]:
    found = find_in_prose(runs, kind)
    return {one.field.value: normal_form(one.field, one.printed) for one in found}


def told_in(kind: DocumentKind, *sentences: str) -> dict[str, str]:
    return told_by(kind, written(*sentences))


def test_a_name_and_a_sex_may_stand_without_a_comma():
    assert told_in(
        CERTIFICATE,
        "王静性别女，系兰州市第一中学专业技术人员。经甘肃省农业系列中级职务评审委员会审定，取得畜牧师专业技术资格。",
    ) == {
        "name": "王静",
        "sex": "女",
        "employer": "兰州市第一中学",
        "title": "畜牧师",
        "committee": "甘肃省农业系列中级职务评审委员会",
    }


@pytest.mark.parametrize("date", ["2017年7月5日", "二〇一七年七月五日"])
def test_a_committee_meets_on_a_day(date):
    committee = "王静同志经甘肃省农业系列中级职务评审委员会"
    assert told_in(CERTIFICATE, f"{committee}{date}会议评审，已取得畜牧师资格，准予发证。") == {
        "name": "王静",
        "title": "畜牧师",
        "obtained_on": "2017-07-05",
        "committee": "甘肃省农业系列中级职务评审委员会",
    }


def test_items_of_a_statement_are_parted_by_semicolons():
    told = told_in(
        STATEMENT,
        "姓名：王静；性别：女；身份证号码：11010119900307780X；现工作单位：兰州市第一中学。",
        "职称系列：会计系列；专业：管理会计；职称名称：高级会计师；级别：副高级。",
    )
    assert told == {
        "name": "王静",
        "sex": "女",
        "id_number": "11010119900307780X",
        "employer": "兰州市第一中学",
        "series": "会计系列",
        "specialty": "管理会计",
        "title": "高级会计师",
        "level": "副高级",
    }


def test_a_decision_says_which_title_is_held_and_since_when():
    told = told_in(
        DocumentKind.APPOINTMENT,
        "王静同志：",
        "鉴于你已取得金融专业经济师任职资格（2013年12月28日评审通过），决定聘任你担任高级经济师，聘期三年。",
    )
    assert told["title"] == "高级经济师"
    assert (told["specialty"], told["obtained_on"]) == ("金融", "2013-12-28")


def test_who_is_to_keep_a_certificate_is_not_who_holds_it():
    rule = "本证书由持证人妥善保管，遗失不补。"
    held = "王静于2018年10月27日，经甘肃省农业系列中级评审委员会评审通过，具备畜牧师资格。"
    assert told_in(CERTIFICATE, rule) == {}
    assert told_in(CERTIFICATE, held, rule)["name"] == "王静"
    assert told_in(CERTIFICATE, "持证人王静经评审，具备畜牧师资格。", rule)["name"] == "王静"


def test_a_qualification_may_lose_its_last_letter_at_the_end_of_a_page():
    text = "经甘肃省农业系列中级评审委员会评审，具备畜牧师任职资"
    assert told_in(CERTIFICATE, text)["title"] == "畜牧师"
    assert "title" not in told_in(CERTIFICATE, "具备畜牧师任职经验，可以申报。")


def test_where_the_holder_of_a_certificate_works_may_be_told_in_the_sentence():
    text = "王静，女，1972年6月出生，现在安丘市水利水电勘测设计院工作。"
    granted = "经山东省工程系列高级职称评审委员会评审，具备高级工程师任职资格。"
    assert told_in(CERTIFICATE, text + granted)["employer"] == "安丘市水利水电勘测设计院"
    ours = "王静，女，现在我单位工作。经评审，具备高级工程师任职资格。"
    assert "employer" not in told_in(CERTIFICATE, ours)


def test_a_reply_about_one_person_goes_to_the_employer_unless_an_office_asked():
    text = "你单位报送的评审材料收悉。经评审，批准王静同志具备助理馆员任职资格。"
    told = told_in(DocumentKind.APPROVAL, "蒙阴县图书馆：", text)
    assert (told["name"], told["employer"]) == ("王静", "蒙阴县图书馆")
    for office in (
        "蒙阴县人力资源和社会保障局",
        "蒙阴县教育局",
        "省直各单位",
        "山东省水利厅办公室",
    ):
        assert "employer" not in told_in(DocumentKind.APPROVAL, f"{office}：", text)
    several = "你单位报送的评审材料收悉。批准王静等3名同志具备助理馆员任职资格。"
    assert "employer" not in told_in(DocumentKind.APPROVAL, "蒙阴县图书馆：", several)


def test_a_committee_has_already_met():
    text = "贵州省农业系列高级评审委员会已于2014年12月18日召开会议，评审通过王静等10人的任职资格。"
    told = told_in(DocumentKind.APPROVAL, text)
    assert told["committee"] == "贵州省农业系列高级评审委员会"
    assert told["obtained_on"] == "2014-12-18"


def test_what_the_files_say_of_somebody_is_told_with_who_worked_where():
    assert told_in(
        STATEMENT,
        "经查阅档案，王静（女，1953年11月24日出生），原兰州市第一医院职工，于1998年11月18日取得副主任护师专业"
        "技术职务任职资格，任职资格文件文号为：甘职改字〔1998〕45号。",
    ) == {
        "name": "王静",
        "sex": "女",
        "birth_date": "1953-11-24",
        "employer": "兰州市第一医院",
        "title": "副主任护师",
        "obtained_on": "1998-11-18",
        "approval_number": "甘职改字〔1998〕45号",
    }


def test_the_number_of_a_certificate_may_stand_in_brackets_behind_it():
    read = told_in(
        STATEMENT,
        "我公司职工王静（身份证号码：622826198501306421），所持助理馆员职称证书（级别：助理级，编号：200447440）上的"
        "工作单位为“兰州市化工厂”。",
    )
    assert (read["title"], read["certificate_number"]) == ("助理馆员", "200447440")


def test_a_committee_of_research_has_research_in_its_name():
    committee = "甘肃省科学研究所专业技术职务评审委员会"
    read = told_in(
        CERTIFICATE, f"王静同志经{committee}於2006年1月评审通过，具备助理研究员任职资格。"
    )
    assert (read["committee"], read["obtained_on"]) == (committee, "2006-01")


def test_the_holder_s_sex_may_stand_in_brackets_and_the_specialty_be_a_discipline():
    assert told_in(
        CERTIFICATE,
        "王静（性别女，1948年2月出生），经甘肃省高等学校高级职务评审委员会评审，认定具备朝鲜语学科讲师任职资格。",
    ) == {
        "name": "王静",
        "sex": "女",
        "birth_date": "1948-02",
        "committee": "甘肃省高等学校高级职务评审委员会",
        "specialty": "朝鲜语",
        "title": "讲师",
    }


def test_a_title_may_have_a_line_of_its_own():
    runs = [
        run("王静于2007年6月，经兰州市中小学教师系列高级职称评审委员会评审通", 84, 80),
        run("过，具备", 60, 102),
        run("中学高级教师资格。", 180, 132),
        run("特发此证", 84, 160),
    ]
    found = told_by(CERTIFICATE, runs)
    assert found["title"] == "中学高级教师"


def test_a_certificate_says_who_issues_it():
    read = told_in(
        CERTIFICATE,
        "本证书由云南省人事厅批准颁发，它表明持证人具有相应的专业技术职务任职资格水平。",
    )
    assert read == {"issuer": "云南省人事厅"}


def test_what_is_filled_into_blanks_is_one_text_with_what_stands_around_it():
    runs = [
        run("王静同志：", 130, 192),
        run("兹聘任您担任我单位", 132, 250),
        run("主治医师", 351, 250),
        run("职务，", 481, 250),
        run("聘期自", 95, 300),
        run("1999年6月16日", 187, 300),
        run("至", 334, 300),
        run("2002年6月16日", 396, 300),
        run("兰州市第一医院", 472, 387),
        run("1999年6月16日", 475, 424),
    ]
    found = told_by(APPOINTMENT, runs)
    assert (found["name"], found["title"]) == ("王静", "主治医师")


def test_whom_a_decision_appoints_may_stand_below_its_colon():
    runs = written(
        "根据有关规定，经研究，决定聘任：",
        "王静同志为助理农艺师，聘期三年，从1996年7月1日起至1999年6月30日止。",
    )
    found = told_by(APPOINTMENT, runs)
    assert (found["name"], found["title"]) == ("王静", "助理农艺师")


def test_a_reply_says_whose_title_was_approved_by_which_document():
    assert told_in(
        STATEMENT,
        "经查阅我局档案，王静，男，1960年11月出生，时系高县农业技术推广站职工，2001年7月6日以宜人专发[2001]173号批准其高级"
        "农艺师任职资格。",
    ) == {
        "name": "王静",
        "sex": "男",
        "birth_date": "1960-11",
        "employer": "高县农业技术推广站",
        "title": "高级农艺师",
        "approval_number": "宜人专发〔2001〕173号",
    }


def test_who_keeps_the_files_employs_nobody_whom_they_are_about():
    runs = written(
        "经查阅档案，某某办公室《关于批准王静等同志任职资格的通知》（万州人职字〔2002〕178号）载明：批准王静同志中学一级教师"
        "任职资格，复印件加盖我馆专用章有效。",
        foot=("万州区档案馆", "2020年11月17日"),
    )
    found = told_by(STATEMENT, runs)
    assert "employer" not in found
    assert found["title"] == "中学一级教师"
    assert found["approval_number"] == "万州人职字〔2002〕178号"


def test_a_number_that_was_not_to_be_parted_goes_on_in_the_next_line():
    runs = [
        run("兹有我单位王静同志（身份证号：", 84, 80),
        run("622826198501306421），2000年9月4日经甘肃省农业技术中级职务评", 60, 104),
        run("审委员会评审，取得农艺师任职资格。", 60, 128),
        run("特此证明。", 84, 152),
    ]
    found = told_by(STATEMENT, runs)
    assert found["id_number"] == "622826198501306421"


def test_a_signature_is_no_title():
    runs = [
        run("经甘肃省群众文化初级专业技术职务评审委员会评审，", 60, 80),
        run("具备", 60, 110),
        run("助理馆员", 140, 110),
        run("任职资格，特发此证。", 260, 110),
        run("兰州市职称改革工作领导小组", 235, 160),
        run("1997年10月1日", 260, 184),
    ]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    assert found[Field.TITLE].value == "助理馆员"


def test_a_unit_stands_in_the_room_below_its_label():
    runs = [run("发证单位：", 306, 320), run("海西蒙古族藏族自治州人事局", 355, 352)]
    runs += [run("姓名：王静", 60, 100), run("发证时间：2004年3月17日", 414, 381)]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    assert found[Field.ISSUER].value == "海西蒙古族藏族自治州人事局"


def test_a_number_behind_its_label_may_begin_the_next_line():
    runs = [
        run("我单位职工王静，女，身份证号：", 84, 80),
        run("622826198501306421，于2011年11月7日经评审取得中学二级", 60, 104),
        run("教师任职资格。", 60, 128),
        run("特此说明。", 84, 152),
    ]
    found = told_by(STATEMENT, runs)
    assert found["id_number"] == "622826198501306421"
    assert found["obtained_on"] == "2011-11-07"


def test_two_letters_of_room_begin_a_paragraph():
    runs = [
        run("兹证明王静，女，1977年8月13日出生，系兰州市第一中学职工。", 84, 80),
        run("2008年12月经评审取得中学一级教师任职资格，专业：地理", 60, 104),
        run("经核查我局存档资料，情况属实。特此证明。", 84, 128),
    ]
    found = told_by(STATEMENT, runs)
    assert found["specialty"] == "地理"


def test_where_somebody_works_and_at_what_stand_before_the_committee():
    told = told_in(
        CERTIFICATE,
        "曾雅，女，1945年7月出生，在武都区供销合作社联合社从事工程审计专业工作。经甘肃省审计专业高级评审委员会"
        "于一九八八年十二月二日评定，符合任职条件，确认具有高级审计师任职资格。",
    )
    assert told["employer"] == "武都区供销合作社联合社"
    assert told["specialty"] == "工程审计"
    assert told["obtained_on"] == "1988-12-02"
    assert "specialty" not in told_in(CERTIFICATE, "曾雅，女，从事本专业工作，现从事专业技术工作。")


def test_a_line_that_ends_with_where_goes_on_with_the_unit_in_its_middle():
    runs = [
        run("司马才鹏同志，男，1978年11月出生，在", 100, 80),
        run("永靖县第一初级中学", 220, 112),
        run("从事", 100, 144),
        run("化学", 160, 144),
        run("专业工作，经2005年5月16日评审，具备", 215, 144),
        run("中学二级教师任职资格。", 100, 176),
    ]
    told = told_by(CERTIFICATE, runs)
    assert (told["employer"], told["specialty"]) == ("永靖县第一初级中学", "化学")


def test_a_date_of_birth_before_the_committee_is_none_of_the_review():
    told = told_in(
        CERTIFICATE,
        "兹证明邹杰同志（男，1970年4月出生）经甘肃省农业技术系列高级职务评审委员会评审，具备高级畜牧师任职资格。",
    )
    assert told["birth_date"] == "1970-04"
    assert "obtained_on" not in told


def test_a_specialty_in_brackets_is_told_in_a_letter_of_appointment():
    held = "全彪谦同志已取得助理记者任职资格（专业：电视新闻）。"
    told = told_in(APPOINTMENT, held + "决定聘任全彪谦同志為助理记者，聘期三年。")
    assert (told["specialty"], told["title"]) == ("电视新闻", "助理记者")


def test_a_specialty_stands_behind_the_number_in_brackets_of_the_one_person_of_a_reply():
    reply = "同意叶海健同志（男，身份证号：450103199408180535）蚕桑专业农业技术员任职资格，"
    told = told_in(DocumentKind.APPROVAL, reply + "取得时间为2011年8月15日。")
    assert (told["specialty"], told["title"]) == ("蚕桑", "农业技术员")


def test_some_series_are_no_series():
    title = "关于公布2010年度部分系列中级专业技术职务任职资格人员名单的通知"
    assert told_in(DocumentKind.APPROVAL, title) == {"level": "中级"}


def test_a_label_below_a_sentence_that_lost_its_stop_is_no_part_of_it():
    runs = [
        run("张懋斌同志，经2004年3月28日评审，具备", 100, 80),
        run("医士", 150, 104),
        run("任职资格", 250, 104),
        run("评审组织：黔西县卫生技术初级职务评审委员会", 100, 128),
    ]
    found = find_fields({1: page(*runs)}, CERTIFICATE, LABELS)
    assert found[Field.TITLE].value == "医士"
    assert found[Field.COMMITTEE].value == "黔西县卫生技术初级职务评审委员会"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "根据黔人专〔2021〕132号文件，经审核认定，王静同志自2020.12.11起具备护理学专业助理讲师任职资格。",
            {
                "name": "王静",
                "specialty": "护理学",
                "title": "助理讲师",
                "obtained_on": "2020-12-11",
                "approval_number": "黔人专〔2021〕132号",
            },
        ),
        (
            "根据云人职发（2002）85号文件，批准该同志具备副教授（专业：高等数学）任职资格，资格时间从2002年7月9日起算。",
            {
                "specialty": "高等数学",
                "title": "副教授",
                "obtained_on": "2002-07-09",
                "approval_number": "云人职发〔2002〕85号",
            },
        ),
        (
            "根据《关于公布王静等同志任职资格的通知》（川人发〔2001〕12号），授予王静同志工程师任职资格。",
            {"name": "王静", "title": "工程师", "approval_number": "川人发〔2001〕12号"},
        ),
        (
            "经川职改〔1993〕12号文批准，王静同志具备工程师任职资格。",
            {"name": "王静", "title": "工程师", "approval_number": "川职改〔1993〕12号"},
        ),
        # by what rules, and whose committee
        (
            "根据川职改〔1993〕12号文件规定，经我部专业技术职务评审委员会评审，确认王静同志具备地质专业工程师任职资格。",
            {"name": "王静", "specialty": "地质", "title": "工程师"},
        ),
        (
            "根据国发〔1986〕27号文件，授予王静同志工程师任职资格。",
            {"name": "王静", "title": "工程师"},
        ),
        # dust on the paper
        (
            "经评审，王静同志具备生态学专业.研究员任职资格。",
            {"name": "王静", "specialty": "生态学", "title": "研究员"},
        ),
    ],
)
def test_a_certificate_rests_on_the_paper_that_gave_the_title(sentence, told):
    assert told_in(CERTIFICATE, sentence) == told


@pytest.mark.parametrize(
    "begins",
    [
        "王静 于1996年8月9日，经",
        "王静 已于1996年8月9日经",
        "王静 1996年8月9日经",
        "持证者王静于1996年8月9日经",
    ],
)
def test_a_name_may_head_the_sentence_without_comrade(begins):
    committee = "广东省农业经济专业高级专业技术资格评审委员会"
    number = run("粤高职证字第0481247895415号", 110, 40)
    text = f"{begins}{committee}评审通过，具备高级经济师资格。特发此证。"
    assert told_by(CERTIFICATE, [number, *written(text)]) == {
        "name": "王静",
        "title": "高级经济师",
        "obtained_on": "1996-08-09",
        "committee": committee,
    }


def test_a_committee_at_the_head_of_a_sentence_is_nobody():
    text = "高级经济专业评审委员会评审，具备高级经济师资格。"
    assert "name" not in told_in(CERTIFICATE, text)


@pytest.mark.parametrize(
    ("bracket", "specialty", "title"),
    [
        ("民族学专业", "民族学", "副教授"),
        ("专业：民族学", "民族学", "副教授"),
        ("名单附后", None, None),
    ],
)
def test_an_approval_may_tell_the_specialty_in_brackets(bracket, specialty, title):
    told = told_in(DocumentKind.APPROVAL, f"经评审，楚刚同志具备副教授（{bracket}）任职资格。")
    assert (told.get("specialty"), told.get("title")) == (specialty, title)


def test_a_committee_that_meets_for_the_year_passes_its_titles_that_day():
    told = told_in(
        DocumentKind.APPROVAL,
        "兰州市卫生系列评审委员会于2001年4月26日召开2001年度评审会议，经无记名投票表决，下列同志通过评审：",
    )
    assert told["obtained_on"] == "2001-04-26"


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        ("同意王静同志晋升为高级工程师，任职资格时间从1993年5月12日起算。", "高级工程师"),
        ("同意王静同志晋升工程师职务。", "工程师"),
        ("授予王静同志高级讲师职务。", "高级讲师"),
        ("王静同志经考核合格，初定为技术员。", "技术员"),
        ("批准王静同志由经济员套改为助理经济师。", "助理经济师"),
        ("王静同志符合工程师任职条件，确认其工程师任职资格。", "工程师"),
        ("同意王静同志任党支部委员。", None),
        ("认定王静同志为馆员；认定李刚同志为管理员。", None),
    ],
)
def test_an_approval_says_in_many_ways_what_somebody_becomes(sentence, title):
    assert told_in(DocumentKind.APPROVAL, sentence).get("title") == title
