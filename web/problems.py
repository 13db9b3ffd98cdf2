"""What went wrong, for programs: RFC 9457, with the codes of the contract."""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request, Response
from fastapi.responses import JSONResponse

from models.contract import finding_json
from models.errors import PartMissing, TemporaryFailure, ZhengheError
from models.findings import Finding, found

PROBLEM = "application/problem+json"
_log = logging.getLogger(__name__)


def told_outside(request: Request, error: ZhengheError) -> tuple[Finding, ...]:
    """What went wrong. Which part is down, and where it stands, is for who runs the service."""
    if not isinstance(error, PartMissing | TemporaryFailure):
        return error.findings
    _log.warning("%s %s: %s", request.method, request.url.path, error)
    return (found("SERVICE_DOWN"),)


def problem(
    status: int, findings: Sequence[Finding], headers: Mapping[str, str] | None = None
) -> Response:
    """The answer that says what is wrong."""
    return JSONResponse(problem_json(status, findings), status, headers, media_type=PROBLEM)


def problem_json(status: int, findings: Sequence[Finding]) -> dict[str, Any]:
    """A problem: what the first finding says, and all of them."""
    first = findings[0]
    return {
        "type": f"urn:zhenghe:{first.code}",
        "title": first.zh,
        "status": status,
        "detail": first.do_zh,
        "findings": [finding_json(one) for one in findings],
    }
