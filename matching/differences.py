"""Two texts aligned character by character, each difference named for what it is."""

from itertools import groupby

from rapidfuzz.distance import Hamming, Levenshtein

from matching.lookalikes import look_alike
from matching.text import squeezed
from models.comparisons import Segment, SegmentKind

_BRACKETS = frozenset("[]［］()（）【】〔〕〖〗{}｛｝<>〈〉《》")


def differences(entered: str, read: str) -> tuple[Segment, ...]:
    """The alignment of two texts as runs of one kind each, left to right.

    Exchanging the texts exchanges the sides of each run and nothing else.
    """
    if entered > read:  # of several shortest alignments one is chosen, by the order of the texts
        return tuple(Segment(s.kind, s.read, s.entered) for s in differences(read, entered))
    pairs = [_pair(a, b) for a, b in _aligned(entered, read)]
    return tuple(
        Segment(kind, "".join(a for _, a, _ in run), "".join(b for _, _, b in run))
        for kind, group in groupby(pairs, key=lambda pair: pair[0])
        for run in [list(group)]
    )


def kinds_of(segments: tuple[Segment, ...]) -> frozenset[SegmentKind]:
    """The kinds of difference that occur; empty for equal texts."""
    return frozenset(segment.kind for segment in segments) - {SegmentKind.SAME}


def _aligned(entered: str, read: str) -> list[tuple[str, str]]:
    """Pairs of characters; the empty string stands where one side has none."""
    left_folded, right_folded = _folded(entered), _folded(read)
    pairs: list[tuple[str, str]] = []
    if len(entered) == len(read):
        # Two digits swapped are two wrong digits, not one missing here and one too many there.
        swapped = Hamming.distance(left_folded, right_folded)
        if swapped <= Levenshtein.distance(left_folded, right_folded):
            return list(zip(entered, read, strict=True))
    for op in Levenshtein.opcodes(left_folded, right_folded):
        left, right = entered[op.src_start : op.src_end], read[op.dest_start : op.dest_end]
        longer = max(len(left), len(right))
        pairs += [(left[i : i + 1], right[i : i + 1]) for i in range(longer)]
    return pairs


def _folded(text: str) -> list[str]:
    """The text as characters that align by what they mean: width and bracket shape are let go."""
    return ["(" if c in _BRACKETS else squeezed(c) or " " for c in text]


def _pair(a: str, b: str) -> tuple[SegmentKind, str, str]:
    return _kind(a, b), a, b


def _kind(a: str, b: str) -> SegmentKind:
    if a == b:
        return SegmentKind.SAME
    if not (a + b).strip():
        return SegmentKind.SPACE
    if a and b and squeezed(a) == squeezed(b):
        return SegmentKind.WIDTH
    if _BRACKETS.issuperset(a + b):
        return SegmentKind.BRACKET
    if look_alike(a, b):
        return SegmentKind.LOOK_ALIKE
    return SegmentKind.OTHER
