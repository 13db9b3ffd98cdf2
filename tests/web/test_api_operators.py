"""Operators' programs: rosters, exports, the queue; and checks that keep nothing."""

import json
from pathlib import Path

import pytest
from conftest import Site
from judged_cases import Sent, send
from programs import Program, codes, program

from fixtures.portraits import jpeg, portrait
from models.accounts import Role
from models.work_tables import audit

CSV = """姓名,证件号码,证书编号
欧阳静怡,520102198001010013,A2013001
张伟,520102198001010048,A2013002
"""


@pytest.fixture
def operator(site: Site) -> Program:
    return program(site, Role.OPERATOR)


def imported(one: Program, text: str = CSV, name: str = "holders", **more: str):
    file = {"file": ("持证人.csv", text.encode(), "text/csv")}
    return one.post(f"/rosters/{name}/versions", files=file, data=more)


def actions(site: Site) -> list[str]:
    with site.store.asking() as connection:
        return [row.action for row in connection.execute(audit.select().order_by(audit.c.number))]


def test_the_way_of_a_roster(site: Site, operator: Program):
    first = imported(operator)
    assert first.status_code == 201, first.text
    assert (first.json()["version"], first.json()["good"]) == (1, 2)
    assert codes(imported(operator)) == ["ROSTER_EXISTS"]
    third = CSV + "王芳,520102198001010080,A2013003\n"
    assert imported(operator, third, mode="replace").json()["version"] == 2
    (two, one) = operator.get("/rosters").json()["rosters"]
    assert [(v["version"], v["current"], v["rows"]) for v in (one, two)] == [
        (1, False, 2),
        (2, True, 3),
    ]
    near = operator.post(
        "/rosters/holders/matches", json={"field": "name", "texts": ["欧阳静治"], "explain": True}
    ).json()
    assert near["matches"][0]["candidates"][0]["name"] == "欧阳静怡"
    person = {"fields": {"name": "张伟", "id_number": "520102198001010048"}}
    found = operator.post("/rosters/holders/people", json=person).json()
    assert (found["verdict"], found["candidates"][0]["name"]) == ("same-person", "张伟")
    back = operator.call("PUT", "/rosters/holders/current", json={"version": 1})
    assert [v["current"] for v in back.json()["versions"]] == [False, True]
    assert operator.call("DELETE", "/rosters/holders/versions/2").json()["removed"] == [2]
    assert codes(operator.call("DELETE", "/rosters/holders/versions/1")) == [
        "ROSTER_VERSION_CURRENT"
    ]
    assert actions(site)[-4:] == [
        "roster-imported", "roster-imported", "roster-activated", "roster-removed",
    ]  # fmt: skip


def test_rows_with_mistakes_are_told_and_nothing_is_stored(operator: Program):
    bad = CSV + '李娜,,"A20\n'
    answer = imported(operator, bad)
    assert (answer.status_code, answer.json()["version"]) == (200, None)
    assert answer.json()["by_row"][0]["row"] == 4
    assert operator.get("/rosters").json()["rosters"] == []
    assert imported(operator, bad, dry_run="true").json()["version"] is None
    assert imported(operator, bad, skip_bad_rows="true").json()["good"] == 2
    for odd in ({"mode": "odd"}, {"dry_run": "yes"}, {"what": "x"}):
        assert codes(imported(operator, **odd)) == ["API_VALUE_WRONG"]
    assert codes(imported(operator, columns="姓名=nmae", name="b")) != []
    assert codes(imported(operator, "", name="b")) == ["FILE_EMPTY"]
    assert codes(operator.post("/rosters/holders/matches", json={"field": "sex", "texts": ["x"]}))
    assert codes(operator.post("/rosters/holders/people", json={"fields": {"sex": "女"}}))


def test_an_export_holds_every_submission_and_is_noted(site: Site, operator: Program):
    for number in range(3):
        send(site, Sent(f"k{number}"))
    lines = operator.get("/exports").text.splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["k0", "k1", "k2"]
    book = operator.get("/exports?format=xlsx")
    assert book.content[:2] == b"PK"
    assert "zhenghe.xlsx" in book.headers["content-disposition"]
    assert operator.get("/exports?format=csv&state=ready").text.count("\n") == 1
    assert actions(site)[-3:] == ["exported"] * 3


def test_what_failed_is_tried_again(site: Site, operator: Program):
    ref = send(site, Sent()).submission.ref
    told = operator.get("/queue").json()
    assert (told["submissions"]["blocked"], told["failures"]) == (1, [])
    key = {"Idempotency-Key": "again"}
    content = {"refs": [ref], "anew": True}
    answers = [operator.post("/queue/retries", json=content, headers=key) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"retried": 1, "anew": True}] * 2
    assert operator.get("/queue").json()["submissions"]["checking"] == 1
    assert operator.post("/queue/retries", json={"all_failed": True}).json()["retried"] == 0
    assert operator.post("/queue/retries", json={"reason": "NONE"}).json()["retried"] == 0


# What keeps nothing


def test_rules_and_advice_are_those_of_the_commands(site: Site):
    one = program(site, Role.APPLICANT)
    form = {"fields": {"name": "马建国"}, "declarations": {"submitted_on": "2021-03-01"}}
    ruling = one.post("/rules", json={"profile": "gansu", "form": form}).json()
    assert {"profile", "verdict", "findings", "unclear"} == set(ruling)
    advice = one.post("/advice", json={"profile": "gansu", "form": form}).json()
    assert advice["advice"]
    assert advice["questions"]
    near = one.post("/matches", json={"field": "series", "texts": ["工程技木", "会计"]}).json()
    assert [m["candidates"][0]["name"] for m in near["matches"]] == ["工程技术人员", "会计人员"]
    assert len(one.get("/profiles").json()["profiles"]) == 5


def test_a_photo_is_made_and_measured(site: Site, tmp_path: Path):
    one = program(site, Role.APPLICANT)
    given = {"file": ("me.jpg", jpeg(portrait()), "image/jpeg")}
    made = one.post("/photos", files=given)
    assert (made.status_code, made.headers["content-type"]) == (200, "image/jpeg"), made.text
    assert len(made.content) < 20480
    told = one.post("/photo-checks", files={"file": ("p.jpg", made.content, "image/jpeg")}).json()
    assert (told["width_px"], told["height_px"]) == (295, 413)
    refused = one.post("/photos", files={"file": ("me.jpg", b"<html>", "image/jpeg")})
    assert refused.status_code == 422
    assert codes(refused)


def test_the_way_of_an_account(site: Site):
    one = program(site, Role.ADMINISTRATOR)
    given = {"login": "li", "name": "李审核", "roles": ["reviewer"], "unit": "甲县"}
    made = one.post("/accounts", json=given)
    assert made.status_code == 201, made.text
    secret, id_ = made.json()["secret"], made.json()["account"]["id"]
    assert made.json()["account"]["unit"] == "甲县"
    browser = site.browser()
    assert browser.sign_in("li", secret).headers["location"] == "/password"
    assert codes(one.post("/accounts", json=given)) == ["LOGIN_TAKEN"]
    assert codes(one.post("/accounts", json=given | {"login": "a b"})) == ["ACCOUNT_INCOMPLETE"]
    again = one.call("PATCH", f"/accounts/{id_}", json={"disabled": True}).json()
    assert (again["disabled"], again["unit"], again["roles"]) == (True, "甲县", ["reviewer"])
    code = one.post(f"/accounts/{id_}/code").json()["secret"]
    assert code != secret
    own = one.get("/token").json()["account"]["id"]
    assert codes(one.call("PATCH", f"/accounts/{own}", json={"disabled": True})) == ["ACCOUNT_OWN"]
    assert one.call("PATCH", "/accounts/999", json={"disabled": True}).status_code == 404
    assert "account-made" in actions(site)
