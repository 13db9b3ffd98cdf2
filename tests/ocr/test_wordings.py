"""The many ways in which offices word one and the same sentence tell the same fields."""

import pytest
from pages_of_text import LABELS, page, written

from models.fields import DocumentKind
from ocr.fields import find_fields

APPOINTMENT, CERTIFICATE = DocumentKind.APPOINTMENT, DocumentKind.CERTIFICATE
APPROVAL, STATEMENT = DocumentKind.APPROVAL, DocumentKind.STATEMENT
COMMITTEE = "甘肃省工程系列中级专业技术职务评审委员会"


def told_in(kind: DocumentKind, *paragraphs: str, foot: tuple[str, ...] = ()) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs, foot=foot))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "根据兰职改办〔2011〕56号文件规定，王静同志已取得讲师任职资格，经研究，决定聘任为讲师。",
        "王静同志于2011年12月28日考核合格，经研究，决定聘任其为讲师，聘期五年。",
        "王静同志具备中级职称任职条件，现聘为讲师。",
        "王静同志被聘任为讲师，聘任期限自2012年3月1日至2015年2月28日。",
        "王静受聘为我校讲师，受聘时间2012年1月。",
        "学校决定聘任王静为讲师。",
        "兹任命王静同志为讲师。",
        "关于聘任王静同志讲师职务的通知",
        "同意王静同志聘任讲师专业技术职务，聘任时间自2012年1月起。",
        "决定对王静同志予以聘任，聘任职务为讲师，聘期自2012年1月起。",
        "根据岗位设置管理有关规定，王静同志聘用到专业技术七级岗位（讲师）。",
        "经学校研究，聘用王静同志在专业技术九级岗位，职务：讲师。",
        "王静同志：经竞聘上岗，聘你到专业技术七级岗位，聘任职务讲师，聘期三年。",
        "经竞聘，王静同志竞聘到讲师岗位，聘期自2012年1月起。",
        "王静同志从二〇一二年一月起受聘讲师职务。",
        "同意王静同志由助教聘任为讲师。",
        "聘期届满，经考核合格，同意续聘王静同志讲师职务三年。",
    ],
)
def test_an_appointment_names_who_is_appointed_and_to_what(sentence):
    assert told_in(APPOINTMENT, sentence) == {"name": "王静", "title": "讲师"}


@pytest.mark.parametrize(
    "sentence",
    [
        "聘任：王静同志为讲师，李建国同志为助教，赵敏同志为助教。",
        "王静同志聘任为讲师，李建国同志聘任为助教。",
    ],
)
def test_an_appointment_of_several_is_of_none_of_them(sentence):
    assert told_in(APPOINTMENT, sentence) == {}


@pytest.mark.parametrize(
    "sentence", ["解聘王静同志讲师职务。", "经研究，决定不再聘任王静同志为讲师。"]
)
def test_who_is_dismissed_is_not_appointed(sentence):
    assert told_in(APPOINTMENT, sentence) == {"name": "王静"}


def test_who_approves_the_appointments_of_others_employs_nobody():
    foot = ("兰州市教育局", "2012年3月4日")
    found = find_fields(
        {1: page(*written("同意你校聘任王静同志为讲师。", foot=foot))}, APPOINTMENT, LABELS
    )
    assert {field.value: one.value for field, one in found.items()} == {
        "name": "王静",
        "title": "讲师",
        "issuer": "兰州市教育局",
        "issued_on": "2012-03-04",
    }


def test_the_school_of_a_teacher_of_a_subject_is_no_unit():
    told = told_in(APPOINTMENT, "兹聘王静同志为本校语文学科中学高级教师。")
    assert told == {"name": "王静", "title": "中学高级教师", "specialty": "语文"}


@pytest.mark.parametrize(
    "sentence",
    [
        f"本证书持有者王静，经{COMMITTEE}于2009年11月评审通过，具备工程师任职资格。",
        f"经{COMMITTEE}于二〇〇九年十一月审议通过，王静同志获得工程师任职资格。",
        f"王静同志符合工程师任职条件，经{COMMITTEE}2009年11月评审通过，特发此证。",
        f"{COMMITTEE}于2009年11月评审通过王静同志工程师任职资格，特发此证。",
        f"王静同志：你申报的工程师任职资格，经{COMMITTEE}2009年11月评审通过。",
        f"王静同志2009年11月经{COMMITTEE}评审，确认具备工程师职务的任职资格。",
        f"经{COMMITTEE}评审，王静同志具备工程师任职资格。资格确认时间：2009年11月。",
        f"王静同志的工程师任职资格业经{COMMITTEE}2009年11月评审通过。",
        f"姓名王静，女，于2009年11月经{COMMITTEE}评审，获工程师任职资格。",
        f"经{COMMITTEE}（2009年11月）评审，此证书表明王静同志具备工程师任职资格。",
        f"兹证明王静已经{COMMITTEE}评审，确认为工程师。确认时间：2009年11月。",
    ],
)
def test_a_certificate_says_whom_a_committee_gave_what(sentence):
    told = told_in(CERTIFICATE, sentence)
    told.pop("sex", None)
    assert told == {
        "name": "王静",
        "title": "工程师",
        "committee": COMMITTEE,
        "obtained_on": "2009-11",
    }


def test_who_was_born_before_a_committee_met_has_no_title_since_birth():
    told = told_in(
        CERTIFICATE, f"王静（女，1965年8月生）同志经{COMMITTEE}评审，具备工程师任职资格。"
    )
    assert (told["committee"], told.get("obtained_on")) == (COMMITTEE, None)


def test_a_certificate_says_who_confirmed_it_and_who_employs():
    told = told_in(
        CERTIFICATE,
        f"王静同志系兰州市水利局职工，经{COMMITTEE}评审，报甘肃省人事厅批准，具备工程师任职资格。",
    )
    assert (told["issuer"], told["employer"]) == ("甘肃省人事厅", "兰州市水利局")
    assert "issuer" not in told_in(
        CERTIFICATE, f"王静同志经{COMMITTEE}评审，报州职改领导小组批准，具备工程师任职资格。"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "王静同志2010年12月取得的工程师证书出生日期错误，以身份证为准。",
        "王静同志于2010年12月经甘人职〔2010〕56号文件批准取得工程师资格，文件缺失。",
        "王静同志，2010年12月转评为工程师。",
        "王静同志2010年12月经考核认定为工程师，因工作人员疏忽，未办理职称证书。",
        "王静同志2010年12月初定为工程师，初定文件因年久丢失。",
    ],
)
def test_a_statement_says_since_when_somebody_is_what(sentence):
    told = told_in(STATEMENT, sentence)
    told.pop("approval_number", None)
    assert told == {"name": "王静", "title": "工程师", "obtained_on": "2010-12"}


@pytest.mark.parametrize(
    "sentence",
    [
        "王静老师的工程师证书（发证日期不详）遗失，情况属实。",
        "王静同志，其所持工程师职称证书中姓名登记有误。",
        "王静同志，其工程师资格证书于2010年12月由兰州市人事局颁发，现证书丢失。",
        "兹证明我校王静同志职称为工程师，联系人：李建国。",
    ],
)
def test_a_statement_says_whose_certificate_of_what_it_is_about(sentence):
    assert told_in(STATEMENT, sentence) == {"name": "王静", "title": "工程师"}


@pytest.mark.parametrize("certificate", ["教师证书", "大学毕业证书", "执业药师证书"])
def test_a_certificate_of_something_else_is_of_no_title(certificate):
    assert told_in(STATEMENT, f"王静同志2010年12月取得的{certificate}遗失。") == {"name": "王静"}


def test_of_two_titles_none_is_told_nor_since_when():
    text = "王静同志2005年取得助理工程师资格，2010年12月取得工程师资格，证书丢失。"
    assert told_in(STATEMENT, text) == {"name": "王静"}


def test_who_is_above_a_unit_does_not_employ_its_people():
    runs = written("王静同志系我局下属单位职工，证书遗失。", foot=("兰州市水利局", "2022年3月4日"))
    found = find_fields({1: page(*runs)}, STATEMENT, LABELS)
    assert {field.value for field in found} == {"name", "issuer", "issued_on"}


def test_somebody_is_named_before_a_year_too():
    told = told_in(STATEMENT, "因王静同志2014年调入我校，其评审材料由原单位保管，现已遗失。")
    assert told == {"name": "王静"}
    told = told_in(
        STATEMENT, "我校教师王静2006年申报讲师，经评审通过，文件为兰职改办〔2006〕18号。"
    )
    assert (told["name"], told["approval_number"]) == ("王静", "兰职改办〔2006〕18号")


@pytest.mark.parametrize(
    "sentence",
    [
        "经研究，批准王静同志工程师任职资格。",
        "经审核，同意重新确认王静同志工程师任职资格。",
        "同意王静同志初定为工程师。",
        "关于同意王静同志晋升为工程师的批复",
        "王静同志：你申报的工程师任职资格，已经评审委员会评审通过，现予通知。",
        "兹通知王静同志经评审获得工程师任职资格。",
    ],
)
def test_an_approval_of_one_says_who_is_what(sentence):
    assert told_in(APPROVAL, sentence) == {"name": "王静", "title": "工程师"}


def test_what_two_are_given_each_is_of_none_of_them():
    sentence = "批准王静同志工程师任职资格，批准李建国同志助理工程师任职资格。"
    assert told_in(APPROVAL, sentence) == {}


@pytest.mark.parametrize(
    ("school", "subject"),
    [
        ("安顺市第二中学", "语文"),
        ("安顺市师范学校附属中学", "数学"),
        ("平坝县职业学校", "机械专业"),
    ],
)
def test_what_somebody_teaches_is_no_part_of_the_school(school, subject):
    told = told_in(
        CERTIFICATE,
        f"王静，女，系{school}{subject}教师。经{COMMITTEE}评审，具备中学高级教师任职资格。",
    )
    assert told["employer"] == school


def test_a_statement_names_who_approved_and_who_states_it_employs():
    told = told_in(
        STATEMENT,
        "我单位王静同志于2007年9月取得工程师资格，批准机关为某某省职称改革领导小组办公室，评审表遗失。",
        foot=("安顺市公路勘察设计院", "2020年7月27日"),
    )
    assert told["issuer"] == "某某省职称改革领导小组办公室"
    assert (told["employer"], told["issued_on"]) == ("安顺市公路勘察设计院", "2020-07-27")


def test_an_archive_employs_those_whom_it_calls_its_own():
    foot = ("安顺市档案馆", "2020年2月24日")
    told = told_in(STATEMENT, "兹证明我单位职工王静于2012年11月取得馆员任职资格。", foot=foot)
    assert told["employer"] == "安顺市档案馆"
    told = told_in(STATEMENT, "兹证明王静于2012年11月取得馆员任职资格。", foot=foot)
    assert "employer" not in told
