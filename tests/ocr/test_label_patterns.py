"""Labels put together of words: whatever the words, the answer is a part of the text, and comes."""

from hypothesis import given
from hypothesis import strategies as st

from models.fields import Field
from ocr.label_patterns import load_patterns

WORDS = [
    *("评审", "评", "取得", "资格", "职称", "任职资格", "专业技术", "职务", "批准", "审批"),
    *("申报", "拟", "现", "原", "时间", "单位", "文号", "编号", "证书", "名称", "级别"),
]


@given(st.lists(st.sampled_from(WORDS), max_size=400).map("".join))
def test_any_words_have_an_answer_that_stands_there(text: str) -> None:
    for start in range(len(text)):
        made = load_patterns().longest_at(text, start)
        assert made is None or (made[0] and text.startswith(made[0], start))


def test_who_holds_a_title_already_is_not_whom_a_label_asks_for() -> None:
    for text in ("现任专业技术职务取得时间", "学历取得时间", "原任职资格审批机关"):
        made = load_patterns().longest_at(text, 0)
        assert made is None or made[1] is None
    assert load_patterns().longest_at("评审结果批复文号", 0) == (
        "评审结果批复文号",
        Field.APPROVAL_NUMBER,
    )
