"""A photo file as upright sRGB pixels, or the reason why it can't be one."""

import warnings
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import pillow_heif
from PIL import Image, ImageCms, ImageOps

from intake.photo.pixels import Colours, Plane
from intake.sniff import kind_of
from models.errors import refused
from models.findings import Finding, found
from models.settings import Settings

pillow_heif.register_heif_opener()

_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF")
_STILL = ("MPO", "HEIF")  # phones keep previews and depth maps as further frames: the first counts
_DRAFT_PX = 3000  # a JPEG beyond twice this is decoded smaller: faster, and still large enough
_SIDE_MIN_PX = 120


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded photo, on white where it was transparent; alpha is None when it wasn't anywhere.

    width_px and height_px are the file's own, upright; a very large JPEG is decoded smaller.
    """

    colours: Colours
    alpha: Plane | None
    format: str
    width_px: int
    height_px: int


def open_picture(data: bytes, name: str, settings: Settings) -> Picture | Finding:
    """Decode a photo by its content; a Finding when it is an image, but not one to use.

    Size and frames are looked at before anything is decoded. Raises FileRefused for what is no
    image, and for a file that is cut off or damaged.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of odd metadata, which is not kept anyway
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            return _too_many_pixels(2 * (Image.MAX_IMAGE_PIXELS or 0), settings)
        except Exception:  # each format has errors of its own for data that is not it
            kind = kind_of(data)
            raise refused("PHOTO_NOT_IMAGE", file=name, kind=kind.zh, kind_en=kind.en) from None
        return _unusable(image, settings) or _decoded(image, name)


def _unusable(image: Image.Image, settings: Settings) -> Finding | None:
    """What can be told from the file's header alone."""
    width, height = image.size
    if width * height > settings.photo_pixels_max:
        return _too_many_pixels(width * height, settings)
    if min(width, height) < _SIDE_MIN_PX:
        return found("PHOTO_TOO_SMALL", width=width, height=height, least=_SIDE_MIN_PX)
    frames = 1 if image.format in _STILL else getattr(image, "n_frames", 1)
    if frames > 1:
        return found("PHOTO_SEVERAL_FRAMES", frames=frames)
    return None


def _too_many_pixels(pixels: int, settings: Settings) -> Finding:
    most = settings.photo_pixels_max
    return found("PHOTO_TOO_MANY_PIXELS", millions=pixels / 1e6, most=most / 1e6)


def _decoded(image: Image.Image, name: str) -> Picture:
    try:
        width, height = image.size
        if image.format in ("JPEG", "MPO") and min(image.size) >= 2 * _DRAFT_PX:
            image.draft(None, (_DRAFT_PX, _DRAFT_PX))
        image.load()
        turned = image.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        image_format = str(image.format)
        colours, alpha = _srgb(ImageOps.exif_transpose(image))
    except MemoryError:
        raise
    except Exception:  # as above; what can't be decoded whole is damaged
        raise refused("PHOTO_TRUNCATED", file=name) from None
    if turned:
        width, height = height, width
    return Picture(colours, alpha, image_format, width, height)


def _srgb(image: Image.Image) -> tuple[Colours, Plane | None]:
    """Colours by the embedded profile, put on white where transparent, and the transparency."""
    alpha: Plane | None = None
    if image.has_transparency_data:
        image = image.convert("RGBA")
        alpha = np.asarray(image.getchannel("A"), np.float32) / np.float32(255)
    if image.mode.startswith("I"):  # 16 bits of grey
        image = Image.fromarray((np.asarray(image).clip(0, 65535) / 257).astype(np.uint8))
    elif image.mode not in ("RGB", "CMYK", "L"):
        profile = image.info.get("icc_profile")
        image = image.convert("RGB")
        image.info["icc_profile"] = profile
    colours = np.asarray(_by_profile(image).convert("RGB"), np.uint8)
    if alpha is not None:
        mixed = colours * alpha[:, :, None] + 255 * (1 - alpha[:, :, None])
        colours = mixed.round().astype(np.uint8)
    return colours, alpha


def _by_profile(image: Image.Image) -> Image.Image:
    """Convert to sRGB; a profile that is absent, damaged or of another kind changes nothing."""
    profile = image.info.get("icc_profile")
    if not profile:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, source, target, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError):
        return image
