"""Webhooks: which addresses are told what, how the telling goes, a new one, its secret, a test."""

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response

from models.errors import UsageWrong, ZhengheError
from models.findings import found
from models.webhooks import DeliveryState, WebhookKind
from web import managed_webhooks
from web.managed_webhooks import standing_of, standings
from web.operate_access import operate_page, operator
from web.pages import go
from web.visit import Guarded, Visit, Visitor

router = APIRouter(prefix="/operate/webhooks", dependencies=[Depends(operator)])
PAGE = 50  # deliveries
Text = Annotated[str, Form()]
Kinds = Annotated[list[WebhookKind] | None, Form()]
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]
Number = Annotated[int, Path(ge=1, le=2**53)]
# What stands in the way, by the first word of what was noted of a try.
_PROBLEMS = {
    "gaierror": ("查不到这个域名", "the name is not known"),
    "ConnectionRefusedError": ("对方拒绝连接", "the connection was refused"),
    "ConnectionResetError": ("对方中断了连接", "the connection was broken off"),
    "RemoteDisconnected": ("对方没有应答", "there was no answer"),
    "TimeoutError": ("对方没有及时应答", "the answer took too long"),
    "SSLCertVerificationError": ("对方的证书不可信", "its certificate is not trusted"),
    "WEBHOOK_ADDRESS_WRONG": ("设置不再允许这个地址", "the settings no longer allow it"),
    "the": ("域名指向不允许的地址", "the name leads to an address that is not allowed"),
}


@router.get("")
def webhooks_page(visitor: Visitor) -> Response:
    """All addresses, and the form for another."""
    return _webhooks(visitor)


def _webhooks(
    visitor: Visit, given: Mapping[str, object] | None = None, error: ZhengheError | None = None
) -> Response:
    return operate_page(
        visitor,
        "operate_webhooks.html.j2",
        error.http_status if error else 200,
        rows=standings(visitor),
        kinds=WebhookKind,
        given=given or {},
        problems=error.findings if error else (),
    )


@router.post("")
def add(visitor: Guarded, address: Text = "", kind: Kinds = None) -> Response:
    """Another address; its secret is shown on this page and never again."""
    try:
        id_, secret = managed_webhooks.make_webhook(visitor, address.strip(), kind or ())
    except UsageWrong as error:
        return _webhooks(visitor, {"address": address.strip(), "kind": kind or ()}, error)
    return _one(visitor, id_, secret=secret)


@router.get("/{id_}")
def webhook_page(visitor: Visitor, id_: Id, state: str = "", before: str = "") -> Response:
    """One address and what it was told."""
    last = int(before) if re.fullmatch("[0-9]{1,15}", before) else None
    return _one(visitor, id_, DeliveryState(state) if state in set(DeliveryState) else None, last)


def _one(
    visitor: Visit,
    id_: int,
    state: DeliveryState | None = None,
    before: int | None = None,
    *,
    secret: str = "",
    error: ZhengheError | None = None,
) -> Response:
    one = standing_of(visitor, id_)
    rows = managed_webhooks.told(visitor, id_, state, before, PAGE + 1)
    return operate_page(
        visitor,
        "operate_webhook.html.j2",
        error.http_status if error else 200,
        one=one,
        rows=rows[:PAGE],
        following=rows[PAGE - 1].id if len(rows) > PAGE else 0,
        before=before,
        state=state,
        states=DeliveryState,
        kinds=WebhookKind,
        waiting=any(row.state is DeliveryState.WAITING for row in rows),
        amiss=amiss,
        secret=secret,
        most=visitor.service.settings.webhook_tries_max,
        problems=error.findings if error else (),
    )


def amiss(problem: str) -> tuple[str, str]:
    """What was in the way of a try, in Chinese and English."""
    if status := re.fullmatch("HTTP ([0-9]{3})", problem):
        return f"对方答 {status[1]}", f"it answered {status[1]}"
    return _PROBLEMS.get(re.split(r"\W", problem)[0], ("没有送到", "it did not arrive"))


@router.post("/{id_}/switch")
def switch(visitor: Guarded, id_: Id, paused: Text = "") -> Response:
    """Tell it nothing for now, or go on."""
    managed_webhooks.switch(visitor, id_, paused=paused == "yes")
    return go(f"/operate/webhooks/{id_}")


@router.post("/{id_}/secret")
def roll(visitor: Guarded, id_: Id, sure: Text = "") -> Response:
    """Another secret, shown on this page and never again."""
    if sure != "yes":
        return _one(visitor, id_, error=UsageWrong(found("WEBHOOK_UNCONFIRMED")))
    return _one(visitor, id_, secret=managed_webhooks.another_secret(visitor, id_))


@router.post("/{id_}/test")
def test(visitor: Guarded, id_: Id) -> Response:
    """Send it a test."""
    try:
        managed_webhooks.try_out(visitor, id_)
    except ZhengheError as error:
        return _one(visitor, id_, error=error)
    return go(f"/operate/webhooks/{id_}#deliveries")


@router.post("/{id_}/remove")
def remove(visitor: Guarded, id_: Id, sure: Text = "") -> Response:
    """Forget it and all that it was told."""
    if sure != "yes":
        return _one(visitor, id_, error=UsageWrong(found("WEBHOOK_UNCONFIRMED")))
    managed_webhooks.forget(visitor, id_)
    return go("/operate/webhooks")


@router.post("/{id_}/deliveries/{number}/resend")
def send_again(visitor: Guarded, id_: Id, number: Number) -> Response:
    """Tell it once more."""
    managed_webhooks.send_again(visitor, id_, number)
    return go(f"/operate/webhooks/{id_}#deliveries")
