"""Whatever is done to the queue in whatever order, what must hold of it holds."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from queue_by_hand import VERSIONS, finish, new
from queue_truth import wrongs
from sqlalchemy import select

from models.settings import Settings
from models.store import open_store
from models.work import Claim, SubmissionState, WorkState
from models.work_store import WorkStore
from models.work_tables import need, submission, work

STEPS = 150
NEWER = dict.fromkeys(VERSIONS, "v2")


class Anyhow:
    """Workers of two versions of the code and an operator at one queue, in any order."""

    def __init__(self, stores: list[WorkStore], rng: random.Random) -> None:
        self.stores = stores
        self.rng = rng
        self.held: list[Claim] = []
        self.keys: set[str] = set()

    @property
    def store(self) -> WorkStore:
        """One of the two versions."""
        return self.rng.choice(self.stores)

    def receive(self) -> None:
        files = self.rng.sample(["a" * 64, "b" * 64, "c" * 64], self.rng.randint(0, 2))
        key = f"key {self.rng.randrange(4)}"
        refs = self.store.receive([new(key, *files), new(key, *files)])
        assert refs[0] == refs[1]
        self.keys.add(key)

    def send(self) -> None:
        self.store.take_for_sending(self.rng.randint(1, 4))

    def claim(self) -> None:
        if ids := self.unfinished():
            store = self.store
            if held := store.claim(self.rng.choice(ids), "one"):
                assert held not in self.held
                self.held.append(held)

    def finish(self) -> None:
        if self.held:
            held = self.rng.choice(self.held)
            kept = finish(self.of(held), held, pages=2, more=self.rng.random() < 0.5)
            if kept and kept.next:
                assert kept.next not in self.held
                self.held.append(kept.next)
            if self.rng.random() < 0.7:  # else the worker believes that it holds it still
                self.held.remove(held)

    def work_on(self) -> None:
        for _ in range(4):
            self.claim()
            self.finish()

    def fail(self) -> None:
        if self.held:
            held = self.rng.choice(self.held)
            self.of(held).fail(held, "WORK_CRASHED", "one", 1, self.rng.randint(1, 2))

    def release(self) -> None:
        self.store.release(self.rng.sample(self.held, min(1, len(self.held))))

    def take_back(self) -> None:
        pulses = [one for one in self.store.under_way() if one.state is not WorkState.RESTING]
        self.store.take_back(pulses[: self.rng.randint(0, 9)], self.rng.randint(1, 3))

    def wake(self) -> None:
        self.store.wake([one.id for one in self.store.under_way()])

    def retry(self) -> None:
        self.store.retry_failed(self.submissions(), "somebody")

    def check_anew(self) -> None:
        self.store.check_anew(self.submissions(self.rng.choice(sorted(self.keys))), "somebody")

    def remove(self) -> None:
        key = self.rng.choice(sorted(self.keys))
        self.store.remove(self.submissions(key), "somebody", lambda names: None)
        self.keys.discard(key)

    def work_off(self) -> None:
        """Somebody does all that is left."""
        store = self.stores[1]
        while (ids := self.unfinished()) or store.retry_failed(self.submissions(), "somebody"):
            store.take_back(store.under_way(), 1000)
            store.wake([one.id for one in store.under_way()])
            for id_ in ids:
                if held := store.claim(id_, "last"):
                    finish(store, held, pages=2)

    def of(self, held: Claim) -> WorkStore:
        """The store of the version that holds this."""
        return self.stores[held.subject.version == "v2"]

    def unfinished(self) -> list[int]:
        """The ids of all work that is neither done nor given up."""
        over = (WorkState.DONE, WorkState.FAILED)
        query = select(work.c.id).where(work.c.state.not_in(over)).order_by(work.c.id)
        with self.stores[0].asking() as connection:
            return list(connection.execute(query).scalars())

    def submissions(self, key: str | None = None) -> list[int]:
        """The ids of all submissions, or of the one with this key."""
        query = select(submission.c.id).order_by(submission.c.id)
        query = query.where(submission.c.key == key) if key else query
        with self.stores[0].asking() as connection:
            return list(connection.execute(query).scalars())

    def stuck(self) -> list[int]:
        """Those that are not final, and wait for nothing that can be done."""
        waits = (
            select(need.c.submission_id)
            .join(work, work.c.id == need.c.work_id)
            .where(work.c.state.not_in((WorkState.DONE, WorkState.FAILED)))
        )
        busy = (SubmissionState.RECEIVED, SubmissionState.CHECKING)
        query = select(submission.c.id).where(
            submission.c.state.in_(busy), submission.c.id.not_in(waits)
        )
        with self.stores[0].asking() as connection:
            return list(connection.execute(query).scalars())

    def states(self) -> dict[str, str]:
        """Where all submissions stand."""
        query = select(submission.c.key, submission.c.state)
        with self.stores[0].asking() as connection:
            return {row.key: row.state for row in connection.execute(query)}


OFTEN, SOMETIMES, SELDOM = 6, 3, 1
STEP: dict[Callable[[Anyhow], None], int] = {
    Anyhow.receive: SOMETIMES,
    Anyhow.send: SOMETIMES,
    Anyhow.claim: OFTEN,
    Anyhow.finish: OFTEN,
    Anyhow.work_on: OFTEN,
    Anyhow.fail: SOMETIMES,
    Anyhow.release: SELDOM,
    Anyhow.take_back: SOMETIMES,
    Anyhow.wake: SOMETIMES,
    Anyhow.retry: SELDOM,
    Anyhow.check_anew: SELDOM,
    Anyhow.remove: SELDOM,
}


@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_nothing_is_lost_and_nothing_waits_for_ever(
    seed: int, tmp_path: Path, database_url: str
) -> None:
    with open_store(Settings(home=tmp_path, database_url=database_url)) as store:
        one = Anyhow(
            [WorkStore(store, VERSIONS), WorkStore(store, NEWER)], random.Random(f"seed {seed}")
        )
        one.receive()
        done: list[str] = []
        for _ in range(STEPS):
            (step,) = one.rng.choices(list(STEP), list(STEP.values()))
            if step in (Anyhow.check_anew, Anyhow.remove) and not one.keys:
                continue
            done.append(step.__name__)
            step(one)
            assert not one.stuck(), done
            assert not wrongs(one.stores[0], retried=True), done
        one.work_off()
        assert one.states() == dict.fromkeys(one.keys, "ready")
        assert not wrongs(one.stores[0], retried=True)
