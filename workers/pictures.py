"""Pictures of pages for the screen: drawn in a child at a bounded size, once, and kept."""

from collections.abc import Callable
from enum import StrEnum

import cv2
import numpy as np

from intake.crops import around
from intake.pdf import open_pdf
from intake.photo.open import open_picture
from models.box import Box
from models.case_pictures import find_picture, keep_picture
from models.errors import FileRefused
from models.findings import Finding
from models.settings import Settings
from models.work_store import WorkStore
from ocr.engine import Image
from ocr.frame import Frame, turn_image
from ocr.red import red_mask, without_red
from workers.child import FILE, page_subject
from workers.children import Children
from workers.file_store import FileStore
from workers.page_difference import draw_difference

_DRAWN_AS = "1"  # another number when what is drawn changes: old pictures are drawn anew then
_DPI = 200.0
_SIDE_MAX_PX = 2400
_STRIP_PX = 200
_QUALITY = 82
_POINTS = 72.0


class Look(StrEnum):
    """How a page is drawn."""

    PLAIN = "plain"
    NO_RED = "no-red"  # what a seal covers can be read
    STRIP = "strip"  # small, to choose pages by
    PHOTO = "photo"  # the file is a photo, not a PDF


def draw_page(data: bytes, number: int, look: Look, settings: Settings) -> bytes:
    """A JPEG of a page as displayed. Raises FileRefused, PageUnreadable."""
    with open_pdf(data) as pdf:
        content = pdf.content(number, settings)
        most = _STRIP_PX if look is Look.STRIP else _SIDE_MAX_PX
        dpi = min(_DPI, most * _POINTS / max(content.width, content.height))
        image, _ = pdf.render(number, settings, dpi)
    if look is Look.NO_RED:
        image = without_red(image, red_mask(image))
    return _jpeg(image)


def draw_photo(data: bytes, settings: Settings) -> bytes:
    """A JPEG of a photo, whatever its file is. Raises FileRefused."""
    opened = open_picture(data, "", settings)
    if isinstance(opened, Finding):
        raise FileRefused(opened)
    image = np.asarray(opened.colours, np.uint8)
    factor = min(1.0, _SIDE_MAX_PX / max(image.shape[:2]))
    size = tuple(max(1, round(side * factor)) for side in image.shape[1::-1])
    return _jpeg(np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8))


def _jpeg(image: Image) -> bytes:
    options = (cv2.IMWRITE_JPEG_QUALITY, _QUALITY)
    return bytes(cv2.imencode(".jpg", cv2.cvtColor(image, cv2.COLOR_RGB2BGR), options)[1])


class Pictures:
    """Pictures of the files that are in the file store."""

    def __init__(
        self, store: WorkStore, files: FileStore, children: Children, settings: Settings
    ) -> None:
        self._store = store
        self._files = files
        self._children = children
        self._settings = settings

    def get(self, name: str, page: int, look: Look) -> bytes:
        """The JPEG of a page of a file (its SHA-256). Raises FileRefused, PageUnreadable."""
        return self._kept(name, page, str(look), lambda data: self._draw(data, page, look))

    def crop(self, name: str, page: int, box: Box, frame: Frame) -> bytes:
        """The JPEG of a place on a page of a file, upright. Raises FileRefused, PageUnreadable."""
        drawn = np.frombuffer(self.get(name, page, Look.PLAIN), np.uint8)
        picture = np.asarray(cv2.imdecode(drawn, cv2.IMREAD_COLOR), np.uint8)[..., ::-1]
        place = around(picture, box, picture.shape[1] / frame.width)
        return _jpeg(turn_image(place, frame.turned))

    def difference(self, before: str, after: str, page: int) -> bytes:
        """The JPEG of what has changed on a page from one file to another."""

        def draw(data: bytes) -> bytes:
            old, about = self._files.get(before), page_subject(page)
            return self._children.run(about, draw_difference, old, data, page, self._settings)[0]

        return self._kept(after, page, f"from-{before[:24]}", draw)

    def _kept(self, name: str, page: int, look: str, draw: Callable[[bytes], bytes]) -> bytes:
        """The picture as it was drawn before, or drawn now and kept."""
        drawn_as = f"{look}-{_DRAWN_AS}"
        with self._store.asking() as connection:
            known = find_picture(connection, name, page, drawn_as)
        if known and self._files.has(known):
            return self._files.get(known)
        drawn = draw(self._files.get(name))
        kept = self._files.put(drawn)
        if not self._store.act(lambda c, at: keep_picture(c, at, name, page, drawn_as, kept)):
            self._files.remove(kept)
        return drawn

    def _draw(self, data: bytes, page: int, look: Look) -> bytes:
        if look is Look.PHOTO:
            return self._children.run(FILE, draw_photo, data, self._settings)
        return self._children.run(page_subject(page), draw_page, data, page, look, self._settings)
