"""The nearest rows of an index, the same as comparing with every row.

Rounds of k = 1, 2, … edits: in each, the texts that can lie within k edits are found
(`candidates.py`) and measured. As the distance is at least `floor` for each edit, every row nearer
than floor · (k + 1) is known after a round; the search ends when the rows wanted are nearer than
that, or when the cut-off is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import floor, inf
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from matching.candidates import SEGMENT_EDITS_MAX, Query, Scan, by_segments, query_of
from matching.filters import Ints
from matching.index import Index

Found = tuple[float, int, str]  # the distance, number and characters of a text

CUTOFF_SHARE = 0.34
_ROUNDING = 1e-6  # distances are given to this


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row near the text; likeness is 1 - distance / the length of the longer of both."""

    row: int
    id: str
    text: str
    distance: float
    likeness: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest rows, best first (by distance, then row); of an id its nearest row alone.

    What is listed is the beginning of the list that comparing with every row gives, up to the
    cut-off. `tied` is how many ids are as near as the first, listed or not. `complete` says that
    nothing within the cut-off is missing but for the limit; a search with a margin may stop before:
    then every row nearer than `seen_below` was seen, and farther ones are not listed.
    """

    candidates: tuple[Candidate, ...]
    tied: int
    cutoff: float
    seen_below: float
    complete: bool


def nearest(
    index: Index, text: str, limit: int = 5, margin: float = inf, share: float = CUTOFF_SHARE
) -> Nearest:
    """The `limit` rows nearest to a text in normal form, within its cut-off.

    The cut-off is a share of the text's length, and 1 at least. With a margin, rows farther from
    the text than the nearest by more than the margin need not be found: a runner-up so far behind
    decides nothing, and the search is quicker. An empty text is near to nothing.
    """
    cutoff = round(max(1.0, share * len(text)), 6)
    if not text or limit < 1:
        return Nearest((), 0, cutoff, inf, True)
    query = query_of(index, text)
    found: list[Found] = []
    known: list[Found] = []
    seen_below = 0.0
    for texts, seen_below in _rounds(index, query, cutoff):
        found += [item for item in texts if item[0] <= cutoff]
        known = sorted(item for item in found if item[0] < seen_below)
        if known and (known[0][0] + margin < seen_below or _enough(index, known, limit)):
            break
    candidates, tied = _listed(index, query.text, known, limit)
    complete = seen_below > cutoff or len(candidates) == limit
    return Nearest(candidates, tied, cutoff, seen_below, complete)


def _rounds(index: Index, query: Query, cutoff: float) -> Iterator[tuple[list[Found], float]]:
    """Texts and their distances, none twice, with the distance below which all are then known."""
    unit = index.measure.floor
    last = floor(cutoff / unit + _ROUNDING)
    weighed = 0  # below so many edits
    scan: Scan | None = None
    for k in range(max(1, index.gap(query.size)), last + 1):
        texts = None if scan or k > SEGMENT_EDITS_MAX else by_segments(index, query, k)
        if texts is None:
            scan = scan or Scan(index, query, last)
            texts = scan.up_to(k)
        near = _near(index, query, texts, k)
        for edits in range(weighed, k + 1):
            found = [_weighed(index, query, item) for item in near if item[0] == edits]
            yield found, _below(edits, unit)
        weighed = k + 1
    if weighed <= last:  # no text is so long or so short
        yield [], _below(last, unit)


def _below(edits: int, unit: float) -> float:
    """The distance that only texts with more edits reach."""
    return unit * (edits + 1) - _ROUNDING


def _near(index: Index, query: Query, texts: Ints, k: int) -> list[tuple[int, int, str]]:
    """Those of the texts that k edits or fewer part when folded: edits, number, characters."""
    plain, folded, ends = index.texts(texts)
    each = [folded[start:end] for start, end in pairwise(ends)]
    edits = process.cdist([query.folded], each, scorer=Levenshtein.distance, score_cutoff=k)[0]
    places = (edits <= k).nonzero()[0].tolist()
    return [(int(edits[i]), int(texts[i]), plain[ends[i] : ends[i + 1]]) for i in places]


def _weighed(index: Index, query: Query, near: tuple[int, int, str]) -> Found:
    """A text with its distance."""
    edits, number, text = near
    # Where folding makes no difference no look-alikes stand against each other.
    if index.measure.floor == 1 and Levenshtein.distance(query.text, text) == edits:
        return float(edits), number, text
    return index.measure.distance(query.text, text), number, text


def _enough(index: Index, known: list[Found], limit: int) -> bool:
    """Do these texts belong to as many ids as are wanted?"""
    ids: set[int] = set()
    if limit == 1:
        return bool(known)
    for _, number, _ in known:
        ids |= set(index.owners_of(index.rows_of(number)).tolist())
        if len(ids) >= limit:
            return True
    return False


def _listed(
    index: Index, text: str, known: list[Found], limit: int
) -> tuple[tuple[Candidate, ...], int]:
    """The nearest rows of different ids, and how many ids are as near as the first."""
    listed: list[Candidate] = []
    ids: set[int] = set()
    tied = 0
    for apart, group in groupby(known, key=itemgetter(0)):
        rows = sorted((row, t) for _, n, t in group for row in index.rows_of(n).tolist())
        owners = index.owners_of([row for row, _ in rows]).tolist()
        tied = tied or len(set(owners))
        for (row, other), owner in zip(rows, owners, strict=True):
            if len(listed) == limit:
                return tuple(listed), tied
            if owner not in ids:
                ids.add(owner)
                likeness = 1 - apart / max(len(text), len(other))
                listed.append(Candidate(row, index.id(owner), other, apart, likeness))
    return tuple(listed), tied
