"""Can a text be a value of a field? What can not is left on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.fields import Field
from ocr.plausible import is_complete, is_plausible, is_print

COMPLETE = {
    Field.NAME: "欧阳静怡",
    Field.SEX: "女",
    Field.BIRTH_DATE: "1987年5月",
    Field.ID_TYPE: "居民身份证",
    Field.ID_NUMBER: "62010219870512345X",
    Field.EMPLOYER: "兰州建筑公司",
    Field.SERIES: "工程技术人员",
    Field.SPECIALTY: "土木",
    Field.LOCAL_SPECIALTY: "土木",
    Field.TITLE: "高级工程师",
    Field.LEVEL: "副高",
    Field.REVIEW_TYPE: "评审",
    Field.OBTAINED_ON: "二〇一三年五月一日",
    Field.ISSUED_ON: "2013.5.1",
    Field.COMMITTEE: "甘肃省工程评委会",
    Field.CONVENER: "甘肃省住房和城乡建设厅",
    Field.ISSUER: "甘肃省人事厅",
    Field.CERTIFICATE_NUMBER: "GZ20130012",
    Field.MANAGEMENT_NUMBER: "20130012",
    Field.APPROVAL_NUMBER: "甘职改办〔2013〕121号",
}


@pytest.mark.parametrize("field", Field)
def test_a_value_of_each_field_is_complete(field):
    assert is_complete(field, COMPLETE[field])


@given(st.sampled_from(Field), st.text() | st.sampled_from(list(COMPLETE.values())))
def test_a_complete_value_is_a_plausible_one(field, text):
    assert is_plausible(field, text) or not is_complete(field, text)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (Field.NAME, "本证书由持证人保管"),
        (Field.NAME, "照片"),
        (Field.NAME, "王"),
        (Field.NAME, "2013年"),
        (Field.SEX, "工程师"),
        (Field.ID_NUMBER, "0851-123456"),
        (Field.OBTAINED_ON, "高级工程师"),
        (Field.LEVEL, "高级工程师任职资格证书"),
        (Field.TITLE, "甘肃省工程评审委员会"),
        (Field.ISSUER, "经评审委员会评审通过。"),
        (Field.CERTIFICATE_NUMBER, "姓名"),
        *((field, "") for field in Field),
    ],
)
def test_what_belongs_elsewhere_is_not_plausible(field, text):
    assert not is_plausible(field, text)


@pytest.mark.parametrize(
    ("field", "text"), [(Field.ID_NUMBER, "6201021987O5I2345?"), (Field.OBTAINED_ON, "2013年5?1日")]
)
def test_a_badly_read_value_is_plausible_but_not_complete(field, text):
    assert is_plausible(field, text)
    assert not is_complete(field, text)


def test_what_a_paper_calls_itself_is_no_title() -> None:
    assert not is_plausible(Field.TITLE, "证明")
    assert is_plausible(Field.TITLE, "高级工程师")


def test_two_units_of_one_place_are_no_unit():
    assert not is_plausible(Field.EMPLOYER, "天水市秦州区人民医院天水市秦州区妇幼保健院")
    assert is_plausible(Field.EMPLOYER, "重庆市渝北区重庆医科大学附属医院")


@pytest.mark.parametrize("text", ["评审意见", "经群众评议和领导小组讨论，同意呈报", "评审结果"])
def test_what_is_said_of_somebody_is_no_unit(text):
    assert not is_plausible(Field.EMPLOYER, text)
    assert not is_plausible(Field.COMMITTEE, text)


def test_a_stroke_is_no_text():
    assert not is_print("1", 0.55)
    assert is_print("男", 0.55)
    assert is_print("1", 0.9)


@pytest.mark.parametrize(
    "name", ["源和社会保障局", "和社会保障厅", "治县公路管理局", "改革领导小组办公室"]
)
def test_a_unit_whose_first_letters_are_lost_is_none(name: str) -> None:
    assert not is_plausible(Field.ISSUER, name)


@pytest.mark.parametrize("name", ["资源县人民医院", "自治区人事厅", "人力资源和社会保障部"])
def test_units_may_begin_like_what_is_left_of_others(name: str) -> None:
    assert is_plausible(Field.ISSUER, name)


def test_a_date_is_no_unit_and_a_sentence_no_number() -> None:
    assert not is_plausible(Field.ISSUER, "二〇一二年一月二日")
    assert not is_plausible(Field.APPROVAL_NUMBER, "经审核。甘人职〔2011〕254号")
    assert is_plausible(Field.APPROVAL_NUMBER, "甘人职〔2011〕254号")
