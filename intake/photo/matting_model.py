"""Alpha by a matting model that a site has: an ONNX file. The only photo module that runs one.

Nothing is ever downloaded. How the model is fed stands in a JSON file beside it (`model.onnx`,
`model.json`), or is known by its name: MODNet, BiRefNet, U²-Net and the others of `rembg`, whose
files are used where that program has put them.
"""

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from intake.photo.pixels import Plane, resized
from models.errors import PartMissing
from models.findings import found

_SIDE_MAX = 4096


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is fed and read; see matting_models.toml."""

    size: int
    mean: tuple[float, ...]
    std: tuple[float, ...]
    output: int = 0
    sigmoid: bool = False
    stretch: bool = False


def alpha_by_model(colours: Plane, model: Path) -> Plane:
    """How much of each pixel is the person (0 to 1), for RGB of 0 to 255.

    Raises PartMissing when the model isn't there, isn't known, or doesn't give a plane.
    """
    session, recipe = _session(model), recipe_of(model)
    small = np.clip(resized(colours, recipe.size, recipe.size) / 255, 0, 1)
    given = (small - np.array(recipe.mean)) / np.array(recipe.std)
    planes = np.ascontiguousarray(given.transpose(2, 0, 1)[None], np.float32)
    try:
        answer = session.run(None, {session.get_inputs()[0].name: planes})[recipe.output]
    except (RuntimeError, ValueError, IndexError) as error:
        raise _unusable(model, str(error)) from error
    plane: Plane = np.squeeze(np.asarray(answer, np.float32))
    if plane.ndim != 2 or not np.isfinite(plane).all():
        raise _unusable(model, f"output {recipe.output}: {np.shape(answer)}")
    if recipe.sigmoid:
        plane = np.asarray(1 / (1 + np.exp(-np.clip(plane, -60, 60))), np.float32)
    if recipe.stretch:
        plane = (plane - plane.min()) / max(float(plane.max() - plane.min()), 1e-6)
    height, width = colours.shape[:2]
    return np.clip(resized(plane, width, height), 0, 1)


@cache
def recipe_of(model: Path) -> Recipe:
    """How the model is fed: by the JSON file beside it, else by its name. Raises PartMissing."""
    beside = model.with_suffix(".json")
    if beside.is_file():
        try:
            return _recipe(json.loads(beside.read_text("utf-8")))
        except (ValueError, TypeError, KeyError) as error:
            raise _unusable(beside, str(error)) from error
    text = (files("intake.photo") / "matting_models.toml").read_text("utf-8")
    known = tomllib.loads(text)
    for name in sorted(known, key=len, reverse=True):
        if model.name.lower().startswith(name):
            return _recipe(known[name])
    raise _unusable(model, f"{beside.name}?")


def _recipe(given: dict[str, Any]) -> Recipe:
    """Checked, because a model fed wrongly gives a wrong matte without a word."""
    size = int(given["size"])
    mean, std = (tuple(float(value) for value in given[key]) for key in ("mean", "std"))
    if not 32 <= size <= _SIDE_MAX or len(mean) != 3 or len(std) != 3 or not all(std):
        raise ValueError("size, mean, std?")
    rest = {key: given[key] for key in given if key not in ("size", "mean", "std")}
    return Recipe(size, mean, std, **rest)


@cache
def _session(model: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4  # what is wrong is told by the exception
    if not model.is_file():
        raise _unusable(model, "?")
    try:
        return onnxruntime.InferenceSession(str(model), options, ["CPUExecutionProvider"])
    except Exception as error:  # its exceptions have no common base but this
        raise _unusable(model, type(error).__name__) from error


def _unusable(file: Path, problem: str) -> PartMissing:
    return PartMissing(found("PHOTO_MODEL_UNUSABLE", file=file, problem=problem))
