"""Sends what waits, and takes back what nobody finishes: in every process that works.

Several may do so at once: each step is a conditional change of the database, which one of them
makes. Staleness is what does not change from look to look, timed by this process's own monotonic
clock, so a clock that is set back harms nothing.
"""

import logging
import time
from threading import Event, Thread

from models.errors import ZhengheError
from models.settings import Settings
from models.work import WorkState
from models.work_dispatch import Pulse, Sendable
from models.work_store import WorkStore
from workers.queue_broker import Channel
from workers.queue_watch import Watch

_log = logging.getLogger(__name__)


class Dispatcher:
    """A thread that looks after the queue until it is stopped."""

    def __init__(self, store: WorkStore, channel: Channel, settings: Settings) -> None:
        self._store = store
        self._channel = channel
        self._settings = settings
        self._watch = Watch(settings)
        self._wake = Event()
        self._stopping = False
        self._thread = Thread(target=self._run, name="dispatcher", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, after the look that is under way."""
        self._stopping = True
        self._wake.set()
        self._thread.join()

    def wake(self) -> None:
        """Look now: something was taken in or finished."""
        self._wake.set()

    def _run(self) -> None:
        while not self._stopping:
            try:
                self.look()
            except ZhengheError as error:  # the database or the broker is down: look again later
                _log.warning("the queue could not be looked after: %s", error)
                self._watch.forget()  # in this time no heart could beat either
            except Exception:  # without this thread all would stand still
                _log.exception("the queue could not be looked after")
            self._wake.wait(self._settings.queue_poll_seconds)
            self._wake.clear()

    def look(self) -> None:
        """Take back what is stale, then send as much as there is room for."""
        pulses = self._store.under_way()
        self._watch.see(pulses, time.monotonic())
        if stale := self._watch.stale():
            _log.warning("%d pieces of work are sent again", len(stale))
            self._store.take_back(stale, self._settings.queue_lost_max)
        if rested := self._watch.rested():
            self._store.wake(rested)
        room = self._room(pulses) + len(stale)
        if room > 0 and self._store.has_waiting():
            self._send(self._store.take_for_sending(room))

    def _room(self, pulses: list[Pulse]) -> int:
        """How much more may be sent; nothing while as much as that fails again and again."""
        resting = sum(pulse.state is WorkState.RESTING for pulse in pulses)
        window = self._settings.queue_window
        return window - (len(pulses) - resting) if resting < window else 0

    def _send(self, work: list[Sendable]) -> None:
        for number, one in enumerate(work):
            try:
                self._channel.send(one)
            except ZhengheError:
                self._store.not_sent([left.id for left in work[number:]])
                raise
