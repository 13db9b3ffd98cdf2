"""The nearest row by comparing with every row: what `matching/search.py` must agree with.

Shares no code with the index, the filters or the distance that is used there; it knows the costs of
pairs alone. Levenshtein distances to all rows come first; as no edit is cheaper than the cheapest
pair, rows that are too many edits away for the best found can't be nearer and aren't weighed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from matching.distance import Costs

_UNIT = 1_000_000  # costs are whole numbers here
_QUERIES = 16  # at once: RapidFuzz compares several with one row faster than one by one

Pairs = dict[str, dict[str, int]]


def nearest_rows(
    queries: Sequence[str], keys: Sequence[str], costs: Costs, share: float
) -> Iterator[tuple[float, int, float] | None]:
    """For each query the distance, row and likeness of the nearest row; None beyond the cut-off."""
    first_row: dict[str, int] = {}
    for row, key in enumerate(keys):
        first_row.setdefault(key, row)
    texts = list(first_row)
    rows = np.fromiter(first_row.values(), np.int64)
    pairs: Pairs = {}
    for a, b, cost in costs.cheaper:
        pairs.setdefault(a, {})[b] = pairs.setdefault(b, {})[a] = round(cost * _UNIT)
    cheapest = min((round(cost * _UNIT) for _, _, cost in costs.cheaper), default=_UNIT)
    for start in range(0, len(queries), _QUERIES):
        some = queries[start : start + _QUERIES]
        matrix = process.cdist(some, texts, scorer=Levenshtein.distance, dtype=np.uint8)
        for query, edits in zip(some, matrix, strict=True):
            found = _nearest(query, texts, rows, edits, pairs, cheapest, share)
            if found is None:
                yield None
                continue
            distance, row = found
            yield distance, row, 1 - distance / max(len(query), len(keys[row]))


def _nearest(
    query: str,
    texts: Sequence[str],
    rows: NDArray[np.int64],
    edits: NDArray[np.uint8],
    pairs: Pairs,
    cheapest: int,
    share: float,
) -> tuple[float, int] | None:
    cutoff = max(_UNIT, round(share * len(query) * _UNIT))
    best, where = cutoff + 1, -1
    for level in range(int(edits.min()), 1 + cutoff // cheapest):
        if level * cheapest > best:
            break
        here = np.flatnonzero(edits == level)
        if len(here):
            apart = weights(query, [texts[i] for i in here], pairs)
            lowest = int(apart.min())
            row = int(rows[here[apart == lowest]].min())
            if lowest < best or (lowest == best and row < where):
                best, where = lowest, row
    return (best / _UNIT, where) if where >= 0 else None


def weights(query: str, texts: Sequence[str], pairs: Pairs) -> NDArray[np.int64]:
    """The weighted distance to each text, in millionths, all texts of one length at once."""
    out = np.empty(len(texts), np.int64)
    sizes = np.fromiter(map(len, texts), np.int64)
    order = np.argsort(sizes, kind="stable")
    edges = np.flatnonzero(np.diff(sizes[order])) + 1
    for start, end in pairwise([0, *edges.tolist(), len(texts)]):
        members = order[start:end]
        joined = "".join(texts[i] for i in members).encode("utf-32-le")
        out[members] = _table(query, np.frombuffer(joined, "<u4").reshape(len(members), -1), pairs)
    return out


def _table(query: str, codes: NDArray[np.uint32], pairs: Pairs) -> NDArray[np.int64]:
    """The last entry of Levenshtein's table, whose rows are filled from left to right."""
    ramp = np.arange(codes.shape[1] + 1, dtype=np.int64) * _UNIT
    above = np.tile(ramp, (len(codes), 1))
    for character in query:
        exchanged = np.where(codes == ord(character), 0, _UNIT)
        for other, cost in pairs.get(character, {}).items():
            exchanged[codes == ord(other)] = cost
        row = above + _UNIT
        row[:, 1:] = np.minimum(row[:, 1:], above[:, :-1] + exchanged)
        above = np.minimum.accumulate(row - ramp, axis=1) + ramp
    last: NDArray[np.int64] = above[:, -1]
    return last
