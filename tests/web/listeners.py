"""Servers of other offices, and telling them what has happened."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from conftest import Site

from workers.webhook_notifier import Notifier


@dataclass
class Listener:
    """A server of another office: it answers as it is told to, and keeps what it was sent."""

    address: str
    statuses: list[int] = field(default_factory=list)
    taken: list[tuple[dict[str, str], bytes]] = field(default_factory=list)


@contextmanager
def listening(*statuses: int, slow: float = 0) -> Iterator[Listener]:
    """Answers with these in turn, then with 204; slow: seconds before each byte of an answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            given = {k.lower(): v for k, v in self.headers.items()} | {"path": self.path}
            told.taken.append((given, body))
            if slow:
                with suppress(OSError):  # we hang up first
                    for one in b"HTTP/1.1 204 No Content\r\n\r\n":
                        time.sleep(slow)
                        self.wfile.write(bytes([one]))
                return
            status = told.statuses.pop(0) if told.statuses else 204
            self.send_response(status)
            if status in (301, 307):
                self.send_header("Location", f"{told.address}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    told = Listener(f"http://127.0.0.1:{server.server_address[1]}", list(statuses))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield told
    finally:
        server.shutdown()
        server.server_close()


def opened_inside(site: Site) -> Site:
    more = {"webhook_allow": ("http", "private"), "webhook_tries_max": 3}
    object.__setattr__(site.service, "settings", site.service.settings.model_copy(update=more))
    return site


def notifier(site: Site) -> Notifier:
    return Notifier(site.store, site.service.settings, pause_seconds=0.0)


def told_all(site: Site) -> None:
    """Look until nothing is due."""
    one = notifier(site)
    while one.look():
        pass
