"""The versions of the site's own dictionary: which is in force, putting one in force, going back.

Steps are for WorkStore.act, so that the audit trail has what was done.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from models.account_tables import account
from models.accounts import Account
from models.audit_trail import Entry
from models.dictionaries import (
    NO_FILE,
    NONE,
    DictionaryDifference,
    DictionaryDraft,
    DictionaryFile,
    DictionaryVersion,
)
from models.dictionary_tables import dictionary_draft, dictionary_version
from models.errors import Conflict, NotAllowed, UsageWrong
from models.findings import found
from models.store import Store

_KEPT_FOR = timedelta(days=1)  # what waits for a person's word
_SUBJECT = "dictionary"
_version = dictionary_version.c
_NEWEST = _version.number.desc()
_IN_FORCE = select(_version.number, _version.sha256).order_by(_NEWEST).limit(1)


def dictionary_in_force(connection: Connection) -> str:
    """What tells the version in force from all others, "" where the pages have put none in force.

    It is asked often: one row, by its key.
    """
    row = connection.execute(_IN_FORCE).one_or_none()
    return f"{row.number}-{row.sha256[:16]}" if row else ""


def number_of(label: str) -> int:
    """The number of the version that `dictionary_in_force` told of."""
    return int(label.partition("-")[0] or NONE)


def current_number(connection: Connection) -> int:
    """The number of the version in force, 0 for none."""
    return number_of(dictionary_in_force(connection))


def dictionary_versions(connection: Connection) -> tuple[DictionaryVersion, ...]:
    """All versions, the newest first."""
    columns = [column for column in _version if column.name != "data"]
    rows = connection.execute(select(*columns).order_by(_NEWEST)).all()
    return tuple(
        DictionaryVersion(current=row is rows[0], **row._mapping)  # its public name
        for row in rows
    )


def version_of(connection: Connection, number: int) -> DictionaryVersion:
    """One of them. Raises UsageWrong where there is none."""
    versions = dictionary_versions(connection)
    found_there = next((one for one in versions if one.number == number), None)
    if found_there is None:
        raise _unknown(number, current_number(connection))
    return found_there


def _unknown(number: int, last: int) -> UsageWrong:
    return UsageWrong(found("DICTIONARY_VERSION_UNKNOWN", given=number, last=last))


def dictionary_file(connection: Connection, number: int) -> DictionaryFile:
    """The file of a version; that of 0, before the first, is empty. Raises UsageWrong."""
    if number == NONE:
        return NO_FILE
    query = select(_version.file, _version.data).where(_version.number == number)
    row = connection.execute(query).one_or_none()
    if row is None:
        raise _unknown(number, current_number(connection))
    return DictionaryFile(row.file, row.data)


def file_in_force(store: Store) -> tuple[int, DictionaryFile]:
    """The number of the version in force, 0 for none, and its file."""
    with store.reading() as connection:
        number = current_number(connection)
        return number, dictionary_file(connection, number)


def put_in_force(
    connection: Connection,
    at: datetime,
    file: DictionaryFile,
    difference: DictionaryDifference,
    before: int,
    *,
    who: str,
    note: str = "",
    back_to: int | None = None,
) -> tuple[int, list[Entry]]:
    """The file becomes the version in force; its number.

    It was found right, and compared with version `before`. Raises Conflict where another version is
    in force by now, and UsageWrong where the file is that of the version in force.
    """
    current = current_number(connection)
    if current != before:
        raise Conflict(found("DICTIONARY_OUTDATED", before=before, current=current))
    if dictionary_file(connection, current).data == file.data:
        raise UsageWrong(found("DICTIONARY_UNCHANGED", number=current))
    row = {"number": current + 1, "sha256": file.sha256, "back_to": back_to, **difference.counts}
    made = {"created_at": at, "who": who, "note": note, "file": file.name, "data": file.data}
    connection.execute(insert(dictionary_version).values(row | made))
    action = "dictionary-in-force" if back_to is None else "dictionary-back"
    return current + 1, [Entry(who, action, _SUBJECT, row)]


def keep_draft(
    connection: Connection, at: datetime, file: DictionaryFile, who: Account
) -> tuple[int, list[Entry]]:
    """A file waits for a word; those that nobody has decided on for a day are forgotten."""
    draft = dictionary_draft
    connection.execute(delete(draft).where(draft.c.made_at < at - _KEPT_FOR))
    made = insert(draft).values(account_id=who.id, made_at=at, file=file.name, data=file.data)
    id_ = connection.execute(made.returning(draft.c.id)).scalar_one()
    body = {"draft": id_, "sha256": file.sha256}
    return id_, [Entry(f"account:{who.id}", "dictionary-handed-in", _SUBJECT, body)]


def dictionary_drafts(connection: Connection) -> tuple[DictionaryDraft, ...]:
    """All files that wait, the latest first."""
    rows = connection.execute(_drafts().order_by(dictionary_draft.c.id.desc()))
    return tuple(_draft(row) for row in rows)


def find_dictionary_draft(connection: Connection, id_: int) -> DictionaryDraft:
    """One of them. Raises NotAllowed where there is none (any more)."""
    row = connection.execute(_drafts().where(dictionary_draft.c.id == id_)).one_or_none()
    if row is None:
        raise NotAllowed(found("DICTIONARY_DRAFT_GONE"))
    return _draft(row)


def draft_in_force(
    connection: Connection,
    at: datetime,
    id_: int,
    difference: DictionaryDifference,
    before: int,
    *,
    who: str,
    note: str,
) -> tuple[int, list[Entry]]:
    """The same as `put_in_force`, of a file that waited. Raises NotAllowed where it is gone."""
    file = find_dictionary_draft(connection, id_).file
    done = put_in_force(connection, at, file, difference, before, who=who, note=note)
    connection.execute(delete(dictionary_draft).where(dictionary_draft.c.id == id_))
    return done


def drop_dictionary_draft(
    connection: Connection, _at: datetime, id_: int, who: Account
) -> tuple[None, list[Entry]]:
    """The file is given up."""
    find_dictionary_draft(connection, id_)
    connection.execute(delete(dictionary_draft).where(dictionary_draft.c.id == id_))
    return None, [Entry(f"account:{who.id}", "dictionary-dropped", _SUBJECT, {"draft": id_})]


def _drafts() -> Any:
    whose = account.c.id == dictionary_draft.c.account_id
    return select(dictionary_draft, account.c.name.label("who")).join(account, whose)


def _draft(row: Any) -> DictionaryDraft:
    return DictionaryDraft(row.id, DictionaryFile(row.file, row.data), row.who, row.made_at)
