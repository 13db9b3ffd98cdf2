"""dramatiq: the channel through which the numbers of work go to those who do it.

Redis where a broker is set, else the memory of this process. Only ids travel. Nothing relies on a
message: the database sends again what was lost and gives out once what came twice. So dramatiq's
own retries, delays, time limits and age limits are left out.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any

import dramatiq
from dramatiq.brokers.redis import RedisBroker
from dramatiq.brokers.stub import StubBroker
from dramatiq.errors import BrokerConnectionError
from redis import Redis
from redis.exceptions import RedisError

from models.errors import PartMissing, TemporaryFailure
from models.findings import found
from models.work import Priority, WorkStage
from models.work_dispatch import Sendable

_log = logging.getLogger(__name__)
# What is short before what is long.
_ORDER: Mapping[WorkStage, int] = {
    WorkStage.REPORT: 0,
    WorkStage.JUDGE: 1,
    WorkStage.INTAKE: 2,
    WorkStage.PHOTO: 3,
    WorkStage.PAGE: 4,
}
_STOP_MILLISECONDS = 5000
_PATIENT = 5  # times as long is waited at most between two looks where nobody is kept waiting
_ANSWER_SECONDS = 3
Handle = Callable[[int], None]


def order_of(stage: WorkStage, priority: int) -> int:
    """Which queue goes first where several have something: the one with the lower number."""
    return 10 * priority + _ORDER[stage]


def _queue_of(priority: Priority) -> str:
    """How the names of the queues of a priority begin."""
    return f"{priority.name.lower()}."


class _NoDelays:
    """Of a broker: no messages are delayed, so nobody need ask for such."""

    def emit_after(self, signal: str, *arguments: Any, **named: Any) -> None:
        """See dramatiq.Broker."""
        if signal != "declare_delay_queue":
            super().emit_after(signal, *arguments, **named)  # type: ignore[misc]


class _Redis(_NoDelays, RedisBroker):
    """Looks less often into queues that nobody waits for: ten a worker are many looks."""

    def consume(self, queue_name: str, prefetch: int = 1, timeout: int = 5000) -> dramatiq.Consumer:
        """See dramatiq.Broker."""
        longer = _PATIENT if queue_name.startswith(_queue_of(Priority.BULK)) else 1
        return super().consume(queue_name, prefetch, longer * timeout)


class _Memory(_NoDelays, StubBroker):
    pass


class Channel:
    """The queues of the stages, and a worker on them once it is started.

    Each stage has two: work that somebody waits for isn't behind any other.
    """

    def __init__(self, broker_url: str | None, handle: Handle | None = None) -> None:
        """handle does the work of an id; None for a channel that only sends."""
        self._broker: dramatiq.Broker = (
            _Redis(url=broker_url, namespace="zhenghe", middleware=[])  # type: ignore[no-untyped-call]
            if broker_url
            else _Memory(middleware=[])
        )
        self._worker: dramatiq.Worker | None = None
        self._actors = {
            (stage, priority): dramatiq.Actor(
                handle or _nobody,
                broker=self._broker,
                actor_name=f"{_queue_of(priority)}{stage}",
                queue_name=f"{_queue_of(priority)}{stage}",
                priority=order_of(stage, priority),
                options={},
            )
            for stage in WorkStage
            for priority in Priority
        }

    def send(self, one: Sendable) -> None:
        """Send the number of a piece of work. Raises TemporaryFailure when the broker is down."""
        actor = self._actors[one.stage, Priority(one.priority)]
        try:
            actor.send_with_options(args=(one.id,))
        except (BrokerConnectionError, RedisError, OSError) as error:
            problem = str(error).partition("\n")[0]
            raise TemporaryFailure(found("BROKER_FAILED", problem=problem)) from error

    def start(self, threads: int) -> None:
        """Take messages, so many at once."""
        self._worker = dramatiq.Worker(self._broker, worker_threads=threads, worker_timeout=200)
        self._worker.start()

    def stop(self) -> None:
        """Take no more messages, and wait a while for what is being done."""
        try:
            if self._worker:
                self._worker.stop(timeout=_STOP_MILLISECONDS)
            self._broker.close()
        except (BrokerConnectionError, RedisError, OSError) as error:  # what it holds is sent again
            _log.warning("the broker could not be left in order: %s", error)


def _nobody(_id: int) -> None:
    """This side only sends."""


def check_broker(url: str | None) -> None:
    """Does the broker answer? Raises PartMissing when it doesn't, or when the address is none."""
    if url is None:
        return
    try:
        client = Redis.from_url(url, socket_connect_timeout=_ANSWER_SECONDS)
        client.ping()
        client.close()
    except (RedisError, ValueError, OSError) as error:
        problem = str(error).partition("\n")[0]
        raise PartMissing(found("BROKER_FAILED", problem=problem)) from error
