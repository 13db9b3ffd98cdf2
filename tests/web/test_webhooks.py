"""Whoever registered an address is told what happens: signed, at least once, and nowhere else."""

import hashlib
import hmac
import json
import socket
import time
from datetime import timedelta

import pytest
from conftest import Site
from judged_cases import NUMBER, Sent, case, send
from listeners import listening, notifier, opened_inside, told_all
from programs import Program, codes, program

from models.accounts import Role
from models.api_tables import delivery
from models.settings import Settings
from models.webhook_store import take_due
from workers import webhook_sender
from workers.webhook_notifier import Notifier
from workers.webhook_sender import SIGNATURE, check_address, deliver, may_reach

KINDS = ["ready", "attention", "blocked", "failed", "accepted", "returned"]


@pytest.fixture
def inside(site: Site) -> Site:
    """A site that tells addresses of its own machine, and gives up after three tries."""
    return opened_inside(site)


@pytest.fixture
def inside_on_either(on_either: Site) -> Site:
    """The same, on one database, then on the other."""
    return opened_inside(on_either)


def registered(one: Program, address: str, *kinds: str):
    return one.post("/webhooks", json={"address": address, "kinds": list(kinds or KINDS)})


def test_what_happens_is_told_signed_and_without_anything_of_a_person(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        made = registered(operator, other.address + "/hook?x=1")
        assert made.status_code == 201
        secret = made.json()["secret"]
        one = send(inside, Sent(name="欧阳静怡"))
        told_all(inside)
        ((headers, body),) = other.taken
    told = json.loads(body)
    assert set(told) == {"delivery", "event", "kind", "ref", "at"}
    assert (told["kind"], told["ref"]) == ("blocked", one.submission.ref)
    assert headers["zhenghe-event"] == "blocked"
    assert headers["zhenghe-delivery"] == str(told["delivery"])
    stamp, mark = (part.split("=", 1)[1] for part in headers[SIGNATURE.lower()].split(","))
    expected = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256)
    assert hmac.compare_digest(mark, expected.hexdigest())
    assert abs(time.time() - int(stamp)) < 60
    assert secret not in operator.get("/webhooks").text, "it is shown once"


def test_an_address_that_fails_first_is_told_again(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening(500, 503) as other:
        id_ = registered(operator, other.address).json()["id"]
        send(inside, Sent())
        told_all(inside)
        bodies = [body for _, body in other.taken]
    assert len(bodies) == 3
    assert len(set(bodies)) == 1, "the same, so that the other side knows it by its number"
    (one,) = operator.get(f"/webhooks/{id_}/deliveries").json()["deliveries"]
    assert (one["state"], one["tries"], one["status"], one["problem"]) == ("done", 3, 204, None)


def test_what_is_never_taken_fails_visibly_and_can_be_sent_again(inside_on_either: Site):
    inside = inside_on_either
    operator = program(inside, Role.OPERATOR)
    with listening(500, 500, 500, 307) as other:
        id_ = registered(operator, other.address).json()["id"]
        send(inside, Sent())
        told_all(inside)
        assert len(other.taken) == 3
        failed = operator.get(f"/webhooks/{id_}/deliveries?state=failed").json()["deliveries"]
        assert (failed[0]["tries"], failed[0]["problem"]) == (3, "HTTP 500")
        assert operator.get("/webhooks").json()["webhooks"][0]["failed"] == 1
        place = f"/webhooks/{id_}/deliveries/{failed[0]['id']}/resend"
        assert operator.post(place).json()["state"] == "waiting"
        told_all(inside)
        assert len(other.taken) == 5, "a redirect is not followed, it is a failure like another"
        assert {headers["path"] for headers, _ in other.taken} == {"/"}
    (one,) = operator.get(f"/webhooks/{id_}/deliveries").json()["deliveries"]
    assert (one["state"], one["tries"]) == ("done", 2)
    assert codes(operator.post(f"/webhooks/{id_}/deliveries/999/resend")) == ["API_NOT_THERE"]


def test_pauses_grow_and_end(site: Site):
    one = Notifier(site.store, site.service.settings)
    pauses = [one._pause(tries) for tries in range(1, 21)]
    assert pauses[:3] == [timedelta(seconds=10 * 2**n) for n in range(3)]
    assert max(pause for pause in pauses if pause) == timedelta(hours=1)
    assert pauses[-1] is None


def test_nobody_is_told_twice_at_once(inside_on_either: Site):
    inside = inside_on_either
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        registered(operator, other.address)
        for number in range(6):
            send(inside, Sent(f"k{number}"))
        lease = timedelta(minutes=1)
        first = inside.store.act(lambda c, at: take_due(c, at, 100, lease))
        second = inside.store.act(lambda c, at: take_due(c, at, 100, lease))
        assert (len(first), len(second)) == (4, 2), "few of one address at once"
        third = inside.store.act(lambda c, at: take_due(c, at, 100, lease))
        assert third == []
        # Whoever took them died: they are due again when the lease is over.
        inside.store.act(
            lambda c, at: (c.execute(delivery.update().values(due_at=at)).rowcount, [])
        )
        told_all(inside)
        assert len(other.taken) == 6


def test_only_what_was_asked_for_is_told_and_decisions_are(inside: Site):
    operator, li = program(inside, Role.OPERATOR), program(inside, Role.REVIEWER)
    with listening() as other:
        registered(operator, other.address, "accepted", "returned")
        first, second = send(inside, Sent("a")), send(inside, Sent("b"))
        accept = {"field": NUMBER.value, "choice": "accept"}
        back = {"field": NUMBER.value, "choice": "return"}
        for one, decided, choice in ((first, "accepted", accept), (second, "returned", back)):
            content = {
                "decided": decided, "edition": case(inside, one.submission.ref).edition,
                "fields": [choice], "internal": "x",
            }  # fmt: skip
            place = f"/cases/{one.submission.ref}/decision"
            assert li.post(place, json=content).status_code == 200
        told_all(inside)
        told = [json.loads(body) for _, body in other.taken]
    assert sorted((one["kind"], one["ref"]) for one in told) == [
        ("accepted", first.submission.ref),
        ("returned", second.submission.ref),
    ]


def test_a_paused_address_is_told_nothing_and_a_removed_one_is_forgotten(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        id_ = registered(operator, other.address).json()["id"]
        assert operator.call("PATCH", f"/webhooks/{id_}", json={"paused": True}).json()["paused"]
        send(inside, Sent("a"))
        told_all(inside)
        operator.call("PATCH", f"/webhooks/{id_}", json={"paused": False})
        send(inside, Sent("b"))
        told_all(inside)
        assert len(other.taken) == 1
        send(inside, Sent("c"))
        assert operator.call("DELETE", f"/webhooks/{id_}").status_code == 204
        told_all(inside)
        assert len(other.taken) == 1
    assert codes(operator.call("DELETE", f"/webhooks/{id_}")) == ["API_NOT_THERE"]
    assert codes(operator.get(f"/webhooks/{id_}/deliveries")) == ["API_NOT_THERE"]


def test_what_is_removed_is_told_to_nobody(inside_on_either: Site):
    inside = inside_on_either
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        registered(operator, other.address)
        one = send(inside, Sent())
        inside.store.remove([one.submission.id], "test", lambda _: None)
        told_all(inside)
        assert other.taken == []


def test_the_worker_tells_by_itself(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        registered(operator, other.address)
        send(inside, Sent())
        one = notifier(inside)
        one.start()
        patience = time.monotonic() + 20
        while not other.taken and time.monotonic() < patience:
            time.sleep(0.05)
        one.stop()
        assert len(other.taken) == 1


# Where webhooks may go


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/", "ftp://example.org/", "example.org", "https://", "https:///x",
        "https://user:pw@example.org/", "https://example.org/#x", "https://exa mple.org",
        "https://例子.cn/", "https://example.org:99999/", "https://127.0.0.1/", "https://[::1]/",
        "https://10.0.0.1/", "https://192.168.1.1/", "https://172.16.0.1/", "https://100.64.0.1/",
        "https://169.254.169.254/latest", "https://0.0.0.0/", "https://[::ffff:127.0.0.1]/",
        "https://[fd00::1]/", "https://[fe80::1]/", "https://[64:ff9b::7f00:1]/",
        "https://[::ffff:0:127.0.0.1]/",
        "https://[2002:7f00:1::]/", "https://224.0.0.1/", "https://example.org/\r\nX: y",
        "https://" + "a" * 500,
    ],
)  # fmt: skip
def test_by_default_only_public_https_addresses_are_taken(site: Site, address: str):
    operator = program(site, Role.OPERATOR)
    answer = registered(operator, address)
    assert answer.status_code == 422
    assert codes(answer)[0] in ("WEBHOOK_ADDRESS_WRONG", "API_VALUE_WRONG")
    assert operator.get("/webhooks").json()["webhooks"] == []


def test_a_public_address_is_taken(site: Site):
    check_address("https://example.org/hook?a=b", site.service.settings)
    assert may_reach("93.184.215.14", ())
    assert not may_reach("127.0.0.1", ("http",))
    assert may_reach("127.0.0.1", ("private",))
    assert not may_reach("224.0.0.1", ("private",))


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.215.14", "10.0.0.1"], ["::1"]])
def test_a_name_that_leads_inside_is_never_connected_to(site: Site, monkeypatch, found: list[str]):
    """The name was public when it was registered; what it leads to is looked at each time."""
    operator = program(site, Role.OPERATOR)
    assert registered(operator, "https://hooks.example.org/").status_code == 201
    send(site, Sent())

    def looked_up(host: str, port: int, **_: object) -> list[object]:
        assert host == "hooks.example.org"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in found]

    def connected(*_: object, **__: object) -> None:
        raise AssertionError("it was connected to")

    monkeypatch.setattr(webhook_sender.socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(webhook_sender.socket, "create_connection", connected)
    told_all_once = Notifier(site.store, site.service.settings)
    assert told_all_once.look() == 1
    (one,) = operator.get("/webhooks/1/deliveries").json()["deliveries"]
    assert (one["state"], one["tries"]) == ("waiting", 1)
    assert "not allowed" in one["problem"]


def test_an_address_that_was_allowed_once_is_asked_for_again(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening() as other:
        registered(operator, other.address)
        send(inside, Sent())
        strict = Settings(home=inside.service.settings.home)
        assert Notifier(inside.store, strict).look() == 1
        assert other.taken == []


def test_an_answer_that_never_ends_is_cut_off(inside: Site):
    operator = program(inside, Role.OPERATOR)
    with listening(slow=0.2) as other:
        registered(operator, other.address)
        send(inside, Sent())
        (due,) = inside.store.act(lambda c, at: take_due(c, at, 1, timedelta(minutes=1)))
        begun = time.monotonic()
        tried = deliver(due, inside.service.settings, seconds=0.8)
        assert tried.problem
        assert time.monotonic() - begun < 4
