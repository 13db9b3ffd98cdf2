"""How well generated specimens are read: values right, absent, wrong and invented.

    python -m benchmarks.accuracy --set held-out --kind certificate --level ordinary --count 24

`held-out` takes the families that the reading is never tuned on. A value is right when the whole of
it equals the truth in its normal form; a row of an approval is right when every value that the
truth has of it is. Prints rows of docs/accuracy.md, and with --errors each value that is not right.
"""

import argparse
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from fixtures.canvas import font_names
from fixtures.make import KEPT_ASIDE, TUNED, document
from fixtures.paper import Paper
from fixtures.scans import LEVELS
from models.documents import Document
from models.settings import Settings, load_settings
from workers.children import Children, ahead
from workers.progress import unwatched
from workers.reading import FileReading, read

_SETS = {"tuned": TUNED, "held-out": KEPT_ASIDE}
_STRICTER = ("name", "id_number", "certificate_number")
_SURE = 0.95
HEAD = (
    "| documents | kind right | values | right | absent | wrong | invented | names, numbers | "
    f"right at confidence ≥ {_SURE} | rows found | rows right of those read | their cells |\n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
)


@dataclass(frozen=True, slots=True)
class Score:
    """Values counted: shown by the document, right, absent; invented ones beside them.

    exacting and exacting_right count names, ID numbers and certificate numbers; sure and sure_right
    the readings with a confidence of at least 0.95; rows those of the truth, of the reading, and
    those that are right; cells the values of the truth's rows.
    """

    documents: int = 0
    kinds: int = 0
    shown: int = 0
    right: int = 0
    absent: int = 0
    invented: int = 0
    exacting: int = 0
    exacting_right: int = 0
    sure: int = 0
    sure_right: int = 0
    rows: int = 0
    rows_read: int = 0
    rows_right: int = 0
    cells: int = 0
    cells_right: int = 0

    def __add__(self, other: "Score") -> "Score":
        return Score(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def row(self, name: str) -> str:
        """A row of the table in docs/accuracy.md."""
        return " | ".join(
            (
                f"| {name}",
                f"{self.kinds}/{self.documents}",
                str(self.shown),
                _share(self.right, self.shown),
                str(self.absent),
                str(self.shown - self.right - self.absent),
                str(self.invented),
                _share(self.exacting_right, self.exacting),
                f"{_share(self.sure_right, self.sure)} of {self.sure}",
                f"{_share(self.rows_right, self.rows)} of {self.rows}" if self.rows else "",
                _share(self.rows_right, self.rows_read) if self.rows_read else "",
                f"{_share(self.cells_right, self.cells)} of {self.cells} |" if self.cells else "|",
            )
        )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "–"


def score(paper: Paper, document: Document) -> Score:
    """Hold what was read against the truth."""
    truth = paper.fields
    read = {str(key): reading for key, reading in document.fields.items()}
    right = {key for key, reading in read.items() if truth.get(key) == reading.value}
    sure = {key for key, reading in read.items() if reading.confidence >= _SURE}
    exacting = truth.keys() & set(_STRICTER)
    rows = [{str(key): reading.value for key, reading in row.items()} for row in document.rows]
    return Score(
        documents=1,
        kinds=int(document.kind is paper.kind),
        shown=len(truth),
        right=len(right),
        absent=len(truth.keys() - read.keys()),
        invented=len(read.keys() - truth.keys()),
        exacting=len(exacting),
        exacting_right=len(exacting & right),
        sure=len(sure),
        sure_right=len(sure & right),
        rows=len(paper.rows),
        rows_read=len(rows),
        rows_right=_matched(paper.rows, rows),
        cells=sum(map(len, paper.rows)),
        cells_right=_cells(paper.rows, rows),
    )


def _matched(truth: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]) -> int:
    """How many rows of the truth were read, each by a row of its own."""
    left = list(rows)
    matched = 0
    for person in truth:
        twin = next((row for row in left if person.items() <= row.items()), None)
        if twin is not None:
            left.remove(twin)
            matched += 1
    return matched


def _cells(truth: Sequence[dict[str, str]], rows: Sequence[dict[str, str]]) -> int:
    """How many values of the truth's rows were read, each row held against the one most like it."""
    left = list(rows)
    right = 0
    for person in truth:
        if left:
            twin = max(left, key=lambda row: len(person.items() & row.items()))
            right += len(person.items() & twin.items())
            left.remove(twin)
    return right


Made = tuple[str, bytes, Paper]


def made(
    families: Sequence[str], level: str, count: int, seed: int, fonts: Sequence[str]
) -> list[Made]:
    """Documents of these families in turn, by name."""
    drawn = []
    for number in range(count):
        family = families[number % len(families)]
        pdf, paper = document(f"{seed}/{number}", family, level, fonts)
        drawn.append((f"{family}-{number:03d}", pdf, paper))
    return drawn


def read_all(documents: Sequence[Made], settings: Settings) -> Iterator[tuple[Made, FileReading]]:
    """Each document with what `zhenghe read` makes of it."""
    with Children(settings) as children, tempfile.TemporaryDirectory() as folder:

        def was_read(number: int) -> FileReading:
            name, pdf, _ = documents[number]
            path = Path(folder) / f"{name}.pdf"
            path.write_bytes(pdf)
            return read(path, None, children, settings, unwatched)

        yield from zip(documents, ahead(was_read, len(documents), settings.workers), strict=True)


def errors_of(name: str, paper: Paper, document: Document) -> Iterable[str]:
    """Each value that is not right: the truth, and what was read instead."""
    if document.kind is not paper.kind:
        yield f"{name} kind {paper.kind} {document.kind}"
    read = {str(key): reading for key, reading in document.fields.items()}
    for key in sorted(paper.fields.keys() | read.keys()):
        if key not in read:
            yield f"{name} {key} {paper.fields[key]} absent"
        elif paper.fields.get(key) != read[key].value:
            yield f"{name} {key} {paper.fields.get(key)} {read[key].value} {read[key].confidence}"
    rows = [{str(key): reading.value for key, reading in row.items()} for row in document.rows]
    for person in paper.rows:
        if not any(person.items() <= row.items() for row in rows):
            twin = next((row for row in rows if row.get("name") == person.get("name")), None)
            yield f"{name} row {person} {twin}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well specimens are read.")
    parser.add_argument("--set", choices=tuple(_SETS), default="held-out")
    parser.add_argument("--kind", nargs="+", choices=tuple(TUNED), default=tuple(KEPT_ASIDE))
    parser.add_argument("--family", nargs="+", help="these alone, in this order")
    parser.add_argument("--level", nargs="+", choices=(*LEVELS, "vector"), default=LEVELS)
    parser.add_argument("--count", type=int, default=12, help="documents of each kind and level")
    parser.add_argument("--seed", type=int, default=101)
    parser.add_argument("--fonts", choices=("built-in", "installed"), default="built-in")
    parser.add_argument("--errors", action="store_true", help="print what is not right")
    given = parser.parse_args()
    fonts = font_names() if given.fonts == "installed" else ("built-in",)
    settings = load_settings()
    print(HEAD)
    for kind in given.kind:
        for level in given.level:
            families = given.family or _SETS[given.set][kind]
            documents = made(families, level, given.count, given.seed, fonts)
            total = Score()
            for (name, _, paper), reading in read_all(documents, settings):
                total += score(paper, reading.document)
                for error in errors_of(name, paper, reading.document) if given.errors else ():
                    print(error)
            print(total.row(f"{given.set}, {kind}, {level}"), flush=True)


if __name__ == "__main__":
    main()
