"""The finished photo as a plain JPEG under a size, its white clean up to the person's rim.

A JPEG ripples about every edge, and on white the ripples show as grey and coloured specks. They are
kept from it by two means. The white beside the person is made brighter than white, so that ripples
stay above 255 and are cut off by every decoder; an encoder takes no such values, so brightness is
handed to it at half contrast, and its steps are doubled afterwards in the file's table. And colour
is kept in steps half as coarse as usual, for ripples of colour aren't cut off.
"""

from functools import cache
from io import BytesIO

import numpy as np
from PIL import Image

from intake.photo.pixels import Colours, Mask, Plane, touching
from models.settings import Settings

_QUALITIES = range(30, 96)
QUALITY_LOW = 70  # below this the loss can be seen
_WHITE = 252
_OVER = 12.0  # how much brighter than white; ripples are rarely larger
_BLOCK = 16  # px; brightness is kept in blocks of 8, colour in blocks of 16
_TABLE = b"\xff\xdb\x00\x43\x00"  # what stands before the 64 steps of brightness

_TO_BRIGHTNESS = np.array([0.299, 0.587, 0.114], np.float32)
_TO_BLUE = np.array([-0.168736, -0.331264, 0.5], np.float32)
_TO_RED = np.array([0.5, -0.418688, -0.081312], np.float32)


def encode(colours: Colours, settings: Settings) -> tuple[bytes, int] | None:
    """The best JPEG strictly under the size, and its quality; None when none fits.

    Baseline, optimised, 4:2:0, density in JFIF, nothing else about the picture.
    """
    image = _overbright(colours)
    low, high, best = _QUALITIES.start, _QUALITIES.stop - 1, None
    while low <= high:
        quality = (low + high) // 2
        data = _jpeg(image, quality, settings.photo_dpi)
        if len(data) < settings.photo_bytes_max:
            best, low = (data, quality), quality + 1
        else:
            high = quality - 1
    return best


def jpeg_at(colours: Colours, quality: int, settings: Settings) -> bytes:
    """The photo at one quality, whatever its size."""
    return _jpeg(_overbright(colours), quality, settings.photo_dpi)


def _overbright(colours: Colours) -> Image.Image:
    """Brightness at half contrast, over-bright beside the person; blue and red as usual."""
    plane = colours.astype(np.float32)
    bright: Plane = plane @ _TO_BRIGHTNESS
    white = touching(plane.min(axis=2) >= _WHITE, _edges(plane))
    bright = np.where(white & _beside(~white), 255 + _OVER, bright)
    planes = (bright - 128) / 2 + 128, plane @ _TO_BLUE + 128, plane @ _TO_RED + 128
    return Image.fromarray(np.dstack(planes).round().clip(0, 255).astype(np.uint8), "YCbCr")


def _edges(plane: Plane) -> Mask:
    edges = np.zeros(plane.shape[:2], bool)
    edges[[0, -1]] = edges[:, [0, -1]] = True
    return edges


def _beside(person: Mask) -> Mask:
    """The whole blocks in which there is some of the person."""
    height, width = person.shape
    rows, columns = -(-height // _BLOCK), -(-width // _BLOCK)
    whole = np.zeros((rows * _BLOCK, columns * _BLOCK), bool)
    whole[:height, :width] = person
    held = whole.reshape(rows, _BLOCK, columns, _BLOCK).any(axis=(1, 3))
    return held.repeat(_BLOCK, axis=0).repeat(_BLOCK, axis=1)[:height, :width]


def _jpeg(image: Image.Image, quality: int, dpi: int) -> bytes:
    file, halves = BytesIO(), [_halved(steps, quality) for steps in _standard_steps()]
    image.save(file, "JPEG", qtables=halves, optimize=True, subsampling="4:2:0", dpi=(dpi, dpi))
    data = bytearray(file.getvalue())
    start = data.index(_TABLE) + len(_TABLE)
    data[start : start + 64] = bytes(2 * step for step in data[start : start + 64])
    return bytes(data)


def _halved(steps: tuple[int, ...], quality: int) -> list[int]:
    """Half of the steps that libjpeg has at a quality."""
    scale = 5000 // quality if quality < 50 else 200 - 2 * quality
    usual = (min(max((step * scale + 50) // 100, 1), 255) for step in steps)
    return [min((step + 1) // 2, 127) for step in usual]


@cache
def _standard_steps() -> tuple[tuple[int, ...], ...]:
    """The steps of brightness and colour at quality 50, from which libjpeg derives all others."""
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "JPEG", quality=50)
    tables = Image.open(file).quantization  # type: ignore[attr-defined]
    return tuple(tuple(tables[index]) for index in (0, 1))
