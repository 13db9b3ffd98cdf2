"""The site's dictionary on the operator's pages: checked, compared, put in force, undone."""

import re

import pytest
from conftest import Browser, Site
from programs import program

from matching.dictionary_data import choose_site
from matching.dictionary_data import site as dictionary_of_site
from matching.own_dictionary import site_dictionary, use_dictionary
from matching.site_dictionary import NO_SITE
from models.accounts import Role
from models.audit_queries import entries
from models.dictionary_versions import current_number, dictionary_drafts, dictionary_versions

GOOD = """
[sources]
ours = "某州人力资源和社会保障局职改办〔2026〕1号"

[[series.alias]]
id = "engineering"
names = ["路桥工程"]
source = "ours"
certainty = "printed"
"""
MORE = GOOD.replace('["路桥工程"]', '["路桥工程", "桥隧工程"]')
PLACE = "/operate/dictionary"


@pytest.fixture(autouse=True)
def bundled_alone():
    yield
    use_dictionary(None)


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def hand_in(browser: Browser, content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    return browser.post(PLACE, file=("ours.toml", data, "application/toml"))


def draft_of(browser: Browser, content: str) -> str:
    """The address of a file that waits."""
    answer = hand_in(browser, content)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def hidden(text: str) -> str:
    """The version that the page compares with."""
    return re.search(r'name="before" value="(\d+)"', text)[1]


def put_in_force(browser: Browser, content: str, note: str = "") -> str:
    place = draft_of(browser, content)
    before = hidden(browser.get(place).text)
    answer = browser.post(f"{place}/force", before=before, note=note)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def sums(text: str) -> tuple[int, ...]:
    """Added, gone, changed, the same: of the last comparison of the page."""
    return tuple(map(int, re.findall(r"<dd>([\d,]+)</dd>", text.split('class="sums"')[-1])[:4]))


def number(site: Site) -> int:
    with site.store.asking() as connection:
        return current_number(connection)


def test_a_file_changes_nothing_before_somebody_says_so(site: Site, ops: Browser):
    place = draft_of(ops, GOOD)
    text = ops.get(place).text
    assert sums(text) == (2, 0, 0, 0)
    assert "路桥工程" in text
    assert "目前没有在页面上生效的条目" in text
    assert number(site) == 0
    assert "等待决定" in ops.get(PLACE).text
    assert "有字典文件等待决定" in ops.get("/operate").text
    made = ops.post(f"{place}/force", before="0", note="新增路桥")
    assert made.headers["location"] == f"{PLACE}/versions/1"
    assert number(site) == 1
    assert ops.get(place).status_code == 403, "it waits no more"
    told = ops.get(PLACE).text
    assert "新增路桥" in told
    assert "<small>ops · " in told
    with site.store.asking() as connection:
        (done,) = entries(connection, action="dictionary-in-force")
        assert dictionary_drafts(connection) == ()
    assert (done.actor.partition(":")[0], done.body["added"]) == ("account", 2)


def test_programs_look_up_in_it_from_then_on_without_a_restart(site: Site, ops: Browser):
    one = program(site, Role.APPLICANT)
    content = {"field": "series", "texts": ["路桥工程"], "limit": 1}

    def sure() -> bool:
        (match,) = one.post("/matches", json=content).json()["matches"]
        return bool(match["candidates"]) and match["candidates"][0]["score"] > 0.9

    assert not sure()
    put_in_force(ops, GOOD)
    assert sure()
    ops.post(f"{PLACE}/versions/0/activate", before="1")
    assert not sure()
    assert dictionary_of_site() is NO_SITE, "what a request used stays with it"


def test_every_mistake_is_told_with_its_entry_and_nothing_waits(site: Site, ops: Browser):
    answer = hand_in(ops, GOOD.replace('"engineering"', '"nothing"'))
    assert answer.status_code == 422
    assert "series.alias 1" in answer.text
    assert hand_in(ops, b"\xff\xfe not toml").status_code == 422
    assert hand_in(ops, "[[no.such]]\nx = 1").status_code == 422
    assert hand_in(ops, "x = " + "[" * 5000).status_code == 422
    assert hand_in(ops, b"").status_code == 422
    assert hand_in(ops, b"#" * (4 * 2**20 + 1)).status_code == 422
    with site.store.asking() as connection:
        assert dictionary_drafts(connection) == ()


def test_a_version_shows_what_it_changed_and_its_file(ops: Browser):
    put_in_force(ops, GOOD)
    text = ops.get(put_in_force(ops, MORE)).text
    assert sums(text) == (0, 0, 1, 1)
    assert "<del>路桥工程</del><ins>路桥工程、桥隧工程</ins>" in text
    file = ops.get(f"{PLACE}/versions/1/file.toml")
    assert file.text == GOOD
    assert "attachment" in file.headers["content-disposition"]
    assert ops.get(f"{PLACE}/versions/7").status_code == 400


def test_going_back_shows_what_it_changes_and_is_a_version_too(site: Site, ops: Browser):
    put_in_force(ops, GOOD)
    put_in_force(ops, MORE)
    text = ops.get(f"{PLACE}/versions/1").text
    assert sums(text) == (0, 0, 1, 1)
    back = ops.post(f"{PLACE}/versions/1/activate", before=hidden(text), note="桥隧不对")
    assert back.headers["location"] == f"{PLACE}/versions/3"
    with site.store.asking() as connection:
        newest, *others = dictionary_versions(connection)
    assert (newest.number, newest.back_to, newest.note) == (3, 1, "桥隧不对")
    assert len(others) == 2
    assert "改回第 1 版：桥隧不对" in ops.get(PLACE).text
    again = ops.post(f"{PLACE}/versions/1/activate", before="3")
    assert (again.status_code, "完全相同" in again.text) == (400, True)


def test_of_two_operators_the_second_sees_that_another_version_came_in_between(
    site: Site, ops: Browser
):
    other = site.signed_in("other", Role.ADMINISTRATOR)
    mine, theirs = draft_of(ops, MORE), draft_of(other, GOOD)
    assert other.post(f"{theirs}/force", before="0").status_code == 303
    late = ops.post(f"{mine}/force", before="0")
    assert late.status_code == 409
    assert "别人在此期间" in late.text
    assert number(site) == 1
    assert sums(late.text) == (0, 0, 1, 1), "the page compares with what is in force by now"
    assert ops.post(f"{mine}/force", before=hidden(late.text)).status_code == 303
    assert number(site) == 2
    undone = other.post(f"{PLACE}/versions/0/activate", before="1")
    assert (undone.status_code, number(site)) == (409, 2)


def test_a_file_that_is_given_up_is_gone(site: Site, ops: Browser):
    place = draft_of(ops, GOOD)
    assert ops.post(f"{place}/drop").headers["location"] == PLACE
    assert ops.post(f"{place}/force", before="0").status_code == 403
    assert number(site) == 0


@pytest.mark.parametrize("role", sorted({*Role} - {Role.OPERATOR, Role.ADMINISTRATOR}))
def test_nobody_else_decides_on_a_file_that_waits(site: Site, ops: Browser, role: Role):
    place = draft_of(ops, GOOD)
    browser = site.signed_in("somebody", role)
    assert browser.get(place).status_code == 403
    assert browser.post(f"{place}/force", before="0").status_code == 403
    assert browser.post(f"{place}/drop").status_code == 403
    assert browser.post(f"{PLACE}/versions/0/activate", before="0").status_code == 403
    assert number(site) == 0


def test_what_does_not_fit_this_machines_file_is_told_on_the_page(site: Site, ops: Browser):
    put_in_force(ops, GOOD)
    row = '[[review_types.type]]\nid = "{}"\nname = "特评"\nsource = "a"\ncertainty = "printed"\n'
    base = '[sources]\na = "甲"\n' + row.format("one")
    choose_site(site_dictionary([("base.toml", base.encode())], NO_SITE))
    assert "review_types.type" in ops.get(PLACE).text
    clash = hand_in(ops, '[sources]\na = "甲"\n' + row.format("two"))
    assert (clash.status_code, "特评" in clash.text) == (422, True)
    use_dictionary(None)
    put_in_force(ops, '[sources]\na = "甲"\n' + row.format("two"))
    choose_site(site_dictionary([("base.toml", base.encode())], NO_SITE))
    page = ops.get(PLACE)
    assert page.status_code == 200
    assert "与本机设置 own_dictionary 所指的文件合在一起有误" in page.text
    one = program(site, Role.APPLICANT)
    asked = one.post("/matches", json={"field": "series", "texts": ["工程"]})
    assert asked.status_code == 503
    assert ops.post(f"{PLACE}/versions/1/activate", before="2").status_code == 303
    assert one.post("/matches", json={"field": "series", "texts": ["工程"]}).status_code == 200
