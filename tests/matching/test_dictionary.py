"""The dictionary: every name finds its entry, says how sure it is, and what it implies."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.dictionary import (
    entries,
    entry_of,
    implied,
    keyed,
    named,
    standard,
    tied,
    told_source,
    version,
)
from matching.entries import Certainty, Kind, Sense, Standing
from matching.places import place_path
from models.fields import Field
from models.titles import known_series, known_titles, ladders

ENTRIES = [entry for kind in Kind for entry in entries(kind)]
SOME = st.sampled_from([entry for entry in ENTRIES if entry.kind is not Kind.UNIT][:2000])


def test_there_are_27_series_in_the_ministrys_order():
    numbers = [ladder.series.number for ladder in ladders()]
    assert sorted(set(numbers)) == list(range(1, 28))
    assert numbers == sorted(numbers)
    assert len({ladder.series.id for ladder in ladders()}) == 27


def test_every_entry_has_an_id_of_its_own_and_a_source_that_is_explained():
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)
    for entry in ENTRIES:
        assert re.fullmatch(r"[a-z]+(\.[a-z0-9-]+)+", entry.id), entry.id
        assert entry.names[0].standing is Standing.STANDARD
        for name in entry.names:
            assert told_source(name.source)
            assert name.certainty in Certainty
    assert re.fullmatch(r"\d{4}\.\d{2}", version())


@pytest.mark.parametrize("kind", Kind)
def test_every_name_finds_its_entry(kind):
    for entry in entries(kind):
        for name in entry.names:
            assert entry.id in {hit.entry.id for hit in named(kind, name.text)}, name.text


@pytest.mark.parametrize("kind", Kind)
def test_a_standard_name_is_that_of_one_entry(kind):
    for entry in entries(kind):
        hits = named(kind, entry.name)
        assert not tied(hits)
        assert hits[0].entry is entry


@pytest.mark.parametrize("kind", Kind)
def test_no_two_entries_share_a_name_unless_it_is_marked_ambiguous(kind):
    for key, hits in keyed(kind).items():
        if tied(hits):
            alike = [hit.name for hit in hits if hit.name.standing is hits[0].name.standing]
            assert any(name.ambiguous for name in alike), key


@given(SOME, st.data())
def test_width_spaces_and_brackets_never_change_a_lookup(entry, data):
    name = data.draw(st.sampled_from(entry.names)).text
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in name)
    turned = unicodedata.normalize("NFKC", name).translate(str.maketrans("()", "【】"))
    spaced = data.draw(st.sampled_from([" ", "　", "\u200b"])).join(name)
    for written in (wide, turned, spaced):
        assert named(entry.kind, written) == named(entry.kind, name)


def test_the_titles_that_are_read_are_all_in_the_dictionary():
    assert all(named(Kind.TITLE, title) for title in known_titles())
    assert all(named(Kind.SERIES, series) for series in known_series())


@pytest.mark.parametrize(
    ("title", "senses"),
    [
        ("高级工程师", [("engineering", 2)]),
        ("主任医师", [("health", 1)]),
        ("主任记者", [("journalism", 2)]),
        ("高级编辑", [("journalism", 1)]),
        ("一级演员", [("arts", 1)]),
        ("一级翻译", [("translation", 2)]),
        ("一级教师", [("school-teacher", 3)]),
        ("小学高级教师", [("school-teacher", 3)]),
        ("中学高级教师", [("school-teacher", 2)]),
        ("工程技术应用研究员", [("engineering", 1)]),
        ("会计员", [("accounting", 5)]),
        ("研究员", [("social-science", 1), ("natural-science", 1)]),
        ("讲师", [("university-teacher", 3), ("technician-school", 3), ("vocational-school", 3)]),
    ],
)
def test_a_title_implies_its_level_and_every_series_it_can_be_of(title, senses):
    assert implied(title) == tuple(Sense(f"series.{series}", level) for series, level in senses)


def test_a_title_that_is_not_known_implies_nothing():
    assert implied("总工") == implied("") == ()


def test_a_title_of_none_of_the_27_series_has_a_level_all_the_same():
    assert implied("高级政工师") == (Sense("", 2),)


@pytest.mark.parametrize(
    ("field", "text", "name"),
    [
        (Field.SERIES, "工程系列", "工程技术人员"),
        (Field.SERIES, "群众文化系列", "图书资料专业人员"),
        (Field.LEVEL, "正高", "正高级"),
        (Field.REVIEW_TYPE, '"9+3"定向评价', "“9+3”定向评价"),
        (Field.ISSUER, "广西人事厅", "广西壮族自治区人力资源和社会保障厅"),
        (Field.ISSUER, "贵州省贵阳市南明区人社局", "南明区人力资源和社会保障局"),
        (Field.ISSUER, "毕节地区人事局", "毕节市人力资源和社会保障局"),
        (Field.CONVENER, "重庆市渝北区职改办", "渝北区职称改革办公室"),
        (Field.CONVENER, "广西职改办", "广西壮族自治区职称改革工作领导小组办公室"),
        (Field.COMMITTEE, "重庆市中小学教师高级职称评委会", "重庆市中小学教师高级职称评审委员会"),
    ],
)
def test_other_names_lead_to_the_standard_one(field, text, name):
    assert standard(field, text).entry.name == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("毕节市人事局", {"毕节市人力资源和社会保障局", "七星关区人力资源和社会保障局"}),
        ("省人社厅", {"贵州省人力资源和社会保障厅", "甘肃省人力资源和社会保障厅"}),
    ],
)
def test_a_name_that_leaves_open_which_is_meant_is_of_none(text, names):
    hits = named(Kind.UNIT, text)
    assert {hit.entry.name for hit in hits} == names
    assert tied(hits)
    assert standard(Field.ISSUER, text) is None


@pytest.mark.parametrize("text", ["人事局", "中国科学院人事局", "贵州大学", "", " "])
def test_what_is_no_known_unit_is_of_none(text):
    assert standard(Field.ISSUER, text) is None


def test_a_title_that_was_renamed_leads_to_its_new_name():
    (hit,) = named(Kind.TITLE, "工程技术应用研究员")
    assert entry_of(hit.entry.successor).name == "正高级工程师"
    assert hit.entry.renamed.scope == "贵州省"


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("贵州省人事厅", ("贵州省",)),
        ("柳州市人社局", ("柳州市",)),
        ("万州区人社局", ("万州区",)),
        ("贵州省黔南州都匀市人社局", ("贵州省", "黔南州", "都匀市")),
        ("重庆市渝北区", ("重庆市", "渝北区")),
        ("甘肃矿区人社局", ("甘肃矿区",)),
        ("重庆市贵阳市", ("重庆市",)),  # not within it
        ("三江航天集团", ()),  # 三江 alone need not be a place
        ("", ()),
    ],
)
def test_a_name_begins_with_the_longest_place_it_can(text, path):
    assert place_path(text) == (path, len("".join(path)))


def test_what_is_general_knowledge_is_marked_so():
    folder = Path(__file__).parents[2] / "matching" / "dictionary"
    for path in folder.glob("*.toml"):
        for row in _rows(tomllib.loads(path.read_text("utf-8"))):
            sources = str(row.get("source", "")).split(", ")
            if "K" in sources and len(sources) == 1:
                assert row["certainty"] in ("general", "doubtful"), row


def _rows(data):
    if isinstance(data, dict):
        if "source" in data and "certainty" in data:
            yield data
        for value in data.values():
            yield from _rows(value)
    elif isinstance(data, list):
        for value in data:
            yield from _rows(value)
