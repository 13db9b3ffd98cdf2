"""What failed is tried again, what was judged is checked anew, at an operator's word."""

from collections.abc import Callable, Collection

from models import work_queries
from models.errors import UsageWrong
from models.findings import found
from models.masking import masked
from models.work import SubmissionState
from models.work_queries import Chosen
from models.work_store import WorkStore

Told = Callable[[int, int], None]  # done, how many there are


def ids_of(store: WorkStore, names: list[str]) -> list[int]:
    """The ids of submissions by ref or key. Raises UsageWrong with all that there are not."""
    with store.asking() as connection:
        ids = {name: work_queries.find(connection, name) for name in names}
    missing = [name for name, id_ in ids.items() if id_ is None]
    if missing:
        raise UsageWrong(*(found("SUBMISSION_UNKNOWN", given=masked(name)) for name in missing))
    return sorted({id_ for id_ in ids.values() if id_ is not None})


def redo(store: WorkStore, ids: Collection[int], actor: str, *, anew: bool = False) -> int:
    """Try these again where they failed, or check them anew where they were judged; how many."""
    return store.check_anew(ids, actor) if anew else store.retry_failed(ids, actor)


def redo_failed(
    store: WorkStore, reason: str | None, actor: str, told: Told, *, anew: bool = False
) -> int:
    """All that failed, or that failed for one reason; how many."""
    chosen = Chosen(state=SubmissionState.FAILED, reason=reason)
    with store.asking() as connection:
        total = work_queries.how_many(connection, chosen)
    done = seen = 0
    for ids in store.batches(chosen):
        done += redo(store, ids, actor, anew=anew)
        seen += len(ids)
        told(seen, total)
    return done
