"""A case: what its page shows, what is decided on it, and what nobody may."""

import re

import pytest
from conftest import Browser, Site
from judged_cases import NUMBER, PDF, Sent, case, report_of, send, work_off

from models.account_store import find_login
from models.accounts import Role
from models.case_tables import correction
from models.cases import Case, CaseState
from models.draft_steps import Change
from models.errors import NotAllowed
from models.fields import DocumentKind, Field
from models.review_queries import allowed_changes, notices_of, reviews_of
from models.reviews import EVERYTHING_MAY_CHANGE, NOTHING_MAY_CHANGE
from models.work import NewAttachment
from models.work_tables import submission
from workers.report import render_report


@pytest.fixture
def li(site: Site) -> Browser:
    return site.signed_in("li", Role.REVIEWER)


def place(one: Case) -> str:
    return f"/review/cases/{one.submission.ref}"


def decide(browser: Browser, one: Case, decided: str, **given: str):
    fields = {"edition": one.edition, "decided": decided, **given}
    return browser.post(f"{place(one)}/decision", **fields)


RETURN = {f"choice.{NUMBER}": "return"}
ACCEPT = {f"choice.{NUMBER}": "accept", "internal": "与档案核对无误"}


def test_the_page_holds_the_scan_beside_what_does_not_fit(site: Site, li: Browser):
    text = li.get(place(send(site, Sent()))).text
    assert 'id="at-certificate_number"' in text
    assert 'href="#at-certificate_number"' in text
    assert re.search(r'<mark class="d d-other">.*?1.*?</mark>', text)
    assert 'viewBox="0 0 595.0 842.0"' in text
    assert len(text.encode()) < 100_000


def test_characters_differ_as_the_report_marks_them(site: Site, li: Browser):
    sent = Sent()
    marks = r'<mark class="(d d-[\w-]+)">'
    page, report = li.get(place(send(site, sent))).text, render_report(report_of(sent))
    assert set(re.findall(marks, page)) == set(re.findall(marks, report)) == {"d d-other"}


def test_pages_are_pictures_and_originals_are_downloads(site: Site, li: Browser):
    one = send(site, Sent())
    for look in ("plain", "no-red", "strip"):
        picture = li.get(f"{place(one)}/pictures/0/1/{look}")
        assert picture.headers["content-type"] == "image/jpeg"
        assert picture.content[:2] == b"\xff\xd8"
    assert li.get(f"{place(one)}/pictures/0/1/photo").status_code == 403
    assert li.get(f"{place(one)}/pictures/0/9/plain").status_code == 422
    assert li.get(f"{place(one)}/pictures/7/1/plain").status_code == 403
    original = li.get(f"{place(one)}/files/0")
    assert original.headers["content-type"] == "application/octet-stream"
    assert original.headers["content-disposition"].startswith("attachment;")
    assert original.content[:4] == b"%PDF"


def test_a_picture_is_drawn_once(site: Site, li: Browser, monkeypatch):
    one = send(site, Sent())
    first = li.get(f"{place(one)}/pictures/0/1/strip").content
    monkeypatch.setattr("workers.pictures.draw_page", None)
    assert li.get(f"{place(one)}/pictures/0/1/strip").content == first


def test_an_accepted_case_says_by_whom_and_is_closed(site: Site, li: Browser):
    one = send(site, Sent())
    assert decide(li, one, "accepted", **ACCEPT).status_code == 303
    assert case(site, one.submission.ref).state is CaseState.ACCEPTED
    text = li.get(place(one)).text
    assert "已通过" in text
    assert "li" in text
    assert 'name="decided"' not in text


def test_what_differs_must_be_decided_before_the_case_is_accepted(site: Site, li: Browser):
    one = send(site, Sent())
    answer = decide(li, one, "accepted", internal="看过")
    assert (answer.status_code, "证书编号" in answer.text) == (400, True)
    assert "看过" in answer.text, "what was typed is not lost"
    assert decide(li, one, "accepted", **{f"choice.{NUMBER}": "accept"}).status_code == 400
    assert case(site, one.submission.ref).state is CaseState.WAITING


def test_a_misread_value_is_kept_for_calibration(site: Site, li: Browser):
    one = send(site, Sent())
    wrong = {f"choice.{NUMBER}": "correct", "internal": "读错"}
    assert decide(li, one, "accepted", **wrong).status_code == 400
    right = {f"right.{NUMBER}": "A2013001"}
    assert decide(li, one, "accepted", **wrong, **right).status_code == 303
    with site.store.asking() as connection:
        (row,) = connection.execute(correction.select()).all()
    assert (row.value, row.right_value, row.page) == ("A2013007", "A2013001", 1)
    assert row.sha256 == one.submission.attachments[0].sha256
    assert row.confidence == 0.98


def test_a_return_needs_a_reason_and_tells_it_in_words_of_the_reviewer(site: Site, li: Browser):
    one = send(site, Sent())
    assert decide(li, one, "returned").status_code == 400
    words = {f"words.{NUMBER}": "请照证书填写编号", "internal": "疑似冒用"}
    assert decide(li, one, "returned", **RETURN, **words).status_code == 303
    with site.store.asking() as connection:
        (notice,) = notices_of(connection, one.submission.id)
        (review,) = reviews_of(connection, one.submission.id)
    assert [reason.words for reason in notice.reasons] == ["请照证书填写编号"]
    assert notice.reasons[0].code == "FIELD_DIFFERS"
    assert review.internal == "疑似冒用"
    assert "疑似冒用" not in repr(notice)


def test_a_reason_is_made_of_the_findings_where_none_is_written(site: Site, li: Browser):
    one = send(site, Sent())
    decide(li, one, "returned", **RETURN)
    with site.store.asking() as connection:
        (notice,) = notices_of(connection, one.submission.id)
    assert "“证书编号”填写为“A2013001”，材料上是“A2013007”" in notice.reasons[0].words


def test_after_a_return_only_what_was_named_may_change(site: Site, li: Browser):
    one = send(site, Sent())
    id_ = one.submission.id

    def allowed():
        with site.store.asking() as connection:
            return allowed_changes(connection, id_)

    assert allowed() == NOTHING_MAY_CHANGE
    more = {f"paper.{NUMBER}": "1", "more.words": "缺评审表", "more.about": "document:review-form"}
    decide(li, one, "returned", **RETURN, **more)
    now = allowed()
    assert now.field(NUMBER)
    assert not now.field(Field.NAME)
    assert now.documents == {
        DocumentKind.CERTIFICATE: frozenset({1}),
        DocumentKind.REVIEW_FORM: frozenset(),
    }
    assert not now.declarations
    owner = site.account("zhang", Role.APPLICANT)
    draft = site.store.begin_draft(owner, "gansu")
    with site.store.asking() as connection:
        found = connection.execute(submission.select().where(submission.c.ref == draft)).one()
        assert allowed_changes(connection, found.id) == EVERYTHING_MAY_CHANGE


def changed(site: Site, one: Case, **fields: str) -> bool:
    """The applicant changes the form."""
    return site.store.change_draft(one.submission.id, Change(fields))


def test_the_applicant_reads_the_reasons_and_changes_what_they_name_and_nothing_else(
    site: Site, li: Browser
):
    zhang = site.signed_in("zhang", Role.APPLICANT)
    with site.store.asking() as connection:
        owner = find_login(connection, "zhang").account.id
    one = send(site, Sent(owner_id=owner))
    decide(li, one, "returned", **RETURN, internal="疑似冒用", **{f"words.{NUMBER}": "请照证书填"})
    text = zhang.get(f"/apply/{one.submission.ref}").text
    assert "请照证书填" in text
    assert "疑似冒用" not in text
    assert re.search(r'name="fields.name" value="张伟" readonly', text)
    assert not re.search(r'name="fields.certificate_number"[^>]*readonly', text)

    other = NewAttachment(DocumentKind.OTHER, "b.pdf", "b" * 64, 1)
    for change in (Change(add=other), Change(remove=0)):
        with pytest.raises(NotAllowed):
            site.store.change_draft(one.submission.id, change)
    with pytest.raises(NotAllowed):
        changed(site, one, name="张玮")
    asked = {"fields.name": "张玮", "fields.certificate_number": "A2013007"}
    assert zhang.post(f"/apply/{one.submission.ref}/form", **asked).status_code == 303
    form = case(site, one.submission.ref).submission.form
    assert form["fields"] == {"name": "张伟", NUMBER.value: "A2013007"}

    work_off(site, report_of(Sent(number="A2013007")))
    assert case(site, one.submission.ref).state is CaseState.RETURNED
    sent = zhang.post(f"/apply/{one.submission.ref}/send", sure="yes")
    assert sent.status_code == 303
    assert case(site, one.submission.ref).state is CaseState.AGAIN
    assert not changed(site, one)


def test_the_second_look_shows_what_was_changed(site: Site, li: Browser):
    one = send(site, Sent())
    decide(li, one, "returned", **RETURN)
    changed(site, one, **{NUMBER.value: "A2013007"})
    work_off(site, report_of(Sent(number="A2013007")))
    site.store.send_draft(one.submission.id, None, "test")
    text = li.get(place(one)).text
    assert re.search(r"<del><bdi>A2013001</bdi></del>.*<ins><bdi>A2013007</bdi></ins>", text)
    again = case(site, one.submission.ref)
    assert again.state is CaseState.AGAIN
    assert decide(li, again, "accepted").status_code == 303


def test_the_second_look_shows_what_was_changed_on_a_page(site: Site, li: Browser):
    one = send(site, Sent())
    decide(li, one, "returned", **RETURN, **{f"paper.{NUMBER}": "1"})
    data = (PDF.parents[1] / "discrepancies/certificate.pdf").read_bytes()
    kept = site.files.put(data)
    new = NewAttachment(DocumentKind.CERTIFICATE, "新.pdf", kept, len(data))
    site.store.change_draft(one.submission.id, Change(add=new, kind_alone=True))
    work_off(site, report_of(Sent()))
    site.store.send_draft(one.submission.id, None, "test")
    assert "证书.pdf" in li.get(place(one)).text
    changed_page = f"{place(one)}/changes/0/1"
    assert changed_page in li.get(place(one)).text
    assert li.get(changed_page).content[:2] == b"\xff\xd8"
    assert li.get(f"{place(one)}/changes/0/2").status_code == 403
    assert li.get(f"{place(one)}/changes/1/1").status_code == 403


def test_a_stale_page_never_overwrites_a_colleagues_decision(site: Site, li: Browser):
    wang = site.signed_in("wang", Role.REVIEWER)
    one = send(site, Sent())
    assert decide(wang, one, "returned", **RETURN).status_code == 303
    answer = decide(li, one, "accepted", **ACCEPT)
    assert answer.status_code == 409
    assert "已退回" in answer.text
    assert case(site, one.submission.ref).state is CaseState.RETURNED


def test_a_case_that_was_checked_anew_is_decided_on_as_it_is_now(site: Site, li: Browser):
    one = send(site, Sent())
    site.store.check_anew([one.submission.id], "test")
    assert decide(li, one, "accepted", **ACCEPT).status_code == 409
    work_off(site, report_of(Sent()))
    assert decide(li, one, "accepted", **ACCEPT).status_code == 409
    assert decide(li, case(site, one.submission.ref), "accepted", **ACCEPT).status_code == 303


def test_who_holds_a_case_decides_on_it(site: Site, li: Browser):
    wang = site.signed_in("wang", Role.REVIEWER)
    one = send(site, Sent())
    wang.post(f"{place(one)}/hold")
    assert "wang 正在审核这一件" in li.get(place(one)).text
    assert decide(li, one, "accepted", **ACCEPT).status_code == 409
    assert decide(wang, one, "accepted", **ACCEPT).status_code == 303


def test_nobody_decides_on_their_own_case_whatever_their_account_is_called(site: Site):
    owner = site.account("zhang", Role.APPLICANT, person="p1")
    same = site.signed_in("zhang-reviewer", Role.REVIEWER, person="p1")
    one = send(site, Sent(owner_id=owner))
    assert 'name="decided"' not in same.get(place(one)).text
    assert decide(same, one, "accepted", **ACCEPT).status_code == 403
    assert case(site, one.submission.ref).state is CaseState.WAITING


def test_who_reviewed_a_case_does_not_seal_it(site: Site):
    both = site.signed_in("both", Role.REVIEWER, Role.SEAL_OFFICER, person="p1")
    same = site.signed_in("same", Role.SEAL_OFFICER, person="p1")
    other = site.signed_in("other", Role.SEAL_OFFICER)
    one = send(site, Sent())
    assert decide(other, one, "accepted", **ACCEPT).status_code == 403
    decide(both, one, "accepted", **ACCEPT)
    now = case(site, one.submission.ref)
    for browser in (both, same):
        assert decide(browser, now, "sealed").status_code == 403
    assert decide(other, now, "sealed").status_code == 303
    assert case(site, one.submission.ref).state is CaseState.SEALED


def test_every_decision_stands_in_the_audit_trail_without_a_word_of_the_person(
    site: Site, li: Browser
):
    one = send(site, Sent())
    li.post(f"{place(one)}/hold")
    words = {f"words.{NUMBER}": "请张伟照证书填写", "internal": "疑似冒用"}
    decide(li, one, "returned", **RETURN, **words)
    with site.store.asking() as connection:
        rows = connection.exec_driver_sql("SELECT action, body FROM audit ORDER BY number").all()
    actions = [row.action for row in rows]
    assert actions[-2:] == ["case-held", "returned"]
    assert "FIELD_DIFFERS" in rows[-1].body
    assert not re.search("张伟|A2013|冒用|请", "".join(row.body for row in rows))
    assert [one for one in site.store.verify_audit() if not isinstance(one, int)] == []


def test_hostile_values_stay_text(site: Site, li: Browser):
    nasty = "<script>alert(1)</script>\"'\u202e"
    text = li.get(place(send(site, Sent(name=nasty, read_number=nasty)))).text
    assert "<script>alert" not in text
    assert "\u202e" not in text


def test_odd_requests_are_refused_and_never_break_the_service(site: Site, li: Browser):
    one = send(site, Sent())
    huge = "9" * 5000
    for where in (
        "/review/cases/%00",
        f"{place(one)}/pictures/{huge}/1/plain",
        f"{place(one)}/pictures/0/-1/plain",
        f"{place(one)}/pictures/0/1/raw",
        f"{place(one)}/files/99999999999999999999",
    ):
        assert 400 <= li.get(where).status_code < 500, where
    for query in ("after=x-y", f"after={huge}-1", "code=%00", "unit=-1", "state=%F0%9F", "age=0"):
        assert li.get(f"/review?{query}").status_code == 200, query
    assert li.post("/review/search", q="\0%_").status_code == 200
    odd = {"edition": huge, "decided": "accepted"}
    assert li.post(f"{place(one)}/decision", **odd).status_code == 409
    assert li.post(f"{place(one)}/decision", decided="nothing").status_code == 403
    words = {f"words.{NUMBER}": "a\0b" * 9000}
    assert decide(li, one, "returned", **RETURN, **words).status_code == 303
