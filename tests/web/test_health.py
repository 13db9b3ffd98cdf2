"""The service says whether it lives, whether it can work, and how it does."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from models.settings import Settings
from models.work import WorkStage
from web.app import make_app
from workers import file_store
from workers.metrics import REGISTRY, watch_queue
from workers.start import opened


@pytest.fixture
def service(tmp_path: Path):
    settings = Settings(home=tmp_path, engine="fake:none")
    with opened(settings) as (store, files):
        yield TestClient(make_app(store, files)), store, files


def test_a_living_service_says_so(service):
    client, *_ = service
    assert client.get("/healthz").json() == {"status": "ok"}


def test_a_service_that_can_work_is_ready(service):
    client, *_ = service
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "down": []})


def test_what_is_down_is_named_with_what_to_do(service, monkeypatch):
    client, *_ = service

    def down(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(file_store.FileStore, "_place", down)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    (told,) = answer.json()["down"]
    assert told["code"] == "FILE_STORE_FAILED"
    assert told["message"]
    assert told["message_en"]


def test_prometheus_is_told_the_depth_of_each_queue(service):
    client, store, _ = service
    collector = watch_queue(store)
    try:
        text = client.get("/metrics").text
    finally:
        REGISTRY.unregister(collector)
    for stage in WorkStage:
        assert f'zhenghe_queue_depth{{stage="{stage}"}} 0.0' in text
    assert "zhenghe_database_up 1.0" in text
