"""The finished photo as a plain JPEG under a size."""

from io import BytesIO

from PIL import Image

from intake.photo.pixels import Colours
from models.settings import Settings

_QUALITIES = range(30, 96)
QUALITY_LOW = 70  # below this the loss can be seen


def encode(colours: Colours, settings: Settings) -> tuple[bytes, int] | None:
    """The best JPEG strictly under the size, and its quality; None when none fits.

    Baseline, optimised, 4:2:0, density in JFIF, nothing else about the picture.
    """
    image = Image.fromarray(colours)
    low, high, best = _QUALITIES.start, _QUALITIES.stop - 1, None
    while low <= high:
        quality = (low + high) // 2
        data = _jpeg(image, quality, settings.photo_dpi)
        if len(data) < settings.photo_bytes_max:
            best, low = (data, quality), quality + 1
        else:
            high = quality - 1
    return best


def _jpeg(image: Image.Image, quality: int, dpi: int) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True, subsampling="4:2:0", dpi=(dpi, dpi))
    return file.getvalue()
