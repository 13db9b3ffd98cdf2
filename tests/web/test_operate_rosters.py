"""Rosters on the operator's pages: seen before they count, undone, refused with what to do."""

import re
import time

import pytest
from conftest import Browser, Site

from fixtures.workbooks import workbook
from models.accounts import Role
from models.audit_queries import entries
from models.roster_drafts import roster_drafts
from models.roster_store import current_rows
from models.roster_versions import roster_versions

HEAD = ["姓名", "身份证号", "工作单位"]
WANG = ["王静", "520102198001010013", "贵州省第一中学"]
LI = ["李伟", "52010219800101003X", "贵州省第二中学"]
ROUNDED = ["张芳", 520102198001010014.0, "贵州省第三中学"]
PATIENCE = 120


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def book(*rows: list[object]) -> bytes:
    return workbook({"名单": [HEAD, *rows]})


def hand_in(browser: Browser, data: bytes, file: str = "holders.xlsx", **fields: str) -> str:
    """Upload, and wait until it is read; the draft's address."""
    given = {"name": "holders", "mode": "replace", **fields}
    answer = browser.post("/operate/rosters", file=(file, data, "application/zip"), **given)
    assert answer.status_code == 303, answer.text
    place = answer.headers["location"]
    until = time.monotonic() + PATIENCE
    while "正在读取和检查" in browser.get(place).text:
        assert time.monotonic() < until
        time.sleep(0.2)
    return place


def put_in_force(browser: Browser, *rows: list[object], **fields: str) -> None:
    place = hand_in(browser, book(*rows), **fields)
    assert browser.post(f"{place}/force").status_code == 303


def names(site: Site) -> list[str]:
    return [row.fields["name"] for row in current_rows(site.store.tables, "holders")]


def sums(text: str) -> tuple[int, ...]:
    """Added, gone, changed, the same."""
    return tuple(map(int, re.findall(r"<dd>([\d,]+)</dd>", text.split('class="sums"')[1])[:4]))


def test_a_file_changes_nothing_before_somebody_says_so(site: Site, ops: Browser):
    place = hand_in(ops, book(WANG, LI))
    text = ops.get(place).text
    assert sums(text) == (2, 0, 0, 0)
    assert "目前没有这份名单" in text
    assert roster_versions(site.store.tables) == ()
    assert "等待决定" in ops.get("/operate/rosters").text
    assert "1 份上传的名单等待决定" in ops.get("/operate").text
    assert ops.post(f"{place}/force").headers["location"] == "/operate/rosters/versions/holders"
    assert names(site) == ["王静", "李伟"]
    assert ops.get(place).status_code == 403, "the draft is no more"
    with site.store.asking() as connection:
        told = {entry.action: entry for entry in entries(connection)}
    assert told["roster-imported"].body == {
        "version": 1,
        "mode": "replace",
        "rows": 2,
        "left_out": 0,
    }
    assert list((site.service.settings.home / "uploads").iterdir()) == []


def test_the_preview_counts_and_shows_what_comes_goes_and_changes(site: Site, ops: Browser):
    put_in_force(ops, WANG, LI, ["刘洋", "", "甲"])
    moved = [*WANG[:2], "贵阳市第一中学"]
    text = ops.get(hand_in(ops, book(moved, LI, ["陈晨", "", "乙"]))).text
    assert sums(text) == (1, 1, 1, 1)
    assert "<del>贵州省第一中学</del><ins>贵阳市第一中学</ins>" in text
    assert "刘洋" in text
    assert "陈晨" in text
    assert "5201**********0013" in text
    assert "520102198001010013" not in text
    assert names(site) == ["王静", "李伟", "刘洋"]


def test_the_same_file_again_changes_nothing(site: Site, ops: Browser):
    put_in_force(ops, WANG, LI)
    assert sums(ops.get(hand_in(ops, book(LI, WANG))).text) == (0, 0, 0, 2)


def test_rows_are_added_to_what_is_there(site: Site, ops: Browser):
    put_in_force(ops, WANG)
    place = hand_in(ops, book(LI, WANG), mode="append")
    assert sums(ops.get(place).text) == (1, 0, 0, 1)
    ops.post(f"{place}/force")
    assert names(site) == ["王静", "李伟"]


def test_an_import_is_undone_and_done_again(site: Site, ops: Browser):
    put_in_force(ops, WANG)
    put_in_force(ops, LI)
    place = "/operate/rosters/versions/holders"
    assert names(site) == ["李伟"]
    assert ops.post(f"{place}/activate", version="1").status_code == 303
    assert names(site) == ["王静"]
    ops.post(f"{place}/activate", version="2")
    assert names(site) == ["李伟"]
    assert ops.post(f"{place}/activate", version="9").status_code == 400
    with site.store.asking() as connection:
        actions = [entry.action for entry in entries(connection, subject="roster:holders")]
    assert actions.count("roster-activated") == 2


def test_rows_with_errors_are_told_by_row_and_can_be_left_out(site: Site, ops: Browser):
    bad = [[f"张{i}", *ROUNDED[1:]] for i in range(30)]
    place = hand_in(ops, book(WANG, *bad, LI))
    text = ops.get(place).text
    assert "ROSTER_NUMBER_ROUNDED" in text
    assert "30 行有错误，不会导入" in text
    assert len(re.findall(r'<th scope="row" class="n">\d+</th>', text)) == 30
    rows = ops.get(f"{place}/rows.csv")
    assert rows.headers["content-type"].startswith("text/csv")
    assert len(rows.text.splitlines()) >= 31
    ops.post(f"{place}/force")
    assert names(site) == ["王静", "李伟"]


def test_a_draft_that_is_given_up_leaves_nothing(site: Site, ops: Browser):
    put_in_force(ops, WANG)
    place = hand_in(ops, book(LI))
    assert ops.post(f"{place}/drop").status_code == 303
    site.service.jobs.finished("roster-sweep", PATIENCE)
    assert names(site) == ["王静"]
    with site.store.asking() as connection:
        assert roster_drafts(connection) == ()
    assert ops.post(f"{place}/force").status_code == 403


@pytest.mark.parametrize(
    ("file", "data", "code"),
    [
        ("a.xlsx", "这不是工作簿，只是一段文字。".encode(), "ROSTER_HEADER_MISSING"),
        ("a.xlsx", b"PK\x03\x04" + b"\0" * 400, "ROSTER_BROKEN"),
        ("a.csv", b"\xff\xfe\x00\x01\x02\xff" * 99, "ROSTER_"),
        ("a.xlsx", workbook({"名单": [HEAD]}), "ROSTER_EMPTY"),
        ("a.xlsx", workbook({"名单": [HEAD, ROUNDED]}), "ROSTER_ALL_BAD"),
    ],
)
def test_what_is_no_roster_is_refused_with_the_reason(
    site: Site, ops: Browser, file: str, data: bytes, code: str
):
    text = ops.get(hand_in(ops, data, file)).text
    assert "不能导入，现有名单没有改变" in text
    assert code in text
    assert "/force" not in text
    assert roster_versions(site.store.tables) == ()


def test_an_empty_file_a_wrong_name_and_no_file_are_told_at_once(site: Site, ops: Browser):
    empty = ops.post("/operate/rosters", name="holders", file=("a.xlsx", b"", "x"))
    assert (empty.status_code, "FILE_EMPTY" in empty.text or "空" in empty.text) == (422, True)
    wrong = ops.post("/operate/rosters", name="../x", file=("a.xlsx", b"x", "x"))
    assert wrong.status_code == 400
    columns = {"name": "holders", "columns": "单位=nothing"}
    unknown = ops.post("/operate/rosters", file=("a.xlsx", b"x", "x"), **columns)
    assert unknown.status_code == 400
    assert 'value="单位=nothing"' in unknown.text, "what was typed is still there"
    assert ops.post("/operate/rosters", name="holders").status_code == 422
    folder = site.service.settings.home / "uploads"
    assert not folder.exists() or not list(folder.iterdir())


def test_more_than_may_be_is_not_taken(site: Site, tmp_path):
    small = site.service.settings.model_copy(update={"roster_bytes_max": 1000})
    object.__setattr__(site.service, "settings", small)
    ops = site.signed_in("ops", Role.OPERATOR)
    large = b"x" * (2**20 + 2000)
    answer = ops.post("/operate/rosters", name="holders", file=("a.csv", large, "text/csv"))
    assert answer.status_code == 422
    token = ops.token()

    def parts():  # without a length that is told beforehand
        yield b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(200):
            yield b"x" * 10_000

    headers = {"Content-Type": "multipart/form-data; boundary=b", "X-CSRF-Token": token}
    answer = ops.client.post("/operate/rosters", content=parts(), headers=headers)
    assert answer.status_code == 413
    with site.store.asking() as connection:
        assert roster_drafts(connection) == ()


def test_of_two_operators_the_second_sees_that_the_roster_was_changed(site: Site, ops: Browser):
    other = site.signed_in("other", Role.OPERATOR)
    put_in_force(ops, WANG)
    mine = hand_in(ops, book(WANG, LI))
    theirs = hand_in(other, book(LI))
    assert other.post(f"{theirs}/force").status_code == 303
    late = ops.post(f"{mine}/force")
    assert late.status_code == 409
    assert "被别人改动" in late.text
    assert names(site) == ["李伟"]
    assert "数字已经过时" in ops.get(mine).text
    ops.post(f"{mine}/compare")
    assert sums(ops.get(mine).text) == (1, 0, 0, 1)
    assert ops.post(f"{mine}/force").status_code == 303
    assert names(site) == ["王静", "李伟"]


def test_versions_and_whole_rosters_are_removed_once_it_is_confirmed(site: Site, ops: Browser):
    put_in_force(ops, WANG)
    put_in_force(ops, LI)
    place = "/operate/rosters/versions/holders"
    assert ops.post(f"{place}/remove", version="1").status_code == 400
    assert ops.post(f"{place}/remove", version="2", sure="yes").status_code == 400
    assert ops.post(f"{place}/remove", version="1", sure="yes").headers["location"] == place
    assert [v.version for v in roster_versions(site.store.tables)] == [2]
    gone = ops.post(f"{place}/remove", sure="yes")
    assert gone.headers["location"] == "/operate/rosters"
    assert roster_versions(site.store.tables) == ()
    assert ops.get(place).status_code == 400
