"""What letters, replies and certificates say besides: who issued, since when, of which list."""

from dataclasses import replace

import pytest
from pages_of_text import LABELS, page, run, values, written

from models.fields import DocumentKind
from ocr.fields import find_fields
from ocr.kinds import recognise_kind
from ocr.page import Run
from ocr.rows import find_rows

CERTIFICATE, STATEMENT = DocumentKind.CERTIFICATE, DocumentKind.STATEMENT
APPROVAL = DocumentKind.APPROVAL


def told(kind: DocumentKind, *paragraphs: str, foot: tuple[str, ...] = ()) -> dict[str, str]:
    found = find_fields({1: page(*written(*paragraphs, foot=foot))}, kind, LABELS)
    return {field.value: one.value for field, one in found.items()}


def unspaced(spaced: Run) -> Run:
    """The run as it is read where no blank was: its letters stand where they stood."""
    kept = [at for at, letter in enumerate(spaced.text) if letter != " "]
    text = "".join(spaced.text[at] for at in kept)
    return replace(spaced, text=text, centres=tuple(spaced.centres[at] for at in kept))


@pytest.mark.parametrize(
    ("kind", "sentence", "shown"),
    [
        (
            APPROVAL,
            "经评委会评审通过，同意敖宇、周国、冯斌（女）3名同志研究馆员任职资格。",
            {"title": "研究馆员"},
        ),
        (
            CERTIFICATE,
            "经河北省法医专业初级评委会于2001年4月6日审定，符合法医师专业技术职务任职资格。",
            {"title": "法医师"},
        ),
        (
            CERTIFICATE,
            "兹有侯凤美同志（女），系国能川滇电力有限公司（总部）职工，于2006年取得工程师资格。",
            {"employer": "国能川滇电力有限公司(总部)"},
        ),
        (
            APPROVAL,
            "关于公布1996年度播音主持专业人员专业技术职务任职资格人员的通知",
            {"specialty": None},
        ),
    ],
)
def test_what_is_said_is_told(
    kind: DocumentKind, sentence: str, shown: dict[str, str | None]
) -> None:
    found = told(kind, sentence)
    assert {field: found.get(field) for field in shown} == shown


def test_who_a_label_says_issued_comes_before_who_signs_a_statement() -> None:
    letter = written(
        "我单位钱美同志评审材料缺失，其基本信息如下：", foot=("潍坊市汽车制造厂", "2008年6月1日")
    )
    letter += [run("审批机关：山东省职称改革领导小组", 90, 130)]
    found = find_fields({1: page(*letter)}, STATEMENT, LABELS)
    assert {f.value: one.value for f, one in found.items()}["issuer"] == "山东省职称改革领导小组"


def test_a_certificate_addresses_whom_it_is_for() -> None:
    shown = told(
        CERTIFICATE,
        "胡莉兰：",
        "经重庆市工艺美术初级评审委员会评审，你于1990年取得助理工艺美术师资格。",
    )
    assert shown["name"] == "胡莉兰"


@pytest.mark.parametrize("sealed", ["（盖章）", "盖章"])
def test_the_date_below_the_place_of_a_seal_is_that_of_issue(sealed: str) -> None:
    shown = values(
        run("姓名：郜龙", 60, 60),
        run("评审时间：2014年9月", 300, 60),
        run("评审委员会：金昌市卫生学校初级职称评审委员会", 300, 90),
        run(sealed, 400, 240),
        run("2015年1月24日", 380, 262),
        run("证号：甘职证字第20145646号", 60, 290),
    )
    assert shown["issued_on"] == "2015-01-24"


def test_numbers_left_below_a_date_do_not_hide_it() -> None:
    text = written("秦禹，女，于1999年12月经甘肃省高级评审委员会评审通过，取得讲师任职资格。")
    shown = values(*text, run("2000年4月", 360, 300), run("证号：甘职资〔1999〕7509号", 60, 330))
    assert shown["issued_on"] == "2000-04"


def test_a_speck_behind_an_office_is_no_letter_of_it() -> None:
    shown = told(
        CERTIFICATE,
        "沈垚磊同志经河池市图书资料中级评审委员会于1996年2月5日评审，具备馆员任职资格。",
        foot=("河池市人事局，", "1996年6月"),
    )
    assert (shown["issuer"], shown["issued_on"]) == ("河池市人事局", "1996-06")


def test_people_of_a_typed_list_are_parted_at_their_sex() -> None:
    names = ["沈晔沄   男   采矿", "潘灏刚   男   测绘", "赵祺艳   女   水利水电工程"]
    names += ["袁堃璞   男   通信工程"]
    listed = find_rows(
        {
            1: page(
                *written("同意下列4名同志取得工程师任职资格，名单如下："),
                *(unspaced(run(name, 90, 140 + 22 * at)) for at, name in enumerate(names)),
            )
        },
        LABELS,
    )
    assert [
        (row["name"], row["sex"], row["specialty"])
        for row in ({f.value: one.value for f, one in person.items()} for person in listed.people)
    ] == [
        ("沈晔沄", "男", "采矿"),
        ("潘灏刚", "男", "测绘"),
        ("赵祺艳", "女", "水利水电工程"),
        ("袁堃璞", "男", "通信工程"),
    ]


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (["关于更正职称信息的说明", "发证机关：湛江市人事局"], STATEMENT),
        (["任职资格", "年度验证记录", "聘任单位", "聘任职务", "聘任期限", "资格名称"], CERTIFICATE),
    ],
)
def test_kinds(lines: list[str], kind: DocumentKind) -> None:
    assert recognise_kind(lines, set()) is kind


def test_labels_in_brackets_stand_under_their_values() -> None:
    rows = [
        ("罗东", "（姓名）"),
        ("副教授", "（专业技术资格）"),
        ("汉语言文学", "（评审专业）"),
        ("2002542893", "（证号）"),
    ]
    shown = values(
        *(
            one
            for at, (value, label) in enumerate(rows)
            for one in (run(value, 60, 100 + 40 * at), run(label, 60, 114 + 40 * at))
        )
    )
    assert shown == {
        "name": "罗东",
        "title": "副教授",
        "specialty": "汉语言文学",
        "certificate_number": "2002542893",
    }


def test_what_is_recognised_is_the_title() -> None:
    assert told(APPROVAL, "关于汪霞等17名同志认定助理记者任职资格的通知")["title"] == "助理记者"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("桑麟东同志系某县种子管理站干部，于1986年晋升为高级兽医师技术职称。", CERTIFICATE),
        ("兹证明桑麟东同志于1986年晋升为高级兽医师技术职称。", STATEMENT),
    ],
)
def test_a_sentence_without_a_heading_may_be_a_certificate(text: str, kind: DocumentKind) -> None:
    assert recognise_kind([text, "特此证明。"] if kind is STATEMENT else [text], set()) is kind


def test_the_approval_of_a_committees_result_is_a_form() -> None:
    lines = ["评审结果审批表", "资格名称", "取得方式", "评审通过时间", "签发单位", "批准时间"]
    assert recognise_kind(lines, set()) is DocumentKind.REVIEW_FORM
