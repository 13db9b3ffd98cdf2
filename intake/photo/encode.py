"""The finished photo as a file: a plain JPEG under a size, written whole or not at all."""

import os
from io import BytesIO
from pathlib import Path

from PIL import Image

from intake.files import shown
from intake.photo.pixels import Colours
from models.errors import UsageWrong
from models.findings import found
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


def write_whole(data: bytes, target: Path) -> None:
    """Write beside the target, then put it in its place. Raises UsageWrong where that fails."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or type(error).__name__
        raise UsageWrong(found("OUTPUT_UNWRITABLE", file=shown(target), problem=problem)) from None
    finally:
        _remove(beside)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except (OSError, ValueError):  # there never was one
        return
