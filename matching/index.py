"""An index of one field of many rows: built once, mapped from disk, searched by `search.py`.

Rows with equal keys share one text. Texts are numbered by length, so the texts of some lengths are
a range of numbers; of each the index holds the characters, two words of bits and, for each of its
segments, an entry in a bucket (`filters.py` says what for). Characters take one, two or four bytes,
as the widest of all texts of that length needs.
"""

from bisect import bisect_left, bisect_right
from codecs import utf_32_le_decode, utf_32_le_encode  # str.encode is slower on short texts
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Arrays, open_arrays, write_arrays
from matching.distance import Measure, measure
from matching.filters import (
    CUTS,
    Codes,
    Ints,
    buckets_of,
    character_bits,
    pair_bits,
    part_hashes,
    running_sums,
    segments_of,
)

_CHUNK = 1 << 16  # texts that are worked on at once, to bound memory


@dataclass(frozen=True, slots=True)
class Index:
    """The arrays of an index, read-only, and the distance they were made for.

    `codes` holds the characters of the texts of each length (texts, length); `first`, in `edges`
    once more, the number of the first text of each length and in the end that of all texts.
    """

    measure: Measure
    lengths: tuple[int, ...]
    first: tuple[int, ...]
    edges: Ints
    codes: tuple[NDArray[Any], ...]
    arrays: Arrays

    @property
    def rows(self) -> int:
        """How many rows the index was built of."""
        return len(self.arrays["row"])

    def lengths_near(self, length: int, most: int) -> tuple[int, ...]:
        """The lengths of texts that differ from this one by `most` or less."""
        low, high = (
            bisect_left(self.lengths, length - most),
            bisect_right(self.lengths, length + most),
        )
        return self.lengths[low:high]

    def gap(self, length: int) -> int:
        """By how many characters the nearest length of a text differs from this one."""
        i = bisect_left(self.lengths, length)
        beside = self.lengths[max(0, i - 1) : i + 1]
        return min((abs(length - own) for own in beside), default=length)

    def range_of(self, length: int) -> tuple[int, int]:
        """The texts of one length: first, and one after the last."""
        i = self.lengths.index(length)
        return self.first[i], self.first[i + 1]

    def texts(self, numbers: Ints) -> tuple[str, str, list[int]]:
        """The texts of ascending numbers joined, folded and joined, and where each ends after 0."""
        if not len(numbers):
            return "", "", [0]
        low, high = (bisect_right(self.first, int(n)) - 1 for n in numbers[[0, -1]])
        edges = np.searchsorted(numbers, self.edges[low : high + 2]).tolist()
        sizes: list[int] = []
        parts = []
        for i, (start, end) in enumerate(pairwise(edges), low):
            if start < end:
                parts.append(self.codes[i].take(numbers[start:end] - self.first[i], axis=0).ravel())
                sizes += [self.lengths[i]] * (end - start)
        codes = np.concatenate(parts)
        return (
            decoded(codes),
            decoded(self.measure.fold.take(codes)),
            [*accumulate(sizes, initial=0)],
        )

    def text_of(self, number: int) -> str:
        """The text of this number."""
        i = bisect_right(self.first, number) - 1
        return decoded(self.codes[i][number - self.first[i]])

    def rows_of(self, text: int) -> NDArray[np.uint32]:
        """The rows that have this text, ascending."""
        start, end = self.arrays["row_end"][text : text + 2].tolist()
        rows: NDArray[np.uint32] = self.arrays["row"][start:end]
        return rows

    def owners_of(self, rows: Sequence[int] | NDArray[Any]) -> NDArray[np.uint32]:
        """The numbers of the ids of rows."""
        owners: NDArray[np.uint32] = self.arrays["owner"][rows]
        return owners

    def id(self, owner: int) -> str:
        """The id of this number."""
        start, end = self.arrays["id_end"][owner : owner + 2].tolist()
        return bytes(self.arrays["id"][start:end]).decode("utf-8", "surrogatepass")


def codes_of(texts: Sequence[str], length: int) -> Codes:
    """The code points of texts of one length; half a surrogate pair becomes a question mark."""
    data, _ = utf_32_le_encode("".join(texts), "replace")
    return np.frombuffer(data, "<u4").reshape(-1, length)


def decoded(codes: NDArray[Any]) -> str:
    """The text of code points, one after the other."""
    text, _ = utf_32_le_decode(codes.astype("<u4").tobytes())
    return text


def open_index(path: Path, costs: Measure | None = None) -> Index:
    """The index in this file; ValueError if it is damaged or was built for other costs."""
    arrays, facts = open_arrays(path)
    return _index(costs or measure(), arrays, facts["fold"])


def build_index(path: Path, rows: Iterable[tuple[str, str]], costs: Measure | None = None) -> Index:
    """Build an index of rows (id, key), numbered as they come, and put it in this file.

    An id may have several rows, one for each of its names. Keys are normal forms; the index makes
    none. Memory: about 800 bytes a row while it is built.
    """
    costs = costs or measure()
    arrays = _built(rows, costs)
    write_arrays(path, arrays, {"fold": costs.fingerprint})
    return open_index(path, costs)


def _index(costs: Measure, arrays: Arrays, fingerprint: str) -> Index:
    if fingerprint != costs.fingerprint:
        raise ValueError("the index was built for other look-alikes, build it anew")
    table = arrays["length"]
    lengths, first = tuple(table[:-1, 0].tolist()), tuple(table[:, 1].tolist())
    codes = tuple(
        arrays["text"][start:end].view(f"<u{width}").reshape(count, length)
        for length, count, start, end, width in zip(
            lengths,
            np.diff(table[:, 1]).tolist(),
            table[:, 2].tolist(),
            table[1:, 2].tolist(),
            table[:, 3].tolist(),
            strict=False,
        )
    )
    return Index(costs, lengths, first, table[:, 1], codes, arrays)


def _built(rows: Iterable[tuple[str, str]], costs: Measure) -> dict[str, NDArray[Any]]:
    ids: list[str] = []
    keys: list[str] = []
    for id_, key in rows:
        ids.append(id_)
        keys.append(key)
    texts = sorted(dict.fromkeys(keys), key=len)
    number = {text: i for i, text in enumerate(texts)}
    text_of_row = np.fromiter(map(number.__getitem__, keys), np.int64, len(keys))
    owners = {id_: i for i, id_ in enumerate(dict.fromkeys(ids))}
    return {
        "row": np.argsort(text_of_row, kind="stable").astype(np.uint32),
        "row_end": _ends(np.bincount(text_of_row, minlength=len(texts))).astype(np.uint32),
        "owner": np.fromiter(map(owners.__getitem__, ids), np.uint32, len(ids)),
        **_ids(list(owners)),
        **_texts(texts, costs),
    }


def _ends(counts: Ints) -> Ints:
    """0, and the sum of the counts up to each."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def _ids(ids: list[str]) -> dict[str, NDArray[Any]]:
    data = [id_.encode("utf-8", "surrogatepass") for id_ in ids]
    ends = _ends(np.fromiter(map(len, data), np.int64, len(data)))
    kind = np.uint32 if ends[-1] < 1 << 32 else np.uint64
    return {"id": np.frombuffer(b"".join(data), np.uint8), "id_end": ends.astype(kind)}


def _texts(texts: list[str], costs: Measure) -> dict[str, NDArray[Any]]:
    """The arrays of texts sorted by length."""
    sizes, counts = np.unique(np.fromiter(map(len, texts), np.int64), return_counts=True)
    first = _ends(counts)
    segments = int(
        sum(_segment_count(int(size)) * n for size, n in zip(sizes, counts, strict=True))
    )
    bits = max(1, (segments * 3 // 4).bit_length() - 1)  # one to three entries in each
    entries = np.empty(segments, np.uint64)
    words = np.zeros((2, len(texts)), np.uint64)
    raw, place, width, filled = [], [0], [], 0
    for size, start, end in zip(
        sizes.tolist(), first[:-1].tolist(), first[1:].tolist(), strict=True
    ):
        group = codes_of(texts[start:end], size) if size else np.zeros((end - start, 0), np.uint32)
        width.append(1 if group.max(initial=0) < 1 << 8 else 2 if group.max() < 1 << 16 else 4)
        raw.append(group.astype(f"<u{width[-1]}").view(np.uint8).ravel())
        place.append(place[-1] + len(raw[-1]))
        for low in range(start, end, _CHUNK):
            high = min(end, low + _CHUNK)
            codes = costs.fold[group[low - start : high - start]]
            words[0, low:high], words[1, low:high] = character_bits(codes), pair_bits(codes)
            listed = _entries(codes, low, bits)
            entries[filled : filled + len(listed)] = listed
            filled += len(listed)
    entries.sort()
    buckets = np.bincount((entries >> np.uint64(32)).astype(np.int64), minlength=1 << bits)
    table = [[*sizes.tolist(), 0], first.tolist(), place, [*width, 0]]
    return {
        "length": np.array(table, np.int64).T,
        "text": np.concatenate([np.zeros(0, np.uint8), *raw]),
        "characters": words[0],
        "pairs": words[1],
        "bucket_end": _ends(buckets).astype(np.uint32),
        "entry": entries.astype(np.uint32).astype(np.min_scalar_type(len(texts))),
    }


def _segment_count(length: int) -> int:
    return sum(cut for cut in CUTS if cut <= length)


def _entries(codes: Codes, first: int, bits: int) -> NDArray[np.uint64]:
    """For each segment of each text: its bucket above, the text's number in the lower 32 bits."""
    if codes.shape[1] < min(CUTS):
        return np.zeros(0, np.uint64)
    parts = segments_of(codes.shape[1])
    hashes = part_hashes(running_sums(codes), parts.starts, parts.ends)
    numbers = np.arange(first, first + len(codes), dtype=np.uint64)
    return (buckets_of(hashes, parts.salts, bits) << np.uint64(32) | numbers[:, None]).ravel()
