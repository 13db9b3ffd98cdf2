"""Webhooks: addresses that are told what happens, and how the telling went."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from models.webhook_store import (
    add_webhook,
    deliveries_of,
    failed_deliveries,
    get_webhook,
    list_webhooks,
    pause_webhook,
    remove_webhook,
    resend,
)
from models.webhooks import Delivery, DeliveryState, Webhook, WebhookKind
from web.api.callers import Caller, Operator, Watcher, not_there
from web.api.contract_shapes import Told
from web.api.once import Made, OnceOnly
from web.api.shapes import Given
from web.api.submissions import Limit
from web.passwords import new_token
from workers.webhook_sender import check_address

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


class WebhookTold(Told):
    """An address; failed: how many deliveries were given up. secret: only when it is made."""

    id: int
    address: str
    kinds: list[WebhookKind]
    paused: bool
    made_at: datetime
    failed: int
    secret: str | None = None


class Webhooks(Told):
    """All addresses."""

    webhooks: list[WebhookTold]


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


class Deliveries(Told):
    """A page of deliveries, the latest first; next is the cursor of the one after."""

    deliveries: list[DeliveryTold]
    next: int | None


@router.get("", response_model=Webhooks)
def get_webhooks(caller: Watcher) -> dict[str, Any]:
    """All addresses."""
    with caller.service.store.asking() as connection:
        hooks = list_webhooks(connection)
        failed = dict(failed_deliveries(connection))
    return {"webhooks": [_told(one, failed.get(one.id, 0)) for one in hooks]}


@router.post("", status_code=201, response_model=WebhookTold)
def add(caller: Operator, given: WebhookGiven, once: OnceOnly) -> Response:
    """Register an address. The answer holds the secret, which is never shown again."""
    check_address(given.address, caller.service.settings)

    def make() -> Made:
        store, secret = caller.service.store, f"whsec_{new_token()}"
        id_ = store.act(
            lambda c, at: add_webhook(c, at, caller.who, given.address, set(given.kinds), secret)
        )
        told = _told(_own(caller, id_), 0) | {"secret": secret}
        return Made(WebhookTold.model_validate(told), 201, f"/api/v1/webhooks/{id_}")

    return once.answer(caller, given.model_dump(), make)


@router.patch("/{id_}", response_model=WebhookTold)
def change(caller: Operator, id_: Id, given: WebhookChange) -> dict[str, Any]:
    """Pause an address, or go on. What happens meanwhile is not told later."""
    _own(caller, id_)
    store = caller.service.store
    store.act(lambda c, at: pause_webhook(c, at, caller.who, id_, given.paused))
    return _told(_own(caller, id_), 0)


@router.delete("/{id_}", status_code=204, response_class=Response)
def forget(caller: Operator, id_: Id) -> Response:
    """Forget an address and all that it was told."""
    if not caller.service.store.act(lambda c, at: remove_webhook(c, at, caller.who, id_)):
        raise not_there()
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
    _own(caller, id_)
    with caller.service.store.asking() as connection:
        rows = deliveries_of(connection, id_, state, cursor, limit + 1)
    following = rows[limit - 1].id if len(rows) > limit else None
    return {"deliveries": [_delivery(one) for one in rows[:limit]], "next": following}


@router.post("/{id_}/deliveries/{number}/resend", response_model=DeliveryTold)
def send_again(caller: Operator, id_: Id, number: Number) -> dict[str, Any]:
    """Tell it once more."""
    store = caller.service.store
    sent = store.act(lambda c, at: resend(c, at, caller.who, id_, number))
    if sent is None:
        raise not_there()
    return _delivery(sent)


def _own(caller: Caller, id_: int) -> Webhook:
    with caller.service.store.asking() as connection:
        one = get_webhook(connection, id_)
    if one is None:
        raise not_there()
    return one


def _told(one: Webhook, failed: int) -> dict[str, Any]:
    return {
        "id": one.id,
        "address": one.address,
        "kinds": sorted(one.kinds),
        "paused": one.paused,
        "made_at": one.made_at,
        "failed": failed,
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
