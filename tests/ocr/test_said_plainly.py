"""More sentences, captions and lists, as registers, replies and old certificates have them."""

import pytest
from pages_of_text import LABELS, page, run, values, written

from models.fields import DocumentKind
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import Run
from ocr.rows import find_rows
from ocr.simplified import simplified

CERTIFICATE, STATEMENT = DocumentKind.CERTIFICATE, DocumentKind.STATEMENT
APPROVAL, FORM = DocumentKind.APPROVAL, DocumentKind.REVIEW_FORM


def told(kind: DocumentKind, *paragraphs: str, foot: tuple[str, ...] = ()) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs, foot=foot))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


def lines(*texts: str) -> list[Run]:
    """Lines below each other; | parts what stands side by side."""
    runs = []
    for number, text in enumerate(texts):
        x = 70.0
        for part in text.split("|"):
            runs.append(run(part, x, 100 + 24 * number))
            x = runs[-1].box.x1 + 20
    return runs


def people(*runs: Run) -> list[dict[str, str]]:
    found = find_rows({1: page(*runs)}, LABELS).people
    return [{field.value: one.value for field, one in person.items()} for person in found]


@pytest.mark.parametrize(
    ("kind", "sentence", "shown"),
    [
        (
            CERTIFICATE,
            "王静同志，于一九八五年三月二十一日授予助理工程师。此证。",
            {"title": "助理工程师", "obtained_on": "1985-03-21"},
        ),
        (
            CERTIFICATE,
            "王静，男，1964年8月生，申报单位：宁海县冷冻食品（集团)有限公司。",
            {"employer": "宁海县冷冻食品(集团)有限公司"},
        ),
        (
            STATEMENT,
            "王静同志，自1995年起在某县农业服务中心（水利站）工作，1997年取得馆员任职资格。",
            {"employer": "某县农业服务中心(水利站)"},
        ),
        (
            APPROVAL,
            "经北京铁路局工程高级职务评审委员会1982年9月4日评定，批准下列9名同志为工程师：",
            {"obtained_on": "1982-09-04"},
        ),
        (APPROVAL, "高级统计师专业技术资格评审通过人员花名册", {"title": "高级统计师"}),
        (APPROVAL, "2018年度工程系列高级工程师任职资格人员名册", {"title": "高级工程师"}),
    ],
)
def test_what_is_said_is_told(kind: DocumentKind, sentence: str, shown: dict[str, str]) -> None:
    found = told(kind, sentence)
    assert {field: found.get(field) for field in shown} == shown


def test_captions_of_a_register_tell_its_number_date_and_bodies() -> None:
    register = lines(
        "工程师资格评审通过人员花名册",
        "批准文号：三人社专〔2017〕99号|批准时间：2017年7月29日",
        "评审委员会：三明市工程系列中级职务评审委员会",
        "序号|姓名|性别",
        *(f"{number}|王静{second}|女" for number, second in enumerate("美丽芳", 1)),
        "审批机关（盖章）：三明市人事局",
    )
    found = find_fields({1: page(*register)}, APPROVAL, LABELS)
    assert {field.value: one.value for field, one in found.items()} == {
        "approval_number": "三人社专〔2017〕99号",
        "issued_on": "2017-07-29",
        "committee": "三明市工程系列中级职务评审委员会",
        "issuer": "三明市人事局",
        "title": "工程师",
    }


def test_the_letters_that_rare_surnames_are_read_as_begin_names() -> None:
    listed = people(*lines("下列3名同志具备工程师任职资格：", "负生喆|洗德祖|王静"))
    assert [one["name"] for one in listed] == ["贠生喆", "冼德祖", "王静"]


def test_a_letter_of_no_given_name_is_its_twin() -> None:
    assert values(run("姓名：曲康或", 60, 100))["name"] == "曲康彧"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "同意权国、穆萨·达吾提江、勺彧花3位同志具备会计师任职资格。",
            [("权国", None), ("穆萨·达吾提江", None), ("勺彧花", None)],
        ),
        (
            "同意巴马县水利局 麻邈明，巴马县水利队 赵学2位同志具备工程师任职资格。",
            [("麻邈明", "巴马县水利局"), ("赵学", "巴马县水利队")],
        ),
        ("关于公布令狐葆玘等2名同志农艺师任职资格的通知", []),
    ],
)
def test_the_people_of_a_reply(sentence: str, shown: list[tuple[str, str | None]]) -> None:
    listed = people(*written(sentence))
    assert [(one["name"], one.get("employer")) for one in listed] == shown


def test_a_school_with_brackets_heads_its_people() -> None:
    listed = people(
        *lines(
            "下列4名同志具备二级教师任职资格：",
            "铜仁市民族中学（2人）",
            "王静|李建国",
            "石阡县青龙镇完全小学（寄宿制）（2人）",
            "刘敏|赵海",
        )
    )
    assert [one["employer"] for one in listed[2:]] == ["石阡县青龙镇完全小学(寄宿制)"] * 2


def test_digits_alone_above_the_text_are_the_number_of_a_certificate() -> None:
    text = written(
        "王静同志（女，1970年3月出生），经古浪县卫生初级职务评审委员会于1998年11月20日评审，"
        "确认其具备护师任职资格。",
        "此证。",
    )
    assert values(run("1483617", 480, 40), *text)["certificate_number"] == "1483617"
    assert "certificate_number" not in values(run("19981120", 480, 40), *text)


def test_a_date_near_the_last_label_at_the_right_is_that_of_issue() -> None:
    shown = values(
        run("姓名：寇梅祥", 60, 60),
        run("职称名称：主管检验师", 60, 100),
        run("授予时间：1997.06.17", 60, 140),
        run("1997年7月12日", 300, 168),
    )
    assert shown["issued_on"] == "1997-07-12"


def test_a_label_without_its_first_letter_is_no_value() -> None:
    shown = values(
        run("资格系列", 60, 60),
        run("审时间", 220, 60),
        run("工程", 60, 78),
        run("2018年7月8日", 220, 78),
    )
    assert shown == {"series": "工程", "obtained_on": "2018-07-08"}


def test_a_form_by_examination_is_a_review_form() -> None:
    shown = [
        "全国专业技术资格考试合格人员登记表（以考代评）",
        "资格名称",
        "资格取得时间",
        "发证时间",
    ]
    assert recognise_kind(shown, set()) is FORM


def test_of_a_pair_of_brackets_one_may_be_half_as_wide() -> None:
    assert values(run("系列：农业（畜牧)", 60, 60))["series"] == "农业（畜牧）"


@pytest.mark.parametrize(
    ("kind", "sentence", "shown"),
    [
        (
            STATEMENT,
            "兹证明孟娜同志1995年1月取得实验员任职资格，证书由江西省职称改革工作领导小组颁发。",
            {"issuer": "江西省职称改革工作领导小组"},
        ),
        (
            CERTIFICATE,
            "王静同志，经1983年1月12日评定委员会评定，晋升为助理工程师技术职称。",
            {"obtained_on": "1983-01-12", "title": "助理工程师"},
        ),
        (
            APPROVAL,
            "经审核，同意江西省卫生专业高级职称评审委员会2006年12月3日的评审结果。",
            {"committee": "江西省卫生专业高级职称评审委员会", "obtained_on": "2006-12-03"},
        ),
        (
            APPROVAL,
            "经一九八九年八月二十七日评审委员会评定，同意梁娟芬等12名同志为主管技师。",
            {"committee": None, "obtained_on": "1989-08-27"},
        ),
        (APPROVAL, "关于批准段忠隆等18名同志技术职称的通知", {"title": None}),
        (
            APPROVAL,
            "尤溪县职称改革工作领导小组办公室批准四级律师任职资格人员名单",
            {"title": "四级律师"},
        ),
    ],
)
def test_what_is_said_is_told_of_more_papers(
    kind: DocumentKind, sentence: str, shown: dict[str, str | None]
) -> None:
    found = told(kind, sentence)
    assert {field: found.get(field) for field in shown} == shown


@pytest.mark.parametrize(
    ("read", "number"),
    [
        ("1983工字第5844号", "1983工字第5844号"),
        ("第008144号", "第008144号"),
        ("黑中〔1992〕第6444号", "黑中〔1992〕第6444号"),
        ("（黑职改证字第00334号）", "黑职改证字第00334号"),
    ],
)
def test_what_is_worded_as_a_serial_number_numbers_a_certificate(read: str, number: str) -> None:
    text = written("王静同志经古浪县卫生初级职务评审委员会评审，具备护师任职资格。", "此证。")
    shown = values(run(read, 300, 40), *text)
    assert shown["certificate_number"] == number
    assert "approval_number" not in shown


def test_a_number_behind_no_may_have_words_and_a_year() -> None:
    assert values(run("No.渝职证〔2018〕8533号", 60, 700))["certificate_number"] == (
        "渝职证〔2018〕8533号"
    )


def test_values_may_stand_over_their_labels() -> None:
    rows = [
        ("傅磊永", "姓名", "男", "性别"),
        ("副主任药师", "职称名称", "临床药学", "评审专业"),
        ("卫生技术人员", "职称系列", "副高级", "职称等级"),
        ("2015-06", "资格取得时间", "破格晋升", "评审类型"),
    ]
    runs = [
        run(text, x, 100 + 46 * number + y)
        for number, (one, first, two, second) in enumerate(rows)
        for text, x, y in ((one, 80, 0), (first, 80, 18), (two, 300, 0), (second, 300, 18))
    ]
    assert values(*runs) == {
        "name": "傅磊永",
        "sex": "男",
        "title": "副主任药师",
        "specialty": "临床药学",
        "series": "卫生技术人员",
        "level": "副高级",
        "obtained_on": "2015-06",
        "review_type": "破格晋升",
    }


def test_what_somebody_edits_under_a_title_is_a_specialty() -> None:
    listed = people(
        *lines(
            "评审通过人员名单",
            "一、编辑（4人）",
            "陆娜|期刊编辑|江西人民出版社",
            "张英|图书编辑|江西教育出版社",
            "吴霞|美术编辑|江西人民出版社",
            "马光|图书编辑|江西教育出版社",
        )
    )
    assert [(one["title"], one["specialty"]) for one in listed[:2]] == [
        ("编辑", "期刊编辑"),
        ("编辑", "图书编辑"),
    ]


def test_brackets_behind_names_tell_what_lawyers_do() -> None:
    listed = people(
        *lines(
            "确认以下3名同志具备二级律师任职资格：",
            "南平市第一律师事务所（3人）：",
            "蔺倩菁（民商事）|罗芳（律师）|王静（刑事辩护）",
        )
    )
    assert [one["specialty"] for one in listed] == ["民商事", "律师", "刑事辩护"]


def test_who_approves_a_list_stands_over_its_heading() -> None:
    listed = lines(
        "附件1",
        "尤溪县职称改革工作领导小组办公室",
        "批准工程师任职资格人员名单",
        "批准文号：尤职办〔2022〕382号|批准时间：2022年11月17日",
    )
    found = find_fields({1: page(*listed)}, APPROVAL, LABELS)
    assert {field.value: one.value for field, one in found.items()} == {
        "title": "工程师",
        "issuer": "尤溪县职称改革工作领导小组办公室",
        "approval_number": "尤职办〔2022〕382号",
        "issued_on": "2022-11-17",
    }


@pytest.mark.parametrize(
    ("lines_", "kind"),
    [
        (["卫生、工程技术干部技术职称评定表"], FORM),
        (["教师职务任职资格评审表", "教师资格证", "种类及号码", "评委会意见"], FORM),
        (["关于做好2000年度职称", "评审工作有关问题的通知"], DocumentKind.OTHER),
    ],
)
def test_kinds_of_headings(lines_: list[str], kind: DocumentKind) -> None:
    assert recognise_kind(lines_, set()) is kind


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("一九八丸年十二月", "一九八九年十二月"),
        ("3982年1月22日", "1982年1月22日"),
        ("8017年10月", "2017年10月"),
        ("於一九九〇年", "于一九九〇年"),
        ("於静", "於静"),
        ("六味地黄丸", "六味地黄丸"),
    ],
)
def test_what_is_no_year_is_the_year_that_it_was_read_for(read: str, printed: str) -> None:
    assert simplified(read) == printed


def test_a_two_letter_surname_may_be_misread() -> None:
    assert values(run("姓名：夏候筠丽", 60, 100))["name"] == "夏侯筠丽"
