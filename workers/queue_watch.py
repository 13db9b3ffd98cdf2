"""What is seen of unfinished work from look to look: what is stale, what has rested enough."""

from collections.abc import Sequence

from models.settings import Settings
from models.work import WorkState
from models.work_dispatch import Pulse
from workers.queue_broker import order_of

BEATS = 5  # of a worker's heart in the time after which its work is stale


_MOST_PATIENT = 8


class Watch:
    """Remembers since when each piece of work looks as it does."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._now = 0.0
        self._last: float | None = None
        self._seen: dict[int, tuple[Pulse, float]] = {}
        self._taken: dict[int, float] = {}  # of each queue, when the newest that moved on was sent
        self._moved: dict[int, float] = {}  # of each queue, when something last moved on

    def see(self, pulses: Sequence[Pulse], at: float) -> None:
        """Look at all unfinished work; at is of a monotonic clock, in seconds."""
        # When this process, or the database, stood still, so may have the hearts of the workers:
        # such a time counts as one beat.
        passed = at - self._last if self._last is not None else 0.0
        self._now += min(passed, self._settings.queue_stale_seconds / BEATS)
        self._last = at
        before = self._seen
        self._seen = {pulse.id: self._same(before.get(pulse.id), pulse) for pulse in pulses}
        for id_, (pulse, since) in before.items():
            if pulse.state is WorkState.SENT and self._seen.get(id_, (None,))[0] != pulse:
                queue = order_of(pulse.stage, pulse.priority)
                self._taken[queue] = max(since, self._taken.get(queue, since))
                self._moved[queue] = self._now

    def _same(self, before: tuple[Pulse, float] | None, pulse: Pulse) -> tuple[Pulse, float]:
        return before if before and before[0] == pulse else (pulse, self._now)

    def forget(self) -> None:
        """Begin anew: nothing could be seen for a while."""
        self._seen = {}

    def stale(self) -> list[Pulse]:
        """Running work whose worker is silent, and sent work whose message must be lost."""
        return [pulse for pulse, since in self._seen.values() if self._is_stale(pulse, since)]

    def _is_stale(self, pulse: Pulse, since: float) -> bool:
        longest = self._settings.queue_stale_seconds
        if pulse.state is WorkState.RUNNING:
            # On a machine with far too much to do hearts beat late: what was lost before is waited
            # for longer, or it would be begun over and over and never done.
            return self._now - since > longest * min(1 + pulse.lost, _MOST_PATIENT)
        if pulse.state is WorkState.RESTING or self._now - since <= longest:
            return False
        # It may only stand in a long queue, or behind queues that go first. It is lost when it was
        # overtaken by what was sent after it, and when nothing moves that goes before it.
        queue = order_of(pulse.stage, pulse.priority)
        moved = max((at for other, at in self._moved.items() if other <= queue), default=0.0)
        return self._taken.get(queue, since) > since or self._now - moved > longest

    def rested(self) -> list[int]:
        """What has waited long enough after its last failure: doubled with each."""
        return [
            pulse.id
            for pulse, since in self._seen.values()
            if pulse.state is WorkState.RESTING and self._now - since >= self._pause(pulse)
        ]

    def _pause(self, pulse: Pulse) -> float:
        longest = self._settings.queue_pause_seconds_max
        return min(self._settings.queue_pause_seconds * 2.0 ** (pulse.failures - 1), longest)
