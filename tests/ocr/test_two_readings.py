"""Of two readings of a run each tells what it saw best."""

import pytest

from ocr.two_readings import Told, woven


def told(text: str, *doubts: tuple[int, float]) -> Told:
    scores = [1.0] * len(text)
    for at, score in doubts:
        scores[at] = score
    return Told(text, tuple(scores), ((),) * len(text))


def test_what_a_seal_hides_from_one_reading_is_taken_from_the_other():
    without_red, with_red = told("2019年6月7日", (3, 0.4)), told("2013年6月1日", (3, 0.3), (7, 0.6))
    best = woven(without_red, with_red)
    assert best is not None
    assert best.text == "2019年6月7日"
    assert min(best.scores) == 0.4


@pytest.mark.parametrize("other", ["2019年6月", "", "2019年6月27日", "209年6月17日"])
def test_readings_that_are_not_alike_are_not_woven(other: str):
    assert woven(told("2019年6月7日"), told(other)) is None
