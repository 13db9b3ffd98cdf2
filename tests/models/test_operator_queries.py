"""What the operator's pages ask for says what is so, on both databases."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from queue_by_hand import VERSIONS, A, new, work_off

from models.account_steps import change_roles, make_account
from models.account_store import NewAccount, get_account, search_accounts
from models.accounts import Account, Role
from models.audit_queries import actions, entries
from models.cases import CaseState
from models.day_counts import Counted, Standing, day_of, turn
from models.errors import Conflict, NotAllowed, UsageWrong
from models.fields import Field
from models.roster_difference import difference
from models.roster_drafts import (
    DraftStep,
    NewRosterDraft,
    begin_draft,
    difference_json,
    drop_draft,
    find_draft,
    note_draft,
    put_in_force,
    roster_drafts,
)
from models.roster_store import Staging, current_rows
from models.roster_versions import current_version, roster_versions, sweep
from models.rosters import (
    RosterColumn,
    RosterHeader,
    RosterMode,
    RosterPreview,
    RosterRow,
    TableLook,
)
from models.settings import Settings
from models.statistics import statistics
from models.store import open_store
from models.work_hands import hands
from models.work_store import WorkStore

HEADER = RosterHeader(
    1, (RosterColumn(0, "姓名", Field.NAME), RosterColumn(1, "证件号码", Field.ID_NUMBER))
)
PREVIEW = RosterPreview("a.csv", "0" * 64, TableLook("CSV", "utf-8", None, HEADER, (), 20, ()))


@pytest.fixture
def store(tmp_path: Path, database_url: str) -> Iterator[WorkStore]:
    with open_store(Settings(home=tmp_path, database_url=database_url)) as opened:
        yield WorkStore(opened, VERSIONS)


def account(store: WorkStore, login: str, *roles: Role) -> Account:
    made = NewAccount(login, login, "-", frozenset(roles))
    id_ = store.act(lambda c, at: make_account(c, at, made, "test"))
    with store.asking() as connection:
        found = get_account(connection, id_ or 0)
    assert found
    return found


def kept(store: WorkStore, *rows: tuple[str, str, dict[str, str]]) -> int:
    """A version with these rows (name, identity number, the rest) that waits for a word."""
    staging = Staging(store.tables, "holders", RosterMode.REPLACE, PREVIEW)
    staging.add(
        [
            RosterRow(number, {Field.NAME: name, Field.ID_NUMBER: id_}, rest)
            for number, (name, id_, rest) in enumerate(rows, 2)
        ]
    )
    staging.keep()
    return staging.id


def ready(store: WorkStore, who: Account, staged: int) -> int:
    """A draft that is read and compared."""
    before = current_version(store.tables, "holders")
    asked = NewRosterDraft("holders", RosterMode.REPLACE, "a.csv", 9)
    id_ = store.act(lambda c, at: begin_draft(c, at, asked, who))
    with store.asking() as connection:
        told = difference(connection, [before.id] if before else [], [staged])
    values = {
        "step": DraftStep.READY,
        "staged_id": staged,
        "before_id": before.id if before else None,
        "report": {"rows": 1, "good": 1, "counts": {}},
        "difference": difference_json(told),
    }
    store.act(lambda c, at: note_draft(c, at, id_, **values))
    return id_


def test_what_happens_is_counted_once_by_day(store: WorkStore):
    store.receive([new("a", A)])
    work_off(store)
    today = day_of(datetime.now(UTC))
    with store.asking() as connection:
        told = statistics(connection, today - timedelta(1), today)
        before = statistics(connection, today - timedelta(2), today - timedelta(1))
    assert (told.whole.sent, before.whole.sent) == (1, 0)


def test_a_turn_is_told_by_what_was_before_and_what_is_after():
    sent = datetime(2026, 11, 2, 1, tzinfo=UTC)
    later = sent + timedelta(days=3)
    waiting = Standing(CaseState.WAITING, "ready", False, sent, None, frozenset({"A", "B"}))
    kinds = [(kind, name) for kind, _, name in turn(None, waiting, later)]
    assert kinds == [(Counted.SENT, ""), *((Counted.FINDING, c) for c in waiting.codes)]
    accepted = Standing(CaseState.ACCEPTED, "ready", False, sent, later)
    told = {kind: day for kind, day, _ in turn(waiting, accepted, later)}
    assert set(told) == {Counted.ACCEPTED, Counted.TIME, Counted.STRAIGHT}
    assert set(told.values()) == {later.date()}
    sealed = Standing(CaseState.SEALED, "ready", False, sent, later)
    assert list(turn(accepted, sealed, later)) == []
    assert list(turn(accepted, None, later)) == []


def test_workers_are_seen_with_what_they_hold(store: WorkStore):
    store.receive([new("a", A)])
    (one, *_) = store.take_for_sending(1)
    store.claim(one.id, "w1")
    store.beat([one.id], "w1")
    store.beat([], "w2")
    store.beat([], "w2")
    with store.asking() as connection:
        seen = {hand.name: hand.running for hand in hands(connection)}
    assert seen == {"w1": 1, "w2": 0}
    store.leave("w2")
    with store.asking() as connection:
        assert [hand.name for hand in hands(connection)] == ["w1"]


def test_a_kept_version_counts_from_the_word_on_and_can_be_undone(store: WorkStore):
    who = account(store, "ops", Role.OPERATOR)
    first = ready(store, who, kept(store, ("王静", "1", {})))
    assert roster_versions(store.tables) == ()
    assert store.act(lambda c, at: put_in_force(c, at, first, who)) == 1
    second = ready(store, who, kept(store, ("李伟", "2", {})))
    third = ready(store, who, kept(store, ("陈晨", "3", {})))
    assert store.act(lambda c, at: put_in_force(c, at, second, who)) == 2
    with pytest.raises(Conflict):
        store.act(lambda c, at: put_in_force(c, at, third, who))
    assert [row.fields[Field.NAME] for row in current_rows(store.tables, "holders")] == ["李伟"]
    store.act(lambda c, at: drop_draft(c, at, third, who))
    sweep(store.tables)
    with store.asking() as connection:
        assert roster_drafts(connection) == ()
        with pytest.raises(NotAllowed):
            find_draft(connection, third)
    assert [version.version for version in roster_versions(store.tables)] == [2, 1]


def test_rows_are_told_apart_by_all_they_hold_whatever_their_order(store: WorkStore):
    old = kept(
        store,
        ("王静", "1", {"a": "x", "b": "y"}),
        ("李伟", "2", {}),
        ("陈晨", "3", {}),
        ("陈晨", "3", {"a": "z"}),
    )
    new_ = kept(
        store,
        ("李伟", "2", {"a": "new"}),
        ("王静", "1", {"b": "y", "a": "x"}),
        ("陈晨", "3", {}),
        ("刘洋", "4", {}),
    )
    with store.asking() as connection:
        told = difference(connection, [old], [new_])
        same = difference(connection, [old], [old])
        fresh = difference(connection, [], [old])
    assert (told.added, told.removed, told.changed, told.same) == (1, 1, 1, 2)
    assert [len(ids_) for ids_ in (told.added_ids, told.removed_ids, told.changed_ids)] == [1, 1, 1]
    assert (same.added, same.removed, same.changed, same.same) == (0, 0, 0, 4)
    assert (fresh.added, fresh.same) == (4, 0)


def test_people_are_found_and_guests_left_out(store: WorkStore):
    account(store, "guest-1234", Role.APPLICANT)
    li = account(store, "li_1", Role.REVIEWER, Role.SEAL_OFFICER)
    account(store, "wang", Role.SENIOR_REVIEWER)
    with store.asking() as connection:
        found = {
            (text, role): [one.login for one in search_accounts(connection, text, role)]
            for text, role in (
                ("", None),
                ("li_", None),
                ("%", None),
                ("", Role.REVIEWER),
                ("", Role.SEAL_OFFICER),
            )
        }
        before = search_accounts(connection, "", None, li.id)
    assert found == {
        ("", None): ["wang", "li_1"],
        ("li_", None): ["li_1"],
        ("%", None): [],
        ("", Role.REVIEWER): ["li_1"],
        ("", Role.SEAL_OFFICER): ["li_1"],
    }
    assert before == []


def test_somebody_can_always_make_administrators(store: WorkStore):
    first = account(store, "first", Role.ADMINISTRATOR)
    roles = frozenset({Role.OPERATOR})
    with pytest.raises(UsageWrong):
        store.act(lambda c, at: change_roles(c, at, first, roles, None, False, "test"))
    account(store, "second", Role.ADMINISTRATOR)
    store.act(lambda c, at: change_roles(c, at, first, roles, None, False, "test"))


def test_the_trail_is_asked_by_what_by_whom_and_to_what(store: WorkStore):
    account(store, "li", Role.REVIEWER)
    store.receive([new("a", A)])
    with store.asking() as connection:
        kinds = actions(connection)
        newest = entries(connection, most=1)
        made = entries(connection, action="account-made", actor="test")
        none = entries(connection, subject="nothing")
        earlier = entries(connection, before=newest[0].number)
    assert kinds == sorted(kinds)
    assert {"account-made", "received"} <= set(kinds)
    assert [one.action for one in made] == ["account-made"]
    assert (none, len(earlier)) == ([], newest[0].number - 1)
