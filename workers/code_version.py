"""Which code does a stage: a digest of the sources and settings that can change its result.

Work is kept by it, so a file is not read twice by the same code, and a result of other code is
never taken for one of this.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from matching.site_dictionary import files_of
from models.settings import Settings
from models.work import WorkStage

_ROOMS: Mapping[WorkStage, tuple[str, ...]] = {
    WorkStage.INTAKE: ("models", "intake"),
    WorkStage.PAGE: ("models", "intake", "matching", "ocr"),
    WorkStage.PHOTO: ("models", "intake"),
    WorkStage.JUDGE: ("models", "intake", "matching", "ocr", "rules", "workers"),
    WorkStage.REPORT: ("models", "intake", "matching", "ocr", "rules", "workers"),
}
# Where things lie and how many work on them changes no result.
_NO_MATTER = frozenset(
    {
        "home", "database_url", "broker", "files_url", "audit_key", "workers", "threads",
        "child_tasks_max", "page_seconds_max", "memory_bytes_max",
    }
)  # fmt: skip
_SUFFIXES = (".py", ".toml", ".j2", ".css")


def versions(settings: Settings) -> dict[WorkStage, str]:
    """The version of each stage: 16 hexadecimal digits."""
    chosen = repr(
        sorted(
            (name, value)
            for name, value in settings.model_dump(mode="json").items()
            if name not in _NO_MATTER and not name.startswith(("queue_", "web_"))
        )
    )
    own = {WorkStage.JUDGE: _entries(settings), WorkStage.REPORT: _entries(settings)}
    told = {
        stage: "".join((chosen, *map(_digest, rooms), own.get(stage, "")))
        for stage, rooms in _ROOMS.items()
    }
    return {stage: hashlib.sha256(text.encode()).hexdigest()[:16] for stage, text in told.items()}


def _entries(settings: Settings) -> str:
    """The digest of the dictionary that the settings name, which is no part of the sources."""
    path = settings.own_dictionary
    return hashlib.sha256(b"".join(data for _, data in files_of(path))).hexdigest() if path else ""


@cache
def _digest(room: str) -> str:
    """The digest of a room's sources."""
    digest = hashlib.sha256()
    for name, content in sorted(_sources(files(room), room)):
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _sources(folder: Traversable, name: str) -> Iterable[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _sources(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(_SUFFIXES):
            yield f"{name}/{entry.name}", entry.read_bytes()
