"""Submissions as a file."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from models.audit_trail import Entry
from models.tokens import TokenScope
from models.work import SubmissionState
from models.work_queries import Chosen
from web.api.callers import Caller, Exporter, need
from web.api.shapes import Since
from workers.export import ExportFormat, rows_of, writing_export

router = APIRouter(tags=["operate"])
_CHUNK = 2**20
_TYPES = {
    ExportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.JSONL: "application/jsonl",
}
_CONTENT: dict[str, Any] = {kind.partition(";")[0]: {} for kind in _TYPES.values()}


@router.get(
    "/exports",
    response_class=Response,
    responses={200: {"content": _CONTENT, "description": "The file."}},
)
def export(
    caller: Exporter,
    format: ExportFormat = ExportFormat.JSONL,
    state: SubmissionState | None = None,
    since: Annotated[Since | None, Query(description="Those that changed since.")] = None,
    before: Annotated[Since | None, Query(description="Those that changed before.")] = None,
    with_id_numbers: Annotated[
        bool, Query(description=f"In full; takes the scope {TokenScope.EXPORTS_NUMBERS}.")
    ] = False,
) -> Response:
    """A row for each submission, as `zhenghe export` writes it; the audit trail keeps who did."""
    if with_id_numbers:
        need(caller, TokenScope.EXPORTS_NUMBERS)
    chosen = Chosen(state=state, since=since, before=before)
    path = _written(caller, format, chosen, with_id_numbers=with_id_numbers)
    headers = {"Content-Disposition": f'attachment; filename="zhenghe.{format}"'}
    return StreamingResponse(_sent(path), headers=headers, media_type=_TYPES[format])


def _written(caller: Caller, kind: ExportFormat, chosen: Chosen, *, with_id_numbers: bool) -> Path:
    """The file, complete and noted in the audit trail before any of it leaves."""
    store, rows = caller.service.store, 0
    with NamedTemporaryFile(prefix="zhenghe-", delete=False) as file:
        path = Path(file.name)
        try:
            with writing_export(kind, file, with_id_numbers=with_id_numbers) as write:  # type: ignore[arg-type]
                for row in rows_of(store, chosen):
                    write(row)
                    rows += 1
            body = {
                "format": kind,
                "state": chosen.state,
                "since": chosen.since.isoformat() if chosen.since else None,
                "before": chosen.before.isoformat() if chosen.before else None,
                "rows": rows,
                "with_id_numbers": with_id_numbers,
            }
            store.note([Entry(caller.actor, "exported", "submissions", body)])
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def _sent(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(_CHUNK), b"")
    finally:
        path.unlink(missing_ok=True)
