"""Portraits of which all is known, plain ones and such as must be refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from io import BytesIO

import numpy as np
from PIL import Image

from fixtures.photo_faults import FAULTS, Wall
from fixtures.sitter_canvas import Canvas
from fixtures.sitter_walls import NOT_PLAIN, PLAIN, wall
from fixtures.sitters import Picture, Sitter, before, render, spec, tilted

Rng = np.random.Generator
BACKGROUND = "PHOTO_BACKGROUND"
_SMALL = Canvas(unit=67.5, height=576 / 67.5, eyes_y=2.9)  # 432 × 576, as the faults expect
_FAIR = 100  # least colour of skin on which the light of "too bright" is too bright
_NOBODYS = ("a cat", "an empty wall", "a wall like her skin")  # that befall no sitter


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
        who = spec(seed)
        sitter = render(who, _SMALL)
        left_out = _NOBODYS if min(who.looks.skin) > _FAIR else (*_NOBODYS, "too bright")
        for kind, (fault, code) in FAULTS.items():
            if kind not in left_out:
                picture = fault(partial(_before, sitter))
                yield Case(f"{seed} {kind}", kind, _jpeg(picture, 93), sitter, code)


def _before(sitter: Sitter, wall: Wall) -> Picture:
    plane = np.broadcast_to(np.asarray(wall, np.float32), sitter.colours.shape)
    return before(sitter, plane, 1.5)


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
