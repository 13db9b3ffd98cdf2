"""The queue: how much of what, what failed and why, trying again; one submission; removing."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response

from models.errors import NotAllowed, UsageWrong
from models.findings import Finding, found
from models.work import Submission, SubmissionState, WorkStage
from models.work_queries import (
    Chosen,
    counts,
    find,
    findings_of,
    get,
    ids_after,
    unfinished_of,
)
from web.operate import failures_of, overview
from web.operate_access import SOON, actor, operate_page, operator, problems_of, since
from web.pages import go
from web.visit import Guarded, Visit, Visitor
from workers.jobs import Told
from workers.purge import how_many_older, remove_older, remove_strays, remove_submissions
from workers.redo import redo, redo_failed

router = APIRouter(prefix="/operate", dependencies=[Depends(operator)])
PAGE = 50  # submissions that failed
_YEAR = 365
Text = Annotated[str, Form()]
Ref = Annotated[str, Path(pattern="^[0-9a-f]{32}$")]


@router.get("/queue")
def queue_page(visitor: Visitor, after: int = 0) -> Response:
    """Where the queue stands."""
    return _queue(visitor, after)


def _queue(visitor: Visit, after: int = 0, status: int = 200, *problems: Finding) -> Response:
    store, jobs = visitor.service.store, visitor.service.jobs
    with store.asking() as connection:
        known = counts(connection)
        ids = ids_after(connection, after, Chosen(state=SubmissionState.FAILED))[: PAGE + 1]
        failed = get(connection, ids[:PAGE])
    job = jobs.latest("retry")
    return operate_page(
        visitor,
        "operate_queue.html.j2",
        status,
        known=known,
        failures=failures_of(known),
        failed=failed,
        following=ids[PAGE - 1] if len(ids) > PAGE else 0,
        after=after,
        view=overview(visitor),
        states=SubmissionState,
        stages=WorkStage,
        since=since,
        job=job,
        problems=(*problems, *problems_of(job)),
    )


@router.post("/queue/retry")
def retry(visitor: Guarded, reason: Text = "", everything: Text = "") -> Response:
    """Try again what failed for a reason, or all that failed."""
    if not reason and everything != "yes":
        raise UsageWrong(found("RETRY_WANTS_ONE"))
    service, who = visitor.service, actor(visitor)

    def work(told: Told) -> int:
        done = redo_failed(service.store, reason or None, who, told)
        service.wake()
        return done

    kind = f"retry:{reason}"
    service.jobs.begin(kind, visitor.who.name, work)
    service.jobs.finished(kind, SOON)
    return go("/operate/queue")


@router.post("/queue/find")
def find_one(visitor: Guarded, q: Text = "") -> Response:
    """The submission of a ref or a sender's key, which is posted so that it stands nowhere."""
    with visitor.service.store.asking() as connection:
        id_ = find(connection, q.strip()) if q.strip() else None
        one = get(connection, [id_]) if id_ is not None else []
    if not one:
        return _queue(visitor, 0, 404, found("SUBMISSION_UNKNOWN", given="…"))
    return go(f"/operate/submissions/{one[0].ref}")


@router.get("/submissions/{ref}")
def submission_page(visitor: Visitor, ref: Ref) -> Response:
    """One submission: where it stands and what it waits for; nothing that was entered or read."""
    one = _submission(visitor, ref)
    with visitor.service.store.asking() as connection:
        waits = unfinished_of(connection, one.id)
        findings = findings_of(connection, one.id)
    kinds = [(paper.kind, paper.size) for paper in one.attachments]
    return operate_page(
        visitor, "operate_submission.html.j2", one=one, waits=waits, findings=findings, kinds=kinds
    )


def _submission(visitor: Visit, ref: str) -> Submission:
    with visitor.service.store.asking() as connection:
        id_ = find(connection, ref)
        found_there = get(connection, [id_]) if id_ is not None else []
    if not found_there:
        raise NotAllowed(found("SUBMISSION_GONE"))
    return found_there[0]


@router.post("/submissions/{ref}/retry")
def retry_one(visitor: Guarded, ref: Ref, anew: Text = "") -> Response:
    """Try this one again, or check it anew."""
    one = _submission(visitor, ref)
    redo(visitor.service.store, [one.id], actor(visitor), anew=anew == "yes")
    visitor.service.wake()
    return go(f"/operate/submissions/{ref}")


@router.post("/submissions/{ref}/remove")
def remove_one(visitor: Guarded, ref: Ref, sure: Text = "") -> Response:
    """Remove this one for good."""
    one = _submission(visitor, ref)
    if sure != "yes":
        raise UsageWrong(found("PURGE_UNCONFIRMED", number=1))
    service = visitor.service
    remove_submissions(service.store, service.files, [one.id], actor(visitor), lambda *_: None)
    return go("/operate/queue")


@router.get("/removal")
def removal_page(visitor: Visitor, days: str = "") -> Response:
    """What has not changed for long, counted before it is removed."""
    return _removal(visitor, days)


def _removal(visitor: Visit, days: str, status: int = 200, *problems: Finding) -> Response:
    wanted = int(days) if re.fullmatch("[1-9][0-9]{0,4}", days) else 0
    number = how_many_older(visitor.service.store, wanted) if wanted else None
    job = visitor.service.jobs.latest("removal")
    return operate_page(
        visitor,
        "operate_removal.html.j2",
        status,
        days=wanted or _YEAR,
        count=number,
        job=job,
        problems=(*problems, *problems_of(job)),
    )


@router.post("/removal")
def remove_old(visitor: Guarded, days: Text = "", sure: Text = "", strays: Text = "") -> Response:
    """Remove what has not changed for so many days, or files that nobody needs."""
    service, who = visitor.service, actor(visitor)
    if strays == "yes":
        kind = "removal:strays"
    elif not re.fullmatch("[1-9][0-9]{0,4}", days):
        raise UsageWrong(found("PURGE_WANTS_ONE"))
    elif sure != "yes":
        number = how_many_older(service.store, int(days))
        return _removal(visitor, days, 422, found("PURGE_UNCONFIRMED", number=number))
    else:
        kind = f"removal:{days}"

    def work(told: Told) -> tuple[str, int]:
        if strays == "yes":
            return "files", remove_strays(service.store, service.files, told)
        older = remove_older(service.store, service.files, int(days), who, told)
        return "submissions", older

    service.jobs.begin(kind, visitor.who.name, work)
    service.jobs.finished(kind, SOON)
    return go("/operate/removal")
