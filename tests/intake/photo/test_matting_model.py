"""Backgrounds that aren't plain: with a site's model the photo is made, and judged all the same."""

import json

import numpy as np
import pytest
from PIL import Image
from sitters import SIZE, alpha, before, saved
from tiny_model import colour_model

from intake.photo.matting_model import alpha_by_model, recipe_of
from intake.photo.normalise import normalise_photo
from models.errors import PartMissing
from models.findings import Severity
from models.settings import Settings

PLAIN = {"size": 256, "mean": [0, 0, 0], "std": [1, 1, 1]}
NOT_GREEN = [30.0, -60.0, 30.0], 10.5


def leaves():
    """Green of two tones in stripes: a background that no surface fits."""
    columns = np.arange(SIZE[0]) // 14 % 2
    wall = np.where(columns[:, None] == 0, (30, 200, 40), (20, 110, 30))
    return before(np.broadcast_to(wall, (SIZE[1], SIZE[0], 3)))


@pytest.fixture
def site(tmp_path):
    """Writes a model and its recipe, and makes the photo of leaves with them."""

    def make(model, recipe=PLAIN):
        path = tmp_path / "matting.onnx"
        path.write_bytes(model)
        if recipe is not None:
            path.with_suffix(".json").write_text(json.dumps(recipe))
        source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
        source.write_bytes(saved(leaves()))
        outcome = normalise_photo(source, target, Settings(photo_matting_model=path))
        return outcome, target

    return make


def errors(outcome):
    return [f.code for f in outcome.findings if f.severity is Severity.ERROR]


def test_a_patterned_background_is_taken_away_by_the_model(site):
    outcome, target = site(colour_model(*NOT_GREEN))
    assert errors(outcome) == []
    pixels = np.asarray(Image.open(target)).astype(int)
    assert pixels[:20].min() >= 252
    green = pixels[:, :, 1] - pixels[:, :, [0, 2]].max(axis=2)
    assert green.max() < 40  # no green rim is left
    assert outcome.photo.bytes < 20480


def test_without_a_model_it_is_refused(tmp_path):
    (tmp_path / "in.jpg").write_bytes(saved(leaves()))
    outcome = normalise_photo(tmp_path / "in.jpg", tmp_path / "out.jpg", Settings())
    assert errors(outcome) == ["PHOTO_BACKGROUND"]


@pytest.mark.parametrize(
    "weights",
    [
        ([0.0, 0.0, 0.0], 0.0),  # does not know
        ([0.0, 0.0, 0.0], 20.0),  # takes all for the person
        ([-30.0, 60.0, -30.0], -10.5),  # takes the leaves for the person
        ([0.0, 20.0, 0.0], -10.0),  # takes what is light: half of the face, and stripes
    ],
)
def test_a_matte_that_is_no_head_on_shoulders_is_not_used(site, weights):
    outcome, target = site(colour_model(*weights))
    assert outcome.photo is None
    assert errors(outcome) == ["PHOTO_BACKGROUND"]
    assert not target.exists()


def test_a_plain_background_needs_no_model(tmp_path):
    (tmp_path / "in.jpg").write_bytes(saved(before((67, 142, 219))))
    settings = Settings(photo_matting_model=tmp_path / "absent.onnx")
    outcome = normalise_photo(tmp_path / "in.jpg", tmp_path / "out.jpg", settings)
    assert outcome.photo is not None


@pytest.mark.parametrize(
    ("model", "recipe"),
    [
        (b"no model", PLAIN),
        (b"", PLAIN),
        (colour_model(*NOT_GREEN), None),
        (colour_model(*NOT_GREEN), {"size": 256}),
        (colour_model(*NOT_GREEN), {**PLAIN, "size": 100000}),
        (colour_model(*NOT_GREEN), {**PLAIN, "std": [1, 0, 1]}),
        (colour_model(*NOT_GREEN), {**PLAIN, "output": 3}),
        (colour_model(*NOT_GREEN), {**PLAIN, "colour": "BGR"}),
    ],
)
def test_a_model_that_cannot_be_used_is_the_sites_mistake_and_named(site, model, recipe):
    with pytest.raises(PartMissing) as caught:
        site(model, recipe)
    (finding,) = caught.value.findings
    assert finding.code == "PHOTO_MODEL_UNUSABLE"
    assert "matting" in finding.en


@pytest.mark.parametrize(
    ("name", "size", "sigmoid"),
    [
        ("u2net_human_seg.onnx", 320, False),
        ("modnet_photographic_portrait_matting.onnx", 512, False),
        ("BiRefNet-portrait-epoch_150.onnx", 1024, True),
        ("isnet-general-use.onnx", 1024, False),
    ],
)
def test_well_known_models_are_fed_by_their_names(tmp_path, name, size, sigmoid):
    recipe = recipe_of(tmp_path / name)
    assert (recipe.size, recipe.sigmoid) == (size, sigmoid)


def test_alpha_is_that_of_the_model_at_the_pictures_size(tmp_path):
    path = tmp_path / "own.onnx"
    path.write_bytes(colour_model(*NOT_GREEN, sigmoid=False))
    path.with_suffix(".json").write_text(json.dumps({**PLAIN, "sigmoid": True}))
    given = alpha_by_model(leaves().astype(np.float32), path)
    assert given.shape == SIZE[::-1]
    assert np.abs(given - alpha()).mean() < 0.03
