"""What the pages work with."""

from collections.abc import Callable
from dataclasses import dataclass

from models.settings import Settings
from models.work_store import WorkStore
from workers.file_store import FileStore


@dataclass(frozen=True, slots=True)
class Service:
    """The open store, the files, and how to tell the workers that something waits."""

    store: WorkStore
    files: FileStore
    settings: Settings
    wake: Callable[[], None]
