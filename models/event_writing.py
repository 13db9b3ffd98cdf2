"""Events are written together with what webhooks are to be told of them: none is missed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, false, insert, select

from models.api_tables import delivery, webhook
from models.webhooks import DeliveryState, WebhookKind
from models.work_tables import event

Row = dict[str, Any]
_KINDS = frozenset(WebhookKind)


def event_row(id_: int, ref: str, at: datetime, kind: str, body: dict[str, Any]) -> Row:
    """An event of a submission, to be written."""
    return {"submission_id": id_, "ref": ref, "at": at, "kind": kind, "body": body}


def write_events(connection: Connection, rows: Sequence[Row]) -> None:
    """Write events in the caller's transaction, with a delivery for each webhook that wants one."""
    if not rows:
        return
    told = any(row["kind"] in _KINDS for row in rows)
    hooks = _open_webhooks(connection) if told else []
    if not hooks:
        connection.execute(insert(event), list(rows))
        return
    made = insert(event).returning(event.c.id, sort_by_parameter_order=True)
    numbers = connection.execute(made, list(rows)).scalars().all()
    wanted = [
        _delivery(hook.id, number, row)
        for number, row in zip(numbers, rows, strict=True)
        for hook in hooks
        if row["kind"] in hook.kinds
    ]
    if wanted:
        connection.execute(insert(delivery), wanted)


def _open_webhooks(connection: Connection) -> Sequence[Any]:
    query = select(webhook.c.id, webhook.c.kinds).where(webhook.c.paused == false())
    return connection.execute(query).all()


def _delivery(webhook_id: int, number: int, row: Row) -> Row:
    return {
        "webhook_id": webhook_id,
        "event_id": number,
        "submission_id": row["submission_id"],
        "ref": row["ref"],
        "kind": row["kind"],
        "at": row["at"],
        "state": DeliveryState.WAITING,
        "due_at": row["at"],
        "changed_at": row["at"],
    }
