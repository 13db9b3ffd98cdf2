"""Whatever is wrong with a request is told as a problem with the codes of the catalogue."""

import json
from collections.abc import Iterator

import pytest
from conftest import Site
from judged_cases import PDF
from programs import PLACE, PROBLEM, Program, client_of, codes, program

from models.accounts import Role
from models.findings import catalogue

REF = "0" * 32
JSON = {"Content-Type": "application/json"}
DEEP = b'{"profile": "gansu", "form": {"fields": {"x": ' + b"[" * 400 + b"]" * 400 + b"}}}"
HALF = b'{"profile": "gansu", "form": {"fields": {"name": "\\ud800"}}}'
NAN = b'{"profile": "gansu", "form": {"declarations": {"route": NaN}}}'


@pytest.fixture
def sender(site: Site) -> Program:
    return program(site, *Role)


@pytest.mark.parametrize(
    ("method", "place", "more", "status", "code"),
    [
        ("GET", "/nothing", {}, 404, "API_NOT_THERE"),
        ("GET", f"/submissions/{REF}", {}, 404, "API_NOT_THERE"),
        ("PUT", "/submissions", {}, 405, "API_METHOD_WRONG"),
        ("POST", "/rules", {"content": b"{", "headers": JSON}, 400, "API_BODY_UNREADABLE"),
        (
            "POST",
            "/rules",
            {"content": b'{"profile":"gansu"}', "headers": {"Content-Type": "text/plain"}},
            415,
            "API_TYPE_WRONG",
        ),
        ("POST", "/rules", {"json": []}, 422, "API_VALUE_WRONG"),
        ("POST", "/rules", {"json": {"profile": 7}}, 422, "API_VALUE_WRONG"),
        ("POST", "/rules", {"json": {"profile": "gansu", "x": 1}}, 422, "API_VALUE_WRONG"),
        ("POST", "/rules", {"json": {"profile": "hunan"}}, 422, "PROFILE_UNKNOWN"),
        (
            "POST",
            "/rules",
            {"json": {"profile": "gansu", "form": {"fields": {"nmae": "x"}}}},
            422,
            "FORM_UNKNOWN_KEY",
        ),
        ("POST", "/rules", {"content": DEEP, "headers": JSON}, 422, "API_VALUE_WRONG"),
        ("POST", "/rules", {"content": HALF, "headers": JSON}, 422, "API_VALUE_WRONG"),
        ("POST", "/rules", {"content": NAN, "headers": JSON}, 422, "API_VALUE_WRONG"),
        (
            "POST",
            "/rules",
            {"content": b"[" * 100_000, "headers": JSON},
            400,
            "API_BODY_UNREADABLE",
        ),
        ("POST", "/rules", {"content": b"\xff\xfe", "headers": JSON}, 400, "API_BODY_UNREADABLE"),
        (
            "POST",
            "/rules",
            {"content": b" " * 2_000_000, "headers": JSON},
            413,
            "API_BODY_TOO_LARGE",
        ),
        (
            "POST",
            "/matches",
            {"json": {"field": "colour", "texts": ["x"]}},
            422,
            "MATCH_FIELD_UNKNOWN",
        ),
        ("POST", "/matches", {"json": {"field": "series", "texts": []}}, 422, "API_VALUE_WRONG"),
        ("GET", "/submissions?limit=0", {}, 422, "API_VALUE_WRONG"),
        ("GET", "/submissions?since=0001-01-01T00:00:00%2B14:00", {}, 422, "API_VALUE_WRONG"),
        ("POST", "/cases/search", {"json": {"text": "a\0"}}, 422, "API_VALUE_WRONG"),
        ("GET", "/submissions?state=odd", {}, 422, "API_VALUE_WRONG"),
        ("GET", "/submissions?cursor=%00", {}, 422, "API_VALUE_WRONG"),
        ("GET", "/submissions/%00", {}, 422, "API_VALUE_WRONG"),
        ("GET", "/cases?unit=4711", {}, 404, "API_NOT_THERE"),
        ("GET", "/cases?profile=hunan", {}, 422, "PROFILE_UNKNOWN"),
        ("GET", "/rosters/nobody", {}, 404, "ROSTER_UNKNOWN"),
        ("GET", "/rosters/..%2f..", {}, 404, "API_NOT_THERE"),
        ("PUT", "/rosters/nobody/current", {"json": {"version": 1}}, 404, "ROSTER_UNKNOWN"),
        ("POST", "/queue/retries", {"json": {}}, 422, "RETRY_WANTS_ONE"),
        ("POST", "/queue/retries", {"json": {"refs": [REF]}}, 404, "SUBMISSION_UNKNOWN"),
        ("POST", "/submissions", {"json": {}}, 415, "API_TYPE_WRONG"),
        ("POST", "/submissions", {"files": {"certificate": ("a", b"a")}}, 422, "API_VALUE_WRONG"),
        (
            "POST",
            "/submissions",
            {"files": {"odd": ("a", b"a")}, "data": {"submission": "{}"}},
            422,
            "API_VALUE_WRONG",
        ),
        (
            "POST",
            "/submissions",
            {"files": {"x": ("", b"")}, "data": {"submission": "{"}},
            422,
            "API_VALUE_WRONG",
        ),
        (
            "POST",
            "/submissions",
            {"files": {"photo": ("a", b"a")}, "data": {"submission": "{"}},
            422,
            "FORM_NOT_JSON",
        ),
        (
            "POST",
            "/submissions",
            {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
            400,
            "API_BODY_UNREADABLE",
        ),
        (
            "POST",
            "/submissions",
            {"content": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=y"}},
            400,
            "API_BODY_UNREADABLE",
        ),
        (
            "POST",
            "/submissions",
            {"json": {}, "headers": {"Idempotency-Key": "a b"}},
            415,
            "API_TYPE_WRONG",
        ),
        (
            "POST",
            "/webhooks",
            {"json": {"address": "https://example.org", "kinds": []}},
            422,
            "API_VALUE_WRONG",
        ),
        (
            "POST",
            "/webhooks",
            {"json": {"address": "http://example.org", "kinds": ["ready"]}},
            422,
            "WEBHOOK_ADDRESS_WRONG",
        ),
        ("DELETE", "/webhooks/99999999999", {}, 422, "API_VALUE_WRONG"),
    ],
)
def test_each_wrong_request_has_its_status_and_code(
    sender: Program, method: str, place: str, more: dict[str, object], status: int, code: str
):
    answer = sender.call(method, place, **more)
    assert answer.status_code == status, answer.text
    found = codes(answer)
    assert code in found
    assert set(found) <= set(catalogue())
    for one in answer.json()["findings"]:
        assert one["message"]
        assert one["message_en"]


def test_every_mistake_is_told_at_once(sender: Program):
    content = {"profile": "gansu", "form": {"fields": {"nmae": "x", "sxe": "y"}}}
    assert codes(sender.post("/rules", json=content)) == ["FORM_UNKNOWN_KEY"] * 2
    odd = sender.post("/webhooks", json={"address": "", "kinds": [], "x": 1})
    assert codes(odd) == ["API_VALUE_WRONG"] * 3


def test_a_problem_repeats_nothing_of_what_was_sent(sender: Program):
    secret = "11010519491231002X"
    answer = sender.post("/rules", json={"profile": secret, "form": secret})
    assert answer.status_code == 422
    assert secret not in answer.text


def test_the_methods_of_an_address_are_told(sender: Program):
    answer = sender.call("PATCH", "/rules")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_another_sites_page_can_not_send(sender: Program):
    answer = sender.post("/rules", json={}, headers={"Origin": "https://elsewhere.example"})
    assert (answer.status_code, codes(answer)) == (403, ["FORM_EXPIRED"])


def test_what_is_not_there_beside_the_api_is_a_problem_too(site: Site):
    answer = client_of(site).get("/api/v2/token")
    assert (answer.status_code, codes(answer)) == (404, ["API_NOT_THERE"])


def test_a_mistake_of_ours_is_a_problem_without_its_details(
    site: Site, sender: Program, monkeypatch
):
    def broken(*_: object) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr("web.api.queue.queue_json", broken)
    answer = sender.get("/queue")
    assert (answer.status_code, codes(answer)) == (500, ["PROGRAM_FAILED"])
    assert "secret words" not in answer.text


def test_a_part_that_is_down_says_when_to_come_again(site: Site, sender: Program, monkeypatch):
    def down(*_: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("workers.file_store.FileStore._write", down)
    file = [("certificate", ("a.pdf", PDF.read_bytes(), "application/pdf"))]
    answer = sender.post(
        "/submissions", data={"submission": json.dumps({"profile": "gansu"})}, files=file
    )
    assert (answer.status_code, codes(answer)) == (503, ["SERVICE_DOWN"])
    assert int(answer.headers["retry-after"]) > 0


def test_what_is_too_large_is_refused_while_it_comes(site: Site, sender: Program):
    """Its length is told by nobody, so it is counted."""
    small = site.service.settings.model_copy(update={"upload_bytes_max": 200_000})
    object.__setattr__(site.service, "settings", small)
    one = Program(client_of(site), sender.token, sender.account_id)
    taken = 0

    def parts() -> Iterator[bytes]:
        nonlocal taken
        yield b'--x\r\nContent-Disposition: form-data; name="certificate"; filename="a"\r\n\r\n'
        for _ in range(400):
            taken += 1
            yield b"x" * 10_000

    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = one.post("/submissions", content=parts(), headers=kind)
    assert (answer.status_code, codes(answer)) == (413, ["API_BODY_TOO_LARGE"])
    told = one.post("/submissions", files={"certificate": ("a", b"x" * 300_000)})
    assert (told.status_code, codes(told)) == (413, ["API_BODY_TOO_LARGE"])


def test_nobody_without_a_token_brings_a_file(site: Site):
    """Who sends is asked before anything of the file is taken."""
    client = client_of(site)
    answer = client.post(f"{PLACE}/submissions", files={"certificate": ("a", b"x" * 1000)})
    assert answer.status_code == 401
    assert answer.headers["content-type"] == PROBLEM


def test_answers_are_not_cached_and_run_nowhere(sender: Program):
    answer = sender.get("/token")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
