"""The nearest rows are those that comparing with every row gives, in the same order."""

import random
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import matching.candidates
from benchmarks.brute import nearest_rows
from fixtures.rosters import committees, holders, misread
from matching.distance import Costs, look_alike_costs, measure
from matching.index import build_index
from matching.search import CUTOFF_SHARE, nearest
from matching.text import normal_form
from models.fields import Field

KEY = st.text("0O1l58B未末x", max_size=8) | st.text("01", max_size=14) | st.text(max_size=4)
ROWS = st.lists(st.tuples(st.sampled_from("abcdefgh"), KEY), max_size=30)
MEASURES = st.sampled_from(
    [measure(), measure(Costs((("0", "O", 0.2), ("1", "7", 0.7), ("1", "l", 0.6))))]
)


def by_all_rows(rows, text, known):
    """(distance, row, id) of the nearest row of each id within the cut-off, by a plain loop."""
    text, *keys = (t.encode("utf-32-le", "replace").decode("utf-32-le") for t in (text, *rows))
    apart = sorted((known.distance(text, key), row) for row, key in enumerate(keys))
    return [
        (d, row) for d, row in apart if text and d <= max(1, round(CUTOFF_SHARE * len(text), 6))
    ]


@pytest.fixture(params=[4, 0], ids=["as it is", "never a scan before five edits"])
def _both_ways(request, monkeypatch):
    monkeypatch.setattr(matching.candidates, "_ENTRY_COST", request.param)


@pytest.mark.usefixtures("_both_ways")
def test_the_nearest_of_any_rows_are_those_of_comparing_with_every_row(tmp_path_factory):
    folder = tmp_path_factory.mktemp("any")

    @settings(max_examples=150, deadline=None)
    @given(ROWS, KEY, MEASURES, st.integers(1, 9), st.sampled_from([0, 0.5, 1, inf]))
    def check(rows, text, known, limit, margin):
        answer = nearest(build_index(folder / "x", rows, known), text, limit, margin)
        first_of_id = {}
        for apart, row in by_all_rows([key for _, key in rows], text, known):
            first_of_id.setdefault(rows[row][0], (apart, row))
        expected = [(d, row, id_) for id_, (d, row) in first_of_id.items()]
        listed = [(c.distance, c.row, c.id) for c in answer.candidates]
        assert listed == expected[: len(listed)]
        wanted = [e for e in expected if e[0] <= expected[0][0] + margin][:limit]
        assert len(listed) >= len(wanted)
        if expected:
            assert answer.tied == sum(d == expected[0][0] for d, _, _ in expected)
        if answer.complete:
            assert len(listed) == min(limit, len(expected))

    check()


@pytest.mark.usefixtures("_both_ways")
@pytest.mark.parametrize(
    "field", [Field.NAME, Field.ID_NUMBER, Field.CERTIFICATE_NUMBER, Field.COMMITTEE]
)
def test_the_first_answer_to_misread_text_is_that_of_comparing_with_every_row(tmp_path, field):
    if field is Field.COMMITTEE:
        keys = list(committees(4000, 3))
    else:
        keys = [getattr(holder, field) for holder in holders(4000, 3)]
    rng = random.Random(3)
    texts = [normal_form(field, misread(rng.choice(keys), rng)) for _ in range(150)]
    index = build_index(tmp_path / "x", ((str(i), key) for i, key in enumerate(keys)))
    brute = nearest_rows(texts, keys, look_alike_costs(), CUTOFF_SHARE)
    for text, expected in zip(texts, brute, strict=True):
        best = nearest(index, text, 1).candidates
        assert expected == ((best[0].distance, best[0].row, best[0].likeness) if best else None)


def test_an_alias_stands_once_and_is_no_runner_up_of_its_own(tmp_path):
    rows = [("a", "贵州省人事厅"), ("a", "贵州人事厅"), ("b", "贵州省人力厅")]
    answer = nearest(build_index(tmp_path / "x", rows), "贵州省人事厅")
    assert [(c.id, c.row, c.distance) for c in answer.candidates] == [("a", 0, 0.0), ("b", 2, 1.0)]
    assert answer.tied == 1


def test_ties_are_told_and_stand_in_the_order_of_rows(tmp_path):
    rows = [("c", "O军"), ("b", "李军"), ("a", "O军"), ("d", "0军")]
    known = measure(Costs((("0", "O", 0.4),)))
    answer = nearest(build_index(tmp_path / "x", rows, known), "O军", limit=1)
    assert [c.id for c in answer.candidates] == ["c"]
    assert answer.tied == 2
    assert answer.complete
    every = nearest(build_index(tmp_path / "x", rows, known), "O军").candidates
    assert [(c.id, c.distance, c.likeness) for c in every] == [
        ("c", 0.0, 1.0),
        ("a", 0.0, 1.0),
        ("d", 0.4, 0.8),
        ("b", 1.0, 0.5),
    ]


def test_a_search_with_a_margin_says_how_far_it_has_seen(tmp_path):
    index = build_index(tmp_path / "x", [("a", "0123456789"), ("b", "0123999999")])
    near = nearest(index, "0123456789", margin=0)
    assert [c.id for c in near.candidates] == ["a"]
    assert not near.complete
    assert near.seen_below < near.cutoff


@pytest.mark.parametrize("text", ["", "x", "一" * 5000, "\ud800", "𠮷" * 3, "\0", "a\nb"])
@pytest.mark.parametrize("keys", [[], [""], ["", "", "x"], ["𠮷𠮷", "\udfff", "\0", "a\nb", "王"]])
def test_any_text_against_any_rows_is_answered(tmp_path, text, keys):
    index = build_index(tmp_path / "x", [(f"\ud800{i}", key) for i, key in enumerate(keys)])
    answer = nearest(index, text)
    assert answer.complete
    assert all(c.distance <= answer.cutoff for c in answer.candidates)
    if text and text in keys and text.isprintable():
        assert answer.candidates[0].text == text


def test_an_empty_text_is_near_to_nothing(tmp_path):
    assert nearest(build_index(tmp_path / "x", [("a", ""), ("b", "一")]), "").candidates == ()
