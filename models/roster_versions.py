"""The versions of rosters: which there are, which one counts, what each is made of, their removal.

Of one roster at most one version is current. A version that an append made takes over the rows of
the one before, so that one must stay as long as the other does.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, false, func, select, update

from models.errors import TemporaryFailure, UsageWrong
from models.fields import Field
from models.findings import found
from models.roster_tables import CURRENT, FORMER, KEPT, REMOVED, STAGED, roster, roster_row
from models.rosters import (
    Beside,
    Removal,
    RosterColumn,
    RosterDetail,
    RosterMode,
    RosterVersion,
    Unfinished,
)
from models.store import Store

Told = Callable[[int, int], None]  # rows done, rows there are
# An import writes every few seconds; one that has not for so long is dead.
_DEAD_AFTER = timedelta(minutes=30)
KEPT_FOR = timedelta(days=1)  # what waits for a person's word
_ROWS_AT_ONCE = 20_000
_finished = roster.c.state.in_((CURRENT, FORMER))


def roster_versions(store: Store) -> tuple[RosterVersion, ...]:
    """All versions of all rosters, by name, the newest first."""
    with store.reading() as connection:
        return _versions(connection)


def current_version(store: Store, name: str) -> RosterVersion | None:
    """The version that counts; an index can be held against its id and its time."""
    versions = roster_versions(store)
    return next((v for v in versions if v.name == name and v.current), None)


def roster_details(store: Store, name: str) -> tuple[RosterDetail, ...]:
    """What the versions of one roster are made of, the newest first; none for an unknown name."""
    with store.reading() as connection:
        versions = [version for version in _versions(connection) if version.name == name]
        own = {row.id: row for row in connection.execute(select(roster).where(_named(name)))}
    return tuple(
        RosterDetail(
            version,
            tuple(_column(*numbered) for numbered in enumerate(own[version.id].columns)),
            tuple(other.version for other in versions if other.id in version.takes),
            tuple(other.version for other in versions if version.id in other.takes),
        )
        for version in versions
    )


def unfinished_imports(store: Store, name: str) -> tuple[Unfinished, ...]:
    """Imports that are under way or were killed, with the rows they have stored."""
    rows = select(func.count()).where(roster_row.c.roster_id == roster.c.id).scalar_subquery()
    staged = select(roster.c.created_at, roster.c.touched_at, rows).where(
        _named(name), roster.c.state == STAGED
    )
    with store.reading() as connection:
        return tuple(Unfinished(*row) for row in connection.execute(staged))


def activate(store: Store, name: str, number: int) -> RosterVersion:
    """Make a former version the current one. Raises UsageWrong where there is none."""
    with store.writing() as connection:
        return activate_version(connection, name, number)


def activate_version(connection: Connection, name: str, number: int) -> RosterVersion:
    """The same in the caller's transaction."""
    hold(connection, name)
    version = _wanted(_of(connection, name), name, number)
    former = update(roster).where(_named(name), roster.c.state == CURRENT)
    connection.execute(former.values(state=FORMER))
    this = update(roster).where(roster.c.id == version.id)
    connection.execute(this.values(state=CURRENT))
    return version


def removal(
    store: Store, name: str, version: int | None = None, older_than: int | None = None
) -> Removal:
    """What removing one version, those older than one, or all of a roster would remove.

    Raises UsageWrong for what is not there, and for a version that is current or whose rows
    another one takes over.
    """
    with store.reading() as connection:
        versions = _of(connection, name)
    if version is not None:
        return _one(versions, name, version)
    if older_than is None:
        return Removal(name, versions, ())
    old = [v for v in versions if v.version < older_than]
    staying = [v for v in versions if v.version >= older_than or v.current]
    needed = {id_ for v in staying for id_ in (v.id, *v.takes)}
    gone = tuple(v for v in old if v.id not in needed)
    return Removal(name, gone, tuple(v for v in old if v.id in needed))


def remove(store: Store, planned: Removal, told: Told) -> None:
    """Remove these versions. They are gone at once; their rows follow, some at a time.

    Raises TemporaryFailure when the roster was changed since this was planned.
    """
    ids = [version.id for version in planned.removed]
    with store.writing() as connection:
        hold(connection, planned.name)
        staying = [v for v in _of(connection, planned.name) if v.id not in ids]
        there = connection.scalars(select(roster.c.id).where(roster.c.id.in_(ids), _finished))
        in_use = any({v.id, *v.takes} & {*ids} for v in staying)
        lost = staying and not any(v.current for v in staying)
        if len(there.all()) < len(ids) or in_use or lost:
            raise TemporaryFailure(found("ROSTER_OVERTAKEN", name=planned.name))
        # An import that adds to one of these is given up: it has nothing to add to any more.
        gone = roster.c.id.in_(ids) | (
            roster.c.added_to.in_(ids) & roster.c.state.in_((STAGED, KEPT))
        )
        connection.execute(update(roster).where(gone).values(state=REMOVED))
    sweep(store, told)


def sweep(store: Store, told: Told = lambda done, there: None) -> None:
    """Delete the rows of what was removed, and of imports that were killed; go on where it ended.

    Each step is a transaction of its own, so that others can write in between.
    """
    now = datetime.now(UTC)
    dead = (roster.c.state == STAGED) & (roster.c.touched_at < now - _DEAD_AFTER)
    dead |= (roster.c.state == KEPT) & (roster.c.touched_at < now - KEPT_FOR)
    with store.writing() as connection:
        connection.execute(update(roster).where(dead).values(state=REMOVED))
        removed = select(roster.c.id).where(roster.c.state == REMOVED).order_by(roster.c.id.desc())
        ids = connection.scalars(removed).all()
        own = select(func.count()).where(roster_row.c.roster_id.in_(ids))
        total = connection.execute(own).scalar_one() if ids else 0
    done = 0
    for id_ in ids:  # the newest first: it may take over rows of the others
        while deleted := _delete_some(store, id_):
            done += deleted
            told(done, total)
        with store.writing() as connection:
            connection.execute(delete(roster).where(roster.c.id == id_))


def hold(connection: Connection, name: str) -> None:
    """Let no other change of this roster's versions come between, to the transaction's end.

    SQLite lets one writer in at a time, but only from its first change on; PostgreSQL locks rows.
    """
    if connection.dialect.name == "sqlite":
        connection.execute(update(roster).where(false()).values(state=STAGED))
    own = select(roster.c.id).where(_named(name)).order_by(roster.c.id)
    connection.execute(own.with_for_update()).all()


def current_id(connection: Connection, name: str) -> int | None:
    """The id of the current version."""
    where = (_named(name), roster.c.state == CURRENT)
    return connection.execute(select(roster.c.id).where(*where)).scalar()


def chain_of(version: Row[Any], versions: dict[int, Row[Any]]) -> list[Row[Any]]:
    """A version and those whose rows it takes over, oldest first."""
    chain = [version]
    while chain[-1].added_to is not None:
        chain.append(versions[chain[-1].added_to])
    return chain[::-1]


def _named(name: str) -> Any:
    return roster.c.name == name


def _of(connection: Connection, name: str) -> tuple[RosterVersion, ...]:
    """The versions of one roster. Raises UsageWrong where there is none."""
    versions = _versions(connection)
    if own := tuple(version for version in versions if version.name == name):
        return own
    known = ", ".join(sorted({version.name for version in versions})) or "—"
    raise UsageWrong(found("ROSTER_UNKNOWN", given=name, known=known))


def _wanted(versions: Sequence[RosterVersion], name: str, number: int) -> RosterVersion:
    for version in versions:
        if version.version == number:
            return version
    known = ", ".join(str(version.version) for version in versions)
    raise UsageWrong(found("ROSTER_VERSION_UNKNOWN", given=number, name=name, known=known))


def _one(versions: tuple[RosterVersion, ...], name: str, number: int) -> Removal:
    wanted = _wanted(versions, name, number)
    if wanted.current:
        raise UsageWrong(found("ROSTER_VERSION_CURRENT", name=name, version=number))
    users = [other.version for other in versions if wanted.id in other.takes]
    if users:
        others = ", ".join(map(str, sorted(users)))
        raise UsageWrong(found("ROSTER_VERSION_IN_USE", name=name, version=number, others=others))
    return Removal(name, (wanted,), ())


def _delete_some(store: Store, id_: int) -> int:
    some = select(roster_row.c.id).where(roster_row.c.roster_id == id_).limit(_ROWS_AT_ONCE)
    with store.writing() as connection:
        # Of two that sweep at once each finds what the other has left.
        connection.execute(select(roster.c.id).where(roster.c.id == id_).with_for_update())
        return connection.execute(delete(roster_row).where(roster_row.c.id.in_(some))).rowcount


def _versions(connection: Connection) -> tuple[RosterVersion, ...]:
    rows = {row.id: row for row in connection.execute(select(roster).where(_finished))}
    versions = [_version(row, chain_of(row, rows)) for row in rows.values()]
    return tuple(sorted(versions, key=lambda version: (version.name, -version.version)))


def _version(version: Row[Any], chain: list[Row[Any]]) -> RosterVersion:
    keys = {column["field"] for part in chain for column in part.columns}
    return RosterVersion(
        id=version.id,
        name=version.name,
        version=version.version,
        current=version.state == CURRENT,
        mode=RosterMode(version.mode),
        rows=sum(part.row_count for part in chain),
        fields=tuple(field for field in Field if field in keys),
        created_at=version.created_at,
        file=version.file,
        sha256=version.sha256,
        takes=tuple(part.id for part in chain[:-1]),
        own_rows=version.row_count,
        beside={
            column["label"]: Beside(column["beside"])
            for part in chain
            for column in part.columns
            if column.get("beside")
        },
    )


def _column(place: int, stored: dict[str, str | None]) -> RosterColumn:
    field = stored["field"]
    beside = stored.get("beside")
    return RosterColumn(
        place,
        str(stored["label"]),
        Field(field) if field else None,
        Beside(beside) if beside else None,
    )
