"""Searching rosters beside comparing with every row: `make bench-match`.

    python -m benchmarks.match --holders 10000 100000 1000000 --queries 2000
    python -m benchmarks.match --person     # people by all their fields (benchmarks/person.py)

For each field and size: an index is built, another process opens it, and noisy queries are looked
for: the first answer alone, the five nearest as far as they lie within 1 of the first, and the five
nearest. Every first answer, its row, distance and likeness, is held against `benchmarks/brute.py`.
RapidFuzz's `process.extract` compares a sample of the same queries with every row, in turns
with ours. Times are of the processor, in one thread; what counts is the ratio within this run.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from benchmarks import person
from benchmarks.brute import nearest_rows
from benchmarks.curves import Curve, picture
from fixtures.rosters import committees, holders, misread
from matching.distance import look_alike_costs
from matching.index import build_index
from matching.search import CUTOFF_SHARE, nearest
from matching.text import normal_form
from models.fields import Field

_ROOT = Path(__file__).parents[1]
PICTURE = _ROOT / "docs/pictures/matching-growth.svg"
_TURNS = 20
_OPEN = """
import sys, time
from pathlib import Path
from matching.index import open_index
from matching.search import nearest
started = time.perf_counter()
nearest(open_index(Path(sys.argv[1])), sys.argv[2], 1)
print(time.perf_counter() - started)
"""


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one field with one number of rows; times in seconds, one per query."""

    field: Field
    rows: int
    built: float
    size: int  # bytes
    opened: float
    first: Sequence[float]
    close: Sequence[float]
    five: Sequence[float]
    extract_one: Sequence[float]
    extract: Sequence[float]
    within: int  # queries whose nearest row lies within the cut-off
    same: int  # of these, those whose first answer is that row, at that distance and likeness
    right: int  # of all queries, those whose first answer has the text that was misread

    @property
    def queries(self) -> int:
        """How many queries there were."""
        return len(self.first)


def measure(
    field: Field, values: Sequence[str], queries: int, sample: int, seed: int, folder: Path
) -> Result:
    """Build, open and search one field's index, beside comparing with every row."""
    rng = random.Random(f"queries/{field}/{seed}")
    truth = [rng.choice(values) for _ in range(queries)]
    texts = [normal_form(field, misread(value, rng)) for value in truth]
    path = folder / f"{field}.index"
    started = time.process_time()
    index = build_index(path, ((str(i), value) for i, value in enumerate(values)))
    built = time.process_time() - started
    some = texts[:sample]
    (first, firsts), (close, _), (five, _), (one, _), (extract, _) = _in_turns(
        (lambda text: nearest(index, text, 1), texts),
        (lambda text: nearest(index, text, 5, margin=1), texts),
        (lambda text: nearest(index, text, 5), some),
        (lambda text: _extract(text, values, 1), some),
        (lambda text: _extract(text, values, 5), some),
    )
    within = same = right = 0
    brute = nearest_rows(texts, values, look_alike_costs(), CUTOFF_SHARE)
    for answer, row, value in zip(firsts, brute, truth, strict=True):
        best = answer.candidates[0] if answer.candidates else None
        within += row is not None
        same += row == (best and (best.distance, best.row, best.likeness)) and row is not None
        right += best is not None and best.text == value
    size, opened = path.stat().st_size, _opened(path, texts[0])
    return Result(
        field=field,
        rows=len(values),
        built=built,
        size=size,
        opened=opened,
        first=first,
        close=close,
        five=five,
        extract_one=one,
        extract=extract,
        within=within,
        same=same,
        right=right,
    )


def _in_turns(
    *searches: tuple[Callable[[str], Any], Sequence[str]],
) -> list[tuple[list[float], list[Any]]]:
    """Seconds and answers of each search; a part of the queries of each, then the next part."""
    done: list[tuple[list[float], list[Any]]] = [([], []) for _ in searches]
    for turn in range(_TURNS):
        for (search, texts), (times, answers) in zip(searches, done, strict=True):
            for text in texts[len(texts) * turn // _TURNS : len(texts) * (turn + 1) // _TURNS]:
                started = time.process_time()
                answers.append(search(text))
                times.append(time.process_time() - started)
    return done


def _extract(text: str, values: Sequence[str], limit: int) -> object:
    return process.extract(text, values, scorer=Levenshtein.distance, limit=limit)


def _opened(path: Path, text: str) -> float:
    """Seconds in which a second process opens the index and answers its first query."""
    command = [sys.executable, "-c", _OPEN, str(path), text]
    return float(
        subprocess.run(command, capture_output=True, text=True, check=True, cwd=_ROOT).stdout
    )


def table(results: Sequence[Result]) -> str:
    """The table of docs/performance.md; times in milliseconds, p50 / p99."""
    heads = (
        *("field", "rows", "rows/s built", "bytes/row", "opened, s"),
        *("first", "five within 1", "five", "extract limit=1", "extract limit=5"),
        *("first: faster than limit=5", "than limit=1"),
        *("within the cut-off", "= brute", "right text"),
    )
    lines = [" | ".join(heads), " | ".join("---" for _ in heads)]
    for r in results:
        spreads = [_spread(t) for t in (r.first, r.close, r.five, r.extract_one, r.extract)]
        cells = [
            str(r.field),
            f"{r.rows:,}",
            f"{r.rows / r.built:,.0f}",
            f"{r.size / r.rows:.0f}",
            f"{r.opened:.2f}",
            *(" / ".join(f"{1000 * value:.2f}" for value in spread) for spread in spreads),
            _faster(spreads[0], spreads[4]),
            _faster(spreads[0], spreads[3]),
            f"{r.within / r.queries:.1%}",
            f"{r.same / max(1, r.within):.2%}",
            f"{r.right / r.queries:.1%}",
        ]
        lines.append(" | ".join(cells))
    return "\n".join(f"| {line} |" for line in lines)


def _faster(ours: tuple[float, float], theirs: tuple[float, float]) -> str:
    return " / ".join(f"{b / a:,.0f}×" for a, b in zip(ours, theirs, strict=True))


def _spread(times: Sequence[float]) -> tuple[float, float]:
    p50, p99 = np.percentile(times, (50, 99)).tolist()
    return p50, p99


def growth(results: Sequence[Result]) -> str:
    """The picture of docs/performance.md: milliseconds a query by rows, a panel for each field."""
    kinds: tuple[tuple[str, str, Callable[[Result], Sequence[float]]], ...] = (
        ("nearest, first answer", "#0a6", lambda r: r.first),
        ("process.extract", "#c33", lambda r: r.extract),
    )
    panels = []
    for field in dict.fromkeys(r.field for r in results):
        own = [r for r in results if r.field is field]
        curves = [
            Curve(
                f"{name}, p{(50, 99)[i]}",
                colour,
                bool(i),
                tuple((r.rows, 1000 * _spread(times(r))[i]) for r in own),
            )
            for name, colour, times in kinds
            for i in (0, 1)
        ]
        panels.append((str(field), curves))
    return picture(panels)


def main() -> None:
    """Measure, print the table row by row, draw the picture."""
    parser = argparse.ArgumentParser(description="Measure searching beside comparing with all.")
    parser.add_argument("--holders", type=int, nargs="*", default=[10**4, 10**5, 10**6])
    parser.add_argument("--committees", type=int, nargs="*", default=[10**3, 10**4, 10**5])
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--sample", type=int, default=200, help="queries that RapidFuzz is given")
    parser.add_argument("--seed", type=int, default=404)
    parser.add_argument("--picture", type=Path, default=PICTURE)
    parser.add_argument("--person", action="store_true", help="how people are found, instead")
    given = parser.parse_args()
    if given.person:
        person.run(given.holders, given.queries, given.seed, learn=False)
        return
    results = []
    people = list(holders(max(given.holders, default=0), given.seed))
    bodies = list(committees(max(given.committees, default=0), given.seed))
    with tempfile.TemporaryDirectory() as folder:
        for field, values, sizes in (
            (Field.ID_NUMBER, [p.id_number for p in people], given.holders),
            (Field.CERTIFICATE_NUMBER, [p.certificate_number for p in people], given.holders),
            (Field.NAME, [p.name for p in people], given.holders),
            (Field.COMMITTEE, bodies, given.committees),
        ):
            for size in sizes:
                results.append(
                    measure(
                        field, values[:size], given.queries, given.sample, given.seed, Path(folder)
                    )
                )
                print(table(results).splitlines()[-1], flush=True)
    print(f"\n{table(results)}")
    given.picture.write_text(growth(results), "utf-8")


if __name__ == "__main__":
    main()
