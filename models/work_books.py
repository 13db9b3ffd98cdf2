"""What a transaction of the queue writes beside the work itself: attachments, events, counts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from models.case_list import list_anew
from models.dialects import upsert
from models.dictionary_versions import dictionary_in_force
from models.event_writing import event_row, write_events
from models.work import SubmissionState, WorkStage
from models.work_tables import attachment, tally

Versions = Mapping[WorkStage, str]
_JUDGING = (WorkStage.JUDGE, WorkStage.REPORT)
_WITH = "+"  # between the version of the code and that of the dictionary
FILES_REMOVED = "files.removed"  # counts up: who stored a file just before sees that it may be gone
_SHARDS = 8


def judged_with(dictionary: str, code: Versions) -> Versions:
    """The versions of work with a dictionary, "" for none, by what tells it from others."""
    if not dictionary:
        return code
    return {**code, **{stage: f"{code[stage]}{_WITH}{dictionary}" for stage in _JUDGING}}


def dictionary_of(version: str) -> str:
    """The dictionary that a piece of work of this version is done with, "" for none."""
    return version.partition(_WITH)[2]


class Books:
    """What a transaction writes beside the work itself, kept to its end."""

    def __init__(self, connection: Connection, at: datetime, versions: Versions) -> None:
        self.connection = connection
        self.at = at
        self._code = versions
        self._versions: Versions | None = None
        self._attachments: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []
        self._counts: Counter[str] = Counter()
        self._cases: set[int] = set()

    @property
    def versions(self) -> Versions:
        """Those of the code that runs; what is judged, is so with the dictionary in force."""
        if self._versions is None:
            self._versions = judged_with(dictionary_in_force(self.connection), self._code)
        return self._versions

    def attach(self, rows: Iterable[dict[str, Any]]) -> None:
        """Attachments of a new submission."""
        self._attachments += rows

    def tell(self, id_: int, ref: str, kind: str, body: dict[str, Any]) -> None:
        """An event of a submission."""
        self._events.append(event_row(id_, ref, self.at, kind, body))

    def count(self, name: str, by: int) -> None:
        """So many more (or fewer) of this name."""
        self._counts[name] += by

    def failed(self, stage: str, reason: str, by: int) -> None:
        """So many more (or fewer) pieces of work of a stage have failed for this reason."""
        self.count(f"failed.{stage}.{reason}", by)

    def moved(self, before: SubmissionState, after: SubmissionState) -> None:
        """One submission went from one state to another."""
        self._counts[before] -= 1
        self._counts[after] += 1

    def case(self, id_: int) -> None:
        """A submission was changed in what reviewers' lists show of it."""
        self._cases.add(id_)

    def close(self) -> None:
        """Write all of it."""
        list_anew(self.connection, self._cases)
        self._cases.clear()
        if self._attachments:
            self.connection.execute(insert(attachment), self._attachments)
            self._attachments.clear()
        write_events(self.connection, self._events)
        self._events.clear()
        # Which of the rows doesn't matter: their sum counts. So writers spread over them.
        shard = self.at.microsecond % _SHARDS
        counts = [
            {"name": name, "shard": shard, "count": by}
            for name, by in sorted(self._counts.items())
            if by
        ]
        if counts:
            added = upsert(self.connection, tally)
            sums = {"count": tally.c.count + added.excluded.count}
            self.connection.execute(
                added.on_conflict_do_update(index_elements=["name", "shard"], set_=sums), counts
            )
        self._counts.clear()
