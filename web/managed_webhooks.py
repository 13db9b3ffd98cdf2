"""Webhooks that somebody looks after: what pages and programs do alike."""

from collections.abc import Collection
from dataclasses import dataclass

from models.errors import Conflict, NotThere, UsageWrong
from models.findings import found
from models.webhook_store import (
    add_webhook,
    deliveries_of,
    failed_deliveries,
    get_webhook,
    list_webhooks,
    pause_webhook,
    remove_webhook,
    resend,
    roll_secret,
    send_test,
)
from models.webhooks import Delivery, DeliveryState, Webhook, WebhookKind
from web.passwords import new_token
from web.service import Somebody
from workers.webhook_sender import check_address

_PREFIX = "whsec_"  # so that who finds one somewhere knows what it is


@dataclass(frozen=True, slots=True)
class Standing:
    """A webhook, how many of its deliveries were given up, and the latest, None where none was."""

    webhook: Webhook
    failed: int
    last: Delivery | None


def standings(asker: Somebody) -> list[Standing]:
    """All webhooks as they stand."""
    with asker.service.store.asking() as connection:
        failed = dict(failed_deliveries(connection))
        return [
            Standing(
                one,
                failed.get(one.id, 0),
                next(iter(deliveries_of(connection, one.id, most=1)), None),
            )
            for one in list_webhooks(connection)
        ]


def standing_of(asker: Somebody, id_: int) -> Standing:
    """One webhook as it stands. Raises NotThere."""
    one = next((one for one in standings(asker) if one.webhook.id == id_), None)
    if one is None:
        raise _not_there()
    return one


def there(asker: Somebody, id_: int) -> Webhook:
    """The webhook of an id. Raises NotThere."""
    with asker.service.store.asking() as connection:
        one = get_webhook(connection, id_)
    if one is None:
        raise _not_there()
    return one


def make_webhook(asker: Somebody, address: str, kinds: Collection[WebhookKind]) -> tuple[int, str]:
    """A new address; its id and its secret. Raises UsageWrong where it may not be told."""
    check_address(address, asker.service.settings)
    if not kinds:
        raise UsageWrong(found("WEBHOOK_INCOMPLETE"))
    secret, who = _new_secret(), asker.who
    id_ = asker.service.store.act(
        lambda c, at: add_webhook(c, at, who, address, set(kinds), secret)
    )
    return id_, secret


def switch(asker: Somebody, id_: int, *, paused: bool) -> None:
    """Tell it nothing for now, or go on. Raises NotThere."""
    one, who = there(asker, id_), asker.who
    asker.service.store.act(lambda c, at: pause_webhook(c, at, who, one.id, paused))


def another_secret(asker: Somebody, id_: int) -> str:
    """A secret in place of the one before, which is worth nothing from now on. Raises NotThere."""
    one, who, secret = there(asker, id_), asker.who, _new_secret()
    asker.service.store.act(lambda c, at: roll_secret(c, at, who, one.id, secret))
    return secret


def forget(asker: Somebody, id_: int) -> None:
    """Forget an address and all that it was told. Raises NotThere."""
    who = asker.who
    if not asker.service.store.act(lambda c, at: remove_webhook(c, at, who, id_)):
        raise _not_there()


def try_out(asker: Somebody, id_: int) -> Delivery:
    """Send an address a test. Raises NotThere, and Conflict where it is switched off."""
    one, who, store = there(asker, id_), asker.who, asker.service.store
    if one.paused:
        raise Conflict(found("WEBHOOK_PAUSED"))
    number = store.act(lambda c, at: send_test(c, at, who, id_))
    with store.asking() as connection:
        return deliveries_of(connection, id_, before=number + 1, most=1)[0]


def told(
    asker: Somebody, id_: int, state: DeliveryState | None, before: int | None, most: int
) -> list[Delivery]:
    """The deliveries to an address, the latest first. Raises NotThere."""
    there(asker, id_)
    with asker.service.store.asking() as connection:
        return deliveries_of(connection, id_, state, before, most)


def send_again(asker: Somebody, id_: int, number: int) -> Delivery:
    """Tell it once more, as if it had never been tried. Raises NotThere."""
    who = asker.who
    sent = asker.service.store.act(lambda c, at: resend(c, at, who, id_, number))
    if sent is None:
        raise _not_there()
    return sent


def _new_secret() -> str:
    return _PREFIX + new_token()


def _not_there() -> NotThere:
    return NotThere(found("API_NOT_THERE"))
