"""Original files leave as downloads of a fixed type: no browser opens what somebody uploaded."""

from urllib.parse import quote

from fastapi import Response

from models.work import NewAttachment
from workers.file_store import FileStore


def original(files: FileStore, given: NewAttachment) -> Response:
    """The bytes of an attachment under its own name. Raises FileRefused where they are lost."""
    name = quote(given.file.rpartition("/")[2] or "file", safe="")
    return Response(
        files.get(given.sha256),
        media_type="application/octet-stream",
        headers={
            "Content-Disposition": f"attachment; filename*=UTF-8''{name}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
        },
    )
