"""A worker goes on with what is short, and what it has done is kept wherever that is possible."""

from pathlib import Path

import pytest
from queue_by_hand import VERSIONS, A, finish, new, states, take

from models.settings import Settings
from models.store import open_store
from models.work import SubmissionState, WorkStage
from models.work_store import WorkStore


@pytest.fixture
def store(tmp_path: Path, database_url: str):
    with open_store(Settings(home=tmp_path, database_url=database_url)) as store:
        yield WorkStore(store, VERSIONS)


def test_who_reads_the_last_page_judges_and_reports(store):
    store.receive([new("first", A)])
    (intake,) = take(store)
    assert finish(store, intake, more=True).next is None  # pages are for whoever is free
    (page,) = take(store)
    judge = finish(store, page, more=True).next
    assert judge.subject.stage is WorkStage.JUDGE
    assert not store.take_for_sending(10)
    report = finish(store, judge, more=True).next
    assert report.subject.stage is WorkStage.REPORT
    assert finish(store, report, more=True).next is None
    assert states(store, "first") == [SubmissionState.READY]


def test_of_several_submissions_the_most_urgent_is_gone_on_with(store):
    store.receive([new("first", A), new("second", A)])
    (intake,) = take(store)
    finish(store, intake)
    (page,) = take(store)
    first = finish(store, page, more=True).next
    (second,) = take(store)
    assert first.subject.name != second.subject.name
    assert first.refs != second.refs


def test_a_worker_that_is_asked_to_stop_takes_nothing_more(store):
    store.receive([new("first", A)])
    (intake,) = take(store)
    finish(store, intake)
    (page,) = take(store)
    assert finish(store, page).next is None
    assert [one.stage for one in store.take_for_sending(10)] == [WorkStage.JUDGE]


def test_work_that_was_taken_back_too_early_is_kept_unless_another_has_it(store):
    store.receive([new("first", A)])
    (early,) = take(store)
    store.take_back(store.under_way(), 10)
    assert finish(store, early)
    (page,) = take(store)
    store.take_back(store.under_way(), 10)
    (again,) = take(store)
    assert again.number == page.number + 1
    assert finish(store, page) is None
    assert finish(store, again)
