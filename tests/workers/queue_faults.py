"""A queue with its servers and workers, and what can happen to them at random moments."""

import os
import random
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Lock, Thread

import psycopg
from postgres_server import PostgresServer
from queue_process import start_worker
from queue_truth import at_rest
from redis_server import RedisServer

from models.errors import ZhengheError
from models.settings import Settings
from models.store import open_store
from models.work import NewSubmission, WorkStage
from models.work_store import WorkStore
from workers.file_store import FileStore

STALE_SECONDS = 1.0
PATIENCE = 90.0  # seconds until all is done after the last fault
OLD, NEW = dict.fromkeys(WorkStage, "old"), dict.fromkeys(WorkStage, "new")


@dataclass(slots=True)
class World:
    """Two workers on a queue, with the servers they need; None for SQLite and no broker."""

    settings: Settings
    store: WorkStore
    postgres: PostgresServer | None
    redis: RedisServer | None
    light: bool = True
    workers: list[BaseProcess] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    log: list[str] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def note(self, what: str) -> None:
        """For whoever looks into a schedule that went wrong."""
        self.log.append(f"{time.monotonic() - self.begun:.2f} {what}")

    def start(self, versions: dict[WorkStage, str] = OLD, behind: float = 0) -> None:
        """One worker more; behind: seconds by which its clock is set back."""
        worker = start_worker(self.settings, versions, light=self.light, behind=behind)
        self.workers.append(worker)

    def insist(self, do: Callable[[], object]) -> None:
        """As a person or program would that is told to try again later."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                do()
                return
            except ZhengheError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def rest(self) -> bool:
        """Wait until all is done; False when it takes too long."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                if at_rest(self.store):
                    return True
            except ZhengheError:
                pass
            time.sleep(0.1)
        return False


@contextmanager
def world(
    settings: Settings, postgres: PostgresServer | None, redis: RedisServer | None, light: bool
) -> Iterator[World]:
    """A queue with two workers; they are killed at the end."""
    with open_store(settings) as store:
        made = World(settings, WorkStore(store, OLD), postgres, redis, light)
        made.start()
        made.start()
        try:
            yield made
        finally:
            for worker in made.workers:
                worker.kill()
                worker.join()


def settings_of(home: Path, database_url: str | None, broker: str | None, engine: str) -> Settings:
    """Everything happens soon, and nothing is given up that would go well at last."""
    return Settings(
        home=home,
        engine=engine,
        workers=1,
        broker=broker,
        queue_poll_seconds=0.05,
        queue_stale_seconds=STALE_SECONDS,
        queue_pause_seconds=0.05,
        queue_pause_seconds_max=0.5,
        queue_failures_max=1000,
        queue_lost_max=1000,
        **({"database_url": database_url} if database_url else {}),
    )


def kill_worker(one: World, rng: random.Random) -> None:
    """kill -9, and another is started a little later."""
    worker = rng.choice(one.workers)
    worker.kill()
    worker.join()
    time.sleep(rng.random())
    one.workers.remove(worker)
    one.start()


def stop_worker(one: World, rng: random.Random) -> None:
    """A worker is told to stop, and another is started."""
    worker = rng.choice(one.workers)
    worker.terminate()
    worker.join(20)
    one.note(f"stopped with {worker.exitcode}")
    worker.kill()
    one.workers.remove(worker)
    one.start()


def pause_worker(one: World, rng: random.Random) -> None:
    """A worker stands still for longer than its work is waited for, and goes on."""
    pid = rng.choice(one.workers).pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    time.sleep(STALE_SECONDS * (1 + rng.random()))
    os.kill(pid, signal.SIGCONT)


def upgrade_worker(one: World, rng: random.Random) -> None:
    """A worker is replaced by one with newer code, beside the one with older code."""
    worker = rng.choice(one.workers)
    worker.kill()
    worker.join()
    one.workers.remove(worker)
    one.start(NEW)


def set_clock_back(one: World, rng: random.Random) -> None:
    """A worker is replaced by one whose clock is up to a day behind."""
    worker = rng.choice(one.workers)
    worker.kill()
    worker.join()
    one.workers.remove(worker)
    one.start(behind=rng.random() * 86_400)


def fill_disk(one: World, rng: random.Random) -> None:
    """For a while no file that a worker writes may grow: the system says so as if it were full."""
    pids = [worker.pid for worker in one.workers if worker.pid]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids}
    for pid, (_, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (16, hard))
    time.sleep(rng.random())
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def kill_redis(one: World, rng: random.Random) -> None:
    """Redis is killed, with all messages, and started again."""
    assert one.redis
    one.redis.kill()
    time.sleep(rng.random() * 1.5)
    one.redis.start()


def flush_redis(one: World, rng: random.Random) -> None:
    """Redis loses all messages."""
    assert one.redis
    one.redis.flush()


def hold_redis(one: World, rng: random.Random) -> None:
    """Redis doesn't answer for a while."""
    assert one.redis
    one.redis.hold()
    time.sleep(rng.random() * 2 * STALE_SECONDS)
    one.redis.release()


def restart_postgres(one: World, rng: random.Random) -> None:
    """PostgreSQL ends, in order or at once, and is started again."""
    assert one.postgres
    one.postgres.stop(rng.choice(("immediate", "fast")))
    time.sleep(rng.random())
    one.postgres.start()


def cut_connections(one: World, rng: random.Random) -> None:
    """All connections to PostgreSQL break."""
    assert one.postgres
    with psycopg.connect(f"{one.postgres.address}/postgres", autocommit=True) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND backend_type = 'client backend'"
        )


def break_disk(one: World, rng: random.Random) -> None:
    """For a while the place where files lie can't be read or written."""
    files = Path(one.settings.home) / "files"
    away = files.with_name("files-away")
    files.rename(away)
    files.write_text("no folder")
    time.sleep(rng.random())
    files.unlink()
    away.rename(files)


Fault = Callable[[World, random.Random], None]
ANYWHERE: tuple[Fault, ...] = (
    kill_worker,
    kill_worker,
    stop_worker,
    pause_worker,
    break_disk,
    fill_disk,
    set_clock_back,
)
OF_REDIS: tuple[Fault, ...] = (kill_redis, flush_redis, hold_redis)
OF_POSTGRES: tuple[Fault, ...] = (restart_postgres, cut_connections)


def strike(one: World, faults: Sequence[tuple[float, Fault]], rng: random.Random) -> None:
    """Let faults happen at their moments, in seconds from now; done when all is whole again."""
    begun = time.monotonic()
    for moment, fault in faults:
        time.sleep(max(0.0, begun + moment - time.monotonic()))
        one.note(fault.__name__)
        fault(one, rng)


def hand_in(one: World, files: FileStore, batches: Sequence[Sequence[NewSubmission]]) -> Thread:
    """Hand submissions in, a batch after the other, the first one ten times at once."""

    def receive(batch: Sequence[NewSubmission]) -> None:
        one.insist(lambda: one.store.receive(batch))

    def run() -> None:
        with ThreadPoolExecutor(10) as threads:
            list(threads.map(receive, [batches[0]] * 10))
        for batch in batches[1:]:
            time.sleep(0.1)
            receive(batch)
        one.note("all handed in")

    thread = Thread(target=run)
    thread.start()
    return thread
