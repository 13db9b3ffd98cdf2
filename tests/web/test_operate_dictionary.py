"""A site's own dictionary is looked at on its page before it is used; nothing is changed there."""

import pytest
from conftest import Browser, Site

from matching.dictionary_data import site as dictionary_of_site
from models.accounts import Role

GOOD = """
[sources]
ours = "某州人力资源和社会保障局职改办〔2026〕1号"

[[series.alias]]
id = "engineering"
names = ["路桥工程"]
source = "ours"
certainty = "printed"
"""


@pytest.fixture
def ops(site: Site) -> Browser:
    return site.signed_in("ops", Role.OPERATOR)


def check(browser: Browser, content: str | bytes):
    data = content.encode() if isinstance(content, str) else content
    return browser.post("/operate/dictionary", file=("ours.toml", data, "application/toml"))


def test_a_good_file_is_said_to_be_and_what_it_would_add(ops: Browser):
    before = dictionary_of_site()
    answer = check(ops, GOOD)
    assert answer.status_code == 200
    assert "没有发现问题" in answer.text
    assert '<code>series.alias</code></th><td class="n">1</td>' in answer.text
    assert dictionary_of_site() is before


def test_every_mistake_is_told_with_its_entry(ops: Browser):
    answer = check(ops, GOOD.replace('"engineering"', '"nothing"'))
    assert answer.status_code == 422
    assert "series.alias 1" in answer.text
    assert check(ops, b"\xff\xfe not toml").status_code == 422
    assert check(ops, "[[no.such]]\nx = 1").status_code == 422


def test_what_is_on_disk_and_not_in_use_yet_is_told(site: Site, tmp_path):
    file = tmp_path / "ours.toml"
    file.write_text(GOOD, "utf-8")
    changed = site.service.settings.model_copy(update={"own_dictionary": file})
    object.__setattr__(site.service, "settings", changed)
    ops = site.signed_in("ops", Role.OPERATOR)
    assert "重新启动后生效" in ops.get("/operate/dictionary").text
    file.write_text("[[no.such]]\nx = 1", "utf-8")
    assert "no.such" in ops.get("/operate/dictionary").text
