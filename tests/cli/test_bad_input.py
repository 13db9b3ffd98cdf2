"""Whatever is given, the person gets one clear message and the contract's exit status."""

import json
import os
import re
from pathlib import Path

import pytest
from conftest import DEMO, READY, Zhenghe

from fixtures import hostile

pytestmark = pytest.mark.usefixtures("fake_engine")

GOOD = READY / "one-column.pdf"


@pytest.fixture
def unreadable(tmp_path: Path) -> dict[str, Path]:
    """Files of which not one page can be had, by the code that says so."""
    contents = {
        "FILE_EMPTY": b"",
        "NOT_A_PDF": (DEMO / "agrees" / "photo.jpg").read_bytes(),
        "NOT_A_PDF ": os.urandom(5000),
        "PDF_ENCRYPTED": hostile.encrypted(GOOD.read_bytes(), user="secret"),
        "PDF_DAMAGED": b"%PDF-1.7\n" + b"\x00" * 500,
    }
    paths = {}
    for number, (code, content) in enumerate(contents.items()):
        paths[code] = tmp_path / f"{number}.pdf"
        paths[code].write_bytes(content)
    return paths | {"FILE_MISSING": tmp_path / "none.pdf", "FILE_IS_FOLDER": tmp_path}


def test_unreadable_files_are_refused_one_by_one_in_order(
    zhenghe: Zhenghe, unreadable: dict[str, Path]
) -> None:
    run = zhenghe("inspect", "--json", *unreadable.values(), GOOD)
    assert run.status == 3
    *refusals, good = run.objects
    for code, refusal in zip(unreadable, refusals, strict=True):
        assert [finding["code"] for finding in refusal["findings"]] == [code.strip()]
        assert refusal["accepted"] is False
        assert refusal["pages"] == []
        assert refusal["findings"][0]["severity"] == "error"
    assert good["accepted"] is True
    assert "Traceback" not in run.err


def test_reading_unreadable_files_gives_objects_without_fields(
    zhenghe: Zhenghe, unreadable: dict[str, Path]
) -> None:
    run = zhenghe("read", "--json", *unreadable.values())
    assert run.status == 3
    assert len(run.objects) == len(unreadable)
    assert all(not o["fields"] and not o["lines"] and o["findings"] for o in run.objects)


def test_people_are_told_in_both_languages_what_to_do(zhenghe: Zhenghe, tmp_path: Path) -> None:
    run = zhenghe("inspect", tmp_path / "none.pdf")
    assert run.status == 3
    assert re.search("[一-龥]", run.out)
    assert re.search("[a-z]{4}", run.out)
    assert "FILE_MISSING" in run.out


def test_a_page_of_20000_pixels_is_refused_before_it_is_drawn(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    path = tmp_path / "huge.pdf"
    path.write_bytes(hostile.huge_image())
    run = zhenghe("inspect", "--json", path)
    assert run.status == 1
    (inspection,) = run.objects
    assert "PAGE_TOO_LARGE" in {finding["code"] for finding in inspection["findings"]}
    assert inspection["pages"][0]["width_px"] == 20_000
    assert zhenghe("read", "--json", path).status == 1


def test_a_truncated_scan_is_repaired_or_refused_and_never_lost_silently(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    data = GOOD.read_bytes()
    for share in (0.3, 0.9):
        path = tmp_path / f"{share}.pdf"
        path.write_bytes(data[: int(len(data) * share)])
    run = zhenghe("inspect", "--json", *sorted(tmp_path.glob("*.pdf")))
    assert run.status in (0, 1, 3)
    assert all(o["findings"] for o in run.objects)


FORMS = {
    "FORM_NOT_JSON": ("{", 3),
    "FORM_NOT_UTF8": (b"\xff\xfe{}", 3),
    "FORM_UNUSABLE": ("[" * 200_000, 3),
    "FILE_EMPTY": ("", 3),
    "FORM_KEY_TWICE": ('{"fields": {"name": "张三", "name": "李四"}}', 2),
    "FORM_UNKNOWN_KEY": ('{"fields": {"nane": "张三"}}', 2),
    "FORM_WRONG_TYPE": ('{"fields": {"name": 7}, "declarations": {"retired": "no"}}', 2),
}


@pytest.mark.parametrize("code", FORMS)
def test_a_wrong_form_is_an_answer_too(zhenghe: Zhenghe, tmp_path: Path, code: str) -> None:
    content, status = FORMS[code]
    form, report = tmp_path / "form.json", tmp_path / "report.html"
    form.write_bytes(content if isinstance(content, bytes) else content.encode())
    options = ("--profile", "gansu", "--form", form, "--report", report)
    run = zhenghe("check", *options, "--certificate", GOOD, "--json")
    assert run.status == status
    (answer,) = run.objects
    assert answer["verdict"] == "blocked"
    assert {finding["code"] for finding in answer["findings"]} == {code}
    assert not report.exists()


def test_an_unknown_key_names_the_nearest_one(zhenghe: Zhenghe, tmp_path: Path) -> None:
    form = tmp_path / "form.json"
    form.write_text(json.dumps({"fields": {"certificate_no": "1"}}), "utf-8")
    run = zhenghe("check", "--profile", "gansu", "--form", form)
    assert run.status == 2
    assert "fields.certificate_number" in run.err


def test_a_submission_with_unreadable_parts_still_gets_its_report(
    zhenghe: Zhenghe, unreadable: dict[str, Path], tmp_path: Path
) -> None:
    form, report = DEMO / "agrees" / "form.json", tmp_path / "out" / "report.html"
    report.parent.mkdir()
    options = ("--profile", "guizhou-historical", "--form", form, "--report", report)
    parts = ("--certificate", unreadable["NOT_A_PDF"], "--photo", unreadable["FILE_EMPTY"])
    run = zhenghe("check", *options, *parts, "--json")
    assert run.status == 3
    (answer,) = run.objects
    assert answer["photo"] is None
    assert {f["document"] for f in answer["findings"]} >= {"certificate", "photo"}
    assert "<html" in report.read_text("utf-8")


@pytest.mark.parametrize("code", ["FILE_MISSING", "FILE_EMPTY", "FILE_IS_FOLDER", "NOT_A_PDF "])
def test_a_photo_that_is_none_is_refused_and_nothing_is_written(
    zhenghe: Zhenghe, unreadable: dict[str, Path], tmp_path: Path, code: str
) -> None:
    target = tmp_path / "out.jpg"
    run = zhenghe("photo", unreadable[code], target, "--json")
    assert run.status == 3
    (answer,) = run.objects
    assert answer["bytes"] is None
    assert answer["findings"]
    assert not target.exists()


WRONG = {
    "unknown profile": ("check", "--profile", "hunan", "--form", "form.json"),
    "unknown kind": ("read", "a.pdf", "--kind", "diploma"),
    "unknown option": ("inspect", "a.pdf", "--fast"),
    "no file": ("inspect",),
    "no such command": ("destroy",),
    "report nowhere": (
        *("check", "--profile", "gansu", "--form", DEMO / "agrees" / "form.json"),
        *("--report", "no/such/folder/report.html"),
    ),
    "photo into a folder": ("photo", DEMO / "agrees" / "photo.jpg", DEMO),
    "photo over itself": ("photo", DEMO / "agrees" / "photo.jpg", DEMO / "agrees" / "photo.jpg"),
    "report over the form": (
        *("check", "--profile", "gansu", "--form", DEMO / "agrees" / "form.json"),
        *("--report", DEMO / "agrees" / "form.json"),
    ),
    "report with an endless name": (
        *("check", "--profile", "gansu", "--form", DEMO / "agrees" / "form.json"),
        *("--report", "x" * 300),
    ),
    "demo into a file": ("demo", DEMO, "--out", DEMO / "agrees" / "form.json"),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_usage_is_said_in_both_languages(zhenghe: Zhenghe, name: str) -> None:
    run = zhenghe(*WRONG[name])
    assert run.status == 2
    assert run.out == ""
    assert re.search("[一-龥]", run.err)
    assert "Traceback" not in run.err


def test_all_mistakes_in_the_settings_are_told_at_once(
    zhenghe: Zhenghe, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHENGHE_DPI_MIN", "many")
    monkeypatch.setenv("ZHENGHE_PAGES_MAX", "-1")
    monkeypatch.setenv("ZHENGHE_TYPO", "1")
    run = zhenghe("inspect", GOOD)
    assert run.status == 2
    assert all(name in run.err for name in ("ZHENGHE_DPI_MIN", "ZHENGHE_PAGES_MAX", "ZHENGHE_TYPO"))


def test_a_missing_model_is_a_missing_part(
    zhenghe: Zhenghe, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ZHENGHE_ENGINE", "paddleocr")
    monkeypatch.setenv("ZHENGHE_DETECTION_MODEL_DIR", str(tmp_path))
    run = zhenghe("read", GOOD, "--json")
    assert run.status == 4
    assert "inference.onnx" in run.err


def test_a_data_folder_that_cant_be_used_is_a_missing_part(
    zhenghe: Zhenghe, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "models").touch()
    monkeypatch.setenv("ZHENGHE_ENGINE", "paddleocr")
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    run = zhenghe("read", GOOD, "--json")
    assert run.status == 4
    assert "ENGINE_NOT_LOADED" in run.err
