"""Several children at once: as many as there are workers, and results in the order asked for."""

import time
from contextlib import suppress

import child_tasks as tasks
import psutil
import pytest

from models.errors import PageUnreadable
from models.settings import Settings
from workers.child import page_subject
from workers.children import Children, ahead

PAGE = page_subject(1)


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, workers=2)


def test_two_pages_are_worked_on_by_two_processes(settings):
    with Children(settings) as children:
        slow = [children.start(PAGE, tasks.slow_process, 2.0) for _ in range(2)]
        assert len({task.result() for task in slow}) == 2


def test_a_page_that_fails_costs_no_other(settings):
    with Children(settings) as children:
        begun = [
            children.start(PAGE, task, *given)
            for task, given in (
                (tasks.add, (1, 2)),
                (tasks.crash, ()),
                (tasks.add, (3, 4)),
                (tasks.fail, ()),
                (tasks.add, (5, 6)),
            )
        ]
        assert [begun[i].result() for i in (0, 2, 4)] == [3, 7, 11]
        for i in (1, 3):
            with pytest.raises(PageUnreadable):
                begun[i].result()


def test_results_come_in_the_order_asked_for_whichever_is_done_first():
    def work(number):
        time.sleep(0.2 if number == 0 else 0)
        return number

    assert list(ahead(work, 7, workers=2)) == list(range(7))


def test_work_is_begun_only_a_little_ahead():
    begun = []
    results = ahead(begun.append, 50, workers=2)
    next(results)
    assert len(begun) <= 5


def test_no_child_is_left_behind_when_the_work_is_broken_off(settings):
    with suppress(KeyboardInterrupt), Children(settings) as children:
        workers = [children.run(PAGE, tasks.process)]
        children.start(PAGE, tasks.hang)
        raise KeyboardInterrupt
    assert not any(psutil.pid_exists(worker) for worker in workers)
