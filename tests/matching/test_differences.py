"""Two texts held against each other: every difference is named for what it is."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from matching.differences import differences, kinds_of
from matching.lookalikes import look_alike
from models.comparisons import Segment, SegmentKind

SIMILAR = st.text("日曰己已巳0OＯ1l〔[(（〕) 　·a王玉")
TEXT = SIMILAR | st.text()


@given(TEXT, TEXT)
def test_the_runs_joined_give_back_both_texts(entered, read):
    segments = differences(entered, read)
    assert "".join(segment.entered for segment in segments) == entered
    assert "".join(segment.read for segment in segments) == read


@given(TEXT, TEXT)
def test_neighbouring_runs_are_of_different_kinds_and_none_is_empty(entered, read):
    segments = differences(entered, read)
    assert all(a.kind is not b.kind for a, b in pairwise(segments))
    assert all(segment.entered or segment.read for segment in segments)


@given(TEXT, TEXT)
@example("日日曰", "曰O")
def test_it_makes_no_difference_which_text_was_entered_and_which_was_read(entered, read):
    mirrored = tuple(Segment(s.kind, s.read, s.entered) for s in differences(read, entered))
    assert differences(entered, read) == mirrored


@given(TEXT)
def test_equal_texts_do_not_differ(text):
    assert kinds_of(differences(text, text)) == frozenset()


@given(TEXT, TEXT)
def test_different_texts_do(entered, read):
    assert (kinds_of(differences(entered, read)) == frozenset()) == (entered == read)


@pytest.mark.parametrize(
    ("entered", "read", "kind"),
    [
        ("ABC", "ＡＢＣ", SegmentKind.WIDTH),
        ("（2013）", "〔2013〕", SegmentKind.BRACKET),
        ("(2013)", "〔2013〕", SegmentKind.BRACKET),
        ("2013", "〔2013〕", SegmentKind.BRACKET),
        ("欧阳静怡", "欧 阳　静怡", SegmentKind.SPACE),
        ("王己", "王已", SegmentKind.LOOK_ALIKE),
        ("A0", "AO", SegmentKind.LOOK_ALIKE),
        ("王静", "王静怡", SegmentKind.OTHER),
        ("王静", "李静", SegmentKind.OTHER),
    ],
)
def test_a_difference_is_named(entered, read, kind):
    assert kinds_of(differences(entered, read)) == {kind}


def test_only_the_character_that_differs_is_marked():
    assert differences("贵州省工程师", "贵州省程师级") == (
        Segment(SegmentKind.SAME, "贵州省", "贵州省"),
        Segment(SegmentKind.OTHER, "工", ""),
        Segment(SegmentKind.SAME, "程师", "程师"),
        Segment(SegmentKind.OTHER, "", "级"),
    )


@given(st.characters(), st.characters())
def test_looking_alike_is_mutual(a, b):
    assert look_alike(a, b) == look_alike(b, a)
    assert not look_alike(a, a)
