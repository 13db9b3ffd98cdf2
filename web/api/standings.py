"""Submissions as whoever runs the service sees them: where they stand; nothing that was entered."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from models import work_queries
from models.fields import DocumentKind
from models.findings import Severity
from models.work import Submission, SubmissionState, WorkStage, WorkState
from models.work_queries import Chosen, findings_of, unfinished_of
from web.api import shapes
from web.api.callers import Caller, Remover, Watcher, not_there
from web.api.contract_shapes import Told
from web.api.shapes import Given, Since, Standing, Text
from web.api.submissions import Limit, standing_of
from workers.purge import how_many_older, remove_some_older, remove_submissions

router = APIRouter(prefix="/queue", tags=["operate"])
Ref = Annotated[str, Path(pattern=shapes.REF, description="The submission's ref.")]
_REMOVED_AT_ONCE = 1000


class PaperTold(Told):
    """A file of a submission, without its name."""

    kind: DocumentKind
    bytes: int


class WaitsFor(Told):
    """A piece of work that is yet to be done."""

    stage: WorkStage
    page: int
    state: WorkState
    failures: int
    reason: str | None


class CodeTold(Told):
    """A finding, without its words."""

    code: str
    severity: Severity


class StandingWhole(Standing):
    """Where a submission stands and what it waits for."""

    papers: list[PaperTold]
    waits_for: list[WaitsFor]
    findings: list[CodeTold]


class Standings(Told):
    """A page of submissions, the oldest first; next is the cursor of the one after."""

    submissions: list[Standing]
    next: int | None


class Named(Given):
    """A ref, or the key that its sender gave it; posted, so that it stands in no address."""

    name: Annotated[Text, Field(min_length=1, max_length=200)]


class Removal(Given):
    """What is removed: all that has not changed for so many days; dry_run: it is only counted."""

    older_than_days: Annotated[int, Field(ge=1, le=36500)]
    dry_run: bool = False


class Removed(Told):
    """How many submissions are gone, and how many of those that are meant are left."""

    removed: int
    left: int


@router.get("/submissions", response_model=Standings)
def list_standings(
    caller: Watcher,
    state: SubmissionState | None = None,
    reason: Annotated[str | None, Query(pattern="^[A-Z][A-Z0-9_]{0,59}$")] = None,
    since: Annotated[Since | None, Query(description="Those that changed since.")] = None,
    before: Annotated[Since | None, Query(description="Those that changed before.")] = None,
    cursor: Annotated[int, Query(ge=0, le=2**53)] = 0,
    limit: Limit = 50,
) -> dict[str, Any]:
    """Everybody's submissions: where each stands."""
    chosen = Chosen(state=state, reason=reason, since=since, before=before)
    with caller.service.store.asking() as connection:
        ids = work_queries.ids_after(connection, cursor, chosen, limit + 1)
        rows = work_queries.get(connection, ids[:limit])
    following = ids[limit - 1] if len(ids) > limit else None
    return {"submissions": [standing_of(one) for one in rows], "next": following}


@router.post("/submissions/search", response_model=StandingWhole)
def find_standing(caller: Watcher, given: Named) -> dict[str, Any]:
    """The submission of a ref or of its sender's key."""
    return _whole(caller, _there(caller, given.name.strip()))


@router.get("/submissions/{ref}", response_model=StandingWhole)
def get_standing(caller: Watcher, ref: Ref) -> dict[str, Any]:
    """Where a submission stands, what it waits for, the codes of what was found."""
    return _whole(caller, _there(caller, ref))


@router.delete("/submissions/{ref}", status_code=204, response_class=Response)
def remove_submission(caller: Remover, ref: Ref) -> Response:
    """Remove a submission for good; the audit trail keeps who removed which ref."""
    one, service = _there(caller, ref), caller.service
    remove_submissions(service.store, service.files, [one.id], caller.actor, lambda *_: None)
    return Response(status_code=204)


@router.post("/removals", response_model=Removed)
def remove_old(caller: Remover, given: Removal) -> dict[str, Any]:
    """Remove what has not changed for long, at most 1000 at once: ask again while some are left."""
    service, days = caller.service, given.older_than_days
    if given.dry_run:
        return {"removed": 0, "left": how_many_older(service.store, days)}
    done, left = remove_some_older(
        service.store, service.files, days, caller.actor, _REMOVED_AT_ONCE
    )
    return {"removed": done, "left": left}


def _there(caller: Caller, name: str) -> Submission:
    """Raises NotThere."""
    with caller.service.store.asking() as connection:
        id_ = work_queries.find(connection, name)
        rows = work_queries.get(connection, [id_]) if id_ is not None else []
    if not rows:
        raise not_there()
    return rows[0]


def _whole(caller: Caller, one: Submission) -> dict[str, Any]:
    with caller.service.store.asking() as connection:
        waits = unfinished_of(connection, one.id)
        found_there = findings_of(connection, one.id)
    return standing_of(one) | {
        "papers": [{"kind": paper.kind, "bytes": paper.size} for paper in one.attachments],
        "waits_for": [
            {
                "stage": work.stage,
                "page": work.page,
                "state": work.state,
                "failures": work.failures,
                "reason": work.reason or None,
            }
            for work in waits
        ],
        "findings": [{"code": one["code"], "severity": one["severity"]} for one in found_there],
    }
