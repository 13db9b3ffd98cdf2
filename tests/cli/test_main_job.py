"""The main job on the bundled submissions, with the real engine."""

import json
from pathlib import Path

import pytest
from conftest import DEMO, READY, Zhenghe

from fixtures.forms import plant
from fixtures.ready import PLANTED, planting, right_form

pytestmark = pytest.mark.slow


def check(zhenghe: Zhenghe, name: str, *options: object) -> tuple[int, dict]:
    folder = DEMO / name
    profile = json.loads((folder / "submission.json").read_text("utf-8"))["profile"]
    parts = [("--form", folder / "form.json"), ("--photo", folder / "photo.jpg")]
    parts += [(f"--{path.stem}", path) for path in sorted(folder.glob("*.pdf"))]
    arguments = [part for pair in parts for part in pair]
    run = zhenghe("check", "--profile", profile, *arguments, "--json", *options)
    (answer,) = run.objects
    return run.status, answer


def test_a_submission_that_agrees_is_ready(zhenghe: Zhenghe) -> None:
    status, answer = check(zhenghe, "agrees")
    assert status == 0
    assert answer["verdict"] == "ready"
    states = {key: field["state"] for key, field in answer["fields"].items()}
    assert states.pop("local_specialty") == "not-shown"
    assert set(states.values()) == {"agrees"}
    assert answer["photo"]["background_white"] > 0.99


def test_planted_discrepancies_are_found_and_nothing_else(zhenghe: Zhenghe, tmp_path: Path) -> None:
    report = tmp_path / "report.html"
    status, answer = check(zhenghe, "discrepancies", "--report", report)
    assert status == 1
    assert answer["verdict"] == "blocked"
    _, planted = plant(right_form("discrepancies"), planting(), PLANTED)
    states = {key: field["state"] for key, field in answer["fields"].items()}
    noticed = {key for key, state in states.items() if state in ("differs", "unclear")}
    assert noticed == {mistake.field for mistake in planted}
    codes = {finding["code"] for finding in answer["findings"]}
    assert {"PHOTO_TOO_MANY_BYTES", "PHOTO_NOT_WHITE"} <= codes
    page = report.read_text("utf-8")
    assert page.count("data:image/") >= len(noticed)
    assert "http" not in page.replace("http-equiv", "")


def test_refused_scans_say_why(zhenghe: Zhenghe) -> None:
    status, answer = check(zhenghe, "refused")
    assert status == 3
    assert answer["verdict"] == "blocked"
    assert {"DPI_TOO_LOW", "NOT_A_PDF"} <= {finding["code"] for finding in answer["findings"]}


def test_the_ready_set_is_read_as_its_truth_says(zhenghe: Zhenghe) -> None:
    files = sorted(READY.glob("*.pdf"))
    run = zhenghe("read", "--json", *files)
    values, right, invented = 0, 0, []
    for file, answer in zip(files, run.objects, strict=True):
        truth = json.loads(file.with_suffix(".json").read_text("utf-8"))["fields"]
        read = {key: reading["value"] for key, reading in answer["fields"].items()}
        values += len(truth)
        right += sum(read.get(key) == value for key, value in truth.items())
        invented += [(file.name, key) for key in read.keys() - truth.keys()]
        expected = "e-certificate" if file.stem.startswith("e-certificate") else "certificate"
        assert answer["kind"] == expected
        for reading in answer["fields"].values():
            x0, y0, x1, y1 = reading["box"]
            assert x0 < x1
            assert y0 < y1
            assert 0 < reading["confidence"] <= 1
    assert invented == []
    assert right / values > 0.98


def test_the_demo_writes_three_reports(zhenghe: Zhenghe, tmp_path: Path) -> None:
    run = zhenghe("demo", DEMO, "--out", tmp_path)
    assert run.status == 0
    assert len(list(tmp_path.glob("*.html"))) == 3
    assert all(word in run.out for word in ("可以提交", "需要更正"))


def test_a_page_that_lies_the_wrong_way_is_reported_when_it_is_inspected(zhenghe: Zhenghe) -> None:
    files = [READY / f"{name}.pdf" for name in ("turned", "upside-down", "one-column")]
    run = zhenghe("inspect", "--json", *files)
    assert run.status == 0
    codes = [[finding["code"] for finding in answer["findings"]] for answer in run.objects]
    assert codes == [["PAGE_ROTATED"], ["PAGE_ROTATED"], []]
