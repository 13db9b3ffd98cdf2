"""Workers of the queue as processes that tests kill, stop and start."""

import hashlib
import logging
import os
import random
import signal
import time
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Event

import dramatiq.common
import dramatiq.worker

from models import work_store
from models.errors import ZhengheError
from models.settings import Settings
from models.store import open_store
from models.work import Subject, SubmissionState, WorkStage
from models.work_flow import Outcome
from models.work_queries import find, get, results
from models.work_store import WorkStore
from workers import queue_worker
from workers.file_store import FileStore
from workers.queue_stages import Tools

VERDICTS = (SubmissionState.READY, SubmissionState.ATTENTION, SubmissionState.BLOCKED)
# Processes are forked from one that has imported everything: a worker is there in no time.
_FORKS = get_context("forkserver")
_FORKS.set_forkserver_preload(["queue_process"])


def start_worker(
    settings: Settings, versions: Mapping[WorkStage, str], *, light: bool, behind: float = 0
) -> BaseProcess:
    """A worker as a process.

    light: stages that read no pictures, but do as much to the queue. behind: seconds by which its
    clock is set back.
    """
    process = _FORKS.Process(target=_work, args=(settings, dict(versions), light, behind))
    process.start()
    return process


def _set_clock_back(seconds: float) -> None:
    """What this process takes for the time of day; its monotonic clock goes on."""
    true = time.time

    class Late(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "datetime":
            return datetime.now(tz) - timedelta(seconds=seconds)

    time.time = dramatiq.common.time = lambda: true() - seconds
    work_store.datetime = Late


def _work(settings: Settings, versions: dict[WorkStage, str], light: bool, behind: float) -> None:
    _set_clock_back(behind)
    logging.basicConfig(level=os.environ.get("QUEUE_LOG", "CRITICAL"))
    # dramatiq waits for seconds after a lost connection: right for a service, long for a test.
    dramatiq.worker.CONSUMER_RESTART_DELAY_SECS = 0.1
    dramatiq.worker.POST_PROCESS_MESSAGE_RETRY_DELAY_SECS = 0.1
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if light:
        queue_worker.do = do_lightly
    while not stop.is_set():
        try:
            with open_store(settings) as store:
                queue = WorkStore(store, versions)
                with queue_worker.QueueWorker(queue, FileStore(settings), settings):
                    stop.wait()
        except ZhengheError:  # no database yet: as a service it would be started again
            stop.wait(0.1)


def file_of(pages: int, name: str) -> bytes:
    """A file for the light stages."""
    return f"{pages} {name}".encode()


def do_lightly(subject: Subject, tools: Tools) -> Outcome:
    """Stages whose outcome follows from the bytes of the files alone, after a moment."""
    time.sleep(random.random() * 0.02)
    if subject.stage is WorkStage.INTAKE:
        return Outcome(b"intake", pages=int(tools.files.get(subject.name).split()[0]))
    if subject.stage is WorkStage.PAGE:
        return Outcome(page_result(tools.files.get(subject.name), subject.page))
    if subject.stage is WorkStage.PHOTO:
        return Outcome(page_result(tools.files.get(subject.name), 0))
    return _judge(subject, tools) if subject.stage is WorkStage.JUDGE else _report(subject, tools)


def page_result(data: bytes, page: int) -> bytes:
    """What the light stages make of a page."""
    return hashlib.sha256(data + bytes([page])).digest()


def verdict_of(digest: bytes) -> SubmissionState:
    """What the light stages make of all pages of a submission."""
    return VERDICTS[digest[0] % len(VERDICTS)]


def _judge(subject: Subject, tools: Tools) -> Outcome:
    digest = hashlib.sha256()
    with tools.store.asking() as connection:
        submission = get(connection, [find(connection, subject.name.partition(":")[0]) or 0])[0]
        for one in submission.attachments:
            stage = WorkStage.PHOTO if one.kind == "photo" else WorkStage.PAGE
            pages = results(connection, stage, one.sha256, tools.store.versions[stage])
            for _, (result, _) in sorted(pages.items()):
                digest.update(result)
    found = digest.digest()
    row = {"place": 0, "code": found.hex()[:12], "severity": "hint", "field": None}
    return Outcome(
        found,
        verdict=verdict_of(found),
        readings=({"place": 0, "document": "other", "field": "name", "body": {}},),
        comparisons=({"field": "name", "state": "agrees", "body": {}},),
        findings=({**row, "body": {"code": found.hex()}},),
    )


def _report(subject: Subject, tools: Tools) -> Outcome:
    with tools.store.asking() as connection:
        version = tools.store.versions[WorkStage.JUDGE]
        (data, _) = results(connection, WorkStage.JUDGE, subject.name, version)[0]
    return Outcome(report=tools.files.put(b"report " + data))
