"""Makes the pictures of docs/photo.md: photos before and after, and refused ones with their marks.

The sitters are the astronaut that scikit-image ships (NASA, public domain) and rendered people who
don't exist. `make photo-samples` writes the pictures anew; they are the same each time.
"""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from fixtures.photo_faults import FAULTS, Wall, astronaut
from fixtures.portraits import Picture, portrait
from fixtures.sitter_canvas import Canvas
from fixtures.sitter_walls import wall
from fixtures.sitters import before, render, spec
from intake.photo.normalise import normalise_photo
from intake.photo.view import marked
from models.settings import Settings

PICTURES = Path(__file__).parent / "pictures"
_HEIGHT, _GAP = 260, 10
_QUALITY = 82
_GROUND, _INK = (238, 240, 243), (40, 44, 52)

# What befalls whom: the faults that are shown, in the order of the letters in docs/photo.md.
REFUSED = (
    "two people",
    "out of focus",
    "half in shadow",
    "green light",
    "a door frame",
    "a photo of a screen",
    "hair cut by the edge",
    "a screenshot",
)


def main() -> None:
    """Write both pictures."""
    with tempfile.TemporaryDirectory() as folder:
        _save("photo-before-after.jpg", [_pair(given, Path(folder)) for given in _given()], 2)
        sitter = render(spec(7), Canvas(unit=72))
        people: tuple[Callable[[Wall], Picture], ...] = (
            astronaut,
            lambda ground: before(sitter, _over(ground, sitter.colours.shape), 1.5, 7),
        )
        refusals = []
        for number, fault in enumerate(REFUSED):
            make, _ = FAULTS[fault]
            refusals.append(_marked(make(people[number % 2]), Path(folder)))
        _save("photo-refused.jpg", refusals, 4)


def _over(
    ground: Wall, shape: tuple[int, ...]
) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return np.broadcast_to(np.asarray(ground, np.float32), shape)


def _given() -> list[Picture]:
    """Portraits as applicants have them: before a blue, a red, a grey and a shadowed wall."""
    given = [portrait((67, 142, 219), (600, 800))]
    for seed, kind in ((0, "red"), (16, "grey gradient"), (3, "shadowed wall")):
        sitter = render(spec(seed), Canvas(unit=100))
        rng = np.random.default_rng([seed, 5])
        given.append(before(sitter, wall(kind, sitter.alpha, rng), 1.5, seed))
    return given


def _pair(given: Picture, folder: Path) -> Image.Image:
    """A portrait and the photo made of it, side by side. Raises ValueError where it is refused."""
    source, target = folder / "in.png", folder / "out.jpg"
    Image.fromarray(given).save(source, compress_level=1)
    outcome = normalise_photo(source, target, Settings())
    if outcome.photo is None:
        raise ValueError([finding.code for finding in outcome.findings])
    with Image.open(target) as made:
        sides = [_of_height(Image.fromarray(given)), _of_height(made.convert("RGB"))]
    return _row(sides, 3)


def _marked(given: Picture, folder: Path) -> Image.Image:
    """A portrait with the marks of its refusal. Raises ValueError where it has none."""
    source = folder / "in.png"
    Image.fromarray(np.ascontiguousarray(given)).save(source, compress_level=1)
    outcome = normalise_photo(source, folder / "never.jpg", Settings())
    if outcome.photo or not outcome.view:
        raise ValueError([finding.code for finding in outcome.findings])
    return _of_height(Image.open(BytesIO(marked(outcome.view, outcome.findings))))


def _of_height(image: Image.Image) -> Image.Image:
    return image.resize(
        (round(image.width * _HEIGHT / image.height), _HEIGHT), Image.Resampling.BOX
    )


def _row(images: list[Image.Image], gap: int) -> Image.Image:
    row = Image.new("RGB", (sum(i.width + gap for i in images) - gap, _HEIGHT), _GROUND)
    at = 0
    for image in images:
        row.paste(image, (at, 0))
        at += image.width + gap
    return row


def _save(name: str, images: list[Image.Image], columns: int) -> None:
    """Write a sheet of pictures, each with its letter."""
    rows = [images[at : at + columns] for at in range(0, len(images), columns)]
    width = max(sum(image.width + _GAP for image in row) for row in rows) + _GAP
    sheet = Image.new("RGB", (width, len(rows) * (_HEIGHT + 4 * _GAP)), _GROUND)
    draw, font = ImageDraw.Draw(sheet), ImageFont.load_default(18)
    letters = iter("ABCDEFGHIJKL")
    for line, row in enumerate(rows):
        x, y = _GAP, line * (_HEIGHT + 4 * _GAP) + 3 * _GAP
        for image in row:
            draw.text((x, y - 25), next(letters), fill=_INK, font=font)
            sheet.paste(image, (x, y))
            x += image.width + _GAP
    sheet.save(PICTURES / name, quality=_QUALITY, optimize=True)


if __name__ == "__main__":
    main()
