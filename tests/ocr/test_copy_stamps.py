"""A stamp of whoever copied a paper is no part of it."""

import pytest
from pages_of_text import page, run

from ocr.copy_stamps import without_stamps


@pytest.mark.parametrize(
    "stamp",
    [
        "经核对与原件相符",
        "此件与原件一致",
        "复印件与原件核对无误",
        "再次复印无效",
        "仅供职称申报使用",
    ],
)
def test_a_stamp_is_set_apart(stamp: str) -> None:
    marked = without_stamps(page(run("审批部门意见", 60, 100), run(stamp, 60, 120)))
    assert [(one.text, one.apart) for one in marked.runs] == [
        ("审批部门意见", False),
        (stamp, True),
    ]


def test_a_sentence_about_the_original_is_none() -> None:
    said = "经核对，该同志所交复印件与原件相符，同意申报。"
    assert not without_stamps(page(run(said, 60, 100))).runs[0].apart
