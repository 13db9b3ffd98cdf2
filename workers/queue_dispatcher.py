"""Sends what waits, and takes back what nobody finishes: in every process that works.

Several may do so at once: each step is a conditional change of the database, which one of them
makes. Staleness is what does not change between two looks, timed by this process's own monotonic
clock, so a clock that is set back harms nothing.
"""

import logging
import time
from threading import Event, Thread

from models.errors import ZhengheError
from models.settings import Settings
from models.work import WorkState
from models.work_dispatch import Pulse
from models.work_store import WorkStore
from workers.queue_broker import Channel

_log = logging.getLogger(__name__)


class Dispatcher:
    """A thread that looks after the queue until it is stopped."""

    def __init__(self, store: WorkStore, channel: Channel, settings: Settings) -> None:
        self._store = store
        self._channel = channel
        self._settings = settings
        self._seen: dict[int, tuple[Pulse, float]] = {}
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
                self._seen = {}  # in this time no heart could beat either
            self._wake.wait(self._settings.queue_poll_seconds)
            self._wake.clear()

    def look(self) -> None:
        """Take back what is stale, then send as much as there is room for."""
        now = time.monotonic()
        pulses = self._store.under_way()
        known = {pulse.id: self._seen.get(pulse.id) for pulse in pulses}
        self._seen = {
            pulse.id: before if (before := known[pulse.id]) and before[0] == pulse else (pulse, now)
            for pulse in pulses
        }
        stale = [
            pulse
            for pulse, since in self._seen.values()
            if pulse.state is not WorkState.WAITING
            and now - since > self._settings.queue_stale_seconds
        ]
        if stale:
            _log.warning("%d pieces of work are sent again", len(stale))
            self._store.take_back(stale, self._settings.queue_claims_max)
        resting = {
            pulse.id
            for pulse, since in self._seen.values()
            if pulse.state is WorkState.WAITING and now - since < self._pause(pulse.failures)
        }
        moving = sum(pulse.state is not WorkState.WAITING for pulse in pulses) - len(stale)
        room = self._settings.queue_window - moving
        if room > 0 and self._store.has_waiting():
            for one in self._store.take_for_sending(room, resting):
                self._channel.send(one)

    def _pause(self, failures: int) -> float:
        """Seconds before the next try: doubled with each failure."""
        longest = self._settings.queue_pause_seconds_max
        return min(self._settings.queue_pause_seconds * 2.0 ** (failures - 1), longest)
