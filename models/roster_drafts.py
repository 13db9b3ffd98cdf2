"""Files of rosters that somebody handed in on a page: read, compared, then put in force or not.

A draft has no effect until a person says so. What was read of it lies in the database as a version
that nobody sees; a draft that nobody touches for a day is forgotten with its rows.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from models.account_tables import account
from models.accounts import Account
from models.audit_trail import Entry
from models.contract import Json
from models.errors import Conflict, NotAllowed
from models.findings import found
from models.roster_difference import Difference
from models.roster_store import make_current
from models.roster_tables import KEPT, REMOVED, roster, roster_draft
from models.roster_versions import KEPT_FOR, activate_version, current_id, hold
from models.rosters import RosterMode

_SILENT = timedelta(minutes=15)  # a reader tells of itself at least every two


class DraftStep(StrEnum):
    """How far a draft has come."""

    READING = "reading"
    READY = "ready"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class NewRosterDraft:
    """A file that was handed in; size in bytes."""

    name: str
    mode: RosterMode
    file: str
    size: int


@dataclass(frozen=True, slots=True)
class RosterDraft:
    """A draft; who: the name of whoever handed it in. report, difference: None until it is read.

    staged_id: the version with its rows; before_id: the one that it was compared with.
    """

    id: int
    name: str
    mode: RosterMode
    file: str
    size: int
    who: str
    made_at: datetime
    touched_at: datetime
    step: DraftStep
    done: int
    total: int
    staged_id: int | None
    before_id: int | None
    report: Json | None
    difference: Difference | None

    @property
    def silent(self) -> bool:
        """Is nothing heard of the reading any more? Whoever did it must have died."""
        reading = self.step is DraftStep.READING
        return reading and datetime.now(UTC) - self.touched_at > _SILENT

    @property
    def bad(self) -> int:
        """How many rows are left out because of errors."""
        counts: Mapping[str, int] = self.report["counts"] if self.report else {}
        twice = sum(counts.get(code, 0) for code in ("ROSTER_ROW_TWICE", "ROSTER_ROW_KNOWN"))
        return self.report["rows"] - self.report["good"] - twice if self.report else 0


def begin_draft(
    connection: Connection, at: datetime, new: NewRosterDraft, who: Account
) -> tuple[int, list[Entry]]:
    """A file is about to be read; drafts that nobody has touched for a day are forgotten."""
    old = roster_draft.c.touched_at < at - KEPT_FOR
    _forget(connection, old)
    made = insert(roster_draft).values(
        **asdict(new), account_id=who.id, made_at=at, touched_at=at, step=DraftStep.READING
    )
    id_ = connection.execute(made.returning(roster_draft.c.id)).scalar_one()
    return id_, [_entry(who, "roster-handed-in", new.name, {"draft": id_, "mode": new.mode})]


def note_draft(
    connection: Connection, at: datetime, id_: int, **values: Any
) -> tuple[None, list[Entry]]:
    """Keep how far the reading is, or what came of it."""
    this = update(roster_draft).where(roster_draft.c.id == id_)
    connection.execute(this.values(touched_at=at, **values))
    return None, []


def difference_json(one: Difference) -> dict[str, Any]:
    """As a draft keeps it."""
    return asdict(one)


def roster_drafts(connection: Connection) -> tuple[RosterDraft, ...]:
    """All drafts, the latest first."""
    rows = connection.execute(_drafts().order_by(roster_draft.c.id.desc()))
    return tuple(_draft(row) for row in rows)


def find_draft(connection: Connection, id_: int) -> RosterDraft:
    """One of them. Raises NotAllowed where there is none (any more)."""
    row = connection.execute(_drafts().where(roster_draft.c.id == id_)).one_or_none()
    if row is None:
        raise NotAllowed(found("ROSTER_DRAFT_GONE"))
    return _draft(row)


def put_in_force(
    connection: Connection, at: datetime, id_: int, who: Account
) -> tuple[int, list[Entry]]:
    """The draft's rows become the current version; its number.

    Raises Conflict where the roster has changed since the draft was compared with it, or the draft
    isn't ready, and NotAllowed where it is gone.
    """
    draft = find_draft(connection, id_)
    hold(connection, draft.name)
    of = roster.c
    this = update(roster).where(of.id == draft.staged_id, of.state == KEPT)
    kept = connection.execute(this.values(touched_at=at)).rowcount == 1
    if draft.step is not DraftStep.READY or not kept or draft.staged_id is None:
        raise Conflict(found("ROSTER_DRAFT_NOT_READY"))
    if current_id(connection, draft.name) != draft.before_id:
        raise Conflict(found("ROSTER_DRAFT_OUTDATED", name=draft.name))
    number = make_current(connection, draft.name, draft.staged_id)
    connection.execute(delete(roster_draft).where(roster_draft.c.id == id_))
    good = draft.report["good"] if draft.report else 0
    body = {"version": number, "mode": draft.mode, "rows": good, "left_out": draft.bad}
    return number, [_entry(who, "roster-imported", draft.name, body)]


def go_back(
    connection: Connection, _at: datetime, name: str, number: int, who: Account
) -> tuple[None, list[Entry]]:
    """A former version becomes the current one: an import is undone. Raises UsageWrong."""
    chosen = activate_version(connection, name, number)
    return None, [_entry(who, "roster-activated", name, {"version": number, "rows": chosen.rows})]


def drop_draft(
    connection: Connection, _at: datetime, id_: int, who: Account
) -> tuple[str, list[Entry]]:
    """The draft is given up, its rows go with the next sweep; the roster's name."""
    draft = find_draft(connection, id_)
    _forget(connection, roster_draft.c.id == id_)
    return draft.name, [_entry(who, "roster-dropped", draft.name, {"draft": id_})]


def _forget(connection: Connection, which: Any) -> None:
    staged = select(roster_draft.c.staged_id).where(which)
    ids = [id_ for id_ in connection.execute(staged).scalars() if id_ is not None]
    kept = update(roster).where(roster.c.id.in_(ids), roster.c.state == KEPT)
    connection.execute(kept.values(state=REMOVED))
    connection.execute(delete(roster_draft).where(which))


def _drafts() -> Any:
    who = account.c.name.label("who")
    return select(roster_draft, who).join(account, account.c.id == roster_draft.c.account_id)


def _draft(row: Any) -> RosterDraft:
    told = row.difference
    return RosterDraft(
        id=row.id,
        name=row.name,
        mode=RosterMode(row.mode),
        file=row.file,
        size=row.size,
        who=row.who,
        made_at=row.made_at,
        touched_at=row.touched_at,
        step=DraftStep(row.step),
        done=row.done,
        total=row.total,
        staged_id=row.staged_id,
        before_id=row.before_id,
        report=row.report,
        difference=_difference(told) if told else None,
    )


def _difference(told: dict[str, Any]) -> Difference:
    ids = {key: tuple(told[key]) for key in ("added_ids", "removed_ids")}
    pairs = tuple((old, new) for old, new in told["changed_ids"])
    return Difference(**{**told, **ids, "changed_ids": pairs})


def _entry(who: Account, action: str, name: str, body: dict[str, Any]) -> Entry:
    return Entry(f"account:{who.id}", action, f"roster:{name}", body)
