"""Files are there whole or not at all, in a folder and in a store of objects."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models.errors import FileRefused, PartMissing, TemporaryFailure, UsageWrong
from models.settings import Settings
from workers import file_store
from workers.file_store import FileStore

SIZE = 3 * 2**20 + 5


@pytest.fixture(params=["{home}/files", "memory://zhenghe"])
def files(request: pytest.FixtureRequest, tmp_path: Path):
    store = FileStore(Settings(home=tmp_path / "home", files_url=request.param))
    yield store
    store.remove_all([name for name, _ in list(store.stored())])


def test_what_was_put_is_there_until_it_is_removed(files, tmp_path):
    name = files.put(b"a")
    assert (files.get(name), files.has(name), files.put(b"a")) == (b"a", True, name)
    with files.as_path(name) as path:
        assert path.read_bytes() == b"a"
    files.remove(name)
    files.remove(name)
    assert not files.has(name)
    with pytest.raises(FileRefused):
        files.get(name)


def test_a_file_is_streamed_in_and_known_again(files, tmp_path):
    path = tmp_path / "a.pdf"
    data = os.urandom(SIZE)
    path.write_bytes(data)
    name, size = files.put_file(path, SIZE)
    assert (name, size) == (hashlib.sha256(data).hexdigest(), SIZE)
    assert files.put_file(path, SIZE) == (name, size)
    assert files.get(name) == data
    ((stored, at),) = files.stored()
    assert stored == name
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_a_file_that_is_missing_empty_or_too_large_is_refused(files, tmp_path):
    path = tmp_path / "a.pdf"
    for content, code in ((None, "FILE_MISSING"), (b"", "FILE_EMPTY"), (b"xxx", "FILE_TOO_LARGE")):
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(FileRefused) as raised:
            files.put_file(path, 2)
        assert raised.value.findings[0].code == code
    assert list(files.stored()) == []


def test_a_file_that_changes_while_it_is_read_is_refused(files, tmp_path, monkeypatch):
    path = tmp_path / "a.pdf"
    path.write_bytes(b"before")
    digest = file_store._digest

    def change(file) -> str:
        found = digest(file)
        path.write_bytes(b"after!")
        return found

    monkeypatch.setattr(file_store, "_digest", change)
    with pytest.raises(FileRefused) as raised:
        files.put_file(path, 100)
    assert raised.value.findings[0].code == "FILE_CHANGED"
    monkeypatch.undo()
    assert list(files.stored()) == []


def test_a_changed_file_is_not_taken_for_what_it_was(files):
    name = files.put(b"a")
    files._files.pipe_file(files._place(name), b"b")
    with pytest.raises(FileRefused) as raised:
        files.get(name)
    assert raised.value.findings[0].code == "STORED_FILE_CHANGED"


def test_what_a_killed_process_left_is_swept_away_when_it_is_old(tmp_path):
    files = FileStore(Settings(home=tmp_path))
    old, young = (tmp_path / "files" / name for name in (".old", ".young"))
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (0, 0))
    assert files.remove_unfinished(datetime.now(UTC) - timedelta(days=1)) == 1
    assert (old.exists(), young.exists()) == (False, True)


def test_a_store_that_fails_may_go_well_later(tmp_path):
    files = FileStore(Settings(home=tmp_path))
    (tmp_path / "files" / hashlib.sha256(b"a").hexdigest()[:2]).write_text("in the way")
    with pytest.raises(TemporaryFailure):
        files.put(b"a")
    assert not list((tmp_path / "files").glob(".*")), "nothing half-written is left"


def test_an_address_that_leads_nowhere_is_told_with_the_remedy(tmp_path, monkeypatch):
    with pytest.raises(UsageWrong):
        FileStore(Settings(home=tmp_path, files_url="nothing://here"))

    def lacking(*_arguments, **_options):
        raise ImportError("Install s3fs")

    monkeypatch.setattr(file_store.fsspec.core, "url_to_fs", lacking)
    with pytest.raises(PartMissing) as raised:
        FileStore(Settings(home=tmp_path, files_url="s3://bucket"))
    assert raised.value.findings[0].code == "FILE_STORE_PART_MISSING"
