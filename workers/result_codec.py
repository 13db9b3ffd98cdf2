"""Values as bytes for the store, and back: JSON of the dataclasses, compressed."""

import zlib
from typing import Any, TypeVar

import orjson
from cattrs import BaseValidationError
from cattrs.preconf.orjson import OrjsonConverter, make_converter

T = TypeVar("T")
_LEVEL = 3  # a page's text to a sixth in a millisecond; higher levels save little more


def _converter() -> OrjsonConverter:
    return make_converter(forbid_extra_keys=True)


_CONVERTER = _converter()


def to_bytes(value: Any) -> bytes:
    """A dataclass, or a tuple or dict of them."""
    plain = _CONVERTER.unstructure(value)
    return zlib.compress(orjson.dumps(plain, option=orjson.OPT_SERIALIZE_NUMPY), _LEVEL)


def from_bytes(data: bytes, kind: type[T]) -> T:
    """The value of bytes that `to_bytes` made of one of this type."""
    return _CONVERTER.structure(orjson.loads(zlib.decompress(data)), kind)


def of_this_version(data: bytes, kind: type[T]) -> T | None:
    """The value, None where another version of the code wrote it with other parts."""
    try:
        return from_bytes(data, kind)
    except (BaseValidationError, ValueError, KeyError, TypeError):
        return None


def plain(data: bytes) -> Any:
    """The JSON of bytes that `to_bytes` made: a part of a large value, in a tenth of the time."""
    return orjson.loads(zlib.decompress(data))
