"""Submissions as a file, row by row as it is read; who took what is noted before it begins."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import RawIOBase
from tempfile import TemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Response
from fastapi.responses import StreamingResponse

from models.audit_trail import Entry
from models.day_counts import CHINA
from models.findings import Finding, found
from models.work import SubmissionState
from models.work_queries import Chosen, counts, how_many
from models.work_store import WorkStore
from web.operate_access import actor, operate_page, operator
from web.visit import Guarded, Visit, Visitor
from workers.export import ExportFormat, rows_of, writing_export

router = APIRouter(prefix="/operate/exports", dependencies=[Depends(operator)])
Text = Annotated[str, Form()]
_CHUNK = 2**18
_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSONL: "application/x-ndjson",
}


@router.get("")
def exports_page(visitor: Visitor) -> Response:
    """The form."""
    return _exports(visitor, {})


def _exports(
    visitor: Visit, given: dict[str, str], status: int = 200, *problems: Finding
) -> Response:
    with visitor.service.store.asking() as connection:
        known = counts(connection)
    return operate_page(
        visitor,
        "operate_exports.html.j2",
        status,
        formats=ExportFormat,
        states=SubmissionState,
        known=known,
        given=given,
        problems=problems,
    )


@router.post("")
def export(
    visitor: Guarded, kind: Text = "", state: Text = "", since: Text = "", before: Text = ""
) -> Response:
    """A file of what was chosen; identity numbers are masked."""
    given = {"kind": kind, "state": state, "since": since, "before": before}
    try:
        chosen = Chosen(
            state=SubmissionState(state) if state else None,
            since=_midnight(since),
            before=_midnight(before, days=1),
        )
        wanted = ExportFormat(kind)
    except ValueError:
        return _exports(visitor, given, 422, found("EXPORT_WRONG"))
    store = visitor.service.store
    with store.asking() as connection:
        rows = how_many(connection, chosen)
    if not rows:
        return _exports(visitor, given, 422, found("EXPORT_EMPTY"))
    body: dict[str, Any] = {
        "format": wanted,
        "state": chosen.state,
        "since": chosen.since.isoformat() if chosen.since else None,
        "before": chosen.before.isoformat() if chosen.before else None,
        "rows": rows,
        "with_id_numbers": False,
    }
    # Before the first byte: nothing is taken out without its entry.
    store.note([Entry(actor(visitor), "exported", "submissions", body)])
    day = datetime.now(CHINA).strftime("%Y%m%d")
    headers = {"Content-Disposition": f'attachment; filename="zhenghe-{day}.{wanted}"'}
    content = _written(wanted, chosen, store)
    return StreamingResponse(content, media_type=_TYPES[wanted], headers=headers)


def _midnight(text: str, days: int = 0) -> datetime | None:
    """The beginning of a day in China, or of one some days later. Raises ValueError."""
    if not text:
        return None
    return datetime.combine(date.fromisoformat(text) + timedelta(days), time(), CHINA)


class _Passing(RawIOBase):
    """What is written is taken out again, so that no more than a few rows are in memory."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def take(self) -> bytes:
        taken = b"".join(self._parts)
        self._parts.clear()
        return taken


def _written(kind: ExportFormat, chosen: Chosen, store: WorkStore) -> Iterator[bytes]:
    """The file, part by part; a workbook is put together on disk first, as its format asks."""
    if kind is ExportFormat.XLSX:
        yield from _workbook(chosen, store)
        return
    passing, size = _Passing(), 0
    with writing_export(kind, passing, with_id_numbers=False) as write:  # type: ignore[arg-type]
        for row in rows_of(store, chosen):
            write(row)
            size += 1
            if size % 100 == 0:
                yield passing.take()
    yield passing.take()


def _workbook(chosen: Chosen, store: WorkStore) -> Iterator[bytes]:
    with TemporaryFile() as file:
        with writing_export(ExportFormat.XLSX, file, with_id_numbers=False) as write:
            for row in rows_of(store, chosen):
                write(row)
        file.seek(0)
        yield from iter(lambda: file.read(_CHUNK), b"")
