"""Values that certificates, statements and letters say in passing, and what is none of them."""

import pytest
from pages_of_text import LABELS, page, written

from models.fields import DocumentKind
from ocr.fields import find_fields

APPOINTMENT, CERTIFICATE, STATEMENT = (
    DocumentKind.APPOINTMENT,
    DocumentKind.CERTIFICATE,
    DocumentKind.STATEMENT,
)


def told_in(kind: DocumentKind, *paragraphs: str) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


@pytest.mark.parametrize(
    "sentence",
    [
        "王静，经考核合格，确认具备馆员任职资格。",
        "王静：经评审，你已具备馆员任职资格。",
        "本证书持有人王静，经考核认定，具备馆员任职资格。",
        "证书持有者王静，已具备馆员任职资格。",
        "经评审，王静已具备馆员任职资格。",
        "王静同志经审定，任职资格为馆员。",
        "王静同志经评审通过，任馆员。",
        "王静同志经考核，同意任馆员职务。",
        "资格名称：馆员，王静同志经考核合格。",
        "此证表明王静具有馆员任职资格。",
        "王静同志：你被评定为馆员。",
    ],
)
def test_a_certificate_names_its_holder_and_the_title_in_many_ways(sentence):
    assert told_in(CERTIFICATE, sentence) == {"name": "王静", "title": "馆员"}


@pytest.mark.parametrize(
    "sentence",
    [
        "授予王静同志馆员任职资格，自1993年12月31日起生效。",
        "授予王静同志馆员任职资格，时间：1993年12月31日。",
        "王静同志从1993年12月31日起取得馆员任职资格。",
        "王静同志取得馆员任职资格的时间为1993年12月31日。",
        "王静同志于1993年12月31日评审通过馆员。",
        "王静同志于1993年12月31日取得馆员资格证书。",
        "王静同志1993年12月31日由市评委会评定为馆员。",
        "王静，1993年12月31日经评审取得馆员资格。",
    ],
)
def test_a_certificate_says_since_when_a_title_is_held_in_many_ways(sentence):
    told = told_in(CERTIFICATE, sentence)
    assert (told["name"], told["title"], told["obtained_on"]) == ("王静", "馆员", "1993-12-31")


@pytest.mark.parametrize(
    ("sentence", "field", "value"),
    [
        ("王静同志具备一级教师资格，学科：物理。", "specialty", "物理"),
        ("王静同志取得副研究馆员职称，级别副高级。", "level", "副高级"),
        ("姓名：王静，性别：女，出生年月：1966年7月。", "birth_date", "1966-07"),
        ("王静（1950年5月出生）同志具备馆员资格。", "name", "王静"),
        ("申请人王静，女，具备馆员资格。", "name", "王静"),
        ("王静 女 一九八〇年十一月生 具备馆员任职资格", "sex", "女"),
        ("王静同志具备馆员资格，批准日期为1991年6月30日。", "issued_on", "1991-06-30"),
        ("王静同志具备馆员资格，证书管理号：20200053001。", "management_number", "20200053001"),
        ("王静同志具备馆员资格，证书编号：黔高工字第2004312号。", "certificate_number", None),
        (
            "经贵阳市档案系列评审委员会评审，贵阳市人事局批准，王静同志具备馆员资格。",
            "issuer",
            "贵阳市人事局",
        ),
        (
            "王静同志已通过贵阳市档案系列评审委员会2014年12月18日的评审，具备馆员资格。",
            "obtained_on",
            "2014-12-18",
        ),
        (
            "本证书证明持证人王静经毕节市中小学教师系列中级职称评审委员会评审，具备一级教师职称。",
            "name",
            "王静",
        ),
    ],
)
def test_a_certificate_says_a_value_in_a_clause_of_its_own(sentence, field, value):
    assert told_in(CERTIFICATE, sentence)[field] == (value or "黔高工字第2004312号")


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        (
            "根据省人社厅黔人社函〔2012〕88号文件批准，王静同志具备馆员资格。",
            "黔人社函〔2012〕88号",
        ),
        ("贵阳市人事局筑人〔2009〕112号文确认王静同志具备馆员资格。", "筑人〔2009〕112号"),
        ("根据贵州省人社厅发〔2012〕8号文件批准，王静同志具备馆员资格。", None),
    ],
)
def test_the_office_before_a_documents_number_is_no_part_of_it(sentence, number):
    told = told_in(CERTIFICATE, sentence)["approval_number"]
    assert told == number if number else told.endswith("省人社厅发〔2012〕8号")


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("本证书自2003年7月1日起生效。王静同志具备馆员资格。", "obtained_on"),
        ("王静同志具备馆员资格，原证书编号200312345作废。", "certificate_number"),
        ("王静同志1988年7月由师范学校分配到我校，2001年9月被评为优秀教师。", "title"),
        ("王静同志经考核合格，任优秀教师。", "title"),
        ("文件，经审核，具备馆员任职资格。", "name"),
        (
            "王静 女 一九八〇年十一月生 经昆明市档案专业评审委员会评审 具备馆员任职资格",
            "obtained_on",
        ),
    ],
)
def test_what_only_sounds_like_a_value_is_none(sentence, field):
    assert field not in told_in(CERTIFICATE, sentence)


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "兹证明王静为我公司正式员工，职称为高级经济师（2011年12月取得）。",
            {"name": "王静", "title": "高级经济师", "obtained_on": "2011-12"},
        ),
        (
            "王静同志的《专业技术职务任职资格证书》（编号：黔农高20080123）真实有效。",
            {"name": "王静", "certificate_number": "黔农高20080123"},
        ),
        (
            "王静同志为我局下属单位盘县林业站职工。",
            {"name": "王静", "employer": "盘县林业站"},
        ),
        ("王静，系盘县水利局职工。", {"name": "王静", "employer": "盘县水利局"}),
        (
            "王静同志持有云南省人事厅颁发的工程师资格证书。",
            {"name": "王静", "title": "工程师", "issuer": "云南省人事厅"},
        ),
        (
            "王静同志2015年申报的工程师任职资格，经昭通市工程系列中级评审委员会评审通过。",
            {"name": "王静", "title": "工程师", "committee": "昭通市工程系列中级评审委员会"},
        ),
        (
            "同意为王静同志补办馆员职称证书，该证书于2016年8月30日取得，编号为皖馆2016073。",
            {
                "name": "王静",
                "title": "馆员",
                "obtained_on": "2016-08-30",
                "certificate_number": "皖馆2016073",
            },
        ),
        (
            "王静同志职称证书编号应为云1503214。",
            {"name": "王静", "certificate_number": "云1503214"},
        ),
        (
            "王静同志因工作调动，其中学一级教师任职资格评审表遗失。",
            {"name": "王静", "title": "中学一级教师"},
        ),
        ("王静同志2012年7月聘任为高级农艺师。", {"name": "王静", "title": "高级农艺师"}),
        ("王静同志2012年7月聘任为党委委员。", {"name": "王静"}),
        ("王静同志系我校高级讲师。", {"name": "王静", "title": "高级讲师"}),
        ("王静同志系我校语文教师。", {"name": "王静"}),
        (
            "王静同志，现为兰州市城关区畜牧兽医站高级兽医师。",
            {"name": "王静", "employer": "兰州市城关区畜牧兽医站", "title": "高级兽医师"},
        ),
        (
            "王静同志1993年10月取得小学高级教师职称，1998年12月取得中学高级教师职称。",
            {"name": "王静"},
        ),
    ],
)
def test_a_statement_says_it_in_passing(sentence, told):
    assert told_in(STATEMENT, sentence) == told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        (
            "兹聘王静同志为本院外科副主任医师。",
            {"name": "王静", "specialty": "外科", "title": "副主任医师"},
        ),
        ("兹聘王静同志为本科副主任医师。", {"name": "王静", "title": "副主任医师"}),
        ("聘任王静同志为语文教研组一级教师。", {"name": "王静", "title": "一级教师"}),
        (
            "决定聘任王静同志为主治医师（外科），聘期三年。",
            {"name": "王静", "specialty": "外科", "title": "主治医师"},
        ),
        (
            "聘任王静同志为高级工程师（副高级）。",
            {"name": "王静", "title": "高级工程师", "level": "副高级"},
        ),
        (
            "现聘任王静同志为我矿机电专业工程师。",
            {"name": "王静", "specialty": "机电", "title": "工程师"},
        ),
        (
            "经学校考核，聘任王静（身份证号：530111197203146025）为馆员，聘任期限为3年。",
            {"name": "王静", "id_number": "530111197203146025", "title": "馆员"},
        ),
        ("兹聘请王静老师担任小学高级教师。", {"name": "王静", "title": "小学高级教师"}),
        (
            "聘任王静同志为讲师，任职资格时间为2010年12月，聘任时间从2011年1月1日起。",
            {"name": "王静", "title": "讲师", "obtained_on": "2010-12"},
        ),
        ("聘任王静同志为讲师，任职时间从2011年1月1日起。", {"name": "王静", "title": "讲师"}),
        (
            "鉴于王静同志已取得图书资料专业馆员任职资格（2004年12月），现聘任为馆员。",
            {
                "name": "王静",
                "specialty": "图书资料",
                "title": "馆员",
                "obtained_on": "2004-12",
            },
        ),
    ],
)
def test_a_letter_says_what_of_somebody_is_appointed_and_since_when_it_is_held(sentence, told):
    assert told_in(APPOINTMENT, sentence) == told


@pytest.mark.parametrize(
    ("sentences", "told"),
    [
        (
            ["兹证明王静同志为我单位职工，2006年10月经批准具备馆员任职资格。"],
            {"name": "王静", "title": "馆员", "obtained_on": "2006-10"},
        ),
    ],
)
def test_a_title_that_was_approved_is_held_since_then(sentences, told):
    assert told_in(STATEMENT, *sentences) == told


APPROVAL = DocumentKind.APPROVAL


@pytest.mark.parametrize(
    "sentences",
    [
        ["关于确认馆员专业技术职务任职资格的通知"],
        ["经审核，王静等11人符合馆员任职资格条件，同意其任职资格。"],
    ],
)
def test_an_approval_says_the_title_of_all_without_the_year(sentences):
    assert told_in(APPROVAL, *sentences)["title"] == "馆员"


def test_a_specialty_may_stand_in_brackets_behind_the_person():
    told = told_in(APPROVAL, "同意王静同志（女，农学专业）具备农艺师任职资格。")
    assert (told["specialty"], told["title"]) == ("农学", "农艺师")


@pytest.mark.parametrize(
    "sentence",
    [
        "经甘肃省农业系列高级职务评审委员会评审通过（评审时间：2020年1月18日），同意下列人员取得任职资格。",
        "2020年1月18日，甘肃省农业系列高级职务评审委员会对申报人员进行了评审。",
    ],
)
def test_when_a_committee_met_may_stand_before_it_or_in_brackets(sentence):
    told = told_in(APPROVAL, sentence)
    assert told["committee"] == "甘肃省农业系列高级职务评审委员会"
    assert told["obtained_on"] == "2020-01-18"


def test_what_a_certificate_says_of_its_holder_without_commas():
    told = told_in(
        CERTIFICATE,
        "麻焕章 性别男 1964年1月出生，系三台县第一中学教师。"
        "经三台县中小学教师初级职务评审委员会评审通过，具备担任讲师职务的任职资格。",
    )
    assert (told["name"], told["sex"], told["birth_date"]) == ("麻焕章", "男", "1964-01")
    assert told["title"] == "讲师"


def test_a_certificate_says_what_was_approved_and_when_the_committee_passed_it():
    told = told_in(
        CERTIFICATE,
        "南充市会计系列初级职务评审委员会评审，2000年3月16日通过，批准财务会计专业助理会计师资格。",
    )
    assert (told["title"], told["specialty"]) == ("助理会计师", "财务会计")
    assert told["obtained_on"] == "2000-03-16"


def test_a_paper_that_forwards_another_tells_the_number_of_that_one():
    told = told_in(
        APPROVAL,
        "根据广西壮族自治区人事厅《关于批准2003年度工程师任职资格的通知》（桂职改〔2003〕201号），"
        "下列同志具备工程师任职资格，现予转发。",
    )
    assert told["approval_number"] == "桂职改〔2003〕201号"
