"""The queue: where it stands, what has failed, and tries again."""

from typing import Annotated, Any

from fastapi import APIRouter, Response
from pydantic import Field

from models import work_queries
from models.errors import NotThere, UsageWrong
from models.findings import found
from models.work import SubmissionState
from models.work_contract import queue_json
from models.work_queries import Chosen
from web.api import contract_shapes, shapes
from web.api.callers import Caller, Operator, Watcher
from web.api.once import Made, OnceOnly
from web.api.shapes import Given

router = APIRouter(prefix="/queue", tags=["operate"])
_MOST = 500


Ref = Annotated[str, Field(pattern=shapes.REF)]


class Retry(Given):
    """What is tried again: these submissions, or all that failed for a reason, or all that failed.

    anew: check once more with the program of today, in a further round.
    """

    refs: Annotated[tuple[Ref, ...], Field(max_length=_MOST)] = ()
    reason: Annotated[str | None, Field(pattern="^[A-Z][A-Z0-9_]{0,59}$")] = None
    all_failed: bool = False
    anew: bool = False


@router.get("", response_model=contract_shapes.Queue)
def get_queue(caller: Watcher) -> dict[str, Any]:
    """Submissions by state, waiting work by stage, how long the oldest waits, what has failed."""
    with caller.service.store.asking() as connection:
        counts = work_queries.counts(connection)
        oldest = work_queries.oldest_waiting(connection)
    return queue_json(counts, oldest)


@router.post("/retries", response_model=contract_shapes.Retried)
def retry(caller: Operator, given: Retry, once: OnceOnly) -> Response:
    """Try again what failed, or check anew."""
    if sum(map(bool, (given.refs, given.reason, given.all_failed))) != 1:
        raise UsageWrong(found("RETRY_WANTS_ONE"))

    def make() -> Made:
        store, done = caller.service.store, 0
        chosen = Chosen(state=SubmissionState.FAILED, reason=given.reason)
        batches = iter([_ids_of(caller, given.refs)]) if given.refs else store.batches(chosen)
        for ids in batches:
            redo = store.check_anew if given.anew else store.retry_failed
            done += redo(ids, caller.actor)
        caller.service.wake()
        return Made(contract_shapes.Retried(retried=done, anew=given.anew), 200)

    return once.answer(caller, given.model_dump(), make)


def _ids_of(caller: Caller, refs: tuple[str, ...]) -> list[int]:
    """The ids of submissions. Raises NotThere with all that there are not."""
    with caller.service.store.asking() as connection:
        ids = {ref: work_queries.find(connection, ref) for ref in refs}
    if missing := [ref for ref, id_ in ids.items() if id_ is None]:
        raise NotThere(*(found("SUBMISSION_UNKNOWN", given=ref) for ref in missing))
    return sorted({id_ for id_ in ids.values() if id_ is not None})
