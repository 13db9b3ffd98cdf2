"""The import of a roster, from a file to a version of the database."""

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from intake.files import open_file, shown
from matching.roster_columns import Chosen
from matching.roster_repeats import Repeats
from models.errors import PageUnreadable, UsageWrong, refused
from models.findings import Finding, found
from models.roster_store import Staging, current_rows
from models.roster_versions import current_version
from models.rosters import RosterMode, RosterPreview, RosterReport, RosterRow, RowFindings
from models.settings import Settings
from models.store import Store
from ocr.labels import load_labels
from workers.child import FILE, Child
from workers.roster_reading import Batch, Source, look_at, read_rows

ROWS_AT_ONCE = 10_000
T = TypeVar("T")
_NAME = re.compile(r"[\w-][\w.-]{0,63}")
Told = Callable[[int, int], None]  # rows done, rows there are (perhaps a little fewer)


@dataclass(frozen=True, slots=True)
class RosterOrder:
    """What is asked for: mode is None where the person said neither replace nor append.

    keep: the rows are stored and wait for a person's word before they count.
    """

    name: str
    mode: RosterMode | None
    dry_run: bool
    skip_bad_rows: bool
    keep: bool = False


class RosterFile:
    """A file that is about to be imported, read in a child process."""

    def __init__(
        self, path: Path, sheet: str | None, child: Child, settings: Settings, name: str = ""
    ) -> None:
        """name: what its owner calls it, the path unless given. Raises FileRefused."""
        self._child = child
        self._settings = settings
        self._shown = shown(name or path)
        with open_file(path, settings.roster_bytes_max) as file:
            self._sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            if not file.tell():
                raise refused("FILE_EMPTY", file=self._shown)
        self._source = Source(path.absolute(), _stamp(path), sheet)

    def preview(self, chosen: Chosen) -> RosterPreview:
        """What the file holds. Raises FileRefused and UsageWrong."""
        labels = load_labels(self._settings.labels_file).labels
        vocabulary = {label.text: label.field for label in labels}
        look = self._run(look_at, self._source, vocabulary, chosen, self._settings)
        return RosterPreview(self._shown, self._sha256, look)

    def batches(self, preview: RosterPreview) -> Iterator[Batch]:
        """All rows below the header; the child reads the next ones while these are looked at."""
        thread = ThreadPoolExecutor(1, "roster")

        def begin(start: int) -> "Future[Batch]":
            place = (self._source, preview.look.header, start, ROWS_AT_ONCE)
            return thread.submit(lambda: self._run(read_rows, *place, self._settings))

        try:
            start, begun = 0, begin(0)
            while (batch := begun.result()).taken == ROWS_AT_ONCE:
                start += batch.taken
                begun = begin(start)
                yield batch
            yield batch
        finally:
            # Not waited for: when the work is broken off it ends as the child is stopped.
            thread.shutdown(wait=False, cancel_futures=True)
        if _stamp(self._source.path) != self._source.stamp:
            raise refused("ROSTER_FILE_CHANGED", file=self._shown)

    def _run(self, task: Callable[..., T], *arguments: object) -> T:
        try:
            return self._child.run(FILE, task, *arguments)
        except PageUnreadable as error:
            # What it says of scans is no use here; which limit was met is.
            problem = ", ".join(finding.code for finding in error.findings)
            raise refused("ROSTER_UNREADABLE", file=self._shown, problem=problem) from None


def check_order(order: RosterOrder, store: Store) -> RosterMode:
    """What the import shall do. Raises UsageWrong where that can't be told from the order."""
    if not _NAME.fullmatch(order.name):
        raise UsageWrong(found("ROSTER_NAME_WRONG", given=order.name))
    there = current_version(store, order.name)
    if there and order.mode is None:
        raise UsageWrong(found("ROSTER_EXISTS", name=order.name, rows=there.rows))
    return order.mode or RosterMode.REPLACE


def import_roster(
    order: RosterOrder,
    file: RosterFile,
    preview: RosterPreview,
    store: Store,
    settings: Settings,
    told: Told,
) -> RosterReport:
    """Read, check and store all rows, or say why not.

    Nothing is stored when a row is bad, unless these are to be skipped. Raises FileRefused,
    UsageWrong, and TemporaryFailure when another import of the same roster came between.
    """
    mode = check_order(order, store)
    tally = _Tally(settings.roster_findings_max)
    repeats = Repeats()
    if mode is RosterMode.APPEND:
        repeats.add_stored(current_rows(store, order.name))
    with _staged(order, mode, preview, store) as staging:
        for batch in file.batches(preview):
            tally.add(batch)
            repeats.add(batch.rows)
            if tally.bad and not order.skip_bad_rows:
                staging.give_up()
            staging.add(batch.rows)
            told(tally.rows, preview.look.total)
        staging.drop(_judge_repeats(repeats, tally))
        version = staged = None
        findings = list(preview.look.findings)
        if not tally.rows:
            findings.append(found("ROSTER_EMPTY"))
        elif tally.bad and not order.skip_bad_rows:
            findings.append(found("ROSTER_NOT_IMPORTED", bad=tally.bad))
        elif not tally.good:
            findings.append(found("ROSTER_ALL_BAD"))
        elif order.keep:
            staged = staging.keep()
        else:
            version = staging.finish()
    return replace(tally.report(order.name, version, preview, findings), staged=staged)


def _judge_repeats(repeats: Repeats, tally: "_Tally") -> set[int]:
    """Tell of rows that repeat or contradict others, and say which are not to be stored."""
    twice = repeats.duplicates()
    for repeat in twice:
        tally.add_dropped(repeat.number, _row_twice(repeat.number, repeat.first), bad=False)
    dropped = {repeat.number for repeat in twice}
    for repeat in repeats.contradictions():
        if repeat.number not in dropped:
            tally.add_dropped(repeat.number, _number_shared(repeat.number, repeat.first), bad=True)
            dropped.add(repeat.number)
    return dropped


def _row_twice(row: int, first: int) -> Finding:
    if not first:
        return found("ROSTER_ROW_KNOWN", row=row)
    return found("ROSTER_ROW_TWICE", row=row, first=first)


def _number_shared(row: int, other: int) -> Finding:
    if not other:
        return found("ROSTER_ID_NUMBER_TAKEN", row=row)
    return found("ROSTER_ID_NUMBER_SHARED", row=row, other=other)


class _Tally:
    """Counts what is wrong, and keeps the first rows of each code."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._counts: Counter[str] = Counter()
        self._by_row: dict[int, tuple[Finding, ...]] = {}
        self.rows = self.good = self.bad = 0

    def add(self, batch: Batch) -> None:
        self.rows += batch.seen
        self.good += len(batch.rows)
        self.bad += batch.bad
        for row in batch.by_row:
            if any(self._counts[finding.code] < self._most for finding in row.findings):
                self._by_row[row.number] = row.findings
        self._counts.update(batch.counts)

    def add_dropped(self, number: int, finding: Finding, *, bad: bool) -> None:
        """A row that was good by itself."""
        self.good -= 1
        self.bad += bad
        if self._counts[finding.code] < self._most:
            self._by_row[number] = (*self._by_row.get(number, ()), finding)
        self._counts[finding.code] += 1

    def report(
        self, name: str, version: int | None, preview: RosterPreview, findings: list[Finding]
    ) -> RosterReport:
        by_row = tuple(RowFindings(row, self._by_row[row]) for row in sorted(self._by_row))
        counts = dict(sorted(self._counts.items()))
        return RosterReport(
            name, version, preview, self.rows, self.good, counts, by_row, tuple(findings)
        )


class _Staged:
    """Where rows go: into a version that is being written, or nowhere."""

    def __init__(self, staging: Staging | None) -> None:
        self._staging = staging

    def add(self, rows: tuple[RosterRow, ...]) -> None:
        if self._staging:
            self._staging.add(rows)

    def drop(self, numbers: set[int]) -> None:
        if self._staging and numbers:
            self._staging.drop(numbers)

    def give_up(self) -> None:
        """Remove what was stored; what comes is only looked at."""
        if self._staging:
            self._staging.discard()
        self._staging = None

    def keep(self) -> int | None:
        staged = self._staging
        if staged:
            staged.keep()
        self._staging = None
        return staged.id if staged else None

    def finish(self) -> int | None:
        version = self._staging.finish() if self._staging else None
        self._staging = None
        return version


@contextmanager
def _staged(
    order: RosterOrder, mode: RosterMode, preview: RosterPreview, store: Store
) -> Iterator[_Staged]:
    """What is not finished in here leaves nothing behind."""
    staged = _Staged(None if order.dry_run else Staging(store, order.name, mode, preview))
    try:
        yield staged
    finally:
        staged.give_up()


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
