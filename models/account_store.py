"""Accounts, units, sessions and reset codes in the database; passwords come in hashed already."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Text, cast, delete, func, insert, or_, select, update

from models.account_tables import PEOPLE, account, reset_code, session, unit
from models.accounts import Account, Role, Unit

_SEARCHED = (account.c.login, account.c.name, unit.c.name)
_COLUMNS = (account, unit.c.name.label("unit_name"), unit.c.path.label("unit_path"))


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to be made; person and password are digests."""

    login: str
    name: str
    password: str
    roles: frozenset[Role]
    person: str = ""
    unit_id: int | None = None
    must_change: bool = True


@dataclass(frozen=True, slots=True)
class Login:
    """An account with what it takes to let somebody in."""

    account: Account
    password: str
    failures: int


def add_account(connection: Connection, new: NewAccount, at: datetime) -> int | None:
    """The id of a new account; None where the login is taken."""
    taken = select(account.c.id).where(account.c.login == new.login)
    if connection.execute(taken).first():
        return None
    made = insert(account).values(
        login=new.login,
        name=new.name,
        person=new.person,
        roles=sorted(new.roles),
        unit_id=new.unit_id,
        password=new.password,
        must_change=new.must_change,
        disabled=False,
        made_at=at,
    )
    return int(connection.execute(made.returning(account.c.id)).scalar_one())


def find_login(connection: Connection, login: str) -> Login | None:
    """The account of a login."""
    row = connection.execute(_accounts().where(account.c.login == login)).one_or_none()
    return Login(_account(row), row.password, row.failures) if row else None


def get_account(connection: Connection, id_: int) -> Account | None:
    """The account of an id."""
    row = connection.execute(_accounts().where(account.c.id == id_)).one_or_none()
    return _account(row) if row else None


def list_accounts(connection: Connection, after: int = 0, most: int = 100) -> list[Account]:
    """Accounts by id, a page at a time."""
    query = _accounts().where(account.c.id > after).order_by(account.c.id).limit(most)
    return [_account(row) for row in connection.execute(query)]


def names_by_id(connection: Connection, ids: Collection[int]) -> dict[int, str]:
    """What the people of these accounts sign in with."""
    query = select(account.c.id, account.c.login).where(account.c.id.in_(ids))
    return {row.id: row.login for row in connection.execute(query)}


def search_accounts(
    connection: Connection, text: str, role: Role | None, after: int = 0, most: int = 50
) -> list[Account]:
    """Accounts whose login, name or unit holds a text, of one role or any; those that live in one
    browser only, of applicants who never made one, are left out. The latest first."""
    query = _accounts().where(PEOPLE)
    if after:
        query = query.where(account.c.id < after)
    if text:
        held = (column.contains(text, autoescape=True) for column in _SEARCHED)
        query = query.where(or_(*held))
    if role:
        query = query.where(cast(account.c.roles, Text).contains(f'"{role}"', autoescape=True))
    rows = connection.execute(query.order_by(account.c.id.desc()).limit(most))
    return [_account(row) for row in rows]


def count_sessions(connection: Connection, account_id: int, at: datetime) -> int:
    """How many sessions of an account are open."""
    own = (session.c.account_id == account_id, session.c.expires_at > at)
    return connection.execute(select(func.count()).select_from(session).where(*own)).scalar_one()


def count_accounts(connection: Connection, role: Role | None = None) -> int:
    """How many accounts there are; of one role, those that are not disabled."""
    if role is None:
        return int(connection.execute(select(func.count()).select_from(account)).scalar_one())
    rows = connection.execute(select(account.c.roles).where(~account.c.disabled)).scalars()
    return sum(role in roles for roles in rows)


def change_account(connection: Connection, id_: int, **values: Any) -> None:
    """Change name, roles, unit_id, disabled, failures, locked_until, password or must_change."""
    if "roles" in values:
        values["roles"] = sorted(values["roles"])
    connection.execute(update(account).where(account.c.id == id_).values(values))


def count_failure(
    connection: Connection, id_: int, most: int, at: datetime, pause: timedelta
) -> None:
    """One more wrong password; after so many the account is locked for a while."""
    failures = connection.execute(
        update(account)
        .where(account.c.id == id_)
        .values(failures=account.c.failures + 1)
        .returning(account.c.failures)
    ).scalar_one()
    if failures >= most:
        change_account(connection, id_, failures=0, locked_until=at + pause)


def open_session(
    connection: Connection, digest: str, account_id: int, at: datetime, expires: datetime
) -> None:
    """Begin a session; digest is that of the token that the browser gets. Old ones are swept."""
    connection.execute(delete(session).where(session.c.expires_at < at))
    connection.execute(
        insert(session).values(
            digest=digest, account_id=account_id, made_at=at, seen_at=at, expires_at=expires
        )
    )


def find_session(
    connection: Connection, digest: str, at: datetime, idle: timedelta
) -> tuple[Account, datetime] | None:
    """Whose session it is and when it was last used.

    None where it is over, idle for too long, or the account disabled. A guest's is never idle: a
    reviewer may take weeks, and there is no password to come in again with.
    """
    row = connection.execute(
        select(session).where(session.c.digest == digest, session.c.expires_at > at)
    ).one_or_none()
    found = get_account(connection, row.account_id) if row else None
    if row is None or found is None or found.disabled:
        return None
    return (found, row.seen_at) if found.guest or row.seen_at + idle >= at else None


def touch_session(connection: Connection, digest: str, at: datetime) -> None:
    """The session was used."""
    connection.execute(update(session).where(session.c.digest == digest).values(seen_at=at))


def close_sessions(
    connection: Connection, *, digest: str | None = None, account_id: int | None = None
) -> None:
    """End one session, or all of an account."""
    column, value = (
        (session.c.digest, digest) if digest is not None else (session.c.account_id, account_id)
    )
    connection.execute(delete(session).where(column == value))


def keep_reset_code(
    connection: Connection, account_id: int, digest: str, expires: datetime
) -> None:
    """A one-time code with which the account's password can be set; an earlier one is void."""
    connection.execute(delete(reset_code).where(reset_code.c.account_id == account_id))
    connection.execute(
        insert(reset_code).values(account_id=account_id, digest=digest, expires_at=expires)
    )


def take_reset_code(connection: Connection, account_id: int, digest: str, at: datetime) -> bool:
    """Was this the account's code? It is used up."""
    used = connection.execute(
        delete(reset_code).where(
            reset_code.c.account_id == account_id,
            reset_code.c.digest == digest,
            reset_code.c.expires_at > at,
        )
    )
    return used.rowcount == 1


def add_unit(connection: Connection, name: str, parent: Unit | None) -> Unit:
    """A unit below another, or at the top."""
    made = insert(unit).values(name=name, parent_id=parent.id if parent else None)
    id_ = connection.execute(made.returning(unit.c.id)).scalar_one()
    path = f"{parent.path if parent else '/'}{id_}/"
    connection.execute(update(unit).where(unit.c.id == id_).values(path=path))
    return Unit(id_, name, path)


def find_unit(connection: Connection, name: str) -> Unit | None:
    """The unit of a name."""
    row = connection.execute(select(unit).where(unit.c.name == name)).one_or_none()
    return Unit(row.id, row.name, row.path) if row else None


def get_unit(connection: Connection, id_: int) -> Unit | None:
    """The unit of an id."""
    row = connection.execute(select(unit).where(unit.c.id == id_)).one_or_none()
    return Unit(row.id, row.name, row.path) if row else None


def list_units(connection: Connection, below: Unit | None = None) -> list[Unit]:
    """All units, or a unit with those below it, from the top down."""
    query = select(unit).order_by(unit.c.path)
    if below:
        query = query.where(unit.c.path.startswith(below.path, autoescape=True))
    return [Unit(row.id, row.name, row.path) for row in connection.execute(query)]


def unit_ids(connection: Connection, below: Unit) -> Collection[int]:
    """The ids of a unit and of those below it."""
    return [one.id for one in list_units(connection, below)]


def _accounts() -> Any:
    return select(*_COLUMNS).outerjoin(unit, unit.c.id == account.c.unit_id)


def _account(row: Any) -> Account:
    own = Unit(row.unit_id, row.unit_name, row.unit_path) if row.unit_id is not None else None
    return Account(
        id=row.id,
        login=row.login,
        name=row.name,
        person=row.person,
        roles=frozenset(map(Role, row.roles)),
        unit=own,
        must_change=row.must_change,
        disabled=row.disabled,
        locked_until=row.locked_until,
    )
