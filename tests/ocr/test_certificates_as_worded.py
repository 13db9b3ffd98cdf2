"""Certificates as offices, schools and works word and set them tell what they show."""

import pytest
from pages_of_text import LABELS, page, run, values, written

from models.fields import DocumentKind, Field
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import Run
from ocr.pieces import cut

COMMITTEE = "扬州市会计中级专业技术资格评审委员会"


def told(*paragraphs: str, foot: tuple[str, ...] = ()) -> dict[str, str]:
    pages = {1: page(*written(*paragraphs, foot=foot))}
    found = find_fields(pages, DocumentKind.CERTIFICATE, LABELS)
    return {field.value: one.value for field, one in found.items()}


def lines(*texts: str) -> list[Run]:
    return [run(text, 60, 80 + 26 * at) for at, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("sentence", "committee"),
    [
        (f"经江苏省人事厅授权的{COMMITTEE}评审，王静同志具备会计师资格。", COMMITTEE),
        (f"江苏省人事厅委托的{COMMITTEE}评审认定：王静同志具备会计师资格。", COMMITTEE),
        (
            "王静同志经宁波市非公有制经济组织工程系列中级评审委员会评审，具备工程师资格。",
            "宁波市非公有制经济组织工程系列中级评审委员会",
        ),
        ("王静同志经全省水利系列高评会评审，具备高级工程师资格。", "全省水利系列高评会"),
        ("王静同志经专业技术职务评审组织评审，并经批准，取得统计师资格。", None),
    ],
)
def test_a_committee_is_named_without_who_let_it_meet(sentence, committee):
    assert told(sentence).get("committee") == committee


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "王静同志符合《农业技术人员职务试行条例》规定的高级农艺师任职条件，特发此证。",
            {"title": "高级农艺师"},
        ),
        (
            "王静参加2009年度全国卫生专业技术资格考试，成绩合格，取得内科学专业中级（主治医师）资格。",
            {"name": "王静", "specialty": "内科学", "level": "中级", "title": "主治医师"},
        ),
        (
            f"王静同志申报的会计师专业技术职务，业经{COMMITTEE}于1996年12月3日评审通过。",
            {"title": "会计师", "obtained_on": "1996-12-03"},
        ),
        (
            f"王静老师经{COMMITTEE}评审，通过教授任职资格（学科：教育学）。",
            {"title": "教授", "specialty": "教育学"},
        ),
        (
            f"王静同志，经{COMMITTEE}评审合格，江苏省人事厅批准，准予担任工艺美术师。",
            {"title": "工艺美术师"},
        ),
        (
            "王静同志任职资格为：高级工程师；任职资格时间：1992年11月20日。",
            {"title": "高级工程师"},
        ),
        (
            f"单位：扬州市水利局。姓名：王静。经{COMMITTEE}评审，取得会计师任职资格。",
            {"employer": "扬州市水利局", "name": "王静"},
        ),
        (
            f"王静（女，汉族，1980年2月生，盘县中医院）经{COMMITTEE}评审，具备会计师资格。",
            {"name": "王静", "employer": "盘县中医院"},
        ),
        ("经复核，同意其在本省享有工程师任职资格。", {"title": "工程师"}),
        ("此证为王静同志具备主任药师任职资格的凭证。", {"name": "王静"}),
        ("经二〇一五年十二月全省水利系列高评会评审，具备工程师资格。", {"obtained_on": "2015-12"}),
        (
            f"王静同志具备会计师资格。该资格由{COMMITTEE}于1998年12月18日评定。",
            {"title": "会计师", "obtained_on": "1998-12-18", "committee": COMMITTEE},
        ),
        ("持证者姓名：王静。持证者经评审，具有副研究馆员的任职资格。", {"name": "王静"}),
        (
            f"经{COMMITTEE}评审，王静同志会计师的任职资格获得通过。",
            {"name": "王静", "title": "会计师"},
        ),
        ("授予副译审任职资格，自1995年12月起。", {"obtained_on": "1995-12"}),
        ("具有高级工程师任职资格，时间自1998年12月起。", {"obtained_on": "1998-12"}),
        ("王静同志，经考核认定为助理馆员。", {"name": "王静", "title": "助理馆员"}),
        (
            f"姓名：王静　性别：女　出生年月：1990年2月　经{COMMITTEE}评审，取得会计师资格。",
            {"name": "王静", "sex": "女", "birth_date": "1990-02"},
        ),
        ("经研究，批准您为主任编辑，特发此证。", {"title": "主任编辑"}),
        ("兹核定王静同志之任职资格为会计员，特给此证。", {"name": "王静", "title": "会计员"}),
        (
            f"姓名 王静 性别 女 一九六八年五月出生 经 {COMMITTEE} 评审 具备 高级会计师 任职资格",
            {
                "name": "王静",
                "sex": "女",
                "birth_date": "1968-05",
                "committee": COMMITTEE,
                "title": "高级会计师",
            },
        ),
    ],
)
def test_a_certificate_tells_it_in_other_words(sentence, shown):
    assert shown.items() <= told(sentence).items()


def test_whose_evaluation_was_passed_is_no_title():
    shown = told("王静，于2017年12月29日通过定西市工程系列中级职称评审，取得工程师职称。")
    assert shown == {"name": "王静", "title": "工程师", "obtained_on": "2017-12-29"}


def test_what_somebody_has_goes_on_below_its_specialty():
    shown = values(*lines("兹证明王静同志", "具备 冶金机械 专业", "高级工程师 任职资格"))
    assert (shown["specialty"], shown["title"]) == ("冶金机械", "高级工程师")


@pytest.mark.parametrize(
    ("foot", "shown"),
    [
        (("沈阳市人民政府", "一九八七年三月补发"), ("沈阳市人民政府", "1987-03")),
        (("水城县人事局职称科", "1999年9月7日"), ("水城县人事局职称科", "1999-09-07")),
        (("（发证机关盖章）", "1996年12月20日"), (None, "1996-12-20")),
        (("河南省人事厅 2003年7月1日",), ("河南省人事厅", "2003-07-01")),
        (("外交部", "1996年2月"), ("外交部", "1996-02")),
    ],
)
def test_a_certificate_was_issued_by_whom_and_when_its_foot_says(foot, shown):
    found = told("王静同志经评审具备讲师任职资格，特发此证，任何单位和个人不得涂改。", foot=foot)
    assert (found.get("issuer"), found.get("issued_on")) == shown


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("获证人：王静", "name", "王静"),
        ("部别：中国人民解放军第四十四医院", "employer", "中国人民解放军第四十四医院"),
        ("专业方向：电气", "specialty", "电气"),
        ("专业技术类别：畜牧兽医", "specialty", "畜牧兽医"),
        ("签证日期：2003年1月8日", "issued_on", "2003-01-08"),
        ("教师职务：幼儿园高级教师", "title", "幼儿园高级教师"),
        ("职务：二级律师", "title", "二级律师"),
        ("职务：科长", "title", None),
        ("取得方式/Method：认定", "review_type", "认定"),
        ("评定单位：贵州省艺术专业职务评审委员会", "committee", "贵州省艺术专业职务评审委员会"),
        ("公布时间：2013年11月29日", "issued_on", "2013-11-29"),
        ("公布机关：宁波市人事局", "issuer", "宁波市人事局"),
        ("管理号 File No.：02052200031", "management_number", "02052200031"),
        ("资格级别 Qualification Level：高级", "level", "高级"),
        (
            "评审机关（Evaluation Authority）：天水市中级评审委员会",
            "committee",
            "天水市中级评审委员会",
        ),
        ("评审年度：2013年度", "obtained_on", None),
    ],
)
def test_a_label_that_is_seldom_met_means_its_field(line, field, value):
    others = {"name": "姓名：李刚", "sex": "性别：女", "title": "资格名称：工程师"}
    rest = [text for other, text in others.items() if other != field]
    assert values(*lines(*rest, line)).get(field) == value


def test_a_label_with_its_date_on_the_next_line_is_no_part_of_the_title():
    texts = (
        f"王静同志 经 {COMMITTEE} 评审",
        "具备 会计 专业 会计师 资格",
        "评审通过时间 2006年9月30日",
    )
    shown = values(*lines(*texts))
    assert (shown["title"], shown["obtained_on"]) == ("会计师", "2006-09-30")


def test_who_signs_and_when_may_stand_apart_in_one_line():
    text = written("王静同志经评审具备讲师任职资格，特发此证，任何单位和个人不得涂改。")
    shown = values(*text, run("河南省人事厅", 120, 200), run("2003年7月1日", 330, 200))
    assert (shown["issuer"], shown["issued_on"]) == ("河南省人事厅", "2003-07-01")


def test_english_may_stand_before_a_label():
    rows = [("Name 姓名", "王静"), ("Sex 性别", "女"), ("Date of Conferment 授予时间", "1998年6月")]
    runs = [
        one
        for at, (label, value) in enumerate(rows)
        for one in (run(label, 60, 80 + 26 * at), run(value, 300, 80 + 26 * at))
    ]
    assert values(*runs) == {"name": "王静", "sex": "女", "obtained_on": "1998-06"}


def test_a_label_does_not_begin_in_the_middle_of_a_value_before_a_space():
    pieces = cut(run("任职资格：主治医师 资格取得时间：1989.11", 60, 80), LABELS)
    assert [(piece.field, piece.text) for piece in pieces] == [
        (Field.TITLE, "任职资格"),
        (None, "主治医师"),
        (Field.OBTAINED_ON, "资格取得时间"),
        (None, "1989.11"),
    ]


@pytest.mark.parametrize(("remark", "sex"), [("（女）", "女"), ("(男,汉族)", "男")])
def test_the_sex_may_stand_in_brackets_behind_the_name(remark, sex):
    shown = values(*lines(f"姓名：王静{remark}", "任职资格：主任药师"))
    assert (shown["name"], shown["sex"]) == ("王静", sex)


def test_the_sex_in_brackets_is_none_beside_that_of_its_label():
    shown = values(*lines("姓名：王静（女）", "性别：女", "任职资格：主任药师"))
    assert (shown["name"], shown["sex"]) == ("王静", "女")


@pytest.mark.parametrize(
    "texts",
    [
        ["专业技术资格确认证书", "王静同志的工程师资格，予以确认。"],
        ["专业技术职务评审通过证书", "王静同志，经评审通过。"],
        ["任职资格通知书", "你单位王静同志的高级工程师任职资格，已经评审通过。"],
        ["专业技术职务任职资格证书", "兹证明：", "姓名 王静", "具备 高级工程师 任职资格"],
    ],
)
def test_a_certificate_is_one_whatever_its_heading(texts):
    assert recognise_kind(texts, set()) is DocumentKind.CERTIFICATE
