"""Photos of every usual format are read alike, by their content; broken ones get the exact code."""

import numpy as np
import pytest
from PIL import Image

from fixtures.photo_files import (
    BROKEN,
    PRIMARIES,
    STRANGE_EXIF,
    WHOLE,
    oriented,
    profile_of,
    saved,
    with_exif,
)
from fixtures.portraits import portrait
from intake.photo.check import check_photo
from intake.photo.normalise import normalise_photo
from intake.photo.open import Picture, open_picture
from models.errors import FileRefused
from models.settings import Settings

SMALL = portrait(size=(240, 320))


def opened(data, settings=None):
    picture = open_picture(data, "a.jpg", settings or Settings())
    assert isinstance(picture, Picture), picture
    return picture


def off(picture, wanted=SMALL):
    return np.abs(picture.colours.astype(int) - wanted).mean()


@pytest.mark.parametrize("name", WHOLE)
def test_every_usual_format_shows_the_same_picture(name):
    picture = opened(WHOLE[name](SMALL))
    assert (picture.width_px, picture.height_px) == (240, 320)
    assert off(picture) < 4
    assert (picture.alpha is not None) == (name == "PNG with transparency")


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_stored_turned_or_mirrored_is_shown_as_it_was_taken(format, orientation):
    picture = opened(oriented(SMALL, orientation, format))
    assert (picture.width_px, picture.height_px) == (240, 320)
    assert off(picture) < 6


@pytest.mark.parametrize("name", STRANGE_EXIF)
def test_exif_data_that_make_no_sense_do_no_harm(name):
    picture = opened(with_exif(SMALL, STRANGE_EXIF[name]))
    upright = picture.colours if name != "five thousand entries" else np.rot90(picture.colours)
    assert np.abs(upright.astype(int) - SMALL).mean() < 4


@pytest.mark.parametrize("space", PRIMARIES)
def test_colours_of_other_spaces_become_those_of_srgb(space):
    """The same red is written with other numbers in each space."""
    wanted = np.array([200, 90, 60])
    primaries = {"sRGB": SRGB, **PRIMARIES}
    light = np.where(wanted <= 10, 0, ((wanted / 255 + 0.055) / 1.055) ** 2.4)
    xyz = light @ np.array(primaries["sRGB"])
    there = np.clip(xyz @ np.linalg.inv(np.array(primaries[space])), 0, 1)
    if space == "Adobe RGB":
        written = there ** (1 / 2.19921875)
    else:
        written = 1.055 * there ** (1 / 2.4) - 0.055
    image = Image.new("RGB", (130, 130), tuple(round(255 * value) for value in written))
    for format in ("PNG", "JPEG", "WEBP", "TIFF"):
        options = {} if format in ("PNG", "TIFF") else {"quality": 98}
        data = saved(image, format, icc_profile=profile_of(space), **options)
        assert np.abs(opened(data).colours[60, 60].astype(int) - wanted).max() <= 4, format
    assert np.abs(np.array(image.getpixel((0, 0))) - wanted).max() > 12, "the numbers differ"


SRGB = ((0.4361, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141))


@pytest.mark.parametrize("profile", [b"", b"no profile", bytes(200), profile_of("Adobe RGB")[:300]])
def test_a_damaged_colour_profile_is_passed_over(profile):
    data = saved(Image.fromarray(SMALL), "PNG", icc_profile=profile)
    assert off(opened(data)) < 1


@pytest.mark.parametrize("mode", ["L", "1", "LA", "I;16", "I", "F", "YCbCr", "CMYK"])
def test_a_very_large_picture_is_worked_on_at_a_smaller_size(mode, monkeypatch):
    monkeypatch.setattr("intake.photo.open._WORK_PIXELS", 20_000)
    image = Image.fromarray(SMALL)
    if mode in ("I;16", "I", "F"):
        deep = np.asarray(image.convert("L")).astype(np.uint16) * 257
        image = Image.fromarray(deep if mode == "I;16" else deep.astype(np.int32))
        image = Image.fromarray(np.float32(deep / 65535)) if mode == "F" else image
    else:
        image = image.convert(mode)
    picture = opened(saved(image, "TIFF"))
    assert picture.colours.shape == (160, 120, 3)
    assert (picture.width_px, picture.height_px, picture.reduction) == (240, 320, 2)
    grey = np.asarray(Image.fromarray(SMALL).convert("L").reduce(2)).astype(int)
    assert np.abs(np.asarray(Image.fromarray(picture.colours).convert("L")) - grey).mean() < 40


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_or_hostile_file_gets_its_code_and_nothing_is_written(tmp_path, name):
    make, code = BROKEN[name]
    source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
    source.write_bytes(make(SMALL))
    for work in (
        lambda: normalise_photo(source, target, Settings()),
        lambda: check_photo(source, Settings()),
    ):
        try:
            findings = work().findings
        except FileRefused as refusal:
            findings = refusal.findings
        assert [finding.code for finding in findings] == [code]
    assert [path.name for path in tmp_path.iterdir()] == ["in.jpg"]


def test_libraries_say_nothing_of_a_damaged_file_themselves(capfd):
    data = bytearray(saved(Image.fromarray(SMALL), "TIFF", compression="tiff_lzw"))
    data[200:400] = bytes(200)
    with pytest.raises(FileRefused):
        open_picture(bytes(data), "a.tif", Settings())
    assert capfd.readouterr().err == ""
