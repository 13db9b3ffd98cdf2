"""What is sent again, and when: told from what is seen, whatever the clock of the day says."""

from dataclasses import replace

import pytest

from models.settings import Settings
from models.work import Priority, WorkStage, WorkState
from models.work_dispatch import Pulse
from workers.queue_watch import Watch

STALE = 10.0


@pytest.fixture
def watch() -> Watch:
    return Watch(
        Settings(queue_stale_seconds=STALE, queue_pause_seconds=1, queue_pause_seconds_max=8)
    )


def pulse(
    id_: int, state: WorkState, *, stage=WorkStage.PAGE, priority=Priority.BULK, failures=0, lost=0
) -> Pulse:
    return Pulse(id_, stage, state, priority, claims=1, beat=0, failures=failures, lost=lost)


def look(watch: Watch, begun: float, seconds: float, *pulses: Pulse) -> float:
    """Look at the same again and again for some seconds; the time then."""
    for _ in range(round(seconds)):
        begun += 1
        watch.see(pulses, begun)
    return begun


RUNNING, SENT, RESTING = WorkState.RUNNING, WorkState.SENT, WorkState.RESTING


def test_work_whose_worker_is_silent_is_taken_back(watch):
    one = pulse(1, RUNNING)
    at = look(watch, 0, STALE, one)
    assert not watch.stale()
    look(watch, at, 2, one)
    assert watch.stale() == [one]


def test_what_was_lost_before_is_waited_for_longer(watch):
    """On a machine with far too much to do, work would otherwise be begun for ever."""
    one = pulse(1, RUNNING, lost=2)
    at = look(watch, 0, 3 * STALE, one)
    assert not watch.stale()
    look(watch, at, 2, one)
    assert watch.stale() == [one]


def test_work_whose_worker_lives_is_left_alone(watch):
    at = 0.0
    for beat in range(10):
        at = look(watch, at, STALE / 2, replace(pulse(1, RUNNING), beat=beat))
    assert not watch.stale()


def test_when_all_stood_still_nothing_is_taken_back_at_once(watch):
    """A process that was paused, or a database that didn't answer, is no worker's fault."""
    one = pulse(1, RUNNING)
    at = look(watch, 0, 3, one)
    watch.see([one], at + 3600)
    assert not watch.stale()
    assert look(watch, at + 3600, STALE, one)
    assert watch.stale() == [one]


def test_work_that_waits_in_a_queue_that_moves_is_not_lost(watch):
    ones = [pulse(n, SENT) for n in range(60)]
    at = 0.0
    for gone in range(50):
        at = look(watch, at, 1, *ones[gone:])
    assert not watch.stale()


def test_work_that_was_overtaken_is_lost(watch):
    lost, later = pulse(1, SENT), [pulse(n, SENT) for n in range(2, 40)]
    at = look(watch, 0, 2, lost)
    for gone in range(20):
        at = look(watch, at, 1, lost, *later[gone:])
    assert watch.stale() == [lost]


def test_when_nothing_moves_all_of_it_is_lost(watch):
    ones = [pulse(n, SENT) for n in range(3)]
    look(watch, 0, STALE + 2, *ones)
    assert watch.stale() == ones


def test_bulk_work_may_wait_while_what_is_urgent_moves_but_not_the_other_way_round(watch):
    bulk = [pulse(n, SENT) for n in range(3)]
    urgent = [pulse(n, SENT, priority=Priority.SCREEN) for n in range(10, 50)]
    at = 0.0
    for gone in range(30):
        at = look(watch, at, 1, *bulk, *urgent[gone:])
    assert not watch.stale()
    last = urgent[30:]
    for gone in range(20):
        more = [pulse(n, SENT) for n in range(100 + gone, 140)]
        at = look(watch, at, 1, *last, *more)
    assert set(watch.stale()) >= set(last)


def test_pauses_between_tries_double_up_to_a_bound(watch):
    for failures, pause in ((1, 1), (2, 2), (3, 4), (4, 8), (9, 8)):
        one = pulse(failures, RESTING, failures=failures)
        at = look(watch, 100 * failures, 1, one)
        watch.see([one], at)
        at = look(watch, at, pause - 1, one)
        assert not watch.rested() or pause == 1
        look(watch, at, 1, one)
        assert watch.rested() == [failures]
