"""A photo file as upright sRGB pixels, or the reason why it can't be one."""

import math
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

import pillow_heif
from PIL import Image

from intake.photo.container import has_several_frames, jpeg_scans, png_is_whole
from intake.photo.pixels import Colours, Plane
from intake.photo.srgb import srgb
from intake.sniff import PICTURES, kind_of
from models.errors import FileRefused, refused
from models.findings import Finding, found
from models.settings import Settings

pillow_heif.register_heif_opener()
# The limit is photo_pixels_max, which is looked at before anything is decoded; Pillow's own would
# speak first, and of other numbers.
Image.MAX_IMAGE_PIXELS = None

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF")
_SIDE_MIN_PX = 120
_WORK_PIXELS = 30_000_000  # larger pictures are made smaller as soon as they are decoded
_SCANS_MAX = 60  # of a progressive JPEG; encoders make about ten
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded photo, on white where it was transparent; alpha is None when it wasn't anywhere.

    width_px and height_px are the file's own, as it is displayed; a very large one is worked on
    at a smaller size. dpi is None where the file doesn't say. turns are the quarter turns
    anticlockwise that colours have been given since.
    """

    colours: Colours
    alpha: Plane | None
    format: str
    width_px: int
    height_px: int
    dpi: float | None = None
    turns: int = 0

    @property
    def reduction(self) -> float:
        """The file's size over the size worked on."""
        return max(self.width_px, self.height_px) / int(max(self.colours.shape[:2]))


def open_picture(data: bytes, name: str, settings: Settings) -> Picture | Finding:
    """Decode a photo by its content; a Finding when it is an image, but not one to use.

    Size and frames are looked at before anything is decoded. Raises FileRefused for what is no
    image, and for a file that is cut off or damaged.
    """
    with warnings.catch_warnings(), _native_silence():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is not kept anyway
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except MemoryError:
            raise
        except Exception:  # each format has errors of its own for data that is not it
            raise _no_image(data, name) from None
        try:
            return _unusable(image, data, settings) or _decoded(image, data)
        except MemoryError:
            raise
        except Exception:  # as above; what can't be decoded whole is damaged
            raise refused("PHOTO_TRUNCATED", file=name) from None


@contextmanager
def _native_silence() -> Iterator[None]:
    """Let what libraries themselves write to standard error, of damaged files, go nowhere."""
    try:
        kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    except OSError:  # standard error is closed, so nothing is heard anyway
        yield
        return
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _no_image(data: bytes, name: str) -> FileRefused:
    kind = kind_of(data)
    if kind in PICTURES:
        return refused("PHOTO_TRUNCATED", file=name)
    return refused("PHOTO_NOT_IMAGE", file=name, kind=kind.zh, kind_en=kind.en)


def _unusable(image: Image.Image, data: bytes, settings: Settings) -> Finding | None:
    """What can be told without decoding the picture."""
    width, height = image.size
    if width * height > settings.photo_pixels_max:
        most = settings.photo_pixels_max
        return found("PHOTO_TOO_MANY_PIXELS", millions=width * height / 1e6, most=most / 1e6)
    if min(width, height) < _SIDE_MIN_PX:
        return found("PHOTO_TOO_SMALL", width=width, height=height, least=_SIDE_MIN_PX)
    if has_several_frames(image):
        return found("PHOTO_SEVERAL_FRAMES")
    scans = jpeg_scans(data)
    if scans > _SCANS_MAX:
        return found("PHOTO_TOO_MANY_SCANS", scans=scans, most=_SCANS_MAX)
    return None


def _decoded(image: Image.Image, data: bytes) -> Picture:
    if not png_is_whole(data):
        raise ValueError("a checksum of the PNG is wrong")
    long, short = max(image.size), min(image.size)
    image_format, dpi = str(image.format), _dpi(image)
    times = math.ceil(math.sqrt(long * short / _WORK_PIXELS))
    if times > 1 and image_format in ("JPEG", "MPO"):  # decoded smaller, which is faster
        image.draft(None, (image.width // times, image.height // times))
    image.load()
    turn = _turn(image)
    if image.width * image.height > _WORK_PIXELS:
        whole, image = image, _reduced(image, times)
        whole.close()  # gives back its memory before colours are computed
    colours, alpha = srgb(image if turn is None else image.transpose(turn))
    width, height = (short, long) if colours.shape[1] < colours.shape[0] else (long, short)
    return Picture(colours, alpha, image_format, width, height, dpi)


def _reduced(image: Image.Image, times: int) -> Image.Image:
    """So many times smaller along each side."""
    if image.has_transparency_data and image.mode != "RGBA":
        image = image.convert("RGBA")
    elif image.mode in ("P", "1"):
        image = image.convert("RGB" if image.mode == "P" else "L")
    if image.mode.startswith("I;16"):  # which can't be averaged
        return image.resize((image.width // times, image.height // times), Image.Resampling.NEAREST)
    return image.reduce(times)


def _turn(image: Image.Image) -> Image.Transpose | None:
    """What sets the picture upright by its EXIF data; None also where these are no such data."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever garbage raises: the picture itself may be sound
        return None


def _dpi(image: Image.Image) -> float | None:
    try:
        dpi = float(image.info["dpi"][0])
    except (KeyError, IndexError, TypeError, ValueError, ZeroDivisionError):
        return None
    return round(dpi, 1) if 10 <= dpi < 100_000 else None
