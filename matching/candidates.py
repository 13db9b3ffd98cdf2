"""Which texts of an index can lie within k edits of a query: none that does is left out.

Two ways to the same end. `by_segments` looks up the segments that must have stayed; `Scan` looks at
the words of every text of a fitting length. The first costs by the entries it meets, and knows how
many before it reads them; the second costs the same for every k.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.filters import (
    CUTS,
    SLOTS,
    U64,
    Codes,
    Ints,
    Probes,
    bits_apart,
    buckets_of,
    character_bits,
    pair_bits,
    part_hashes,
    probes_of,
    running_sums,
)
from matching.index import Index, codes_of, decoded

SEGMENT_EDITS_MAX = max(CUTS) - 1
_NONE = np.zeros(0, np.uint32)
_FEW = 64  # texts that are sooner compared than filtered
_ENTRY_COST = 4  # reading an entry and its text's words costs this many times a text of a scan


@dataclass(frozen=True, slots=True)
class Query:
    """A text to look for, and as the index has it: folded, and in code points (1, length).

    `sums` (1, length + 1) give the hashes of its parts.
    """

    text: str
    folded: str
    codes: Codes
    sums: U64

    @property
    def size(self) -> int:
        """Its length."""
        return len(self.text)


def query_of(index: Index, text: str) -> Query:
    """The query for this text, which is not empty."""
    plain = codes_of([text], len(text))
    codes = index.measure.fold.take(plain)
    return Query(decoded(plain), decoded(codes), codes, running_sums(codes))


def by_segments(index: Index, query: Query, k: int) -> Ints | None:
    """Ascending texts; None if a scan is the cheaper way. k is at most SEGMENT_EDITS_MAX."""
    lengths = index.lengths_near(query.size, k)
    if not lengths:
        return np.zeros(0, np.int64)
    probes = probes_of(query.size, k, lengths)
    ends = index.arrays["bucket_end"]
    hashes = part_hashes(query.sums, probes.starts, probes.ends)[0]
    bits = (len(ends) - 1).bit_length() - 1
    buckets = buckets_of(hashes, probes.salts, bits).view(np.int64)
    low, high = ends.take(buckets), ends.take(buckets + 1)
    chosen = _cheapest(high - low, probes, k).take(probes.slot) & (high > low)
    starts, stops = low[chosen].tolist(), high[chosen].tolist()
    if (sum(stops) - sum(starts)) * _ENTRY_COST > index.first[-1]:
        return None
    entry = index.arrays["entry"]
    spans = [index.range_of(length) for length in probes.uncut]
    found = [np.arange(*span, dtype=np.uint32) for span in spans]
    found += [entry[start:stop] for start, stop in zip(starts, stops, strict=True)]
    listed = np.concatenate([_NONE, *found])
    if len(listed) > _FEW:
        listed = _possible(index, query, listed, k)
    return np.array(sorted(set(listed.tolist())), np.int64)


def _cheapest(sizes: NDArray[np.uint32], probes: Probes, k: int) -> NDArray[np.bool_]:
    """Which segments to look up: for each length, the k + 1 rarest of the cut that lists least."""
    places = probes.places
    listed = np.bincount(probes.slot, sizes, places.size).reshape(places.shape)
    # Sorted by how many entries they list; their order stands in the lowest digit.
    ranked = np.sort(listed * SLOTS + places, axis=2)[:, :, : k + 1]
    cut = np.add.reduce(ranked, axis=2).argmin(axis=1)
    order = ranked[probes.rows, cut] % SLOTS
    chosen = np.zeros(places.size, np.bool_)
    chosen[(probes.slots[probes.rows, cut] + order).astype(np.int64)] = True
    return chosen


def _possible(index: Index, query: Query, texts: NDArray[np.uint32], k: int) -> NDArray[np.uint32]:
    """Those of the texts that the words of bits don't rule out."""
    own, others = character_bits(query.codes), index.arrays["characters"].take(texts)
    texts = texts[bits_apart(own, others) <= k]
    own, others = pair_bits(query.codes), index.arrays["pairs"].take(texts)
    return texts[bits_apart(own, others) <= 2 * k]


class Scan:
    """The texts of lengths up to k_max edits away, each with the edits that part it at least."""

    __slots__ = ("_bounds", "_first")

    def __init__(self, index: Index, query: Query, k_max: int) -> None:
        spans = [index.range_of(n) for n in index.lengths_near(query.size, k_max)]
        self._first, end = (spans[0][0], spans[-1][1]) if spans else (0, 0)
        characters = index.arrays["characters"][self._first : end]
        pairs = index.arrays["pairs"][self._first : end]
        alone = bits_apart(character_bits(query.codes), characters)
        paired = bits_apart(pair_bits(query.codes), pairs)
        self._bounds = np.maximum(alone, (paired + np.uint8(1)) >> np.uint8(1))

    def up_to(self, bound: int) -> Ints:
        """Ascending texts that this many edits or fewer may part."""
        return np.flatnonzero(self._bounds <= bound) + self._first
