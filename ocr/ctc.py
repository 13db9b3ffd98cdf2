"""Connectionist temporal classification, the two ends around its network: a crop in, text out.

The network gives for every column of a crop how likely each character stands there; equal
neighbours are one character and the first class is none. (Graves et al., 2006)
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image, Other, Recognised

Columns = NDArray[np.float32]

HEIGHT = 48  # to which the published models have crops scaled
# Widths are rounded up to few different ones: the runtime prepares itself for each.
_STEP = 32
_LONG = 256  # pixels from which the step is twice as long
_NARROWEST = 48
_WIDEST = 3200
_OTHERS = 3  # runners-up kept of each character
_FAINT = 0.001  # a runner-up below this is no alternative


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


def text_of(columns: Columns, characters: Sequence[str], share: float) -> Recognised:
    """The text of a crop from the (columns, classes) of its probabilities.

    characters are those of the classes after the first; share is how much of the width the crop
    fills, the rest being padding.
    """
    best = columns.argmax(axis=1)
    starts = np.flatnonzero((best != 0) & (best != np.concatenate(([0], best[:-1]))))
    if not len(starts):
        return Recognised("", 0.0, ())
    # The column where a character is surest tells most of it: its score, and what else it may be.
    peaks = np.asarray([_peak(columns, best, start) for start in starts])
    scores = columns[peaks, best[peaks]]
    reach = len(columns) * share
    return Recognised(
        "".join(characters[k - 1] for k in best[peaks]),
        float(scores.mean()),
        tuple(min(1.0, (float(peak) + 0.5) / reach) for peak in peaks),
        tuple(float(score) for score in scores),
        tuple(_others(columns[peak], characters) for peak in peaks),
    )


def _peak(columns: Columns, best: NDArray[np.intp], start: int) -> int:
    """The surest of the columns that are one character."""
    end = start
    while end + 1 < len(best) and best[end + 1] == best[start]:
        end += 1
    return int(start + columns[start : end + 1, best[start]].argmax())


def _others(column: Columns, characters: Sequence[str]) -> tuple[Other, ...]:
    """The runners-up of one column that are no mere dust, best first."""
    if 1 - column.max() < _FAINT:
        return ()
    order = np.argpartition(column, -_OTHERS - 1)[-_OTHERS - 1 :]
    ranked = order[np.argsort(-column[order])][1:]
    return tuple(
        (characters[k - 1] if k else "", float(column[k])) for k in ranked if column[k] > _FAINT
    )
