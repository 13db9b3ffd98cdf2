"""Asking for more: failed submissions are tried again, judged ones anew, old ones removed."""

from collections.abc import Collection

from sqlalchemy import Connection, delete, exists, select, update

from models.audit_trail import Entry
from models.fields import DocumentKind
from models.work import NewAttachment, SubmissionState, WorkState
from models.work_intake import first_subjects
from models.work_rows import Books, ensure_work, lock_submissions, needs_of_file
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


def retry_failed(books: Books, ids: Collection[int], actor: str) -> list[Entry]:
    """The failed work of these submissions waits again, and they with it."""
    failed = (
        select(work.c.id, work.c.stage)
        .join(need, need.c.work_id == work.c.id)
        .where(need.c.submission_id.in_(ids), work.c.state == WorkState.FAILED)
        .distinct()
        .order_by(work.c.id)
    )
    for row in books.connection.execute(failed).all():
        again = update(work).where(work.c.id == row.id, work.c.state == WorkState.FAILED)
        changed = books.connection.execute(
            again.values(state=WorkState.WAITING, failures=0, claims=0, reason="")
        )
        books.count(f"work.{row.stage}", changed.rowcount)
    entries = []
    for one in lock_submissions(books.connection, ids):
        if one.state is not SubmissionState.FAILED:
            continue
        _set(books, one.id, state=SubmissionState.CHECKING, reason="")
        books.moved(one.state, SubmissionState.CHECKING)
        books.tell(one.id, one.ref, "checking", {"again": True})
        entries.append(Entry(actor, "retried", one.ref, {"round": one.round}))
    return entries


def check_anew(books: Books, ids: Collection[int], actor: str) -> list[Entry]:
    """A further round with the code of today; the results of the rounds before stay beside it."""
    files = attachments_of(books.connection, ids)
    entries = []
    for one in lock_submissions(books.connection, ids):
        books.connection.execute(delete(need).where(need.c.submission_id == one.id))
        _set(
            books,
            one.id,
            state=SubmissionState.CHECKING,
            reason="",
            verdict="",
            round=one.round + 1,
        )
        books.moved(one.state, SubmissionState.CHECKING)
        books.tell(one.id, one.ref, "checking", {"round": one.round + 1})
        subjects = first_subjects(files.get(one.id, ()), one.ref, one.round + 1, books.versions)
        works = ensure_work(books, dict.fromkeys(subjects, one.priority))
        needs_of_file(books, works, {subject: {one.id: one.priority} for subject in subjects})
        entries.append(Entry(actor, "rechecked", one.ref, {"round": one.round + 1}))
    return entries


def attachments_of(
    connection: Connection, ids: Collection[int]
) -> dict[int, tuple[NewAttachment, ...]]:
    """The attachments of submissions, each in the order given."""
    found: dict[int, tuple[NewAttachment, ...]] = {}
    query = (
        select(attachment)
        .where(attachment.c.submission_id.in_(ids))
        .order_by(attachment.c.submission_id, attachment.c.place)
    )
    for row in connection.execute(query):
        one = NewAttachment(DocumentKind(row.kind), row.file, row.sha256, row.size)
        found[row.submission_id] = (*found.get(row.submission_id, ()), one)
    return found


def remove(books: Books, ids: Collection[int], actor: str) -> tuple[list[str], list[Entry]]:
    """Delete submissions with all that was made of them.

    Returns the SHA-256 of the files that nobody needs any more, for the file store, and the entries
    for the audit trail, which hold no more than the ref.
    """
    entries, names = [], set()
    gone = lock_submissions(books.connection, ids)
    files = attachments_of(books.connection, ids)
    reports = select(submission.c.report).where(submission.c.id.in_(ids))
    orphans = set(books.connection.execute(reports).scalars()) - {""}
    for one in gone:
        names |= {f"{one.ref}:{round_}" for round_ in range(1, one.round + 1)}
        books.count(one.state, -1)
        entries.append(Entry(actor, "removed", one.ref, {}))
    for table in (reading, comparison, finding, need, attachment, event):
        books.connection.execute(delete(table).where(table.c.submission_id.in_(ids)))
    books.connection.execute(delete(submission).where(submission.c.id.in_(ids)))
    for sha256 in {one.sha256 for own in files.values() for one in own}:
        used = select(exists().where(attachment.c.sha256 == sha256))
        if not books.connection.execute(used).scalar():
            orphans.add(sha256)
            names.add(sha256)
    _remove_work(books, names)
    return sorted(orphans), entries


def _remove_work(books: Books, names: Collection[str]) -> None:
    unneeded = ~exists().where(need.c.work_id == work.c.id)
    dropped = books.connection.execute(
        delete(work).where(work.c.name.in_(names), unneeded).returning(work.c.stage, work.c.state)
    )
    for row in dropped:
        if row.state not in (WorkState.DONE, WorkState.FAILED):
            books.count(f"work.{row.stage}", -1)


def _set(books: Books, id_: int, **values: object) -> None:
    changed = {**values, "changed_at": books.at}
    books.connection.execute(update(submission).where(submission.c.id == id_).values(changed))
