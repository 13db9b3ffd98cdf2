"""The API: an application of its own under /api/v1, with its document and its errors."""

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from intake.files import shown
from models.errors import UsageWrong, ZhengheError
from models.findings import Finding, found
from models.settings import Settings
from web.api import (
    accounts,
    audit,
    case_changes,
    cases,
    checks,
    decisions,
    dictionary,
    dictionary_drafts,
    events,
    exports,
    files,
    letters,
    overview,
    queue,
    roster_drafts,
    rosters,
    standings,
    submissions,
    webhooks,
)
from web.api.documented import RESPONSES
from web.api.rates import Rates
from web.api.shapes import Problem
from web.api.uploads import most_bytes
from web.body_limit import BodyLimit
from web.problems import problem, told_outside

PLACE = "/api/v1"
VERSION = "1"
_JSON = "application/json"
# Of those that one path fits, the first is asked: fixed words stand before refs.
_PARTS = (
    accounts,
    checks,
    submissions,
    files,
    letters,
    events,
    decisions,
    case_changes,
    cases,
    rosters,
    roster_drafts,
    dictionary_drafts,
    dictionary,
    exports,
    overview,
    queue,
    standings,
    audit,
    webhooks,
)


def make_api(settings: Settings) -> FastAPI:
    """The API; who serves it gives it its service, as `state.service`."""
    api = FastAPI(
        title="证核 Zhenghe",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        responses=RESPONSES,
        generate_unique_id_function=_name_of,
        root_path_in_servers=False,
        servers=[{"url": PLACE}],
    )
    api.state.rates = Rates(settings.api_requests_per_minute)
    api.add_middleware(BodyLimit, settings=settings, most=most_bytes)
    for part in _PARTS:
        api.include_router(part.router)
    _tell_problems(api)
    _describe(api)
    return api


def _name_of(route: APIRoute) -> str:
    """Functions have names that differ: programs that are made from the document use them."""
    return route.name


def _describe(api: FastAPI) -> None:
    """The document also tells of problems, which the framework does not know."""
    made = api.openapi

    def described() -> dict[str, Any]:
        content = made()
        schemas = content.setdefault("components", {}).setdefault("schemas", {})
        if "Problem" not in schemas:
            shape = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
            schemas.update(shape.pop("$defs", {}) | schemas)
            schemas["Problem"] = shape
            for unused in ("HTTPValidationError", "ValidationError"):
                schemas.pop(unused, None)
        return content

    api.openapi = described  # type: ignore[method-assign]


def _tell_problems(api: FastAPI) -> None:
    @api.exception_handler(ZhengheError)
    def told(request: Request, error: ZhengheError) -> Response:
        # What is wrong in a request is 422 whoever finds it.
        status = 422 if isinstance(error, UsageWrong) else error.http_status
        headers = {"Retry-After": str(error.retry_seconds)} if error.retry_seconds else {}
        if status == 401:
            headers["WWW-Authenticate"] = "Bearer"
        return problem(status, told_outside(request, error), headers)

    @api.exception_handler(RequestValidationError)
    def wrong(request: Request, error: RequestValidationError) -> Response:
        return _of_content(request, error)

    @api.exception_handler(HTTPException)
    def of_framework(request: Request, error: HTTPException) -> Response:
        finding = _finding_of(request, error)
        return problem(error.status_code, (finding,), error.headers)

    @api.exception_handler(Exception)
    def failed(request: Request, error: Exception) -> Response:
        name = type(error).__name__
        return problem(500, (found("PROGRAM_FAILED", problem=name),))


def _of_content(request: Request, error: RequestValidationError) -> Response:
    """What is wrong with the content of a request, every mistake of it."""
    mistakes = error.errors()
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    whole = any(tuple(one["loc"]) == ("body",) for one in mistakes)
    if whole and request.method not in ("GET", "DELETE") and kind != _JSON:
        return problem(415, (found("API_TYPE_WRONG", wanted=_JSON),))
    if any(one["type"] == "json_invalid" for one in mistakes):
        told = str(mistakes[0].get("ctx", {}).get("error", "JSON"))
        return problem(400, (found("API_BODY_UNREADABLE", problem=told),))
    return problem(422, tuple(_mistake(one) for one in mistakes))


def _mistake(one: Any) -> Finding:
    """What the framework says of one value, without the value."""
    key = ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0])
    return found("API_VALUE_WRONG", key=shown(key), problem=shown(str(one["msg"]).rstrip(".")))


def _finding_of(request: Request, error: HTTPException) -> Finding:
    match error.status_code:
        case 404:
            return found("API_NOT_THERE")
        case 405:
            return found("API_METHOD_WRONG", given=shown(request.method))
        case 413:
            most = int(error.detail) if error.detail.isdigit() else 0
            return found("API_BODY_TOO_LARGE", most=most / 2**20)
        case 415:
            return found("API_TYPE_WRONG", wanted=error.detail)
        case _:
            return found("API_BODY_UNREADABLE", problem=shown(str(error.detail)))
