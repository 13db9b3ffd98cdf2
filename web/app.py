"""The web application: what is asked over HTTP, shown by the same functions as elsewhere."""

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from models.errors import ZhengheError
from models.work_queries import counts
from models.work_store import WorkStore
from workers.file_store import FileStore
from workers.metrics import metrics_text

_TEXT = "text/plain; version=0.0.4; charset=utf-8"


def make_app(store: WorkStore, files: FileStore) -> FastAPI:
    """The application on an open store."""
    app = FastAPI(title="证核 Zhenghe", docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        """Does the process live? Asks nothing else, so a slow database doesn't restart it."""
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> JSONResponse:
        """Can it work? What is down is named with what to do."""
        down = []
        for part in (lambda: _ask(store), lambda: files.has("0" * 64)):
            try:
                part()
            except ZhengheError as error:
                down += [
                    {"code": f.code, "message": f.message, "message_en": f.message_en}
                    for f in error.findings
                ]
        status = 503 if down else 200
        return JSONResponse({"status": "down" if down else "ok", "down": down}, status)

    @app.get("/metrics")
    def metrics() -> Response:
        """For Prometheus."""
        return Response(metrics_text(), media_type=_TEXT)

    return app


def _ask(store: WorkStore) -> None:
    with store.asking() as connection:
        counts(connection)
