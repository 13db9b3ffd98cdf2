"""Many are taken in: each whole or not at all, and run again, only what is missing."""

import json
from pathlib import Path

import pytest

from models.errors import TemporaryFailure
from models.findings import found
from models.settings import Settings
from models.store import open_store
from models.work import WorkStage
from models.work_queries import counts, find, get
from models.work_store import WorkStore
from workers import bulk
from workers.bulk import Taken, take_in
from workers.bulk_items import Refusal, SubmissionList
from workers.file_store import FileStore

VERSIONS = dict.fromkeys(WorkStage, "v1")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(home=tmp_path / "home", database_url=database_url, queue_pause_seconds=0.01)


@pytest.fixture
def store(settings: Settings):
    with open_store(settings) as store:
        yield WorkStore(store, VERSIONS)


@pytest.fixture
def files(settings: Settings) -> FileStore:
    return FileStore(settings)


def listed(tmp_path: Path, *keys: str, name: str = "王静") -> Path:
    """A list with a paper each, whose content is the key."""
    lines = []
    for key in keys:
        (tmp_path / f"{key}.pdf").write_text(key, "utf-8")
        form = {"fields": {"name": name}}
        attachments = {"certificate": f"{key}.pdf"}
        lines.append(json.dumps({"key": key, "form": form, "attachments": attachments}))
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    return path


@pytest.fixture
def taken(store: WorkStore, files: FileStore, settings: Settings):
    def run(path: Path) -> list[Taken | Refusal]:
        return list(take_in(SubmissionList(path, "gansu", settings), store, files, settings))

    return run


def test_files_are_stored_by_content_and_rows_with_them(tmp_path, store, files, taken):
    assert [(one.place, one.key, one.new) for one in taken(listed(tmp_path, "a", "b"))] == [
        ("1", "a", True),
        ("2", "b", True),
    ]
    with store.asking() as connection:
        one = get(connection, [find(connection, "a")])[0]
    (paper,) = one.attachments
    assert (paper.file, paper.size, files.get(paper.sha256)) == ("a.pdf", 1, b"a")
    assert one.form == {"fields": {"name": "王静"}}


def test_a_second_run_sends_what_is_missing_without_reading_the_rest(tmp_path, store, taken):
    first = taken(listed(tmp_path, "a", "b"))
    path = listed(tmp_path, "a", "c", "b")
    (tmp_path / "a.pdf").unlink()
    second = taken(path)
    assert [(one.key, one.new) for one in second] == [("a", False), ("c", True), ("b", False)]
    assert not any(one.findings for one in second)
    assert [second[0].ref, second[2].ref] == [one.ref for one in first]
    with store.asking() as connection:
        assert counts(connection)["received"] == 3


def test_a_key_that_comes_with_other_content_is_told_and_stays_as_it_was(tmp_path, store, taken):
    taken(listed(tmp_path, "a", "b"))
    path = listed(tmp_path, "a", name="李伟")
    (again,) = taken(path)
    assert (again.new, [one.code for one in again.findings]) == (False, ["SUBMIT_OTHER_CONTENT"])
    with store.asking() as connection:
        assert get(connection, [1])[0].form["fields"]["name"] == "王静"


def test_a_key_that_stands_twice_in_a_list_is_taken_once(tmp_path, taken):
    first, again = taken(listed(tmp_path, "a", "a"))
    assert (first.new, again.new, again.ref) == (True, False, first.ref)
    assert not again.findings


def test_a_file_that_cannot_be_read_stops_no_other(tmp_path, taken):
    path = listed(tmp_path, "a", "b", "c", "d")
    (tmp_path / "b.pdf").unlink()
    (tmp_path / "c.pdf").write_bytes(b"")
    told = taken(path)
    assert [type(one) for one in told] == [Taken, Refusal, Refusal, Taken]
    assert [one.findings[0].code for one in told[1:3]] == ["FILE_MISSING", "FILE_EMPTY"]
    assert [one.unread for one in told[1:3]] == [True, True]


def test_order_is_kept_over_batches(tmp_path, taken, monkeypatch):
    monkeypatch.setattr(bulk, "_BATCH", 2)
    keys = [f"k{number}" for number in range(7)]
    assert [one.key for one in taken(listed(tmp_path, *keys))] == keys


def test_what_fails_for_a_while_is_tried_again(tmp_path, store, taken, monkeypatch):
    received, failures = store.receive, [1, 2]

    def receive(*arguments):
        if failures:
            failures.pop()
            raise TemporaryFailure(found("FILES_REMOVED"))
        return received(*arguments)

    monkeypatch.setattr(store, "receive", receive)
    assert [one.new for one in taken(listed(tmp_path, "a"))] == [True]
    failures += range(bulk._TRIES)
    with pytest.raises(TemporaryFailure):
        taken(listed(tmp_path, "b"))
