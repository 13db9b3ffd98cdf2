"""`zhenghe match --roster`: values and people of an imported roster."""

import csv
import json
import shutil
from pathlib import Path

import pytest
from conftest import Zhenghe

HEAD = ("姓名", "身份证号", "证书编号", "资格名称", "取得时间")
ROWS = (
    ("王静", "520102198001010013", "黔中职2010300017", "讲师", "2010-05-01"),
    ("王静", "520102198001010013", "黔高职2016500171", "副教授", "2016-11-20"),
    ("李伟", "52010219800101003X", "黔中职2012400231", "工程师", "2012-09-09"),
)


@pytest.fixture(autouse=True)
def home(
    tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, zhenghe: Zhenghe
) -> Path:
    """All that is here holds on SQLite and on PostgreSQL."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ZHENGHE_DATABASE_URL", database_url)
    assert _imported(zhenghe, tmp_path, *ROWS).status == 0
    return tmp_path / "home"


def _imported(zhenghe: Zhenghe, folder: Path, *rows: tuple[str, ...], more: str = "--replace"):
    with (folder / "holders.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows((HEAD, *rows))
    return zhenghe("roster", "import", "holders", folder / "holders.csv", more, "--json")


def _form(folder: Path, **fields: str) -> Path:
    path = folder / "form.json"
    path.write_text(json.dumps({"fields": fields}, ensure_ascii=False), "utf-8")
    return path


def test_the_import_makes_the_roster_searchable(zhenghe, home):
    searched = ("name", "id_number", "certificate_number")
    assert {path.name for path in (home / "rosters/holders/1").iterdir()} == {
        *("values", *searched, *(f"{field}.crowding" for field in searched))
    }
    run = zhenghe("match", "id_number", "52010219800101O013", "--roster", "holders", "--json")
    (told,) = run.objects
    assert list(told) == ["field", "text", "candidates"]
    best, second = told["candidates"]
    assert (best["name"], best["rows"]) == ("520102198001010013", 2)
    assert best["score"] > 0.9 > second["score"]
    assert second["differences"]


def test_people_see_what_differs(zhenghe):
    run = zhenghe("match", "certificate_number", "黔中职20124OO231", "x", "--roster", "holders")
    assert "黔中职2012400231" in run.out
    assert "名单中没有相近" in run.out


def test_what_a_score_rests_on_is_explained(zhenghe):
    find = ("match", "name", "李韦", "--roster", "holders", "--explain")
    (told,) = zhenghe(*find, "--json").objects
    best = told["candidates"][0]
    assert (best["name"], best["distance"]) == ("李伟", 1.0)
    assert "“韦”↔“伟”" in best["note"]
    assert 0 < told["none"] < 1
    assert told["grounds"].keys() == {"given", "lacking", "rivals"}
    shown = zhenghe(*find).out
    assert "都不是" in shown
    assert "韦↔伟" in shown


def test_the_index_is_made_again_when_it_is_gone_and_of_a_new_version(zhenghe, home, tmp_path):
    shutil.rmtree(home / "rosters")
    find = ("match", "name", "李伟", "--roster", "holders", "--json")
    assert zhenghe(*find).objects[0]["candidates"][0]["name"] == "李伟"
    new = ("赵磊", "520102198001010056", "黔中职2012400999", "工程师", "2012-09-09")
    _imported(zhenghe, tmp_path, new, more="--append")
    assert [path.name for path in (home / "rosters/holders").iterdir()] == ["2"]
    named = zhenghe("match", "name", "赵磊", "--roster", "holders", "--json").objects[0]
    assert named["candidates"][0]["name"] == "赵磊"


def test_a_person_is_found_by_a_form_and_each_field_weighed(zhenghe, tmp_path):
    form = _form(
        tmp_path, name="王静", id_number="520102198001010013", certificate_number="黔中职2010300017"
    )
    run = zhenghe("match", "person", "--roster", "holders", "--form", form, "--json")
    (told,) = run.objects
    assert (told["verdict"], told["certificate"]) == ("same-person", "theirs")
    best = told["candidates"][0]
    assert best["certificates"] == 2
    assert [one["agreement"] for one in best["weights"]] == ["exact"] * 3
    assert best["weight"] == pytest.approx(sum(one["weight"] for one in best["weights"]), abs=0.1)
    shown = zhenghe("match", "person", "--roster", "holders", "--form", form, "--explain").out
    assert "是同一人" in shown
    assert "合计" in shown


def test_the_certificate_of_another_one_is_told(zhenghe, tmp_path):
    form = _form(
        tmp_path, name="李伟", id_number="52010219800101003X", certificate_number="黔高职2016500171"
    )
    run = zhenghe("match", "person", "--roster", "holders", "--form", form)
    assert "是别人的" in run.out
    assert "王静" in run.out


def test_wrong_use_is_told_with_the_remedy(zhenghe, tmp_path):
    form = _form(tmp_path, title="讲师")
    cases = {
        "ROSTER_UNKNOWN": ("name", "王静", "--roster", "others"),
        "ROSTER_FIELD_UNSEARCHED": ("title", "讲师", "--roster", "holders"),
        "MATCH_PERSON_UNDESCRIBED": ("person", "--roster", "holders", "--form", form),
        "FORM.json": ("person", "王静", "--roster", "holders"),
        "FIELD TEXT": ("name", "--roster", "holders"),
    }
    for told, arguments in cases.items():
        run = zhenghe("match", *arguments)
        assert run.status == 2
        assert told in run.err
