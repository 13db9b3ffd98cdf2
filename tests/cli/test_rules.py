"""`zhenghe rules` and `zhenghe advise`, for people and for programs."""

import json
from pathlib import Path

import pytest
from conftest import ROOT, Zhenghe

GANSU = ROOT / "fixtures" / "forms" / "gansu.json"


def form(tmp_path: Path, fields: dict[str, str], **declarations: object) -> Path:
    path = tmp_path / "form.json"
    declarations = {"submitted_on": "2021-05-20", **declarations}
    path.write_text(json.dumps({"fields": fields, "declarations": declarations}), "utf-8")
    return path


def test_a_program_gets_verdict_findings_and_what_is_open(zhenghe: Zhenghe, tmp_path: Path) -> None:
    wrong = form(tmp_path, {"id_number": "622826198501306422"})
    run = zhenghe("rules", "--profile", "gansu", "--form", wrong, "--json")
    assert run.status == 1
    (told,) = run.objects
    assert list(told) == ["profile", "verdict", "findings", "unclear"]
    assert told["verdict"] == "blocked"
    assert "X-08" in {finding["code"] for finding in told["findings"]}
    assert "declarations.route" in {one["need"] for one in told["unclear"]}


def test_a_person_reads_what_is_wrong_and_what_is_asked(zhenghe: Zhenghe, tmp_path: Path) -> None:
    run = zhenghe("rules", "--profile", "gansu", "--form", form(tmp_path, {"name": "马建国"}))
    assert "未能判断" in run.out
    assert "这份职称是怎样取得的？" in run.out


def test_advice_answers_and_asks(zhenghe: Zhenghe) -> None:
    (told,) = zhenghe("advise", "--profile", "gansu", "--form", GANSU, "--json").objects
    assert list(told) == ["profile", "verdict", "advice", "questions", "findings", "drafts"]
    run = zhenghe("advise", "--profile", "gansu", "--form", GANSU)
    assert "上传资格证书" in run.out
    assert "甘职改办〔2013〕1216421号" in run.out


def test_what_is_missing_is_drafted_and_nothing_is_replaced(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    asked = ("advise", "--profile", "gansu", "--form", GANSU, "--drafts", tmp_path / "drafts")
    (told,) = zhenghe(*asked, "--json").objects
    assert {Path(path).suffix for path in told["drafts"]} == {".docx", ".pdf"}
    zhenghe(*asked)
    assert len(list((tmp_path / "drafts").iterdir())) == 2 * len(told["drafts"])


def test_the_rules_of_a_profile_are_listed(zhenghe: Zhenghe) -> None:
    run = zhenghe("rules", "--profile", "gansu", "--list")
    assert run.status == 0
    assert "X-08" in run.out
    (told,) = zhenghe("rules", "--profile", "gansu", "--list", "--json").objects
    assert {"code", "clause", "severity", "message", "function"} <= set(told["rules"][0])


def test_a_rule_is_explained_with_its_clause_examples_and_function(zhenghe: Zhenghe) -> None:
    run = zhenghe("rules", "--explain", "x-08")
    assert run.status == 0
    for part in ("622826198501306421", "rules.everywhere.numbers", "GB 11643"):
        assert part in run.out


def test_an_unknown_rule_is_refused_with_the_nearest(zhenghe: Zhenghe) -> None:
    run = zhenghe("rules", "--explain", "X-80")
    assert run.status == 2
    assert "RULE_UNKNOWN" in run.err


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("--profile", "gansu"),
        ("--list",),
        ("--profile", "gansu", "--list", "--form", GANSU),
    ],
)
def test_what_is_to_be_done_must_be_said(zhenghe: Zhenghe, arguments: tuple[object, ...]) -> None:
    run = zhenghe("rules", *arguments)
    assert run.status == 2
    assert "RULES_WANT_ONE" in run.err


def test_many_forms_are_judged_line_by_line(zhenghe: Zhenghe, tmp_path: Path) -> None:
    lines = [
        '{"id": "A1", "fields": {"id_number": "622826198501306421"}}',
        "",
        '{"fields": {"id_number": "622826198501306422"}}',
        "no form",
        '{"fields": {"nane": "x"}}',
    ]
    path = tmp_path / "forms.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    run = zhenghe("rules", "--profile", "gansu", "--batch", path)
    assert run.status == 1
    assert [(told["line"], told["id"]) for told in run.objects] == [
        (1, "A1"),
        (3, None),
        (4, None),
        (5, None),
    ]
    codes = [{finding["code"] for finding in told["findings"]} for told in run.objects]
    assert "X-08" not in codes[0]
    assert "X-08" in codes[1]
    assert codes[2] == {"FORM_NOT_JSON"}
    assert codes[3] == {"FORM_UNKNOWN_KEY"}


def test_a_table_of_forms_has_fields_and_declarations_by_either_name(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    path = tmp_path / "forms.csv"
    rows = [
        "id,证件号码,certificate_number,declarations.retired,documents",
        'A1,622826198501306422,11111111,否,"{""certificate"": true}"',
        'A2,"622826198501306421,x',
    ]
    path.write_text("\n".join(rows), "gb18030")
    out = tmp_path / "judged.jsonl"
    run = zhenghe("rules", "--profile", "gansu", "--batch", path, "--out", out)
    assert run.status == 1
    assert run.out == ""
    first, second = map(json.loads, out.read_text("utf-8").splitlines())
    assert first["id"] == "A1"
    assert {"X-01", "X-08"} <= {finding["code"] for finding in first["findings"]}
    assert {finding["code"] for finding in second["findings"]} == {"BATCH_ROW_BROKEN"}


def test_a_column_that_names_nothing_stops_the_batch(zhenghe: Zhenghe, tmp_path: Path) -> None:
    path = tmp_path / "forms.csv"
    path.write_text("证件号码,微信\n1,2\n", "utf-8")
    run = zhenghe("rules", "--profile", "gansu", "--batch", path)
    assert run.status == 2
    assert "BATCH_COLUMN_UNKNOWN" in run.err


def test_a_departments_own_figures_change_what_rules_say(
    zhenghe: Zhenghe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "everywhere.toml").write_text("[title_age]\nleast = 45\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_RULES_FOLDER", str(tmp_path))
    young = form(tmp_path, {"birth_date": "1980-01", "obtained_on": "2010-01"})
    (told,) = zhenghe("rules", "--profile", "gansu", "--form", young, "--json").objects
    assert "X-09" in {finding["code"] for finding in told["findings"]}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[title_ages]\nleast = 1\n", "RULES_ENTRY_UNKNOWN"),
        ("title_age = 3\n", "RULES_ENTRY_WRONG"),
        ("title_age =\n", "RULES_FILE_WRONG"),
    ],
)
def test_a_mistake_in_a_departments_figures_is_told(
    zhenghe: Zhenghe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, code: str
) -> None:
    (tmp_path / "everywhere.toml").write_text(text, "utf-8")
    monkeypatch.setenv("ZHENGHE_RULES_FOLDER", str(tmp_path))
    run = zhenghe("rules", "--profile", "gansu", "--form", GANSU)
    assert run.status == 2
    assert code in run.err
