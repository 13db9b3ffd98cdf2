"""Asked again, whatever happened before: nobody waits for ever, and what was removed is gone."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from queue_by_hand import (
    REPORT,
    VERSIONS,
    A,
    B,
    C,
    counts,
    finish,
    ids,
    new,
    states,
    submission,
    take,
    work_off,
)
from sqlalchemy import func, insert, select

from models import work_queries, work_redo
from models.case_tables import review_file
from models.columns import metadata
from models.errors import TemporaryFailure
from models.settings import Settings
from models.store import Store, open_store
from models.work import SubmissionState, WorkStage
from models.work_store import WorkStore
from models.work_tables import attachment, event, need, reading, work

READY, FAILED, CHECKING = SubmissionState.READY, SubmissionState.FAILED, SubmissionState.CHECKING
PAGE_A = {(WorkStage.PAGE, A)}


@pytest.fixture
def database(tmp_path: Path, database_url: str):
    with open_store(Settings(home=tmp_path, database_url=database_url)) as store:
        yield store


@pytest.fixture
def store(database: Store) -> WorkStore:
    return WorkStore(database, VERSIONS)


def kept(database: Store, *tables) -> int:
    with database.reading() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in tables
        )


def dropping(names: list[str]):
    return lambda dropped: names.extend(dropped)


def test_a_submission_whose_files_were_all_read_before_is_judged(store):
    store.receive([new("first", A, B)])
    work_off(store)
    store.receive([new("second", A), new("third", B, A), new("fourth")])
    held = take(store)
    assert {one.subject.stage for one in held} == {WorkStage.JUDGE}
    for one in held:
        finish(store, one)
    work_off(store)
    assert states(store, "first", "second", "third", "fourth") == [READY] * 4
    assert counts(store) == {"ready": 4}


def test_a_file_that_failed_is_tried_again_for_who_hands_it_in_next(store):
    store.receive([new("first", A)])
    work_off(store, PAGE_A)
    assert counts(store) == {"failed": 1, "failed.page.WORK_CRASHED": 1}
    store.receive([new("second", A)])
    work_off(store)
    assert states(store, "first", "second") == [FAILED, READY]
    assert counts(store) == {"failed": 1, "ready": 1}
    # The work of the first was done for the second meanwhile: trying again goes on from there.
    assert store.retry_failed(ids(store, "first"), "test") == 1
    work_off(store)
    assert counts(store) == {"ready": 2}


def test_what_failed_for_two_is_retried_for_one_and_then_for_the_other(store):
    store.receive([new("first", A), new("second", A)])
    work_off(store, PAGE_A)
    assert states(store, "first", "second") == [FAILED, FAILED]
    assert store.retry_failed(ids(store, "first"), "test") == 1
    assert states(store, "first", "second") == [CHECKING, FAILED]
    work_off(store)
    assert store.retry_failed(ids(store, "first", "second"), "test") == 1
    work_off(store)
    assert states(store, "first", "second") == [READY, READY]


def test_a_failed_submission_that_is_checked_anew_by_the_same_code_is_tried_again(store):
    store.receive([new("first", A), new("busy", B)])
    work_off(store, PAGE_A)
    store.receive([new("waits", C)])
    assert store.check_anew(ids(store, "first", "waits"), "test") == 1, "one is being checked"
    assert submission(store, "first").round == 2
    work_off(store)
    assert states(store, "first", "busy", "waits") == [READY] * 3
    assert counts(store) == {"ready": 3}


def test_removing_takes_all_of_a_submission_and_only_the_files_that_nobody_else_has(
    store, database
):
    store.receive([new("first", A, B), new("second", B)])
    work_off(store)
    dropped: list[str] = []
    assert store.remove(ids(store, "first"), "test", dropping(dropped)) == 1
    assert dropped == [A], "the second has the other file and, by chance, the same report"
    assert counts(store) == {"ready": 1, "files.removed": 1}
    with database.reading() as connection:
        names = set(connection.execute(select(work.c.name)).scalars())
        assert work_queries.find(connection, "first") is None
    assert names == {B, f"{submission(store, 'second').ref}:1"}
    assert store.remove(ids(store, "second"), "test", dropping(dropped)) == 1
    assert dropped == [A, B, REPORT]
    assert kept(database, work, need, attachment, event, reading) == 0
    assert {n: c for n, c in counts(store).items() if n != "files.removed"} == {}
    assert [one for one in store.verify_audit() if not isinstance(one, int)] == []


def test_whatever_refers_to_a_submission_goes_with_it(store, database):
    """Tables that are made later, too: the database itself would refuse to leave any behind."""
    referring = {
        table.name
        for table in metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == "submission"
    }
    assert referring <= {table.name for table in work_redo._OF_SUBMISSIONS}
    store.receive([new("first", A)])
    (id_,) = ids(store, "first")
    with database.writing() as connection:
        connection.execute(insert(review_file).values(submission_id=id_, sha256=B))
    dropped: list[str] = []
    assert store.remove([id_], "test", dropping(dropped)) == 1
    assert dropped == [A, B]


def test_removing_what_is_being_checked_harms_nobody(store):
    store.receive([new("first", A), new("failed", B)])
    held = take(store)
    for one in held:
        if one.subject.name == B:
            store.fail(one, "WORK_CRASHED", "hand", 1, most=1)
    assert store.remove(ids(store, "first", "failed"), "test", lambda names: None) == 2
    assert [finish(store, one) for one in held] == [None, None]
    assert counts(store) == {"files.removed": 2}


def test_who_stored_a_file_while_files_were_removed_is_told_to_store_it_again(store):
    store.receive([new("first", A)])
    work_off(store)
    before = store.files_removed()
    store.remove(ids(store, "first"), "test", lambda names: None)
    with pytest.raises(TemporaryFailure) as raised:
        store.receive([new("second", A)], before)
    assert raised.value.findings[0].code == "FILES_REMOVED"
    assert store.receive([new("second", A)], store.files_removed())


def test_a_file_is_never_dropped_while_it_is_handed_in(store):
    """One is removed and the next with the same file comes at the same moment, many times."""
    present = {A}
    for number in range(10):
        present.add(A)
        store.receive([new(f"old{number}", A)], store.files_removed())
        start = Barrier(2)

        def remove(number=number, start=start) -> None:
            (id_,) = ids(store, f"old{number}")
            start.wait()
            store.remove([id_], "test", lambda names: present.difference_update(names))

        def hand_in(number=number, start=start) -> None:
            start.wait()
            while True:
                removed = store.files_removed()
                present.add(A)  # nothing happens where it is there already
                try:
                    store.receive([new(f"new{number}", A)], removed)
                    return
                except TemporaryFailure:
                    continue

        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(remove), threads.submit(hand_in)]:
                done.result()
        assert A in present, "the file of an acknowledged submission is gone"
        store.remove(ids(store, f"new{number}"), "test", lambda names: None)


def test_strays_are_removed_and_files_in_use_are_not(store):
    store.receive([new("first", A)])
    work_off(store)
    dropped: list[str] = []
    assert store.remove_strays([A, B, REPORT], dropping(dropped)) == 1
    assert dropped == [B]


def test_submissions_are_chosen_by_state_reason_and_time(store):
    store.receive([new("first", A), new("second", B)])
    work_off(store, PAGE_A)
    at = submission(store, "second").changed_at

    def chosen(**conditions) -> list[int]:
        return [id_ for some in store.batches(work_queries.Chosen(**conditions)) for id_ in some]

    first, second = ids(store, "first", "second")
    assert chosen() == [first, second]
    assert chosen(state=FAILED) == chosen(reason="WORK_CRASHED") == [first]
    assert chosen(state=READY, reason="WORK_CRASHED") == []
    assert second in chosen(since=at)
    assert second not in chosen(before=at)


def test_what_a_submission_waits_for_is_told_by_stage_and_page(store):
    store.receive([new("first", A)])
    (held,) = take(store)
    finish(store, held, pages=2)
    first, _second = take(store)
    finish(store, first)
    with store.asking() as connection:
        (left,) = work_queries.unfinished_of(connection, ids(store, "first")[0])
    assert (left.stage, left.page, left.state) == (WorkStage.PAGE, 2, "running")
    one = submission(store, "first")
    assert (one.pages, one.pages_done) == (2, 1)
