"""Webhooks and their deliveries in the database.

A delivery is taken for a while by whoever sends it; should that process die it is due again. So
each is sent at least once, and the other side tells by its number what it has had.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, false, func, insert, select, update

from models.account_tables import account
from models.accounts import Account
from models.api_tables import delivery, webhook
from models.audit_trail import Entry
from models.webhooks import TEST, Delivery, DeliveryState, Webhook, WebhookKind

_OF_ONE_AT_ONCE = 4  # so that an address which doesn't answer keeps few others waiting
_KEPT_DONE = timedelta(days=30)
_NO_REF = "0" * 32  # of a test, which is about no submission


@dataclass(frozen=True, slots=True)
class Due:
    """A delivery that is to be tried now, with where it goes."""

    delivery: Delivery
    webhook: Webhook


@dataclass(frozen=True, slots=True)
class Tried:
    """How a try went: problem "" where the other side took it."""

    status: int | None
    problem: str


def list_webhooks(connection: Connection) -> list[Webhook]:
    """All of them."""
    rows = connection.execute(_webhooks().order_by(webhook.c.id))
    return [_webhook(row) for row in rows]


def get_webhook(connection: Connection, id_: int) -> Webhook | None:
    """The webhook of an id."""
    row = connection.execute(_webhooks().where(webhook.c.id == id_)).one_or_none()
    return _webhook(row) if row else None


def add_webhook(
    connection: Connection,
    at: datetime,
    who: Account,
    address: str,
    kinds: Collection[WebhookKind],
    secret: str,
) -> tuple[int, list[Entry]]:
    """A new address; its id."""
    made = insert(webhook).values(
        address=address,
        kinds=sorted(kinds),
        secret=secret,
        paused=False,
        made_at=at,
        made_by=who.id,
    )
    id_ = connection.execute(made.returning(webhook.c.id)).scalar_one()
    return id_, [_entry(who, "webhook-added", id_, {"kinds": sorted(kinds)})]


def pause_webhook(
    connection: Connection, _at: datetime, who: Account, id_: int, paused: bool
) -> tuple[None, list[Entry]]:
    """Tell it nothing for now, or go on."""
    connection.execute(update(webhook).where(webhook.c.id == id_).values(paused=paused))
    return None, [_entry(who, "webhook-paused" if paused else "webhook-resumed", id_, {})]


def roll_secret(
    connection: Connection, _at: datetime, who: Account, id_: int, secret: str
) -> tuple[None, list[Entry]]:
    """Sign with another secret from now on, what is sent again as well."""
    connection.execute(update(webhook).where(webhook.c.id == id_).values(secret=secret))
    return None, [_entry(who, "webhook-secret-rolled", id_, {})]


def send_test(
    connection: Connection, at: datetime, who: Account, id_: int
) -> tuple[int, list[Entry]]:
    """Tell an address of nothing, to see whether it arrives; the number of the delivery."""
    made = insert(delivery).values(
        webhook_id=id_,
        event_id=0,
        submission_id=0,
        ref=_NO_REF,
        kind=TEST,
        at=at,
        state=DeliveryState.WAITING,
        due_at=at,
        changed_at=at,
    )
    number = connection.execute(made.returning(delivery.c.id)).scalar_one()
    return number, [_entry(who, "webhook-tested", id_, {"delivery": number})]


def remove_webhook(
    connection: Connection, _at: datetime, who: Account, id_: int
) -> tuple[bool, list[Entry]]:
    """Forget it with its deliveries; False where there is none."""
    locked = select(webhook.c.id).where(webhook.c.id == id_).with_for_update()
    if connection.execute(locked).one_or_none() is None:
        return False, []
    connection.execute(delete(delivery).where(delivery.c.webhook_id == id_))
    connection.execute(delete(webhook).where(webhook.c.id == id_))
    return True, [_entry(who, "webhook-removed", id_, {})]


def deliveries_of(
    connection: Connection,
    webhook_id: int,
    state: DeliveryState | None = None,
    before: int | None = None,
    most: int = 50,
) -> list[Delivery]:
    """The deliveries to an address, the latest first; before: the number where to go on."""
    query = select(delivery).where(delivery.c.webhook_id == webhook_id)
    if state:
        query = query.where(delivery.c.state == state)
    if before:
        query = query.where(delivery.c.id < before)
    rows = connection.execute(query.order_by(delivery.c.id.desc()).limit(most))
    return [_delivery(row) for row in rows]


def resend(
    connection: Connection, at: datetime, who: Account, webhook_id: int, id_: int
) -> tuple[Delivery | None, list[Entry]]:
    """Send it once more, as if it had never been tried; None where there is none."""
    own = (delivery.c.id == id_, delivery.c.webhook_id == webhook_id)
    values = {"state": DeliveryState.WAITING, "tries": 0, "due_at": at, "changed_at": at}
    again = update(delivery).where(*own).values(values).returning(*delivery.c)
    row = connection.execute(again).one_or_none()
    if row is None:
        return None, []
    return _delivery(row), [_entry(who, "delivery-resent", webhook_id, {"delivery": id_})]


def take_due(
    connection: Connection, at: datetime, most: int, lease: timedelta
) -> tuple[list[Due], list[Entry]]:
    """Deliveries that are due, few of each address; nobody else gets them until the lease ends."""
    of = delivery.c
    place = func.row_number().over(partition_by=of.webhook_id, order_by=(of.due_at, of.id))
    ranked = (
        select(of.id, place.label("place"))
        .join(webhook, webhook.c.id == of.webhook_id)
        .where(of.state == DeliveryState.WAITING, of.due_at <= at, webhook.c.paused == false())
        .subquery()
    )
    query = select(ranked.c.id).where(ranked.c.place <= _OF_ONE_AT_ONCE)
    ids = connection.execute(query.order_by(ranked.c.place, ranked.c.id).limit(most)).scalars()
    taken = (
        update(delivery)
        .where(of.id.in_(ids.all()), of.state == DeliveryState.WAITING, of.due_at <= at)
        .values(due_at=at + lease, tries=of.tries + 1, changed_at=at)
        .returning(*delivery.c)
    )
    rows = sorted((_delivery(row) for row in connection.execute(taken)), key=lambda one: one.id)
    hooks = {one.id: one for one in list_webhooks(connection)} if rows else {}
    return [Due(one, hooks[one.webhook_id]) for one in rows if one.webhook_id in hooks], []


def has_due(connection: Connection, at: datetime) -> bool:
    """Is there anything to send? Asked often, and mostly not."""
    waiting = (delivery.c.state == DeliveryState.WAITING, delivery.c.due_at <= at)
    query = select(delivery.c.id).join(webhook).where(*waiting, webhook.c.paused == false())
    return connection.execute(query.limit(1)).first() is not None


def settle(
    connection: Connection, at: datetime, one: Delivery, tried: Tried, again: timedelta | None
) -> tuple[None, list[Entry]]:
    """Keep how a try went; again: after how long the next comes, None for no more."""
    state = DeliveryState.WAITING
    if not tried.problem:
        state = DeliveryState.DONE
    elif again is None:
        state = DeliveryState.FAILED
    connection.execute(
        update(delivery)
        .where(delivery.c.id == one.id, delivery.c.tries == one.tries)
        .values(
            state=state,
            due_at=at + (again or timedelta()),
            status=tried.status,
            problem=tried.problem[:200],
            changed_at=at,
        )
    )
    return None, []


def sweep(connection: Connection, at: datetime) -> tuple[None, list[Entry]]:
    """Forget what was told long ago."""
    done = (delivery.c.state == DeliveryState.DONE, delivery.c.changed_at < at - _KEPT_DONE)
    connection.execute(delete(delivery).where(*done))
    return None, []


def failed_deliveries(connection: Connection) -> Sequence[tuple[int, int]]:
    """How many deliveries have failed, by webhook."""
    query = select(delivery.c.webhook_id, func.count()).where(
        delivery.c.state == DeliveryState.FAILED
    )
    rows = connection.execute(query.group_by(delivery.c.webhook_id))
    return [(row[0], row[1]) for row in rows]


def _webhooks() -> Any:
    made_by = account.c.id == webhook.c.made_by
    return select(webhook, account.c.login).join(account, made_by)


def _entry(who: Account, action: str, id_: int, body: dict[str, Any]) -> Entry:
    return Entry(f"account:{who.id}", action, f"webhook:{id_}", body)


def _webhook(row: Any) -> Webhook:
    kinds = frozenset(WebhookKind(one) for one in row.kinds)
    return Webhook(
        id=row.id,
        address=row.address,
        kinds=kinds,
        secret=row.secret,
        paused=row.paused,
        made_at=row.made_at,
        made_by=row.made_by,
        login=row.login,
    )


def _delivery(row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        webhook_id=row.webhook_id,
        event=row.event_id,
        ref=row.ref,
        kind=row.kind,
        at=row.at,
        state=DeliveryState(row.state),
        tries=row.tries,
        due_at=row.due_at,
        status=row.status,
        problem=row.problem,
    )
