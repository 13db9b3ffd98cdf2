"""The dictionary that a request looks up in: the one in force when it comes, to its end."""

from collections.abc import AsyncIterator

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from matching.dictionary_data import using
from web.service import Service
from workers.dictionary_in_force import dictionary_now


async def _in_force(request: Request) -> AsyncIterator[None]:
    service: Service = request.app.state.service
    chosen = await run_in_threadpool(dictionary_now, service.store.tables)
    with using(chosen):  # threads that this request goes on in have it, too
        yield


DICTIONARY = Depends(_in_force)
