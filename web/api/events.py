"""What happens to one's own submissions: asked for, or told as it happens."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, Query, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from models.work import Event
from models.work_contract import event_json
from models.work_events import events_of
from models.work_queries import get
from web.api import shapes
from web.api.callers import Caller, Reader
from web.api.submissions import Ref, own

router = APIRouter(prefix="/submissions", tags=["submissions"])
_LISTEN_SECONDS = 0.4
_LONGEST = 2**53
_STREAM = "text/event-stream"


@router.get("/{ref}/events", response_model=shapes.Events)
def list_events(
    caller: Reader, ref: Ref, after: Annotated[int, Query(ge=0, le=_LONGEST)] = 0
) -> dict[str, Any]:
    """What has happened after an event, at most 500 at once."""
    draft = own(caller, ref)
    with caller.service.store.asking() as connection:
        events = events_of(connection, draft.id, after)
    following = events[-1].number if events else after
    return {"events": [event_json(one) for one in events], "next": following}


@router.get(
    "/{ref}/events/stream",
    response_class=Response,
    responses={200: {"content": {_STREAM: {}}, "description": "Server-sent events."}},
)
async def stream_events(
    caller: Reader,
    ref: Ref,
    request: Request,
    last_event_id: Annotated[str, Header(pattern="^[0-9]{0,15}$")] = "",
) -> Response:
    """Each event as it comes, until the checking is over; goes on after Last-Event-ID."""
    draft = await run_in_threadpool(own, caller, ref)
    told = _told(caller, draft.id, request, int(last_event_id or 0))
    return StreamingResponse(told, media_type=_STREAM)


async def _told(caller: Caller, id_: int, request: Request, seen: int) -> AsyncIterator[str]:
    while not await request.is_disconnected():
        over, news = await run_in_threadpool(_news, caller, id_, seen)
        for one in news:
            seen = one.number
            yield f"id: {seen}\nevent: {one.kind}\ndata: {json.dumps(event_json(one))}\n\n"
        if not news:
            if over:
                return
            await asyncio.sleep(_LISTEN_SECONDS)


def _news(caller: Caller, id_: int, seen: int) -> tuple[bool, list[Event]]:
    """Is the checking over, and what has happened; in this order, so that nothing is missed."""
    with caller.service.store.asking() as connection:
        standing = get(connection, [id_])
        return not standing or standing[0].state.final, events_of(connection, id_, seen)
