"""A run of text is cut into labels and the text between them."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_of_text import LABELS, run, values

from models.box import Box
from models.fields import Field
from ocr.cells import find_in_cells
from ocr.pieces import cut


def pieces(text: str) -> list[tuple[str, Field | None, bool]]:
    return [(piece.text, piece.field, piece.is_label) for piece in cut(run(text, 60, 100), LABELS)]


@pytest.mark.parametrize(
    "text", ["姓名：王静", "姓 名 ： 王静", "姓名:王静", "姓名 王静", "姓名∶王静"]
)
def test_a_label_and_its_value_are_two_pieces(text):
    label, value = pieces(text)
    assert (label[1:], value) == ((Field.NAME, True), ("王静", None, False))


def test_english_beside_a_label_is_no_value():
    assert pieces("姓名 Name：王静") == [("姓名", Field.NAME, True), ("王静", None, False)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("证书编号 Certificate No.：GZ20130012", "GZ20130012"),
        ("证书编号：Certificate No. GZ20130012", "GZ20130012"),
        ("证书编号 No. GZ20130012", "GZ20130012"),
        ("取得时间Date of Approval 2013年5月17日", "2013年5月17日"),
        ("发证单位 Issued by：贵州省人事厅", "贵州省人事厅"),
        ("证书编号：ID2013001", "ID2013001"),
        ("证号：No.0087709", "No.0087709"),
        ("出生年月 Birth 1974.07.18", "1974.07.18"),
    ],
)
def test_english_before_a_value_is_no_part_of_it(text, value):
    assert [text for text, _, is_label in pieces(text) if not is_label] == [value]


def test_english_that_a_seal_hides_is_no_value():
    assert pieces("签发时间[siredonX") == [("签发时间", Field.ISSUED_ON, True)]
    assert pieces("签发时间 ed onY") == [("签发时间", Field.ISSUED_ON, True)]


def test_the_longest_label_wins():
    (label, value) = pieces("评审委员会组建单位：贵州省人事厅")
    assert label == ("评审委员会组建单位", Field.CONVENER, True)
    assert value == ("贵州省人事厅", None, False)


@pytest.mark.parametrize(
    "text",
    [
        "贵州省职称改革办公室",
        "具备高级工程师任职资格",
        "经专业技术资格评审委员会评审通过",
        "从事专业技术管理",
    ],
)
def test_a_label_inside_a_longer_word_is_no_label(text):
    assert pieces(text) == [(text, None, False)]


def test_a_label_with_one_misread_character_is_a_label_that_is_not_exact():
    (label, _) = cut(run("证书编亏：GZ2013", 60, 100), LABELS)
    assert (label.field, label.exact) == (Field.CERTIFICATE_NUMBER, False)


def test_a_thing_that_is_no_field_of_ours_is_a_label_all_the_same():
    assert pieces("联系电话：0851")[0] == ("联系电话", None, True)


def test_a_ruled_line_is_nothing():
    assert pieces("————") == []
    assert pieces("：") == []


def test_a_piece_knows_where_its_letters_stand():
    label, value = cut(run("姓名：王静", 60, 100), LABELS)
    assert label.box.x0 == 60
    assert label.box.x1 == pytest.approx(84)
    assert (value.box.x0, value.box.x1) == pytest.approx((96, 120))
    assert value.centres == pytest.approx((102, 114))


def test_a_piece_can_be_parted_between_two_letters():
    (piece,) = cut(run("王静贵州省", 60, 100), LABELS)
    left, right = piece.parted(84)
    assert (left.text, right.text) == ("王静", "贵州省")
    assert left.box.x1 == right.box.x0 == pytest.approx(84)
    assert piece.parted(50) is None
    assert piece.parted(500) is None


@given(st.text(st.sampled_from("姓名性别证书编号：: 　王静0A.、〔〕—●∶\u0301㎡") | st.characters()))
def test_any_text_can_be_cut_and_no_letter_is_made_up(text):
    found = cut(run(text, 60, 100), LABELS)
    rest = text
    for piece in found:
        assert len(piece.centres) == len(piece.text) > 0
        for letter in piece.text:
            rest = rest[rest.index(letter) + 1 :]
    assert [piece.box.x0 for piece in found] == sorted(piece.box.x0 for piece in found)


def test_the_name_of_a_unit_right_behind_its_label_is_its_value():
    label, value = pieces("单位梧州市党校图书馆")
    assert (label[1], value[0]) == (Field.EMPLOYER, "梧州市党校图书馆")


def test_a_misread_label_right_before_the_name_of_a_unit_is_told():
    label, value = pieces("评市组织甘肃省会计系列高级职务评审委员会")
    assert label == ("评市组织", Field.COMMITTEE, True)
    assert value == ("甘肃省会计系列高级职务评审委员会", None, False)
    assert pieces("评市组织甘肃省的意见") == [("评市组织甘肃省的意见", None, False)]


def test_behind_a_colon_stands_a_value_though_it_looks_like_a_label():
    spaced = replace(
        run("专业名称：档案编研", 60, 80),
        centres=tuple(66 + 12 * at + 30 * (at > 4) for at in range(9)),
    )
    read = [(piece.text, piece.is_label) for piece in cut(spaced, LABELS)]
    assert read == [("专业名称", True), ("档案编研", False)]


def test_who_signed_and_when_are_two_pieces():
    read = [text for text, _, _ in pieces("甘肃省人力资源和社会保障厅2017-11-26")]
    assert read == ["甘肃省人力资源和社会保障厅", "2017-11-26"]


def test_a_space_that_another_reading_saw_ends_a_label():
    seen = replace(run("专业档案保护技术", 60, 80), rivals=("专业 档案保护技术",))
    read = [(piece.text, piece.is_label) for piece in cut(seen, LABELS)]
    assert read == [("专业", True), ("档案保护技术", False)]


def test_a_value_between_two_labels_needs_no_space_before_it():
    assert [text for text, _, _ in pieces("性别男 出生年月")] == ["性别", "男", "出生年月"]


def test_what_a_line_says_of_a_person_needs_no_gap():
    told = [("姓名", Field.NAME, True), ("王静", None, False)]
    sex = [("性别", Field.SEX, True), ("女", None, False)]
    born = [("出生年月", Field.BIRTH_DATE, True), ("1951年1月", None, False)]
    assert pieces("姓名王静性别女") == told + sex
    assert pieces("姓名 王静 性别 女") == told + sex
    assert pieces("姓名王静性别女出生年月1951年1月") == told + sex + born
    assert pieces("单位性别女") == [("单位性别女", None, False)]


def test_dust_before_a_label_hides_no_label() -> None:
    committee = "兰州市工程系列中级评审委员会"
    assert values(run(",评审组织", 60, 100), run(committee, 160, 100)) == {"committee": committee}
    cells = [Box(50, 90, 140, 120), Box(140, 90, 300, 120)]
    read = find_in_cells([run("姓名·", 60, 98), run("王静", 160, 98)], cells, LABELS)
    assert [(c.field, c.printed) for c in read.candidates] == [(Field.NAME, "王静")]


def test_a_series_that_is_a_letter_off_a_label_is_a_value() -> None:
    for series in ("农业系列", "农业技术系列"):
        told = values(run("职称系列：", 60, 100), run(series, 160, 100))
        assert told == {"series": series}


def test_what_the_engine_was_sure_of_is_no_misread_label_of_another_thing():
    spoilt = run("档案编研", 150, 100)
    sure = replace(spoilt, scores=(1.0,) * 4)
    assert [p.is_label for p in cut(spoilt, LABELS)] == [True]
    assert [p.is_label for p in cut(sure, LABELS)] == [False]


def test_an_emblem_before_a_part_of_a_label_is_none_of_it():
    runs = [run("性", 60, 100), run("☑别：男", 76, 100)]
    assert values(*runs, run("姓名：王静", 60, 126))["sex"] == "男"
