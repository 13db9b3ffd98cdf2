"""Files by their content: each once, under its SHA-256, in a folder or an S3-compatible store."""

import hashlib
import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory
from typing import BinaryIO

import fsspec
from fsspec.implementations.local import LocalFileSystem

from intake.files import open_file, shown
from models.errors import PartMissing, TemporaryFailure, UsageWrong, ZhengheError, refused
from models.findings import found
from models.settings import Settings

_CHUNK = 2**20


class FileStore:
    """Where the bytes of submissions and reports lie. Raises TemporaryFailure when it fails."""

    def __init__(self, settings: Settings) -> None:
        url = settings.files_url.replace("{home}", str(settings.home))
        try:
            # Others store and remove files, too: a list that is kept would soon be wrong.
            self._files, self._root = fsspec.core.url_to_fs(url, use_listings_cache=False)
        except ImportError as error:
            raise PartMissing(found("FILE_STORE_PART_MISSING", problem=str(error))) from error
        except ValueError as error:
            given = url.partition("://")[0]
            raise UsageWrong(
                found("SETTING_WRONG", name="ZHENGHE_FILES_URL", given=given, wanted=str(error))
            ) from error
        self._local = isinstance(self._files, LocalFileSystem)
        if self._local:
            with _failures_told():
                Path(self._root).mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, data: bytes) -> str:
        """Keep bytes; their SHA-256. They are there whole, or not at all."""
        name = hashlib.sha256(data).hexdigest()
        place = self._place(name)
        with _failures_told():
            if self._files.exists(place):
                return name
            if self._local:
                self._write(place, BytesIO(data))
            else:  # an object store shows an object when it is complete
                self._files.pipe_file(place, data)
        return name

    def put_file(self, path: Path, most: int) -> tuple[str, int]:
        """Keep a file of at most so many bytes, never all of it in memory; its SHA-256 and size.

        Raises FileRefused for one that can't be read, is empty or changes meanwhile.
        """
        with open_file(path, most) as file:
            name, size = _digest(file), file.tell()
        if not size:
            raise refused("FILE_EMPTY", file=shown(path))
        place = self._place(name)
        with _failures_told():
            if self._files.exists(place):
                return name, size
            if self._local:
                with open_file(path, most) as file:
                    whole = self._write(place, file)
            else:
                self._files.put_file(str(path), place)
                with open_file(path, most) as file:
                    whole = _digest(file) == name
                if not whole:
                    self._files.rm_file(place)
        if not whole:
            raise refused("FILE_CHANGED", file=shown(path))
        return name, size

    def _write(self, place: str, source: BinaryIO) -> bool:
        """Write into the folder, safe from a loss of power; False when it is not what it was."""
        beside, target = Path(f"{self._root}/.{token_hex(8)}"), Path(place)
        digest = hashlib.sha256()
        try:
            with beside.open("xb") as file:
                for chunk in iter(lambda: source.read(_CHUNK), b""):
                    digest.update(chunk)
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            if digest.hexdigest() != target.name:
                return False
            target.parent.mkdir(parents=True, exist_ok=True)
            beside.replace(target)
            _settle(target.parent)
        finally:
            beside.unlink(missing_ok=True)
        return True

    def get(self, name: str) -> bytes:
        """The bytes of a SHA-256. Raises FileRefused where they are gone or not what they were."""
        with _failures_told():
            try:
                data: bytes = self._files.cat_file(self._place(name))
            except FileNotFoundError:
                raise refused("STORED_FILE_LOST", sha256=name[:12]) from None
        if hashlib.sha256(data).hexdigest() != name:
            raise refused("STORED_FILE_CHANGED", sha256=name[:12])
        return data

    def has(self, name: str) -> bool:
        """Are the bytes of a SHA-256 here?"""
        with _failures_told():
            return bool(self._files.exists(self._place(name)))

    def remove(self, name: str) -> None:
        """Forget the bytes of a SHA-256."""
        with _failures_told():
            if self._files.exists(self._place(name)):
                self._files.rm_file(self._place(name))

    def remove_all(self, names: Collection[str]) -> None:
        """Forget the bytes of each."""
        for name in names:
            self.remove(name)

    def stored(self) -> Iterator[tuple[str, datetime]]:
        """The SHA-256 of every file that is kept, and when it was stored; in no order."""
        for number in range(256):
            place = f"{self._root}/{number:02x}"
            with _failures_told():
                if not self._files.exists(place):
                    continue
                found_there = self._files.find(place)
            for path in found_there:
                with _failures_told():
                    yield path.rsplit("/", 1)[-1], self._files.modified(path)

    def remove_unfinished(self, before: datetime) -> int:
        """Remove what was left half-written before a moment by who died; how many files."""
        if not self._local:
            return 0
        old = [
            path
            for path in Path(self._root).glob(".*")
            if path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    @contextmanager
    def as_path(self, name: str) -> Iterator[Path]:
        """The bytes of a SHA-256 as a file, for code that wants one."""
        data = self.get(name)
        with TemporaryDirectory(prefix="zhenghe-") as folder:
            path = Path(folder) / name
            path.write_bytes(data)
            yield path

    def _place(self, name: str) -> str:
        return f"{self._root}/{name[:2]}/{name[2:4]}/{name}"


def _digest(file: BinaryIO) -> str:
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(_CHUNK), b""):
        digest.update(chunk)
    return digest.hexdigest()


def _settle(folder: Path) -> None:
    """Have the names in a folder on disk, as far as the system can tell."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _failures_told() -> Iterator[None]:
    """What the store reports, as an error of ours: it may go well when tried again."""
    try:
        yield
    except ZhengheError:
        raise
    except Exception as error:  # what the client of an object store raises is of no one kind
        problem = getattr(error, "strerror", None) or type(error).__name__
        raise TemporaryFailure(found("FILE_STORE_FAILED", problem=problem)) from error
