"""Submissions are taken in: written with all they wait for, in one transaction, or not at all."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, insert, select

from models.audit_trail import Entry
from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission, Subject, SubmissionState, WorkStage
from models.work_books import Books, Versions, in_batches
from models.work_rows import (
    Fresh,
    WorkRow,
    ensure_work,
    judge_if_read,
    needs_of_file,
)
from models.work_tables import submission


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
    books.count(SubmissionState.RECEIVED, len(fresh))
    _await(books, works, list(zip(written, wanted, strict=True)))


def await_files(books: Books, ones: Sequence[tuple[Fresh, tuple[NewAttachment, ...]]]) -> None:
    """Submissions wait for their files; those whose files have been read are judged next."""
    wanted = [
        (one, first_subjects(files, one.ref, one.round, books.versions)) for one, files in ones
    ]
    works = ensure_work(books, _urgency((subjects, one.priority) for one, subjects in wanted))
    _await(books, works, wanted)


def _urgency(wanted: Iterable[tuple[tuple[Subject, ...], int]]) -> dict[Subject, int]:
    """The least of the priorities of those who want a piece of work."""
    urgency: dict[Subject, int] = {}
    for subjects, priority in wanted:
        for subject in subjects:
            urgency[subject] = min(priority, urgency.get(subject, priority))
    return urgency


def _await(
    books: Books,
    works: Mapping[Subject, WorkRow],
    wanted: Sequence[tuple[Fresh, tuple[Subject, ...]]],
) -> None:
    askers: dict[Subject, dict[int, int]] = {}
    for one, subjects in wanted:
        for subject in subjects:
            askers.setdefault(subject, {})[one.id] = one.priority
    needs_of_file(books, works, askers)
    judge_if_read(books, [one for one, _ in wanted])


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
