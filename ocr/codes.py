"""QR codes: what they hold, the fields that this states, and where these differ.

zxing-cpp decodes; this is the only module that imports it. A short link, a token or a digest states
nothing: only what stands under a known key or label, and looks like a value of that field, counts.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from matching.text import DATES, NUMBERS, normal_form, squeezed
from models.box import Box
from models.documents import Reading
from models.errors import UsageWrong
from models.fields import Field
from models.findings import Finding, found
from ocr.engine import Image
from ocr.frame import Frame
from ocr.labels import load_labels
from ocr.plausible import is_complete
from ocr.quads import box_of, corners_of

_CHARACTERS_MAX = 8000  # no code holds more
_DEEPEST = 3  # objects within objects of JSON
_SEPARATORS = re.compile(r"[\r\n;；|]+")
_LABELLED = re.compile(r"\s*([^:：=]{1,20})\s*[:：=]\s*(.+?)\s*")
# Letters of both cases and figures all mixed, or hexadecimal: no number that is printed looks so.
_DIGEST = re.compile(
    r"(?=.*[a-z])(?=.*[A-Z0-9])[A-Za-z0-9+/_-]{16,}={0,2}|(?=.*[A-F])[0-9A-F]{32,}"
)
_SIDE_LEAST = 40.0  # pixels; two for each of the 21 modules that the smallest code has
_SIDES_MOST = 1.3  # times the shortest side that the longest one may be
_DARK = (0.3, 0.7)  # share of dark modules; writing and tables have less
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Code:
    """One code on an image: its content, empty if it can't be decoded, and its box in pixels."""

    text: str
    box: Box


Keys = Mapping[str, Field]


def decode_codes(image: Image) -> list[Code]:
    """The QR codes on an RGB image, however they lie; text is empty where one can't be decoded."""
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    results = zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode]), return_errors=True
    )
    codes: list[Code] = []
    for result in sorted(results, key=lambda result: not result.valid):
        corners = _corners(result.position)
        if not result.valid and not _looks_like_a_code(grey, corners):
            continue
        box = _box(corners)
        if not any(_meet(box, other.box) for other in codes):
            codes.append(Code(result.text if result.valid else "", box))
    return codes


def _meet(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) > max(one.x0, other.x0) and min(one.y1, other.y1) > max(
        one.y0, other.y0
    )


def _corners(position: zxingcpp.Position) -> NDArray[np.float32]:
    """The corners of a code in pixels, (4, 2), clockwise from its own top left one."""
    around = (
        position.top_left,
        position.top_right,
        position.bottom_right,
        position.bottom_left,
    )
    return np.asarray([(corner.x, corner.y) for corner in around], np.float32)


def _looks_like_a_code(grey: cv2.typing.MatLike, corners: NDArray[np.float32]) -> bool:
    """Is this a square that is about half dark? Characters of a list pass for finder patterns."""
    sides = np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)
    if sides.min() < _SIDE_LEAST or sides.max() > _SIDES_MOST * sides.min():
        return False
    side = int(sides.min())
    square = np.asarray([(0, 0), (side, 0), (side, side), (0, side)], np.float32)
    inside = cv2.warpPerspective(
        grey, cv2.getPerspectiveTransform(corners, square), (side, side), flags=cv2.INTER_AREA
    )
    _, dark = cv2.threshold(inside, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    return _DARK[0] < float(dark.mean()) < _DARK[1]


def _box(corners: NDArray[np.float32]) -> Box:
    (x0, y0), (x1, y1) = corners.min(axis=0), corners.max(axis=0)
    return Box(float(x0), float(y0), float(x1), float(y1))


@cache
def load_keys(own: Path | None = None) -> Keys:
    """The bundled keys and those of a department's own file. Raises UsageWrong for a bad file."""
    bundled = _keys(tomllib.loads((files("ocr") / "codes.toml").read_text("utf-8")))
    if own is None:
        return bundled
    try:
        return {**bundled, **_keys(tomllib.loads(own.read_text("utf-8")))}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise UsageWrong(found("SETTING_WRONG", name=own.name, given=own, wanted=error)) from error


def _keys(data: dict[str, dict[str, list[str]]]) -> dict[str, Field]:
    return {_key(word): Field(key) for key, words in data["keys"].items() for word in words}


def _key(word: str) -> str:
    return re.sub(r"[\s_\-.]", "", squeezed(word)).lower()


def fields_of_code(text: str, keys: Keys | None = None) -> dict[Field, str]:
    """The fields that a code's content states, in normal form; keys default to the bundled ones."""
    text = text.strip().removeprefix("\ufeff")
    if not text or len(text) > _CHARACTERS_MAX:
        return {}
    known, stated = keys if keys is not None else load_keys(), dict[Field, str]()
    for word, value in _pairs(text):
        field = known.get(_key(word)) or _labelled(word)
        if field and field not in stated and _is_value(field, value):
            stated[field] = normal_form(field, value)
    return stated


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """Every key and value of a query, of JSON, or of labelled lines."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*://", text):
        yield from _query(text)
        return
    if text[0] in "{[":
        try:
            yield from _objects(json.loads(text), _DEEPEST)
            return
        except (ValueError, RecursionError):
            pass  # lines may begin with a bracket
    for line in _SEPARATORS.split(text):
        if pair := _LABELLED.fullmatch(line):
            yield pair[1], pair[2]


def _query(address: str) -> Iterator[tuple[str, str]]:
    """The parameters of an address, also those behind a # as pages made of one script have them."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return
    for query in (parts.query, parts.fragment.partition("?")[2]):
        for encoding in ("utf-8", "gb18030"):
            try:
                yield from parse_qsl(query, encoding=encoding, errors="strict")
                break
            except ValueError:  # the other encoding, or too many parameters
                continue


def _objects(value: object, deepest: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str | int):
                yield str(key), str(inner)
            elif deepest:
                yield from _objects(inner, deepest - 1)
    elif isinstance(value, list) and len(value) == 1:  # of several people none is meant
        yield from _objects(value[0], deepest)


def _labelled(word: str) -> Field | None:
    """The field of a label as documents print it."""
    label = load_labels(None).whole(squeezed(word))
    return label.field if label else None


def _is_value(field: Field, value: str) -> bool:
    """Is this a whole value in the clear: not masked, and no digest?"""
    if "*" in value or _DIGEST.fullmatch(value.strip()):
        return False
    if field not in DATES | NUMBERS | {Field.ID_NUMBER} and not _HAN.search(value):
        return False
    return is_complete(field, value)


def contradictions(stated: Mapping[Field, str], readings: Mapping[Field, Reading]) -> list[Finding]:
    """Where the page prints another value than its code states, at the printed value."""
    return [
        found(
            "QR_DIFFERS",
            field=field,
            page=readings[field].page,
            box=readings[field].box,
            zh=field.zh,
            en=field.en,
            stated=value,
            read=readings[field].value,
        )
        for field, value in stated.items()
        if field in readings and not _same(field, value, readings[field].value)
    ]


def unreadable_code(page: int, box: Box) -> Finding:
    """What is said of a code whose finder patterns are there and whose content isn't."""
    return found("QR_UNREADABLE", page=page, box=box)


def _same(field: Field, stated: str, read: str) -> bool:
    one, other = (squeezed(normal_form(field, value)) for value in (stated, read))
    if field in DATES:  # either may be given to the month only
        return one.startswith(other) or other.startswith(one)
    if field is Field.LEVEL:  # 高级 says no more than 副高级
        return one in other or other in one
    return one == other


def find_codes(image: Image, scale: float, frame: Frame) -> tuple[Code, ...]:
    """The QR codes of a page as displayed."""
    return tuple(
        replace(code, box=box_of(frame.upright(corners_of(code.box) * scale)))
        for code in decode_codes(image)
    )
