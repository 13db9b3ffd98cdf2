"""What an applicant gets from a usable portrait."""

import numpy as np
import pytest
from PIL import Image, ImageCms
from sitters import BLUE, SIZE, alpha, before, gradient, noisy_wall, saved, turned

from intake.photo.face import find_upright
from intake.photo.normalise import normalise_photo, upright
from intake.photo.open import Picture, open_picture
from models.settings import Settings

BACKGROUNDS = {
    "blue": BLUE,
    "red": (214, 40, 45),
    "grey": (150, 152, 150),
    "cream": (236, 230, 214),
    "white": (254, 254, 254),
    "not quite white": (244, 243, 242),
    "noisy wall": noisy_wall(),
    "blue gradient": gradient(),
    "one-sided light": np.linspace(250, 190, SIZE[0])[None, :, None] * np.ones((SIZE[1], 1, 3)),
}


def normalise(tmp_path, data, settings=None):
    source, target = tmp_path / "in.dat", tmp_path / "out.jpg"
    source.write_bytes(data)
    return normalise_photo(source, target, settings or Settings()), target


def assert_as_asked(outcome, target):
    """Everything that a portal may ask of the file."""
    assert outcome.photo is not None, [finding.en for finding in outcome.findings]
    assert target.stat().st_size == outcome.photo.bytes < 20480
    with Image.open(target) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (295, 413))
        assert image.info["dpi"] == (300, 300)
        assert image.info["jfif_unit"] == 1
        assert not {"exif", "icc_profile", "comment", "photoshop", "xmp"} & set(image.info)
        assert "progressive" not in image.info
        pixels = np.asarray(image)
    assert pixels[0].min() >= 252
    assert pixels[:150, [0, -1]].min() >= 252
    assert outcome.photo.background_white >= 0.995
    assert [p.name for p in target.parent.iterdir() if p.name.startswith(".")] == []
    return pixels


@pytest.mark.parametrize("background", BACKGROUNDS)
def test_a_portrait_before_any_plain_background_becomes_a_white_one_inch_photo(
    tmp_path, background
):
    outcome, target = normalise(tmp_path, saved(before(BACKGROUNDS[background])))
    pixels = assert_as_asked(outcome, target)
    assert [finding.code for finding in outcome.findings] == []
    _, faces = find_upright(pixels)
    assert len(faces) == 1
    assert 0.18 < faces[0].unit / 295 < 0.28
    assert abs(faces[0].eyes[0] / 295 - 0.5) < 0.08
    assert 0.33 < faces[0].eyes[1] / 413 < 0.55


@pytest.mark.parametrize("colour", [BLUE, (214, 40, 45)])
def test_no_coloured_fringe_is_left_around_the_head(tmp_path, colour):
    _, plain = normalise(tmp_path, saved(before((254, 254, 254)), quality=98))
    wanted = np.asarray(Image.open(plain)).astype(float)
    outcome, target = normalise(tmp_path, saved(before(colour), quality=98))
    pixels = assert_as_asked(outcome, target).astype(float)
    hue = np.asarray(colour) - np.mean(colour)
    hue /= np.linalg.norm(hue)
    head = slice(0, 200)
    assert ((pixels - 255) @ hue)[head].max() < ((wanted - 255) @ hue)[head].max() + 12


@pytest.mark.parametrize("colour", [(150, 152, 150), (254, 254, 254)])
def test_face_and_hair_are_not_changed(tmp_path, colour):
    """Inside the head the photo is the source, resampled: no whitening, no holes."""
    outcome, target = normalise(tmp_path, saved(before(colour), quality=98))
    pixels = assert_as_asked(outcome, target)
    source = before(colour)
    _, (old,) = find_upright(source)
    _, (new,) = find_upright(pixels)
    for dx, dy in [(0, 0.5), (-0.6, 0.5), (0.6, 0.5), (0, -1.2), (-0.8, -1.0), (0.8, -1.0)]:
        was = _mean(source, old, dx, dy)
        now = _mean(pixels, new, dx, dy)
        assert np.abs(was - now).max() < 14, (dx, dy)


def _mean(pixels, face, dx, dy):
    turn = np.exp(1j * np.radians(face.roll)) * (dx + 1j * dy) * face.unit
    x, y = round(face.eyes[0] + turn.real), round(face.eyes[1] + turn.imag)
    reach = round(0.15 * face.unit)
    return pixels[y - reach : y + reach, x - reach : x + reach].reshape(-1, 3).mean(axis=0)


def test_a_photo_on_its_side_by_exif_comes_out_upright_and_without_its_place_of_taking(tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825).update({1: "N", 2: (26.0, 35.0, 0.0)})
    sideways = np.rot90(before(BLUE)).copy()
    outcome, target = normalise(tmp_path, saved(sideways, exif=exif))
    assert_as_asked(outcome, target)
    assert find_upright(np.asarray(Image.open(target)))[0] == 0


@pytest.mark.parametrize("turns", [0, 1, 2])
def test_a_photo_on_its_side_without_exif_is_turned_upright(turns):
    colours = np.rot90(before(BLUE), turns).copy()
    picture, faces = upright(Picture(colours, None, "JPEG", *SIZE))
    assert np.array_equal(picture.colours, before(BLUE))
    assert len(faces) == 1


FORMATS = {
    "JPEG": {"quality": 95},
    "PNG": {},
    "WEBP": {"quality": 95},
    "HEIF": {"quality": 95},
    "AVIF": {"quality": 95},
    "TIFF": {},
    "BMP": {},
}


@pytest.mark.parametrize("format", FORMATS)
def test_every_usual_format_is_read_by_its_content_and_not_by_its_name(format):
    part = before(BLUE)[100:300, 100:300].copy()
    picture = opened(saved(part, format, **FORMATS[format]))
    assert picture.alpha is None
    assert picture.format == format
    assert np.abs(picture.colours.astype(int) - part).mean() < 4


def opened(data):
    picture = open_picture(data, "a.jpg", Settings())
    assert isinstance(picture, Picture)
    return picture


def test_pictures_for_print_of_few_colours_and_of_deep_grey_are_read():
    image = Image.fromarray(before(BLUE))
    deep = Image.fromarray(np.asarray(image.convert("L")).astype(np.uint16) * 257)
    for data, tolerance in [
        (saved(image.convert("CMYK"), quality=95), 8),
        (saved(image.quantize(256, dither=0), "PNG"), 8),
        (saved(image.convert("1"), "TIFF"), 120),
    ]:
        assert np.abs(opened(data).colours.astype(int) - before(BLUE)).mean() < tolerance
    assert (
        np.abs(opened(saved(deep, "PNG")).colours[:, :, 0] - np.asarray(image.convert("L"))).max()
        < 2
    )


def test_colours_are_those_of_the_embedded_profile():
    """A profile whose red and blue are exchanged shows that it is heeded."""
    exchanged = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    red, blue = exchanged.index(b"rXYZ"), exchanged.index(b"bXYZ")
    tags = bytearray(exchanged)
    tags[red : red + 4], tags[blue : blue + 4] = b"bXYZ", b"rXYZ"
    image = Image.new("RGB", (200, 200), (250, 10, 10))
    colour = opened(saved(image, "PNG", icc_profile=bytes(tags))).colours[0, 0]
    assert colour[2] > 200 > 60 > colour[0]


def test_a_damaged_profile_is_passed_over():
    image = Image.new("RGB", (200, 200), (250, 10, 10))
    colour = opened(saved(image, "PNG", icc_profile=b"no profile")).colours[0, 0]
    assert tuple(colour) == (250, 10, 10)


def test_a_cut_out_png_is_put_on_white_by_its_own_transparency(tmp_path):
    cut_out = np.dstack([before((0, 90, 0)), (alpha() * 255).astype(np.uint8)])
    outcome, target = normalise(tmp_path, saved(cut_out, "PNG"))
    assert_as_asked(outcome, target)


def test_transparency_that_cuts_nothing_out_is_passed_over(tmp_path):
    """As of a picture with rounded corners: its plain background is found all the same."""
    corners = np.full(SIZE[::-1], 255, np.uint8)
    corners[:8, :8] = corners[:8, -8:] = 0
    outcome, target = normalise(tmp_path, saved(np.dstack([before(BLUE), corners]), "PNG"))
    assert_as_asked(outcome, target)


def test_a_slightly_tilted_head_is_straightened(tmp_path):
    outcome, target = normalise(tmp_path, saved(turned(before(BLUE), 8)[: -SIZE[1] // 8]))
    pixels = assert_as_asked(outcome, target)
    assert abs(find_upright(pixels)[1][0].roll) < 2.5


def test_the_tools_own_photo_is_taken_again(tmp_path):
    _, first = normalise(tmp_path, saved(before(BLUE)))
    outcome, target = normalise(tmp_path, first.read_bytes())
    assert_as_asked(outcome, target)


def test_the_same_photo_gives_the_same_bytes(tmp_path):
    data = saved(before(noisy_wall()))
    first = normalise(tmp_path, data)[1].read_bytes()
    assert normalise(tmp_path, data)[1].read_bytes() == first


def test_size_density_and_bytes_follow_the_settings(tmp_path):
    settings = Settings(
        photo_width_px=260, photo_height_px=378, photo_dpi=350, photo_bytes_max=12000
    )
    outcome, target = normalise(tmp_path, saved(before(BLUE)), settings)
    with Image.open(target) as image:
        assert (image.size, image.info["dpi"]) == ((260, 378), (350, 350))
    assert outcome.photo.bytes == target.stat().st_size < 12000


def test_a_shadow_on_the_wall_is_removed(tmp_path):
    shade = np.pad(alpha(), ((16, 0), (30, 0)))[: SIZE[1], : SIZE[0]]
    wall = 210 * (1 - 0.3 * _soft(shade))[:, :, None] * np.ones(3)
    outcome, target = normalise(tmp_path, saved(before(wall)))
    assert_as_asked(outcome, target)


def _soft(plane):
    kernel = np.hanning(41) / np.hanning(41).sum()
    for axis in (0, 1):
        plane = np.apply_along_axis(np.convolve, axis, plane, kernel, "same")
    return plane
