"""Files by their content: each once, under its SHA-256, in a folder or an S3-compatible store."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from tempfile import TemporaryDirectory

import fsspec
from fsspec.implementations.local import LocalFileSystem

from models.errors import FileRefused, TemporaryFailure, refused
from models.findings import found
from models.settings import Settings


class FileStore:
    """Where the bytes of submissions and reports lie. Raises TemporaryFailure when it fails."""

    def __init__(self, settings: Settings) -> None:
        url = settings.files_url.replace("{home}", str(settings.home))
        self._files, self._root = fsspec.core.url_to_fs(url)
        self._local = isinstance(self._files, LocalFileSystem)
        if self._local:
            Path(self._root).mkdir(parents=True, exist_ok=True, mode=0o700)

    def put(self, data: bytes) -> str:
        """Keep bytes; their SHA-256. They are there whole, or not at all."""
        name = hashlib.sha256(data).hexdigest()
        place = self._place(name)
        with _failures_told():
            if self._files.exists(place):
                return name
            if not self._local:  # an object store shows an object when it is complete
                self._files.pipe_file(place, data)
                return name
            beside = f"{self._root}/.{token_hex(8)}"
            try:
                self._files.pipe_file(beside, data)
                self._files.makedirs(self._files._parent(place), exist_ok=True)
                Path(beside).replace(place)
            finally:
                Path(beside).unlink(missing_ok=True)
        return name

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


@contextmanager
def _failures_told() -> Iterator[None]:
    """What the store reports, as an error of ours: it may go well when tried again."""
    try:
        yield
    except (FileRefused, TemporaryFailure):
        raise
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise TemporaryFailure(found("FILE_STORE_FAILED", problem=problem)) from error
