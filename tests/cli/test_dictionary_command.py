"""`zhenghe dictionary`: checked, put in force for all, seen, undone, on both databases."""

import json
from pathlib import Path

import pytest
from conftest import Zhenghe

from matching.own_dictionary import use_dictionary
from models.audit_queries import entries
from models.settings import load_settings
from workers.start import check_start, opened

HEAD = '[sources]\nours = "某州职改办〔2026〕1号"\n'
OURS = 'source = "ours"\ncertainty = "printed"\n'
BRIDGES = f'[[series.alias]]\nid = "engineering"\nnames = ["路桥工程"]\n{OURS}'
TUNNELS = f'[[series.alias]]\nid = "engineering"\nnames = ["路桥工程", "桥隧工程"]\n{OURS}'
SPECIAL = f'[[review_types.type]]\nid = "special"\nname = "特殊人才评审"\n{OURS}'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    yield
    use_dictionary(None)


@pytest.fixture
def written(tmp_path: Path):
    def write(*parts: str, name: str = "ours.toml") -> Path:
        path = tmp_path / name
        path.write_text(HEAD + "".join(parts), "utf-8")
        return path

    return write


def best(zhenghe: Zhenghe, text: str) -> float:
    (found,) = zhenghe("match", "series", text, "--limit", 1, "--json").objects
    return found["candidates"][0]["score"] if found["candidates"] else 0.0


def test_a_file_is_compared_put_in_force_and_undone(zhenghe: Zhenghe, written):
    ours = written(BRIDGES, SPECIAL)
    before = best(zhenghe, "路桥工程")
    (dry,) = zhenghe("dictionary", "import", ours, "--dry-run", "--json").objects
    assert (dry["version"], dry["before"], dry["added"], dry["same"]) == (None, 0, 3, 0)
    assert best(zhenghe, "路桥工程") == before
    done = zhenghe("dictionary", "import", ours, "--note", "新增路桥")
    assert done.status == 0
    assert "第 1 版已生效" in done.out
    assert best(zhenghe, "路桥工程") > max(before, 0.9)
    (second,) = zhenghe("dictionary", "import", written(TUNNELS), "--json").objects
    assert (second["version"], second["before"]) == (2, 1)
    changes = {(one["change"], one["table"], one["entry"]) for one in second["changes"]}
    assert changes == {
        ("changed", "series.alias", "engineering"),
        ("removed", "review_types.type", "special"),
    }
    (back,) = zhenghe("dictionary", "activate", 1, "--json").objects
    assert (back["version"], back["before"]) == (3, 2)
    assert zhenghe("dictionary", "activate", 0, "--note", "全部撤销").status == 0
    assert best(zhenghe, "路桥工程") == before
    (listed,) = zhenghe("dictionary", "list", "--json").objects
    assert listed["version"] == 4
    told = [(one["version"], one["back_to"], one["note"]) for one in listed["versions"]]
    assert told == [(4, 0, "全部撤销"), (3, 1, ""), (2, None, ""), (1, None, "新增路桥")]
    assert all(one["who"].startswith("cli:") for one in listed["versions"])
    assert "全部撤销" in zhenghe("dictionary", "list").out


def test_a_version_is_shown_and_its_file_written(zhenghe: Zhenghe, written, tmp_path):
    zhenghe("dictionary", "import", written(BRIDGES))
    zhenghe("dictionary", "import", written(TUNNELS))
    shown = zhenghe("dictionary", "show", 2)
    assert "路桥工程 → 路桥工程、桥隧工程" in shown.out
    zhenghe("dictionary", "show", 1, "--out", tmp_path / "out.toml")
    assert (tmp_path / "out.toml").read_text("utf-8") == HEAD + BRIDGES
    unknown = zhenghe("dictionary", "show", 9)
    assert (unknown.status, "DICTIONARY_VERSION_UNKNOWN" in unknown.err) == (2, True)


def test_with_one_mistake_nothing_is_put_in_force(zhenghe: Zhenghe, written):
    wrong = written(BRIDGES, BRIDGES.replace("engineering", "nothing"))
    done = zhenghe("dictionary", "import", wrong)
    assert done.status == 1
    assert "series.alias 2" in done.out
    (told,) = zhenghe("dictionary", "import", wrong, "--json").objects
    assert (told["version"], [one["code"] for one in told["findings"]]) == (
        None,
        ["DICTIONARY_WRONG"],
    )
    assert zhenghe("dictionary", "list", "--json").objects == [{"version": None, "versions": []}]


def test_the_same_again_changes_nothing(zhenghe: Zhenghe, written):
    ours = written(BRIDGES)
    zhenghe("dictionary", "import", ours)
    again = zhenghe("dictionary", "import", ours, "--json")
    (told,) = again.objects
    assert (again.status, told["version"]) == (0, None)
    assert [one["code"] for one in told["findings"]] == ["DICTIONARY_UNCHANGED"]
    assert zhenghe("dictionary", "activate", 1).status == 2


def test_who_looked_at_another_version_is_told(zhenghe: Zhenghe, written):
    zhenghe("dictionary", "import", written(BRIDGES), "--before", 0)
    late = zhenghe("dictionary", "import", written(TUNNELS), "--before", 0)
    assert (late.status, "DICTIONARY_OUTDATED" in late.err) == (1, True)
    assert zhenghe("dictionary", "activate", 0, "--before", 0).status == 1
    assert zhenghe("dictionary", "import", written(TUNNELS), "--before", 1).status == 0


def test_the_file_of_the_settings_lies_below(zhenghe: Zhenghe, written, monkeypatch):
    base = written(BRIDGES, SPECIAL, name="base.toml")
    monkeypatch.setenv("ZHENGHE_OWN_DICTIONARY", str(base))
    over = SPECIAL.replace("特殊人才评审", "高层次人才评审")
    assert zhenghe("dictionary", "import", written(over)).status == 0
    assert best(zhenghe, "路桥工程") > 0.9
    (found,) = zhenghe("match", "review_type", "高层次人才评审", "--json").objects
    assert found["candidates"][0]["id"] == "review.special"
    # What is moved from the one to the other may stand in both meanwhile.
    assert zhenghe("dictionary", "import", base).status == 0


def test_what_does_not_fit_together_is_told_at_start_with_the_remedy(
    zhenghe: Zhenghe, written, monkeypatch
):
    zhenghe("dictionary", "import", written(SPECIAL))
    base = written(SPECIAL.replace('"special"', '"other"'), name="base.toml")
    monkeypatch.setenv("ZHENGHE_OWN_DICTIONARY", str(base))
    failed = zhenghe("match", "series", "工程")
    assert failed.status == 4
    assert "DICTIONARY_CLASHES" in failed.err
    assert "DICTIONARY_WRONG" in failed.err
    assert "zhenghe dictionary activate" in failed.err
    with pytest.raises(Exception, match="Version 1 of the dictionary"):
        check_start(load_settings())
    assert zhenghe("dictionary", "activate", 0).status == 0
    assert zhenghe("match", "series", "工程").status == 0


def test_what_was_done_stands_in_the_audit_trail(zhenghe: Zhenghe, written):
    zhenghe("dictionary", "import", written(BRIDGES), "--note", "给同事看的说明")
    zhenghe("dictionary", "activate", 0)
    with opened(load_settings()) as (store, _), store.asking() as connection:
        back, first = entries(connection, subject="dictionary")
    assert (first.action, back.action) == ("dictionary-in-force", "dictionary-back")
    assert (first.body["number"], first.body["added"], back.body["back_to"]) == (1, 2, 0)
    assert "说明" not in json.dumps(first.body, ensure_ascii=False)


def test_no_database_is_made_for_looking_up(zhenghe: Zhenghe, tmp_path, database_url):
    zhenghe("match", "series", "工程")
    assert not (tmp_path / "home" / "zhenghe.db").exists()
