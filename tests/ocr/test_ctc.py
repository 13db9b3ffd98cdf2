"""What the network says of a line becomes its text."""

import numpy as np
import pytest

from ocr.ctc import Columns, alphabet_of, text_of

_CHARACTERS = ["一", "六", "地", "质", "大", "队", "三", "〇", "○", "—", "0", "2"]
_STEP = 4  # columns from one character to the next


def columns_of(*characters: dict[str, float]) -> Columns:
    """Columns that show each character in the middle of its place, the rest being nothing."""
    columns = np.zeros((_STEP * len(characters), 1 + len(_CHARACTERS)), np.float32)
    for place, likely in enumerate(characters):
        for character, chance in likely.items():
            columns[_STEP * place + 2, 1 + _CHARACTERS.index(character)] = chance
    columns[:, 0] = 1 - columns.sum(axis=1)
    return columns


def line(text: str, **chances: dict[str, float]) -> Columns:
    return columns_of(*({c: 1.0} if c != "?" else chances["unsure"] for c in text))


def read(columns: Columns) -> str:
    return text_of(columns, alphabet_of(_CHARACTERS), 1.0).text


def test_a_line_is_read() -> None:
    assert read(line("六三地质大队")) == "六三地质大队"


@pytest.mark.parametrize("text", ["一?六地质大队", "?一六地质大队", "地质大队一?"])
def test_a_numeral_that_is_hardly_seen_is_read_where_print_leaves_room_for_it(text: str) -> None:
    assert read(line(text, unsure={"〇": 0.1, "○": 0.1})) == text.replace("?", "〇")


def test_a_space_between_words_stays_a_space() -> None:
    assert read(line("地质?大队三六", unsure={})) == "地质大队三六"


def test_the_circle_is_read_as_the_numeral_zero() -> None:
    assert read(line("一?六地质大队", unsure={"○": 0.5, "〇": 0.3})) == "一〇六地质大队"


def test_a_character_that_was_seen_twice_in_the_room_of_one_is_read_once() -> None:
    columns = line("三六地质大队")
    place = 1 + _CHARACTERS.index("质")
    columns[3 * _STEP, [0, place]] = 0, 1  # two columns before, a blank between
    assert read(columns) == "三六地质大队"
    assert read(line("三六地质质大队")) == "三六地质质大队"


def test_a_wide_character_before_a_space_is_read_once() -> None:
    columns = line("三六地?质大队", unsure={})
    place, begin = 1 + _CHARACTERS.index("地"), 2 * _STEP + 2
    columns[begin : begin + _STEP, 0] = 0
    columns[begin : begin + _STEP, place] = 1
    assert read(columns) == "三六地质大队"


def test_a_dash_among_chinese_characters_is_the_numeral_one() -> None:
    torn = {"—": 0.6, "一": 0.3}
    assert read(line("大队?三地质", unsure=torn)) == "大队一三地质"
    assert read(line("2002?2002", unsure=torn)) == "2002—2002"


def test_a_character_that_may_have_been_passed_over_is_told() -> None:
    sure = text_of(line("地质"), alphabet_of(_CHARACTERS), 1.0)
    torn = text_of(line("地?", unsure={"质": 0.1}), alphabet_of(_CHARACTERS), 1.0)
    assert sure.passed_over == 0
    assert torn.text == "地"
    assert torn.passed_over > 0.09


def test_a_character_as_wide_as_two_is_looked_at_again() -> None:
    """Equal neighbours that touch are one to the network: 秦婷婷 squeezed is 秦婷."""
    columns = line("六三地质")
    usual = text_of(columns.copy(), alphabet_of(_CHARACTERS), 1.0).passed_over
    columns[13:16] = columns[14]
    wide = text_of(columns, alphabet_of(_CHARACTERS), 1.0).passed_over
    assert (usual, wide) == (0.0, 1.0)
