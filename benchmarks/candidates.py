"""How good the probabilities of candidates are: `python -m benchmarks.candidates`.

Values of invented rosters and of the dictionary are printed in several faces, worn, and read by
the project's own engine (*read*), or damaged by `fixtures.rosters.misread` (*typed*); one in ten is
taken out of the list before. Of all first candidates: how probable they were told to be, and how
many were right. With --learn, matching/probability.toml is written anew, from another seed.
"""

import argparse
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pymupdf

from benchmarks.confusions import WAYS
from fixtures.canvas import font, font_names
from fixtures.lines import lines
from fixtures.rosters import committees, holders, misread
from matching import probability
from matching.dictionary import entries
from matching.distance import measure
from matching.index import Index, build_index
from matching.keys import match_key
from matching.nearest import FIELDS, nearest_left_out
from matching.probability import APART, NEAR, band_of, probabilities
from matching.roster_index import crowding_of
from matching.search import nearest
from models.fields import Field
from models.settings import load_settings
from ocr.engine import Engine
from ocr.engines import load_engine

ROSTERS = (Field.NAME, Field.ID_NUMBER, Field.CERTIFICATE_NUMBER, Field.COMMITTEE)
DICTIONARY = (Field.TITLE, Field.SERIES, Field.ISSUER)
_LACKING = 0.1  # share of what is looked for that the list lacks
_BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 1.0001)
_DECAYS = tuple(0.5 * i for i in range(6, 33))
_TARGET = Path(__file__).parents[1] / "matching" / "probability.toml"
_HEAD = """\
# How probable candidates are (matching/probability.py). Written by benchmarks/candidates.py with
# --learn but for the two numbers set by hand: what traffic is like, an assumption. read: how often
# a character of what our engine reads brings a value into each band of distance after the first (0,
# to 0.7, 1.2, 1.9, 2.9, 3.9, beyond); typed: the shares of all bands for values with one to three
# slips; decay: nats for each unit of distance.
"""


@dataclass(frozen=True, slots=True)
class Told:
    """One query: its field, way and outcome. chances: of the candidates, right: which was meant."""

    field: Field
    way: str
    chances: tuple[float, ...]
    right: int | None


@dataclass(frozen=True, slots=True)
class Text:
    """A value as it is, as it was given, and in which way it was damaged."""

    truth: str
    given: str
    way: str


def read_texts(
    values: Sequence[str], faces: Sequence[pymupdf.Font], seed: int, engine: Engine
) -> Iterator[Text]:
    """The values as the engine reads them, in all faces and ways in turn."""
    ways = [(face, *way) for face in faces for way in WAYS]
    for i, (face, level, dpi) in enumerate(ways):
        own = list(lines(values[i :: len(ways)], face, level, f"{seed}/{i}", dpi))
        for line, text in zip(own, engine.recognise([one.crop for one in own]), strict=True):
            yield Text(line.text, text.text, f"{level} at {dpi} DPI" if dpi else level)


def typed_texts(values: Sequence[str], rng: random.Random) -> Iterator[Text]:
    """The values with one to three slips each."""
    return (Text(value, misread(value, rng), "typed") for value in values)


def roster_values(field: Field, count: int, seed: int) -> list[str]:
    """The values of a field in an invented roster, as often as they come."""
    if field is Field.COMMITTEE:
        return list(committees(count, seed))
    return [str(getattr(holder, field)) for holder in holders(count, seed)]


Damage = Callable[[Sequence[str]], Iterator[Text]]


def of_roster(field: Field, rows: int, queries: int, seed: int, damage: Damage) -> Iterator[Told]:
    """Queries of one field of a roster; what is told of each."""
    rng = random.Random(f"candidates/{field}/{seed}")
    values = roster_values(field, rows, seed)
    lacking = {value for value in set(values) if rng.random() < _LACKING}
    kept = sorted(set(values) - lacking)
    with tempfile.TemporaryDirectory() as folder:
        keys = ((value, match_key(field, value)) for value in kept)
        index = build_index(Path(folder) / "index", keys)
        crowded = crowding_of(index)
        pool = [v for v in values if v not in lacking], sorted(lacking)
        chosen = [rng.choice(pool[rng.random() < _LACKING]) for _ in range(queries)]
        for text in damage(chosen):
            distances, right, more = _looked_up(index, match_key(field, text.given), text.truth)
            length = len(match_key(field, text.given))
            chances = probabilities(distances, length, crowded, more)
            yield Told(field, text.way, chances, right)


def _looked_up(index: Index, key: str, truth: str) -> tuple[list[float], int | None, int]:
    found = nearest(index, key, 50, NEAR)
    distances = [one.distance for one in found.candidates]
    right = next((i for i, one in enumerate(found.candidates) if one.id == truth), None)
    return distances, right, max(0, found.tied - distances.count(distances[0])) if distances else 0


def of_dictionary(field: Field, queries: int, seed: int, damage: Damage) -> Iterator[Told]:
    """Queries of a field of the dictionary by any of the names of its entries."""
    rng = random.Random(f"candidates/{field}/{seed}")
    names = [(n.text, e.id) for kind in FIELDS[field] for e in entries(kind) for n in e.names]
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, id_ in names:
        owners[name].add(id_)
    for text in damage([rng.choice(names)[0] for _ in range(queries)]):
        out = owners[text.truth] if rng.random() < _LACKING else set[str]()
        found = nearest_left_out(FIELDS[field], text.given, 50, frozenset(out))
        meant = rng.choice(sorted(owners[text.truth]))  # of those that bear the name
        right = next((i for i, one in enumerate(found) if one.hit.entry.id == meant), None)
        yield Told(field, text.way, tuple(one.score for one in found), right)


def reliability(told: Sequence[Told]) -> str:
    """The table: of the first candidates told to be so probable, how many were the right ones."""
    firsts = [(one.chances[0], one.right == 0) for one in told if one.chances]
    lines_ = ["| told | queries | mean | right |", "| --- | --- | --- | --- |"]
    for low, high in pairwise(_BINS):
        some = [one for one in firsts if low <= one[0] < high]
        if some:
            mean, share = np.mean(some, axis=0)
            lines_.append(f"| {low:g}–{min(high, 1):g} | {len(some)} | {mean:.3f} | {share:.3f} |")
    return "\n".join(lines_)


def summary(name: str, told: Sequence[Told]) -> str:
    """A row: queries, first right, mean told, calibration error of firsts and of all candidates."""
    firsts = [(one.chances[0], one.right == 0) for one in told if one.chances]
    every = [(p, one.right == i) for one in told for i, p in enumerate(one.chances[:5])]
    mean, right = np.mean(firsts, axis=0)
    sure = [hit for p, hit in firsts if p >= 0.95]
    cells = (
        name,
        f"{len(told):,}",
        f"{right:.1%}",
        f"{mean:.1%}",
        f"{_error(firsts):.3f}",
        f"{_error(every):.3f}",
        f"{np.mean(sure):.2%} of {len(sure):,}" if sure else "—",
    )
    return f"| {' | '.join(cells)} |"


def _error(told: Sequence[tuple[float, bool]]) -> float:
    """The expected calibration error, in ten bins."""
    bins = np.minimum(9, (np.array([p for p, _ in told]) * 10).astype(int))
    apart = np.array([p - hit for p, hit in told])
    return float(sum(abs(apart[bins == i].sum()) for i in range(10)) / len(told))


def learned(texts: Sequence[tuple[Field, Text]], decay: float) -> str:
    """The text of probability.toml."""
    counts: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    characters = 0
    for field, text in texts:
        truth, given = match_key(field, text.truth), match_key(field, text.given)
        typed = text.way == "typed"
        counts[typed][band_of(measure().distance(truth, given))] += 1
        characters += 0 if typed else len(truth)
    bands = range(len(APART) + 1)
    read = [f"{(counts[False][b] + 0.5) / characters:.2g}" for b in bands][1:]
    total = counts[True].total() + 0.5 * len(bands)
    typed_ = [f"{(counts[True][b] + 0.5) / total:.2g}" for b in bands]
    known = probability.reading()
    numbers = (
        f"read = [{', '.join(read)}]",
        f"typed = [{', '.join(typed_)}]",
        f"decay = {decay:g}",
        f"typed_share = {known.typed_share:g}  # by hand: of what is looked for",
        f"listed = {known.listed:g}  # by hand: of what is looked for",
    )
    return _HEAD + "\n".join((*numbers, ""))


def best_decay(cases: Sequence[tuple[Sequence[float], int, int]]) -> float:
    """The decay under which the right ones of candidates are the most probable.

    Each case: the distances of the candidates, which is right, how many more are as near.
    """

    def loss(decay: float) -> float:
        told = 0.0
        for distances, right, more in cases:
            weights = np.exp(-decay * (np.array(distances) - distances[0]))
            told -= float(np.log(weights[right] / (weights.sum() + more)))
        return told

    return min(_DECAYS, key=loss)


def learn(rows: int, queries: int, seed: int, damages: Sequence[Damage]) -> str:
    """Learn from a roster of another seed."""
    texts: list[tuple[Field, Text]] = []
    cases: list[tuple[Sequence[float], int, int]] = []
    for field in ROSTERS:
        values = roster_values(field, rows, seed)
        rng = random.Random(f"learn/{field}/{seed}")
        chosen = [rng.choice(values) for _ in range(queries)]
        own = [text for damage in damages for text in damage(chosen)]
        texts += [(field, text) for text in own]
        with tempfile.TemporaryDirectory() as folder:
            keys = ((value, match_key(field, value)) for value in dict.fromkeys(values))
            index = build_index(Path(folder) / "index", keys)
            for text in own:
                found = _looked_up(index, match_key(field, text.given), text.truth)
                if found[1] is not None and len(found[0]) > 1:
                    cases.append((found[0], found[1], found[2]))
    return learned(texts, best_decay(cases))


def main() -> None:
    """Learn, or measure and print."""
    parser = argparse.ArgumentParser(description="How good the probabilities of candidates are.")
    parser.add_argument("--rows", type=int, default=30_000)
    parser.add_argument("--queries", type=int, default=2000, help="of each field, read and typed")
    parser.add_argument("--seed", type=int, default=505)
    parser.add_argument("--typeface", type=Path, nargs="*", help="files of other faces to print in")
    parser.add_argument("--learn", action="store_true")
    given = parser.parse_args()
    engine = load_engine(load_settings())
    faces = [font(name) for name in font_names()]
    if given.typeface:
        faces = [pymupdf.Font(fontfile=str(path)) for path in given.typeface]
    rng = random.Random(f"typed/{given.seed}")
    damages: tuple[Damage, ...] = (
        lambda values: read_texts(values, faces, given.seed, engine),
        lambda values: typed_texts(values, rng),
    )
    if given.learn:
        _TARGET.write_text(learn(given.rows, given.queries, 911, damages), "utf-8")
        return
    told: list[Told] = []
    for field in (*ROSTERS, *DICTIONARY):
        for damage in damages:
            if field in ROSTERS:
                told += of_roster(field, given.rows, given.queries, given.seed, damage)
            else:
                told += of_dictionary(field, given.queries // 2, given.seed, damage)
            print(summary(f"{field}, {told[-1].way}", [t for t in told if t.field is field]))
    _report(told)


def _report(told: Sequence[Told]) -> None:
    heads = "of | queries | first right | told | ECE, first | ECE, all | right at 0.95 and more"
    print(f"\n| {heads} |\n|{' --- |' * 7}")
    read, typed = ([t for t in told if (t.way == "typed") is way] for way in (False, True))
    share = probability.reading().typed_share
    mixed = read + typed[:: max(1, round(len(typed) / (len(read) * share / (1 - share))))]
    for field in (*ROSTERS, *DICTIONARY):
        print(summary(f"{field}, read", [t for t in read if t.field is field]))
        print(summary(f"{field}, typed", [t for t in typed if t.field is field]))
    for way in sorted({t.way for t in read}):
        print(summary(way, [t for t in read if t.way == way]))
    print(summary("all read", read))
    print(summary("all typed", typed))
    print(summary(f"mixed, {share:.0%} typed", mixed))
    print(f"\n{reliability(mixed)}")


if __name__ == "__main__":
    main()
