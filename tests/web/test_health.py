"""The service says whether it lives, whether it can work, and how it does."""

from collections.abc import Iterator
from contextlib import contextmanager

from conftest import Site

from models import store
from models.errors import PartMissing
from models.findings import found
from models.work import WorkStage
from workers import file_store
from workers.metrics import REGISTRY, watch_queue


def test_a_living_service_says_so(site: Site):
    client = site.browser().client
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_service_that_can_work_is_ready(site: Site):
    client = site.browser().client
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "down": []})


def test_what_is_down_is_named_with_what_to_do(site: Site, monkeypatch):
    client = site.browser().client

    def down(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(file_store.FileStore, "_place", down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    (told,) = answer.json()["down"]
    assert told["code"] == "FILE_STORE_FAILED"
    assert "检查磁盘" in told["message"]
    assert told["message_en"]


def test_nobody_outside_is_told_where_the_database_stands(site: Site, monkeypatch):
    monkeypatch.setattr(store.Store, "reading", broken)
    client = site.browser().client
    headers = {"Authorization": "Bearer x"}
    for address in ("/readyz", "/api/v1/token", "/apply"):
        answer = client.get(address, headers=headers)
        assert answer.status_code == 503, address
        assert "10.1.2.3" not in answer.text, address


@contextmanager
def broken(_store: store.Store) -> Iterator[None]:
    raise PartMissing(found("DATABASE_FAILED", place="10.1.2.3:5432/db", problem="10.1.2.3 down"))
    yield


def test_prometheus_is_told_the_depth_of_each_queue(site: Site):
    client, store = site.browser().client, site.store
    collector = watch_queue(store)
    try:
        text = client.get("/metrics").text
    finally:
        REGISTRY.unregister(collector)
    for stage in WorkStage:
        assert f'zhenghe_queue_depth{{stage="{stage}"}} 0.0' in text
    assert "zhenghe_database_up 1.0" in text
