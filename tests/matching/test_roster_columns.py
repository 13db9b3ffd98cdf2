"""The labels of a list are recognised, and a person can say otherwise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.roster_columns import chosen_columns, field_of, find_header
from models.errors import UsageWrong
from models.fields import Field
from models.tables import TableRow, column_letters, column_place
from ocr.labels import load_labels

VOCABULARY = {label.text: label.field for label in load_labels(None).labels}


def table(*rows: list[str]) -> list[TableRow]:
    return [TableRow(number, tuple(cells)) for number, cells in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("姓 名", Field.NAME),
        ("姓名*", Field.NAME),
        ("*姓名", Field.NAME),
        ("1.姓名", Field.NAME),
        ("身份证号码（18位）", Field.ID_NUMBER),
        ("证件号码(必填)", Field.ID_NUMBER),
        ("评审委员会\n名称", Field.COMMITTEE),
        ("职称证书编号", Field.CERTIFICATE_NUMBER),
        ("联系电话", None),
        ("序号", None),
        ("", None),
    ],
)
def test_labels_are_known_whatever_stands_around_them(label, field):
    assert field_of(label, VOCABULARY) is field


def test_the_row_with_the_most_labels_is_the_header():
    rows = table(
        ["贵州省人员名单"], ["单位：第一中学"], ["序号", "姓名", "单位"], ["1", "王静", "一中"]
    )
    header, _ = find_header(rows, VOCABULARY, {})
    assert header.row == 3
    assert header.fields == (Field.NAME, Field.EMPLOYER)


def test_a_second_column_for_a_field_is_told_and_kept_out():
    header, findings = find_header(table(["姓名", "单位", "工作单位"]), VOCABULARY, {})
    assert [column.field for column in header.columns] == [Field.NAME, Field.EMPLOYER, None]
    assert [finding.code for finding in findings] == ["ROSTER_COLUMN_TWICE"]


def test_a_person_has_the_last_word():
    rows = table(["姓名", "单位", "工作单位", "代号"], ["王静", "一中", "二中", "7"])
    chosen = chosen_columns(["工作单位=employer", "单位=issuer", "D=certificate_number", "姓名=-"])
    header, findings = find_header(rows, VOCABULARY, chosen)
    expected = [None, Field.ISSUER, Field.EMPLOYER, Field.CERTIFICATE_NUMBER]
    assert [column.field for column in header.columns] == expected
    assert not findings


def test_a_list_without_labels_is_described_by_letters():
    rows = table(["王静", "520102198001010013"], ["李伟", "52010219800101003X"])
    header, _ = find_header(rows, VOCABULARY, chosen_columns(["A=name", "b=id_number"]))
    assert header.row == 0
    assert header.fields == (Field.NAME, Field.ID_NUMBER)


@pytest.mark.parametrize("given", [[], ["没有的列=name"], ["ZZ=name"]])
def test_what_can_not_be_told_is_asked_for(given):
    with pytest.raises(UsageWrong):
        find_header(table(["甲", "乙"], ["1", "2"]), VOCABULARY, chosen_columns(given))


def test_every_wrong_key_is_told_with_the_nearest_one():
    with pytest.raises(UsageWrong) as wrong:
        chosen_columns(["单位=employr", "姓名", "证号=certificate_number"])
    first, second = wrong.value.findings
    assert "employer" in first.message
    assert "name" in second.message


@given(st.integers(0, 20000))
def test_letters_and_places_are_the_same(place):
    assert column_place(column_letters(place)) == place
