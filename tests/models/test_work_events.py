"""Events are followed as they come: those that a transaction shows late are not missed."""

import random
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from postgres_server import new_database
from queue_by_hand import VERSIONS, A, B, new, work_off
from sqlalchemy import create_engine, text

from models.settings import Settings
from models.store import open_store
from models.work_events import Follower, events_of
from models.work_queries import find
from models.work_store import WorkStore


@pytest.fixture
def store(tmp_path: Path, database_url: str):
    with open_store(Settings(home=tmp_path, database_url=database_url)) as store:
        yield WorkStore(store, VERSIONS)


def look(store: WorkStore, follower: Follower) -> list[int]:
    with store.asking() as connection:
        return [one.number for one in follower.look(connection)]


def follow(store: WorkStore) -> Follower:
    with store.asking() as connection:
        return Follower(connection)


def test_what_happens_from_now_on_is_told_once_and_in_order(store):
    store.receive([new("before", A)])
    follower = follow(store)
    assert look(store, follower) == []
    store.receive([new("first", A), new("second", B)])
    work_off(store)
    told = look(store, follower)
    assert len(told) > 6
    assert told == sorted(told)
    assert look(store, follower) == []
    with store.asking() as connection:
        id_ = find(connection, "first")
        own = events_of(connection, id_)
        assert [one.kind for one in own][:2] == ["received", "checking"]
        assert own[-1].kind == "ready"
        assert events_of(connection, id_, own[-1].number) == []


def test_numbers_of_removed_events_do_not_come_again(store):
    store.receive([new("first", A)])
    follower = follow(store)
    with store.asking() as connection:
        id_ = find(connection, "first")
    store.remove([id_], "test", lambda names: None)
    store.receive([new("second", A)])
    assert len(look(store, follower)) == 1


WRITE = """INSERT INTO event (submission_id, ref, at, kind, body)
           VALUES (1, 'r', now(), 'x', '{}') RETURNING id"""


@pytest.fixture
def late(tmp_path: Path, postgresql: str):
    """A store on PostgreSQL and an engine beside it that writes events by hand."""
    url = new_database(postgresql, "late")
    with open_store(Settings(home=tmp_path, database_url=url)) as store:
        engine = create_engine(url.replace("postgresql", "postgresql+psycopg"))
        yield WorkStore(store, VERSIONS), engine
        engine.dispose()


def test_an_event_whose_transaction_ends_late_is_told_when_it_does(late):
    store, engine = late
    follower = follow(store)
    with engine.connect() as slow, engine.connect() as broken, engine.connect() as quick:
        (first, second, third) = [
            one.execute(text(WRITE)).scalar() for one in (slow, broken, quick)
        ]
        quick.commit()
        assert look(store, follower) == [third]
        broken.rollback()
        assert look(store, follower) == []
        slow.commit()
        assert look(store, follower) == [first]
    assert second not in look(store, follower)
    assert follower._gaps == [], "what will never come is not looked for any longer"


def test_a_follower_that_begins_amid_a_transaction_is_told_of_it(late):
    store, engine = late
    with engine.connect() as slow, engine.connect() as quick:
        first = slow.execute(text(WRITE)).scalar()
        quick.execute(text(WRITE))
        quick.commit()
        follower = follow(store)
        slow.commit()
        assert look(store, follower) == [first]


def test_no_event_of_many_writers_is_missed_or_told_twice(late):
    store, engine = late
    follower = follow(store)
    dice = random.Random(7)
    plans = [[(dice.random() / 100, dice.random() < 0.2) for _ in range(30)] for _ in range(6)]

    def write(plan: list[tuple[float, bool]]) -> list[int]:
        kept = []
        with engine.connect() as connection:
            for pause, broken in plan:
                number = connection.execute(text(WRITE)).scalar()
                time.sleep(pause)
                if broken:
                    connection.rollback()
                else:
                    connection.commit()
                    kept.append(number)
        return kept

    told: list[int] = []
    with ThreadPoolExecutor(6) as threads:
        writing = [threads.submit(write, plan) for plan in plans]
        while not all(one.done() for one in writing):
            told += look(store, follower)
    told += look(store, follower)
    assert sorted(told) == sorted(number for one in writing for number in one.result())
