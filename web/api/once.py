"""Requests that make something are done once, however often they come with the same key."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel

from models import kept_answers
from models.kept_answers import Answer
from web.api.callers import Caller

_PRINTABLE = "^[!-~]+$"
KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        pattern=_PRINTABLE,
        description="A name for this request: the same again, within 24 hours, gets the same"
        " answer and is not done again.",
    ),
]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, yet to be written. about: the ref, where the body has none itself."""

    body: BaseModel
    status: int = 201
    location: str = ""
    about: str = ""

    @property
    def ref(self) -> str:
        """The submission that it is about, "" for none."""
        return self.about or str(getattr(self.body, "ref", ""))


@dataclass(frozen=True, slots=True)
class Once:
    """A request's key, None where it has none, and which request it is."""

    key: str | None
    place: str

    def answer(self, caller: Caller, content: Any, make: Callable[[], Made]) -> Response:
        """What `make` makes, or what it made before. content: JSON that the request comes down to.

        Raises StillRunning, and UsageWrong where the key belongs to another request.
        """
        if self.key is None:
            return _response(_answer(make()))
        store, owner, key = caller.service.store, caller.who.id, self.key
        asked = json.dumps([self.place, content], sort_keys=True, default=str).encode()
        request = hashlib.sha256(asked).hexdigest()
        begin = partial(kept_answers.begin, account_id=owner, key=key, request=request)
        known = store.act(begin)
        if known:
            return _response(known)
        try:
            answer = _answer(make())
        except BaseException:
            store.act(partial(kept_answers.give_up, account_id=owner, key=key))
            raise
        store.act(partial(kept_answers.keep, account_id=owner, key=key, answer=answer))
        return _response(answer)


def _once(request: Request, key: KeyHeader = None) -> Once:
    return Once(key, f"{request.method} {request.url.path}")


OnceOnly = Annotated[Once, Depends(_once)]


def _answer(made: Made) -> Answer:
    return Answer(made.status, made.body.model_dump_json().encode(), made.location, made.ref)


def _response(answer: Answer) -> Response:
    headers = {"Location": answer.location} if answer.location else None
    return Response(answer.body, answer.status, headers, media_type="application/json")
