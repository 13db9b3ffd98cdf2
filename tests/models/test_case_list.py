"""The reviewers' lists say what is so, whatever happened, on both databases."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from queue_by_hand import VERSIONS, ids, new, take, work_off
from sqlalchemy import func, select

from models.account_steps import make_account, make_unit
from models.account_store import NewAccount, get_account
from models.accounts import Account, Role
from models.case_list import list_anew, search_key
from models.case_queries import case_counts, case_page
from models.case_rows import search_cases
from models.case_tables import case_entry, case_group, case_key, case_place
from models.cases import EVERYTHING, NO_UNIT, Asked, CaseState
from models.review_bulk import pass_in_bulk
from models.settings import Settings
from models.store import open_store
from models.work_store import WorkStore


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[WorkStore]:
    with open_store(Settings(home=tmp_path, database_url=database_url)) as opened:
        yield WorkStore(opened, VERSIONS)


@pytest.fixture
def who(store: WorkStore) -> Account:
    made = NewAccount("li", "li", "-", frozenset({Role.REVIEWER}))
    id_ = store.act(lambda c, at: make_account(c, at, made, "test"))
    with store.asking() as connection:
        found = get_account(connection, id_ or 0)
    assert found
    return found


def keys_of(store: WorkStore, who: Account, asked: Asked) -> list[str]:
    """The names in a list, three at a time."""
    names: list[str] = []
    after = None
    while True:
        with store.asking() as connection:
            page = case_page(connection, asked, who, after, most=3)
        names += [row.name for row in page.rows]
        after = page.following
        if after is None:
            return names


def assert_counts_are_true(store: WorkStore) -> None:
    """The counts of groups are those of the cases in them."""
    with store.asking() as connection:
        query = select(case_place.c.group_id, func.count()).group_by(case_place.c.group_id)
        real = dict(connection.execute(query).all())
        told = dict(connection.execute(select(case_group.c.id, case_group.c.count)).all())
    assert Counter(real) == Counter({id_: n for id_, n in told.items() if n})


def test_a_case_stands_under_its_unit_and_each_above_it(store: WorkStore, who: Account):
    top = store.act(lambda c, at: make_unit(c, at, "省", None, "test"))
    city = store.act(lambda c, at: make_unit(c, at, "市", top, "test"))
    other = store.act(lambda c, at: make_unit(c, at, "州", top, "test"))
    store.receive([replace(new(name, name=name), unit_id=city.id) for name in "甲乙丙丁戊"])
    store.receive([new("己", name="己")])
    work_off(store)
    for scope, wanted in (
        (EVERYTHING, "甲乙丙丁戊己"),
        (top.id, "甲乙丙丁戊"),
        (city.id, "甲乙丙丁戊"),
        (other.id, ""),
        (NO_UNIT, "己"),
    ):
        assert keys_of(store, who, Asked(scope)) == list(wanted), scope
        with store.asking() as connection:
            counts = case_counts(connection, Asked(scope))
            assert sum(counts.states.values()) == len(wanted)
            assert bool(search_cases(connection, scope, "甲")[0]) == ("甲" in wanted)
    assert_counts_are_true(store)


def test_lists_follow_whatever_happens(store: WorkStore, who: Account):
    store.receive([new(name, name=name) for name in "甲乙丙"])
    assert keys_of(store, who, Asked(EVERYTHING)) == []
    assert len(keys_of(store, who, Asked(EVERYTHING, (CaseState.CHECKING,)))) == 3
    work_off(store)
    assert keys_of(store, who, Asked(EVERYTHING)) == list("甲乙丙")
    store.check_anew(ids(store, "甲"), "test")
    assert keys_of(store, who, Asked(EVERYTHING)) == list("乙丙")
    (held,) = take(store)
    store.fail(held, "WORK_CRASHED", "hand", 1, most=1)
    assert keys_of(store, who, Asked(EVERYTHING, (CaseState.FAILED,))) == ["甲"]
    passed, sampled = store.act(
        lambda c, at: pass_in_bulk(c, at, ids(store, "乙", "丙"), who, EVERYTHING, 0.5)
    )
    assert (passed, sampled) == (1, 1)
    assert len(keys_of(store, who, Asked(EVERYTHING, (CaseState.ACCEPTED,)))) == 1
    assert len(keys_of(store, who, Asked(EVERYTHING, (CaseState.SAMPLED,)))) == 1
    assert_counts_are_true(store)
    store.remove(ids(store, "甲", "乙", "丙"), "test", lambda names: None)
    assert_counts_are_true(store)
    with store.asking() as connection:
        for table in (case_place, case_key, case_entry):
            assert connection.execute(select(func.count()).select_from(table)).scalar() == 0


def test_listing_again_changes_nothing(store: WorkStore, who: Account):
    store.receive([new(name, name=name) for name in "甲乙"])
    work_off(store)
    before = keys_of(store, who, Asked(EVERYTHING))
    store.act(lambda c, _: (list_anew(c, ids(store, "甲", "乙")), []))
    assert keys_of(store, who, Asked(EVERYTHING)) == before
    assert_counts_are_true(store)


@pytest.mark.parametrize(
    ("one", "other"),
    [("欧 阳 静怡", "欧阳静怡"), ("５２２３０１x", "522301X"), ("黔〔2013〕1号", "黔[2013] 1号")],
)
def test_ways_of_writing_are_found_alike(one: str, other: str):
    assert search_key(one) == search_key(other)
