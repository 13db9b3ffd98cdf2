"""What docs/rosters.md shows is what the program prints."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matching.own_dictionary import use_dictionary
from matching.person import Holding, PersonCandidate, PersonMatch
from matching.person_contract import person_json
from matching.person_rows import FieldWeight
from matching.site_dictionary import TABLES
from matching.weights import Agreement
from models.comparisons import ComparisonState, Match
from models.fields import Field
from models.findings import found
from models.lookup_contract import lookups_json
from models.lookups import (
    CertificateVerdict,
    EntryField,
    Lookups,
    PersonLookup,
    PersonVerdict,
    RunnerUp,
    UnitLookup,
    UnitVerdict,
)
from models.roster_contract import details_json, import_json, list_json, removal_json
from models.rosters import (
    Removal,
    RosterColumn,
    RosterDetail,
    RosterHeader,
    RosterMode,
    RosterPreview,
    RosterReport,
    RosterVersion,
    RowFindings,
    TableLook,
    Unfinished,
)

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/rosters.md").read_text("utf-8")
COLUMNS = (RosterColumn(0, "姓名", Field.NAME),)
PREVIEW = RosterPreview(
    "a", "0", TableLook("CSV", "utf-8", None, RosterHeader(1, COLUMNS), (), 1, ())
)
ROWS = (RowFindings(2, (found("ROSTER_QUOTE_BROKEN", row=2),)),)
REPORT = RosterReport("a", 1, PREVIEW, 1, 1, {"ROSTER_ROW_TWICE": 1}, ROWS, ())
NOW = datetime(2026, 11, 21, tzinfo=UTC)
VERSION = RosterVersion(1, "a", 1, True, RosterMode.APPEND, 1, (Field.NAME,), NOW, "a", "0")
DETAIL = RosterDetail(VERSION, COLUMNS, (1,), ())
WEIGHT = FieldWeight(Field.NAME, "王静", "王静", Agreement.EXACT, 12.0)
HOLDING = Holding("1", {Field.NAME: "王静"}, (WEIGHT,))
MATCH = PersonMatch(
    verdict=PersonVerdict.SAME_PERSON,
    certificate=CertificateVerdict.NOT_GIVEN,
    candidates=(PersonCandidate(HOLDING, 1, 1.0),),
    margin=None,
    holding=None,
    holding_probability=0.0,
    prior=-1.0,
    rows=1,
)
LOOKUPS = Lookups(
    (
        PersonLookup(
            "a",
            1,
            PersonVerdict.SAME_PERSON,
            CertificateVerdict.THEIRS,
            1.0,
            Match("a/1", "王静", 1.0),
            (EntryField(Field.NAME, "王静", "王静", ComparisonState.AGREES, 1.0),),
            RunnerUp(1.0, (Field.NAME,)),
        ),
    ),
    (UnitLookup("a", Field.ISSUER, "甲", UnitVerdict.LISTED, Match("a/1", "甲", 1.0)),),
)
SHAPES = {
    "import": import_json(REPORT),
    "list": list_json((VERSION,)),
    "show": details_json("a", (DETAIL,), (Unfinished(NOW, NOW, 1),), 1),
    "rosters": lookups_json(LOOKUPS),
    "remove": removal_json(Removal("a", (VERSION,), (VERSION,))),
    "person": person_json(MATCH),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_documented_json_is_that_of_the_program(shape):
    block = re.search(rf"<!-- shape: {shape} -->\n```json\n(.*?)```", PAGE, re.S)
    assert _keys(json.loads(block[1])) == _keys(SHAPES[shape])


def _keys(value: object) -> object:
    """The keys of a value all the way down, of lists those of the first entry."""
    if isinstance(value, dict):
        return {key: _keys(inner) for key, inner in value.items() if key != "findings"}
    return _keys(value[0]) if isinstance(value, list) and value else None


def test_every_fault_of_a_row_is_in_the_table():
    text = (ROOT / "models/texts/rosters.toml").read_text("utf-8")
    entries = re.findall(r'^\[(\w+)\]\n.*\nzh = "(.*)"$', text, re.M)
    of_rows = {code for code, zh in entries if zh.startswith("第 {row} 行")}
    assert of_rows <= set(re.findall(r"`(ROSTER_\w+)`", PAGE))


@pytest.mark.parametrize("verdict", [*PersonVerdict, *CertificateVerdict, *UnitVerdict])
def test_every_verdict_is_explained(verdict):
    assert f"`{verdict}`" in PAGE


def test_the_example_of_a_sites_own_dictionary_is_taken(tmp_path):
    page = (ROOT / "docs/dictionary.md").read_text("utf-8")
    text = re.search(r"<!-- example: own dictionary -->\n```toml\n(.*?)```", page, re.S)[1]
    (tmp_path / "ours.toml").write_text(text, "utf-8")
    use_dictionary(tmp_path / "ours.toml")
    use_dictionary(None)


def test_every_table_of_a_sites_own_dictionary_is_explained():
    page = (ROOT / "docs/dictionary.md").read_text("utf-8")
    for name, table in TABLES.items():
        (row,) = re.findall(rf"^\| .*`{re.escape(name)}`.*$", page, re.M)
        keys = {*table.needs, *table.may} - ({"changed"} if "short" in name else set())
        assert keys <= set(re.findall(r"`(\w+)`", row)), name
