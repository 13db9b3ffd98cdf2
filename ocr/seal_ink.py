"""The ink of seals: how red a place is, and red print freed from the black print under it."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.engine import Image

Tint = NDArray[np.uint8]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Strip:
    """Straight print: the colours, and how red each pixel is (0 to 255, paper taken off)."""

    image: Image
    tint: Tint


def red_tint(image: Image) -> Tint:
    """How much redder each pixel of an RGB image is than the paper, 0 for other colours."""
    red, green, blue = cv2.split(image)
    tint = cv2.subtract(red, green)  # purple inks have as much blue as red; no red ink has green
    paper = int(np.median(tint[::8, ::8]))
    tint = cv2.subtract(tint, np.full_like(tint, paper))
    return np.asarray(cv2.copyTo(tint, (red > blue).view(np.uint8)), np.uint8)  # 0 elsewhere


def ink_level(tint: Tint) -> float:
    """The tint from which a pixel of a seal is ink."""
    level, _ = cv2.threshold(tint, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return max(14.0, 0.7 * level)


def without_print(strip: Strip) -> Image:
    """The red of a strip in black on white, without the black print that lies under the seal.

    The green light in which red ink is dark keeps its strokes sharp, where there is no print. Under
    print only the tint tells, which JPEG keeps at half the sharpness.
    """
    red, green = (strip.image[..., part].astype(np.float32) for part in (0, 1))
    strong = strip.tint > max(14.0, float(np.quantile(strip.tint, 0.9)))
    ink = float(np.median(red[strong])) if strong.any() else 200.0
    printed = cv2.dilate((red < 0.72 * ink).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    full = max(30.0, float(np.quantile(strip.tint, 0.97)))
    tint = np.clip(strip.tint / np.float32(full), 0, 1)
    near = np.clip(cv2.GaussianBlur(tint, (0, 0), 1.2) * 2.2, 0, 1)
    paper = float(np.quantile(green, 0.9))
    dark = float(np.quantile(green[strong], 0.2)) if strong.any() else 0.0
    light = np.where(
        printed, paper - (paper - dark) * tint, paper - (paper - np.minimum(green, paper)) * near
    )
    least = float(np.quantile(light, 0.03))
    grey = 20 + 235 * np.clip((light - least) / max(20.0, paper - least), 0, 1)
    return np.repeat(grey.astype(np.uint8)[:, :, None], 3, axis=2)


def runs_of(flags: NDArray[np.bool_]) -> list[Span]:
    """Where flags are set without a break: start and end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.astype(np.int8), [0]])))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
