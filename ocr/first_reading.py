"""The lines of a page as detection finds them and as they are first read, whichever way it lies.

On security paper detection takes rows of dashes and waves for lines, and joins them to the print.
They read as nothing; where there are many such, the pale ink is lifted and the page looked at
again.
"""

from dataclasses import dataclass

from ocr.engine import Engine, Image, Quad, Recognised
from ocr.quads import ordered
from ocr.upright import set_upright
from ocr.watermark import without_pale

_MANY = 12  # lines that read as nothing from which they are a pattern
_UNREAD = 0.6  # score below which a line reads as nothing
_SURE = 0.8  # score of a line from which its letters count
_FEWER = 0.5  # of the lines that read as nothing, those of a better reading, at most
_AS_MANY = 0.8  # of the letters, at least: some are read twice among a pattern


@dataclass(frozen=True, slots=True)
class FirstReading:
    """The image that was read, its quads, the turn that sets it upright, and what they say."""

    image: Image
    quads: list[Quad]
    turned: int
    texts: list[Recognised]

    @property
    def told(self) -> int:
        """How many letters were read surely."""
        return sum(len(text.text) for text in self.texts if text.confidence > _SURE)

    @property
    def unread(self) -> int:
        """How many lines read as nothing."""
        return sum(text.confidence < _UNREAD for text in self.texts)


def first_reading(image: Image, engine: Engine, whole: Image | None = None) -> FirstReading:
    """Find and read the lines of an RGB page (height, width, 3).

    whole is the page before a watermark was lifted: grey print between black rules may be as light
    as one, and is looked at where what is left reads as nothing.
    """
    read = _read(image, engine)
    if whole is not None and whole is not image and read.unread >= _MANY:
        read = _better(read, _read(whole, engine))
    if read.unread >= _MANY:
        read = _better(read, _read(without_pale(image), engine))
    return read


def _better(read: FirstReading, other: FirstReading) -> FirstReading:
    """The other reading if far fewer of its lines read as nothing and its letters are as many."""
    fewer = other.unread < _FEWER * read.unread and other.told > _AS_MANY * read.told
    return other if fewer else read


def _read(image: Image, engine: Engine) -> FirstReading:
    quads = [ordered(quad) for quad in engine.detect(image)]
    return FirstReading(image, quads, *set_upright(image, quads, engine))
