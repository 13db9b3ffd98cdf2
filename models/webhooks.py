"""Webhooks: addresses that are told when something happens to a submission."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WebhookKind(StrEnum):
    """What is told; each is an event of the same name."""

    READY = "ready"
    ATTENTION = "attention"
    BLOCKED = "blocked"
    FAILED = "failed"
    SENT = "sent"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    SEALED = "sealed"


class DeliveryState(StrEnum):
    """Where the telling of one event to one address stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address with what it is told; paused: nothing is sent until it goes on."""

    id: int
    address: str
    kinds: frozenset[WebhookKind]
    secret: str
    paused: bool
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one address. event: its number; status: what was last answered, if anything."""

    id: int
    webhook_id: int
    event: int
    ref: str
    kind: str
    at: datetime
    state: DeliveryState
    tries: int
    due_at: datetime
    status: int | None
    problem: str
