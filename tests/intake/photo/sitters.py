"""Portraits on chosen backgrounds for the tests of the photo tool, and what can befall them."""

from functools import cache
from io import BytesIO

import cv2
import numpy as np
from PIL import Image

from fixtures.portraits import portrait

BLUE = (67, 142, 219)
SIZE = (432, 576)


@cache
def _sitter():
    """Her colours times her alpha, and the alpha: from a portrait on black and one on white."""
    on_black = portrait((0, 0, 0), SIZE, light=0).astype(np.float32)
    on_white = portrait((255, 255, 255), SIZE, light=0).astype(np.float32)
    alpha = 1 - (on_white - on_black).mean(axis=2, keepdims=True) / 255
    return on_black, np.clip(alpha, 0, 1)


def alpha():
    return _sitter()[1][:, :, 0]


def before(background):
    """Her before a colour or a picture of her size."""
    colours, share = _sitter()
    wall = np.broadcast_to(np.asarray(background, np.float32), colours.shape)
    return np.clip(colours + (1 - share) * wall, 0, 255).astype(np.uint8)


def noisy_wall(colour=(176, 172, 166), sigma=5.0):
    width, height = SIZE
    return np.asarray(colour) + np.random.default_rng(3).normal(0, sigma, (height, width, 3))


def gradient(top=(60, 120, 200), bottom=(170, 205, 240)):
    share = np.linspace(0, 1, SIZE[1])[:, None, None]
    wall = (1 - share) * np.asarray(top) + share * np.asarray(bottom)
    return np.broadcast_to(wall, (SIZE[1], SIZE[0], 3))


def turned(picture, degrees, fill=BLUE):
    matrix = cv2.getRotationMatrix2D((SIZE[0] / 2, SIZE[1] / 3), degrees, 1)
    return cv2.warpAffine(picture, matrix, SIZE, flags=cv2.INTER_CUBIC, borderValue=fill)


def saved(picture, format="JPEG", **options):
    """The bytes of a picture in a format."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    file = BytesIO()
    if format == "JPEG":
        options = {"quality": 92, **options}
    if format == "PNG":
        options = {"compress_level": 1, **options}
    image.save(file, format, **options)
    return file.getvalue()
