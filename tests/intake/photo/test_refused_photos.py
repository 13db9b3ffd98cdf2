"""What an applicant is told of a photo that can't be used; nothing is written then."""

from functools import cache

import cv2
import numpy as np
import pytest
from sitters import BLUE, before, saved
from skimage import data

from fixtures.photo_faults import FAULTS, astronaut
from fixtures.sitter_canvas import Canvas
from fixtures.sitters import before as before_wall
from fixtures.sitters import render, spec
from intake.photo.face import Face, find_upright
from intake.photo.gates import light_findings, pose_findings
from intake.photo.normalise import normalise_photo
from intake.photo.open import Picture
from intake.photo.piece import cut_piece
from models.findings import Severity
from models.settings import Settings

ON_THE_WHOLE = {**FAULTS, "her own picture": (lambda _: astronaut_as_she_is(), "PHOTO_BACKGROUND")}


def astronaut_as_she_is():
    """With a flag and a shuttle behind her."""
    return cv2.resize(data.astronaut(), None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)


@cache
def rendered(seed):
    return render(spec(seed), Canvas(unit=72))


def refusal(picture, tmp_path):
    """The errors of a picture; nothing is written for it, and what was there stays."""
    source, target = tmp_path / "in.png", tmp_path / "out.jpg"
    source.write_bytes(saved(np.ascontiguousarray(picture), "PNG"))
    target.write_bytes(b"what was there before")
    outcome = normalise_photo(source, target, Settings())
    assert outcome.photo is None
    assert target.read_bytes() == b"what was there before"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.png", "out.jpg"]
    return [f for f in outcome.findings if f.severity is Severity.ERROR]


@pytest.mark.parametrize("fault", ON_THE_WHOLE)
def test_an_unusable_photo_gets_exactly_the_code_of_its_fault(tmp_path, fault):
    make, code = ON_THE_WHOLE[fault]
    errors = refusal(make(astronaut), tmp_path)
    assert [error.code for error in errors] == [code], [f.en for f in errors]
    assert errors[0].do_zh
    if code != "PHOTO_NO_FACE":
        assert errors[0].evidence.box is not None


@pytest.mark.parametrize(
    "fault", ["two people", "black and white", "green light", "a photo of a screen", "a door frame"]
)
def test_the_same_faults_are_found_of_another_sitter(tmp_path, fault):
    sitter = rendered(3)
    make, code = FAULTS[fault]

    def set_before(wall):
        ground = np.broadcast_to(np.asarray(wall, np.float32), sitter.colours.shape)
        return before_wall(sitter, ground, 1.5, 3)

    assert [error.code for error in refusal(make(set_before), tmp_path)] == [code]


@pytest.mark.parametrize("seed", [4, 5])
def test_dark_skin_is_no_dark_photo(seed):
    """Before a wall and in clothes that are dark as well; the same at a fifth of the light is."""
    sitter = rendered(seed)
    ground = np.broadcast_to(np.float32((150, 40, 40)), sitter.colours.shape)
    picture = before_wall(sitter, ground, 1.5, seed)
    assert not {"PHOTO_DARK", "PHOTO_DIM"} & set(light_codes(picture))
    if seed == 4:
        assert "PHOTO_DARK" in light_codes((picture * 0.2).astype(np.uint8))


def light_codes(colours):
    picture = Picture(colours, None, "PNG", *colours.shape[1::-1])
    _, (face, *_) = find_upright(colours)
    return [finding.code for finding in light_findings(cut_piece(picture, face))]


@pytest.mark.parametrize("nose_x", [78, 122])
def test_a_head_turned_aside_is_refused(nose_x):
    straight = ((60.0, 100.0), (140.0, 100.0), (100.0, 145.0), (70.0, 190.0), (130.0, 190.0))
    aside = (*straight[:2], (float(nose_x), 145.0), *straight[3:])
    picture = Picture(np.zeros((600, 450, 3), np.uint8), None, "PNG", 450, 600)
    codes = [
        [f.code for f in pose_findings(Face(p, 160, 1.0), picture, Settings())]
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
