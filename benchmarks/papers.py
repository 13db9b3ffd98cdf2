"""How well papers of one's own are read, whose truth somebody has written down.

    python -m benchmarks.papers FOLDER [FOLDER …] [--errors]

A folder holds PDFs and truth.jsonl, a line for each of them; values are in their normal form:

    {"file": "001.pdf", "kind": "certificate", "fields": {"name": "欧阳静怡", …},
     "open_fields": ["level"], "rows": [{"name": "…", …}]}

fields are all that the paper shows; open_fields, those of which people may differ whether it does,
are not judged. Scored as by benchmarks.accuracy; papers of the kind other are judged by their kind
alone, for what they show is nobody's title.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.accuracy import HEAD, Score, errors_of, score
from fixtures.paper import Paper
from models.documents import Document
from models.fields import DocumentKind
from models.settings import load_settings
from workers.children import Children, ahead
from workers.progress import unwatched
from workers.reading import read

_TRUTH = "truth.jsonl"


@dataclass(frozen=True, slots=True)
class Known:
    """One paper of a folder and its truth; open are the fields that are not judged."""

    path: Path
    truth: Paper
    open: frozenset[str]

    def judged(self, document: Document) -> Document:
        """The document without what is not judged."""
        if self.truth.kind is DocumentKind.OTHER:
            return replace(document, fields={}, rows=())
        shown = {k: r for k, r in document.fields.items() if str(k) not in self.open}
        return replace(document, fields=shown)


def known_of(folder: Path) -> list[Known]:
    """The papers of a folder.

    ValueError names the line of truth.jsonl that is wrong, OSError the file that is not there.
    """
    papers = []
    lines = (folder / _TRUTH).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        try:
            told = json.loads(line)
            path = folder / told["file"]
            truth = Paper(
                b"",
                folder.name,
                DocumentKind(told["kind"]),
                dict(told["fields"]),
                tuple(map(dict, told.get("rows", ()))),
            )
            papers.append(Known(path, truth, frozenset(told.get("open_fields", ()))))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"{folder / _TRUTH}, line {number}: {error!r}") from error
        if not path.is_file():
            raise FileNotFoundError(f"{path}, named in line {number} of {_TRUTH}, is not there")
    return papers


def read_known(papers: Sequence[Known]) -> Iterator[tuple[Known, Document]]:
    """Each paper with what `zhenghe read` makes of it, in order."""
    settings = load_settings()
    with Children(settings) as children:

        def was_read(number: int) -> Document:
            path = papers[number].path
            return read(path, None, children, settings, unwatched).document

        yield from zip(papers, ahead(was_read, len(papers), settings.workers), strict=True)


def main() -> None:
    """Read the folders and print a row of the table for each."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--errors", action="store_true", help="print what is not right")
    given = parser.parse_args()
    try:
        sets = [(folder, known_of(folder)) for folder in given.folders]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    print(HEAD)
    for folder, papers in sets:
        total = Score()
        for known, document in read_known(papers):
            judged = known.judged(document)
            total += score(known.truth, judged)
            for wrong in errors_of(known.path.name, known.truth, judged) if given.errors else ():
                print(wrong)
        print(total.row(str(folder)), flush=True)


if __name__ == "__main__":
    main()
