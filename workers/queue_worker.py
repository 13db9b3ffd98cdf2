"""A worker: takes pieces of work, does each in its stage, and keeps what came out.

Thin on purpose: what a stage does stands in queue_stages.py, what may happen to the work in
models/work_flow.py. While work is done its heart beats in the database.
"""

import logging
import os
import socket
import time
from secrets import token_hex
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self

from models.errors import FileRefused, TemporaryFailure, ZhengheError
from models.settings import Settings
from models.work import Claim
from models.work_flow import Outcome
from models.work_store import WorkStore
from workers.children import Children
from workers.file_store import FileStore
from workers.log import about
from workers.metrics import FINDINGS, STAGE_SECONDS, WORK_DONE, WORK_FAILED
from workers.queue_broker import Channel
from workers.queue_dispatcher import Dispatcher
from workers.queue_stages import Tools, do
from workers.queue_watch import BEATS
from workers.webhook_notifier import Notifier

_log = logging.getLogger(__name__)
# More threads than children: a short stage needn't wait until a page is read.
_THREADS_MORE = 2


class QueueWorker:
    """Works on the queue from enter to exit."""

    def __init__(self, store: WorkStore, files: FileStore, settings: Settings) -> None:
        self.name = f"{socket.gethostname()}:{os.getpid()}:{token_hex(3)}"[:80]
        self._store = store
        self._settings = settings
        self._tools = Tools(store, files, Children(settings), settings)
        self._channel = Channel(settings.broker, self._handle)
        self.dispatcher = Dispatcher(store, self._channel, settings)
        self._notifier = Notifier(store, settings)
        self._held: set[Claim] = set()
        self._lock = Lock()
        self._stopping = Event()
        self._heart = Thread(target=self._beat, name="heart", daemon=True)

    def __enter__(self) -> Self:
        self._heart.start()
        self._channel.start(self._settings.workers + _THREADS_MORE)
        self.dispatcher.start()
        self._notifier.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.dispatcher.stop()
        self._notifier.stop()
        self._stopping.set()
        self._tools.children.__exit__(kind, error, trace)  # what is read now is read again later
        self._channel.stop()
        with self._lock:
            held = tuple(self._held)
        try:
            self._store.release(held)
        except ZhengheError as failure:  # its heart stops, so it will be sent again
            _log.warning("%d pieces of work could not be given back: %s", len(held), failure)
        self._heart.join()
        try:
            self._store.leave(self.name)
        except ZhengheError as failure:  # it is seen as one that is silent
            _log.warning("nobody was told that this worker stops: %s", failure)

    def _handle(self, id_: int) -> None:
        """Do a piece of work and what follows it; every outcome is kept, none leaves here."""
        if self._stopping.is_set():
            return
        try:
            held = self._store.claim(id_, self.name)
        except ZhengheError as error:  # nobody has it: it will be sent again
            _log.warning("work %d could not be claimed: %s", id_, error)
            return
        while held is not None:
            held = self._hold(held)
        self.dispatcher.wake()

    def _hold(self, held: Claim) -> Claim | None:
        """Do what is held; what is held next."""
        with self._lock:
            self._held.add(held)
        try:
            with about(work=held.id, stage=held.subject.stage, submission=" ".join(held.refs)):
                return self._work(held)
        except ZhengheError as error:  # its heart stops, so it will be sent again
            _log.warning("work %d could not be kept: %s", held.id, error)
            return None
        finally:
            with self._lock:
                self._held.discard(held)

    def _work(self, held: Claim) -> Claim | None:
        begun = time.monotonic()
        try:
            outcome = do(held.subject, self._tools)
        except Exception as error:
            if self._stopping.is_set():  # the children were stopped, which says nothing of the work
                self._store.release((held,))
                return None
            reason = error.findings[0].code if isinstance(error, ZhengheError) else "PROGRAM_FAILED"
            _log.warning("work %d failed: %s", held.id, reason, exc_info=error)
            WORK_FAILED.labels(held.subject.stage, reason).inc()
            # What is refused will be again; all else may go well another time.
            refused = isinstance(error, FileRefused)
            most = 1 if refused else self._settings.queue_failures_max
            self._store.fail(held, reason, self.name, _milliseconds(begun), most)
            return None
        STAGE_SECONDS.labels(held.subject.stage).observe(time.monotonic() - begun)
        following = self._keep(held, outcome, _milliseconds(begun))
        _log.info("done in %d ms", _milliseconds(begun))
        return following

    def _keep(self, held: Claim, outcome: Outcome, milliseconds: int) -> Claim | None:
        """Store an outcome, waiting for a database that is down: the work was done already."""
        pause = self._settings.queue_pause_seconds
        more = not self._stopping.is_set()
        while True:
            try:
                kept = self._store.finish(held, outcome, self.name, milliseconds, more=more)
            except TemporaryFailure as error:
                _log.warning("the outcome of work %d is not stored yet: %s", held.id, error)
                if self._stopping.wait(pause):
                    raise
                pause = min(2 * pause, self._settings.queue_pause_seconds_max)
            else:
                if kept:
                    _count(held, outcome)
                return kept.next if kept else None

    def _beat(self) -> None:
        beating = True
        while beating:
            with self._lock:
                ids = {held.id for held in self._held}
            try:
                self._store.beat(ids, self.name)
            except ZhengheError as error:
                _log.warning("the heart could not beat: %s", error)
            except Exception:  # it must beat on
                _log.exception("the heart could not beat")
            beating = not self._stopping.wait(self._settings.queue_stale_seconds / BEATS)


def _count(held: Claim, outcome: Outcome) -> None:
    """Tell the metrics what was done."""
    WORK_DONE.labels(held.subject.stage).inc()
    for finding in outcome.findings:
        FINDINGS.labels(finding["code"], finding["severity"]).inc()


def _milliseconds(since: float) -> int:
    return round(1000 * (time.monotonic() - since))
