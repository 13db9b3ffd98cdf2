"""What must hold of a queue, whatever happened: asked of the tables themselves."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, func, select

from models import work_queries
from models.audit_trail import Broken
from models.work import SubmissionState, WorkState
from models.work_store import WorkStore
from models.work_tables import (
    audit,
    comparison,
    event,
    finding,
    need,
    reading,
    run,
    submission,
    work,
)

_FINAL = [state.value for state in SubmissionState if state.final]
_JUDGED = [SubmissionState.READY, SubmissionState.ATTENTION, SubmissionState.BLOCKED]


def at_rest(store: WorkStore) -> bool:
    """Is everything judged and no work left?"""
    with store.asking() as connection:
        counts = work_queries.counts(connection)
    busy = [SubmissionState.RECEIVED, SubmissionState.CHECKING]
    return not any(n for name, n in counts.items() if name in busy or name.startswith("work."))


def outcomes(store: WorkStore) -> dict[str, Any]:
    """By key: the state, pages, and all rows of the last round."""
    with store.asking() as connection:
        return {
            row.key: (
                row.state,
                row.pages,
                row.pages_done,
                *(
                    sorted(
                        repr(tuple(one.values())[3:])
                        for one in connection.execute(
                            select(table).where(
                                table.c.submission_id == row.id, table.c.round == row.round
                            )
                        ).mappings()
                    )
                    for table in (reading, comparison, finding)
                ),
            )
            for row in connection.execute(select(submission))
        }


def wrongs(store: WorkStore, *, retried: bool = False) -> list[str]:
    """Everything that does not hold; retried: submissions that failed were tried again."""
    found = [f"audit: {one}" for one in store.verify_audit() if isinstance(one, Broken)]
    with store.asking() as connection:
        found += _counts(connection)
        found += _work(connection)
        found += _events(connection, retried=retried)
        found += _entries(connection)
    return found


def _counts(connection: Connection) -> list[str]:
    real: Counter[str] = Counter()
    by_state = select(submission.c.state, func.count()).group_by(submission.c.state)
    real.update(dict(iter(connection.execute(by_state))))
    rows = connection.execute(select(work.c.stage, work.c.state, work.c.reason))
    for stage, state, reason in rows:
        if state == WorkState.FAILED:
            real[f"failed.{stage}.{reason}"] += 1
        elif state != WorkState.DONE:
            real[f"work.{stage}"] += 1
    kept = {k: n for k, n in work_queries.counts(connection).items() if n and k != "files.removed"}
    return [] if kept == {**real} else [f"counted {kept}, there are {dict(real)}"]


def _work(connection: Connection) -> list[str]:
    found = [
        f"submission {row.id} is {row.state} and needs {row.stage} that is {row.done}"
        for row in connection.execute(
            select(submission.c.id, submission.c.state, work.c.stage, work.c.state.label("done"))
            .join_from(need, work)
            .join(submission)
            .where(work.c.state != WorkState.DONE, submission.c.state.in_(_JUDGED))
        )
    ]
    twice = (
        select(run.c.work_id, func.count())
        .where(run.c.outcome == "done")
        .group_by(run.c.work_id)
        .having(func.count() > 1)
    )
    return found + [f"work {id_} was done {n} times" for id_, n in connection.execute(twice)]


def _events(connection: Connection, *, retried: bool) -> list[str]:
    found = []
    kinds: dict[int, list[str]] = {}
    for id_, kind in connection.execute(
        select(event.c.submission_id, event.c.kind).order_by(event.c.id)
    ):
        kinds.setdefault(id_, []).append(kind)
    for row in connection.execute(select(submission)):
        own = kinds.get(row.id, [])
        finals = [kind for kind in own if kind in _FINAL]
        right = own[0] == "received" and (own[-1] == row.state or row.state not in _FINAL)
        right &= own.count("received") == 1
        right &= retried or len(finals) == row.round
        if not right:
            found.append(f"submission {row.id} in round {row.round} is {row.state}: {own}")
    return found


def _entries(connection: Connection) -> list[str]:
    actions = Counter(connection.execute(select(audit.c.action)).scalars())
    there = connection.execute(select(func.count()).select_from(submission)).scalar_one()
    if actions["received"] - actions["removed"] != there:
        return [f"{there} submissions, but the trail has {dict(actions)}"]
    return []
