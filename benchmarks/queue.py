"""The queue beside what it is made of: `make bench-queue`.

    python -m benchmarks.queue --pages 40 --intake 100000 --memory 1000
        [--postgres postgresql://USER@HOST/EMPTY_DATABASE] [--redis redis://HOST/NUMBER]

What counts are the ratios within one run: pages of two workers beside those of one; what the queue
costs beside reading a page, and beside a message of dramatiq that does nothing. SQLite and the
memory of the process are always measured, PostgreSQL and Redis where addresses are given.
"""

import argparse
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker

from benchmarks.queue_load import (
    NOTHING,
    Load,
    fill,
    idle_stages,
    one_page,
    resident,
    stored,
    waiting,
)
from models.settings import Settings
from models.store import open_store
from models.work_dispatch import has_waiting, under_way
from models.work_queries import counts, failures, oldest_waiting
from models.work_store import WorkStore
from workers.code_version import versions
from workers.file_store import FileStore
from workers.queue_worker import QueueWorker

_SIZES = (1_000, 100_000, 1_000_000)
_BATCH = 500


@contextmanager
def _queue(**chosen: object) -> Iterator[Load]:
    with TemporaryDirectory(prefix="zhenghe-bench-") as home:
        settings = Settings(home=Path(home), queue_poll_seconds=0.2, **chosen)  # type: ignore[arg-type]
        with open_store(settings) as store:
            queue = WorkStore(store, versions(settings))
            yield Load(settings, queue, FileStore(settings))


def pages(many: int, rounds: int, chosen: dict[str, object]) -> dict[int, float]:
    """Seconds for a one-page submission with one worker and with two, in turns."""
    spent = {1: 0.0, 2: 0.0}
    for round_ in range(rounds):
        for workers in spent:
            with _queue(workers=workers, **chosen) as load:
                warm, rest = (
                    stored(load, 2 * workers, f"w{round_}"),
                    stored(load, many, str(round_)),
                )
                with QueueWorker(load.queue, load.files, load.settings):
                    load.work_off(warm)
                    spent[workers] += load.work_off(rest)
    return {workers: seconds / many / rounds for workers, seconds in spent.items()}


def own_cost(many: int, chosen: dict[str, object]) -> tuple[float, float]:
    """Seconds for a submission whose stages do nothing: by the clock, and of this process."""
    with idle_stages(), _queue(engine="fake:none", workers=2, **chosen) as load:
        new = one_page(load, many)
        with QueueWorker(load.queue, load.files, load.settings):
            load.work_off(new[:20])
            begun = time.process_time()
            seconds = load.work_off(new[20:])
            return seconds / (many - 20), (time.process_time() - begun) / (many - 20)


def bare(many: int, redis: object) -> float:
    """Seconds for a message of dramatiq as it comes, to an actor that does nothing."""
    broker = RedisBroker(url=redis) if redis else StubBroker()
    left = [many]

    def act(_id: int) -> None:
        left[0] -= 1

    actor = dramatiq.Actor(
        act, broker=broker, actor_name="n", queue_name="n", priority=0, options={}
    )
    worker = dramatiq.Worker(broker, worker_threads=4, worker_timeout=200)
    worker.start()
    begun = time.perf_counter()
    for number in range(many):
        actor.send(number)
    while left[0] > 0:
        time.sleep(0.002)
    seconds = time.perf_counter() - begun
    worker.stop()
    return seconds / many


def intake(many: int, chosen: dict[str, object]) -> tuple[float, float, float]:
    """Taken in each second, by the clock and of this process; bytes each in the database."""
    with _queue(engine="fake:none", **chosen) as load:
        before = load.bytes()
        begun, processor = time.perf_counter(), time.process_time()
        for start in range(0, many, _BATCH):
            load.queue.receive(waiting(load, start, min(_BATCH, many - start)))
        seconds, own = time.perf_counter() - begun, time.process_time() - processor
        return many / seconds, many / own, (load.bytes() - before) / many


def status(sizes: Sequence[int], chosen: dict[str, object]) -> dict[int, float]:
    """Seconds for all that `zhenghe status` and a look of the dispatcher ask, by submissions."""
    took = {}
    with _queue(engine="fake:none", **chosen) as load:
        load.queue.receive(waiting(load, 0, 1))
        there = 0
        for size in sizes:
            fill(load, there, size)
            there = size
            times = []
            for _ in range(20):
                with load.queue.asking() as connection:
                    begun = time.perf_counter()
                    for ask in (counts, failures, oldest_waiting, has_waiting, under_way):
                        ask(connection)
                    times.append(time.perf_counter() - begun)
            took[size] = min(times)
    return took


def memory(many: int, chosen: dict[str, object]) -> tuple[list[float], float]:
    """Megabytes of a worker after each tenth of so many submissions; bytes each in the database."""
    with _queue(engine="fake:none", workers=1, **chosen) as load:
        held = []
        before = load.bytes()
        with QueueWorker(load.queue, load.files, load.settings):
            for tenth in range(10):
                load.work_off(stored(load, many // 10, f"m{tenth}"))
                held.append(resident())
        return held, (load.bytes() - before) / many


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--cost", type=int, default=500)
    parser.add_argument("--intake", type=int, default=100_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=_SIZES)
    parser.add_argument("--memory", type=int, default=1000)
    parser.add_argument("--postgres")
    parser.add_argument("--redis")
    given = parser.parse_args()
    stores: dict[str, dict[str, object]] = {"SQLite, memory": NOTHING}
    if given.postgres:
        stores["PostgreSQL, Redis"] = {"database_url": given.postgres, "broker": given.redis}
    alone = float("nan")
    if given.pages:
        took = pages(given.pages, given.rounds, NOTHING)
        alone = took[1]
        ratio = took[1] / took[2]
        print(f"a page: {took[1]:.3f} s with one worker, {took[2]:.3f} s with two: {ratio:.2f} ×")
    for name, chosen in stores.items():
        print(f"{name}:")
        if given.cost:
            clock, own = own_cost(given.cost, chosen)
            message = bare(4 * given.cost, chosen.get("broker"))
            print(
                f"  a submission of four pieces of work: {1000 * clock:.1f} ms, processor"
                f" {1000 * own:.1f} ms; {100 * clock / alone:.1f} % of a page;"
                f" a piece {clock / 4 / message:.1f} × a message that does nothing"
                f" ({1000 * message:.2f} ms)"
            )
        if given.intake:
            clock, own, size = intake(given.intake, chosen)
            print(
                f"  taken in: {clock:,.0f} a second, {own:,.0f} a processor second; {size:,.0f} B"
            )
        if given.sizes:
            asked = status(given.sizes, chosen)
            print("  status: " + ", ".join(f"{n:,}: {1000 * s:.1f} ms" for n, s in asked.items()))
        if given.memory:
            held, size = memory(given.memory, chosen)
            print(f"  memory: {', '.join(f'{mb:.0f}' for mb in held)} MB; {size:,.0f} B each")


if __name__ == "__main__":
    main()
