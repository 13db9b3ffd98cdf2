"""How quick the reviewer's queue is, with a thousand cases and with a million.

    python -m benchmarks.cases 1000 1000000 [--database postgresql+psycopg://…/NAME]

Cases are written as the queue leaves them: 100 units on three floors, five collections, 60 codes of
findings, names that repeat as names do. For each number: p50 and p95 of the queue's page as several
reviewers see it under many filters, of search, and of taking the next case.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from fastapi.testclient import TestClient
from sqlalchemy import Connection, insert, select

from models.account_steps import let_in, make_account, make_unit
from models.account_store import NewAccount, find_login, list_units
from models.accounts import Role, Unit
from models.audit_trail import Entry
from models.case_list import list_anew, milliseconds, search_key
from models.case_tables import case_entry, case_group, case_key, case_place
from models.cases import EVERYTHING
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
    chance = Random(7)
    top = _unit(store, "province", None)
    for city in range(9):
        above = _unit(store, f"city {city}", top)
        for county in range(10):
            _unit(store, f"county {city}-{county}", above)
    with store.asking() as connection:
        units = list_units(connection)
    for login, unit in (("county", units[2]), ("city", units[1]), ("province", units[0])):
        _reviewer(store, login, unit)
    lists = _Lists(units)

    def step(connection: Connection, at: datetime) -> tuple[None, list[Entry]]:
        if connection.dialect.name == "sqlite":  # rows come in no order of the index
            connection.exec_driver_sql("PRAGMA cache_size=-1000000")
        for start in range(0, number, _AT_ONCE):
            _write(connection, at, start, min(_AT_ONCE, number - start), lists, chance)
        lists.close(connection)
        return None, []

    store.act(step)


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


def _write(
    connection: Connection, at: datetime, start: int, many: int, lists: "_Lists", chance: Random
) -> None:
    """Submissions with their findings."""
    units = lists.units
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
    codes: dict[int, list[str]] = {row["id"]: [] for row in rows}
    for one in findings:
        codes[one["submission_id"]].append(one["code"])
    lists.add(connection, rows, codes)


def _submission(number: int, at: datetime, units: list[int], chance: Random) -> dict[str, Any]:
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_GIVEN, k=chance.randint(1, 2)))
    verdict = chance.choice(_VERDICTS)
    decision = chance.choice(("", "", "accepted", "returned"))
    fields = {
        "name": name,
        "id_number": f"52010119{chance.randint(50, 99)}0101{number % 10000:04d}",
        "certificate_number": f"GZ{number:08d}",
        "approval_number": f"黔人社通〔20{chance.randint(10, 24)}〕{number % 500}号",
    }
    sent = at - timedelta(minutes=chance.randrange(60 * 24 * 60))
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
        "decided_at": sent if decision else None,
        "sent_at": sent,
        "received_at": sent,
        "changed_at": sent,
    }


class _Lists:
    """What `list_anew` keeps, worked out at once for many: a million one by one takes an hour."""

    def __init__(self, units: list[Unit]) -> None:
        self._scopes = {
            unit.id: (EVERYTHING, *map(int, unit.path.strip("/").split("/"))) for unit in units
        }
        self.units = list(self._scopes)
        self._paths = {unit.id: unit.path for unit in units}
        self._groups: dict[tuple[int, str, str, str, str], int] = {}
        self._counts: list[int] = []

    def add(
        self, connection: Connection, rows: list[dict[str, Any]], codes: dict[int, list[str]]
    ) -> None:
        """The places, keys and entries of cases."""
        places: list[dict[str, Any]] = []
        keys: list[dict[str, Any]] = []
        entries: list[dict[str, Any]] = []
        for row in rows:
            at, id_ = milliseconds(row["sent_at"]), row["id"]
            groups = sorted(
                self._group(
                    (scope, row["decision"] or "waiting", code, row["profile"], row["verdict"])
                )
                for scope in self._scopes[row["unit_id"]]
                for code in ("", *codes[id_])
            )
            path = self._paths[row["unit_id"]]
            found_by = sorted({search_key(value) for value in row["form"]["fields"].values()})
            places += ({"group_id": g, "at": at, "submission_id": id_} for g in groups)
            keys += ({"value": value, "submission_id": id_, "path": path} for value in found_by)
            entry = {"submission_id": id_, "at": at, "path": path}
            entries.append(entry | {"group_ids": groups, "found_by": found_by})
        for table, new in ((case_place, places), (case_key, keys), (case_entry, entries)):
            connection.execute(insert(table), new)

    def _group(self, key: tuple[int, str, str, str, str]) -> int:
        number = self._groups.setdefault(key, len(self._groups) + 1)
        if number > len(self._counts):
            self._counts.append(0)
        self._counts[number - 1] += 1
        return number

    def close(self, connection: Connection) -> None:
        """The groups with their counts."""
        names = ("scope", "state", "code", "profile", "verdict")
        rows = [
            {"id": number, "count": self._counts[number - 1]} | dict(zip(names, key, strict=True))
            for key, number in self._groups.items()
        ]
        connection.execute(insert(case_group), rows)
        before = connection.execute(select(case_entry).limit(100)).all()
        list_anew(connection, [row.submission_id for row in before])
        after = connection.execute(select(case_entry).limit(100)).all()
        assert before == after, "the lists are those that the service keeps"


def _asks(client: TestClient, login: str) -> Iterator[tuple[str, Callable[[], object]]]:
    """What a reviewer asks for, each with a name."""
    chance = Random(11)
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
    """p50 and p95 after a first time that isn't counted; of this process's CPU, too."""
    ask()
    walls, cpus = [], []
    for _ in range(_REPEATS):
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        walls.append(1000 * (time.perf_counter() - wall))
        cpus.append(1000 * (time.process_time() - cpu))
    told = "   ".join(
        f"{what} p50 {sorted(taken)[_REPEATS // 2]:6.1f} p95 {sorted(taken)[-_REPEATS // 20]:6.1f}"
        for what, taken in (("ms", walls), ("CPU", cpus))
    )
    print(f"{name:<36} {told}", flush=True)


if __name__ == "__main__":
    main()
