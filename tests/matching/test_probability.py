"""How probable a candidate is: what else is near, how crowded its list is, that it may be none."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.probability import NEAR, crowding, grounds, probabilities

LONELY = crowding([[]] * 500, [inf] * 50, 18)  # no value has another near
CROWDED = crowding([[1.0] * 9] * 500, [1.0] * 50, 18)  # as numbers of one run have
DISTANCES = st.lists(st.floats(0, 6), min_size=1, max_size=12).map(sorted)


@given(DISTANCES, st.integers(1, 40), st.sampled_from([LONELY, CROWDED]), st.integers(0, 5))
def test_probabilities_fall_with_the_distance_and_leave_room_for_none(apart, length, list_, more):
    told = probabilities(apart, length, list_, more)
    assert len(told) == len(apart)
    assert list(told) == sorted(told, reverse=True)
    assert 0 <= sum(told) <= 1 - grounds(apart, length, list_, more).none + 1e-3


@given(DISTANCES, st.integers(1, 40))
def test_a_list_that_is_crowded_makes_a_candidate_less_probable(apart, length):
    crowd = [one for one in apart if one <= 1.2]
    if crowd:
        alone = probabilities(crowd, length, LONELY)[0]
        assert probabilities(crowd, length, CROWDED)[0] <= alone


def test_one_edit_is_believed_where_nothing_else_is_near_and_not_in_a_crowd():
    assert probabilities([1.0], 18, LONELY)[0] > 0.95
    assert probabilities([1.0], 18, CROWDED)[0] < 0.8


@pytest.mark.parametrize("rivals", [1, 3, 9])
def test_those_that_are_as_near_share_what_there_is(rivals):
    alone = probabilities([1.0], 18, LONELY)[0]
    shared = probabilities([1.0] * (rivals + 1), 18, LONELY)
    assert len(set(shared)) == 1
    assert shared[0] == pytest.approx(alone / (rivals + 1), rel=0.01)
    assert probabilities([1.0], 18, LONELY, unseen=rivals)[0] == pytest.approx(shared[0])


def test_what_is_far_from_all_is_probably_none():
    assert grounds([3.5], 4, CROWDED).none > grounds([0.0], 4, CROWDED).none
    assert grounds([], 4, CROWDED).none == 1
    assert probabilities([], 4, CROWDED) == ()


def test_the_grounds_tell_how_many_rivals_there_are():
    assert grounds([0.0, 0.5, NEAR, 3.0], 5, LONELY, 2).rivals == 4


def test_a_list_of_one_value_or_none_has_a_crowding_too():
    for list_ in (crowding([], [], 0), crowding([[]], [inf], 3)):
        assert min(list_.shares) > 0
        assert 0 < list_.shares[0] < 0.1
