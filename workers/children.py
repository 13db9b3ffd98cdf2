"""Several child processes at once: one page on each core, rather than all cores on one page."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import SimpleQueue
from types import TracebackType
from typing import Self, TypeVar

from models.settings import Settings
from workers.child import Child, Subject

T = TypeVar("T")


class Children:
    """As many children as the settings have workers, each started with its first task.

    Tasks are handed out in the order given; each is done by a child that is free.
    """

    def __init__(self, settings: Settings) -> None:
        self._children = [Child(settings) for _ in range(settings.workers)]
        self._free: SimpleQueue[Child] = SimpleQueue()
        for child in reversed(self._children):
            self._free.put(child)
        # Threads only wait for their child; the work is done in the processes.
        self._threads = ThreadPoolExecutor(settings.workers, "child")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)
        for child in self._children:
            child.__exit__(kind, error, trace)

    def run(self, subject: Subject, task: Callable[..., T], *arguments: object) -> T:
        """The task's result; see Child.run."""
        return self.start(subject, task, *arguments).result()

    def start(self, subject: Subject, task: Callable[..., T], *arguments: object) -> Future[T]:
        """The task's result, when it is there."""
        return self._threads.submit(self._run, subject, task, *arguments)

    def _run(self, subject: Subject, task: Callable[..., T], *arguments: object) -> T:
        child = self._free.get()
        try:
            return child.run(subject, task, *arguments)
        finally:
            self._free.put(child)


def ahead(work: Callable[[int], T], count: int, workers: int) -> Iterator[T]:
    """The results of work(0), work(1), … in order, some of them begun before they are asked for.

    So many are under way that no worker waits for the next file; not more, lest a long list of
    files fills the memory with results.
    """
    threads = ThreadPoolExecutor(workers + 1, "file")
    begun: deque[Future[T]] = deque()
    try:
        for number in range(count):
            begun.append(threads.submit(work, number))
            if len(begun) > workers:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    finally:
        # Not waited for: when the work is broken off they end as the children are stopped.
        threads.shutdown(wait=False, cancel_futures=True)
