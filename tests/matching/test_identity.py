"""Identity numbers: the check digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.identity import has_valid_check_digit
from matching.text import normal_form
from models.fields import Field

BODY = st.from_regex(r"[0-9]{17}", fullmatch=True)


def valid(body: str) -> str:
    """The number of this body with its check digit by GB 11643."""
    weights = [pow(2, 17 - i, 11) for i in range(17)]
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@given(BODY)
def test_of_eleven_last_characters_one_is_right(body):
    right = [c for c in "0123456789X" if has_valid_check_digit(body + c)]
    assert [body + c for c in right] == [valid(body)]


@given(BODY, st.integers(0, 16), st.sampled_from("123456789"))
def test_one_wrong_digit_is_noticed(body, place, step):
    number = valid(body)
    wrong = str((int(number[place]) + int(step)) % 10)
    assert not has_valid_check_digit(number[:place] + wrong + number[place + 1 :])


@given(BODY)
def test_a_valid_number_is_its_own_normal_form(body):
    assert normal_form(Field.ID_NUMBER, valid(body)) == valid(body)


@pytest.mark.parametrize("text", ["", "X", "1" * 15, "1" * 17 + "x", "١" * 18, "1" * 19, "二" * 18])
def test_what_is_no_identity_number_has_no_check_digit(text):
    assert not has_valid_check_digit(text)


def test_a_withdrawn_area_stays_valid():
    assert has_valid_check_digit(valid("62282619870512345"))
