"""What an OCR engine is: two calls that the rest of the reading is built on.

An engine finds the quadrilaterals of text on a page and recognises the text of upright crops. All
else (orientation, skew, lines, fields) is ours and the same for every engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Quad = NDArray[np.float32]
Other = tuple[str, float]  # what a character may be instead, "" for nothing, and how likely


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of one crop.

    confidence is the engine's mean score, 0 to 1; offsets holds the centre of each character as a
    share of the crop's width, one for each character of text. An engine that tells more gives the
    score of each character and its runners-up, best first; else both are empty. rival is the text
    of a second reading that was made of the crop and lost; passed_over is how likely a character
    stands where none was read.
    """

    text: str
    confidence: float
    offsets: tuple[float, ...]
    scores: tuple[float, ...] = ()
    others: tuple[tuple[Other, ...], ...] = ()
    rival: str | None = None
    passed_over: float = 0.0


class Engine(Protocol):
    """The contract that every engine keeps; `tests/ocr/test_engines.py` holds each one to it."""

    def detect(self, image: Image) -> list[Quad]:
        """Find the text on an RGB page (height, width, 3).

        Each quad is (4, 2) in pixels, clockwise from its upper left corner.
        """

    def recognise(self, crops: Sequence[Image]) -> list[Recognised]:
        """Read upright RGB crops of one line each; one answer a crop, in the order given."""
