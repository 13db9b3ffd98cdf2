"""Connectionist temporal classification, the two ends around its network: a crop in, text out.

The network gives for every column of a crop how likely each character stands there; equal
neighbours are one character and the first class is none. (Graves et al., 2006)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image, Other, Recognised

Columns = NDArray[np.float32]
_Seen = tuple[int, str, float]  # the column of a character, the character, its score

HEIGHT = 48  # to which the published models have crops scaled
# Widths are rounded up to few different ones: the runtime prepares itself for each.
_STEP = 32
_LONG = 256  # pixels from which the step is twice as long
_NARROWEST = 48
_WIDEST = 3200
_OTHERS = 3  # runners-up kept of each character
_FAINT = 0.001  # a runner-up below this is no alternative
_FAINT_AT_ALL = 0.02  # the same of a character where none was read

_TWINS = {"○": "〇", "◯": "〇"}  # one character to readers, two or three to the network
_DASHES = frozenset("—―－─–")
_ONE = "一"
_TORN = 0.05  # how likely the numeral must be where a dash stands among Chinese characters
_HOLE = 1.6  # usual steps between two characters from which others stand unread there
_UNREAD = 3  # of them, at most; what is wider is a space
_HINT = 0.08  # what the network must make of such a place
_MARGIN = 1.35  # usual steps from the end of a crop, from which one stands unread there
_TWO_WIDE = 3  # columns from which a character may be two
_STUTTER = 0.6  # usual steps between two equal characters that are one
_STEPS = 4  # from one Chinese character to the next, from which the usual step is known
_HAN = re.compile(r"[〇\u3400-\u9fff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Look:
    """How large a crop is shown to the network: its height in pixels, and how far it is squeezed.

    squeeze is the factor by which it is narrower than its shape at HEIGHT asks for.
    """

    height: int
    squeeze: float


def network_input(crop: Image, look: Look) -> tuple[NDArray[np.float32], float]:
    """An upright RGB crop as (1, 3, look.height, width), and the share of it that is the crop."""
    height, width = crop.shape[:2]
    scaled = min(_WIDEST, max(1, round(HEIGHT * width / height * look.squeeze)))
    step = _STEP if scaled <= _LONG else 2 * _STEP
    padded = max(_NARROWEST, -(-scaled // step) * step)
    # Made larger by interpolation, smaller by the mean of what falls together.
    way = cv2.INTER_AREA if look.height < height and scaled < width else cv2.INTER_LINEAR
    small = cv2.resize(crop, (scaled, look.height), interpolation=way)
    blob = np.zeros((1, 3, look.height, padded), np.float32)
    blob[0, :, :, :scaled] = (small[:, :, ::-1].astype(np.float32) / 127.5 - 1).transpose(2, 0, 1)
    return blob, scaled / padded


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters of the classes after the first; twins are pairs of classes that are one."""

    characters: tuple[str, ...]
    twins: tuple[tuple[int, int], ...]

    def of(self, number: int) -> str:
        """The character of a class, "" for the first."""
        return self.characters[number - 1] if number else ""


def alphabet_of(characters: Sequence[str]) -> Alphabet:
    """The alphabet of a network's characters, in the order of its classes after the first."""
    place = {character: number for number, character in enumerate(characters, 1)}
    twins = [(place[a], place[b]) for a, b in _TWINS.items() if a in place and b in place]
    return Alphabet(tuple(characters), tuple(twins))


def text_of(columns: Columns, alphabet: Alphabet, share: float) -> Recognised:
    """The text of a crop from the (columns, classes) of its probabilities.

    share is how much of the width the crop fills, the rest being padding. columns is written to.
    """
    if alphabet.twins:
        for twin, meant in alphabet.twins:
            columns[:, meant] += columns[:, twin]
            columns[:, twin] = 0
    best = columns.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
    if not len(starts):
        return Recognised("", 0.0, ())
    # The column where a character is surest tells most of it: its score, and what else it may be.
    peaks = [_peak(columns, best, start) for start in starts]
    seen = [(peak, alphabet.of(best[peak]), float(columns[peak, best[peak]])) for peak in peaks]
    seen = _with_unread(_unstuttered(seen), columns, alphabet, share * len(columns))
    others = [_others(columns[peak], alphabet) for peak, _, _ in seen]
    text = "".join(character for _, character, _ in seen)
    reach = len(columns) * share
    return Recognised(
        "".join(_told_apart(text, at, others[at]) for at in range(len(text))),
        float(np.mean([score for _, _, score in seen])),
        tuple(min(1.0, (peak + 0.5) / reach) for peak, _, _ in seen),
        tuple(score for _, _, score in seen),
        tuple(others),
        passed_over=max(
            _passed_over(columns, best, {at for at, _, _ in seen}), _doubled(best, starts, alphabet)
        ),
    )


def _doubled(best: NDArray[np.intp], starts: NDArray[np.intp], alphabet: Alphabet) -> float:
    """1 where one Chinese character is as wide as two, which may be two equal ones: 婷婷, else 0.

    Two equal neighbours that touch are one to this kind of network.
    """
    ends = np.append(starts[1:], len(best))
    widths = [
        int((best[start:end] == best[start]).sum())
        for start, end in zip(starts, ends, strict=True)
        if _HAN.match(alphabet.of(int(best[start])))
    ]
    if len(widths) < 2:
        return 0.0
    return float(max(widths) >= max(_TWO_WIDE, 2 * sorted(widths)[(len(widths) - 1) // 2]))


def _passed_over(columns: Columns, best: NDArray[np.intp], told: set[int]) -> float:
    """How likely the likeliest of the characters is that were taken for nothing.

    Beside a character that was read its own edges are no other one.
    """
    most = 0.0
    left = 1 - columns[:, 0]  # no character can be likelier than what is left of certainty
    for at in np.flatnonzero((best == 0) & (left > _FAINT_AT_ALL)):
        if at in told or left[at] < most:
            continue
        hidden = int(columns[at, 1:].argmax()) + 1
        if hidden not in best[max(0, at - 1) : at + 2]:
            most = max(most, float(columns[at, hidden]))
    return most


def _told_apart(text: str, at: int, others: Sequence[Other]) -> str:
    """The character at a place, a dash among Chinese characters being the numeral one."""
    if text[at] not in _DASHES or dict(others).get(_ONE, 0.0) < _TORN:
        return text[at]
    beside = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
    return text[at] if any(c.isascii() for c in beside) else _ONE


def _unstuttered(seen: list[_Seen]) -> list[_Seen]:
    """The characters, two equal ones that share the room of one being one."""
    steps = sorted(_steps(seen))
    if len(steps) < _STEPS:
        return seen
    close = _STUTTER * steps[len(steps) // 2]
    return [
        character
        for before, character in zip([None, *seen], seen, strict=False)
        if before is None
        or before[1] != character[1]
        or not _HAN.match(character[1])
        or character[0] - before[0] > close
    ]


def _steps(seen: list[_Seen]) -> list[int]:
    """The steps from one Chinese character to the next."""
    return [b - a for (a, x, _), (b, y, _) in pairwise(seen) if _HAN.match(x) and _HAN.match(y)]


def _with_unread(
    seen: list[_Seen], columns: Columns, alphabet: Alphabet, end: float
) -> list[_Seen]:
    """The characters, and those that the network hardly saw in the holes between them.

    Chinese print keeps its step: where it is twice as long, and the network thinks of a character
    in the middle at all, that character stands there: 一〇六 for 一六. end is the last column.
    """
    steps = sorted(_steps(seen))
    if len(steps) < _STEPS:
        return seen
    usual = steps[len(steps) // 2]
    # Before the first character and behind the last one a crop has a margin of its own.
    first, last = seen[0], seen[-1]
    before = first[0] - (2 if first[0] > _MARGIN * usual else 1) * usual
    behind = last[0] + (2 if end - last[0] > _MARGIN * usual else 1) * usual
    places = [
        (before, first[1]),
        *((at, character) for at, character, _ in seen),
        (behind, last[1]),
    ]
    found: list[_Seen] = []
    for ((left, x), (right, y)), character in zip(pairwise(places), [*seen, None], strict=True):
        if right - left > _HOLE * usual and _HAN.match(x) and _HAN.match(y):
            missing = round((right - left) / usual) - 1
            for place in range(1, 1 + missing if missing <= _UNREAD else 1):
                middle = left + place * (right - left) / (missing + 1)
                found += _unread(middle, usual, columns, alphabet)
        found += [character] if character else []
    return found


def _unread(middle: float, usual: float, columns: Columns, alphabet: Alphabet) -> list[_Seen]:
    """The character that the network thinks of about the middle of a hole."""
    begin, end = round(middle - 0.4 * usual), round(middle + 0.4 * usual) + 1
    # What is read of a column is a part of a character that is known.
    reach = [at for at in range(max(0, begin), min(len(columns), end)) if not columns[at].argmax()]
    if not reach:
        return []
    at = min(reach, key=lambda column: float(columns[column, 0]))
    hidden = int(columns[at, 1:].argmax()) + 1
    likely = float(columns[at, hidden])
    told = likely > _HINT and _HAN.match(alphabet.of(hidden))
    return [(at, alphabet.of(hidden), likely)] if told else []


def _peak(columns: Columns, best: NDArray[np.intp], start: int) -> int:
    """The surest of the columns that are one character."""
    end = start
    while end + 1 < len(best) and best[end + 1] == best[start]:
        end += 1
    return int(start + columns[start : end + 1, best[start]].argmax())


def _others(column: Columns, alphabet: Alphabet) -> tuple[Other, ...]:
    """The runners-up of one column that are no mere dust, best first."""
    if 1 - column.max() < _FAINT:
        return ()
    likely = np.flatnonzero(column > _FAINT)
    ranked = likely[np.argsort(-column[likely])][1 : 1 + _OTHERS]
    return tuple((alphabet.of(int(k)), float(column[k])) for k in ranked)
