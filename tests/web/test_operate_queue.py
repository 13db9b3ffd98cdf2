"""The queue on the operator's pages: what needs somebody, trying again, removing."""

from datetime import UTC, datetime, timedelta

import pytest
from conftest import Browser, Site
from failed_work import fail
from judged_cases import Sent, case, send

from models.accounts import Role
from models.audit_queries import entries
from models.work import SubmissionState
from models.work_queries import find, get
from models.work_tables import submission, worker


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def state(site: Site, ref: str) -> SubmissionState:
    with site.store.asking() as connection:
        return get(connection, [find(connection, ref)])[0].state


def test_when_all_is_well_the_first_page_says_so(site: Site, ops: Browser):
    assert "一切正常" in ops.get("/operate").text


def test_what_needs_somebody_is_told_first(site: Site, ops: Browser):
    fail(site, "a")
    send(site, Sent("b"))
    text = ops.get("/operate").text
    assert "1 份未能检查" in text
    assert "<b>1</b> 件等待审核" in text
    site.store.receive([])
    assert "没有工作进程在运行" not in text, "nothing waits for one"


def test_workers_are_seen_while_they_live_and_silent_when_they_died(site: Site, ops: Browser):
    site.store.beat([], "lives")
    site.store.beat([], "died")
    ago = datetime.now(UTC) - timedelta(minutes=5)
    site.store.act(
        lambda c, _: (
            c.execute(worker.update().where(worker.c.name == "died").values(seen_at=ago)) and None,
            [],
        )
    )
    text = ops.get("/operate").text
    assert text.index("lives") < text.index("died")
    assert (text.count(">在运行<"), text.count(">没有心跳<")) == (1, 1)
    site.store.leave("died")
    assert "died" not in ops.get("/operate").text


def test_failures_stand_under_their_reason_with_what_to_do(site: Site, ops: Browser):
    for key in "ab":
        fail(site, key)
    fail(site, "c", "WORK_CRASHED")
    text = ops.get("/operate/queue").text
    assert "检查扫描件 · 2 件</strong> <code>FILE_STORE_FAILED" in text
    assert "检查扫描件 · 1 件</strong> <code>WORK_CRASHED" in text
    assert "{" not in text.split("<main")[1], "no blank of a text is left unfilled"


def test_a_retry_by_reason_sends_these_again_and_no_others(site: Site, ops: Browser):
    again, other = fail(site, "a"), fail(site, "b", "WORK_CRASHED")
    assert ops.post("/operate/queue/retry", reason="FILE_STORE_FAILED").status_code == 303
    assert state(site, again) is SubmissionState.CHECKING
    assert state(site, other) is SubmissionState.FAILED
    assert [one.stage for one in site.store.take_for_sending(10)] == ["intake"]
    assert "已让 1 份再试" in ops.get("/operate/queue").text
    with site.store.asking() as connection:
        (entry,) = entries(connection, action="retried")
    assert entry.subject == again
    assert entry.actor.startswith("account:")


def test_one_alone_or_all_can_be_retried(site: Site, ops: Browser):
    refs = [fail(site, key) for key in "abc"]
    ops.post(f"/operate/submissions/{refs[0]}/retry")
    assert [state(site, ref) for ref in refs] == ["checking", "failed", "failed"]
    assert ops.post("/operate/queue/retry").status_code == 400
    ops.post("/operate/queue/retry", everything="yes")
    assert {state(site, ref) for ref in refs} == {SubmissionState.CHECKING}


def test_a_submission_is_found_by_ref_or_key_and_shows_nothing_of_the_person(
    site: Site, ops: Browser
):
    ref = send(site, Sent("key-of-sender", name="欧阳静怡")).submission.ref
    for q in (ref, " key-of-sender "):
        answer = ops.post("/operate/queue/find", q=q)
        assert answer.headers["location"] == f"/operate/submissions/{ref}"
    text = ops.get(f"/operate/submissions/{ref}").text
    assert "FIELD_DIFFERS" in text
    for hidden in ("欧阳静怡", "A2013001", "key-of-sender"):
        assert hidden not in text
    assert ops.post("/operate/queue/find", q="nothing").status_code == 404
    assert ops.get(f"/operate/submissions/{'0' * 32}").status_code == 403


def test_what_was_judged_can_be_checked_anew(site: Site, ops: Browser):
    ref = send(site, Sent()).submission.ref
    ops.post(f"/operate/submissions/{ref}/retry", anew="yes")
    assert case(site, ref).submission.round == 2


def test_one_is_removed_for_good_only_when_it_is_confirmed(site: Site, ops: Browser):
    ref = send(site, Sent()).submission.ref
    assert ops.post(f"/operate/submissions/{ref}/remove").status_code == 400
    assert case(site, ref)
    assert ops.post(f"/operate/submissions/{ref}/remove", sure="yes").status_code == 303
    with site.store.asking() as connection:
        assert find(connection, ref) is None


def test_old_ones_are_counted_before_they_are_removed(site: Site, ops: Browser):
    old, new = (send(site, Sent(key)).submission for key in ("old", "new"))
    ago = datetime.now(UTC) - timedelta(days=400)
    which = submission.c.id == old.id
    site.store.act(
        lambda c, _: (
            c.execute(submission.update().where(which).values(changed_at=ago)).rowcount,
            [],
        )
    )
    assert "有 1 份提交 365 天没有变化" in ops.get("/operate/removal?days=365").text
    assert ops.post("/operate/removal", days="365").status_code == 422
    assert ops.post("/operate/removal", days="x", sure="yes").status_code == 400
    assert ops.post("/operate/removal", days="365", sure="yes").status_code == 303
    assert "已删除 1 份提交" in ops.get("/operate/removal").text
    with site.store.asking() as connection:
        assert (find(connection, old.ref), find(connection, new.ref)) == (None, new.id)


def test_files_that_nobody_needs_are_removed(site: Site, ops: Browser, monkeypatch):
    monkeypatch.setattr("workers.purge._STRAY_DAYS", -1)
    stray = site.files.put(b"of a run that was broken off")
    send(site, Sent())
    ops.post("/operate/removal", strays="yes")
    assert "已删除 1 个文件" in ops.get("/operate/removal").text
    assert not site.files.has(stray)
