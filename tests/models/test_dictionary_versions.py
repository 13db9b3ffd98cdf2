"""One version of the site's dictionary is in force; what is judged, is so with that of its work."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from queue_by_hand import VERSIONS, A, finish, ids, new, states, take, work_off
from sqlalchemy import func, select

from models.audit_queries import entries
from models.dictionaries import DictionaryChange, DictionaryDifference, DictionaryFile
from models.dictionary_tables import dictionary_version
from models.dictionary_versions import (
    current_number,
    dictionary_file,
    dictionary_in_force,
    dictionary_versions,
    number_of,
    put_in_force,
    version_of,
)
from models.errors import Conflict, UsageWrong
from models.settings import Settings
from models.store import open_store
from models.work import SubmissionState, WorkStage
from models.work_books import dictionary_of
from models.work_store import WorkStore
from models.work_tables import run

ADDED = DictionaryDifference((DictionaryChange("series.alias", "x", None, {"id": "x"}),), 3)


@pytest.fixture
def store(tmp_path: Path, database_url: str):
    with open_store(Settings(home=tmp_path, database_url=database_url)) as opened:
        yield WorkStore(opened, VERSIONS)


def put(store: WorkStore, text: str, before: int, **more) -> int:
    file = DictionaryFile("ours.toml", text.encode())
    return store.act(
        lambda c, at: put_in_force(c, at, file, ADDED, before, who="account:1", **more)
    )


def label(store: WorkStore) -> str:
    with store.asking() as connection:
        return dictionary_in_force(connection)


def test_versions_count_up_and_the_last_is_in_force(store: WorkStore):
    assert label(store) == ""
    assert number_of("") == 0
    assert put(store, "a", 0, note="第一次") == 1
    first = label(store)
    assert put(store, "b", 1) == 2
    with store.asking() as connection:
        newest, oldest = dictionary_versions(connection)
        assert current_number(connection) == number_of(label(store)) == 2
        assert [dictionary_file(connection, n).data for n in (0, 1, 2)] == [b"", b"a", b"b"]
    assert (newest.number, newest.current, oldest.current) == (2, True, False)
    assert (oldest.note, oldest.who, oldest.added, oldest.removed) == ("第一次", "account:1", 1, 0)
    assert oldest.created_at.tzinfo is not None
    assert label(store) != first


def test_going_back_is_a_version_too_and_nothing_is_deleted(store: WorkStore):
    put(store, "a", 0)
    put(store, "b", 1)
    assert put(store, "a", 2, back_to=1) == 3
    assert put(store, "", 3, back_to=0) == 4
    with store.asking() as connection:
        kept = [(one.number, one.back_to) for one in dictionary_versions(connection)]
        done = [(one.action, one.body["number"]) for one in entries(connection)]
    assert kept == [(4, 0), (3, 1), (2, None), (1, None)]
    assert done == [
        ("dictionary-back", 4),
        ("dictionary-back", 3),
        ("dictionary-in-force", 2),
        ("dictionary-in-force", 1),
    ]


def test_who_looked_at_another_version_is_told(store: WorkStore):
    put(store, "a", 0)
    with pytest.raises(Conflict) as raised:
        put(store, "b", 0)
    assert [one.code for one in raised.value.findings] == ["DICTIONARY_OUTDATED"]
    with pytest.raises(UsageWrong) as unchanged:
        put(store, "a", 1)
    assert [one.code for one in unchanged.value.findings] == ["DICTIONARY_UNCHANGED"]
    with store.asking() as connection:
        assert current_number(connection) == 1
        assert len(entries(connection)) == 1
        for asked in (dictionary_file, version_of):
            with pytest.raises(UsageWrong):
                asked(connection, 7)


def test_of_many_at_once_one_wins_and_all_others_are_told(store: WorkStore):
    together = Barrier(4)

    def try_it(text: str) -> str:
        together.wait()
        try:
            return f"version {put(store, text, 0)}"
        except Conflict as error:
            return error.findings[0].code

    with ThreadPoolExecutor(4) as threads:
        outcomes = sorted(threads.map(try_it, "abcd"))
    assert outcomes == ["DICTIONARY_OUTDATED"] * 3 + ["version 1"]
    with store.asking() as connection:
        there = select(func.count()).select_from(dictionary_version)
        assert connection.execute(there).scalar_one() == 1


def test_runs_record_the_dictionary_and_pages_stay_read(store: WorkStore):
    put(store, "a", 0)
    store.receive([new("one", A)])
    work_off(store)
    store.check_anew(ids(store, "one"), "test")
    work_off(store)
    put(store, "b", 1)
    store.check_anew(ids(store, "one"), "test")
    work_off(store)
    assert states(store, "one") == [SubmissionState.READY]
    with store.asking() as connection:
        runs = connection.execute(select(run.c.stage, run.c.version).order_by(run.c.id)).all()
    done = [(stage, number_of(dictionary_of(version))) for stage, version in runs]
    judged = [("judge", 1), ("report", 1), ("judge", 1), ("report", 1), ("judge", 2), ("report", 2)]
    assert done == [("intake", 0), ("page", 0), *judged]
    assert all(len(version) <= 64 for _, version in runs)


def test_work_that_waits_is_done_with_the_dictionary_in_force_when_it_begins(store: WorkStore):
    store.receive([new("one")])
    sent = store.take_for_sending(10)
    put(store, "a", 0)
    assert [store.claim(one.id, "hand") for one in sent] == [None], "it is of another dictionary"
    (held,) = take(store)
    assert dictionary_of(held.subject.version) == label(store)


def test_what_is_judged_while_another_is_put_in_force_is_judged_again(store: WorkStore):
    """A submission's findings and its report are never of two dictionaries."""
    put(store, "a", 0)
    store.receive([new("one")])
    (judging,) = take(store)
    put(store, "b", 1)
    assert number_of(dictionary_of(judging.subject.version)) == 1
    assert finish(store, judging, verdict="blocked")
    seen = []
    while held := take(store):
        for one in held:
            seen.append((one.subject.stage, number_of(dictionary_of(one.subject.version))))
            finish(store, one)
    assert seen == [(WorkStage.JUDGE, 2), (WorkStage.REPORT, 2)]
    assert states(store, "one") == [SubmissionState.READY]


def test_between_judging_and_the_report_both_are_done_again(store: WorkStore):
    store.receive([new("one")])
    (judging,) = take(store)
    finish(store, judging)
    put(store, "a", 0)
    assert take(store) == [], "the report's work is of no dictionary"
    work_off(store)
    with store.asking() as connection:
        done = connection.execute(select(run.c.stage, run.c.version).order_by(run.c.id)).all()
    assert [(stage, number_of(dictionary_of(v))) for stage, v in done] == [
        ("judge", 0),
        ("judge", 1),
        ("report", 1),
    ]
    assert states(store, "one") == [SubmissionState.READY]
