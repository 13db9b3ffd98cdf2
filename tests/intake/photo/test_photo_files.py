"""Files that are no photo at all: one clear refusal, nothing decoded that could harm."""

import struct
import time
import zlib

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sitters import BLUE, before, saved

from fixtures.photo_files import WHOLE
from fixtures.portraits import portrait
from intake.files import write_file
from intake.photo.check import check_photo
from intake.photo.normalise import normalise_photo
from intake.photo.open import Picture, open_picture
from models.errors import FileRefused, UsageWrong
from models.findings import Finding
from models.settings import Settings


def refusal(source, tmp_path):
    target = tmp_path / "out.jpg"
    with pytest.raises(FileRefused) as caught:
        normalise_photo(source, target, Settings())
    with pytest.raises(FileRefused):
        check_photo(source, Settings())
    assert not target.exists()
    return caught.value.findings[0]


def outcome_code(source, tmp_path):
    """The one finding of a file that is an image, but none to use."""
    target = tmp_path / "out.jpg"
    outcome = normalise_photo(source, target, Settings())
    assert outcome == check_photo(source, Settings())
    assert outcome.photo is None
    assert not target.exists()
    return [finding.code for finding in outcome.findings]


def written(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_an_empty_file_is_refused(tmp_path):
    assert refusal(written(tmp_path, "a.jpg", b""), tmp_path).code == "FILE_EMPTY"


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    assert refusal(tmp_path / "nothing.jpg", tmp_path).code == "FILE_MISSING"
    assert refusal(tmp_path, tmp_path).code == "FILE_IS_FOLDER"


@pytest.mark.parametrize(
    ("content", "kind"), [("这不是照片".encode(), "纯文本"), (b"%PDF-1.7\n%%EOF\n", "PDF 文档")]
)
def test_another_document_named_jpg_is_called_what_it_is(tmp_path, content, kind):
    finding = refusal(written(tmp_path, "photo.jpg", content), tmp_path)
    assert finding.code == "PHOTO_NOT_IMAGE"
    assert kind in finding.zh


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "TIFF", "BMP"])
def test_a_photo_that_was_cut_off_is_refused_as_damaged(tmp_path, format):
    data = saved(before(BLUE)[100:300, 100:300].copy(), format)
    finding = refusal(written(tmp_path, "a.jpg", data[: len(data) * 2 // 5]), tmp_path)
    assert finding.code in ("PHOTO_TRUNCATED", "PHOTO_NOT_IMAGE")
    if format in ("JPEG", "PNG"):
        assert finding.code == "PHOTO_TRUNCATED"


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(tmp_path):
    path = tmp_path / "bomb.png"
    Image.new("1", (12_000, 12_000)).save(path)
    start = time.monotonic()
    assert outcome_code(path, tmp_path) == ["PHOTO_TOO_MANY_PIXELS"]
    assert time.monotonic() - start < 1


def test_a_picture_that_only_claims_its_pixels_is_refused_as_well(tmp_path):
    """Pillow has a limit of its own, which must not be the one that the applicant meets."""
    header = struct.pack(">II5B", 60_000, 60_000, 1, 0, 0, 0, 0)
    chunk = b"IHDR" + header
    data = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    data += struct.pack(">I", zlib.crc32(chunk)) + b"\0\0\0\4IDAT" + bytes(8)
    path = written(tmp_path, "a.png", data)
    assert outcome_code(path, tmp_path) == ["PHOTO_TOO_MANY_PIXELS"]


def test_a_moving_picture_is_refused(tmp_path):
    frames = [Image.new("RGB", (300, 400), colour) for colour in ("red", "blue")]
    data = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert outcome_code(written(tmp_path, "a.gif", data), tmp_path) == ["PHOTO_SEVERAL_FRAMES"]


def test_a_thumbnail_is_refused(tmp_path):
    data = saved(np.zeros((110, 90, 3), np.uint8))
    assert outcome_code(written(tmp_path, "a.jpg", data), tmp_path) == ["PHOTO_TOO_SMALL"]


def test_a_target_that_cant_be_written_is_said_and_leaves_nothing(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    for target in (folder, tmp_path / "no" / "such" / "out.jpg"):
        with pytest.raises(UsageWrong) as caught:
            write_file(target, b"a photo")
        assert caught.value.findings[0].code == "OUTPUT_UNWRITABLE"
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_any_bytes_give_a_refusal_or_findings_and_nothing_else(tmp_path, data):
    start = data.draw(
        st.sampled_from(
            [
                b"",
                b"\xff\xd8\xff\xe0",
                b"\x89PNG\r\n\x1a\n",
                b"BM",
                b"RIFF\x20\0\0\0WEBPVP8 ",
                b"II*\x00\x08\0\0\0",
                b"\0\0\0\x18ftypheic\0\0\0\0",
                b"GIF89a",
            ]
        )
    )
    path = written(tmp_path, "a.jpg", start + data.draw(st.binary(min_size=1, max_size=300)))
    findings = ()
    try:
        findings = check_photo(path, Settings()).findings
    except FileRefused as refusal:
        findings = refusal.findings
    assert findings


SMALL = portrait(size=(130, 170))
FILES = {name: make(SMALL) for name, make in WHOLE.items()}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    name=st.sampled_from(sorted(FILES)),
    changes=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6)), min_size=1, max_size=6),
)
def test_a_file_in_which_bytes_were_changed_is_a_picture_or_a_refusal(name, changes):
    content = bytearray(FILES[name])
    for share, new in changes:
        at = int(share**3 * len(content))  # mostly in the head, where the harm is done
        content[at : at + len(new)] = new
    try:
        opened = open_picture(bytes(content), "a.jpg", Settings())
    except FileRefused as refusal:
        opened = refusal.findings[0]
    assert isinstance(opened, Picture | Finding)
