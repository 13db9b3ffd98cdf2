"""Work that does not go well: tried again, given up, or given back undone."""

from collections.abc import Collection

from sqlalchemy import Connection, update

from models.audit_trail import Entry
from models.work import Claim, SubmissionState, WorkStage, WorkState
from models.work_books import Books
from models.work_flow import log_run, write_standing
from models.work_rows import lock_askers
from models.work_tables import work


def fail(
    books: Books, held: Claim, reason: str, worker: str, milliseconds: int, most: int
) -> list[Entry]:
    """Let the work wait for another try; after `most` failures it has failed, and who needs it."""
    row = books.connection.execute(
        update(work)
        .where(work.c.id == held.id, work.c.state == WorkState.RUNNING)
        .where(work.c.claims == held.number)
        .values(state=WorkState.RESTING, failures=work.c.failures + 1, reason=reason)
        .returning(work.c.failures)
    ).one_or_none()
    if row is None:
        return []
    log_run(books, held, worker, milliseconds, "failed", reason)
    if row.failures < most:
        return []
    return give_up(books, held.id, held.subject.stage, reason)


def give_up(books: Books, id_: int, stage: WorkStage, reason: str) -> list[Entry]:
    """A piece of work has failed for good: submissions that need it say so."""
    books.connection.execute(
        update(work).where(work.c.id == id_).values(state=WorkState.FAILED, reason=reason)
    )
    books.count(f"work.{stage}", -1)
    books.failed(stage, reason, 1)
    entries = []
    for one in lock_askers(books, id_):
        if one.state.final:
            continue
        books.moved(one.state, SubmissionState.FAILED)
        books.tell(one.id, one.ref, "failed", {"stage": stage, "reason": reason})
        books.case(one.id)
        write_standing(books, one, SubmissionState.FAILED, reason)
        entries.append(Entry("worker", "failed", one.ref, {"stage": stage, "reason": reason}))
    return entries


def release(connection: Connection, held: Collection[Claim]) -> None:
    """Give work back that was claimed and not done: the worker is asked to stop."""
    for one in held:
        connection.execute(
            update(work)
            .where(work.c.id == one.id, work.c.state == WorkState.RUNNING)
            .where(work.c.claims == one.number)
            .values(state=WorkState.WAITING)
        )
