"""A program hands in, follows, corrects and sends; nobody else sees any of it."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from conftest import Site
from judged_cases import PDF, Sent, report_of, work_off
from programs import PLACE, Program, codes, program

from models import kept_answers
from models.accounts import Role
from models.api_tables import kept_answer
from models.tokens import TokenScope
from models.work_queries import counts, find

FORM = {"fields": {"name": "张伟", "certificate_number": "A2013001"}, "declarations": {}}


def handed(one: Program, key: str = "", files: Sequence[Any] | None = None, **more: object):
    """Hand in a certificate."""
    content = {"profile": "gansu", "form": FORM, **more}
    if files is None:
        files = [("certificate", ("证书.pdf", PDF.read_bytes(), "application/pdf"))]
    headers = {"Idempotency-Key": key} if key else {}
    form = ("submission", (None, json.dumps(content, ensure_ascii=False)))
    return one.post("/submissions", files=[form, *files], headers=headers)


@pytest.fixture
def sender(site: Site) -> Program:
    return program(site, Role.APPLICANT)


def test_the_way_of_a_submission(site: Site, sender: Program):
    answer = handed(sender)
    assert answer.status_code == 201
    told = answer.json()
    place = f"/submissions/{told['ref']}"
    assert answer.headers["location"] == PLACE + place
    assert (told["new"], told["state"], told["sent"], told["key"]) == (
        True,
        "received",
        False,
        None,
    )
    waiting = sender.get(f"{place}/result")
    assert (waiting.status_code, codes(waiting)) == (409, ["API_RESULT_NOT_READY"])
    assert int(waiting.headers["retry-after"]) > 0
    work_off(site, report_of(Sent()))
    told = sender.get(place).json()
    assert (told["state"], told["verdict"], told["stage"]) == ("blocked", "blocked", None)
    result = sender.get(f"{place}/result").json()
    assert result["fields"]["certificate_number"]["state"] == "differs"
    assert [one["code"] for one in result["findings"]] == ["FIELD_DIFFERS"]
    events = sender.get(f"{place}/events").json()
    kinds = [one["kind"] for one in events["events"]]
    assert (kinds[0], kinds[-1]) == ("received", "blocked")
    assert sender.get(f"{place}/events?after={events['next']}").json()["events"] == []
    stream = sender.get(f"{place}/events/stream").text
    assert stream.count("\n\n") == len(events["events"])
    later = sender.get(f"{place}/events/stream", headers={"Last-Event-ID": str(events["next"] - 1)})
    assert later.text.startswith(f"id: {events['next']}\nevent: blocked\n")

    fields = {"fields": {"certificate_number": "A2013007"}, "declarations": {"route": "exam"}}
    changed = sender.call("PATCH", place, json=fields).json()
    assert changed["form"]["fields"] == {"name": "张伟", "certificate_number": "A2013007"}
    assert (changed["round"], changed["state"]) == (2, "checking")
    gone = sender.call("PATCH", place, json={"declarations": {"route": None}}).json()
    assert gone["form"]["declarations"] == {}
    work_off(site, report_of(Sent.fitting("x")))
    assert sender.post(f"{place}/send", json={}).json()["sent"]
    late = sender.call("PATCH", place, json=fields)
    assert (late.status_code, codes(late)) == (409, ["DRAFT_SENT"])
    assert codes(sender.post(f"{place}/send", json={})) == ["DRAFT_SENT"]


def test_files_are_added_taken_away_and_had_again(site: Site, sender: Program):
    place = f"/submissions/{handed(sender, files=()).json()['ref']}"
    file = {"file": ("批 准.pdf", PDF.read_bytes(), "application/pdf")}
    added = sender.post(f"{place}/files", data={"kind": "approval"}, files=file)
    assert added.status_code == 201
    (one,) = added.json()["attachments"]
    assert (one["kind"], one["file"], one["bytes"]) == ("approval", "批 准.pdf", PDF.stat().st_size)
    back = sender.get(f"{place}/files/0")
    assert back.content == PDF.read_bytes()
    assert back.headers["content-type"] == "application/octet-stream"
    assert back.headers["content-disposition"].startswith("attachment")
    picture = sender.get(f"{place}/files/0/pages/1?look=strip")
    assert (picture.headers["content-type"], picture.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert codes(sender.get(f"{place}/files/0/pages/99")) != []
    assert codes(sender.get(f"{place}/files/0/pages/1?look=photo")) == ["API_NOT_THERE"]
    assert codes(sender.call("DELETE", f"{place}/files/7")) == ["API_NOT_THERE"]
    assert sender.call("DELETE", f"{place}/files/0").json()["attachments"] == []


def test_what_is_anothers_is_as_if_it_were_not_there(site: Site, sender: Program):
    ref = handed(sender).json()["ref"]
    others = [program(site, role) for role in Role]
    for one in (*others, sender):
        for method, place in (
            ("GET", ""), ("GET", "/result"), ("GET", "/report"), ("GET", "/events"),
            ("GET", "/events/stream"), ("GET", "/files/0"), ("GET", "/files/0/pages/1"),
            ("DELETE", "/files/0"), ("PATCH", ""), ("POST", "/send"),
        ):  # fmt: skip
            named = ref if one is not sender else "0" * 32
            answer = one.call(method, f"/submissions/{named}{place}", json={})
            assert (answer.status_code, codes(answer)) == (404, ["API_NOT_THERE"]), place
        if one is not sender:
            assert one.get("/submissions").json()["submissions"] == []


def test_a_list_is_turned_page_by_page_and_filtered(site: Site, sender: Program):
    refs = [handed(sender, key=f"k{number}").json()["ref"] for number in range(5)]
    handed(program(site, Role.APPLICANT))
    seen, cursor = [], ""
    while cursor is not None:
        told = sender.get(f"/submissions?limit=2&cursor={cursor}").json()
        seen += [one["ref"] for one in told["submissions"]]
        cursor = told["next"]
    assert seen == refs
    assert len(sender.get("/submissions?state=received").json()["submissions"]) == 5
    assert sender.get("/submissions?state=ready").json()["submissions"] == []
    assert sender.get("/submissions?since=2999-01-01T00:00:00Z").json()["submissions"] == []


def test_the_same_key_of_the_sender_is_the_same_submission(site: Site, sender: Program):
    content = {"profile": "gansu", "form": FORM, "key": "2026-00017"}
    file = [("certificate", ("a.pdf", PDF.read_bytes(), "application/pdf"))]

    def send(one: Program, **more: object):
        return one.post("/submissions", data={"submission": json.dumps(content | more)}, files=file)

    first, again = send(sender), send(sender)
    assert (first.status_code, again.status_code) == (201, 200)
    assert (first.json()["ref"], first.json()["key"]) == (again.json()["ref"], "2026-00017")
    assert again.json()["new"] is False
    other = send(sender, form={"fields": {"name": "王芳"}})
    assert (other.status_code, codes(other)) == (409, ["SUBMIT_OTHER_CONTENT"])
    stranger = send(program(site, Role.APPLICANT))
    assert stranger.status_code == 201, "keys of two accounts have nothing to do with each other"
    assert stranger.json()["ref"] != first.json()["ref"]


def test_what_is_sent_goes_to_a_unit_that_is_there(site: Site, sender: Program):
    site.account("li", Role.REVIEWER, unit="兰州市人社局")
    units = program(site, Role.APPLICANT).get("/profiles").json()["units"]
    assert [one["name"] for one in units] == ["兰州市人社局"]
    for unit in (None, 999):
        answer = handed(sender, send=True, unit=unit)
        assert (answer.status_code, codes(answer)) == (422, ["SEND_WHICH_UNIT"])
    assert handed(sender, send=True, unit=units[0]["id"]).json()["sent"]
    draft = handed(sender).json()["ref"]
    assert codes(sender.post(f"/submissions/{draft}/send", json={})) == ["SEND_WHICH_UNIT"]
    assert sender.post(f"/submissions/{draft}/send", json={"unit": units[0]["id"]}).json()["sent"]


# Idempotency keys


def test_the_same_request_again_gets_the_same_answer(site: Site, sender: Program):
    first, again = handed(sender, "a"), handed(sender, "a")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert first.headers["location"] == again.headers["location"]
    assert handed(sender, "b").json()["ref"] != first.json()["ref"]
    assert len(sender.get("/submissions").json()["submissions"]) == 2


def test_a_key_belongs_to_one_request_of_one_account(site: Site, sender: Program):
    ref = handed(sender, "a").json()["ref"]
    other = handed(sender, "a", profile="guangxi")
    assert (other.status_code, codes(other)) == (422, ["API_KEY_OF_ANOTHER"])
    file = [("certificate", ("证书.pdf", PDF.read_bytes() + b"\n", "application/pdf"))]
    assert codes(handed(sender, "a", files=file)) == ["API_KEY_OF_ANOTHER"]
    sent = sender.post(f"/submissions/{ref}/send", json={}, headers={"Idempotency-Key": "a"})
    assert codes(sent) == ["API_KEY_OF_ANOTHER"]
    assert handed(program(site, Role.APPLICANT), "a").status_code == 201


def test_what_was_refused_may_be_tried_again_with_its_key(site: Site, sender: Program):
    empty = [("certificate", ("a.pdf", b"", "application/pdf"))]
    assert codes(handed(sender, "a", files=empty)) == ["FILE_EMPTY"]
    assert handed(sender, "a").status_code == 201


def test_a_removed_submission_leaves_no_answer_either(site: Site, sender: Program):
    """What was answered holds the form: it goes with it, and after a day in any case."""
    ref = handed(sender, "a").json()["ref"]
    sender.post(f"/submissions/{ref}/send", json={}, headers={"Idempotency-Key": "b"})
    assert kept(site) == 2
    with site.store.asking() as connection:
        id_ = find(connection, ref)
    site.store.remove([id_], "test", lambda _: None)
    assert kept(site) == 0
    handed(sender, "c")
    later = datetime.now(UTC) + timedelta(hours=25)
    site.store.act(lambda c, _: kept_answers.sweep(c, later))
    assert kept(site) == 0


def kept(site: Site) -> int:
    with site.store.asking() as connection:
        return len(connection.execute(kept_answer.select()).all())


def test_other_requests_that_make_something_keep_their_answers_too(site: Site, sender: Program):
    ref = handed(sender).json()["ref"]
    key = {"Idempotency-Key": "send"}
    file = {"file": ("a.pdf", PDF.read_bytes(), "application/pdf")}
    added = [
        sender.post(
            f"/submissions/{ref}/files",
            data={"kind": "other"},
            files=file,
            headers={"Idempotency-Key": "f"},
        )
        for _ in range(2)
    ]
    assert [len(one.json()["attachments"]) for one in added] == [2, 2]
    answers = [sender.post(f"/submissions/{ref}/send", json={}, headers=key) for _ in range(2)]
    assert [one.status_code for one in answers] == [200, 200]


def test_of_ten_at_once_one_is_done(on_either: Site):
    """The others are told to come again, and then get the same answer."""
    one = program(on_either, Role.APPLICANT, scopes=(TokenScope.SUBMISSIONS_WRITE,))
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: handed(one, "the-same"), range(10)))
    done = {answer.json()["ref"] for answer in answers if answer.status_code == 201}
    assert len(done) == 1, [answer.text for answer in answers]
    for answer in answers:
        if answer.status_code != 201:
            assert (answer.status_code, codes(answer)) == (409, ["API_STILL_RUNNING"])
            assert answer.headers["retry-after"] == "1"
    assert handed(one, "the-same").json()["ref"] in done
    with on_either.store.asking() as connection:
        assert counts(connection)["received"] == 1


def test_of_ten_at_once_with_the_senders_key_alone_one_is_new(on_either: Site):
    one = program(on_either, Role.APPLICANT, scopes=(TokenScope.SUBMISSIONS_WRITE,))
    content = {"submission": json.dumps({"profile": "gansu", "form": FORM, "key": "k"})}
    file = [("certificate", ("a.pdf", PDF.read_bytes(), "application/pdf"))]
    with ThreadPoolExecutor(10) as threads:
        answers = list(
            threads.map(lambda _: one.post("/submissions", data=content, files=file), range(10))
        )
    assert {answer.status_code for answer in answers} <= {200, 201}
    assert len({answer.json()["ref"] for answer in answers}) == 1
