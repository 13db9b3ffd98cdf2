"""Parts of the API's document that the framework can't read from the code."""

from typing import Any

from models.fields import DocumentKind
from web.api.uploads import MULTIPART
from web.problems import PROBLEM

_PROBLEMS = {
    400: "The content can't be parsed.",
    401: "No token, or none that is good.",
    403: "The token's scopes or the account's roles don't let this through.",
    404: "There is no such thing, or it is another account's.",
    405: "Another method.",
    409: "Somebody was there before, or it is not done yet.",
    413: "More than is taken.",
    415: "Content of another type.",
    422: "Something in it is wrong; `findings` says what.",
    429: "Too many requests; Retry-After says when there is room.",
    503: "A part is down; try again.",
}
_SCHEMA = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_WAIT = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
_WAITING = (409, 429, 503)
RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": told, "content": _SCHEMA}
    | ({"headers": _WAIT} if status in _WAITING else {})
    for status, told in _PROBLEMS.items()
}
LOCATION = {"Location": {"description": "Where it is.", "schema": {"type": "string"}}}
_FILE = {"type": "string", "format": "binary"}


def form_of(required: tuple[str, ...], **parts: dict[str, Any]) -> dict[str, Any]:
    """What a route's document says of a form with files."""
    schema = {
        "type": "object",
        "required": list(required),
        "properties": parts,
        "additionalProperties": False,
    }
    body = {"required": True, "content": {MULTIPART: {"schema": schema}}}
    return {"openapi_extra": {"requestBody": body}}


ONE_FILE = _FILE
FILES = {"type": "array", "items": _FILE}
TEXT = {"type": "string"}
FORM_WITH_FILES = form_of(
    ("submission",),
    submission={"type": "string", "description": "JSON: HandIn."},
    **{
        kind.value: FILES | {"description": f"{kind.zh} {kind.en}"}
        for kind in DocumentKind
        if kind is not DocumentKind.E_CERTIFICATE
    },
)
