"""Whatever dies, every submission that was acknowledged is judged, once, and as without faults.

Each schedule is drawn from its number: what happens, and when. `--fault-schedules 100` runs more.
"""

import hashlib
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import PostgresServer, new_database, postgres_server
from queue_faults import (
    ANYWHERE,
    OF_POSTGRES,
    OF_REDIS,
    Fault,
    World,
    hand_in,
    settings_of,
    strike,
    upgrade_worker,
    world,
)
from queue_process import file_of, page_result, verdict_of
from queue_truth import outcomes, wrongs
from redis_server import RedisServer, redis_server
from sqlalchemy import select

from models.fields import DocumentKind
from models.work import NewAttachment, NewSubmission, Priority, WorkState
from models.work_tables import work
from workers.file_store import FileStore

_SECONDS = 3.0  # in which faults begin


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with postgres_server(durable=True) as server:
        yield server


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with redis_server() as server:
        yield server


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "schedule" in metafunc.fixturenames:
        metafunc.parametrize("schedule", range(metafunc.config.getoption("--fault-schedules")))


def drawn(rng: random.Random, possible: tuple[Fault, ...]) -> list[tuple[float, Fault]]:
    """Some faults with their moments."""
    moments = sorted(rng.random() * _SECONDS for _ in range(rng.randint(2, 5)))
    return [(moment, rng.choice(possible)) for moment in moments]


def submissions(rng: random.Random, files: FileStore, many: int) -> dict[str, tuple[bytes, ...]]:
    """Submissions by key, with their files; some files are those of several."""
    pool = [file_of(rng.randint(0, 4), str(number)) for number in range(many // 2)]
    for data in pool:
        files.put(data)
    return {f"key {n}": tuple(rng.sample(pool, rng.randint(0, 2))) for n in range(many)}


def new(key: str, files: tuple[bytes, ...], rng: random.Random) -> NewSubmission:
    kinds = [DocumentKind.PHOTO if rng.random() < 0.2 else DocumentKind.OTHER for _ in files]
    attachments = tuple(
        NewAttachment(kind, "a.pdf", hashlib.sha256(data).hexdigest(), len(data))
        for kind, data in zip(kinds, files, strict=True)
    )
    priority = Priority.SCREEN if rng.random() < 0.2 else Priority.BULK
    return NewSubmission(key, "gansu", {"fields": {}}, attachments, priority)


def expected(one: NewSubmission, files: tuple[bytes, ...]) -> tuple[str, str]:
    """The verdict and the digest of all pages of a submission, as the light stages make them."""
    digest = hashlib.sha256()
    for attachment, data in zip(one.attachments, files, strict=True):
        photo = attachment.kind is DocumentKind.PHOTO
        pages = [0] if photo else range(1, int(data.split()[0]) + 1)
        for page in pages:
            digest.update(page_result(data, page))
    return verdict_of(digest.digest()), digest.hexdigest()


def servers_of(
    schedule: int, postgres: PostgresServer, redis: RedisServer
) -> tuple[PostgresServer | None, RedisServer | None]:
    """Most schedules are of PostgreSQL and Redis, some of SQLite, and some of no broker."""
    if schedule % 5 == 3:
        return None, redis
    if schedule % 5 == 4:
        return None, None
    return postgres, redis


def test_nothing_is_lost_and_nothing_is_judged_twice(
    schedule: int, postgres: PostgresServer, redis: RedisServer, tmp_path: Path
):
    rng = random.Random(f"schedule {schedule}")
    database, broker = servers_of(schedule, postgres, redis)
    redis.flush()
    settings = settings_of(
        tmp_path,
        new_database(postgres.address, f"schedule{schedule}") if database else None,
        broker.address if broker else None,
        "fake:none",
    )
    possible = ANYWHERE + (OF_POSTGRES if database else ()) + (OF_REDIS if broker else ())
    if schedule % 3 == 2:
        possible += (upgrade_worker,)
    files = FileStore(settings)
    given = submissions(rng, files, 24)
    made = {key: new(key, own, rng) for key, own in given.items()}
    batches = [list(made.values())[n : n + 3] for n in range(0, len(made), 3)]
    with world(settings, database, broker, light=True) as one:
        handing_in = hand_in(one, files, batches)
        strike(one, drawn(rng, possible), rng)
        handing_in.join()
        assert one.rest(), (one.log, left_over(one))
        assert not wrongs(one.store), one.log
        found = {key: (row[0], row[5]) for key, row in outcomes(one.store).items()}
    for key, submission in made.items():
        verdict, digest = expected(submission, given[key])
        assert found[key][0] == verdict, (key, one.log)
        assert digest in found[key][1][0]


def left_over(one: World) -> list[str]:
    """What keeps a queue from its rest, for whoever looks into it."""
    with one.store.asking() as connection:
        rows = connection.execute(select(work).where(work.c.state != WorkState.DONE))
        return [f"{r.id} {r.stage} {r.state} {r.version} {r.claims} {r.failures}" for r in rows]
