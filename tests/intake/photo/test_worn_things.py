"""Hats and dark glasses: the photo is made, and a person is asked to look."""

import cv2
import numpy as np
import pytest
from sitters import BLUE, SIZE, alpha, before, saved

from intake.photo.check import check_photo
from intake.photo.face import find_upright
from intake.photo.normalise import normalise_photo
from models.settings import Settings


def with_cap():
    picture = before(BLUE).copy()
    _, (face,) = find_upright(picture)
    (x, y), unit = face.eyes, face.unit
    centre = round(x), round(y - 0.75 * unit)
    cv2.ellipse(
        picture, centre, (round(1.7 * unit), round(1.5 * unit)), 0, 180, 360, (190, 30, 40), -1
    )
    return picture


def with_dark_glasses():
    picture = before(BLUE).copy()
    _, (face,) = find_upright(picture)
    for x, y in (face.left_eye, face.right_eye):
        size = round(0.42 * face.unit), round(0.26 * face.unit)
        cv2.ellipse(picture, (round(x), round(y)), size, 0, 0, 360, (16, 16, 18), -1)
    return picture


def before_a_chair():
    """A dark chair's back behind her, its top at the height of the shoulders."""
    width, height = SIZE
    chair = np.zeros((height, width), np.float32)
    chair[height * 3 // 5 :, width // 12 : -width // 12] = 1
    chair = (cv2.GaussianBlur(chair, (0, 0), 0.8) * (1 - alpha()))[:, :, None]
    return (before(BLUE) * (1 - chair) + 28 * chair).astype(np.uint8)


def test_a_chairs_back_at_the_shoulders_is_pointed_out_and_shoulders_alone_are_not(tmp_path):
    for make, seen in ((before_a_chair, True), (lambda: before(BLUE), False)):
        source = tmp_path / "in.jpg"
        source.write_bytes(saved(make()))
        outcome = normalise_photo(source, tmp_path / "out.jpg", Settings())
        assert ("PHOTO_BESIDE_SHOULDERS" in [f.code for f in outcome.findings]) == seen


@pytest.mark.parametrize(
    ("make", "code"), [(with_cap, "PHOTO_HEADWEAR"), (with_dark_glasses, "PHOTO_DARK_GLASSES")]
)
def test_a_hat_or_dark_glasses_are_pointed_out(tmp_path, make, code):
    source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
    source.write_bytes(saved(make()))
    outcome = normalise_photo(source, target, Settings())
    assert code in [f.code for f in outcome.findings]
    assert outcome.photo is not None
    assert code in [f.code for f in check_photo(target, Settings()).findings]
