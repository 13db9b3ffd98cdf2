"""Files that are posted: no more is taken than may be, and the form's token is asked for first."""

import shutil
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from intake.files import shown
from models.errors import FileRefused, refused
from models.settings import Settings
from web.visit import Visit, Visitor, guarded

_WORDS_MOST = 2 * 2**20  # a decision has some dozens of texts, each with thousands of characters
_BESIDE = 2**20  # what a form has beside its file
Limit = Callable[[Settings], int]


@dataclass(frozen=True, slots=True)
class Upload:
    """A posted form: who sent it, its texts, its file (None for none)."""

    visitor: Visit
    texts: dict[str, str]
    file: UploadFile | None

    @property
    def name(self) -> str:
        """The file's own name, without folders, fit to be shown."""
        given = self.file.filename if self.file else ""
        return shown(Path((given or "file").replace("\\", "/")).name)[:120]

    async def save(self, path: Path) -> int:
        """Write the file to a path; its size. Raises FileRefused for none, or an empty one."""
        if self.file is None or not self.file.filename:
            raise refused("FILE_EMPTY", file="")
        source = self.file.file

        def copy() -> int:
            with path.open("wb") as target:
                shutil.copyfileobj(source, target, 2**20)
                return target.tell()

        size = await run_in_threadpool(copy)
        if not size:
            raise refused("FILE_EMPTY", file=self.name)
        return size


def most_bytes(settings: Settings, path: str, kind: str) -> int:
    """How much a request of the pages may bring: a form's words, or files."""
    if not kind.lower().startswith("multipart/"):
        return _WORDS_MOST
    if path.startswith("/operate/"):
        return settings.roster_bytes_max + _BESIDE
    return settings.upload_bytes_max


def uploading(limit: Limit) -> Callable[..., Awaitable[Upload]]:
    """A dependency: the form of a request whose file may be so large. Raises FileRefused.

    The sizes are looked at as the bytes come: of what is too large nothing more is read.
    """

    async def taken(request: Request, visitor: Visitor) -> Upload:
        most = limit(visitor.service.settings)
        told = request.headers.get("content-length", "")
        if told.isdigit() and int(told) > most + _BESIDE:
            raise _too_large(int(told), most)
        seen = 0

        async def receive() -> MutableMapping[str, Any]:
            nonlocal seen
            message = await request.receive()
            seen += len(message.get("body", b""))
            if seen > most + _BESIDE:
                raise _too_large(seen, most)
            return message

        form = await Request(request.scope, receive).form(max_files=1, max_fields=200)
        texts = {key: value for key, value in form.items() if isinstance(value, str)}
        guarded(visitor, texts.get("csrf", ""), request.headers.get("x-csrf-token", ""))
        files = [value for value in form.values() if isinstance(value, UploadFile)]
        return Upload(visitor, texts, files[0] if files else None)

    return taken


def _too_large(size: int, most: int) -> FileRefused:
    return refused("FILE_TOO_LARGE", file="", megabytes=size / 2**20, most=most / 2**20)
