"""Work in a child process: whatever it does there, the program goes on and says what happened."""

import time
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress

import child_tasks as tasks
import psutil
import pytest

from models.errors import PageUnreadable
from models.settings import Settings
from workers.child import Child, page_subject

PAGE = page_subject(3)
SECONDS = 4


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    settings = Settings(
        page_seconds_max=SECONDS,
        memory_bytes_max=2**30,
        threads=3,
        home=tmp_path_factory.mktemp("home"),
    )
    with Child(settings) as child:
        yield child


def test_the_result_of_a_task_comes_back(child):
    assert child.run(PAGE, tasks.add, 2, 3) == 5


def test_the_child_has_the_threads_of_the_settings(child):
    assert child.run(PAGE, tasks.threads) == "3"


def test_models_stay_loaded_because_the_child_stays(child):
    assert child.run(PAGE, tasks.process) == child.run(PAGE, tasks.process)


@pytest.mark.parametrize(
    ("task", "code"),
    [
        (tasks.hang, "WORK_TIMED_OUT"),
        (tasks.hang_for_good, "WORK_TIMED_OUT"),
        (tasks.leave, "WORK_CRASHED"),
        # looks like a child that has done its number of tasks, until the time is up
        (tasks.leave_quietly, "WORK_TIMED_OUT"),
        (tasks.be_killed, "WORK_CRASHED"),
        (tasks.crash, "WORK_CRASHED"),
        (tasks.eat_memory, "WORK_OUT_OF_MEMORY"),
        (tasks.fail, "WORK_FAILED"),
        (tasks.fail_unspeakably, "WORK_FAILED"),
        (tasks.exit_politely, "WORK_FAILED"),
        (tasks.give_what_can_not_be_sent, "WORK_FAILED"),
    ],
)
def test_a_task_that_goes_wrong_costs_one_page_and_the_next_one_is_read(child, task, code):
    started = time.monotonic()
    with pytest.raises(PageUnreadable) as caught:
        child.run(PAGE, task)
    assert time.monotonic() - started < SECONDS + 10
    (finding,) = caught.value.findings
    assert finding.code == code
    assert finding.zh.startswith("第3页")
    assert finding.en.startswith("Page 3")
    assert child.run(PAGE, tasks.add, 2, 3) == 5


def test_a_task_that_filled_the_memory_leaves_all_of_it_to_the_next(child):
    worker = child.run(PAGE, tasks.process)
    with pytest.raises(PageUnreadable):
        child.run(PAGE, tasks.eat_memory)
    assert child.run(PAGE, tasks.process) != worker


def test_a_failure_is_told_by_its_name(child):
    with pytest.raises(PageUnreadable) as caught:
        child.run(PAGE, tasks.fail)
    assert "ZeroDivisionError" in caught.value.findings[0].message


@pytest.mark.parametrize("error", tasks.ERRORS)
def test_an_error_of_the_project_passes_through_whole(child, error):
    with pytest.raises(tasks.ERRORS[error]) as caught:
        child.run(PAGE, tasks.refuse, error)
    assert [finding.code for finding in caught.value.findings] == ["FILE_EMPTY", "PAGE_TOO_DARK"]
    assert "证书.pdf" in caught.value.findings[0].zh
    assert caught.value.findings[1].evidence.page == 2


def test_a_child_that_has_worked_enough_is_replaced(tmp_path):
    with Child(Settings(child_tasks_max=2, home=tmp_path)) as child:
        workers = [child.run(PAGE, tasks.process) for _ in range(4)]
    assert workers[0] == workers[1] != workers[2] == workers[3]


def test_nothing_is_left_behind_when_the_work_is_broken_off(tmp_path):
    with suppress(KeyboardInterrupt), Child(Settings(home=tmp_path)) as child:
        worker = child.run(PAGE, tasks.process)
        assert psutil.pid_exists(worker)
        raise KeyboardInterrupt
    assert not psutil.pid_exists(worker)


def test_who_waits_for_a_child_that_is_stopped_is_told(tmp_path):
    with Child(Settings(home=tmp_path)) as child, ThreadPoolExecutor(1) as threads:
        worker = child.run(PAGE, tasks.process)
        waiting = threads.submit(child.run, PAGE, tasks.hang)
        while psutil.Process(worker).status() != psutil.STATUS_SLEEPING or waiting.done():
            time.sleep(0.01)
        child.__exit__(None, None, None)
        with pytest.raises(CancelledError):
            waiting.result(timeout=SECONDS)
        with pytest.raises(CancelledError):
            child.run(PAGE, tasks.process)
