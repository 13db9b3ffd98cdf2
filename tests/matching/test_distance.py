"""The weighted distance: that of the textbook's table, and what an alignment costs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from matching.distance import Costs, look_alike_costs, measure
from matching.lookalikes import confusions

TEXT = st.text("0OoD1lI5Ss8B己已巳未末贵责x𠀀", max_size=9)
MEASURED = measure(Costs((("0", "O", 0.2), ("1", "7", 0.7), ("1", "l", 0.5), ("未", "末", 0.9))))
MEASURES = st.sampled_from([measure(), MEASURED, measure(Costs())])


def by_table(a, b, pairs):
    """The textbook's table, cell by cell."""
    above = [float(j) for j in range(len(b) + 1)]
    for i, x in enumerate(a, 1):
        row = [float(i)]
        for j, y in enumerate(b, 1):
            exchanged = above[j - 1] + (0 if x == y else pairs.get(x + y, 1.0))
            row.append(min(row[-1] + 1, above[j] + 1, exchanged))
        above = row
    return above[-1]


@given(TEXT, TEXT, MEASURES)
def test_the_distance_is_that_of_the_table_and_the_same_both_ways(a, b, known):
    assert known.distance(a, b) == pytest.approx(by_table(a, b, known.pairs), abs=1e-6)
    assert known.distance(a, b) == known.distance(b, a)


@given(TEXT, TEXT, MEASURES)
def test_folding_never_says_more_than_the_distance(a, b, known):
    folded = ["".join(chr(known.fold[ord(c)]) for c in text) for text in (a, b)]
    assert known.floor * Levenshtein.distance(*folded) <= known.distance(a, b) + 1e-6


@given(TEXT, TEXT, MEASURES)
def test_an_alignment_gives_back_both_texts_and_adds_up_to_the_distance(a, b, known):
    edits = known.alignment(a, b)
    assert "".join(edit.left for edit in edits) == a
    assert "".join(edit.right for edit in edits) == b
    assert sum(edit.cost for edit in edits) == pytest.approx(known.distance(a, b), abs=1e-6)


def test_a_pair_that_is_taken_for_one_another_costs_less_and_the_same_both_ways():
    known, pairs = {(one.a, one.b): one.cost for one in confusions()}, measure().pairs
    assert all(
        pairs[a + b] == pairs[b + a] == known[a, b] for a, b, _ in look_alike_costs().cheaper
    )
    assert len(look_alike_costs().cheaper) > 0.8 * len(known)  # few can't be folded


def test_no_edit_of_ours_is_cheaper_than_one_of_folded_texts():
    assert measure().floor == 1


def test_no_two_digits_become_one_when_folded():
    assert len(set(measure().fold[[ord(digit) for digit in "0123456789"]].tolist())) == 10


@pytest.mark.parametrize(
    "pair", [("b", "a", 0.4), ("a", "a", 0.4), ("ab", "c", 0.4), ("a", "b", 2)]
)
def test_what_is_no_cost_of_a_pair_is_refused_by_name(pair):
    with pytest.raises(ValueError, match=pair[0]):
        Costs((pair,))


def test_known_look_alikes_are_one_value():
    assert look_alike_costs() is look_alike_costs()
