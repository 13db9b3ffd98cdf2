"""What is asked of an OpenID provider over HTTP: never for long, never much, never elsewhere."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from threading import BoundedSemaphore
from time import monotonic
from typing import Any

import httpx2

from models.errors import TemporaryFailure
from models.findings import found
from workers.provider_settings import is_loopback

BYTES_MAX = 256 * 1024
_SECONDS_MAX = 10.0
_TIMEOUT = httpx2.Timeout(5.0, connect=3.0)
# Of the forty threads that answer requests a slow provider may hold no more than these.
_AT_ONCE = BoundedSemaphore(8)
_TURN_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider said; content is {} for what is no JSON object."""

    status: int
    content: dict[str, Any]


def ask(
    address: str, form: Mapping[str, str] | None = None, login: tuple[str, str] | None = None
) -> Answer:
    """Get an address, or post a form to it. Raises TemporaryFailure.

    Redirects are not followed: where a secret may go is what the discovery document says. A proxy
    of the environment is used, but not on the way to this machine itself.
    """
    if not _AT_ONCE.acquire(timeout=_TURN_SECONDS):
        raise down("too many ask at once")
    try:
        with (
            httpx2.Client(timeout=_TIMEOUT, trust_env=not is_loopback(address)) as client,
            client.stream(
                "GET" if form is None else "POST",
                address,
                data=form,
                auth=login,
                headers={"Accept": "application/json", "Accept-Encoding": "identity"},
            ) as answer,
        ):
            body = _body(answer)
            status = answer.status_code
    except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, OSError, ValueError) as error:
        raise down(type(error).__name__) from error
    finally:
        _AT_ONCE.release()
    if status >= 500 or status in (408, 429):
        raise down(f"it answered {status}")
    return Answer(status, _object(body))


def down(detail: str) -> TemporaryFailure:
    """The provider can't be asked; the detail is for the log."""
    error = TemporaryFailure(found("PROVIDER_DOWN"))
    error.add_note(detail)
    return error


def _body(answer: httpx2.Response) -> bytes:
    """What was sent, as it was sent: something packed may be a thousand times as large."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise down("it packed its answer")
    ends = monotonic() + _SECONDS_MAX
    body = bytearray()
    for piece in answer.iter_raw():
        body += piece
        if len(body) > BYTES_MAX:
            raise down(f"its answer is larger than {BYTES_MAX} bytes")
        if monotonic() > ends:
            raise down(f"its answer took longer than {_SECONDS_MAX:g} s")
    return bytes(body)


def _object(body: bytes) -> dict[str, Any]:
    try:
        content = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}
