"""Asking for more: failed submissions are tried again, judged ones anew, old ones removed."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, exists, select, text, update

from models import kept_answers
from models.account_tables import review
from models.api_tables import delivery
from models.audit_trail import Entry
from models.case_tables import correction, picture, review_file, sample
from models.dialects import in_batches
from models.work import SubmissionState, WorkStage, WorkState
from models.work_books import FILES_REMOVED, Books
from models.work_intake import attachments_of, lacking, renew
from models.work_rows import (
    KEY,
    drop_work,
    judge_if_read,
    lock_submissions,
    revive,
)
from models.work_tables import (
    attachment,
    comparison,
    event,
    finding,
    need,
    reading,
    submission,
    work,
)

_OF_SUBMISSIONS = (
    delivery,
    reading,
    comparison,
    finding,
    need,
    attachment,
    event,
    review,
    correction,
    sample,
    review_file,
)

_FILES = (attachment.c.sha256, submission.c.report, picture.c.sha256, review_file.c.sha256)


def retry_failed(books: Books, ids: Collection[int], actor: str) -> list[Entry]:
    """The failed work of these submissions waits again, and they with it.

    What failed may have been done since, for another submission with the same file: those that wait
    for nothing any more are judged next.
    """
    failed = (
        select(work.c.id, work.c.stage, work.c.reason)
        .where(work.c.state == WorkState.FAILED)
        .where(work.c.id.in_(select(need.c.work_id).where(need.c.submission_id.in_(ids))))
        .order_by(*KEY)
        .with_for_update()
    )
    for row in books.connection.execute(failed).all():
        revive(books, row)
    again = []
    for one in lock_submissions(books, ids):
        if one.state is not SubmissionState.FAILED:
            continue
        again.append(one)
        _set(books, one.id, state=SubmissionState.CHECKING, reason="")
        books.moved(one.state, SubmissionState.CHECKING)
        books.tell(one.id, one.ref, "checking", {"again": True})
        books.case(one.id)
    outdated = lacking(books, again)
    renew(books, outdated)
    judge_if_read(books, [one for one in again if one.id not in outdated])
    return [Entry(actor, "retried", one.ref, {"round": one.round}) for one in again]


def check_anew(books: Books, ids: Collection[int], actor: str) -> list[Entry]:
    """A further round with the code of today; the results of the rounds before stay beside it.

    Submissions that are being checked are left alone.
    """
    finals = select(submission.c.id).where(
        submission.c.id.in_(ids), submission.c.state.in_([s for s in SubmissionState if s.final])
    )
    again = []
    for one in renew(books, books.connection.execute(finals).scalars().all(), further=1):
        again.append(one)
        changed = {"state": SubmissionState.CHECKING, "reason": "", "verdict": ""}
        _set(books, one.id, round=one.round + 1, **changed)
        books.moved(one.state, SubmissionState.CHECKING)
        books.tell(one.id, one.ref, "checking", {"round": one.round + 1})
        books.case(one.id)
    return [Entry(actor, "rechecked", one.ref, {"round": one.round + 1}) for one in again]


def remove(
    books: Books, ids: Collection[int], actor: str
) -> tuple[tuple[list[str], int], list[Entry]]:
    """Delete submissions with all that was made of them.

    Returns the SHA-256 of the files that nobody needs any more and how many submissions went, and
    the entries for the audit trail, which hold no more than the ref.
    """
    files = {one.sha256 for own in attachments_of(books.connection, ids).values() for one in own}
    earlier = select(review_file.c.sha256).where(review_file.c.submission_id.in_(ids))
    files |= set(books.connection.execute(earlier).scalars())
    refs = books.connection.execute(_named(ids)).all()
    own = [f"{row.ref}:{round_}" for row in refs for round_ in range(1, row.round + 1)]
    works = _lock_work(books.connection, [*own, *files])
    gone = lock_submissions(books, ids)
    reports = {row.report for row in books.connection.execute(_named(ids))} - {""}
    keep_others_away(books.connection)
    for table in _OF_SUBMISSIONS:
        books.connection.execute(delete(table).where(table.c.submission_id.in_(ids)))
    books.connection.execute(delete(submission).where(submission.c.id.in_(ids)))
    kept_answers.forget(books.connection, [row.ref for row in refs])
    orphans = unneeded(books, files | reports)
    orphans |= _remove_pictures(books, orphans)
    _remove_work(books, works, orphans)
    for one in gone:
        books.count(one.state, -1)
        books.case(one.id)
    entries = [Entry(actor, "removed", one.ref, {}) for one in gone]
    return (sorted(orphans), len(gone)), entries


def keep_others_away(connection: Connection) -> None:
    """Nobody takes submissions in until this transaction ends; SQLite has one writer anyhow."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("LOCK TABLE attachment IN SHARE ROW EXCLUSIVE MODE"))


def unneeded(books: Books, names: Collection[str]) -> set[str]:
    """Those of these files that no submission needs; whoever is about to is told by a count."""
    rest = not_needed(books.connection, names)
    if rest:
        books.count(FILES_REMOVED, len(rest))
    return rest


def not_needed(connection: Connection, names: Collection[str]) -> set[str]:
    """Those of these files that are neither papers nor the report of any submission."""
    rest = set(names)
    for column in _FILES:
        for some in in_batches(sorted(rest)):
            rest -= set(connection.execute(select(column).where(column.in_(some))).scalars())
    return rest


def remove_strays(books: Books, names: Collection[str]) -> list[str]:
    """Those of these files that nobody needs, with their pictures, which are forgotten."""
    keep_others_away(books.connection)
    orphans = unneeded(books, names)
    return sorted(orphans | _remove_pictures(books, orphans))


def _remove_pictures(books: Books, names: Collection[str]) -> set[str]:
    """Forget the pictures of files that go; the SHA-256 of those that show nothing else."""
    gone: set[str] = set()
    for some in in_batches(sorted(names)):
        dropped = delete(picture).where(picture.c.name.in_(some)).returning(picture.c.sha256)
        gone |= set(books.connection.execute(dropped).scalars())
    return unneeded(books, gone)


def _named(ids: Collection[int]) -> Select[Any]:
    columns = (submission.c.ref, submission.c.round, submission.c.report)
    return select(*columns).where(submission.c.id.in_(ids))


def _lock_work(connection: Connection, names: Sequence[str]) -> list[int]:
    """The ids of all work on these names, locked in the order in which everybody locks it."""
    ids: list[int] = []
    for some in in_batches(sorted(names)):
        query = select(work.c.id).where(work.c.stage.in_(list(WorkStage)), work.c.name.in_(some))
        ids += connection.execute(query.order_by(*KEY).with_for_update()).scalars()
    return ids


def _remove_work(books: Books, ids: Sequence[int], orphans: Collection[str]) -> None:
    """Drop the work that nobody waits for, with its results."""
    own = work.c.name.contains(":") | work.c.name.in_(orphans)
    nobody = ~exists().where(need.c.work_id == work.c.id)
    for some in in_batches(ids):
        drop_work(books, work.c.id.in_(some), own, nobody)


def _set(books: Books, id_: int, **values: object) -> None:
    changed = {**values, "changed_at": books.at}
    books.connection.execute(update(submission).where(submission.c.id == id_).values(changed))
