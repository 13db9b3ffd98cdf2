"""The nearest entries: best first, one for each entry, the differences marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.entries import Kind
from matching.explain import explained, understood
from matching.nearest import FIELDS, grounds_of, nearest, nearest_field
from models.comparisons import SegmentKind


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        ("series", "工程技木", "工程技术人员"),
        ("title", "高级工程帅", "高级工程师"),
        ("issuer", "贵州省人亊厅", "贵州省人力资源和社会保障厅"),
        ("review_type", "“9十3”定向评价", "“9+3”定向评价"),
        ("place", "黔西南布依族苗族自冶州", "黔西南布依族苗族自治州"),
        ("level", "副高", "副高级"),
        ("committee", "高评委", "高级评审委员会"),
    ],
)
def test_the_nearest_entry_comes_first(field, text, name):
    assert nearest(FIELDS[field], text, 5)[0].hit.entry.name == name


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=12), st.integers(1, 8))
def test_candidates_are_few_ordered_and_different(field, text, limit):
    found = nearest(FIELDS[field], text, limit)
    assert len(found) <= limit
    scores = [one.score for one in found]
    assert scores == sorted(scores, reverse=True)
    assert len({one.hit.entry.id for one in found}) == len(found)
    assert len(explained(text, found)) == len(found)
    assert sum(scores) <= 1.01


@given(st.sampled_from(sorted(FIELDS)), st.text(max_size=12))
def test_asking_for_more_never_changes_the_first(field, text):
    few, many = (nearest(FIELDS[field], text, limit) for limit in (2, 9))
    assert few == many[:2]


def test_characters_that_look_alike_are_likelier_and_are_marked():
    alike, unlike = (nearest((Kind.TITLE,), text, 1)[0] for text in ("高级工程帅", "高级工程狮"))
    assert alike.distance < unlike.distance == 1
    assert alike.score > unlike.score
    assert {s.kind for s in alike.differences} == {SegmentKind.SAME, SegmentKind.LOOK_ALIKE}


@pytest.mark.parametrize("text", ["", " ", "？！"])
def test_nothing_is_near_to_nothing(text):
    assert nearest((Kind.TITLE,), text, 3) == ()


def test_a_tie_is_explained_and_so_is_losing():
    first, second, *_ = explained("省人社厅", nearest((Kind.UNIT,), "省人社厅", 3))
    assert "并列" in first[0]
    assert "tied" in second[1]
    _, lost = explained("高级工程师", nearest((Kind.TITLE,), "高级工程师", 2))
    assert "比第一多差" in lost[0]


def test_what_differs_is_priced_edit_by_edit():
    ((zh, en),) = explained("高级工程帅", nearest((Kind.TITLE,), "高级工程帅", 1))
    assert "“帅”↔“师”" in zh
    assert "look alike" in en


def test_a_text_that_no_entry_is_near_to_is_probably_none_of_them():
    first = nearest((Kind.UNIT,), "广东省人力资源和社会保障厅", 1)[0]
    assert first.score < 0.5
    assert grounds_of((Kind.UNIT,), "广东省人力资源和社会保障厅").none > 0.1
    assert grounds_of((Kind.UNIT,), "贵州省人力资源和社会保障厅").none < 0.01


def test_two_that_are_as_near_are_as_probable_and_neither_is_believed():
    first, second = nearest((Kind.UNIT,), "省人社厅", 2)
    assert first.score == second.score <= 0.5


def test_what_a_committees_name_says_is_told():
    zh, en = understood("committee", "贵州省工程系列高评委")
    assert "工程技术人员" in zh
    assert "高级" in en
    assert understood("title", "高级工程师") is None


def test_an_unknown_field_is_near_to_a_known_one():
    assert nearest_field("serie") == "series"
    assert nearest_field("发证") in FIELDS
