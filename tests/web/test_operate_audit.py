"""The audit trail on its page: found again, and every tampering shown."""

import re

import pytest
from conftest import Browser, Site
from judged_cases import Sent, send
from sqlalchemy import delete, select, update

from models.accounts import Role
from models.work_tables import audit


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def actions(text: str) -> list[str]:
    return re.findall(r'<td class="nowrap">([a-z-]+)</td>', text)


def verified(site: Site, browser: Browser) -> str:
    assert browser.post("/operate/audit/verify").status_code == 303
    site.service.jobs.finished("audit", 60)
    text = browser.get("/operate/audit").text
    return text.split('id="live-audit"')[1].split("</section>")[0]


def change(site: Site, statement) -> None:
    """By hand, as somebody would who can write the database."""
    with site.store.tables.writing() as connection:
        connection.execute(statement)


def test_the_newest_are_first_and_people_have_their_names(site: Site, ops: Browser):
    ref = send(site, Sent()).submission.ref
    text = ops.get("/operate/audit").text
    assert actions(text)[:1] == ["judged"]
    assert "login" in actions(text)
    assert f"/operate/submissions/{ref}" in text
    assert ">ops</a>" in text


def test_entries_are_filtered_by_what_by_whom_and_to_what(site: Site, ops: Browser):
    refs = [send(site, Sent(key)).submission.ref for key in "ab"]
    assert actions(ops.get("/operate/audit?action=judged").text) == ["judged", "judged"]
    assert "judged" in actions(ops.get(f"/operate/audit?subject={refs[0]}").text)
    assert set(actions(ops.get("/operate/audit?actor=worker").text)) == {"judged"}
    assert actions(ops.get("/operate/audit?actor=nobody").text) == []
    assert actions(ops.get("/operate/audit?subject=' OR 1=1 --").text) != []


def test_the_trail_is_turned_page_by_page(site: Site, ops: Browser, monkeypatch):
    monkeypatch.setattr("web.operate_audit.PAGE", 2)
    for key in "abc":
        send(site, Sent(key))
    with site.store.asking() as connection:
        wanted = list(
            connection.execute(select(audit.c.number).order_by(-audit.c.number)).scalars()
        )
    seen, place = [], "/operate/audit"
    while place:
        text = ops.get(place).text
        seen += map(int, re.findall(r'<th scope="row" class="n">(\d+)</th>', text))
        found = re.search(r'rel="next" href="([^"]+)"', text)
        place = found[1].replace("&amp;", "&") if found else ""
    assert seen == wanted


def test_a_whole_trail_holds(site: Site, ops: Browser):
    send(site, Sent())
    assert "条全部相符" in verified(site, ops)


@pytest.mark.parametrize("how", ["changed", "missing", "cut"])
def test_tampering_is_shown_with_its_place(site: Site, ops: Browser, how: str):
    send(site, Sent())
    with site.store.asking() as connection:
        last = connection.execute(select(audit.c.number).order_by(-audit.c.number)).scalar()
    if how == "changed":
        change(site, update(audit).where(audit.c.number == 2).values(actor="account:99"))
        wanted = "第 2 条：内容被改动"
    elif how == "missing":
        change(site, delete(audit).where(audit.c.number == 2))
        wanted = "第 2 条：缺少这一条"
    else:
        change(site, delete(audit).where(audit.c.number == last))
        wanted = "末尾的记录缺失或被改动"
    text = verified(site, ops)
    assert "处不符" in text
    assert wanted in text
