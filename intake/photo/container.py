"""What the outside of a photo's file says, before anything in it is decoded."""

import re
import zlib

from PIL import Image, TiffImagePlugin

_PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # not within the data of a scan
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9
_ALONE = (0x01, 0xD8)  # markers without a length
_REDUCED_PAGE = 1  # the bit of a TIFF page that is a small copy of another
_PAGES_MAX = 64  # pages of a TIFF that are looked at
_STILL = ("MPO", "HEIF")  # phones keep previews and depth maps as further frames: the first counts


def png_is_whole(data: bytes) -> bool:
    """Does every part of a PNG fit its checksum, up to the end mark? True of other formats.

    Pillow, which decodes it, doesn't look at the checksums of the picture itself.
    """
    if not data.startswith(_PNG_START):
        return True
    at = len(_PNG_START)
    while at + 12 <= len(data):
        end = at + 8 + int.from_bytes(data[at : at + 4])
        if zlib.crc32(memoryview(data)[at + 4 : end]) != int.from_bytes(data[end : end + 4]):
            return False
        if data[at + 4 : at + 8] == b"IEND":
            return True
        at = end + 4
    return False


def jpeg_scans(data: bytes) -> int:
    """How often a JPEG goes over its picture; 0 for other formats.

    Each scan of a progressive JPEG touches every pixel again, so a small file with thousands of
    them takes hours to open.
    """
    if not data.startswith(b"\xff\xd8"):
        return 0
    scans, at = 0, 2
    while marker := _JPEG_MARKER.search(data, at):
        kind, at = marker[1][0], marker.end()
        if kind == _END_OF_IMAGE:  # what follows are other pictures, or a film
            break
        scans += kind == _START_OF_SCAN
        if kind not in _ALONE:
            at += int.from_bytes(data[at : at + 2])
    return scans


def has_several_frames(image: Image.Image) -> bool:
    """Is this an animation, or a document of several pages?"""
    if image.format in _STILL:
        return False
    if isinstance(image, TiffImagePlugin.TiffImageFile):
        return _has_second_page(image)
    return bool(getattr(image, "is_animated", False))


def _has_second_page(image: TiffImagePlugin.TiffImageFile) -> bool:
    """Has a TIFF a second page that isn't a small copy of the first?"""
    try:
        for number in range(1, _PAGES_MAX):
            image.seek(number)
            if not int(image.tag_v2.get(254, 0)) & _REDUCED_PAGE:
                return True
    except EOFError:
        return False
    finally:
        image.seek(0)
    return True
