"""Each finding of a photo says where it can be seen, in px of the picture as it is displayed."""

from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image
from sitters import BLUE, before, saved

from fixtures.photo_faults import FAULTS, astronaut
from fixtures.photo_files import oriented
from intake.photo.check import check_photo
from intake.photo.normalise import normalise_photo
from intake.photo.open import Picture
from intake.photo.places import displayed
from intake.photo.view import marked, places
from models.box import Box
from models.settings import Settings


def outcome_of(tmp_path, data, check=False):
    source = tmp_path / "in.png"
    source.write_bytes(data)
    if check:
        return check_photo(source, Settings())
    return normalise_photo(source, tmp_path / "out.jpg", Settings())


def place_of(tmp_path, data, code):
    outcome = outcome_of(tmp_path, data)
    return next(f.evidence.box for f in outcome.findings if f.code == code)


def test_the_second_face_is_pointed_at_and_not_the_first(tmp_path):
    box = place_of(tmp_path, saved(np.hstack([before(BLUE)] * 2), "PNG"), "PHOTO_SEVERAL_FACES")
    first, second = sorted((box.x0, box.x0 - 432))
    assert 100 < first < 200 or 100 < second < 200
    assert box.width < 200


def test_the_door_is_pointed_at_and_not_the_wall(tmp_path):
    box = place_of(tmp_path, saved(FAULTS["a door frame"][0](astronaut), "PNG"), "PHOTO_BACKGROUND")
    assert 320 < box.x0 < 370
    assert box.x1 > 400


def test_the_dark_half_of_the_face_is_pointed_at(tmp_path):
    box = place_of(tmp_path, saved(FAULTS["half in shadow"][0](astronaut), "PNG"), "PHOTO_UNEVEN")
    assert 220 < box.x0 < 260


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_places_are_those_of_the_picture_as_it_is_displayed(tmp_path, orientation):
    """Not those of the picture as it is stored."""
    blurred = cv2.GaussianBlur(before(BLUE), (0, 0), 3.2)
    box = place_of(tmp_path, oriented(blurred, orientation, "PNG"), "PHOTO_BLURRED")
    assert box.x0 == pytest.approx(163, abs=4)
    assert box.y1 == pytest.approx(325, abs=4)


@pytest.mark.parametrize("turns", [1, 2, 3])
def test_a_person_lying_on_the_side_is_pointed_at_where_they_lie(turns):
    """The picture is turned to be worked on; its file is displayed as it is."""
    shown = np.zeros((300, 200, 3), np.uint8)
    shown[40:60, 10:40] = 255
    upright = np.rot90(shown, turns)
    ys, xs = np.nonzero(upright[:, :, 0])
    picture = Picture(upright, None, "PNG", 400, 600, turns=turns)
    edges = float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1)
    assert displayed(edges, picture) == Box(20, 80, 80, 120)


def test_a_marked_picture_shows_each_place_with_its_number(tmp_path):
    outcome = outcome_of(tmp_path, saved(before(BLUE)), check=True)
    (box, findings), *_ = places(outcome.findings)
    assert "PHOTO_NOT_WHITE" in [finding.code for finding in findings]
    with Image.open(BytesIO(marked(outcome.view, outcome.findings))) as image:
        assert (image.format, image.size) == ("PNG", (432, 576))
        pixels = np.asarray(image).astype(int)
    line = pixels[round(box.y1) - 2 : round(box.y1) + 2, 200:230]
    assert ((line[:, :, 0] > 180) & (line[:, :, 1] < 60)).any(axis=0).all()


def test_a_large_picture_is_shown_smaller_with_its_places_in_its_own_pixels(tmp_path):
    large = cv2.resize(before(BLUE), (1296, 1728))
    outcome = outcome_of(tmp_path, saved(large), check=True)
    assert (outcome.view.width_px, outcome.view.height_px) == (1296, 1728)
    assert len(outcome.view.jpeg) < 200_000
    (box, _), *_ = places(outcome.findings)
    assert 1200 < box.x1 <= 1296


def test_a_photo_without_findings_needs_no_picture(tmp_path):
    assert outcome_of(tmp_path, saved(before(BLUE))).view is None
