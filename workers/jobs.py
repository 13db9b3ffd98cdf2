"""Long work that somebody began on a page and needn't wait for: its progress, and what came of it.

Jobs live in this process alone. What must outlive it is kept in the database by the work itself.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future as Begun
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from threading import Lock
from typing import Any

from models.errors import PartMissing, ZhengheError
from models.findings import Finding, found

_log = logging.getLogger(__name__)
_AT_ONCE = 4
_KEPT_FOR = timedelta(days=1)
Told = Callable[[int, int], None]  # done, how many there are


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work; ended_at is None while it is under way. findings: why it failed."""

    kind: str
    who: str
    begun_at: datetime
    done: int = 0
    total: int = 0
    ended_at: datetime | None = None
    result: Any = None
    findings: tuple[Finding, ...] = ()


def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_AT_ONCE, "job")


@dataclass(frozen=True, slots=True)
class Jobs:
    """The jobs of a service; of one kind no more than one at a time. A:B is a kind of A."""

    _pool: ThreadPoolExecutor = field(default_factory=_threads)
    _lock: Lock = field(default_factory=Lock)
    _jobs: dict[str, Job] = field(default_factory=dict)
    _begun: dict[str, "Begun[None]"] = field(default_factory=dict)

    def begin(self, kind: str, who: str, work: Callable[[Told], object]) -> Job:
        """Begin it, unless one of the kind is under way: then that one."""
        with self._lock:
            job = self._jobs.get(kind)
            if job and job.ended_at is None:
                return job
            self._forget(datetime.now(UTC) - _KEPT_FOR)
            job = self._jobs[kind] = Job(kind, who, datetime.now(UTC))
            self._begun[kind] = self._pool.submit(self._do, kind, work)
        return job

    def latest(self, kind: str) -> Job | None:
        """The last job of a kind, or of kinds of it, that was begun in this process."""
        with self._lock:
            jobs = [j for k, j in self._jobs.items() if k == kind or k.startswith(f"{kind}:")]
        return max(jobs, key=lambda job: job.begun_at, default=None)

    def finished(self, kind: str, seconds: float) -> Job | None:
        """The last job of a kind, waited for as long as this."""
        if begun := self._begun.get(kind):
            wait([begun], seconds)
        return self.latest(kind)

    def _forget(self, before: datetime) -> None:
        old = [k for k, job in self._jobs.items() if job.ended_at and job.ended_at < before]
        for kind in old:
            del self._jobs[kind], self._begun[kind]

    def _do(self, kind: str, work: Callable[[Told], object]) -> None:
        def told(done: int, total: int) -> None:
            self._change(kind, done=done, total=total)

        try:
            self._change(kind, result=work(told))
        except ZhengheError as error:
            self._change(kind, findings=error.findings)
        except Exception as error:  # a thread that dies tells nobody
            _log.exception("the job %s failed", kind)
            problem = found("PROGRAM_FAILED", problem=type(error).__name__)
            self._change(kind, findings=PartMissing(problem).findings)
        finally:
            self._change(kind, ended_at=datetime.now(UTC))

    def _change(self, kind: str, **values: Any) -> None:
        with self._lock:
            self._jobs[kind] = replace(self._jobs[kind], **values)
