"""Hats and dark glasses: the photo is made, and a person is asked to look."""

import cv2
import pytest
from sitters import BLUE, before, saved

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
