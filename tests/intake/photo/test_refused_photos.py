"""What an applicant is told of a photo that can't be used; nothing is written then."""

import cv2
import numpy as np
import pytest
from sitters import BLUE, SIZE, before, saved, turned
from skimage import data

from intake.photo.face import Face
from intake.photo.gates import pose_findings
from intake.photo.normalise import normalise_photo
from models.findings import Severity
from models.settings import Settings


def two_people():
    return np.hstack([before(BLUE), before(BLUE)])


def far_away():
    small = cv2.resize(before(BLUE), None, fx=0.4, fy=0.4, interpolation=cv2.INTER_AREA)
    whole = np.full((600, 500, 3), BLUE, np.uint8)
    whole[-small.shape[0] :, 150 : 150 + small.shape[1]] = small
    return whole


def half_in_shadow():
    share = np.where(np.arange(SIZE[0]) < SIZE[0] * 0.55, 1.0, 0.35)
    share = np.convolve(np.pad(share, 20, "edge"), np.ones(41) / 41, "valid")
    return (before((120, 160, 220)) * share[None, :, None]).astype(np.uint8)


def bright():
    return np.clip(before(BLUE).astype(float) * 1.5 + 25, 0, 255).astype(np.uint8)


def grey():
    return np.repeat(cv2.cvtColor(before(BLUE), cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2)


def brick_wall():
    wall = cv2.resize(data.brick(), SIZE)[:, :, None] * np.array([1.0, 0.8, 0.7])
    return before(wall)


def door_frame():
    wall = np.full((SIZE[1], SIZE[0], 3), (200, 198, 190), np.uint8)
    wall[:, SIZE[0] * 5 // 6 :] = (120, 80, 50)
    return before(wall)


def with_logo():
    wall = np.full((SIZE[1], SIZE[0], 3), (214, 214, 210), np.uint8)
    for x in range(20, SIZE[0], 90):
        cv2.putText(wall, "LOGO", (x, 60), cv2.FONT_HERSHEY_SIMPLEX, 1, (30, 60, 160), 3)
    return before(wall)


def twice(picture):
    return cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)


REFUSED = {
    "a cat": (data.chelsea, "PHOTO_NO_FACE"),
    "two people": (two_people, "PHOTO_SEVERAL_FACES"),
    "a person far away": (far_away, "PHOTO_FACE_SMALL"),
    "out of focus": (lambda: cv2.GaussianBlur(before(BLUE), (0, 0), 3.2), "PHOTO_BLURRED"),
    "moved while taken": (lambda: cv2.blur(before(BLUE), (19, 1)), "PHOTO_BLURRED"),
    "too dark": (lambda: (before(BLUE) * 0.22).astype(np.uint8), "PHOTO_DARK"),
    "too bright": (bright, "PHOTO_BRIGHT"),
    "half in shadow": (half_in_shadow, "PHOTO_UNEVEN"),
    "black and white": (grey, "PHOTO_NOT_COLOUR"),
    "a head on one side": (lambda: turned(before(BLUE), 26), "PHOTO_TILTED"),
    "hair cut by the edge": (lambda: before(BLUE)[SIZE[1] // 6 :], "PHOTO_HEAD_CUT"),
    "ending under the chin": (lambda: before(BLUE)[: SIZE[1] * 6 // 10], "PHOTO_TIGHT"),
    "flag and shuttle": (data.astronaut, "PHOTO_BACKGROUND"),
    "flag and shuttle, larger": (lambda: twice(data.astronaut()), "PHOTO_BACKGROUND"),
    "a brick wall": (brick_wall, "PHOTO_BACKGROUND"),
    "a door frame": (door_frame, "PHOTO_BACKGROUND"),
    "a wall of logos": (with_logo, "PHOTO_BACKGROUND"),
    "a black wall": (lambda: before((12, 12, 14)), "PHOTO_BACKGROUND"),
    "a wall like her skin": (lambda: before((206, 168, 140)), "PHOTO_BACKGROUND"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_unusable_photo_is_refused_with_its_reason_and_the_target_stays(tmp_path, why):
    make, code = REFUSED[why]
    source, target = tmp_path / "in.png", tmp_path / "out.jpg"
    source.write_bytes(saved(np.ascontiguousarray(make()), "PNG"))
    target.write_bytes(b"what was there before")
    outcome = normalise_photo(source, target, Settings())
    assert outcome.photo is None
    reasons = {f.code: f for f in outcome.findings if f.severity is Severity.ERROR}
    assert code in reasons, [f.en for f in outcome.findings]
    assert reasons[code].do_zh
    assert target.read_bytes() == b"what was there before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.png", "out.jpg"]


@pytest.mark.parametrize("nose_x", [78, 122])
def test_a_head_turned_aside_is_refused(nose_x):
    straight = ((60.0, 100.0), (140.0, 100.0), (100.0, 145.0), (70.0, 190.0), (130.0, 190.0))
    aside = (*straight[:2], (float(nose_x), 145.0), *straight[3:])
    codes = [
        [f.code for f in pose_findings(Face(p, 160, 1.0), 600, Settings())]
        for p in (_lower(straight), _lower(aside))
    ]
    assert codes == [[], ["PHOTO_TURNED"]]


def _lower(points):
    return tuple((x, y + 100) for x, y in points)


def test_a_photo_that_fits_no_size_is_refused(tmp_path):
    source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
    source.write_bytes(saved(before(BLUE)))
    outcome = normalise_photo(source, target, Settings(photo_bytes_max=3000))
    assert outcome.photo is None
    assert [f.code for f in outcome.findings if f.severity is Severity.ERROR] == [
        "PHOTO_CANNOT_FIT"
    ]
    assert not target.exists()
