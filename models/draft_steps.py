"""Drafts: submissions that nobody but their owner sees until the owner sends them.

Each change begins a further round of checking, so that the findings are always those of what is
there; what was read of a file before costs nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from models.account_store import close_sessions
from models.accounts import Account
from models.audit_trail import Entry
from models.errors import NotAllowed
from models.fields import DocumentKind, Field
from models.findings import found
from models.review_queries import allowed_changes
from models.reviews import NOTHING_MAY_CHANGE, Allowed
from models.work import NewAttachment, NewSubmission, Priority, SubmissionState
from models.work_books import Books
from models.work_intake import receive, renew
from models.work_tables import attachment, comparison, finding, need, reading, submission, work

# What is seen of a draft in one page of its owner's list.
_LISTED = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft or sent submission of an applicant, as its list shows it."""

    ref: str
    profile: str
    state: SubmissionState
    decision: str
    sent: bool
    changed_at: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What changes; all else stays as it is then, whoever else changes something meanwhile.

    fields, declarations: the new values by name; a declaration that is None goes. portrait: what
    is kept of the photo that is added. remove: which attachment goes, as they are listed, from 0.
    kind_alone: the added file takes the place of those of its kind.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    declarations: Mapping[str, Any] = field(default_factory=dict)
    portrait: dict[str, Any] | None = None
    add: NewAttachment | None = None
    kind_alone: bool = False
    remove: int | None = None


def begin_draft(books: Books, owner_id: int, profile: str) -> tuple[str, list[Entry]]:
    """A new, empty draft; its ref."""
    form: dict[str, Any] = {"fields": {}, "declarations": {}}
    key = f"draft:{token_hex(16)}"
    new = NewSubmission(key, profile, form, (), Priority.SCREEN, owner_id=owner_id, draft=True)
    (ref,), entries = receive(books, [new])
    return ref, entries


def change_draft(books: Books, id_: int, change: Change) -> tuple[bool, list[Entry]]:
    """Change a draft, or a case that was returned, and check it anew; False when it was sent.

    Raises NotAllowed for what a return didn't name.
    """
    columns = (submission.c.round, submission.c.ref, submission.c.state, submission.c.form)
    locked = select(*columns).where(submission.c.id == id_).with_for_update()
    row = books.connection.execute(locked).one()
    allowed = allowed_changes(books.connection, id_)
    if allowed == NOTHING_MAY_CHANGE:
        return False, []
    form = _changed(row.form, change)
    _check(books, id_, change, (row.form, form), allowed)
    _change_files(books, id_, change)
    _forget(books, id_, row.ref)
    (before,) = renew(books, [id_], further=1)
    values: dict[str, Any] = {
        "round": row.round + 1,
        "state": SubmissionState.CHECKING,
        "reason": "",
        "verdict": "",
        "changed_at": books.at,
        "edition": submission.c.edition + 1,
        "form": form,
    }
    books.connection.execute(update(submission).where(submission.c.id == id_).values(values))
    books.moved(before.state, SubmissionState.CHECKING)
    books.tell(id_, row.ref, "checking", {"round": row.round + 1})
    return True, []


def _changed(form: dict[str, Any], change: Change) -> dict[str, Any]:
    declared = form.get("declarations", {}) | change.declarations
    after: dict[str, Any] = {
        "fields": form.get("fields", {}) | change.fields,
        "declarations": {name: given for name, given in declared.items() if given is not None},
    }
    portrait = change.portrait or form.get("portrait")
    return after | ({"portrait": portrait} if portrait else {})


def _check(
    books: Books,
    id_: int,
    change: Change,
    forms: tuple[dict[str, Any], dict[str, Any]],
    allowed: Allowed,
) -> None:
    """Is everything that changes allowed to?"""
    before, after = forms
    for one in Field:
        same = before.get("fields", {}).get(one, "") == after["fields"].get(one, "")
        if not same and not allowed.field(one):
            raise NotAllowed(found("CHANGE_NOT_NAMED", zh=one.zh, en=one.en))
    if before.get("declarations", {}) != after["declarations"] and not allowed.declarations:
        raise NotAllowed(found("CHANGE_NOT_NAMED", zh="申报说明", en="the declarations"))
    kinds = [change.add.kind] if change.add else []
    if change.remove is not None:
        gone = _listed(attachment.c.kind, id_, change.remove)
        kinds += map(DocumentKind, books.connection.execute(gone).scalars())
    for kind in kinds:
        if not allowed.document(kind):
            raise NotAllowed(found("CHANGE_NOT_NAMED", zh=kind.zh, en=kind.en))


def _change_files(books: Books, id_: int, change: Change) -> None:
    own = attachment.c.submission_id == id_
    if change.remove is not None:
        gone = books.connection.execute(_listed(attachment.c.id, id_, change.remove)).scalar()
        books.connection.execute(delete(attachment).where(attachment.c.id == gone))
    if change.add is None:
        return
    if change.kind_alone:
        same = attachment.c.kind == change.add.kind
        books.connection.execute(delete(attachment).where(own, same))
    last = books.connection.execute(select(func.max(attachment.c.place)).where(own)).scalar()
    books.connection.execute(
        insert(attachment).values(
            submission_id=id_,
            place=0 if last is None else last + 1,
            kind=change.add.kind,
            file=change.add.file,
            sha256=change.add.sha256,
            size=change.add.size,
        )
    )


def _listed(column: Any, id_: int, number: int) -> Any:
    """A column of one attachment, counted as they are listed: places have gaps after a removal."""
    own = select(column).where(attachment.c.submission_id == id_)
    return own.order_by(attachment.c.place).offset(number).limit(1)


def _forget(books: Books, id_: int, ref: str) -> None:
    """A draft waits for nothing of the rounds before, and keeps nothing of them."""
    books.connection.execute(delete(need).where(need.c.submission_id == id_))
    for table in (reading, comparison, finding):
        books.connection.execute(delete(table).where(table.c.submission_id == id_))
    own = work.c.name.startswith(f"{ref}:", autoescape=True)
    columns = (work.c.stage, work.c.state, work.c.reason)
    for row in books.connection.execute(delete(work).where(own).returning(*columns)):
        if row.state in ("waiting", "sent", "running"):
            books.count(f"work.{row.stage}", -1)
        elif row.state == "failed":
            books.failed(row.stage, row.reason, -1)


def send_draft(books: Books, id_: int, unit_id: int | None, actor: str) -> tuple[bool, list[Entry]]:
    """The owner sends it: from now on the unit's reviewers see it. False if it was sent before.

    What was returned goes back to the unit that returned it.
    """
    columns = (submission.c.ref, submission.c.sent_at, submission.c.unit_id)
    locked = select(*columns).where(submission.c.id == id_).with_for_update()
    row = books.connection.execute(locked).one()
    if allowed_changes(books.connection, id_) == NOTHING_MAY_CHANGE:
        return False, []
    unit = unit_id if row.sent_at is None else row.unit_id
    books.connection.execute(
        update(submission)
        .where(submission.c.id == id_)
        .values(
            sent_at=books.at,
            unit_id=unit,
            decision="",
            decided_at=None,
            edition=submission.c.edition + 1,
        )
    )
    books.tell(id_, row.ref, "sent", {})
    books.case(id_)
    return True, [Entry(actor, "sent", row.ref, {"unit": unit})]


def take_over(connection: Any, _at: Any, guest: Account, who: Account) -> tuple[int, list[Entry]]:
    """What a guest began in this browser belongs to an account from now on; how many there were.

    The guest's sessions end. For WorkStore.act.
    """
    own = update(submission).where(submission.c.owner_id == guest.id)
    number: int = connection.execute(own.values(owner_id=who.id)).rowcount
    close_sessions(connection, account_id=guest.id)
    body = {"submissions": number}
    return number, [Entry(f"account:{who.id}", "taken-over", f"account:{guest.id}", body)]


def drafts_of(connection: Any, owner_id: int) -> list[Draft]:
    """The drafts and sent submissions of an applicant, the latest first."""
    query = (
        select(submission)
        .where(submission.c.owner_id == owner_id)
        .order_by(submission.c.id.desc())
        .limit(_LISTED)
    )
    return [
        Draft(
            row.ref,
            row.profile,
            SubmissionState(row.state),
            row.decision,
            row.sent_at is not None,
            row.changed_at,
        )
        for row in connection.execute(query)
    ]


def owner_of(connection: Any, id_: int) -> tuple[int | None, bool, int]:
    """Whose a submission is, whether it was sent, and its edition."""
    row = connection.execute(
        select(submission.c.owner_id, submission.c.sent_at, submission.c.edition).where(
            submission.c.id == id_
        )
    ).one()
    return row.owner_id, row.sent_at is not None, row.edition
