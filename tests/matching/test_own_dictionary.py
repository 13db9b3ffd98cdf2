"""A site's own dictionary extends the bundled one; its mistakes are told with file and entry."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.dictionary import named, standard, told_source, version
from matching.dictionary_data import keys_fingerprint
from matching.entries import Kind, Standing
from matching.keys import match_key
from matching.meaning import same_meaning
from matching.own_dictionary import use_dictionary
from matching.site_dictionary import TABLES
from models.comparisons import ComparisonState
from models.errors import UsageWrong
from models.fields import Field

OURS = 'source = "ours"\ncertainty = "printed"\n'
GOOD = f"""
[sources]
ours = "某州人力资源和社会保障局职改办〔2026〕1号"

[[series.alias]]
id = "engineering"
names = ["路桥工程", "群众文化"]
{OURS}
[[institutions.former]]
body = "culture"
local = "文化体育局"
changed = "2019"
{OURS}
[[words.word]]
short = "卫高评"
full = "卫生系列高级评审委员会"
where = "end"
kind = "short"
{OURS}
[[committees.committee]]
id = "cq-school-teachers"
name = "重庆市中小学教师系列高级职称评审委员会"
{OURS}
[[former_titles.renamed]]
name = "总路桥师"
now = "高级工程师"
{OURS}
[[review_types.type]]
id = "special"
name = "特殊人才评审"
aliases = ["特评"]
{OURS}
"""


@pytest.fixture(autouse=True)
def bundled_alone():
    yield
    use_dictionary(None)


@pytest.fixture
def use(tmp_path: Path):
    def written(text: str, name: str = "ours.toml") -> None:
        (tmp_path / name).write_text(text, "utf-8")
        use_dictionary(tmp_path / name)

    return written


def wrong(use, text: str) -> list[tuple[str, str]]:
    """What is said of a dictionary: the Chinese and English of each mistake."""
    with pytest.raises(UsageWrong) as error:
        use(text)
    assert {finding.code for finding in error.value.findings} == {"DICTIONARY_WRONG"}
    return [(finding.zh, finding.en) for finding in error.value.findings]


def test_its_entries_are_looked_up_like_the_bundled_ones(use):
    assert standard(Field.SERIES, "路桥工程") is None
    use(GOOD)
    assert standard(Field.SERIES, "路桥工程").entry.name == "工程技术人员"
    assert standard(Field.ISSUER, "贵阳市文化体育局").entry.name == "贵阳市文化和旅游局"
    assert match_key(Field.COMMITTEE, "贵阳市卫高评") == "贵阳市卫生系列高级评审委员会"
    assert standard(Field.REVIEW_TYPE, "特评").entry.name == "特殊人才评审"
    outcome = same_meaning(Field.TITLE, "总路桥师", "高级工程师")
    assert outcome.state is ComparisonState.AGREES
    (hit,) = named(Kind.SERIES, "路桥工程")
    assert hit.name.standing is Standing.ALIAS
    assert told_source(hit.name.source) == "某州人力资源和社会保障局职改办〔2026〕1号"


def test_its_entries_take_the_place_of_bundled_ones(use):
    assert standard(Field.SERIES, "群众文化").entry.name == "图书资料专业人员"
    use(GOOD)
    assert standard(Field.SERIES, "群众文化").entry.name == "工程技术人员"
    (hit,) = named(Kind.COMMITTEE, "重庆市中小学教师系列高级职称评审委员会")
    assert hit.entry.id == "committee.cq-school-teachers"
    use_dictionary(None)
    assert standard(Field.SERIES, "群众文化").entry.name == "图书资料专业人员"


def test_a_folder_is_read_in_the_order_of_its_files(tmp_path):
    head = '[sources]\nours = "我们"\n'
    row = '[[review_types.type]]\nid = "special"\nname = "{}"\n' + OURS
    (tmp_path / "1.toml").write_text(head + row.format("甲"), "utf-8")
    (tmp_path / "2.toml").write_text(row.format("乙"), "utf-8")
    (tmp_path / "notes.txt").write_text("not read", "utf-8")
    use_dictionary(tmp_path)
    assert standard(Field.REVIEW_TYPE, "乙") is not None
    assert standard(Field.REVIEW_TYPE, "甲") is None


def test_an_index_of_names_is_made_anew_for_other_words(use):
    before, bundled = keys_fingerprint(), version()
    use(GOOD)
    assert keys_fingerprint() != before
    assert version() == bundled
    use_dictionary(None)
    assert keys_fingerprint() == before


@pytest.mark.parametrize(
    ("text", "entry", "told"),
    [
        ("series = 3", "series", "no such table"),
        ('[[series.aliass]]\nid = "x"\n', "series.aliass 1", "nearest are: series.alias"),
        ('[[series.alias]]\nid = "engineering"\n' + OURS, "series.alias 1", "names is missing"),
        (
            '[[series.alias]]\nid = "enginering"\nnames = ["路"]\n' + OURS,
            "series.alias 1",
            "there is no id 'enginering'",
        ),
        (
            '[[series.alias]]\nid = "engineering"\nnames = []\n' + OURS,
            "series.alias 1",
            "names should be a list",
        ),
        (
            '[[committees.committee]]\nid = "a"\nname = "甲"\nlevel = 1\n' + OURS,
            "committees.committee 1",
            "level is not known here",
        ),
        (
            '[[committees.committee]]\nid = "a"\nname = "甲"\nsource = "x"\ncertainty = "sure"\n',
            "committees.committee 1",
            "certainty is one of",
        ),
        (
            '[[former_titles.renamed]]\nname = "甲师"\nnow = "乙师"\n' + OURS,
            "former_titles.renamed 1",
            "there is no title '乙师'",
        ),
        (
            '[[words.word]]\nshort = "评委"\nfull = "评委会"\nwhere = "end"\nkind = "short"\n'
            + OURS,
            "words.word 1",
            "written out for ever",
        ),
        (
            '[[review_types.type]]\nid = "x"\nname = "考试"\n' + OURS,
            "review_types.type 考试",
            "belongs to",
        ),
    ],
)
def test_each_mistake_is_told_with_its_file_and_entry(use, text, entry, told):
    head = "" if text.startswith("series =") else '[sources]\nours = "我们"\n'
    mistakes = wrong(use, head + text)
    assert any("ours.toml" in en and entry in en and told in en for _, en in mistakes), mistakes
    assert standard(Field.SERIES, "工程系列") is not None, "the bundled one is in use"


def test_a_file_that_is_no_toml_is_told(use, tmp_path):
    assert "ours.toml" in wrong(use, "not [toml")[0][1]
    with pytest.raises(UsageWrong):
        use_dictionary(tmp_path / "nowhere.toml")


VALUES = st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.lists(st.text(max_size=3)))
ROWS = st.dictionaries(st.sampled_from(["id", "name", "names", "source", "certainty"]), VALUES)


@given(st.sampled_from(list(TABLES)), ROWS)
def test_whatever_a_row_holds_is_a_mistake_or_an_entry(table, row):
    from matching.site_dictionary import _wrong

    assert all(zh and en for zh, en in _wrong(table, row, {"ours"}))


def test_the_commands_take_it_from_the_settings(tmp_path, monkeypatch):
    from cli.start import settings_at_start

    (tmp_path / "ours.toml").write_text(GOOD, "utf-8")
    monkeypatch.setenv("ZHENGHE_OWN_DICTIONARY", str(tmp_path / "ours.toml"))
    settings_at_start()
    assert standard(Field.SERIES, "路桥工程") is not None
