"""Work that may hang, crash or eat memory, in a child process that can be killed.

A time limit can't interrupt native code and a crash of it takes its process along, so PDF parsing,
rendering, OCR and photo work run in a child: one task at a time, each with a time limit; the
address space is bounded; after a number of tasks, or any failure, the child is replaced. Loaded
models stay in the child between tasks.
"""

import ctypes
import logging
import multiprocessing
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Future
from concurrent.futures import TimeoutError as TookTooLong
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import resource_tracker
from threading import Lock
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessPool

from models.errors import PageUnreadable, ZhengheError
from models.findings import found
from models.settings import Settings, prepare_libraries

T = TypeVar("T")
_log = logging.getLogger(__name__)
_PR_SET_PDEATHSIG = 1  # of Linux: the signal for when the parent dies
# What asks a program to end, from a terminal or a service manager, is sent to its children, too.
_ASKING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
# Seconds between asking a child to end and killing it: it heeds nothing and has nothing to tidy up.
CONSTS.term_timeout = 0.05


@dataclass(frozen=True, slots=True)
class Subject:
    """What a task is about, for the message that says it failed."""

    zh: str
    en: str


def page_subject(number: int) -> Subject:
    """A page as a subject."""
    return Subject(f"第{number}页", f"Page {number}")


FILE = Subject("文件", "The file")
PHOTO = Subject("照片", "The photo")


class Child:
    """A child process for tasks that are module-level functions of picklable values."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool = _pool(settings)
        self._task: Future[Any] | None = None
        self._closed = False
        self._lock = Lock()  # its task and its end are the business of several threads

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closed = True
            self._stop()

    def run(self, subject: Subject, task: Callable[..., T], *arguments: object) -> T:
        """The task's result.

        Errors of the project pass through. Raises PageUnreadable, naming the subject, when the task
        takes too long, the child dies or its memory runs out, and for any other failure in it; and
        CancelledError when the child is stopped before the task is done.
        """
        seconds = self._settings.page_seconds_max
        zh, en = subject.zh, subject.en
        try:
            result = self._begin(task, arguments).result()
        except (ZhengheError, CancelledError):  # cancelled: the child was stopped meanwhile
            raise
        except TookTooLong:
            raise PageUnreadable(found("WORK_TIMED_OUT", seconds=seconds, zh=zh, en=en)) from None
        except MemoryError:
            self._replace()  # what filled the memory may fill it still
            raise PageUnreadable(found("WORK_OUT_OF_MEMORY", zh=zh, en=en)) from None
        except ProcessExpired as expired:
            _log.warning("the child died of %s: %s", subject.en, expired)
            raise PageUnreadable(found("WORK_CRASHED", zh=zh, en=en)) from None
        except (
            Exception,
            SystemExit,
        ) as error:  # whatever else native code raises must not end the program
            _log.warning("%s failed", subject.en, exc_info=error)
            self._replace()
            problem = type(error).__name__
            raise PageUnreadable(found("WORK_FAILED", problem=problem, zh=zh, en=en)) from None
        return result

    def _begin(self, task: Callable[..., T], arguments: tuple[object, ...]) -> Future[T]:
        with self._lock, _signals_held():
            if self._closed:
                raise CancelledError
            future = self._pool.schedule(
                task, args=arguments, timeout=self._settings.page_seconds_max
            )
            self._task = future
            return future

    def _stop(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
        if self._task is not None:
            self._task.cancel()  # a pool that is stopped says nothing to who waits for its task

    def _replace(self) -> None:
        with self._lock:
            if self._closed:  # another thread has ended the work; what failed did so for that
                raise CancelledError
            self._stop()
            self._pool = _pool(self._settings)


@contextmanager
def _signals_held() -> Iterator[None]:
    """What is started in here leaves it to this process to end the work.

    A child that ended by itself would be replaced while the program ends, by one that fails as it
    starts and says so with a traceback.
    """
    resource_tracker.ensure_running()  # as it starts it lets signals through again
    held = signal.pthread_sigmask(signal.SIG_BLOCK, _ASKING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)


def _pool(settings: Settings) -> ProcessPool:
    """One process, which is started with the first task."""
    return ProcessPool(
        max_workers=1,
        max_tasks=settings.child_tasks_max,
        initializer=_prepare,
        initargs=(settings,),
        context=multiprocessing.get_context("spawn"),
    )


def _prepare(settings: Settings) -> None:
    """Set the child's limits before anything heavy is imported."""
    prepare_libraries(settings)
    if sys.platform == "linux":
        # What hangs would hang on for ever when this process's parent is killed.
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        limit = settings.memory_bytes_max
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
