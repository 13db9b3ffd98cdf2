"""Programs that watch the service and look after it: what the operator's pages show and do."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Site
from failed_work import fail
from judged_cases import Sent, send
from programs import Program, codes, program

from models.accounts import Role
from models.audit_queries import entries
from models.tokens import TokenScope
from models.work_queries import find
from models.work_tables import audit, submission


@pytest.fixture
def one(site: Site) -> Program:
    return program(site, Role.OPERATOR, login="ops")


def test_the_overview_says_what_needs_somebody(site: Site, one: Program):
    assert one.get("/overview").json()["notices"] == []
    fail(site, "a")
    send(site, Sent("b"))
    site.store.beat([], "worker:1")
    told = one.get("/overview").json()
    assert (told["failed"], told["cases_waiting"], told["broker"]) == (1, 1, None)
    (notice,) = told["notices"]
    assert (notice["tone"], notice["message_en"]) == ("error", "1 could not be checked.")
    assert [(w["name"], w["alive"]) for w in told["workers"]] == [("worker:1", True)]
    assert 0 < told["disk_free_bytes"] <= told["disk_bytes"]


def test_statistics_are_those_of_the_charts(site: Site, one: Program):
    send(site, Sent())
    told = one.get("/statistics").json()
    assert (told["unit"], len(told["spans"]), told["whole"]["sent"]) == ("day", 30, 1)
    assert told["findings"] == [{"code": "FIELD_DIFFERS", "number": 1}]
    assert told["whole"]["median_seconds"] is None
    some = one.get("/statistics?first=2026-01-01&last=2026-03-31").json()
    assert (some["unit"], some["spans"][0]["first"]) == ("week", "2026-01-01")
    for wrong in ("first=2026-02-01&last=2026-01-01", "first=1999-01-01&last=2026-01-01"):
        assert codes(one.get(f"/statistics?{wrong}")) == ["DAYS_WRONG"]
    assert codes(one.get("/statistics?last=0001-01-02")) == ["DAYS_WRONG"]
    assert codes(one.get("/statistics?first=soon")) == ["API_VALUE_WRONG"]


def test_everybodys_submissions_are_seen_without_what_was_entered(site: Site, one: Program):
    ref = fail(site, "a", "FILE_STORE_FAILED")
    send(site, Sent("b", name="欧阳静怡"))
    listed = one.get("/queue/submissions").json()
    assert [row["state"] for row in listed["submissions"]] == ["failed", "blocked"]
    first = one.get("/queue/submissions?limit=1").json()
    second = one.get(f"/queue/submissions?limit=1&cursor={first['next']}").json()
    assert [*first["submissions"], *second["submissions"]] == listed["submissions"]
    assert second["next"] is None
    failed = one.get("/queue/submissions?state=failed&reason=FILE_STORE_FAILED").json()
    assert [row["ref"] for row in failed["submissions"]] == [ref]
    soon = (datetime.now(UTC) + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    assert one.get(f"/queue/submissions?since={soon}").json()["submissions"] == []
    whole = one.get(f"/queue/submissions/{ref}").json()
    assert whole["waits_for"][0]["reason"] == "FILE_STORE_FAILED"
    assert whole["papers"] == [{"kind": "certificate", "bytes": 1}]
    by_key = one.post("/queue/submissions/search", json={"name": "b"})
    assert by_key.json()["findings"] == [{"code": "FIELD_DIFFERS", "severity": "error"}]
    for said in ("欧阳静怡", "证书.pdf", "A2013001"):
        assert said not in by_key.text
    assert codes(one.get(f"/queue/submissions/{'0' * 32}")) == ["API_NOT_THERE"]
    assert codes(one.post("/queue/submissions/search", json={"name": "c"})) == ["API_NOT_THERE"]


def age(site: Site, days: int, *keys: str) -> None:
    """So many days ago these changed last."""
    then = datetime.now(UTC) - timedelta(days=days)
    old = submission.update().where(submission.c.key.in_(keys)).values(changed_at=then)
    site.store.act(lambda c, _: (c.execute(old).rowcount, []))


def test_a_submission_is_removed_for_good_and_the_trail_keeps_who(site: Site, one: Program):
    ref = send(site, Sent("a")).submission.ref
    assert one.call("DELETE", f"/queue/submissions/{ref}").status_code == 204
    with site.store.asking() as connection:
        assert find(connection, ref) is None
        noted = entries(connection, subject=ref)[0]
    assert noted.actor == f"account:{one.account_id}"
    assert codes(one.call("DELETE", f"/queue/submissions/{ref}")) == ["API_NOT_THERE"]


def test_old_ones_are_counted_then_removed(site: Site, one: Program, monkeypatch):
    monkeypatch.setattr("web.api.standings._REMOVED_AT_ONCE", 2)
    for key in "abcd":
        send(site, Sent(key))
    age(site, 100, "a", "b", "c")
    old = {"older_than_days": 90}
    assert one.post("/queue/removals", json=old | {"dry_run": True}).json() == {
        "removed": 0,
        "left": 3,
    }
    assert one.post("/queue/removals", json=old).json() == {"removed": 2, "left": 1}
    assert one.post("/queue/removals", json=old).json() == {"removed": 1, "left": 0}
    assert len(one.get("/queue/submissions").json()["submissions"]) == 1
    for wrong in ({}, {"older_than_days": 0}, {"older_than_days": 1, "strays": True}):
        assert codes(one.post("/queue/removals", json=wrong)) == ["API_VALUE_WRONG"]


def test_who_may_retry_may_not_remove(site: Site):
    ref = send(site, Sent("a")).submission.ref
    scopes = tuple(s for s in TokenScope if s is not TokenScope.SUBMISSIONS_REMOVE)
    some = program(site, Role.OPERATOR, scopes=scopes)
    assert codes(some.call("DELETE", f"/queue/submissions/{ref}")) == ["API_SCOPE_MISSING"]
    content = {"older_than_days": 1}
    assert codes(some.post("/queue/removals", json=content)) == ["API_SCOPE_MISSING"]


def test_an_export_ends_before_a_day(site: Site, one: Program):
    send(site, Sent("a"))
    send(site, Sent("b"))
    age(site, 10, "a")
    before = (datetime.now(UTC) - timedelta(days=5)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert one.get(f"/exports?before={before}").text.count("\n") == 1
    with site.store.asking() as connection:
        assert entries(connection, action="exported")[0].body["before"]


def test_the_trail_is_read_and_verified(site: Site, one: Program):
    assert codes(one.get("/audit/verification")) == ["API_NOT_THERE"]
    send(site, Sent("a"))
    told = one.get("/audit?limit=2").json()
    assert len(told["entries"]) == 2
    rest = one.get(f"/audit?cursor={told['next']}").json()
    numbers = [row["number"] for row in (*told["entries"], *rest["entries"])]
    assert numbers == list(range(told["total"], 0, -1))
    made = one.get("/audit?action=account-made").json()["entries"]
    assert {row["action"] for row in made} == {"account-made"}
    assert one.get(f"/audit?actor=account:{one.account_id}").json()["entries"] == []
    assert codes(one.get("/audit?subject=' or 1=1")) == ["API_VALUE_WRONG"]
    begun = one.post("/audit/verification")
    assert begun.status_code == 202
    done = site.service.jobs.finished("audit", 30)
    assert done.ended_at
    told = one.get("/audit/verification").json()
    assert (told["broken"], told["places"], told["who"]) == (0, [], "ops")
    assert told["done"] == told["total"] > 0


def test_a_trail_that_was_tampered_with_is_told(site: Site, one: Program):
    wrong = audit.update().where(audit.c.number == 1).values(actor="nobody")
    site.store.act(lambda c, _: (c.execute(wrong).rowcount, []))
    one.post("/audit/verification")
    site.service.jobs.finished("audit", 30)
    told = one.get("/audit/verification").json()
    assert told["broken"] == 1
    assert told["places"][0] == {
        "number": 1,
        "message": "内容被改动",
        "message_en": "its content was changed",
    }


def test_a_roster_goes_with_all_of_its_versions(site: Site, one: Program):
    for name in "张伟", "李娜", "王芳":
        file = {"file": ("a.csv", f"姓名,证书编号\n{name},A2013001\n".encode(), "text/csv")}
        data = {"mode": "replace"}
        assert one.post("/rosters/holders/versions", files=file, data=data).status_code == 201
    gone = one.call("DELETE", "/rosters/holders?older_than=2").json()
    assert gone["removed"] == [1]
    assert sorted(one.call("DELETE", "/rosters/holders").json()["removed"]) == [2, 3]
    assert one.get("/rosters").json()["rosters"] == []
    assert codes(one.call("DELETE", "/rosters/holders")) == ["ROSTER_UNKNOWN"]
    with site.store.asking() as connection:
        noted = entries(connection, action="roster-removed")
    assert [sorted(row.body["versions"]) for row in noted] == [[2, 3], [1]]


def handed_in(one: Program, *rows: str, **data: str):
    text = "姓名,证书编号\n" + "".join(f"{row}\n" for row in rows)
    file = {"file": ("持证人.csv", text.encode(), "text/csv")}
    return one.post("/rosters/holders/drafts", files=file, data=data)


def read(site: Site, one: Program, id_: int) -> dict[str, object]:
    """The draft once it was read."""
    site.service.jobs.finished(f"roster-draft:{id_}", 60)
    return one.get(f"/roster-drafts/{id_}").json()


def test_a_roster_that_is_handed_in_waits_for_a_word(site: Site, one: Program):
    answer = handed_in(one, "张伟,A2013001", "李娜,A2013002")
    assert answer.status_code == 202, answer.text
    first = answer.json()["id"]
    assert answer.headers["location"] == f"/api/v1/roster-drafts/{first}"
    told = read(site, one, first)
    assert (told["step"], told["left_out"], told["outdated"]) == ("ready", 0, False)
    assert (told["difference"]["added"], told["report"]["good"]) == (2, 2)
    assert one.get("/rosters").json()["rosters"] == [], "nothing counts yet"
    assert [row["id"] for row in one.get("/roster-drafts").json()["drafts"]] == [first]
    assert one.post(f"/roster-drafts/{first}/force").json() == {"roster": "holders", "version": 1}
    assert codes(one.get(f"/roster-drafts/{first}")) == ["ROSTER_DRAFT_GONE"]


def test_what_another_file_would_change_is_told_and_an_old_comparison_not_taken(site, one):
    read(site, one, handed_in(one, "张伟,A2013001").json()["id"])
    one.post("/roster-drafts/1/force")
    assert codes(handed_in(one, "张伟,A2013001")) == ["ROSTER_EXISTS"]
    both = [
        handed_in(one, row, mode="replace").json()["id"] for row in ("王芳,A2", "张炜,A2013001")
    ]
    told = [read(site, one, id_) for id_ in both]
    (row,) = told[1]["difference"]["rows"]
    assert (row["what"], row["columns"][0]["before"], row["columns"][0]["after"]) == (
        "changed",
        "张伟",
        "张炜",
    )
    assert one.post(f"/roster-drafts/{both[0]}/force").json()["version"] == 2
    assert one.get(f"/roster-drafts/{both[1]}").json()["outdated"]
    assert codes(one.post(f"/roster-drafts/{both[1]}/force")) == ["ROSTER_DRAFT_OUTDATED"]
    one.post(f"/roster-drafts/{both[1]}/compare")
    told = read(site, one, both[1])
    assert (told["outdated"], told["difference"]["removed"]) == (False, 1)
    assert one.call("DELETE", f"/roster-drafts/{both[1]}").status_code == 204
    assert one.get("/roster-drafts").json()["drafts"] == []
    with site.store.asking() as connection:
        noted = [row.action for row in entries(connection, subject="roster:holders")]
    assert noted[::-1] == [
        "roster-handed-in", "roster-imported", "roster-handed-in", "roster-handed-in",
        "roster-imported", "roster-dropped",
    ]  # fmt: skip


def test_a_file_that_is_no_roster_is_told(site: Site, one: Program):
    id_ = handed_in(one).json()["id"]
    told = read(site, one, id_)
    assert told["step"] == "refused"
    assert told["report"]["findings"]
    assert codes(one.post(f"/roster-drafts/{id_}/force")) == ["ROSTER_DRAFT_NOT_READY"]
    assert codes(handed_in(one, mode="odd")) == ["API_VALUE_WRONG"]
