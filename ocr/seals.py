"""Whose seals a page bears: round and oval ones by their ring, rectangular ones by their frame.

What can't be read has no text. A reading is only as sure as its weakest sign: the engine's score,
and whether the characters stand at even distances, as they do on every seal; a hole between two of
them is a character that was worn off or lies under print.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import cv2
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from models.box import Box
from models.documents import Seal, SealShape
from models.findings import Finding, found
from ocr.engine import Engine, Image, Recognised
from ocr.red import has_red
from ocr.seal_box import Stamp, find_stamps, text_lines
from ocr.seal_ink import Strip, Tint, red_tint, without_print
from ocr.seal_middle import across_middle
from ocr.seal_ring import Mask, Ring, find_rings
from ocr.seal_strip import Around, around_ring
from ocr.simplified import simplified

_REDDER = (
    20  # tint of ink; fainter than what a page is read without, for a ring is sure by its form
)
_SAMPLE = 4  # one pixel of so many, each way, tells whether there is any red
_NARROW = 0.6  # the characters of a ring stand far apart, which engines are not used to
_SURE = 0.9  # score from which a name is not read a second time
_LEGIBLE = 0.6  # the engine's score under which a reading says nothing
_DOUBT = 0.6  # how sure a reading remains for each character that is missing
_HOLE = 1.6  # distance between two characters, in usual ones, from which one is missing
_ALIKE = 0.65  # how near a line must be to a usual phrase to be a slip of it
_ENDS = re.compile(r"(专用章|公章|[处科部室局委])$")  # how such lines end when nothing is lost
_NOT_HAN = re.compile(r"^[^\u3400-\u9fff]+|[^\u3400-\u9fff]+$")
_POWER = 5  # turns scores into how often drawn seals were read right: 0.99 to 0.95, 0.9 to 0.6
_TOLD = 0.5  # confidence from which a person is told whose seal it is
_FEWEST = 4  # characters of a unit's name
MISSING = "□"  # stands for a character that was worn off


@dataclass(frozen=True, slots=True)
class SealFound:
    """One seal on an upright page: whose it is, and the line inside it (职称专用章).

    text is empty when it can't be read; the box is in pixels. confidence is that of text.
    """

    text: str
    purpose: str
    confidence: float
    box: Box
    shape: SealShape


@dataclass(frozen=True, slots=True)
class _Reading:
    text: str
    confidence: float


_NOTHING = _Reading("", 0.0)


def find_seals(image: Image, mask: Mask, engine: Engine) -> list[SealFound]:
    """The seals on an upright RGB page whose red ink is in mask, from top to bottom."""
    if not has_red(mask) and not has_red(red_tint(image[::_SAMPLE, ::_SAMPLE]) > _REDDER):
        return []
    tint = red_tint(image)
    ink = mask | (tint > _REDDER)  # purple and pale inks are in the tint alone
    rings = find_rings(ink)
    seals = [_ring_seal(image, tint, ring, engine) for ring in rings]
    for stamp in find_stamps(ink, rings):
        seals += [seal for seal in (_stamp_seal(image, tint, stamp, engine),) if seal]
    return sorted(seals, key=lambda seal: seal.box.y0)


def seal_findings(seals: Iterable[Seal]) -> list[Finding]:
    """Whose seals these are, each at its place."""
    return [
        found("SEAL_READ", page=seal.page, box=seal.box, owner=_owner(seal))
        if is_told(seal.confidence)
        else found("SEAL_UNREADABLE", page=seal.page, box=seal.box)
        for seal in seals
    ]


def is_told(confidence: float) -> bool:
    """Is a seal read surely enough to say whose it is?"""
    return confidence >= _TOLD


def _owner(seal: Seal) -> str:
    return f"{seal.text}（{seal.purpose}）" if seal.purpose else seal.text


def covers(seal_box: Box, box: Box) -> float:
    """How much of a text's box lies under a round or oval seal, 0 to 1.

    A corner of the seal's box is paper, so a text there counts for nothing.
    """
    u, v = (
        (2 * (low + (high - low) * (np.arange(count) + 0.5) / count) - first - last)
        / (last - first)
        for low, high, first, last, count in (
            (box.x0, box.x1, seal_box.x0, seal_box.x1, 24),
            (box.y0, box.y1, seal_box.y0, seal_box.y1, 8),
        )
    )
    return float((np.hypot(u[None, :], v[:, None]) < 1).mean())


def _ring_seal(image: Image, tint: Tint, ring: Ring, engine: Engine) -> SealFound:
    around = around_ring(image, tint, ring)
    name, purpose = _NOTHING, _NOTHING
    if around:
        lines = across_middle(image, tint, ring, around)
        name, purpose = _read(around, lines, engine)
    return SealFound(
        name.text,
        purpose.text,
        round((name.confidence * ring.support**0.5) ** _POWER, 3),
        _box(ring),
        ring.shape,
    )


def _read(name: Around, lines: list[Strip], engine: Engine) -> tuple[_Reading, _Reading]:
    """The name along a ring and the lines inside it."""
    crop = without_print(name.strip)
    crops = [_narrowed(crop, _NARROW), *(without_print(line) for line in lines)]
    texts = engine.recognise(crops)
    if not texts:
        return _NOTHING, _NOTHING
    best = _even(texts[0], name.margin)
    if best.confidence < _SURE:
        again = [_even(text, name.margin) for text in engine.recognise([crop])]
        best = max(best, *again, key=lambda reading: reading.confidence)
    if len(best.text) < _FEWEST or best.confidence < _LEGIBLE * _DOUBT**2:
        best = _Reading("", 0.2)
    inside = [_judged(text) for text in texts[1:]]
    told = "".join(line.text for line in inside if len(line.text) >= 2)
    return best, _Reading(known_purpose(told), 1.0)


def known_purpose(text: str) -> str:
    """What a line inside a seal says; a broken one that is nearly a usual phrase is that."""
    if _ENDS.search(text):
        return text
    found = process.extract(text, _purposes(), scorer=Levenshtein.normalized_similarity, limit=2)
    best = found[0][1] if text else 0.0
    return found[0][0] if best >= _ALIKE and best > found[1][1] else text


@cache
def _purposes() -> tuple[str, ...]:
    return tuple(tomllib.loads((files("ocr") / "seals.toml").read_text("utf-8"))["purposes"])


def _narrowed(crop: Image, share: float) -> Image:
    size = (max(1, round(crop.shape[1] * share)), crop.shape[0])
    return np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)


def _judged(read: Recognised) -> _Reading:
    """A reading without the digits and marks at its ends; none where the score is low."""
    if read.confidence < _LEGIBLE:
        return _NOTHING
    return _Reading(_NOT_HAN.sub("", simplified(read.text)), read.confidence)


def _even(read: Recognised, margin: float) -> _Reading:
    """A reading of evenly spaced print with a mark for each character that is missing.

    The print begins and ends margin from the ends of the crop.
    """
    reading, text = _judged(read), simplified(read.text)
    if len(reading.text) < 3 or len(read.offsets) != len(text):
        return reading
    first = text.find(reading.text)
    places = np.asarray(read.offsets[first : first + len(reading.text)])
    pitch = float(np.median(np.diff(places)))
    ends = margin - pitch / 2, 1 - margin + pitch / 2
    steps = np.diff(np.concatenate([ends[:1], places, ends[1:]])) / max(pitch, 1e-6)
    holes = np.where(steps > _HOLE, np.clip(np.rint(steps) - 1, 1, 3), 0).astype(int)
    marks = [MISSING * int(count) for count in holes]
    marked = marks[0] + "".join(a + b for a, b in zip(reading.text, marks[1:], strict=True))
    return _Reading(marked, reading.confidence * _DOUBT ** int(holes.sum()))


def _box(ring: Ring) -> Box:
    return Box(*ring.bounds())


def _stamp_seal(image: Image, tint: Tint, stamp: Stamp, engine: Engine) -> SealFound | None:
    """A rectangular seal, None where nothing can be read: then it may be any red box."""
    whole = Strip(stamp.laid_flat(image), stamp.laid_flat(tint))
    height, width = whole.tint.shape
    edge = max(3, round(0.09 * min(height, width)))
    crops = [
        without_print(Strip(whole.image[a:b, edge:-edge], whole.tint[a:b, edge:-edge]))
        for a, b in text_lines(whole.tint > _REDDER)[:3]
    ]
    lines = [_judged(text) for text in (engine.recognise(crops) if crops else [])]
    text = _in_order([line.text for line in lines])
    confidence = min((line.confidence for line in lines), default=0.0)
    if len(text) < 2 or confidence < _LEGIBLE:
        return None
    (x0, y0), (x1, y1) = stamp.corners.min(axis=0), stamp.corners.max(axis=0)
    box = Box(float(x0), float(y0), float(x1), float(y1))
    return SealFound(text, "", round(confidence**_POWER, 3), box, SealShape.RECTANGLE)


def _in_order(lines: list[str]) -> str:
    """The characters of lines; a person's square of four is read in columns from the right."""
    if [len(line) for line in lines] == [2, 2]:
        columns = lines[0][1] + lines[1][1] + lines[0][0] + lines[1][0]
        if columns[-1] in "印章":
            return columns
    return "".join(lines)
