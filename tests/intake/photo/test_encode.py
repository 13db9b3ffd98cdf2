"""The finished file: small enough, as good as can be, and white where it should be."""

from io import BytesIO

import cv2
import numpy as np
import pymupdf
import pytest
from PIL import Image

from intake.photo.encode import encode, jpeg_at
from models.settings import Settings


def strands(colour):
    """Thin dark hair and a strong colour on white: what JPEG ripples most about."""
    picture = np.full((413, 295, 3), 255, np.uint8)
    rng = np.random.default_rng(1)
    cv2.ellipse(picture, (147, 260), (90, 110), 0, 0, 360, colour, -1, cv2.LINE_AA)
    for x in rng.integers(60, 235, 60):
        cv2.line(picture, (int(x), 60), (int(x) + 6, 200), (30, 25, 25), 1, cv2.LINE_AA)
    return picture


def decoded(data):
    """By three decoders: Pillow's, OpenCV's and MuPDF's."""
    pixmap = pymupdf.Pixmap(data)
    return [
        np.asarray(Image.open(BytesIO(data)).convert("RGB")),
        cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)[:, :, ::-1],
        np.frombuffer(pymupdf.Pixmap(pymupdf.csRGB, pixmap).samples, np.uint8).reshape(413, 295, 3),
    ]


@pytest.mark.parametrize(("colour", "share"), [((40, 30, 28), 0.4), ((150, 110, 90), 0.8)])
def test_white_stays_white_up_to_the_rim_in_every_decoder(colour, share):
    """Far less of it is tinged than in the usual file of that quality."""
    picture = strands(colour)
    data, quality = encode(picture, Settings())
    white = (picture == 255).all(axis=2)
    file = BytesIO()
    Image.fromarray(picture).save(file, "JPEG", quality=quality)
    usual = (decoded(file.getvalue())[0][white].min(axis=1) < 252).mean()
    for pixels in decoded(data):
        assert (pixels[white].min(axis=1) < 252).mean() < share * usual
        assert pixels.min(axis=2)[:, [0, -1]].min() >= 252
        inside = cv2.erode((~white).astype(np.uint8), np.ones((5, 5))).astype(bool)
        assert np.abs(pixels[inside].astype(int) - picture[inside]).mean() < 4


def test_it_is_the_best_that_stays_under_the_size_and_nothing_is_added_to_it():
    picture = strands((200, 30, 40))
    picture = np.clip(picture + np.random.default_rng(1).normal(0, 9, picture.shape), 0, 255)
    picture = picture.astype(np.uint8)
    data, quality = encode(picture, Settings())
    assert data == jpeg_at(picture, quality, Settings())
    assert len(data) < 20480 <= len(jpeg_at(picture, quality + 1, Settings()))
    assert data.startswith(b"\xff\xd8\xff\xe0")
    assert data.endswith(b"\xff\xd9")
    assert b"\xff\xc0" in data
    assert b"\xff\xc2" not in data


def test_none_when_nothing_fits():
    assert encode(strands((200, 30, 40)), Settings(photo_bytes_max=1500)) is None
