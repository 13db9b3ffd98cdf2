"""`zhenghe photo` makes a photo with its receipt, checks one made elsewhere, and marks findings."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import DEMO, Zhenghe
from PIL import Image

from fixtures.photo_faults import BLUE, FAULTS, astronaut


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "me.png"
    Image.fromarray(astronaut(BLUE)).save(path)
    return path


def test_a_photo_is_made_with_its_receipt_and_passes_the_check(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path
) -> None:
    target = tmp_path / "photo.jpg"
    made = zhenghe("photo", portrait, target, "--json")
    assert made.status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "me.png",
        "photo.jpg",
        "photo.jpg.receipt.json",
    ]
    checked = zhenghe("photo", "--check", target, "--json")
    assert checked.status == 0
    (answer,) = checked.objects
    assert answer["receipt"] == "fits"
    assert answer["findings"] == []
    assert answer["dpi"] == 300
    assert 0.5 < answer["measures"]["head_height"] < 0.7
    assert {key: answer[key] for key in made.objects[0] if key != "background_white"} == {
        key: value for key, value in made.objects[0].items() if key != "background_white"
    }


def test_a_refused_photo_shows_the_place_and_writes_nothing_else(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    source, mark = tmp_path / "door.png", tmp_path / "marked.png"
    Image.fromarray(np.ascontiguousarray(FAULTS["a door frame"][0](astronaut))).save(source)
    run = zhenghe("photo", source, tmp_path / "photo.jpg", "--marked", mark)
    assert run.status == 1
    assert "1 PHOTO_BACKGROUND" in run.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["door.png", "marked.png"]
    with Image.open(mark) as image:
        assert image.size == (432, 576)


def test_checking_says_in_both_languages_what_was_measured_and_marks_it(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path
) -> None:
    run = zhenghe("photo", "--check", portrait, "--marked", tmp_path / "marked.png")
    assert run.status == 1
    for word in ("432×576", "白色背景 white background", "头部倾斜 tilt", "PHOTO_NOT_WHITE"):
        assert word in run.out
    assert (tmp_path / "marked.png").is_file()


def test_a_photo_without_findings_has_nothing_to_mark(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "marked.png"
    run = zhenghe("photo", portrait, tmp_path / "photo.jpg", "--marked", mark)
    assert run.status == 0
    assert "没有可以在照片上标出的位置" in run.out
    assert not mark.exists()


def test_a_file_that_is_none_is_unreadable_for_the_check_as_well(
    zhenghe: Zhenghe, tmp_path: Path
) -> None:
    text = tmp_path / "photo.jpg"
    text.write_text("no photo")
    run = zhenghe("photo", "--check", text, "--json")
    assert run.status == 3
    (answer,) = run.objects
    assert (answer["bytes"], answer["measures"]) == (None, None)
    assert [finding["code"] for finding in answer["findings"]] == ["PHOTO_NOT_IMAGE"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("photo", "me.png"),
        ("photo", "me.png", "out.jpg", "--check"),
        ("photo",),
        ("photo", "me.png", "out.jpg", "--marked", "me.png"),
        ("photo", "me.png", "out.jpg", "--marked", "no/such/folder.png"),
        ("photo", "out.jpg.receipt.json", "out.jpg"),
    ],
)
def test_wrong_usage_is_said_before_any_work(
    zhenghe: Zhenghe, portrait: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(portrait.parent)
    Path("out.jpg.receipt.json").write_bytes(portrait.read_bytes())
    run = zhenghe(*arguments)
    assert run.status == 2
    assert run.out == ""
    assert not Path("out.jpg").exists()


def test_a_submission_with_a_photo_of_the_tool_keeps_its_receipt_in_mind(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path, fake_engine: None
) -> None:
    target, receipt = tmp_path / "photo.jpg", tmp_path / "photo.jpg.receipt.json"
    zhenghe("photo", portrait, target)
    form = DEMO / "agrees" / "form.json"
    options = ("check", "--profile", "guizhou-historical", "--form", form, "--photo", target)

    def codes() -> set[str]:
        (answer,) = zhenghe(*options, "--json").objects
        return {f["code"] for f in answer["findings"] if f["document"] == "photo"}

    assert not codes() & {"PHOTO_NO_RECEIPT", "PHOTO_CHANGED", "GZ-H-48"}
    receipt.write_text(json.dumps({"sha256": "0"}))
    assert codes() >= {"PHOTO_CHANGED", "GZ-H-48"}
    receipt.unlink()
    assert "PHOTO_NO_RECEIPT" in codes()
