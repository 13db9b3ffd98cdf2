"""Webhooks: addresses that are told what happens, and how the telling went."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from models.webhooks import Delivery, DeliveryState, WebhookKind
from web import managed_webhooks
from web.api.callers import Operator, Watcher
from web.api.contract_shapes import Told
from web.api.once import Made, OnceOnly
from web.api.shapes import Given
from web.api.submissions import Limit
from web.managed_webhooks import Standing, standing_of

router = APIRouter(prefix="/webhooks", tags=["webhooks"])
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
Number = Annotated[int, Path(ge=1, le=2**53)]


class WebhookGiven(Given):
    """An address and what it is to be told."""

    address: Annotated[str, Field(min_length=1, max_length=400)]
    kinds: Annotated[list[WebhookKind], Field(min_length=1, max_length=len(WebhookKind))]


class WebhookChange(Given):
    """Whether it is told anything for now."""

    paused: bool


class DeliveryTold(Told):
    """One event for one address. due_at: when it is tried next, while it waits."""

    id: int
    event: int
    ref: str
    kind: str
    at: datetime
    state: DeliveryState
    tries: int
    due_at: datetime
    status: int | None
    problem: str | None


class WebhookTold(Told):
    """An address; made_by: what its maker signs in with; failed: how many deliveries were given up.

    last: the latest delivery. secret: only when it is made.
    """

    id: int
    address: str
    kinds: list[WebhookKind]
    paused: bool
    made_at: datetime
    made_by: str
    failed: int
    last: DeliveryTold | None
    secret: str | None = None


class Webhooks(Told):
    """All addresses."""

    webhooks: list[WebhookTold]


class Deliveries(Told):
    """A page of deliveries, the latest first; next is the cursor of the one after."""

    deliveries: list[DeliveryTold]
    next: int | None


@router.get("", response_model=Webhooks)
def get_webhooks(caller: Watcher) -> dict[str, Any]:
    """All addresses."""
    return {"webhooks": [_told(one) for one in managed_webhooks.standings(caller)]}


@router.post("", status_code=201, response_model=WebhookTold)
def add(caller: Operator, given: WebhookGiven, once: OnceOnly) -> Response:
    """Register an address. The answer holds the secret, which is never shown again."""

    def make() -> Made:
        id_, secret = managed_webhooks.make_webhook(caller, given.address, given.kinds)
        told = _told(standing_of(caller, id_)) | {"secret": secret}
        return Made(WebhookTold.model_validate(told), 201, f"/api/v1/webhooks/{id_}")

    return once.answer(caller, given.model_dump(), make)


@router.get("/{id_}", response_model=WebhookTold)
def get_one_webhook(caller: Watcher, id_: Id) -> dict[str, Any]:
    """One address."""
    return _told(standing_of(caller, id_))


@router.patch("/{id_}", response_model=WebhookTold)
def change(caller: Operator, id_: Id, given: WebhookChange) -> dict[str, Any]:
    """Pause an address, or go on. What happens meanwhile is not told later."""
    managed_webhooks.switch(caller, id_, paused=given.paused)
    return _told(standing_of(caller, id_))


@router.post("/{id_}/secret", response_model=WebhookTold)
def roll_webhook_secret(caller: Operator, id_: Id) -> dict[str, Any]:
    """Another secret, told in this answer alone; all that is sent from now on is signed with it."""
    secret = managed_webhooks.another_secret(caller, id_)
    return _told(standing_of(caller, id_)) | {"secret": secret}


@router.post("/{id_}/test", status_code=202, response_model=DeliveryTold)
def test_webhook(caller: Operator, id_: Id) -> dict[str, Any]:
    """Send it a delivery of the kind `test`, about no submission; 409 while it is paused."""
    return _delivery(managed_webhooks.try_out(caller, id_))


@router.delete("/{id_}", status_code=204, response_class=Response)
def forget(caller: Operator, id_: Id) -> Response:
    """Forget an address and all that it was told."""
    managed_webhooks.forget(caller, id_)
    return Response(status_code=204)


@router.get("/{id_}/deliveries", response_model=Deliveries)
def list_deliveries(
    caller: Watcher,
    id_: Id,
    state: DeliveryState | None = None,
    cursor: Annotated[int | None, Query(ge=1, le=2**53)] = None,
    limit: Limit = 50,
) -> dict[str, Any]:
    """How the telling went; `failed` ones were tried as often as the settings say."""
    rows = managed_webhooks.told(caller, id_, state, cursor, limit + 1)
    following = rows[limit - 1].id if len(rows) > limit else None
    return {"deliveries": [_delivery(one) for one in rows[:limit]], "next": following}


@router.post("/{id_}/deliveries/{number}/resend", response_model=DeliveryTold)
def send_again(caller: Operator, id_: Id, number: Number) -> dict[str, Any]:
    """Tell it once more."""
    return _delivery(managed_webhooks.send_again(caller, id_, number))


def _told(one: Standing) -> dict[str, Any]:
    hook = one.webhook
    return {
        "id": hook.id,
        "address": hook.address,
        "kinds": sorted(hook.kinds),
        "paused": hook.paused,
        "made_at": hook.made_at,
        "made_by": hook.login,
        "failed": one.failed,
        "last": _delivery(one.last) if one.last else None,
    }


def _delivery(one: Delivery) -> dict[str, Any]:
    return {
        "id": one.id,
        "event": one.event,
        "ref": one.ref,
        "kind": one.kind,
        "at": one.at,
        "state": one.state,
        "tries": one.tries,
        "due_at": one.due_at,
        "status": one.status,
        "problem": one.problem or None,
    }
