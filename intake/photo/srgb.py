"""A decoded picture of any mode as sRGB on white, and its transparency."""

from io import BytesIO

import numpy as np
from PIL import Image, ImageCms

from intake.photo.pixels import Colours, Plane

_WITH_PROFILE = ("RGB", "CMYK", "L", "LAB")  # modes that ImageCms converts from


def srgb(image: Image.Image) -> tuple[Colours, Plane | None]:
    """Colours by the embedded profile, put on white where transparent, and the transparency.

    The transparency (0 to 1) is None where there is none at all.
    """
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        image = image if image.mode == "RGBA" else image.convert("RGBA")
        alpha = image.getchannel("A")
        colours = _by_profile(image.convert("RGB"), profile)
        on_white = Image.new("RGB", image.size, (255, 255, 255))
        on_white.paste(colours, mask=alpha)
        return np.asarray(on_white), np.asarray(alpha, np.float32) / np.float32(255)
    return np.asarray(_by_profile(_usual(image), profile)), None


def _usual(image: Image.Image) -> Image.Image:
    """The picture in a mode that profiles are made for, eight bits a channel."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        return Image.fromarray(_eight_bits(image))
    return image if image.mode in _WITH_PROFILE else image.convert("RGB")


def _eight_bits(image: Image.Image) -> Colours:
    """Grey of 16 bits, or of numbers that may be from 0 to 1, to 255 or to 65,535."""
    grey = np.asarray(image)
    if grey.dtype == np.uint16:
        return np.asarray(grey >> 8, np.uint8)
    grey = np.nan_to_num(grey.astype(np.float32, copy=False))
    most = float(grey.max(initial=0))
    whole = 65535.0 if image.mode == "I" else next((m for m in (1.0, 255.0) if most <= m), 65535.0)
    return np.clip(grey * np.float32(255 / whole), 0, 255).astype(np.uint8)


def _by_profile(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Convert to sRGB; a profile that is absent, damaged or of another kind changes nothing."""
    if image.mode == "LAB":  # its colours are absolute and need no profile
        lab, target = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, lab, target, outputMode="RGB") or image
    if not profile:
        return image.convert("RGB")
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        converted = None
    return converted or image.convert("RGB")
