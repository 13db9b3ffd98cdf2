"""What docs/dictionary.md shows is what the program prints."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from matching.dictionary_difference import dictionary_difference
from matching.own_dictionary import site_dictionary
from matching.site_dictionary import NO_SITE
from models.dictionaries import DictionaryFile, DictionaryVersion
from models.dictionary_contract import (
    dictionary_import_json,
    dictionary_list_json,
    dictionary_version_json,
)

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/dictionary.md").read_text("utf-8")
NOW = datetime(2026, 11, 21, tzinfo=UTC)
VERSION = DictionaryVersion(2, True, NOW, "account:5", "", "ours.toml", "0", None, 1, 0, 0)
ROW = b'[[series.alias]]\nid = "engineering"\nnames = ["a"]\nsource = "b"\ncertainty = "printed"\n'
ADDED, REMOVED = dictionary_difference(b"", ROW), dictionary_difference(ROW, b"")
SHAPES = {
    "list": dictionary_list_json((VERSION,)),
    "show": dictionary_version_json(VERSION, ADDED),
    "import": dictionary_import_json(2, 1, DictionaryFile("ours.toml", ROW), ADDED, ()),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_documented_json_is_that_of_the_program(shape):
    block = re.search(rf"<!-- shape: {shape} -->\n```json\n(.*?)```", PAGE, re.S)
    assert keys(json.loads(block[1])) == keys(SHAPES[shape])


def keys(value: object) -> object:
    """The keys of a value all the way down, of lists those of the first entry; rows are free."""
    if isinstance(value, dict):
        free = ("before", "after")
        return {k: None if k in free else keys(inner) for k, inner in value.items()}
    return keys(value[0]) if isinstance(value, list) and value else None


def test_the_dictionary_of_the_fixtures_is_taken():
    data = (ROOT / "fixtures/dictionary.toml").read_bytes()
    assert site_dictionary([("dictionary.toml", data)], NO_SITE).rows
    assert len(REMOVED.changes) == 1
