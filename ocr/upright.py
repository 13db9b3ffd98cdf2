"""Which way up a page is: told by how well its lines read."""

import re
from collections.abc import Sequence

from ocr.crops import crops_of
from ocr.engine import Engine, Image, Quad, Recognised
from ocr.frame import turn_image
from ocr.quads import lies_aside, ordered, sides

_LEVEL = 3  # times as long as high level lines are that tell that the others are none
_FEWEST = 3  # of them, at least
_JUDGES = 6  # crops that decide which way is up
_LEADERS = str.maketrans("", "", " \u3000….·•‥-—_~")  # they look the same standing on their head
_NUMBER = re.compile(r"[\s\dA-Za-z.:/-]{5,}")
_SURE = 0.85  # mean score from which upright is believed without trying upside down


def turn_of(image: Image, engine: Engine) -> int:
    """The clockwise turn in degrees (0, 90, 180, 270) that makes the text of a page upright."""
    quads = [ordered(quad) for quad in engine.detect(image)]
    aside = _lies_aside(image, quads, engine)
    longest = sorted(quads, key=lambda quad: -max(sides(quad)))[: 2 * _JUDGES]
    return set_upright(image, longest, engine, aside=aside)[0]


def set_upright(
    image: Image, quads: list[Quad], engine: Engine, *, aside: bool | None = None
) -> tuple[int, list[Recognised]]:
    """The turn that makes the page upright, and what the quads say then.

    A page that lies aside can have been turned either way, so both are tried on the longest lines;
    of others the second reading is only made when the first is poor.
    """
    aside = _lies_aside(image, quads, engine) if aside is None else aside
    turned = 90 if aside else 0
    crops = crops_of(image, quads, turned)
    texts = engine.recognise(crops) if crops else []
    judges = _judges(crops, texts)
    score = _score(judges)
    if judges and (aside or score < _SURE):
        feet_up = [turn_image(crop, 180) for crop, _ in judges]
        again = list(zip(feet_up, engine.recognise(feet_up), strict=False))
        if _score(again) > score + 0.05:
            texts = engine.recognise([turn_image(crop, 180) for crop in crops])
            turned += 180
    return turned, _with_level(image, quads, texts, turned, engine) if aside else texts


def _with_level(
    image: Image, quads: list[Quad], texts: list[Recognised], turned: int, engine: Engine
) -> list[Recognised]:
    """What the quads of a page that lies aside say, level ones as they lie where that is better.

    Of a page in columns from the right that is set upright so, as if each were a line, a number
    may stand level below them: 编号.
    """
    level = [i for i, quad in enumerate(quads) if sides(quad)[0] > _LEVEL * sides(quad)[1]]
    if not level:
        return texts
    crops = crops_of(image, [quads[i] for i in level], (turned + 90) % 360)
    told = dict(zip(level, engine.recognise(crops), strict=False))
    better = {i: one for i, one in told.items() if one.confidence > texts[i].confidence}
    return [better.get(i, text) for i, text in enumerate(texts)]


def _lies_aside(image: Image, quads: Sequence[Quad], engine: Engine) -> bool:
    """Do the lines of a page run up or down?

    The pattern of security paper may seem to be lines of its own, more of them than of text; where
    what lies level can be read and nothing else, it is the text. On a form that lies aside the
    names of its parts may lie level, and all else does not.
    """
    if not lies_aside(list(quads)):
        return False
    level = [quad for quad in quads if sides(quad)[0] > _LEVEL * sides(quad)[1]]
    upright = [quad for quad in quads if sides(quad)[1] > _LEVEL * sides(quad)[0]]
    return (
        len(level) < _FEWEST
        or not _reads(image, level, 0, engine)
        or _reads(image, upright, 90, engine)
    )


def _reads(image: Image, quads: Sequence[Quad], turned: int, engine: Engine) -> bool:
    """Can the longest of these lines be read on the page turned so, or standing on its head?"""
    longest = sorted(quads, key=lambda quad: -max(sides(quad)))[: 2 * _JUDGES]
    crops = crops_of(image, longest, turned)
    ways = (crops, [turn_image(crop, 180) for crop in crops])
    return any(_score(_judges(way, engine.recognise(way))) >= _SURE for way in ways)


def _judges(crops: list[Image], texts: list[Recognised]) -> list[tuple[Image, Recognised]]:
    """The longest crops with what they were read as; numbers only where there are no words.

    Digits that stand on their head are read as others, with confidence.
    """
    pairs = [
        (crop, text)
        for crop, text in zip(crops, texts, strict=False)
        if crop.shape[1] > 2 * crop.shape[0]
    ]
    pairs = [pair for pair in pairs if not _NUMBER.fullmatch(pair[1].text)] or pairs
    return sorted(pairs, key=lambda pair: -pair[0].shape[1] / pair[0].shape[0])[:_JUDGES]


def _score(judges: list[tuple[Image, Recognised]]) -> float:
    """How well crops read, 0 to 1: confident texts of as many characters as the crop is long.

    Print that stands on its head is read as few characters, some of them with confidence. The dots
    that lead from a name to a unit are none.
    """
    scores = [
        text.confidence * min(1.0, _letters(text.text) / (0.6 * crop.shape[1] / crop.shape[0]))
        for crop, text in judges
    ]
    return float(sum(scores) / max(1, len(scores)))


def _letters(text: str) -> int:
    return len(text.translate(_LEADERS))
