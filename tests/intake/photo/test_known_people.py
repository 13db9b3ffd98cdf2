"""Rendered people of whom it is known what is theirs: the hard ones of each kind."""

from functools import cache

import numpy as np
import pytest
from sitters import saved

from fixtures.sitter_canvas import Canvas
from fixtures.sitter_clothes import Clothes
from fixtures.sitter_faces import Looks
from fixtures.sitter_hair import Hair
from fixtures.sitter_walls import wall
from fixtures.sitters import Spec, before, render
from intake.photo.face import find_upright
from intake.photo.normalise import cut_out, normalise_photo
from intake.photo.open import open_picture
from intake.photo.piece import cut_piece
from models.findings import Severity
from models.settings import Settings

VERY_DARK = Looks(skin=(66, 44, 35), lips=(92, 56, 54), brows=(20, 17, 16))
PEOPLE = {
    "white shirt": Spec(clothes=Clothes("shirt", (244, 244, 245))),
    "grey suit": Spec(clothes=Clothes("suit", (104, 108, 116))),
    "very dark skin": Spec(
        VERY_DARK, Hair("cropped", (24, 21, 21), 0.06), Clothes("suit", (36, 39, 48))
    ),
    "curls": Spec(
        hair=Hair("curly", (36, 29, 27), 0.5, 0.9), clothes=Clothes("round", (60, 90, 70))
    ),
    "loose long hair": Spec(
        hair=Hair("long", (40, 32, 28), 0.22, 2.8, 0.8),
        clothes=Clothes("suit", (36, 39, 48)),
        seed=4,
    ),
    "bald": Spec(hair=Hair("bald")),
}
HARD = [
    ("white shirt", "off-white"),
    ("white shirt", "shadowed wall"),
    ("grey suit", "grey gradient"),
    ("very dark skin", "blue"),
    ("very dark skin", "red"),
    ("curls", "blue"),
    ("curls", "shadowed wall"),
    ("loose long hair", "shadowed wall"),
    ("bald", "uneven light"),
]


@cache
def rendered(person):
    return render(PEOPLE[person], Canvas(unit=72))


def photo_of(person, ground):
    sitter = rendered(person)
    rng = np.random.default_rng(5)
    return sitter, before(sitter, wall(ground, sitter.alpha, rng), 2.0)


@pytest.mark.parametrize(("person", "ground"), HARD)
def test_all_of_the_person_is_kept_and_nothing_of_the_wall(person, ground):
    sitter, picture = photo_of(person, ground)
    data = saved(picture)
    opened = open_picture(data, "a.jpg", Settings())
    _, (face,) = find_upright(opened.colours)
    piece = cut_piece(opened, face)
    cutout, findings = cut_out(piece, Settings())
    assert not [f.en for f in findings if f.severity is Severity.ERROR]
    # At this size the piece is the picture, so that what is known can be laid over it.
    known = sitter.alpha[: cutout.alpha.shape[0], : cutout.alpha.shape[1]]
    assert known.shape == cutout.alpha.shape
    assert np.abs(cutout.alpha - known).mean() < 0.02
    assert (cutout.alpha[known > 0.99] > 0.5).mean() > 0.997
    assert (cutout.colours[known < 0.002].min(axis=1) >= 252).mean() > 0.99


@pytest.mark.parametrize("ground", ["blue", "red", "shadowed wall"])
def test_very_dark_skin_in_good_light_is_no_dark_photo_and_in_bad_light_it_is(tmp_path, ground):
    _, picture = photo_of("very dark skin", ground)
    for light, dark in ((1.0, False), (0.3, True)):
        source = tmp_path / "in.jpg"
        source.write_bytes(saved((picture * light).astype(np.uint8)))
        outcome = normalise_photo(source, tmp_path / "out.jpg", Settings())
        codes = {finding.code for finding in outcome.findings}
        assert bool(codes & {"PHOTO_DARK", "PHOTO_DIM", "PHOTO_NO_FACE"}) == dark, codes


def test_grey_hair_before_the_same_grey_is_refused_and_not_cut_into(tmp_path):
    person = Spec(
        hair=Hair("long", (150, 148, 146), 0.2, 2.4), clothes=Clothes("suit", (36, 39, 48))
    )
    sitter = render(person, Canvas(unit=72))
    grey = np.full(sitter.colours.shape, (150, 149, 148), np.float32)
    (tmp_path / "in.jpg").write_bytes(saved(before(sitter, grey, 2.0)))
    outcome = normalise_photo(tmp_path / "in.jpg", tmp_path / "out.jpg", Settings())
    assert outcome.photo is None
    assert [f.code for f in outcome.findings if f.severity is Severity.ERROR] == [
        "PHOTO_BACKGROUND"
    ]


def test_a_sign_on_the_wall_that_touches_the_hair_is_no_hair(tmp_path):
    sitter = rendered("curls")
    ground = np.full(sitter.colours.shape, 214, np.float32)
    crown = int(np.nonzero(sitter.alpha.max(axis=1) > 0.5)[0][0])
    ground[crown - 12 : crown + 28, 200:455] = (30, 60, 160)
    (tmp_path / "in.jpg").write_bytes(saved(before(sitter, ground, 2.0)))
    outcome = normalise_photo(tmp_path / "in.jpg", tmp_path / "out.jpg", Settings())
    assert "PHOTO_BACKGROUND" in [f.code for f in outcome.findings]
    assert outcome.photo is None


def test_gaps_between_curls_are_seen_before_a_grey_wall_as_before_a_blue_one():
    sitter = rendered("curls")
    for ground in ((67, 142, 219), (214, 214, 210)):
        picture = before(sitter, np.full(sitter.colours.shape, ground, np.float32), 1.5)
        opened = open_picture(saved(picture), "a.jpg", Settings())
        _, (face,) = find_upright(opened.colours)
        cutout, _ = cut_out(cut_piece(opened, face), Settings())
        known = sitter.alpha[: cutout.alpha.shape[0], : cutout.alpha.shape[1]]
        above = round(face.chin_y)
        gaps = (known < 0.1)[:above] & (cutout.alpha[:above] > 0.5)
        assert gaps.sum() < 0.02 * (known[:above] > 0.5).sum()


def test_a_white_shirt_keeps_both_shoulders_before_a_white_wall():
    sitter = rendered("white shirt")
    picture = before(sitter, np.full(sitter.colours.shape, 252, np.float32), 1.0)
    opened = open_picture(saved(picture), "a.jpg", Settings())
    _, (face,) = find_upright(opened.colours)
    cutout, _ = cut_out(cut_piece(opened, face), Settings())
    known = sitter.alpha[: cutout.alpha.shape[0], : cutout.alpha.shape[1]] > 0.99
    assert (cutout.alpha[known] > 0.5).mean() > 0.98


@pytest.mark.parametrize(
    ("light", "code"),
    [
        ((0.45, 0.75, 1.5), "PHOTO_COLOURED_LIGHT"),
        ((0.6, 1.2, 0.6), "PHOTO_COLOURED_LIGHT"),
        ((0.02, 0.02, 0.02), "PHOTO_DARK"),
    ],
)
def test_light_on_very_dark_skin_is_judged_by_what_is_white_in_the_face(tmp_path, light, code):
    _, picture = photo_of("very dark skin", "off-white")
    lit = (picture / 255.0) ** 2.2 * np.array(light)
    (tmp_path / "in.jpg").write_bytes(
        saved(np.asarray(255 * np.clip(lit, 0, 1) ** (1 / 2.2), np.uint8))
    )
    outcome = normalise_photo(tmp_path / "in.jpg", tmp_path / "out.jpg", Settings())
    assert code in [finding.code for finding in outcome.findings]
    assert outcome.photo is None
