"""What our own engine takes for what: `make confusions` writes matching/confusions.toml anew.

    python -m benchmarks.confusions --each 48 --values 9000 --seed 31

Lines of print are worn at several levels, read by the engine of the settings, and both are
compared as keys (`matching/keys.py`), since that is what is searched. Two sorts of lines:
characters in any order (the commonest 3,755, those of the dictionary, of names and of the known
look-alikes, each as often as the others), and values as certificates have them. Counted are
characters exchanged between neighbours that were read rightly, losses and additions; tangles of
several are only told. A pair that was seen once is left out: it may be anything.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from fixtures.canvas import font, font_names
from fixtures.lines import Line, lines
from fixtures.rosters import holders
from fixtures.scans import LEVELS
from fixtures.vocabulary import GIVEN_FEMALE, GIVEN_MALE, GIVEN_RARE, RARE_SURNAMES, SURNAMES
from matching.dictionary import entries
from matching.entries import Kind
from matching.keys import match_key
from matching.lookalikes import known_groups
from models.fields import Field
from models.settings import load_settings
from ocr.engine import Engine
from ocr.engines import load_engine

TARGET = Path(__file__).parents[1] / "matching" / "confusions.toml"
# Degradations: levels of scans, and hard ones at a resolution that is refused of applicants.
WAYS = (*((level, None) for level in LEVELS), ("hard", 100))
_LENGTHS = (4, 5, 6, 7, 8, 9)  # of lines of any characters
_SEEN_MIN = 2
_UNREAD = 0.5  # a line of which more than this is wrong was not read at all
_AT_ONCE = 200
_HEAD = """\
# Written by `make confusions` (benchmarks/confusions.py); don't edit. What the project's own
# engine makes of printed characters, as keys have them: pair = [a, b, how often one was read for
# the other, how often either was printed]. Pairs that are known by hand are in lookalikes.toml.
"""

_ALSO = """\
# How often the characters of lookalikes.toml were printed, whatever became of them.
[printed]"""


@dataclass(slots=True)
class Counts:
    """What was seen: how often each character was printed, exchanged, lost, added."""

    lines: int = 0
    unread: int = 0
    tangled: int = 0
    printed: Counter[str] = field(default_factory=Counter)
    exchanged: Counter[tuple[str, str]] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)

    def count(self, printed: str, read: str) -> None:
        """Take in a line: its key as printed, and as read."""
        self.lines += 1
        edits = Levenshtein.opcodes(printed, read)
        if Levenshtein.normalized_distance(printed, read) > _UNREAD:
            self.unread += 1
            return
        self.printed.update(printed)
        for op in edits:
            one, other = printed[op.src_start : op.src_end], read[op.dest_start : op.dest_end]
            if one == other:
                continue
            if len(one) == len(other) == 1:
                self.exchanged[one, other] += 1
            elif not other:
                self.lost.update(one)
            elif not one:
                self.added.update(other)
            else:
                self.tangled += 1


def characters() -> tuple[str, ...]:
    """The characters that are measured, as keys have them."""
    common = bytes(
        chain.from_iterable((h, low) for h in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    )
    words = [name.text for kind in Kind for entry in entries(kind) for name in entry.names]
    names = (*SURNAMES, *GIVEN_MALE, *GIVEN_FEMALE, *GIVEN_RARE, *RARE_SURNAMES)
    text = "".join((common.decode("gb2312", "ignore"), *words, *names, *known_groups()))
    return tuple(sorted({c for c in match_key(Field.SPECIALTY, text) if not c.isspace()}))


def random_lines(each: int, rng: random.Random) -> Iterator[str]:
    """Lines in which every character stands so often."""
    pool = list(characters()) * each
    rng.shuffle(pool)
    while pool:
        size = rng.choice(_LENGTHS)
        yield "".join(pool[-size:])
        del pool[-size:]


def values(count: int, seed: int) -> Iterator[str]:
    """Values of certificates: names, numbers, titles, committees and dates."""
    for holder in holders(-(-count // 6), seed):
        year, month, day = holder.obtained_on.split("-")
        yield from (holder.name, holder.id_number, holder.certificate_number, holder.title)
        yield from (holder.committee, f"{year}年{int(month)}月{int(day)}日")


def read(texts: Sequence[str], faces: Sequence[str], seed: int, engine: Engine) -> Counts:
    """Each text once, the faces and levels in turn."""
    counts = Counts()
    ways = [(face, *way) for face in faces for way in WAYS]
    for place, (face, level, dpi) in enumerate(ways):
        own = lines(texts[place :: len(ways)], font(face), level, f"{seed}/{face}", dpi)
        before, some = counts.lines, list[Line]()
        for line in own:
            some.append(line)
            if len(some) == _AT_ONCE:
                _take(some, engine, counts)
                some = []
        _take(some, engine, counts)
        told = f"{counts.lines - before:,} lines, {counts.exchanged.total():,} exchanges so far"
        print(f"{face}, {level} {dpi or ''}: {told}", flush=True)
    return counts


def _take(some: Sequence[Line], engine: Engine, counts: Counts) -> None:
    texts = engine.recognise([line.crop for line in some]) if some else []
    for line, text in zip(some, texts, strict=True):
        counts.count(match_key(Field.SPECIALTY, line.text), match_key(Field.SPECIALTY, text.text))


def written(counts: Counts, source: str) -> str:
    """The file of the pairs that were seen, the oftenest first."""
    seen: Counter[tuple[str, str]] = Counter()
    for (a, b), n in counts.exchanged.items():
        seen[min(a, b), max(a, b)] += n
    printed = counts.printed.total()
    facts = (
        f'source = "{source}"',
        f"lines = {counts.lines}",
        f"unread = {counts.unread}",
        f"characters = {printed}",
        f"exchanged = {counts.exchanged.total()}",
        f"lost = {counts.lost.total()}",
        f"added = {counts.added.total()}",
        f"tangled = {counts.tangled}",
        f"once = {sum(n < _SEEN_MIN for n in seen.values())}  # pairs that are not listed",
        f'lost_most = "{"".join(c for c, _ in counts.lost.most_common(12))}"',
    )
    unseen = [c for c in sorted(set("".join(known_groups()))) if counts.printed[c]]
    often = "\n".join(f"{_quoted(c)} = {counts.printed[c]}" for c in unseen)
    kept = sorted(
        (n, a, b, counts.printed[a] + counts.printed[b])
        for (a, b), n in seen.items()
        if n >= _SEEN_MIN
    )
    rows = [f"  [{_quoted(a)}, {_quoted(b)}, {n}, {of}]," for n, a, b, of in reversed(kept)]
    return "\n".join((_HEAD + "\n".join(facts), "pair = [", *rows, "]", "", _ALSO, often, ""))


def _quoted(character: str) -> str:
    return f"'{character}'" if character in '"\\' else f'"{character}"'


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description="Count what the engine takes for what.")
    parser.add_argument("--each", type=int, default=48, help="how often each character is printed")
    parser.add_argument("--values", type=int, default=9_000)
    parser.add_argument("--faces", nargs="*", default=list(font_names()))
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--to", type=Path, default=TARGET)
    given = parser.parse_args()
    rng = random.Random(f"confusions/{given.seed}")
    texts = [*random_lines(given.each, rng), *values(given.values, given.seed)]
    rng.shuffle(texts)
    settings = load_settings()
    counts = read(texts, given.faces, given.seed, load_engine(settings))
    levels = ", ".join(f"{level} at {dpi} DPI" if dpi else level for level, dpi in WAYS)
    source = f"engine {settings.engine}, faces {', '.join(given.faces)}, levels {levels}"
    given.to.write_text(written(counts, f"{source}, seed {given.seed}"), "utf-8")


if __name__ == "__main__":
    main()
