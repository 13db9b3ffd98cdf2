"""The web application: its routes, its guards, and what machines ask of it."""

import logging

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles

from models.errors import ZhengheError
from models.work_queries import counts
from web import (
    apply,
    entrance,
    guests,
    operate,
    operate_accounts,
    operate_audit,
    operate_dictionary,
    operate_dictionary_draft,
    operate_exports,
    operate_queue,
    operate_roster_draft,
    operate_rosters,
    operate_statistics,
    operate_tokens,
    operate_webhooks,
    provider_entrance,
    review,
    review_case,
    review_decision,
)
from web.api.app import PLACE, make_api
from web.body_limit import BodyLimit
from web.guard import guard
from web.pages import STATIC
from web.provider import Provider
from web.service import Service
from web.uploads import most_bytes
from workers.metrics import metrics_text
from workers.provider_settings import provider_settings

PARTS = (
    entrance,
    provider_entrance,
    guests,
    apply,
    review,
    review_case,
    review_decision,
    operate,
    operate_queue,
    operate_rosters,
    operate_roster_draft,
    operate_dictionary,
    operate_dictionary_draft,
    operate_exports,
    operate_accounts,
    operate_tokens,
    operate_webhooks,
    operate_audit,
    operate_statistics,
)
_log = logging.getLogger(__name__)
_METRICS = "text/plain; version=0.0.4; charset=utf-8"


def make_app(service: Service) -> FastAPI:
    """The application on an open store."""
    app = FastAPI(title="证核 Zhenghe", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.service = service
    site = provider_settings(service.settings)
    app.state.provider = Provider(site) if site else None
    app.add_middleware(
        BodyLimit, settings=service.settings, most=most_bytes, but=(PLACE, "/static")
    )
    guard(app)
    api = make_api(service.settings)
    api.state.service = service
    app.mount(PLACE, api)
    app.mount("/static", StaticFiles(packages=list(STATIC)))
    for part in PARTS:
        app.include_router(part.router)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """Does the process live? Asks nothing else, so a slow database doesn't restart it."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        """Can it work? What is down is named with what to do."""
        down = []
        for part in (lambda: _ask(service), lambda: service.files.has("0" * 64)):
            try:
                part()
            except ZhengheError as error:
                _log.warning("not ready: %s", error)  # whole, with addresses; outside what to do
                down += [
                    {"code": f.code, "message": f.do_zh, "message_en": f.do_en}
                    for f in error.findings
                ]
        status = 503 if down else 200
        return JSONResponse({"status": "down" if down else "ok", "down": down}, status)

    @app.get("/metrics")
    def metrics() -> Response:
        """For Prometheus."""
        return Response(metrics_text(), media_type=_METRICS)

    return app


def _ask(service: Service) -> None:
    with service.store.asking() as connection:
        counts(connection)
