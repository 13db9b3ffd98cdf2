"""The service in this process, and people who use it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from models.account_steps import make_account, make_unit
from models.account_store import NewAccount, find_unit
from models.accounts import Role
from models.settings import Settings
from models.work_store import WorkStore
from web.app import make_app
from web.passwords import hash_password
from web.service import Service
from workers.children import Children
from workers.file_store import FileStore
from workers.queue_worker import QueueWorker
from workers.start import opened

PASSWORD = "correct horse battery"
_HASHED = hash_password(PASSWORD)  # argon2 is slow on purpose


@dataclass(frozen=True)
class Site:
    """The service and its parts."""

    service: Service

    @property
    def store(self) -> WorkStore:
        return self.service.store

    @property
    def files(self) -> FileStore:
        return self.service.files

    def account(self, login: str, *roles: Role, unit: str | None = None, person: str = "") -> int:
        """An account with the usual password."""
        unit_id = None
        if unit:
            with self.store.asking() as connection:
                known = find_unit(connection, unit)
            known = known or self.store.act(lambda c, at: make_unit(c, at, unit, None, "test"))
            unit_id = known.id
        new = NewAccount(login, login, _HASHED, frozenset(roles), person, unit_id, False)
        id_ = self.store.act(lambda c, at: make_account(c, at, new, "test"))
        assert id_ is not None
        return id_

    def browser(self) -> "Browser":
        """A visitor with cookies of its own."""
        client = TestClient(make_app(self.service), base_url="http://zhenghe.test")
        return Browser(client)

    def signed_in(self, login: str, *roles: Role, **more: str) -> "Browser":
        """A visitor who has signed in with a new account."""
        self.account(login, *roles, **more)
        browser = self.browser()
        assert browser.sign_in(login).status_code == 303
        return browser


class Browser:
    """A visitor: pages are asked for, forms are sent with the token of the page."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.follow_redirects = False

    def get(self, place: str):
        return self.client.get(place)

    def token(self) -> str:
        text = self.client.get("/reset").text
        return re.search(r'name="csrf" content="(\w+)"', text)[1]

    def post(self, place: str, /, **fields: object):
        data = {"csrf": self.token(), **fields}
        files = {k: data.pop(k) for k in list(data) if isinstance(data[k], tuple)}
        return self.client.post(place, data=data, files=files or None)

    def sign_in(self, login: str, password: str = PASSWORD):
        return self.post("/login", login=login, password=password)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    settings = Settings(home=tmp_path, engine="fake:none")
    with opened(settings) as (store, files), Children(settings) as children:
        yield Site(Service(store, files, settings, lambda: None, children))


@pytest.fixture
def working(tmp_path: Path) -> Iterator[Site]:
    """A site whose queue is worked on, with the engine that reads one line a page."""
    settings = Settings(home=tmp_path, engine="fake:none", queue_poll_seconds=0.05)
    with (
        opened(settings) as (store, files),
        QueueWorker(store, files, settings) as worker,
        Children(settings) as children,
    ):
        wake = worker.dispatcher.wake
        yield Site(Service(store, files, settings, wake, children))


@pytest.fixture
def on_either(tmp_path: Path, database_url: str) -> Iterator[Site]:
    """A site on one database, then on the other."""
    settings = Settings(home=tmp_path, engine="fake:none", database_url=database_url)
    with opened(settings) as (store, files), Children(settings) as children:
        yield Site(Service(store, files, settings, lambda: None, children))
