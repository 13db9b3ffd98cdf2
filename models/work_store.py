"""The queue's store: each step a transaction, with the counts and the audit trail that go with it.

The steps themselves stand in work_intake, work_flow, work_failure, work_dispatch and work_redo.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, OperationalError, TimeoutError

from models import (
    audit_trail,
    draft_steps,
    work_dispatch,
    work_failure,
    work_flow,
    work_intake,
    work_queries,
    work_redo,
)
from models.audit_trail import Broken, Entry
from models.draft_steps import Change
from models.errors import PartMissing, TemporaryFailure
from models.findings import found
from models.store import Store
from models.work import Claim, NewSubmission
from models.work_books import Books, Versions
from models.work_dispatch import Pulse, Sendable
from models.work_flow import Finished, Outcome
from models.work_queries import Chosen

T = TypeVar("T")
Drop = Callable[[Collection[str]], None]
_TRIES = 5  # for transactions that a database broke off because of another one


class WorkStore:
    """What the queue writes and asks; versions are those of the code that runs.

    To what is judged a transaction adds the dictionary in force: see work_books.
    """

    def __init__(self, store: Store, versions: Versions, audit_key: bytes = b"") -> None:
        self._store = store
        self.versions = versions
        self._key = audit_key

    @property
    def tables(self) -> Store:
        """The database itself, for stores whose steps are no part of the queue's (rosters)."""
        return self._store

    @contextmanager
    def asking(self) -> Iterator[Connection]:
        """A connection for models/work_queries.py."""
        with self._store.reading() as connection:
            yield connection

    def files_removed(self) -> int:
        """How many files were ever removed: ask before storing files, tell `receive`."""
        with self.asking() as connection:
            return work_queries.files_removed(connection)

    def receive(self, new: Sequence[NewSubmission], removed: int | None = None) -> list[str]:
        """Take submissions in; their refs. What is returned is stored for good.

        removed: what `files_removed` said before their files were stored. Raises TemporaryFailure
        where files were removed since: one of these may be among them, so store them again.
        """

        def step(books: Books) -> tuple[list[str], list[Entry]]:
            refs, entries = work_intake.receive(books, new)
            if removed is not None:
                books.close()  # waits for who removes files, and keeps others from removing any
                if work_queries.files_removed(books.connection) != removed:
                    raise TemporaryFailure(found("FILES_REMOVED"))
            return refs, entries

        return self._write(step)

    def claim(self, id_: int, worker: str) -> Claim | None:
        """Take a piece of work, None when another has it or it is done."""
        return self._write(lambda books: (work_flow.claim(books, id_, worker), []))

    def finish(
        self, held: Claim, outcome: Outcome, worker: str, milliseconds: int, *, more: bool = False
    ) -> Finished | None:
        """Keep what came out; None when the claim was lost and another does the work.

        more: take what follows along, where something does that is short.
        """
        return self._write(
            lambda books: work_flow.finish(books, held, outcome, worker, milliseconds, more=more)
        )

    def fail(self, held: Claim, reason: str, worker: str, milliseconds: int, most: int) -> None:
        """Try again later; for good after `most` failures."""
        self._write(
            lambda books: (
                None,
                work_failure.fail(books, held, reason, worker, milliseconds, most),
            )
        )

    def release(self, held: Collection[Claim]) -> None:
        """Give claimed work back."""
        self._quietly(lambda connection: work_failure.release(connection, held))

    def take_for_sending(self, most: int) -> list[Sendable]:
        """See work_dispatch."""
        return self._quietly(lambda connection: work_dispatch.take_for_sending(connection, most))

    def not_sent(self, ids: Collection[int]) -> None:
        """See work_dispatch."""
        self._quietly(lambda connection: work_dispatch.not_sent(connection, ids))

    def wake(self, ids: Collection[int]) -> None:
        """See work_dispatch."""
        self._quietly(lambda connection: work_dispatch.wake(connection, ids))

    def has_waiting(self) -> bool:
        """See work_dispatch."""
        with self.asking() as connection:
            return work_dispatch.has_waiting(connection)

    def under_way(self) -> list[Pulse]:
        """See work_dispatch."""
        with self.asking() as connection:
            return work_dispatch.under_way(connection)

    def beat(self, ids: Collection[int], worker: str) -> None:
        """See work_dispatch."""
        self.act(lambda connection, at: work_dispatch.beat(connection, at, ids, worker))

    def leave(self, worker: str) -> None:
        """See work_dispatch."""
        self.act(lambda connection, at: work_dispatch.leave(connection, at, worker))

    def take_back(self, stale: Collection[Pulse], lost_most: int) -> None:
        """See work_dispatch; what comes out too often fails, each in a transaction of its own."""
        dying = self._quietly(
            lambda connection: work_dispatch.take_back(connection, stale, lost_most)
        )
        for pulse in dying:
            self._write(partial(_bury, pulse))

    def retry_failed(self, ids: Collection[int], actor: str) -> int:
        """How many submissions wait again."""

        def step(books: Books) -> tuple[int, list[Entry]]:
            entries = work_redo.retry_failed(books, ids, actor)
            return len(entries), entries

        return self._write(step)

    def check_anew(self, ids: Collection[int], actor: str) -> int:
        """How many submissions go through a further round."""

        def step(books: Books) -> tuple[int, list[Entry]]:
            entries = work_redo.check_anew(books, ids, actor)
            return len(entries), entries

        return self._write(step)

    def remove(self, ids: Collection[int], actor: str, drop: Drop) -> int:
        """Delete submissions, and with `drop` the files that nobody needs any more; how many."""
        step = partial(work_redo.remove, ids=ids, actor=actor)
        _, number = self._write(step, lambda result: drop(result[0]))
        return number

    def remove_strays(self, names: Collection[str], drop: Drop) -> int:
        """Delete with `drop` those of these files that no submission needs; how many."""

        def step(books: Books) -> tuple[list[str], list[Entry]]:
            return work_redo.remove_strays(books, names), []

        return len(self._write(step, drop))

    def batches(self, chosen: Chosen) -> Iterator[list[int]]:
        """The ids of the chosen submissions, some at a time, each asked for when it is needed."""
        last = 0
        while True:
            with self.asking() as connection:
                ids = work_queries.ids_after(connection, last, chosen)
            if not ids:
                return
            yield ids
            last = ids[-1]

    def begin_draft(self, owner_id: int, profile: str) -> str:
        """A new draft of an applicant; its ref."""
        return self._write(lambda books: draft_steps.begin_draft(books, owner_id, profile))

    def change_draft(self, id_: int, change: Change) -> bool:
        """Change a draft and check it anew; False when it was sent."""
        return self._write(lambda books: draft_steps.change_draft(books, id_, change))

    def send_draft(self, id_: int, unit_id: int | None, actor: str) -> bool:
        """The owner sends a draft; False when it was sent before."""
        return self._write(lambda books: draft_steps.send_draft(books, id_, unit_id, actor))

    def act(self, step: Callable[[Connection, datetime], tuple[T, list[Entry]]]) -> T:
        """A step of another store (accounts, reviews) as a transaction, with its audit entries."""
        return self._write(lambda books: step(books.connection, books.at))

    def note(self, entries: Sequence[Entry]) -> None:
        """Entries for the audit trail alone."""
        self._write(lambda _: (None, list(entries)))

    def verify_audit(self) -> Iterator[int | Broken]:
        """Walk the audit trail; see audit_trail.verify."""
        with self.asking() as connection:
            yield from audit_trail.verify(connection, self._key)

    def _quietly(self, step: Callable[[Connection], T]) -> T:
        """A transaction that nobody is told of."""
        return self._write(lambda books: (step(books.connection), []))

    def _write(
        self,
        step: Callable[[Books], tuple[T, list[Entry]]],
        last: Callable[[T], None] | None = None,
    ) -> T:
        """One transaction, tried anew when the database broke it off for another one's sake.

        last: done when all is written and only the end of the transaction is to come.
        """
        for left in reversed(range(_TRIES)):
            try:
                with self._store.writing() as connection:
                    if connection.dialect.name == "sqlite":
                        # Locked from the start: a transaction that only later wants to write
                        # can't wait for another that does.
                        connection.execute(text("BEGIN IMMEDIATE"))
                    books = Books(connection, datetime.now(UTC), self.versions)
                    result, entries = step(books)
                    books.close()
                    audit_trail.append(connection, entries, books.at.isoformat(), self._key)
                    if last:
                        last(result)
                    return result
            except PartMissing as error:
                if not left or not _broken_off(error.__cause__):
                    raise _temporary(error) from error
        raise AssertionError("not reached")


def _bury(pulse: Pulse, books: Books) -> tuple[None, list[Entry]]:
    return None, work_dispatch.bury(books, pulse)


def _broken_off(cause: BaseException | None) -> bool:
    """Did another transaction come between?

    Two waited for each other (40…), or the other has written what this one was about to (23505),
    or removed what it refers to (23503).
    """
    state = getattr(getattr(cause, "orig", None), "sqlstate", None)
    return isinstance(cause, DBAPIError) and state in ("40P01", "40001", "23505", "23503")


def _temporary(error: PartMissing) -> PartMissing | TemporaryFailure:
    """A database that is down for a while is worth another try; a wrong statement is not."""
    cause = error.__cause__
    lost = isinstance(cause, DBAPIError) and cause.connection_invalidated
    if lost or isinstance(cause, OperationalError | TimeoutError):
        return TemporaryFailure(*error.findings)
    return error
