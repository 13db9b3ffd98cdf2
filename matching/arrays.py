"""Named arrays in one file: written whole or not at all, mapped from disk when opened.

The file is a line of JSON (its kind, facts, and each array's name, type, shape and place) and the
arrays. Processes that map one file share its memory; who has it open keeps the old one when a new
one takes its place.
"""

import json
import mmap
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

_KIND = "zhenghe arrays 1"
_ALIGNED = 64

Arrays = Mapping[str, NDArray[Any]]


def write_arrays(path: Path, arrays: Arrays, facts: Mapping[str, str]) -> None:
    """Put the arrays in the place of what stood there; OSError when the disk refuses."""
    path.parent.mkdir(parents=True, exist_ok=True)
    placed, place = {}, 0
    for name, array in arrays.items():
        placed[name] = (array.dtype.str, array.shape, place)
        place += -(-array.nbytes // _ALIGNED) * _ALIGNED
    head = {"kind": _KIND, "facts": dict(facts), "arrays": placed, "bytes": place}
    line = json.dumps(head, ensure_ascii=False).encode()
    line += b" " * (-(len(line) + 1) % _ALIGNED) + b"\n"
    handle, name = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(line)
            for array in arrays.values():
                file.write(np.ascontiguousarray(array).data)
                file.write(b"\0" * (-array.nbytes % _ALIGNED))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def open_arrays(path: Path) -> tuple[dict[str, NDArray[Any]], dict[str, str]]:
    """The arrays, read-only, and the facts; ValueError if the file is not whole or not of us."""
    with path.open("rb") as file:
        line = file.readline(1 << 20)
        try:
            head = json.loads(line)
            whole = head["kind"] == _KIND and path.stat().st_size == len(line) + head["bytes"]
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise ValueError(f"not a whole index, build it anew: {path}")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    arrays = {
        name: np.frombuffer(data, kind, int(np.prod(shape)), len(line) + place).reshape(shape)
        for name, (kind, shape, place) in head["arrays"].items()
    }
    return arrays, head["facts"]
