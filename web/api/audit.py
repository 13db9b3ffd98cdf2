"""The audit trail: what was done, by whom, to what; and whether the whole of it holds."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query

from models.audit_queries import entries
from models.audit_trail import length
from models.contract import finding_json
from web.api.callers import Auditor, not_there
from web.api.contract_shapes import Finding, Told
from web.api.submissions import Limit
from web.operate_audit import begin_verification
from workers.jobs import Job

router = APIRouter(prefix="/audit", tags=["operate"])
_NAMED = r"^[a-z]+(:[\w.-]{1,70})?$"
_SUBJECT = r"^([0-9a-f]{32}|[a-z]+(:[\w.-]{1,70})?)$"


class EntryTold(Told):
    """An entry as it stands in the trail."""

    number: int
    at: str
    actor: str
    action: str
    subject: str
    body: dict[str, Any]


class Entries(Told):
    """A page of entries, the newest first. total: how many there should be in all."""

    entries: list[EntryTold]
    total: int
    next: int | None


class BrokenTold(Told):
    """Where the trail does not hold."""

    number: int
    message: str
    message_en: str


class Verification(Told):
    """A walk over the whole trail, under way while ended_at is null.

    broken: how many places do not hold, null until it has ended; places: the first of them.
    findings: why it was not finished.
    """

    who: str
    begun_at: datetime
    ended_at: datetime | None
    done: int
    total: int
    broken: int | None
    places: list[BrokenTold]
    findings: list[Finding]


@router.get("", response_model=Entries)
def list_entries(
    caller: Auditor,
    action: Annotated[str, Query(pattern="^[a-z-]{0,40}$")] = "",
    actor: Annotated[str | None, Query(pattern=_NAMED)] = None,
    subject: Annotated[str | None, Query(pattern=_SUBJECT)] = None,
    cursor: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """The newest entries that fit everything that is given."""
    asked = {"action": action, "actor": actor or "", "subject": subject or ""}
    with caller.service.store.asking() as connection:
        rows = entries(connection, before=cursor, most=limit + 1, **asked)
        total = length(connection)
    return {
        "entries": [
            {
                "number": one.number,
                "at": one.at,
                "actor": one.actor,
                "action": one.action,
                "subject": one.subject,
                "body": one.body,
            }
            for one in rows[:limit]
        ],
        "total": total,
        "next": rows[limit - 1].number if len(rows) > limit else None,
    }


@router.post("/verification", status_code=202, response_model=Verification)
def verify_trail(caller: Auditor) -> dict[str, Any]:
    """Begin to verify the whole trail, or join in where that is under way."""
    return _verification(begin_verification(caller))


@router.get("/verification", response_model=Verification)
def get_verification(caller: Auditor) -> dict[str, Any]:
    """How the last verification went or goes, as far as this process of the service knows."""
    job = caller.service.jobs.latest("audit")
    if job is None:
        raise not_there()
    return _verification(job)


def _verification(job: Job) -> dict[str, Any]:
    number, broken, places = job.result or (job.done, None, [])
    return {
        "who": job.who,
        "begun_at": job.begun_at,
        "ended_at": job.ended_at,
        "done": number,
        "total": max(number, job.total),
        "broken": broken,
        "places": [
            {"number": one.number, "message": one.zh, "message_en": one.en} for one in places
        ],
        "findings": [finding_json(one) for one in job.findings],
    }
