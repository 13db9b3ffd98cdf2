"""Portraits of which all is known, plain ones and such as must be refused."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from fixtures.sitter_canvas import Canvas
from fixtures.sitter_walls import NOT_PLAIN, PLAIN, wall
from fixtures.sitters import Picture, Sitter, before, render, spec, tilted

Rng = np.random.Generator
BACKGROUND = "PHOTO_BACKGROUND"


@dataclass(frozen=True, slots=True)
class Case:
    """A photo as given, its sitter, and the code it must be refused with, or None."""

    name: str
    kind: str  # of the wall or of what is wrong
    data: bytes
    sitter: Sitter
    code: str | None


def plain_cases(seeds: range) -> Iterator[Case]:
    """Each sitter before each plain wall."""
    for seed in seeds:
        for kind in PLAIN:
            yield _case(seed, kind, None)


def refused_cases(seeds: range) -> Iterator[Case]:
    """Each sitter before every other wall, and with everything that can be wrong."""
    for seed in seeds:
        for kind in NOT_PLAIN:
            yield _case(seed, kind, BACKGROUND)
        for kind, (code, spoil) in _SPOILT.items():
            rng = np.random.default_rng([seed, 7])
            sitter = _sitter(seed)
            picture = before(sitter, wall("pale blue", sitter.alpha, rng), 1.5, seed)
            yield Case(f"{seed} {kind}", kind, _jpeg(spoil(picture), 93), sitter, code)


def _case(seed: int, kind: str, code: str | None) -> Case:
    rng = np.random.default_rng([seed, sum(kind.encode())])
    sitter = _sitter(seed)
    if rng.uniform() < 0.3:
        sitter = tilted(sitter, float(rng.choice([-1, 1]) * rng.uniform(2, 9)))
    noise = rng.uniform(3, 7) if kind == "shadowed wall" else rng.uniform(0.5, 3)
    picture = before(sitter, wall(kind, sitter.alpha, rng), noise, seed)
    return Case(f"{seed} {kind}", kind, _jpeg(picture, int(rng.integers(85, 97))), sitter, code)


@cache
def _sitter(seed: int) -> Sitter:
    unit = np.random.default_rng([seed, 3]).uniform(80, 150)
    return render(spec(seed), Canvas(unit=unit))


def _jpeg(picture: Picture, quality: int) -> bytes:
    file = BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    return file.getvalue()


def _blurred(picture: Picture) -> Picture:
    sigma = picture.shape[1] / 6.4 * 3.2 / 70
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def _moved(picture: Picture) -> Picture:
    length = round(picture.shape[1] / 6.4 * 18 / 70)
    return np.asarray(cv2.blur(picture, (length, 1)), np.uint8)


def _lit(factor: float, added: float = 0.0) -> Callable[[Picture], Picture]:
    return lambda picture: np.clip(picture * factor + added, 0, 255).astype(np.uint8)


def _half_dark(picture: Picture) -> Picture:
    share = np.where(np.arange(picture.shape[1]) < picture.shape[1] * 0.5, 1.0, 0.3)
    share = np.convolve(np.pad(share, 20, "edge"), np.ones(41) / 41, "valid")
    return np.asarray(picture * share[None, :, None], np.uint8)


def _grey(picture: Picture) -> Picture:
    return np.repeat(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)[:, :, None], 3, axis=2)


def _leaning(picture: Picture) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height * 0.4), 24, 1)
    colour = tuple(int(c) for c in picture[5, 5])
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), borderValue=colour), np.uint8
    )


def _far(picture: Picture) -> Picture:
    scale = 34 / (picture.shape[1] / 6.4)
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    colour = picture[:6].reshape(-1, 3).mean(axis=0)
    whole = np.broadcast_to(colour, (700, 560, 3)).astype(np.uint8).copy()
    whole[-small.shape[0] :, 170 : 170 + small.shape[1]] = small
    return whole


def _part(top: float, bottom: float) -> Callable[[Picture], Picture]:
    def cut(picture: Picture) -> Picture:
        height = picture.shape[0]
        return picture[round(top * height) : round(bottom * height)].copy()

    return cut


_SPOILT: dict[str, tuple[str, Callable[[Picture], Picture]]] = {
    "out of focus": ("PHOTO_BLURRED", _blurred),
    "moved": ("PHOTO_BLURRED", _moved),
    "dark": ("PHOTO_DARK", _lit(0.2)),
    "bright": ("PHOTO_BRIGHT", _lit(2.6, 60)),
    "half in shadow": ("PHOTO_UNEVEN", _half_dark),
    "black and white": ("PHOTO_NOT_COLOUR", _grey),
    "leaning": ("PHOTO_TILTED", _leaning),
    "far away": ("PHOTO_FACE_SMALL", _far),
    "two people": ("PHOTO_SEVERAL_FACES", lambda picture: np.hstack([picture, picture])),
    "head cut": ("PHOTO_HEAD_CUT", _part(0.235, 1.0)),
    "ending at the chin": ("PHOTO_TIGHT", _part(0.0, 0.66)),
}
