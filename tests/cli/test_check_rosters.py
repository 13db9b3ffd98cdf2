"""`check`, `rules` and `advise` with rosters: what they know of the person and of units."""

import csv
import json
from pathlib import Path

import pytest
from conftest import Zhenghe

from fixtures.rosters import committees, holders

HEAD = ("姓名", "身份证号", "证书编号", "资格名称", "评审委员会", "取得时间", "工作单位")
PEOPLE = [
    (h.name, h.id_number, h.certificate_number, h.title, h.committee, h.obtained_on, "")
    for h in holders(400, 77)
]
OWN = (
    "欧阳静怡",
    "520102198001010013",
    "黔中职2013920001",
    "会计师",
    "贵阳市会计系列中级专业技术职务评审委员会",
    "2013-06-17",
    "贵阳市某某厂",
)
TWINS = [
    ("司马相如", f"52010219700101{n}", f"黔高职20109000{n[:2]}", "讲师", "", "", "")
    for n in ("0017", "0025")
]
FORM = {
    "name": OWN[0],
    "id_number": OWN[1],
    "certificate_number": OWN[2],
    "title": OWN[3],
    "level": "中级",
    "committee": OWN[4],
    "obtained_on": OWN[5],
}


@pytest.fixture(autouse=True, scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rosters are imported once: nothing here changes them."""
    from cli import boundary
    from cli.main import app

    folder = tmp_path_factory.mktemp("rosters")
    lists = {
        "people": [HEAD, *PEOPLE, OWN, *TWINS],
        "annex1": [HEAD[:2], *(row[:2] for row in PEOPLE[:100]), OWN[:2]],
        "committees": [
            ("评审委员会名称",),
            *((name,) for name in sorted(set(committees(200, 3)))),
            (OWN[4],),
        ],
        "units": [("单位名称",), ("贵阳市人力资源和社会保障局",), ("贵阳市财政局",)],
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ZHENGHE_HOME", str(folder / "home"))
        for name, rows in lists.items():
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(rows)
            command = ["roster", "import", name, str(folder / f"{name}.csv"), "--json"]
            boundary.run(lambda command=command: app(command, standalone_mode=False))
    return folder / "home"


@pytest.fixture(autouse=True)
def named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGHE_HOME", str(home))
    monkeypatch.setenv("ZHENGHE_HOLDER_ROSTERS", "people，annex1")
    monkeypatch.setenv("ZHENGHE_UNIT_ROSTERS", "committees, units")
    monkeypatch.setenv("ZHENGHE_ANNEX1_ROSTER", "annex1")


@pytest.fixture
def check(zhenghe: Zhenghe, tmp_path: Path):
    """What `check --json` says of these fields, nothing else being given."""

    def run(declared: dict[str, object] | None = None, **fields: str):
        told = {"fields": fields, "declarations": declared or {}}
        (tmp_path / "form.json").write_text(json.dumps(told), "utf-8")
        command = ("check", "--profile", "guizhou-historical", "--form", tmp_path / "form.json")
        return zhenghe(*command, "--json").objects[0]

    return run


def codes(report: dict) -> dict[str, list[str | None]]:
    found: dict[str, list[str | None]] = {}
    for finding in report["findings"]:
        if finding["code"].startswith("ROSTER"):
            found.setdefault(finding["code"], []).append(finding["field"])
    return found


def test_a_person_who_is_listed_is_found_with_the_certificate(check):
    report = check(**FORM)
    people, annex1 = report["rosters"]["people"]
    assert (people["verdict"], people["certificate"]) == ("same-person", "theirs")
    assert {one["field"]: one["state"] for one in people["fields"]}.items() >= {
        ("id_number", "agrees"),
        ("certificate_number", "agrees"),
    }
    assert annex1["verdict"] == "same-person"
    assert report["rosters"]["in_annex1"] is True
    matched = report["fields"]["certificate_number"]["matched"]
    assert (matched["name"], matched["id"].split("/")[0]) == (OWN[2], "people")
    committee = report["fields"]["committee"]["matched"]
    assert committee["id"].startswith("committees/")
    assert set(codes(report)) == {"ROSTER_PERSON_FOUND"}
    assert all(
        f["severity"] == "hint" for f in report["findings"] if f["code"] == "ROSTER_PERSON_FOUND"
    )


def test_a_field_that_the_roster_has_otherwise_is_told_with_its_value(check):
    report = check(**{**FORM, "obtained_on": "2013-06-27", "employer": "贵阳市另一厂"})
    assert codes(report)["ROSTER_FIELD_DIFFERS"] == ["obtained_on"], "employers change"
    finding = next(f for f in report["findings"] if f["code"] == "ROSTER_FIELD_DIFFERS")
    assert "2013-06-17" in finding["message"]
    assert finding["suggestion"] == {"field": "obtained_on", "value": "2013-06-17"}
    month = check(**{**FORM, "obtained_on": "2013-06"})
    assert "ROSTER_FIELD_DIFFERS" not in codes(month), "less precise is not different"


def test_who_lacks_the_identity_number_sees_no_value_of_the_entry(check):
    asked = {**FORM, "id_number": "520102198001010031", "obtained_on": "2013-06-27"}
    report = check(**asked)
    told = json.dumps(report, ensure_ascii=False)
    assert report["rosters"]["people"][0]["verdict"] == "same-person"
    for value in (OWN[1], OWN[5], OWN[6]):
        assert value not in told
    assert set(codes(report)["ROSTER_FIELD_DIFFERS"]) == {"id_number", "obtained_on"}
    assert "不予显示" in told


def test_a_tie_is_said_to_be_one_and_nobody_is_named(check):
    report = check(name="司马相如", title="讲师")
    people = report["rosters"]["people"][0]
    assert (people["verdict"], people["tied"]) == ("ambiguous", 2)
    assert people["entry"] is None
    assert people["fields"] == []
    finding = next(f for f in report["findings"] if f["code"] == "ROSTER_PERSON_AMBIGUOUS")
    assert "2 人同样相符" in finding["message"]
    assert "52010219700101" not in json.dumps(report)


def test_the_certificate_of_somebody_else_is_told_without_their_name(check):
    other = PEOPLE[7]
    fields = {**FORM, "name": "司马无人", "id_number": "110101199003070011"}
    fields |= {"certificate_number": other[2], "title": other[3], "committee": other[4]}
    fields |= {"obtained_on": other[5]}
    report = check(**fields)
    assert report["rosters"]["people"][0]["certificate"] == "anothers"
    assert "ROSTER_CERTIFICATE_ANOTHERS" in codes(report)
    assert other[0] not in json.dumps(report, ensure_ascii=False)
    assert other[1] not in json.dumps(report)


def test_not_to_be_listed_is_a_hint(check):
    report = check({"in_annex1": True}, name="司马无人", id_number="110101199003070011")
    assert report["rosters"]["in_annex1"] is False
    hints = {f["severity"] for f in report["findings"] if f["code"] == "ROSTER_PERSON_NOT_FOUND"}
    assert hints == {"hint"}
    assert "ROSTER_ANNEX1_DIFFERS" in codes(report)


def test_a_unit_that_is_nearly_listed_is_named_and_one_that_is_not_is_told_once(check):
    report = check(**{**FORM, "committee": OWN[4][:-1]}, issuer="贵阳市财政局", convener="某某处")
    units = {(u["roster"], u["field"]): u["verdict"] for u in report["rosters"]["units"]}
    assert units["committees", "committee"] == "near"
    assert units["units", "issuer"] == "listed"
    assert codes(report)["ROSTER_UNIT_NEAR"] == ["committee"]
    assert codes(report)["ROSTER_UNIT_NOT_FOUND"] == ["convener"]


def test_the_report_and_the_terminal_show_the_same(zhenghe, tmp_path):
    form, page = tmp_path / "form.json", tmp_path / "report.html"
    form.write_text(json.dumps({"fields": FORM}), "utf-8")
    command = ("check", "--profile", "guizhou-historical", "--form", form, "--report", page)
    run = zhenghe(*command)
    html = page.read_text("utf-8")
    for told in (run.out, html):
        assert "annex1" in told
        assert "证书" in told
    assert "是同一人" in run.out
    assert 'id="rosters"' in html
    assert "ROSTER_PERSON_FOUND" not in run.out + html, "a table says it"


def test_rules_look_into_annex_1_themselves(zhenghe, tmp_path, monkeypatch):
    """A senior certificate with the province's seal: who is listed chooses the province."""
    form = tmp_path / "form.json"
    fields = {"name": OWN[0], "id_number": OWN[1], "level": "副高级", "obtained_on": "2011-06"}
    fields["committee"] = "遵义市中学教师系列高级专业技术职务评审委员会"
    declared = {"sealed_by": "贵州省人力资源和社会保障厅"}
    form.write_text(json.dumps({"fields": fields, "declarations": declared}), "utf-8")
    command = ("rules", "--profile", "guizhou-historical", "--form", form, "--json")

    def asked() -> bool:
        (ruling,) = zhenghe(*command).objects
        return any("in_annex1" in one["need"] for one in ruling["unclear"])

    listed = asked()
    monkeypatch.delenv("ZHENGHE_ANNEX1_ROSTER")
    assert (listed, asked()) in ((False, True), (False, False))


def test_a_roster_that_is_none_is_told_before_anything_is_read(zhenghe, tmp_path, monkeypatch):
    monkeypatch.setenv("ZHENGHE_HOLDER_ROSTERS", "people,nobody,neither")
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"fields": FORM}), "utf-8")
    run = zhenghe("check", "--profile", "gansu", "--form", form)
    assert run.status == 2
    assert "nobody" in run.err
    assert "neither" in run.err


def test_without_rosters_no_database_is_made(zhenghe, tmp_path, monkeypatch):
    for name in ("HOLDER_ROSTERS", "UNIT_ROSTERS", "ANNEX1_ROSTER"):
        monkeypatch.delenv(f"ZHENGHE_{name}")
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path / "home"))
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"fields": FORM}), "utf-8")
    report = zhenghe("check", "--profile", "gansu", "--form", form, "--json").objects[0]
    assert "rosters" not in report
    assert not list(tmp_path.glob("home/zhenghe.db*"))
