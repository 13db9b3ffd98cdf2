"""`zhenghe photo` makes a photo with its receipt, checks one made elsewhere, and marks findings."""

import json
from pathlib import Path

import numpy as np
import pytest
from conftest import DEMO, Zhenghe
from PIL import Image

from fixtures.photo_faults import BLUE, FAULTS, astronaut
from intake.photo.normalise import normalise_photo
from models.settings import Settings


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "me.png"
    Image.fromarray(astronaut(BLUE)).save(path)
    return path


def test_a_photo_is_made_with_its_receipt_and_has_nothing_to_mark(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path
) -> None:
    run = zhenghe("photo", portrait, tmp_path / "photo.jpg", "--marked", tmp_path / "marked.png")
    assert run.status == 0
    assert "没有可以在照片上标出的位置" in run.out
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "me.png",
        "photo.jpg",
        "photo.jpg.receipt.json",
    ]


def test_a_photo_of_the_tool_passes_its_check(
    zhenghe: Zhenghe, portrait: Path, tmp_path: Path
) -> None:
    target = tmp_path / "photo.jpg"
    normalise_photo(portrait, target, Settings())
    run = zhenghe("photo", "--check", target, "--json")
    assert run.status == 0
    (answer,) = run.objects
    assert answer["receipt"] == "fits"
    assert answer["findings"] == []
    assert (answer["bytes"], answer["dpi"]) == (target.stat().st_size, 300)
    assert 0.5 < answer["measures"]["head_height"] < 0.7


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


def test_a_photo_that_was_changed_after_the_tool_made_it_breaks_the_rule_of_the_notice(
    zhenghe: Zhenghe, tmp_path: Path, fake_engine: None
) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes((DEMO / "agrees" / "photo.jpg").read_bytes())
    (tmp_path / "photo.jpg.receipt.json").write_text(json.dumps({"sha256": "0"}))
    form = DEMO / "agrees" / "form.json"
    options = ("--profile", "guizhou-historical", "--form", form, "--photo", photo)
    (answer,) = zhenghe("check", *options, "--json").objects
    assert {"PHOTO_CHANGED", "GZ-H-48"} <= {f["code"] for f in answer["findings"]}
