"""The steps that all transactions of the queue are made of.

Locks are taken in one order, so that no two transactions wait for each other: pieces of work by
subject, then submissions by id, then the tally by name, then the end of the audit trail.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, bindparam, func, insert, select, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite

from models.work import Subject, SubmissionState, WorkStage, WorkState
from models.work_tables import attachment, event, need, submission, tally, work

T = TypeVar("T")
Versions = Mapping[WorkStage, str]
_AT_ONCE = 500  # rows in one statement: SQLite takes 32,766 values, and rows have several each
_SHARDS = 8


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A piece of work as it stands; pages are those of a file whose intake is done."""

    id: int
    subject: Subject
    state: WorkState
    pages: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A locked submission and what it waits for: of which stages, and how many unfinished."""

    id: int
    ref: str
    state: SubmissionState
    verdict: str
    round: int
    priority: int
    stages: frozenset[WorkStage]
    unfinished: int
    pages: int
    pages_done: int


class Books:
    """What a transaction writes beside the work itself, kept to its end."""

    def __init__(self, connection: Connection, at: datetime, versions: Versions) -> None:
        self.connection = connection
        self.at = at
        self.versions = versions
        self._attachments: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._counts: Counter[str] = Counter()

    def attach(self, rows: Iterable[dict[str, Any]]) -> None:
        """Attachments of a new submission."""
        self._attachments += rows

    def tell(self, id_: int, ref: str, kind: str, body: dict[str, Any]) -> None:
        """An event of a submission."""
        row = {"submission_id": id_, "ref": ref, "at": self.at, "kind": kind, "body": body}
        self._events.append(row)

    def count(self, name: str, by: int) -> None:
        """So many more (or fewer) of this name."""
        self._counts[name] += by

    def moved(self, before: SubmissionState, after: SubmissionState) -> None:
        """One submission went from one state to another."""
        self._counts[before] -= 1
        self._counts[after] += 1

    def close(self) -> None:
        """Write all of it."""
        for table, rows in ((attachment, self._attachments), (event, self._events)):
            if rows:
                self.connection.execute(insert(table), rows)
                rows.clear()
        for name, by in sorted(self._counts.items()):
            if by:
                self._add(name, by)
        self._counts.clear()

    def _add(self, name: str, by: int) -> None:
        # Which of the rows doesn't matter: their sum counts. So writers spread over them.
        row = {"name": name, "shard": self.at.microsecond % _SHARDS, "count": by}
        statement = upsert(self.connection, tally).values(row)
        self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=["name", "shard"], set_={"count": tally.c.count + by}
            )
        )


def upsert(connection: Connection, table: Table) -> "postgresql.Insert | sqlite.Insert":
    """An INSERT that can say what happens with rows that are there; both databases have it."""
    made = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
    return made(table)


def in_batches(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """As many at once as one statement takes."""
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]


def ensure_work(books: Books, priorities: Mapping[Subject, int]) -> dict[Subject, WorkRow]:
    """The piece of work of each subject, made where there is none, locked to the end.

    While it is locked nobody can finish it, so a need that is written now is seen by whoever does.
    None waits behind where it now is urgent.
    """
    subjects = sorted(priorities, key=lambda one: (one.stage, one.name, one.page, one.version))
    found: dict[Subject, WorkRow] = {}
    for some in in_batches(subjects):
        rows = [_row(subject, priorities[subject], books.at) for subject in some]
        statement = upsert(books.connection, work).values(rows).on_conflict_do_nothing()
        made = books.connection.execute(statement.returning(work.c.stage)).scalars()
        for stage, count in Counter(made).items():
            books.count(f"work.{stage}", count)
        for row in _locked(books.connection, some):
            subject = Subject(WorkStage(row.stage), row.name, row.page, row.version)
            found[subject] = WorkRow(row.id, subject, WorkState(row.state), row.pages)
            if row.state == WorkState.WAITING and row.priority > priorities[subject]:
                hurried = update(work).where(work.c.id == row.id)
                books.connection.execute(hurried.values(priority=priorities[subject]))
    return found


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
    key = tuple_(work.c.stage, work.c.name, work.c.page, work.c.version)
    wanted = [(one.stage, one.name, one.page, one.version) for one in subjects]
    return connection.execute(
        select(work)
        .where(key.in_(wanted))
        .order_by(work.c.stage, work.c.name, work.c.page, work.c.version)
        .with_for_update()
    ).all()


def add_needs(books: Books, needs: Collection[tuple[int, int]]) -> None:
    """Submissions wait for work: pairs of the work's and the submission's id."""
    rows = [{"work_id": work_id, "submission_id": id_} for work_id, id_ in sorted(set(needs))]
    for some in in_batches(rows):
        statement = upsert(books.connection, need).values(list(some))
        books.connection.execute(statement.on_conflict_do_nothing())


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


def lock_submissions(connection: Connection, ids: Collection[int]) -> list[Standing]:
    """Submissions, held to the end of the transaction, with what they wait for as it stands now.

    They are counted after they are locked, so that of two transactions that finish the last two
    pieces of work the second one sees what the first has done.
    """
    rows: list[Any] = []
    for some in in_batches(sorted(ids)):
        rows += connection.execute(
            select(submission)
            .where(submission.c.id.in_(some))
            .order_by(submission.c.id)
            .with_for_update()
        ).all()
    counts: dict[int, Counter[tuple[str, bool]]] = {row.id: Counter() for row in rows}
    for some in in_batches(sorted(ids)):
        done = (work.c.state == WorkState.DONE).label("done")
        grouped = (
            select(need.c.submission_id, work.c.stage, done, func.count().label("number"))
            .join_from(need, work, need.c.work_id == work.c.id)
            .where(need.c.submission_id.in_(some))
            .group_by(need.c.submission_id, work.c.stage, done)
        )
        for row in connection.execute(grouped):
            counts[row.submission_id][row.stage, bool(row.done)] = row.number
    return [_standing(row, counts[row.id]) for row in rows]


def _standing(row: Any, counts: Counter[tuple[str, bool]]) -> Standing:
    pages_done = counts[WorkStage.PAGE, True]
    return Standing(
        id=row.id,
        ref=row.ref,
        state=SubmissionState(row.state),
        verdict=row.verdict,
        round=row.round,
        priority=row.priority,
        stages=frozenset(WorkStage(stage) for stage, _ in counts),
        unfinished=sum(number for (_, done), number in counts.items() if not done),
        pages=pages_done + counts[WorkStage.PAGE, False],
        pages_done=pages_done,
    )


def write_standings(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Update submissions: rows of at_id, state, reason, verdict, pages, pages_done, changed_at."""
    if not rows:
        return
    names = ("state", "reason", "verdict", "pages", "pages_done", "changed_at")
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in names}
    statement = update(submission).where(submission.c.id == bindparam("at_id")).values(values)
    renamed = [
        {"at_id": row["at_id"], **{f"new_{name}": row[name] for name in names}} for row in rows
    ]
    connection.execute(statement, renamed)
