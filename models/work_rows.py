"""The steps that all transactions of the queue are made of.

Locks are taken in one order, so that no two transactions wait for each other: pieces of work by
subject, then submissions by id, then the tally by name, then the end of the audit trail.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, bindparam, delete, func, select, tuple_, update

from models.dialects import in_batches, upsert
from models.work import Subject, SubmissionState, WorkStage, WorkState
from models.work_books import Books, Versions
from models.work_tables import need, submission, work

KEY = (work.c.stage, work.c.name, work.c.page, work.c.version)  # the order in which it is locked


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A piece of work; pages are those of a file whose intake is done."""

    id: int
    subject: Subject
    pages: int


class Asker(Protocol):
    """A submission as one that waits for work."""

    @property
    def id(self) -> int: ...
    @property
    def ref(self) -> str: ...
    @property
    def round(self) -> int: ...
    @property
    def priority(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Fresh:
    """A submission that was just written."""

    id: int
    ref: str
    priority: int
    round: int = 1


@dataclass(frozen=True, slots=True)
class Standing:
    """A locked submission and what it waits for: of which stages, and how many unfinished.

    foreign: some of it is of another version of the code than this one.
    """

    id: int
    ref: str
    state: SubmissionState
    verdict: str
    round: int
    priority: int
    stages: frozenset[WorkStage]
    unfinished: int
    foreign: bool
    pages: int
    pages_done: int


def ensure_work(books: Books, priorities: Mapping[Subject, int]) -> dict[Subject, WorkRow]:
    """The piece of work of each subject, made where there is none, locked to the end.

    While it is locked nobody can finish it, so a need that is written now is seen by whoever does.
    None waits behind where it now is urgent. What has failed for good is tried again for who asks
    now, or they would wait for ever.
    """
    subjects = sorted(priorities, key=lambda one: (one.stage, one.name, one.page, one.version))
    found: dict[Subject, WorkRow] = {}
    for some in in_batches(subjects):
        missing = some
        while missing:  # again for work that was there and was removed before it was locked
            for one in _make_work(books, missing, priorities):
                found[one.subject] = one
            there = [subject for subject in missing if subject not in found]
            for row in _locked(books.connection, there) if there else ():
                one = _asked_for(books, row, priorities)
                found[one.subject] = one
            missing = [subject for subject in there if subject not in found]
    return found


_IN_LINE = (WorkState.WAITING, WorkState.RESTING, WorkState.SENT)


def _make_work(
    books: Books, subjects: Sequence[Subject], priorities: Mapping[Subject, int]
) -> list[WorkRow]:
    """Work on these subjects where there is none."""
    rows = [_row(subject, priorities[subject], books.at) for subject in subjects]
    statement = upsert(books.connection, work).on_conflict_do_nothing()
    made = [
        WorkRow(row.id, Subject(WorkStage(row.stage), row.name, row.page, row.version), 0)
        for row in books.connection.execute(statement.returning(work.c.id, *KEY), rows)
    ]
    for stage, count in Counter(one.subject.stage for one in made).items():
        books.count(f"work.{stage}", count)
    return made


def _asked_for(books: Books, row: Any, priorities: Mapping[Subject, int]) -> WorkRow:
    """A locked row of work, made to wait again or to go before others where that is needed."""
    subject = Subject(WorkStage(row.stage), row.name, row.page, row.version)
    if row.state == WorkState.FAILED:
        revive(books, row)
    elif row.state in _IN_LINE and row.priority > priorities[subject]:
        changed: dict[str, Any] = {"priority": priorities[subject]}
        if row.state == WorkState.SENT:  # with those that can wait
            changed["state"] = WorkState.WAITING
        books.connection.execute(update(work).where(work.c.id == row.id).values(changed))
    return WorkRow(row.id, subject, row.pages)


def revive(books: Books, failed: Any) -> None:
    """A locked row of work that has failed waits again, as if it had never been tried."""
    again = update(work).where(work.c.id == failed.id)
    books.connection.execute(again.values(state=WorkState.WAITING, failures=0, lost=0, reason=""))
    books.count(f"work.{failed.stage}", 1)
    books.failed(failed.stage, failed.reason, -1)


def drop_work(books: Books, *which: ColumnElement[bool]) -> None:
    """Delete work that nobody needs, with its results."""
    columns = (work.c.stage, work.c.state, work.c.reason)
    for row in books.connection.execute(delete(work).where(*which).returning(*columns)):
        if row.state == WorkState.FAILED:
            books.failed(row.stage, row.reason, -1)
        elif row.state != WorkState.DONE:
            books.count(f"work.{row.stage}", -1)


def _row(subject: Subject, priority: int, at: datetime) -> dict[str, Any]:
    return {
        "stage": subject.stage,
        "name": subject.name,
        "page": subject.page,
        "version": subject.version,
        "state": WorkState.WAITING,
        "priority": priority,
        "made_at": at,
    }


def _locked(connection: Connection, subjects: Sequence[Subject]) -> Iterable[Any]:
    wanted = [(one.stage, one.name, one.page, one.version) for one in subjects]
    columns = (*KEY, *(work.c[name] for name in ("id", "state", "priority", "pages", "reason")))
    return connection.execute(
        select(*columns).where(tuple_(*KEY).in_(wanted)).order_by(*KEY).with_for_update()
    ).all()


def add_needs(books: Books, needs: Collection[tuple[int, int]]) -> None:
    """Submissions wait for work: pairs of the work's and the submission's id."""
    rows = [{"work_id": work_id, "submission_id": id_} for work_id, id_ in sorted(set(needs))]
    if rows:
        books.connection.execute(upsert(books.connection, need).on_conflict_do_nothing(), rows)


def needs_of_file(
    books: Books, works: Mapping[Subject, WorkRow], askers: Mapping[Subject, dict[int, int]]
) -> None:
    """What those who asked for files wait for: the file, and each of its pages once it has any.

    askers: for each subject the ids of the submissions with their priorities.
    """
    needs = [(works[subject].id, id_) for subject, ids in askers.items() for id_ in ids]
    pages: dict[Subject, dict[int, int]] = {}
    version = books.versions[WorkStage.PAGE]
    for subject, ids in askers.items():
        if subject.stage is WorkStage.INTAKE:
            for page in range(1, works[subject].pages + 1):
                of_page = Subject(WorkStage.PAGE, subject.name, page, version)
                pages.setdefault(of_page, {}).update(ids)
    urgency = {subject: min(ids.values()) for subject, ids in pages.items()}
    for subject, row in ensure_work(books, urgency).items():
        needs += ((row.id, id_) for id_ in pages[subject])
    add_needs(books, needs)


def begin_stage(books: Books, ones: Iterable[Asker], stage: WorkStage) -> list[int]:
    """Submissions wait for a stage of their own, such as being judged; the ids of the work."""
    subjects = {
        Subject(stage, f"{one.ref}:{one.round}", 0, books.versions[stage]): one for one in ones
    }
    works = ensure_work(books, {subject: one.priority for subject, one in subjects.items()})
    add_needs(books, [(works[subject].id, one.id) for subject, one in subjects.items()])
    for one in subjects.values():
        books.tell(one.id, one.ref, "progress", {"stage": stage})
    return [works[subject].id for subject in subjects]


def judge_if_read(books: Books, ones: Collection[Asker]) -> None:
    """Submissions that wait for nothing, their files having been read before, are judged next."""
    waiting: set[int] = set()
    for some in in_batches(sorted(one.id for one in ones)):
        unfinished = (
            select(need.c.submission_id)
            .join(work, work.c.id == need.c.work_id)
            .where(need.c.submission_id.in_(some), work.c.state != WorkState.DONE)
        )
        waiting |= set(books.connection.execute(unfinished).scalars())
    begin_stage(books, [one for one in ones if one.id not in waiting], WorkStage.JUDGE)


def lock_submissions(books: Books, ids: Collection[int]) -> list[Standing]:
    """Submissions, held to the end of the transaction, with what they wait for as it stands now.

    They are counted after they are locked, so that of two transactions that finish the last two
    pieces of work the second one sees what the first has done.
    """
    rows: list[Any] = []
    for some in in_batches(sorted(ids)):
        rows += books.connection.execute(_STANDINGS.where(submission.c.id.in_(some))).all()
    return _standings(books, rows)


def lock_askers(books: Books, work_id: int) -> list[Standing]:
    """The submissions that wait for a piece of work, held as by lock_submissions."""
    return _standings(books, books.connection.execute(_ASKERS, {"work": work_id}).all())


def _standings(books: Books, rows: Collection[Any]) -> list[Standing]:
    counts: dict[int, Counter[tuple[WorkStage, bool, str]]] = {row.id: Counter() for row in rows}
    for some in in_batches(sorted(counts)):
        for row in books.connection.execute(_NEEDS, {"some": some}):
            kind = (WorkStage(row.stage), bool(row.done), row.version)
            counts[row.submission_id][kind] = row.many
    return [_standing(row, counts[row.id], books.versions) for row in rows]


# Built once: building a statement costs as much as sending it.
_STANDINGS = (
    select(*(submission.c[name] for name in ("id", "ref", "state", "verdict", "round", "priority")))
    .order_by(submission.c.id)
    .with_for_update(of=submission)
)
_ASKERS = _STANDINGS.join(need, need.c.submission_id == submission.c.id).where(
    need.c.work_id == bindparam("work")
)
_KINDS = (
    need.c.submission_id,
    work.c.stage,
    work.c.version,
    (work.c.state == WorkState.DONE).label("done"),
)
_NEEDS = (
    select(*_KINDS, func.count().label("many"))
    .join_from(need, work, need.c.work_id == work.c.id)
    .where(need.c.submission_id.in_(bindparam("some", expanding=True)))
    .group_by(*_KINDS)
)


def _standing(
    row: Any, counts: Counter[tuple[WorkStage, bool, str]], versions: Versions
) -> Standing:
    pages = [(done, many) for (stage, done, _), many in counts.items() if stage is WorkStage.PAGE]
    return Standing(
        id=row.id,
        ref=row.ref,
        state=SubmissionState(row.state),
        verdict=row.verdict,
        round=row.round,
        priority=row.priority,
        stages=frozenset(stage for stage, _, _ in counts),
        unfinished=sum(many for (_, done, _), many in counts.items() if not done),
        foreign=any(version != versions[stage] for stage, _, version in counts),
        pages=sum(many for _, many in pages),
        pages_done=sum(many for done, many in pages if done),
    )
