"""No request brings more than is taken, whether it says how much that is or not."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from models.errors import TooLarge
from models.findings import found
from models.settings import Settings
from web.problems import problem

Most = Callable[[Settings, str, str], int]  # by path and kind of content, in bytes


class BodyLimit:
    """Before an application; but: the beginnings of paths that have their own, or take nothing."""

    def __init__(
        self, app: ASGIApp, settings: Settings, most: Most, but: tuple[str, ...] = ()
    ) -> None:
        self._app = app
        self._settings = settings
        self._most = most
        self._but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """413 as soon as it is too much; the application makes a page of it where it has pages."""
        if scope["type"] != "http" or (self._but and scope["path"].startswith(self._but)):
            await self._app(scope, receive, send)
            return
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        most = self._most(self._settings, scope["path"], headers.get(b"content-type", ""))
        error = TooLarge(found("API_BODY_TOO_LARGE", most=most / 2**20))
        told = headers.get(b"content-length", "")
        taken = int(told) if told.isascii() and told.isdigit() and int(told) > most else 0
        if taken and not self._but:
            answer = problem(error.http_status, error.findings, {"Connection": "close"})
            await answer(scope, receive, send)
            return

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > most:
                raise HTTPException(error.http_status, str(most))
            return message

        await self._app(scope, counted, send)
