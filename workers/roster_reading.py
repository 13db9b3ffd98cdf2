"""Tasks of the child process that reads a roster's file, some rows at a time.

The child keeps the file open between tasks and goes on where it was. One that was replaced opens
the file anew and goes through the rows before; what it answers is the same.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from intake.table import Table, open_table
from matching.roster_cells import text_of
from matching.roster_columns import ROWS_LOOKED_AT, Chosen, Vocabulary, find_header
from matching.roster_rows import RowReader
from models.findings import found
from models.rosters import RosterHeader, RosterRow, RowFindings, TableLook
from models.settings import Settings
from models.tables import TableRow


@dataclass(frozen=True, slots=True)
class Source:
    """A file and the sheet of it that is wanted; stamp tells when the file was changed."""

    path: Path
    stamp: tuple[int, int]
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows; taken is how many of the table were gone through, fewer than asked at its end."""

    taken: int
    seen: int
    rows: tuple[RosterRow, ...]
    bad: int
    counts: dict[str, int]
    by_row: tuple[RowFindings, ...]


def look_at(
    source: Source, vocabulary: Vocabulary, chosen: Chosen, settings: Settings
) -> TableLook:
    """Find the header. Raises FileRefused and UsageWrong."""
    table = _table(source, settings)
    rows = list(islice(table.rows(), ROWS_LOOKED_AT))
    header, findings = find_header(rows, vocabulary, chosen)
    if table.other_sheets:
        others = "、".join(table.other_sheets)
        findings += (found("ROSTER_SHEETS_LEFT", sheet=table.sheet, others=others),)
    first = next((row for row in rows if row.number > header.row and any(row.cells)), None)
    return TableLook(
        table.format,
        table.encoding,
        table.sheet,
        header,
        tuple(text_of(cell) for cell in first.cells) if first else (),
        max(0, table.total - header.row),
        findings,
    )


def read_rows(
    source: Source, header: RosterHeader, start: int, count: int, settings: Settings
) -> Batch:
    """`count` rows of the table from `start`, judged one by one."""
    place = _place(source, settings)
    if place.at != start:
        place.go_to(start)
    taken = place.take(count)
    reader = RowReader(header, epoch_1904=_table(source, settings).epoch_1904)
    judged = [judged for row in taken if (judged := reader.read(row))]
    counts: Counter[str] = Counter()
    by_row: list[RowFindings] = []
    for row in judged:
        fresh = any(counts[f.code] < settings.roster_findings_max for f in row.findings)
        counts.update(finding.code for finding in row.findings)
        if fresh:
            by_row.append(RowFindings(row.number, row.findings))
    good = tuple(row.row for row in judged if row.row)
    return Batch(
        len(taken), len(judged), good, len(judged) - len(good), dict(counts), tuple(by_row)
    )


class _Place:
    """A place in a table that is read on and on."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.at = 0
        self._rows = table.rows()

    def go_to(self, start: int) -> None:
        """Begin anew, and leave out the rows before start."""
        self._rows = self._table.rows()
        self.at = start
        next(islice(self._rows, start, start), None)

    def take(self, count: int) -> list[TableRow]:
        """The next rows."""
        rows = list(islice(self._rows, count))
        self.at += len(rows)
        return rows


@lru_cache(maxsize=1)
def _table(source: Source, settings: Settings) -> Table:
    return open_table(source.path, source.sheet, settings)


@lru_cache(maxsize=1)
def _place(source: Source, settings: Settings) -> _Place:
    return _Place(_table(source, settings))
