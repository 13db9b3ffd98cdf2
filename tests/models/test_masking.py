"""Identity and telephone numbers are hidden, and nothing else is."""

import pytest

from models.masking import masked, masked_values

HASH = "5ef2520102198001010013aa"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("身份证520102198001010013。", "身份证5201**********0013。"),
        ("520102 19800101 001x", "5201**********001x"),
        ("旧证520102800101001", "旧证5201********001"),
        ("手机13812345678，138-1234-5678", "手机138****5678，138****5678"),
        ("+8613812345678", "+86138****5678"),
    ],
)
def test_numbers_of_people_are_hidden(text, shown):
    assert masked(text) == shown
    assert masked(shown) == shown


@pytest.mark.parametrize(
    "text", ["甘职改办〔2013〕121号", HASH, "201352010219800101001399", "2013-01-25", "82000"]
)
def test_other_numbers_stay(text):
    assert masked(text) == text


def test_all_texts_of_a_value_are_masked_and_its_shape_stays():
    value = {"a": ["13812345678", 5, None], "b": {"c": "x"}}
    assert masked_values(value) == {"a": ["138****5678", 5, None], "b": {"c": "x"}}
