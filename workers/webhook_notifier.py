"""Tells webhooks what has happened: in every process that works, beside the dispatcher.

Several may do so at once: the database gives a delivery to one of them for a while. What is not
taken is told again with growing pauses, so many times, and then has failed until it is sent again.
"""

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

from models import kept_answers, webhook_store
from models.errors import ZhengheError
from models.settings import Settings
from models.webhook_store import Due
from models.work_store import WorkStore
from workers.webhook_sender import SECONDS, deliver

_log = logging.getLogger(__name__)
_THREADS = 8
_MOST = 32
_PAUSE_SECONDS = 10.0
_PAUSE_SECONDS_MAX = 3600.0
_LEASE = timedelta(seconds=12 * SECONDS)  # longer than all of one look can take
_SWEEP_SECONDS = 3600.0


class Notifier:
    """A thread that sends deliveries until it is stopped."""

    def __init__(
        self, store: WorkStore, settings: Settings, pause_seconds: float = _PAUSE_SECONDS
    ) -> None:
        self._store = store
        self._settings = settings
        self._pause_seconds = pause_seconds
        self._stopping = Event()
        self._swept = time.monotonic()
        self._thread = Thread(target=self._run, name="notifier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after what is being sent."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(self._settings.queue_poll_seconds):
            try:
                while self.look() and not self._stopping.is_set():
                    pass
            except ZhengheError as error:  # the database is down: look again later
                _log.warning("webhooks could not be looked after: %s", error)
            except Exception:  # without this thread nobody would be told
                _log.exception("webhooks could not be looked after")

    def look(self) -> int:
        """Send what is due; how much that was."""
        with self._store.asking() as connection:
            waiting = webhook_store.has_due(connection, datetime.now(UTC))
        if not waiting:
            self._sweep()
            return 0
        due = self._store.act(lambda c, at: webhook_store.take_due(c, at, _MOST, _LEASE))
        if not due:
            return 0
        with ThreadPoolExecutor(_THREADS, "webhook") as threads:
            list(threads.map(self._send, due))
        return len(due)

    def _send(self, due: Due) -> None:
        tried = deliver(due, self._settings)
        if tried.problem:
            name = due.webhook.id
            _log.warning("delivery %d to webhook %d: %s", due.delivery.id, name, tried.problem)
        again = self._pause(due.delivery.tries)
        try:
            self._store.act(lambda c, at: webhook_store.settle(c, at, due.delivery, tried, again))
        except ZhengheError as error:  # it will be sent again: at least once
            _log.warning("delivery %d could not be kept: %s", due.delivery.id, error)

    def _pause(self, tries: int) -> timedelta | None:
        """After how long the next try comes, after so many; None for no more."""
        if tries >= self._settings.webhook_tries_max:
            return None
        seconds = self._pause_seconds * 2.0 ** min(tries - 1, 20)
        return timedelta(seconds=min(seconds, _PAUSE_SECONDS_MAX))

    def _sweep(self) -> None:
        if time.monotonic() - self._swept > _SWEEP_SECONDS:
            self._swept = time.monotonic()
            self._store.act(webhook_store.sweep)
            self._store.act(kept_answers.sweep)  # where no request comes that would do it
