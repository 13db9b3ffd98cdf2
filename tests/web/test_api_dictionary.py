"""Operators' programs keep the site's dictionary: versions, putting one in force, going back."""

import pytest
from conftest import Site
from programs import Program, codes, program
from test_operate_dictionary import GOOD, MORE

from models.accounts import Role
from models.tokens import TokenScope


@pytest.fixture
def operator(site: Site) -> Program:
    return program(site, Role.OPERATOR)


def send(one: Program, content: str, key: str = "", **more: str):
    file = {"file": ("ours.toml", content.encode(), "application/toml")}
    headers = {"Idempotency-Key": key} if key else {}
    return one.post("/dictionary/versions", files=file, data=more, headers=headers)


def test_a_version_is_put_in_force_seen_and_undone(operator: Program):
    assert operator.get("/dictionary").json() == {"version": None, "versions": []}
    dry = send(operator, GOOD, dry_run="true")
    assert (dry.status_code, dry.json()["version"], dry.json()["added"]) == (200, None, 2)
    made = send(operator, GOOD, note="新增路桥", before="0")
    assert (made.status_code, made.headers["location"]) == (201, "/api/v1/dictionary/versions/1")
    second = send(operator, MORE).json()
    assert (second["version"], second["before"], second["changed"]) == (2, 1, 1)
    told = operator.get("/dictionary/versions/2").json()
    (change,) = told["changes"]
    assert change["change"] == "changed"
    assert change["after"]["names"] == ["路桥工程", "桥隧工程"]
    assert operator.get("/dictionary/versions/1/file").text == GOOD
    back = operator.call("PUT", "/dictionary/current", json={"version": 1, "before": 2})
    assert (back.status_code, back.json()["version"]) == (200, 3)
    listed = operator.get("/dictionary").json()
    assert listed["version"] == 3
    assert [one["back_to"] for one in listed["versions"]] == [1, None, None]
    assert listed["versions"][2]["note"] == "新增路桥"


def test_mistakes_are_told_and_nothing_is_put_in_force(operator: Program):
    wrong = send(operator, GOOD.replace('"engineering"', '"nothing"'))
    assert (wrong.status_code, wrong.json()["version"]) == (200, None)
    assert [one["code"] for one in wrong.json()["findings"]] == ["DICTIONARY_WRONG"]
    assert operator.get("/dictionary").json()["version"] is None


def test_who_knew_another_version_is_told(operator: Program):
    send(operator, GOOD)
    late = send(operator, MORE, before="0")
    assert (late.status_code, codes(late)) == (409, ["DICTIONARY_OUTDATED"])
    back = operator.call("PUT", "/dictionary/current", json={"version": 0, "before": 0})
    assert (back.status_code, codes(back)) == (409, ["DICTIONARY_OUTDATED"])
    gone = operator.call("PUT", "/dictionary/current", json={"version": 7})
    assert (gone.status_code, codes(gone)) == (404, ["DICTIONARY_VERSION_UNKNOWN"])
    assert operator.get("/dictionary/versions/7").status_code == 404
    assert send(operator, MORE, before="x").status_code == 422


def test_the_same_request_is_done_once(operator: Program):
    first, again = send(operator, GOOD, key="a"), send(operator, GOOD, key="a")
    assert first.json() == again.json()
    assert len(operator.get("/dictionary").json()["versions"]) == 1


def test_reading_is_not_writing(site: Site):
    reader = program(site, Role.OPERATOR, scopes=(TokenScope.DICTIONARY_READ,))
    assert reader.get("/dictionary").status_code == 200
    assert send(reader, GOOD).status_code == 403
    applicant = program(site, Role.APPLICANT)
    assert applicant.get("/dictionary").status_code == 403


def test_a_file_waits_for_somebody_to_decide(operator: Program):
    file = {"file": ("ours.toml", GOOD.encode(), "application/toml")}
    made = operator.post("/dictionary/drafts", files=file)
    place = made.headers["location"].removeprefix("/api/v1")
    assert (made.status_code, made.json()["difference"]["added"]) == (201, 2)
    assert operator.get("/dictionary").json()["version"] is None
    (waits,) = operator.get("/dictionary/drafts").json()["drafts"]
    assert waits["file"] == "ours.toml"
    assert operator.get("/overview").json()["dictionaries_to_decide"] == 1
    send(operator, MORE)
    late = operator.post(f"{place}/force", json={"before": 0})
    assert (late.status_code, codes(late)) == (409, ["DICTIONARY_OUTDATED"])
    told = operator.get(place).json()["difference"]
    assert (told["before"], told["changed"]) == (1, 1)
    done = operator.post(f"{place}/force", json={"before": 1, "note": "好"})
    assert (done.status_code, done.json()["version"]) == (200, 2)
    assert operator.get(place).status_code == 404
    other = operator.post("/dictionary/drafts", files=file).headers["location"]
    assert operator.call("DELETE", other.removeprefix("/api/v1")).status_code == 204
    assert operator.get("/dictionary/drafts").json() == {"drafts": []}
    wrong = {"file": ("a.toml", GOOD.replace("engineering", "x").encode(), "application/toml")}
    assert codes(operator.post("/dictionary/drafts", files=wrong)) == ["DICTIONARY_WRONG"]
