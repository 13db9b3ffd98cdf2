"""What is computed from a text so that most texts can be ruled out without comparing them.

Three facts, each true of any two texts that k edits (inserted, deleted, exchanged characters) part:

- Cut one text into m > k segments: at least m - k of them stand unchanged in the other, moved by
  no more than the edits on both sides allow (pigeonhole). So among any k + 1 of them is one.
- Each has at most k characters, counted with their number, that the other has not.
- Each has at most 2k pairs of neighbours that the other has not.

Texts are matrices of code points, one row for each text, all of one length.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.uint32]  # (texts, length)
U64 = NDArray[np.uint64]
Ints = NDArray[np.int64]

CUTS = (2, 3, 5)  # into how many segments each text is cut
SLOTS = max(CUTS)
_WORD = (1 << 64) - 1
_RADIX = 0x9E3779B97F4A7C15
_MIX = np.uint64(0xD6E8FEB86659FD93)
_SALT = np.uint64(0xA0761D6478BD642F)
_HALF = np.uint64(32)
_ONE = np.uint64(1)
_BITS = np.uint64(58)  # the upper six bits of a product: a place in a word of 64


@lru_cache(maxsize=1024)
def _powers(size: int) -> tuple[U64, U64]:
    """The powers 0 … size - 1 of the radix, and those of its inverse, modulo 2^64."""
    radix = np.full(size, _RADIX, np.uint64)
    inverse = np.full(size, pow(_RADIX, -1, _WORD + 1), np.uint64)
    radix[:1] = inverse[:1] = 1
    return np.cumprod(radix, dtype=np.uint64), np.cumprod(inverse, dtype=np.uint64)


def running_sums(codes: Codes) -> U64:
    """Sums (texts, length + 1) from which `part_hashes` gives the hash of any part."""
    sums = np.zeros((codes.shape[0], codes.shape[1] + 1), np.uint64)
    np.cumsum(codes * _powers(codes.shape[1])[0], axis=1, out=sums[:, 1:])
    return sums


def part_hashes(sums: U64, starts: Ints, ends: Ints) -> U64:
    """The hashes (texts, parts) of the parts [start, end): equal for equal parts, wherever."""
    inverse = _powers(sums.shape[1])[1]
    return (sums.take(ends, axis=1) - sums.take(starts, axis=1)) * inverse.take(starts)


def buckets_of(hashes: U64, salts: U64, bits: int) -> U64:
    """The bucket, of 2^bits, in which a segment with its salt is listed."""
    mixed = hashes + salts
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    return mixed >> np.uint64(64 - bits)


@dataclass(frozen=True, slots=True)
class Segments:
    """Where texts of one length are cut; arrays of one entry for each segment, all cuts joined."""

    cut: Ints
    order: Ints  # the number of the segment within its cut
    starts: Ints
    ends: Ints
    salts: U64


@lru_cache(maxsize=1024)
def segments_of(length: int) -> Segments:
    """The segments of a text of this length, even in size, for each cut that is not longer."""
    rows = [
        (cut, i, i * length // cut, (i + 1) * length // cut)
        for cut in CUTS
        if cut <= length
        for i in range(cut)
    ]
    cut, order, starts, ends = np.array(rows, np.int64).reshape(-1, 4).T.copy()
    salts = ((length * 64 + cut) * 64 + order).astype(np.uint64) * _SALT
    return Segments(cut, order, starts, ends, salts)


@dataclass(frozen=True, slots=True)
class Probes:
    """Where segments of indexed texts may stand in a query of one length, k edits away.

    An entry for each segment and shift; `slot` numbers the segments as (length, cut, order).
    `places` (lengths, cuts, order) holds the order, and infinity where there is no such segment.
    Texts of the lengths `uncut` are too short for k + 1 segments; no other array knows of these.
    """

    starts: Ints
    ends: Ints
    salts: U64
    slot: Ints
    places: NDArray[np.float64]
    slots: Ints  # (lengths, cuts, 1): the first slot
    rows: Ints  # 0, 1, … as there are lengths
    uncut: tuple[int, ...]


@lru_cache(maxsize=4096)
def probes_of(size: int, k: int, lengths: tuple[int, ...]) -> Probes:
    """The probes of a query of `size` characters into texts of these lengths."""
    cuts = [cut for cut in CUTS if cut > k]
    uncut = tuple(length for length in lengths if length < cuts[0])
    lengths = lengths[len(uncut) :]
    places = np.full((len(lengths), len(cuts), SLOTS), np.inf)
    found: list[tuple[int, int, int]] = []
    salts: list[np.uint64] = []
    for row, length in enumerate(lengths):
        parts = segments_of(length)
        low, high = -((k - size + length) // 2), (k + size - length) // 2
        for i in np.flatnonzero(parts.cut > k):
            cut, order = cuts.index(parts.cut[i]), parts.order[i]
            places[row, cut, order] = order
            for shift in range(low, high + 1):
                start, end = parts.starts[i] + shift, parts.ends[i] + shift
                if start >= 0 and end <= size:
                    found.append((start, end, (row * len(cuts) + cut) * SLOTS + order))
                    salts.append(parts.salts[i])
    starts, ends, slot = np.array(found, np.int64).reshape(-1, 3).T.copy()
    slots = np.arange(0, places.size, SLOTS).reshape(len(lengths), len(cuts), 1)
    rows = np.arange(len(lengths))
    return Probes(starts, ends, np.array(salts, np.uint64), slot, places, slots, rows, uncut)


def character_bits(codes: Codes) -> U64:
    """A word for each text with a bit for each character and how often it stood before."""
    before = np.zeros(codes.shape, np.uint64)
    if len(codes) == 1:  # a query: the same as below, and quicker
        seen: defaultdict[int, Iterator[int]] = defaultdict(count)
        before[0] = [next(seen[code]) for code in codes[0].tolist()]
    else:
        for i in range(1, codes.shape[1]):
            before[:, i] = (codes[:, :i] == codes[:, i : i + 1]).sum(axis=1)
    bits: U64 = np.bitwise_or.reduce(_bit(codes + before * _SALT), axis=1)
    return bits


def pair_bits(codes: Codes) -> U64:
    """A word for each text with a bit for each pair of neighbours."""
    if codes.shape[1] < 2:
        return np.zeros(codes.shape[0], np.uint64)
    wide = codes.astype(np.uint64)
    bits: U64 = np.bitwise_or.reduce(_bit(wide[:, :-1] * _SALT + wide[:, 1:]), axis=1)
    return bits


def _bit(values: U64) -> U64:
    mixed = values * _MIX
    mixed ^= mixed >> _HALF
    return _ONE << (mixed * _MIX >> _BITS)


def bits_apart(own: U64, others: U64) -> NDArray[np.uint8]:
    """How many bits one (1) has that another (texts) has not, or the other way round if more."""
    both = own & others
    most: NDArray[np.uint8] = np.maximum(
        np.bitwise_count(own ^ both), np.bitwise_count(others ^ both)
    )
    return most
