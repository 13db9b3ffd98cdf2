"""Webhooks on the operator's pages: an address, its secret shown once, and how the telling goes."""

import hashlib
import hmac
import json
import re

import pytest
from conftest import Browser, Site
from judged_cases import Sent, send
from listeners import listening, opened_inside, told_all
from programs import codes, program

from models.accounts import Role
from models.audit_queries import entries
from models.webhook_store import get_webhook
from web.operate_webhooks import amiss

HOOK = "https://hooks.example.org/zhenghe"
SECRET = re.compile(r'class="secret long">(whsec_[\w-]+)<')


@pytest.fixture
def ops(site: Site) -> Browser:
    return opened_inside(site) and site.signed_in("ops", Role.OPERATOR)


def register(ops: Browser, address: str = HOOK, *kinds: str) -> str:
    """Register an address; its secret."""
    answer = ops.post("/operate/webhooks", address=address, kind=list(kinds or ["blocked"]))
    assert answer.status_code == 200, answer.text
    return SECRET.search(answer.text)[1]


def actions(site: Site) -> list[tuple[str, str]]:
    with site.store.asking() as connection:
        rows = entries(connection)
    return [(row.action, row.actor) for row in rows if row.subject.startswith("webhook:")]


def test_an_address_is_registered_and_its_secret_shown_once(site: Site, ops: Browser):
    secret = register(ops, HOOK, "blocked", "accepted")
    listed = ops.get("/operate/webhooks").text
    assert HOOK in listed
    assert "检查完：需要更正、审核通过" in listed
    assert ">ops</a>" in listed, "who made it"
    assert secret not in listed + ops.get("/operate/webhooks/1").text
    with site.store.asking() as connection:
        assert get_webhook(connection, 1).secret == secret
        assert secret not in str(entries(connection))
    assert [action for action, _ in actions(site)] == ["webhook-added"]


@pytest.mark.parametrize(
    ("address", "kinds"),
    [("ftp://example.org", ["ready"]), ("https://user:pw@example.org", ["ready"]), (HOOK, [])],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(ops: Browser, address: str, kinds):
    answer = ops.post("/operate/webhooks", address=address, kind=kinds)
    assert answer.status_code == 400
    assert f'value="{address}"' in answer.text
    assert 'role="alert"' in answer.text
    assert "还没有登记通知地址" in ops.get("/operate/webhooks").text


def test_a_test_arrives_signed_with_the_secret_that_was_shown(site: Site, ops: Browser):
    with listening() as other:
        secret = register(ops, other.address)
        assert ops.post("/operate/webhooks/1/test").status_code == 303
        assert "等待发送" in ops.get("/operate/webhooks/1").text
        told_all(site)
        ((headers, body),) = other.taken
    told = json.loads(body)
    assert (told["kind"], told["ref"], told["event"]) == ("test", "0" * 32, 0)
    stamp, mark = (part.split("=", 1)[1] for part in headers["zhenghe-signature"].split(","))
    signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    assert mark == signed.hexdigest()
    page = ops.get("/operate/webhooks/1").text
    assert "已送到" in page
    assert "HTTP 204" in page


def test_another_secret_takes_the_place_of_the_one_before(site: Site, ops: Browser):
    with listening() as other:
        old = register(ops, other.address)
        assert ops.post("/operate/webhooks/1/secret").status_code == 400, "it is to be confirmed"
        answer = ops.post("/operate/webhooks/1/secret", sure="yes")
        new = SECRET.search(answer.text)[1]
        assert new != old
        assert new not in ops.get("/operate/webhooks/1").text
        send(site, Sent())
        told_all(site)
        ((headers, body),) = other.taken
    stamp, mark = (part.split("=", 1)[1] for part in headers["zhenghe-signature"].split(","))
    for secret, fits in ((new, True), (old, False)):
        signed = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
        assert (mark == signed.hexdigest()) is fits


def test_what_was_given_up_is_seen_and_sent_again(site: Site, ops: Browser):
    with listening(500, 500, 500) as other:
        register(ops, other.address)
        ref = send(site, Sent()).submission.ref
        told_all(site)
        assert "1 次投递没有送到" in ops.get("/operate").text
        assert 'state=failed#deliveries">1</a>' in ops.get("/operate/webhooks").text
        page = ops.get("/operate/webhooks/1?state=failed").text
        assert "对方答 500" in page
        assert ref[:12] in page
        assert ops.post("/operate/webhooks/1/deliveries/1/resend").status_code == 303
        assert "没有这样的投递" in ops.get("/operate/webhooks/1?state=failed").text
        told_all(site)
        assert len(other.taken) == 4
    assert "没有送到。" not in ops.get("/operate").text


def test_it_is_switched_off_on_and_removed(site: Site, ops: Browser):
    with listening() as other:
        register(ops, other.address)
        ops.post("/operate/webhooks/1/switch", paused="yes")
        assert "已停用" in ops.get("/operate/webhooks").text
        answer = ops.post("/operate/webhooks/1/test")
        assert answer.status_code == 409
        assert "已停用，什么也不会发送" in answer.text
        send(site, Sent("a"))
        told_all(site)
        assert other.taken == []
        ops.post("/operate/webhooks/1/switch", paused="no")
        send(site, Sent("b"))
        assert ops.post("/operate/webhooks/1/remove").status_code == 400
        assert ops.post("/operate/webhooks/1/remove", sure="yes").status_code == 303
        told_all(site)
        assert other.taken == []
    for place in ("", "/test", "/switch", "/secret", "/remove", "/deliveries/1/resend"):
        ask = ops.post if place else ops.get
        answer = ask(f"/operate/webhooks/1{place}", **({"sure": "yes"} if place else {}))
        assert answer.status_code == 404, place


def test_the_trail_says_the_same_whoever_did_it(site: Site, ops: Browser):
    one = program(site, Role.OPERATOR)
    made = one.post("/webhooks", json={"address": HOOK, "kinds": ["ready"]}).json()
    assert (made["made_by"], made["last"]) == (one.get("/token").json()["account"]["login"], None)
    register(ops)
    for number, ask in ((made["id"], None), (made["id"] + 1, ops)):
        place = f"/webhooks/{number}"
        if ask:
            ops.post(f"/operate{place}/test")
            ops.post(f"/operate{place}/secret", sure="yes")
            ops.post(f"/operate{place}/switch", paused="yes")
            continue
        tested = one.post(f"{place}/test")
        assert (tested.status_code, tested.json()["kind"]) == (202, "test")
        rolled = one.post(f"{place}/secret").json()["secret"]
        assert rolled != made["secret"]
        assert rolled not in one.get(place).text
        assert one.call("PATCH", place, json={"paused": True}).json()["last"]["kind"] == "test"
        assert codes(one.post(f"{place}/test")) == ["WEBHOOK_PAUSED"]
    noted = actions(site)[::-1]
    for who in {actor for _, actor in noted}:
        assert [action for action, actor in noted if actor == who] == [
            "webhook-added", "webhook-tested", "webhook-secret-rolled", "webhook-paused",
        ]  # fmt: skip


def test_deliveries_are_turned_page_by_page(site: Site, ops: Browser):
    register(ops)
    for _ in range(53):
        ops.post("/operate/webhooks/1/test")
    first = ops.get("/operate/webhooks/1").text
    following = re.search(r'href="(/operate/webhooks/1\?before=4)#deliveries"', first)[1]
    numbers = [int(one) for one in re.findall(r'class="n">(\d+)</th>', first)]
    numbers += [int(one) for one in re.findall(r'class="n">(\d+)</th>', ops.get(following).text)]
    assert numbers == list(range(53, 0, -1))


def test_what_was_in_the_way_is_said_in_both_languages():
    assert amiss("HTTP 503") == ("对方答 503", "it answered 503")
    assert amiss("gaierror: [Errno -2] Name or service not known")[0] == "查不到这个域名"
    assert "not allowed" in amiss("the name leads to an address that is not allowed")[1]
    assert amiss("something: odd") == ("没有送到", "it did not arrive")


def test_they_speak_english_too(site: Site, ops: Browser):
    with listening(500, 500, 500) as other:
        register(ops, other.address)
        ops.post("/operate/webhooks/1/test")
        told_all(site)
    ops.post("/operate/webhooks/1/test")
    ops.post("/language", language="en", after="/operate")
    answers = [ops.get(place) for place in ("/operate", "/operate/webhooks", "/operate/webhooks/1")]
    answers.append(ops.post("/operate/webhooks/1/secret", sure="yes"))
    answers.append(ops.post("/operate/webhooks/1/remove"))
    answers.append(ops.post("/operate/webhooks", address="x", kind="ready"))
    for answer in answers:
        main = answer.text.split("<main")[1].split("</main>")[0]
        assert not [c for c in main if "\u4e00" <= c <= "\u9fff"], answer.url
    assert "it answered 500" in answers[2].text
