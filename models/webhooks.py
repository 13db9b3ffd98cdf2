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

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _KINDS[self][0]

    @property
    def en(self) -> str:
        """In English."""
        return _KINDS[self][1]


_KINDS = {
    WebhookKind.READY: ("检查完：没有不符", "checked: nothing is amiss"),
    WebhookKind.ATTENTION: ("检查完：请留意", "checked: something to look at"),
    WebhookKind.BLOCKED: ("检查完：需要更正", "checked: something to correct"),
    WebhookKind.FAILED: ("未能检查", "it could not be checked"),
    WebhookKind.SENT: ("申报人已提交", "the applicant sent it"),
    WebhookKind.ACCEPTED: ("审核通过", "accepted"),
    WebhookKind.RETURNED: ("退回更正", "returned"),
    WebhookKind.SEALED: ("已用印", "sealed"),
}
TEST = "test"  # the kind of a delivery that somebody asked for, to see whether it arrives


class DeliveryState(StrEnum):
    """Where the telling of one event to one address stands."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address with what it is told; paused: nothing is sent until it goes on.

    made_by, login: the account of who made it, and what they sign in with.
    """

    id: int
    address: str
    kinds: frozenset[WebhookKind]
    secret: str
    paused: bool
    made_at: datetime
    made_by: int
    login: str


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
