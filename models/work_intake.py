"""Submissions are taken in: written with all they wait for, in one transaction, or not at all."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, delete, insert, select, tuple_

from models.audit_trail import Entry
from models.dialects import in_batches
from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission, Subject, SubmissionState, WorkStage
from models.work_books import Books, Versions
from models.work_rows import (
    KEY,
    Fresh,
    Standing,
    drop_work,
    ensure_work,
    judge_if_read,
    lock_submissions,
    needs_of_file,
)
from models.work_tables import attachment, need, submission, work


def receive(books: Books, new: Sequence[NewSubmission]) -> tuple[list[str], list[Entry]]:
    """Write submissions; those whose key is known already are left as they are.

    Returns the refs of all, in the order given, and the entries for the audit trail.
    """
    known = _known(books.connection, [one.key for one in new])
    fresh = list({one.key: one for one in new if one.key not in known}.values())
    refs = {one.key: token_hex(16) for one in fresh}
    if fresh:
        _write(books, fresh, refs)
    entries = [
        Entry("intake", "received", refs[one.key], {"profile": one.profile}) for one in fresh
    ]
    return [known.get(one.key) or refs[one.key] for one in new], entries


def _known(connection: Connection, keys: list[str]) -> dict[str, str]:
    known: dict[str, str] = {}
    for some in in_batches(keys):
        query = select(submission.c.key, submission.c.ref).where(submission.c.key.in_(some))
        known |= {row.key: row.ref for row in connection.execute(query)}
    return known


def _write(books: Books, fresh: list[NewSubmission], refs: dict[str, str]) -> None:
    # Work is locked before submissions, as everywhere.
    rows = [_row(one, refs[one.key], books) for one in fresh]
    wanted = [first_subjects(one.attachments, refs[one.key], 1, books.versions) for one in fresh]
    works = ensure_work(books, _urgency(zip(wanted, (one.priority for one in fresh), strict=True)))
    ids = books.connection.execute(
        insert(submission).returning(submission.c.id, sort_by_parameter_order=True), rows
    ).scalars()
    written = []
    for id_, one in zip(ids, fresh, strict=True):
        written.append(Fresh(id_, refs[one.key], one.priority))
        books.tell(id_, refs[one.key], "received", {"files": len(one.attachments)})
        books.attach(_attachments(id_, one))
        books.case(id_)
    books.count(SubmissionState.RECEIVED, len(fresh))
    needs_of_file(books, works, _askers(list(zip(written, wanted, strict=True))))
    judge_if_read(books, written)


def renew(books: Books, ids: Collection[int], further: int = 0) -> list[Standing]:
    """Submissions wait for their files as the code of today reads them; as they stood before.

    further: how many rounds on they are to be judged.
    """
    columns = (submission.c.id, submission.c.ref, submission.c.round, submission.c.priority)
    rows = books.connection.execute(select(*columns).where(submission.c.id.in_(ids))).all()
    ones = [Fresh(row.id, row.ref, row.priority, row.round + further) for row in rows]
    files = attachments_of(books.connection, ids)
    wanted = [
        (one, first_subjects(files.get(one.id, ()), one.ref, one.round, books.versions))
        for one in ones
    ]
    works = ensure_work(books, _urgency((subjects, one.priority) for one, subjects in wanted))
    needs_of_file(books, works, _askers(wanted))
    standings = lock_submissions(books, ids)  # after the work, as everywhere
    for one in ones:
        _drop_needs(books, one)
    judge_if_read(books, ones)
    return standings


def lacking(books: Books, ones: Collection[Standing]) -> set[int]:
    """The ids of submissions that don't wait for all their files, as the code of today reads them.

    Some of their work is of other code, or was dropped after they had failed.
    """
    ids = [one.id for one in ones]
    files = attachments_of(books.connection, ids)
    query = select(need.c.submission_id, *KEY).join(work).where(need.c.submission_id.in_(ids))
    needs: dict[int, set[Subject]] = {}
    for id_, stage, name, page, version in books.connection.execute(query):
        needs.setdefault(id_, set()).add(Subject(WorkStage(stage), name, page, version))
    wanted = {
        one.id: first_subjects(files.get(one.id, ()), one.ref, one.round, books.versions)
        for one in ones
    }
    return {
        one.id
        for one in ones
        if one.foreign or not needs.get(one.id, set()).issuperset(wanted[one.id])
    }


def _drop_needs(books: Books, one: Fresh) -> None:
    """A submission no longer waits for what other code does, nor for the rounds before."""
    stages = (WorkStage.INTAKE, WorkStage.PAGE, WorkStage.PHOTO)
    of_today = tuple_(work.c.stage, work.c.version).in_([(s, books.versions[s]) for s in stages])
    judge = Subject(WorkStage.JUDGE, f"{one.ref}:{one.round}", 0, books.versions[WorkStage.JUDGE])
    own = tuple_(*KEY) == (judge.stage, judge.name, judge.page, judge.version)
    outdated = select(work.c.id).where(work.c.id == need.c.work_id, ~of_today, ~own).exists()
    of_one = delete(need).where(need.c.submission_id == one.id)
    books.connection.execute(of_one.where(outdated))
    # Its own work of other code goes too: should that code come back, it judges anew.
    mine = (work.c.stage.in_((WorkStage.JUDGE, WorkStage.REPORT)), work.c.name == judge.name)
    drop_work(books, *mine, work.c.version != judge.version)


def _urgency(wanted: Iterable[tuple[tuple[Subject, ...], int]]) -> dict[Subject, int]:
    """The least of the priorities of those who want a piece of work."""
    urgency: dict[Subject, int] = {}
    for subjects, priority in wanted:
        for subject in subjects:
            urgency[subject] = min(priority, urgency.get(subject, priority))
    return urgency


def _askers(
    wanted: Sequence[tuple[Fresh, tuple[Subject, ...]]],
) -> dict[Subject, dict[int, int]]:
    askers: dict[Subject, dict[int, int]] = {}
    for one, subjects in wanted:
        for subject in subjects:
            askers.setdefault(subject, {})[one.id] = one.priority
    return askers


def first_subjects(
    attachments: Sequence[NewAttachment], ref: str, round_: int, versions: Versions
) -> tuple[Subject, ...]:
    """What a submission waits for first: its files; without any, to be judged."""
    stages = [
        (WorkStage.PHOTO if one.kind is DocumentKind.PHOTO else WorkStage.INTAKE, one.sha256)
        for one in attachments
    ] or [(WorkStage.JUDGE, f"{ref}:{round_}")]
    return tuple(dict.fromkeys(Subject(stage, name, 0, versions[stage]) for stage, name in stages))


def _row(one: NewSubmission, ref: str, books: Books) -> dict[str, Any]:
    return {
        "ref": ref,
        "key": one.key,
        "profile": one.profile,
        "form": one.form,
        "state": SubmissionState.RECEIVED,
        "priority": one.priority,
        "owner_id": one.owner_id,
        "unit_id": one.unit_id,
        "sent_at": None if one.draft else books.at,
        "received_at": books.at,
        "changed_at": books.at,
    }


def _attachments(id_: int, one: NewSubmission) -> Iterator[dict[str, Any]]:
    for place, given in enumerate(one.attachments):
        yield {
            "submission_id": id_,
            "place": place,
            "kind": given.kind,
            "file": given.file,
            "sha256": given.sha256,
            "size": given.size,
        }


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
