"""Reviewers' programs: what a reviewer may see and do on the pages, and nothing more."""

import pytest
from conftest import Site
from judged_cases import NUMBER, PDF, Sent, case, report_of, send, work_off
from programs import Program, codes, program

from models.accounts import Role
from models.cases import CaseState
from models.tokens import TokenScope
from models.work_events import events_of
from models.work_queries import find

ACCEPT = {"field": NUMBER.value, "choice": "accept"}


@pytest.fixture
def li(site: Site) -> Program:
    return program(site, Role.REVIEWER, login="li")


def decide(one: Program, ref: str, edition: int, decided: str = "accepted", **more: object):
    content = {"decided": decided, "edition": edition, **more}
    return one.post(f"/cases/{ref}/decision", json=content)


def test_the_way_of_a_case(site: Site, li: Program):
    ref = send(site, Sent(name="欧阳静怡")).submission.ref
    (row,) = li.get("/cases").json()["cases"]
    assert (row["ref"], row["name"], row["state"]) == (ref, "欧阳静怡", "waiting")
    assert row["signs"] == [
        {"severity": "error", "field": "certificate_number", "code": "FIELD_DIFFERS"}
    ]
    told = li.get(f"/cases/{ref}").json()
    assert told["form"]["fields"]["name"] == "欧阳静怡"
    assert (told["held_by"], told["own"], told["reviews"]) == (None, False, [])
    assert li.get(f"/cases/{ref}/result").json()["verdict"] == "blocked"
    assert li.get(f"/cases/{ref}/files/0").content[:5] == b"%PDF-"
    assert li.get(f"/cases/{ref}/files/0/pages/1?look=strip").content[:2] == b"\xff\xd8"
    assert li.post(f"/cases/{ref}/hold").json()["held"]
    undecided = decide(li, ref, told["edition"], internal="核对过")
    assert (undecided.status_code, codes(undecided)) == (422, ["FIELD_UNDECIDED"])
    done = decide(li, ref, told["edition"], fields=[ACCEPT], internal="核对过")
    assert done.status_code == 200
    assert (done.json()["state"], done.json()["reviews"][0]["internal"]) == ("accepted", "核对过")
    again = decide(li, ref, told["edition"], fields=[ACCEPT], internal="核对过")
    assert (again.status_code, codes(again)) == (409, ["CASE_CHANGED"])
    with site.store.asking() as connection:
        kinds = [one.kind for one in events_of(connection, find(connection, ref))]
    assert kinds[-1] == "accepted"


def test_a_return_tells_the_applicant_and_lets_the_named_be_changed(site: Site, li: Program):
    sender = program(site, Role.APPLICANT)
    one = send(site, Sent(owner_id=sender.account_id))
    ref = one.submission.ref
    wrong = {"field": NUMBER.value, "choice": "return"}
    assert decide(li, ref, one.edition, "returned", fields=[wrong]).status_code == 200
    told = sender.get(f"/submissions/{ref}").json()
    assert told["decision"]["decided"] == "returned"
    (reason,) = told["decision"]["reasons"]
    assert (reason["field"], reason["code"]) == ("certificate_number", "FIELD_DIFFERS")
    assert reason["words"], "drafted where the reviewer wrote none"
    assert "internal" not in sender.get(f"/submissions/{ref}").text
    place = f"/submissions/{ref}"
    other = sender.call("PATCH", place, json={"fields": {"name": "王芳"}})
    assert (other.status_code, codes(other)) == (403, ["CHANGE_NOT_NAMED"])
    fixed = sender.call("PATCH", place, json={"fields": {"certificate_number": "A2013007"}})
    assert fixed.status_code == 200
    assert sender.post(f"{place}/send", json={}).json()["sent"]


def test_a_misreading_is_kept_with_what_the_paper_says(site: Site, li: Program):
    one = send(site, Sent())
    wrong = {"field": NUMBER.value, "choice": "correct"}
    ref, edition = one.submission.ref, one.edition
    empty = decide(li, ref, edition, fields=[wrong], internal="x")
    assert codes(empty) == ["CORRECTION_EMPTY"]
    right = wrong | {"value": "A2013001"}
    assert decide(li, ref, edition, fields=[right], internal="x").status_code == 200
    assert case(site, ref).state is CaseState.ACCEPTED


def test_a_case_of_another_unit_is_as_if_it_were_not_there(site: Site):
    zunyi = program(site, Role.REVIEWER, unit="遵义市")
    bijie = program(site, Role.REVIEWER, unit="毕节市")
    one = send(site, Sent(unit="遵义市"))
    ref = one.submission.ref
    assert zunyi.get(f"/cases/{ref}").status_code == 200
    for method, place in (
        ("GET", ""), ("GET", "/result"), ("GET", "/files/0"), ("GET", "/files/0/pages/1"),
        ("POST", "/hold"), ("POST", "/release"),
    ):  # fmt: skip
        answer = bijie.call(method, f"/cases/{ref}{place}")
        assert (answer.status_code, codes(answer)) == (404, ["API_NOT_THERE"])
    assert codes(decide(bijie, ref, one.edition, fields=[ACCEPT])) == ["API_NOT_THERE"]
    assert bijie.get("/cases").json()["cases"] == []
    assert bijie.post("/cases/search", json={"text": "张伟"}).json()["cases"] == []
    assert zunyi.post("/cases/search", json={"text": "张伟"}).json()["cases"][0]["ref"] == ref
    assert bijie.post("/cases/next").json() == {"case": None}
    units = {one.get("/profiles").json()["units"][0]["id"] for one in (zunyi, bijie)}
    assert any(codes(bijie.get(f"/cases?unit={id_}")) for id_ in units)


def test_nobody_decides_on_their_own_case_or_on_one_in_anothers_hands(site: Site, li: Program):
    owner = site.account("zhang", Role.APPLICANT, person="p1")
    same = program(site, Role.REVIEWER, person="p1")
    one = send(site, Sent(owner_id=owner))
    ref = one.submission.ref
    assert not same.post(f"/cases/{ref}/hold").json()["held"]
    assert codes(decide(same, ref, one.edition, fields=[ACCEPT], internal="x")) == ["CASE_OWN"]
    wang = program(site, Role.REVIEWER)
    assert wang.post("/cases/next").json()["case"]["ref"] == ref
    held = li.post(f"/cases/{ref}/hold").json()
    assert (held["held"], bool(held["by"])) == (False, True)
    late = decide(li, ref, one.edition, fields=[ACCEPT], internal="x")
    assert (late.status_code, codes(late)) == (409, ["CASE_HELD"])
    wang.post(f"/cases/{ref}/release")
    assert li.post(f"/cases/{ref}/hold").json()["held"]


def test_a_seal_officer_seals_what_others_accepted_and_does_nothing_else(site: Site, li: Program):
    one = send(site, Sent())
    ref = one.submission.ref
    sealer = program(site, Role.SEAL_OFFICER)
    for place in ("/cases/next", "/cases/pass", f"/cases/{ref}/hold", f"/cases/{ref}/release"):
        assert codes(sealer.post(place)) == ["NOT_ALLOWED"]
    assert codes(decide(sealer, ref, one.edition, fields=[ACCEPT])) == ["NOT_ALLOWED"]
    assert decide(li, ref, one.edition, fields=[ACCEPT], internal="x").status_code == 200
    edition = case(site, ref).edition
    assert codes(decide(li, ref, edition, "sealed")) == ["NOT_ALLOWED"]
    assert decide(sealer, ref, edition, "sealed").json()["state"] == "sealed"
    both = program(site, Role.REVIEWER, Role.SEAL_OFFICER)
    two = send(site, Sent("two"))
    assert decide(both, two.submission.ref, two.edition, fields=[ACCEPT], internal="x").is_success
    own = decide(both, two.submission.ref, case(site, two.submission.ref).edition, "sealed")
    assert codes(own) == ["CASE_REVIEWED_BY_YOU"]


def test_what_fits_is_passed_at_once_with_a_sample_and_once_for_a_key(site: Site, li: Program):
    for number in range(4):
        send(site, Sent.fitting(f"k{number}"))
    amiss = send(site, Sent("amiss")).submission.ref
    key = {"Idempotency-Key": "pass"}
    answers = [li.post("/cases/pass", headers=key).json() for _ in range(2)]
    assert answers == [{"passed": 3, "sampled": 1}] * 2
    assert li.get("/cases/counts").json()["states"] == {
        "waiting": 1, "sampled": 1, "accepted": 3,
    }  # fmt: skip
    (left,) = li.get("/cases?state=waiting").json()["cases"]
    assert left["ref"] == amiss


def test_a_list_is_turned_page_by_page_without_gap_or_repeat(site: Site, li: Program):
    refs = [send(site, Sent(f"k{number}")).submission.ref for number in range(5)]
    seen, place = [], "/cases?limit=2"
    while place:
        told = li.get(place).json()
        seen += [one["ref"] for one in told["cases"]]
        place = f"/cases?limit=2&cursor={told['next']}" if told["next"] else ""
    assert seen == refs
    assert li.get("/cases?verdict=ready").json()["cases"] == []
    assert li.get("/cases?older_than_days=1").json()["cases"] == []
    assert len(li.get("/cases?code=FIELD_DIFFERS&profile=gansu").json()["cases"]) == 5


def test_a_draft_is_no_case(site: Site, li: Program):
    owner = site.account("zhang", Role.APPLICANT)
    ref = site.store.begin_draft(owner, "gansu")
    assert codes(li.get(f"/cases/{ref}")) == ["API_NOT_THERE"]


def test_reading_is_not_deciding(site: Site):
    one = send(site, Sent())
    reader = program(site, Role.REVIEWER, scopes=(TokenScope.REVIEW_READ,))
    assert reader.get(f"/cases/{one.submission.ref}").status_code == 200
    refused = decide(reader, one.submission.ref, one.edition, fields=[ACCEPT])
    assert codes(refused) == ["API_SCOPE_MISSING"]


def test_bulk_passes_are_told_with_how_sure_their_samples_make(site: Site, li: Program):
    for number in range(3):
        send(site, Sent.fitting(f"k{number}"))
    done = li.post("/cases/pass").json()
    (told,) = li.get("/cases/passes").json()["passes"]
    assert (told["who"], told["passed"], told["sampled"]) == ("li", *done.values())
    assert (told["looked_at"], told["share_least"], told["share_most"]) == (0, 0.0, 1.0)


def test_what_was_changed_after_a_return_is_told_and_drawn(site: Site, li: Program):
    sender = program(site, Role.APPLICANT)
    one = send(site, Sent(owner_id=sender.account_id))
    ref = one.submission.ref
    assert li.get(f"/cases/{ref}/changes").json() == {
        "returned_at": None,
        "fields": [],
        "files": [],
    }
    why = [
        {"words": "编号不对", "field": NUMBER.value},
        {"words": "看不清", "document": "certificate"},
    ]
    assert decide(li, ref, one.edition, "returned", reasons=why).status_code == 200
    change = {"fields": {NUMBER.value: "A2013007"}}
    assert sender.call("PATCH", f"/submissions/{ref}", json=change).status_code == 200
    assert sender.call("DELETE", f"/submissions/{ref}/files/0").status_code == 200
    other = (PDF.parents[1] / "discrepancies/certificate.pdf").read_bytes()
    file = {"file": ("新证书.pdf", other, "application/pdf")}
    added = sender.post(f"/submissions/{ref}/files", files=file, data={"kind": "certificate"})
    assert added.status_code == 201, added.text
    work_off(site, report_of(Sent()))
    assert sender.post(f"/submissions/{ref}/send", json={}).status_code == 200
    told = li.get(f"/cases/{ref}/changes").json()
    assert told["returned_at"]
    assert told["fields"] == [
        {"field": NUMBER.value, "before": "A2013001", "after": "A2013007", "named": True}
    ]
    (changed,) = told["files"]
    assert (changed["before"]["file"], changed["after"]["file"]) == ("证书.pdf", "新证书.pdf")
    assert changed["pages"] == [{"page": 1, "named": True}]
    drawn = li.get(f"/cases/{ref}/changes/0/pages/1")
    assert (drawn.headers["content-type"], drawn.content[:2]) == ("image/jpeg", b"\xff\xd8")
    for place in ("0/pages/2", "1/pages/1"):
        assert codes(li.get(f"/cases/{ref}/changes/{place}")) == ["API_NOT_THERE"]
    wang = program(site, Role.REVIEWER, unit="乙县")
    for place in ("changes", "changes/0/pages/1"):
        assert codes(wang.get(f"/cases/{ref}/{place}")) == ["API_NOT_THERE"]


def test_the_place_of_a_reading_is_shown_to_its_sender_alone(site: Site, li: Program):
    sender = program(site, Role.APPLICANT)
    ref = send(site, Sent(owner_id=sender.account_id)).submission.ref
    drawn = sender.get(f"/submissions/{ref}/crops/{NUMBER}")
    assert (drawn.headers["content-type"], drawn.content[:2]) == ("image/jpeg", b"\xff\xd8")
    assert codes(sender.get(f"/submissions/{ref}/crops/title")) == ["API_NOT_THERE"]
    assert codes(sender.get(f"/submissions/{ref}/crops/odd")) == ["API_VALUE_WRONG"]
    other = program(site, *Role)
    assert codes(other.get(f"/submissions/{ref}/crops/{NUMBER}")) == ["API_NOT_THERE"]
