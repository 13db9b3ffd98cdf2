"""Forms with files: taken once it is known who sends them, to disk, and no more than the limit."""

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException

from intake.files import shown
from models.errors import refused
from models.settings import Settings

MULTIPART = "multipart/form-data"
_JSON_MOST = 2**20
_FILES_MOST = 40
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Upload:
    """The texts and files of a form, in the order given."""

    texts: Mapping[str, str]
    files: tuple[tuple[str, UploadFile], ...]

    def only(self, *names: str) -> None:
        """Raises RequestValidationError for a part of any other name."""
        odd = [name for name in (*self.texts, *dict(self.files)) if name not in names]
        if odd:
            raise RequestValidationError([wrong(shown(name), "is not known") for name in odd])

    def file(self, name: str) -> UploadFile:
        """The one file of a name. Raises RequestValidationError."""
        own = [file for given, file in self.files if given == name]
        if len(own) != 1:
            raise RequestValidationError([wrong(name, "one file is wanted")])
        return own[0]


def wrong(name: str, what: str) -> dict[str, Any]:
    """A mistake, as the framework tells those that it finds itself."""
    return {"type": "value_error", "loc": ("body", name), "msg": what, "input": None}


async def _upload(request: Request) -> AsyncIterator[Upload]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MULTIPART:
        raise HTTPException(415, MULTIPART)
    form = await request.form(max_files=_FILES_MOST, max_fields=_FILES_MOST)
    try:
        parts = form.multi_items()
        texts = {name: value for name, value in parts if isinstance(value, str)}
        files = tuple((name, value) for name, value in parts if isinstance(value, UploadFile))
        yield Upload(texts, files)
    finally:
        await form.close()


Uploads = Annotated[Upload, Depends(_upload)]


def bytes_of(file: UploadFile, settings: Settings) -> bytes:
    """The bytes of a file. Raises FileRefused for none, and for more than a file may have."""
    most = settings.file_bytes_max
    file.file.seek(0)  # it may have been read before: for its digest, or by a try that failed
    data = file.file.read(most + 1)
    name = shown(file.filename or "")
    if len(data) > most:
        size = file.size or len(data)
        raise refused("FILE_TOO_LARGE", file=name, megabytes=size / 2**20, most=most / 2**20)
    if not data:
        raise refused("FILE_EMPTY", file=name)
    return data


def digest_of(file: UploadFile) -> str:
    """The SHA-256 of a file, by which the same upload is known again."""
    digest = hashlib.sha256()
    file.file.seek(0)
    for chunk in iter(lambda: file.file.read(_CHUNK), b""):
        digest.update(chunk)
    file.file.seek(0)
    return digest.hexdigest()


def most_bytes(settings: Settings, path: str, kind: str) -> int:
    """How much a request of the API may bring."""
    if not kind.lower().startswith(MULTIPART):
        return _JSON_MOST
    if "/rosters/" in path:
        return settings.roster_bytes_max
    return settings.upload_bytes_max
