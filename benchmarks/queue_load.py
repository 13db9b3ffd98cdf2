"""Submissions for the benchmark of the queue, and stages that do nothing."""

import hashlib
import json
import random
import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import text

from fixtures.make import KEPT_ASIDE, document
from models.fields import DocumentKind
from models.settings import Settings
from models.work import NewAttachment, NewSubmission, Subject, SubmissionState, WorkStage
from models.work_flow import Outcome
from models.work_queries import counts
from models.work_store import WorkStore
from workers import queue_worker
from workers.file_store import FileStore
from workers.queue_stages import Tools

NOTHING: dict[str, object] = {}
_FORM: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures/demo/agrees/form.json").read_text("utf-8")
)
_CLEAR = (
    "DELETE FROM need; DELETE FROM reading; DELETE FROM comparison; DELETE FROM finding;"
    " DELETE FROM attachment; DELETE FROM event; DELETE FROM work; DELETE FROM submission;"
    " DELETE FROM tally"
)


@dataclass(frozen=True, slots=True)
class Load:
    """A queue to be loaded."""

    settings: Settings
    queue: WorkStore
    files: FileStore

    def __post_init__(self) -> None:
        """A database that is given holds what was measured before."""
        with self.queue._store.writing() as connection:
            for statement in _CLEAR.split(";"):
                connection.execute(text(statement))

    def work_off(self, new: Sequence[NewSubmission]) -> float:
        """Hand submissions in; seconds until all are judged."""
        begun = time.perf_counter()
        for start in range(0, len(new), 500):
            self.queue.receive(new[start : start + 500])
        while self._busy():
            time.sleep(0.1)
        return time.perf_counter() - begun

    def _busy(self) -> bool:
        with self.queue.asking() as connection:
            there = counts(connection)
        busy = (SubmissionState.RECEIVED, SubmissionState.CHECKING)
        return any(there.get(state) for state in busy)

    def bytes(self) -> int:
        """How large the database is."""
        with self.queue.asking() as connection:
            if connection.dialect.name == "postgresql":
                query = "SELECT pg_database_size(current_database())"
            else:
                query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
            return int(connection.execute(text(query)).scalar_one())


def stored(load: Load, many: int, seed: str) -> list[NewSubmission]:
    """Submissions with a certificate of one page each, which nobody has read."""
    families = KEPT_ASIDE["certificate"]
    new = []
    for number in range(many):
        pdf, _ = document(f"queue/{seed}/{number}", families[number % len(families)], "ordinary")
        own = pdf + f"\n% {seed}/{number}".encode()
        certificate = NewAttachment(
            DocumentKind.CERTIFICATE, "a.pdf", load.files.put(own), len(own)
        )
        new.append(NewSubmission(f"{seed}/{number}", "gansu", _FORM, (certificate,)))
    return new


def one_page(load: Load, many: int) -> list[NewSubmission]:
    """Submissions with files of their own that no stage looks at."""
    return [
        NewSubmission(f"n{number}", "gansu", _FORM, (_attachment(f"n{number}"),))
        for number in range(many)
    ]


def waiting(load: Load, start: int, many: int) -> list[NewSubmission]:
    """Submissions with a certificate and a photo each; of the files, some are those of several."""
    rng = random.Random(start)
    return [
        NewSubmission(
            f"k{number}",
            "gansu",
            _FORM,
            (
                _attachment(f"c{number}"),
                _attachment(f"p{rng.randrange(1000)}", DocumentKind.PHOTO),
            ),
        )
        for number in range(start, start + many)
    ]


def _attachment(name: str, kind: DocumentKind = DocumentKind.CERTIFICATE) -> NewAttachment:
    return NewAttachment(kind, "a.pdf", hashlib.sha256(name.encode()).hexdigest(), 100_000)


@contextmanager
def idle_stages() -> Iterator[None]:
    """Stages that do nothing, with outcomes of the usual size."""
    result = random.Random(1).randbytes(10_000)
    outcomes = {
        WorkStage.INTAKE: Outcome(result[:300], pages=1),
        WorkStage.PAGE: Outcome(result),
        WorkStage.JUDGE: Outcome(result, verdict=SubmissionState.READY),
        WorkStage.REPORT: Outcome(report=hashlib.sha256(result).hexdigest()),
    }

    def nothing(subject: Subject, tools: Tools) -> Outcome:
        return outcomes[subject.stage]

    with patch.object(queue_worker, "do", nothing):
        yield


def resident() -> float:
    """Megabytes of this process that are in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


_NUMBERS = {
    "postgresql": "SELECT generate_series(CAST(:first AS int), CAST(:last AS int)) AS n",
    "sqlite": "WITH RECURSIVE s(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM s WHERE n < :last)"
    " SELECT n FROM s",
}
_NOW = "'2026-01-01 00:00:00.000000'"
_SUBMISSIONS = (
    "INSERT INTO submission (id, ref, key, profile, form, state, priority, received_at, changed_at)"
    " SELECT n + 10000000, 'r' || n, 'f' || n, 'gansu', '{}',"
    f" CASE n % 10 WHEN 0 THEN 'received' ELSE 'ready' END, 5, {_NOW}, {_NOW} FROM "
)
_WORK = (
    "INSERT INTO work (id, stage, name, page, version, state, priority, made_at)"
    " SELECT n + 10000000, 'page', 'f' || n, 1, 'v',"
    f" CASE n % 10 WHEN 0 THEN 'waiting' ELSE 'done' END, 5, {_NOW} FROM "
)


def fill(load: Load, there: int, many: int) -> None:
    """As many submissions as asked for, one of ten still to be judged; written row by row."""
    with load.queue._store.writing() as connection:
        name = connection.dialect.name
        for insert in (_SUBMISSIONS, _WORK):
            statement = f"{insert} ({_NUMBERS[name]}) AS x"
            connection.execute(text(statement), {"first": there + 1, "last": many})
        if name == "postgresql":
            connection.execute(text("ANALYZE"))
