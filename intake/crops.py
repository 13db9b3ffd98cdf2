"""Pictures of the places on a document that readings were taken from."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake.pdf import open_pdf
from models.box import Box
from models.fields import Field
from models.settings import Settings

_DPI = 130.0  # enough to read on a screen, small in a report
_MARGIN = 0.6  # of the box's shorter side, on each side


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field was read; turned is the clockwise turn that makes the text upright."""

    field: Field
    page: int
    box: Box
    turned: int


def cut_crops(data: bytes, places: tuple[Place, ...], settings: Settings) -> dict[Field, bytes]:
    """A PNG of each place, upright. Raises FileRefused, PageUnreadable."""
    crops: dict[Field, bytes] = {}
    with open_pdf(data) as pdf:
        for page in sorted({place.page for place in places}):
            image, scale = pdf.render(page, settings, _DPI)
            for place in places:
                if place.page == page:
                    part = around(image, place.box, scale)
                    upright = np.rot90(part, -place.turned // 90)
                    crops[place.field] = _png(upright)
    return crops


def around(image: NDArray[np.uint8], box: Box, scale: float) -> NDArray[np.uint8]:
    """The place on a picture of the page, scale pixels a point, with a margin."""
    margin = _MARGIN * min(box.width, box.height)
    height, width = image.shape[:2]
    x0, x1 = (int(np.clip(x * scale, 0, width - 1)) for x in (box.x0 - margin, box.x1 + margin))
    y0, y1 = (int(np.clip(y * scale, 0, height - 1)) for y in (box.y0 - margin, box.y1 + margin))
    return image[y0 : y1 + 1, x0 : x1 + 1]


def _png(image: NDArray[np.uint8]) -> bytes:
    encoded = cv2.imencode(".png", cv2.cvtColor(np.ascontiguousarray(image), cv2.COLOR_RGB2BGR))[1]
    return bytes(encoded)
