"""The reviewer's queue: filters, counts, search, the next case, passing in bulk."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from conftest import Browser, Site
from judged_cases import NUMBER, Sent, case, send

from models.accounts import Role
from models.case_tables import case_entry, case_place
from models.cases import CaseState
from models.review_queries import passes
from models.work_tables import submission


@pytest.fixture
def li(site: Site) -> Browser:
    return site.signed_in("li", Role.REVIEWER)


def names(text: str) -> list[str]:
    """The applicants of a list, in its order."""
    return re.findall(r'<a href="/review/cases/\w+[^"]*"><bdi>(.*?)</bdi>', text)


def test_who_waits_longest_is_first_and_says_what_is_amiss(site: Site, li: Browser):
    for name in ("张伟", "王芳"):
        send(site, Sent(name, name))
    text = li.get("/review").text
    assert names(text) == ["张伟", "王芳"]
    assert 'title="FIELD_DIFFERS">证书编号<' in text
    assert "待审 2 件" in text


def test_filters_let_through_what_was_asked_for_and_count_it(site: Site, li: Browser):
    send(site, Sent("a", "张伟"))
    send(site, Sent.fitting("b", name="王芳"))
    send(site, Sent.fitting("c", name="李娜", profile="guangxi"))
    assert names(li.get("/review?verdict=ready").text) == ["王芳", "李娜"]
    assert names(li.get("/review?verdict=ready&profile=guangxi").text) == ["李娜"]
    assert names(li.get("/review?code=FIELD_DIFFERS").text) == ["张伟"]
    assert names(li.get("/review?code=NO_SUCH").text) == []
    assert names(li.get("/review?age=1").text) == []
    assert names(li.get("/review?state=accepted").text) == []
    assert "没有不符（2）" in li.get("/review").text


def test_a_list_is_turned_page_by_page_without_gap_or_repeat(site: Site, li: Browser, monkeypatch):
    everybody = [f"申报人{i}" for i in range(7)]
    for name in everybody:
        send(site, Sent(name, name))
    monkeypatch.setattr("web.review.PAGE", 3)
    seen, place = [], "/review"
    while place:
        text = li.get(place).text
        seen += names(text)
        found_next = re.search(r'rel="next" href="([^"]+)"', text)
        place = found_next[1].replace("&amp;", "&") if found_next else ""
    assert seen == everybody


def test_search_finds_names_numbers_and_beginnings_and_leaves_no_trace_in_the_address(
    site: Site, li: Browser
):
    one = send(site, Sent("a", "欧阳静怡", number="黔中职〔2013〕1号"))
    send(site, Sent("b", "张伟"))
    for q in ("欧阳静怡", " 欧阳 静怡", "欧阳", "黔中职(2013)1号", one.submission.ref[:10]):
        assert names(li.post("/review/search", q=q).text) == ["欧阳静怡"], q
    assert names(li.post("/review/search", q="静怡").text) == []
    assert li.get("/review/search?q=欧阳静怡").status_code in (404, 405)


def test_a_reviewer_sees_the_own_unit_and_those_below_it_alone(site: Site):
    zunyi = site.signed_in("zunyi", Role.REVIEWER, unit="遵义市")
    bijie = site.signed_in("bijie", Role.REVIEWER, unit="毕节市")
    nobody = site.signed_in("nobody", Role.REVIEWER)
    everything = site.signed_in("senior", Role.SENIOR_REVIEWER)
    one = send(site, Sent("a", "张伟", unit="遵义市"))
    place = f"/review/cases/{one.submission.ref}"
    for browser in (zunyi, everything):
        assert names(browser.get("/review").text) == ["张伟"]
        assert names(browser.post("/review/search", q="张伟").text) == ["张伟"]
        assert browser.get(place).status_code == 200
    for browser in (bijie, nobody):
        assert names(browser.get("/review").text) == []
        assert names(browser.post("/review/search", q="张伟").text) == []
        for what in ("", "/pictures/0/1/plain", "/files/0"):
            assert browser.get(place + what).status_code == 403
        for what in ("hold", "release", "decision"):
            assert browser.post(f"{place}/{what}").status_code == 403
        assert browser.post("/review/next").headers["location"] == "/review"


def test_a_draft_is_nobodys_business_but_its_owners(site: Site, li: Browser):
    owner = site.account("zhang", Role.APPLICANT)
    ref = site.store.begin_draft(owner, "gansu")
    assert names(li.get("/review").text) == []
    assert li.get(f"/review/cases/{ref}").status_code == 403


def test_two_reviewers_never_get_the_same_case(site: Site, li: Browser):
    wang = site.signed_in("wang", Role.REVIEWER)
    first, second = (send(site, Sent(key, key)).submission.ref for key in "ab")
    assert li.post("/review/next").headers["location"].endswith(first)
    assert wang.post("/review/next").headers["location"].endswith(second)
    assert wang.post("/review/next").headers["location"].endswith(second)
    assert wang.post("/review/next", this=second).headers["location"] == "/review"
    assert "li 正在看" in wang.get("/review").text
    li.post(f"/review/cases/{first}/release")
    assert li.post("/review/next").headers["location"].endswith(first)


def test_a_hold_that_is_not_renewed_ends(site: Site, li: Browser):
    wang = site.signed_in("wang", Role.REVIEWER)
    ref = send(site, Sent()).submission.ref
    assert li.post(f"/review/cases/{ref}/hold").json()["held"]
    told = wang.post(f"/review/cases/{ref}/hold").json()
    assert (told["held"], told["by"]) == (False, "li")
    ago = datetime.now(UTC) - timedelta(minutes=1)
    site.store.act(
        lambda c, _: (c.execute(submission.update().values(held_until=ago)).rowcount, [])
    )
    assert wang.post(f"/review/cases/{ref}/hold").json()["held"]


def test_nobody_is_given_their_own_case(site: Site):
    owner = site.account("zhang", Role.APPLICANT, person="p1")
    same = site.signed_in("zhang-reviewer", Role.REVIEWER, person="p1")
    ref = send(site, Sent(owner_id=owner)).submission.ref
    assert same.post("/review/next").headers["location"] == "/review"
    assert "本人申报" in same.get("/review").text
    assert not same.post(f"/review/cases/{ref}/hold").json()["held"]


def test_only_reviewers_come_in(site: Site):
    for role in (Role.APPLICANT, Role.OPERATOR, Role.ADMINISTRATOR):
        browser = site.signed_in(role, role)
        assert browser.get("/review").status_code == 403
        assert browser.post("/review/pass").status_code == 403
    sealer = site.signed_in("seal", Role.SEAL_OFFICER)
    assert sealer.get("/review").status_code == 200
    assert sealer.post("/review/pass").status_code == 403


def test_what_fits_is_passed_at_once_but_for_a_sample(site: Site, li: Browser):
    refs = [send(site, Sent.fitting(f"k{i}")).submission.ref for i in range(4)]
    amiss = send(site, Sent("amiss")).submission.ref
    assert "已通过 3 件，抽出 1 件" in li.post("/review/pass").text
    states = [case(site, ref).state for ref in refs]
    assert sorted(states) == [*[CaseState.ACCEPTED] * 3, CaseState.SAMPLED]
    assert case(site, amiss).state is CaseState.WAITING
    assert "目前没有这样的申报" in li.get("/review").text

    sampled = case(site, refs[states.index(CaseState.SAMPLED)])
    place = f"/review/cases/{sampled.submission.ref}/decision"
    wrong = {f"choice.{NUMBER}": "correct", f"right.{NUMBER}": "A2013009", "decided": "accepted"}
    assert li.post(place, edition=sampled.edition, **wrong).status_code == 303
    with site.store.asking() as connection:
        (passed,) = passes(connection, -1)
    assert (passed.passed, passed.sampled, passed.looked_at, passed.wrong) == (3, 1, 1, 1)
    assert "100.0%（20.7–100.0%）" in li.get("/review").text


def test_a_removed_case_leaves_nothing_in_any_list(site: Site, li: Browser):
    one = send(site, Sent())
    li.get(f"/review/cases/{one.submission.ref}/pictures/0/1/strip")
    gone: list[str] = []
    site.store.remove([one.submission.id], "test", lambda names: gone.extend(names))
    assert names(li.get("/review").text) == []
    assert names(li.post("/review/search", q="张伟").text) == []
    with site.store.asking() as connection:
        for table in (case_place, case_entry):
            assert connection.execute(table.select()).all() == []
    assert len(gone) == 3  # the file, its picture, the report
