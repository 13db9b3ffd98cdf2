"""How quick the reviewer's queue is, with a thousand cases and with a million.

    python -m benchmarks.cases 1000 1000000 [--database postgresql+psycopg://…/NAME]

Cases are written as the queue leaves them: 100 units on three floors, five collections, 60 codes of
findings, names that repeat as names do. For each number: p50 and p95 of the queue's page as several
reviewers see it under many filters, of search, and of taking the next case.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Connection, insert

from models.account_steps import let_in, make_account, make_unit
from models.account_store import NewAccount, find_login, list_units
from models.accounts import Role, Unit
from models.audit_trail import Entry
from models.case_list import list_anew
from models.settings import Settings
from models.work_store import WorkStore
from models.work_tables import finding, submission
from rules.profile import profile_names
from web.app import make_app
from web.passwords import digest
from web.service import Service
from web.visit import COOKIE, LONGEST
from workers.children import Children
from workers.start import opened

_AT_ONCE = 2000
_CODES = [f"GZ-H-{n:02d}" for n in range(1, 41)] + [f"GS-{n:02d}" for n in range(1, 21)]
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
_GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀英华平刚桂兰红玉鹏飞"
_VERDICTS = ("ready",) * 5 + ("attention",) * 3 + ("blocked",) * 2
_REPEATS = 40


def main() -> None:
    """Make the cases and time the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("numbers", nargs="+", type=int)
    parser.add_argument("--database", default="sqlite:///{home}/zhenghe.db")
    given = parser.parse_args()
    for number in given.numbers:
        with tempfile.TemporaryDirectory(prefix="zhenghe-cases-") as home:
            url = given.database.replace("NAME", f"cases{number}")
            settings = Settings(home=Path(home), engine="fake:none", database_url=url)
            _bench(settings, number)


def _bench(settings: Settings, number: int) -> None:
    with opened(settings) as (store, files), Children(settings) as children:
        begun = time.monotonic()
        _fill(store, number)
        print(f"{number} cases written in {time.monotonic() - begun:.0f} s", flush=True)
        app = make_app(Service(store, files, settings, lambda: None, children))
        for login in ("county", "city", "province"):
            client = TestClient(app, base_url="http://bench")
            client.follow_redirects = False
            client.cookies.set(COOKIE, login)
            for name, ask in _asks(client, login):
                _time(f"{number:>8} {login:<9} {name}", ask)


def _fill(store: WorkStore, number: int) -> None:
    """Units, reviewers and cases, always the same ones."""
    chance = random.Random(7)
    top = _unit(store, "province", None)
    for city in range(9):
        above = _unit(store, f"city {city}", top)
        for county in range(10):
            _unit(store, f"county {city}-{county}", above)
    with store.asking() as connection:
        units = list_units(connection)
    for login, unit in (("county", units[2]), ("city", units[1]), ("province", units[0])):
        _reviewer(store, login, unit)
    ids = [unit.id for unit in units]
    for start in range(0, number, _AT_ONCE):
        _write_some(store, start, min(_AT_ONCE, number - start), ids, chance)


def _unit(store: WorkStore, name: str, above: Unit | None) -> Unit:
    return store.act(lambda c, at: make_unit(c, at, name, above, "bench"))


def _reviewer(store: WorkStore, login: str, unit: Unit) -> None:
    """An account with a session whose token is its login."""
    roles = frozenset({Role.REVIEWER})
    new = NewAccount(login, login, "-", roles, unit_id=unit.id, must_change=False)
    store.act(lambda c, at: make_account(c, at, new, "bench"))
    with store.asking() as connection:
        known = find_login(connection, login)
    assert known
    who = known.account
    store.act(lambda c, at: let_in(c, at, who, digest(login), LONGEST))


def _write_some(
    store: WorkStore, start: int, many: int, units: list[int], chance: random.Random
) -> None:
    def step(connection: Connection, at: datetime) -> tuple[None, list[Entry]]:
        _write(connection, at, start, many, units, chance)
        return None, []

    store.act(step)


def _write(
    connection: Connection,
    at: datetime,
    start: int,
    many: int,
    units: list[int],
    chance: random.Random,
) -> None:
    rows = [_submission(number, at, units, chance) for number in range(start, start + many)]
    connection.execute(insert(submission), rows)
    findings = [
        {
            "submission_id": row["id"],
            "round": 1,
            "place": place,
            "code": code,
            "severity": "error" if row["verdict"] == "blocked" else "hint",
            "field": None,
            "body": {},
        }
        for row in rows
        for place, code in enumerate(chance.sample(_CODES, chance.randint(1, 5)))
    ]
    connection.execute(insert(finding), findings)
    list_anew(connection, [row["id"] for row in rows])


def _submission(
    number: int, at: datetime, units: list[int], chance: random.Random
) -> dict[str, Any]:
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
    verdict = chance.choice(_VERDICTS)
    decision = chance.choice(("", "", "accepted", "returned"))
    fields = {
        "name": name,
        "id_number": f"52010119{chance.randint(50, 99)}0101{number % 10000:04d}",
        "certificate_number": f"GZ{number:08d}",
        "approval_number": f"黔人社通〔20{chance.randint(10, 24)}〕{number % 500}号",
    }
    return {
        "id": number + 1,
        "ref": f"{number:032x}",
        "key": f"k{number}",
        "profile": chance.choice(profile_names()),
        "form": {"fields": fields, "declarations": {}},
        "state": verdict,
        "verdict": verdict,
        "priority": 5,
        "unit_id": chance.choice(units),
        "decision": decision,
        "decided_at": at if decision else None,
        "sent_at": at,
        "received_at": at,
        "changed_at": at,
    }


def _asks(client: TestClient, login: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a reviewer asks for, each with a name."""
    chance = random.Random(11)
    csrf = {"csrf": digest(f"csrf:{login}")}

    def filtered() -> object:
        profile, code = chance.choice(("", *profile_names())), chance.choice(("", "", *_CODES))
        verdict = chance.choice(("", "ready", "blocked"))
        state = chance.choice(("open", "waiting", "accepted", "returned"))
        age = chance.choice(("", "", "7"))
        query = f"state={state}&profile={profile}&code={code}&verdict={verdict}&age={age}"
        return client.get(f"/review?{query}").raise_for_status()

    def search() -> object:
        name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=2))
        answer = client.post("/review/search", data={"q": name, **csrf})
        return answer.raise_for_status()

    def take() -> object:
        answer = client.post("/review/next", data=csrf)
        assert answer.status_code == 303
        return answer

    yield "queue", lambda: client.get("/review").raise_for_status()
    yield "queue, filtered", filtered
    yield "search by name", search
    yield "next case", take


def _time(name: str, ask: Callable[[], object]) -> None:
    """p50 and p95 after a first time that isn't counted."""
    ask()
    taken = []
    for _ in range(_REPEATS):
        begun = time.perf_counter()
        ask()
        taken.append(1000 * (time.perf_counter() - begun))
    taken.sort()
    p50, p95 = taken[len(taken) // 2], taken[int(0.95 * len(taken))]
    print(f"{name:<40} p50 {p50:7.1f} ms   p95 {p95:7.1f} ms", flush=True)


if __name__ == "__main__":
    main()
