"""How well generated specimens are read: values right, absent, wrong and invented.

    python -m benchmarks.accuracy --level ordinary --set held-out --count 24 --seed 101

`held-out` takes the layout families that the reading's constants are not set on. A
value is right when the whole of it equals the truth in its normal form. Prints one row of
docs/accuracy.md, and with --errors each value that is not right.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fixtures.canvas import font_names
from fixtures.make import document
from fixtures.scans import LEVELS
from fixtures.specimens import FAMILIES, HELD_OUT
from models.settings import load_settings
from workers.children import Children
from workers.progress import unwatched
from workers.reading import read

_SETS = {"tuned": FAMILIES, "held-out": HELD_OUT, "e-certificate": ("e-certificate",)}


@dataclass(frozen=True, slots=True)
class Score:
    """Values counted: shown by the document, right, absent, wrong; invented ones beside them.

    sure and sure_right count the readings with a confidence of at least 0.95.
    """

    shown: int = 0
    right: int = 0
    absent: int = 0
    invented: int = 0
    sure: int = 0
    sure_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.shown + other.shown,
            self.right + other.right,
            self.absent + other.absent,
            self.invented + other.invented,
            self.sure + other.sure,
            self.sure_right + other.sure_right,
        )

    def row(self, name: str) -> str:
        """A row of the table in docs/accuracy.md."""
        wrong = self.shown - self.right - self.absent
        sure = self.sure_right / max(1, self.sure)
        return (
            f"| {name} | {self.shown} | {self.right / max(1, self.shown):.1%} | {self.absent} "
            f"| {wrong} | {self.invented} | {sure:.1%} of {self.sure} |"
        )


def score(truth: dict[str, str], readings: dict[str, tuple[str, float]]) -> Score:
    """Hold readings (value and confidence by field) against the truth."""
    sure = {key for key, (_, confidence) in readings.items() if confidence >= 0.95}
    right = {key for key, (value, _) in readings.items() if truth.get(key) == value}
    return Score(
        len(truth),
        len(right),
        len(truth.keys() - readings.keys()),
        len(readings.keys() - truth.keys()),
        len(sure),
        len(sure & right),
    )


def measure(documents: Iterable[tuple[str, bytes, dict[str, str]]], *, errors: bool) -> Score:
    """Read documents (name, PDF, truth) as `zhenghe read` does and score them together."""
    settings, total = load_settings(), Score()
    with Children(settings) as children, tempfile.TemporaryDirectory() as folder:
        for name, pdf, truth in documents:
            path = Path(folder) / f"{name}.pdf"
            path.write_bytes(pdf)
            fields = read(path, None, children, settings, unwatched).document.fields
            readings = {str(f): (r.value, r.confidence) for f, r in fields.items()}
            total += score(truth, readings)
            for key in sorted(truth.keys() | readings.keys()) if errors else ():
                if truth.get(key) != readings.get(key, (None, 0.0))[0]:
                    print(name, key, truth.get(key), *readings.get(key, ("absent",)))
    return total


def made(
    families: tuple[str, ...], level: str, count: int, seed: int, fonts: Sequence[str]
) -> Iterator[tuple[str, bytes, dict[str, str]]]:
    """Documents of these layout families in turn."""
    for number in range(count):
        family = families[number % len(families)]
        pdf, drawn = document(f"{seed}/{number}", family, level, fonts)
        yield f"{family}-{number:03d}", pdf, drawn.truth


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well specimens are read.")
    parser.add_argument("--level", choices=(*LEVELS, "vector"), default="ordinary")
    parser.add_argument("--set", choices=tuple(_SETS), default="held-out")
    parser.add_argument("--count", type=int, default=24)
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--fonts", choices=("built-in", "installed"), default="built-in")
    parser.add_argument("--errors", action="store_true", help="print what is not right")
    given = parser.parse_args()
    fonts = font_names() if given.fonts == "installed" else ("built-in",)
    documents = made(_SETS[given.set], given.level, given.count, given.seed, fonts)
    total = measure(documents, errors=given.errors)
    print(total.row(f"{given.set}, {given.level}, {given.count} documents, {len(fonts)} fonts"))


if __name__ == "__main__":
    main()
