"""What an applicant is told of a photo that was made elsewhere."""

import cv2
import numpy as np
import pytest
from sitters import BLUE, SIZE, before, gradient, saved
from skimage import data

from intake.photo.check import check_photo, held_against
from intake.photo.normalise import normalise_photo
from models.findings import Severity
from models.settings import Settings


def checked(tmp_path, content):
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    outcome = check_photo(path, Settings())
    return outcome.photo, {finding.code: finding for finding in outcome.findings}


def one_inch(background):
    """A photo of the asked size, of her head before a background."""
    part = before(background)[35 : 35 + 490, 35 : 35 + 350]
    return cv2.resize(part, (295, 413), interpolation=cv2.INTER_AREA)


@pytest.mark.parametrize("background", [BLUE, (254, 254, 254)])
def test_the_tools_own_photo_has_no_faults(tmp_path, background):
    source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
    source.write_bytes(saved(before(background)))
    assert normalise_photo(source, target, Settings()).photo is not None
    outcome = check_photo(target, Settings())
    assert [f.en for f in outcome.findings if f.severity is Severity.ERROR] == []
    assert (outcome.photo.width_px, outcome.photo.height_px) == (295, 413)
    assert outcome.photo.bytes == target.stat().st_size
    assert outcome.photo.background_white >= 0.99


def test_a_white_photo_from_a_studio_has_no_faults(tmp_path):
    photo, findings = checked(tmp_path, saved(one_inch((255, 255, 255)), quality=80))
    assert not [f.en for f in findings.values() if f.severity is Severity.ERROR]
    assert photo.background_white >= 0.99


@pytest.mark.parametrize("background", [BLUE, (225, 225, 225)])
def test_a_background_that_is_not_white_is_said_with_its_share(tmp_path, background):
    photo, findings = checked(tmp_path, saved(one_inch(background), quality=80))
    assert photo.background_white < 0.05
    assert "PHOTO_NOT_WHITE" in findings


def test_a_background_that_is_white_on_one_side_only_is_not_white(tmp_path):
    wall = np.full((SIZE[1], SIZE[0], 3), 255.0)
    wall[:, SIZE[0] * 5 // 8 :] = BLUE
    photo, findings = checked(tmp_path, saved(one_inch(wall), quality=80))
    assert 0.2 < photo.background_white < 0.9
    assert "PHOTO_NOT_WHITE" in findings


@pytest.mark.parametrize("picture", [data.astronaut(), before(gradient())])
def test_a_busy_or_coloured_background_is_not_white(tmp_path, picture):
    assert "PHOTO_NOT_WHITE" in checked(tmp_path, saved(picture))[1]


def test_too_many_bytes_are_said_in_kilobytes(tmp_path):
    content = saved(one_inch((255, 255, 255)), quality=80)
    content += bytes(20481 - len(content))  # exactly one byte too many
    assert "PHOTO_TOO_MANY_BYTES" in checked(tmp_path, content)[1]
    assert "PHOTO_TOO_MANY_BYTES" not in checked(tmp_path, content[:-1])[1]


def test_wrong_proportions_are_an_error_and_another_size_a_warning(tmp_path):
    white = one_inch((255, 255, 255))
    larger = checked(tmp_path, saved(cv2.resize(white, (590, 826)), quality=40))[1]
    assert larger["PHOTO_DIMENSIONS"].severity is Severity.WARNING
    wide = checked(tmp_path, saved(cv2.resize(white, (400, 413)), quality=60))[1]
    assert wide["PHOTO_PROPORTION"].severity is Severity.ERROR


def test_a_png_is_named(tmp_path):
    assert "PHOTO_NOT_JPEG" in checked(tmp_path, saved(one_inch((255, 255, 255)), "PNG"))[1]


def test_no_face_and_two_faces_are_said(tmp_path):
    empty = np.full((413, 295, 3), 255, np.uint8)
    assert "PHOTO_NO_FACE" in checked(tmp_path, saved(empty))[1]
    pair = np.hstack([before((255, 255, 255))] * 2)
    assert "PHOTO_SEVERAL_FACES" in checked(tmp_path, saved(pair))[1]


def test_a_person_on_the_side_is_said(tmp_path):
    sideways = np.rot90(one_inch((255, 255, 255))).copy()
    assert "PHOTO_SIDEWAYS" in checked(tmp_path, saved(sideways, quality=80))[1]


def test_a_blurred_face_is_a_warning(tmp_path):
    blurred = cv2.GaussianBlur(one_inch((255, 255, 255)), (0, 0), 3.5)
    assert checked(tmp_path, saved(blurred))[1]["PHOTO_BLURRED"].severity is Severity.WARNING


@pytest.mark.parametrize(
    "asked",
    [
        {"photo_width_px": 413, "photo_height_px": 626, "photo_bytes_max": 40_000},
        {"photo_width_px": 358, "photo_height_px": 441},
        {"photo_bytes_max": 3_000},
        {},
    ],
)
def test_what_was_measured_can_be_held_against_what_another_collection_asks(tmp_path, asked):
    path = tmp_path / "photo.jpg"
    path.write_bytes(saved(one_inch((255, 255, 255)), quality=80))
    other = Settings(**asked)
    assert held_against(check_photo(path, Settings()), other) == check_photo(path, other)
    assert held_against(check_photo(path, other), Settings()) == check_photo(path, Settings())
