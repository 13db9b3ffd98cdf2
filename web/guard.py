"""What every answer carries and every request must: headers, sizes, and errors as pages."""

from collections.abc import Awaitable, Callable
from urllib.parse import quote, urlsplit

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, PlainTextResponse
from starlette.exceptions import HTTPException

from models.errors import SignInFirst, ZhengheError
from models.findings import Finding, found
from web.pages import go, page
from web.problems import problem, told_outside
from web.visit import visit

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
    " font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none';"
    " frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
_FAILED = (
    '<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>证核</title>'
    "<p>{zh}请稍后再试；一直如此请告知运维人员。</p>"
    '<p lang="en">{en}</p><p><a href="/">返回 Back</a></p>'
)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Next = Callable[[Request], Awaitable[Response]]


def guard(app: FastAPI) -> None:
    """Put the guards before an application."""

    @app.middleware("http")
    async def guarded(request: Request, following: Next) -> Response:
        if request.method not in _SAFE and _from_elsewhere(request):
            return problem(403, (found("FORM_EXPIRED"),))
        response = await following(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if request.url.scheme == "https":
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    @app.exception_handler(HTTPException)
    def of_framework(request: Request, error: HTTPException) -> Response:
        if request.url.path.startswith("/api/"):
            return problem(error.status_code, (found("API_NOT_THERE"),), error.headers)
        if error.status_code == 404 and "text/html" in request.headers.get("accept", ""):
            return answer(request, 404, (found("API_NOT_THERE"),))
        if error.status_code == 413:
            most = int(error.detail) if error.detail.isdigit() else 0
            return answer(request, 413, (found("API_BODY_TOO_LARGE", most=most / 2**20),))
        return PlainTextResponse(str(error.detail), error.status_code, error.headers)

    @app.exception_handler(RequestValidationError)
    def unusable(request: Request, _error: RequestValidationError) -> Response:
        return answer(request, 422, (found("REQUEST_UNUSABLE"),))

    @app.exception_handler(Exception)
    def failed(_request: Request, error: Exception) -> Response:
        # Nothing is asked of the database for this page: that may be what has failed.
        text = found("PROGRAM_FAILED", problem=type(error).__name__)
        html = _FAILED.format(zh=text.zh, en=text.en)
        return HTMLResponse(html, 500, _HEADERS)

    @app.exception_handler(ZhengheError)
    def told(request: Request, error: ZhengheError) -> Response:
        return answer(request, error.http_status, told_outside(request, error), error)


def answer(
    request: Request, status: int, findings: tuple[Finding, ...], error: Exception | None = None
) -> Response:
    """What went wrong: to programs as a problem, to people as a page."""
    if request.url.path.startswith("/api/"):
        return problem(status, findings)
    if isinstance(error, SignInFirst) and request.method in _SAFE:
        return go(f"/login?after={quote(request.url.path)}")
    return page(visit(request), "problem.html.j2", status, findings=findings)


def _from_elsewhere(request: Request) -> bool:
    """Did another site's page send this? A browser says where it comes from."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none")
    return urlsplit(origin).netloc != request.headers.get("host")
