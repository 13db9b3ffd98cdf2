"""Work goes from waiting to done, and submissions with it: each step one transaction.

A worker claims a piece of work and holds it by the number of its claim. Once another has claimed it
meanwhile (the heart of the first stopped, the work was sent again) the first can't finish it: so it
is done once.
"""

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from models.audit_trail import Entry
from models.work import Claim, Priority, Subject, SubmissionState, WorkStage, WorkState
from models.work_books import Books
from models.work_intake import renew
from models.work_rows import (
    Standing,
    WorkRow,
    begin_stage,
    drop_work,
    lock_askers,
    lock_submissions,
    needs_of_file,
)
from models.work_tables import comparison, finding, need, reading, run, submission, work

_REFS = 3  # of a file that a thousand submissions share, a log names only some
_AFTER_FILES = (WorkStage.JUDGE, WorkStage.REPORT)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out of a piece of work.

    result: its bytes. pages: how many a file has. verdict, readings, comparisons, findings: of a
    submission that was judged, as rows without the submission's id and round. report: the SHA-256
    of the report in the file store.
    """

    result: bytes = b""
    pages: int = 0
    verdict: str = ""
    readings: tuple[dict[str, Any], ...] = ()
    comparisons: tuple[dict[str, Any], ...] = ()
    findings: tuple[dict[str, Any], ...] = ()
    report: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A piece of work was kept; next is what its worker holds now, where it asked for more."""

    next: Claim | None


def claim(books: Books, id_: int, worker: str) -> Claim | None:
    """Take a piece of work, None when it is done, failed or taken, or not for this code."""
    held = _take(books, id_, worker)
    if held is None:
        return None
    if held.subject.version != books.versions[held.subject.stage]:
        _replace(books, id_)
        return None
    return replace(held, refs=_begin(books, id_))


def _take(books: Books, id_: int, worker: str, refs: tuple[str, ...] = ()) -> Claim | None:
    row = books.connection.execute(_TAKEN, {"this": id_, "by": worker}).one_or_none()
    if row is None:
        return None
    subject = Subject(WorkStage(row.stage), row.name, row.page, row.version)
    return Claim(id_, row.claims, subject, Priority(row.priority), refs)


# As a claim leaves it: running, or taken back by somebody who lost patience, and by nobody taken.
_UNCLAIMED = (WorkState.RUNNING, WorkState.WAITING, WorkState.SENT)
CLAIMABLE = (WorkState.WAITING, WorkState.RESTING, WorkState.SENT)
# Built once: building a statement costs as much as sending it.
_TAKEN = (
    update(work)
    .where(work.c.id == bindparam("this"), work.c.state.in_(CLAIMABLE))
    .values(state=WorkState.RUNNING, claims=work.c.claims + 1, worker=bindparam("by"), beat=0)
    .returning(
        *(work.c[name] for name in ("stage", "name", "page", "version", "claims", "priority"))
    )
)
_DONE = (
    update(work)
    .where(work.c.id == bindparam("this"), work.c.claims == bindparam("claim"))
    .where(work.c.state.in_(_UNCLAIMED))
    .values(state=WorkState.DONE, result=bindparam("out"), pages=bindparam("many"), reason="")
)
_STANDS = (
    update(submission)
    .where(submission.c.id == bindparam("this"))
    .values(
        {
            name: bindparam(f"now_{name}")
            for name in ("state", "reason", "verdict", "pages", "pages_done", "changed_at")
        }
    )
)
_ENDS = _STANDS.values(report=bindparam("made"), edition=submission.c.edition + 1)
_TRIED = insert(run)


def _replace(books: Books, id_: int) -> None:
    """Work of another version of the code, left by an upgrade: who needs it needs this one's.

    Those that have failed do so when they are tried again.
    """
    finals = [state for state in SubmissionState if state.final]
    over = select(submission.c.id).where(submission.c.state.in_(finals))
    mine = need.c.work_id == id_
    busy = select(need.c.submission_id).where(mine, need.c.submission_id.not_in(over))
    renew(books, books.connection.execute(busy).scalars().all())
    books.connection.execute(delete(need).where(mine))
    drop_work(books, work.c.id == id_)


def _begin(books: Books, id_: int) -> tuple[str, ...]:
    """Submissions that wait for this work are being checked from now on; the refs of the first."""
    waiting = (
        select(submission.c.id, submission.c.ref, submission.c.state)
        .join(need, need.c.submission_id == submission.c.id)
        .where(need.c.work_id == id_)
        .order_by(submission.c.id)
    )
    rows = books.connection.execute(waiting).all()
    ids = [row.id for row in rows if row.state == SubmissionState.RECEIVED]
    for one in lock_submissions(books, ids):
        if one.state is SubmissionState.RECEIVED:
            books.moved(one.state, SubmissionState.CHECKING)
            books.tell(one.id, one.ref, "checking", {"pages": one.pages, "done": one.pages_done})
            write_standing(books, one, SubmissionState.CHECKING)
    return tuple(row.ref for row in rows[:_REFS])


def finish(
    books: Books, held: Claim, outcome: Outcome, worker: str, milliseconds: int, *, more: bool
) -> tuple[Finished | None, list[Entry]]:
    """Keep what came out and let the submissions go on; None when the claim was lost.

    more: the worker goes on with the first of them at once. What follows a piece of work is short,
    and no message need travel for it.
    """
    kept = {"this": held.id, "claim": held.number, "out": outcome.result, "many": outcome.pages}
    done = books.connection.execute(_DONE, kept)
    if done.rowcount != 1:
        return None, []
    books.count(f"work.{held.subject.stage}", -1)
    log_run(books, held, worker, milliseconds, "done", "")
    if held.subject.stage is WorkStage.INTAKE and outcome.pages:
        _need_pages(books, held, outcome.pages)
    entries: list[Entry] = []
    begun: list[tuple[int, int, str]] = []
    for one in lock_askers(books, held.id):
        if held.subject.stage is WorkStage.JUDGE:
            _keep(books.connection, one, outcome)
        following, own = _go_on(books, one, held.subject.stage, outcome)
        begun += [(one.priority, id_, one.ref) for id_ in following]
        entries += own
    if not more or not begun:
        return Finished(None), entries
    _, id_, ref = min(begun)
    return Finished(_take(books, id_, worker, (ref,))), entries


def _need_pages(books: Books, held: Claim, pages: int) -> None:
    """Who waits for a file waits for its pages from now on."""
    query = (
        select(submission.c.id, submission.c.priority)
        .join(need, need.c.submission_id == submission.c.id)
        .where(need.c.work_id == held.id)
    )
    if ids := {row.id: row.priority for row in books.connection.execute(query)}:
        row = WorkRow(held.id, held.subject, pages)
        needs_of_file(books, {held.subject: row}, {held.subject: ids})


def _go_on(
    books: Books, one: Standing, stage: WorkStage, outcome: Outcome
) -> tuple[list[int], list[Entry]]:
    """The next thing for a submission one of whose pieces of work is done; the work it begins."""
    if one.state.final:  # it failed, or was withdrawn, meanwhile
        return [], []
    verdict = outcome.verdict if stage is WorkStage.JUDGE else one.verdict
    if one.unfinished:
        progress = {"stage": stage, "pages": one.pages, "done": one.pages_done}
        books.tell(one.id, one.ref, "progress", progress)
        write_standing(books, one, one.state, verdict=verdict)
        return [], []
    following = next((s for s in _AFTER_FILES if s not in one.stages), None)
    if following:
        write_standing(books, one, one.state, verdict=verdict)
        if one.foreign:  # an upgrade came between: nothing is judged by halves
            renew(books, [one.id])
            return [], []
        return begin_stage(books, [one], following), []
    state = SubmissionState(verdict)
    books.moved(one.state, state)
    books.tell(one.id, one.ref, state, {})
    books.case(one.id)
    write_standing(books, one, state, verdict=verdict, report=outcome.report)
    return [], [Entry("worker", "judged", one.ref, {"verdict": verdict, "round": one.round})]


def write_standing(
    books: Books,
    one: Standing,
    state: SubmissionState,
    reason: str = "",
    verdict: str | None = None,
    report: str | None = None,
) -> None:
    """Where a submission stands now; with its report it is one edition further."""
    values = {
        "this": one.id,
        "now_state": state,
        "now_reason": reason,
        "now_verdict": one.verdict if verdict is None else verdict,
        "now_pages": one.pages,
        "now_pages_done": one.pages_done,
        "now_changed_at": books.at,
    }
    if report is None:
        books.connection.execute(_STANDS, values)
    else:
        books.connection.execute(_ENDS, {**values, "made": report})


def _keep(connection: Connection, one: Standing, outcome: Outcome) -> None:
    """The rows of a judged submission; those of another try at the same round give way."""
    own = {"submission_id": one.id, "round": one.round}
    for table, rows in (
        (reading, outcome.readings),
        (comparison, outcome.comparisons),
        (finding, outcome.findings),
    ):
        connection.execute(
            delete(table).where(table.c.submission_id == one.id, table.c.round == one.round)
        )
        if rows:
            connection.execute(insert(table), [{**row, **own} for row in rows])


def log_run(
    books: Books, held: Claim, worker: str, milliseconds: int, outcome: str, reason: str
) -> None:
    """Who tried a piece of work, for how long, and what came of it."""
    row = {
        "work_id": held.id,
        "stage": held.subject.stage,
        "claim": held.number,
        "version": held.subject.version,
        "worker": worker,
        "ended_at": books.at,
        "milliseconds": milliseconds,
        "outcome": outcome,
        "reason": reason,
    }
    books.connection.execute(_TRIED, row)
