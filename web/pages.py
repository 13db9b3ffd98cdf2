"""Pages from templates: the same words in both languages, escaped, with the form's token."""

from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.accounts import Role
from web.visit import COOKIE, LONGEST, Visit
from workers.report import differences, percent, seen, visible_spaces

STATIC = (("web", "static"), ("workers", "style"))


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"asset": asset, "Role": Role}
    environment.filters |= {
        "differences": differences,
        "percent": percent,
        "spaces": visible_spaces,
    }
    return environment


@cache
def asset(name: str) -> str:
    """The address of a static file, another one when its content is another."""
    places = (files(package).joinpath(folder, name) for package, folder in STATIC)
    content = next(place for place in places if place.is_file()).read_bytes()
    return f"/static/{name}?{sha256(content).hexdigest()[:12]}"


def page(visitor: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page for a visitor, in the language that was chosen."""

    def t(zh: str, en: str) -> str:
        return en if visitor.language == "en" else zh

    def form_token() -> Markup:
        return Markup('<input type="hidden" name="csrf" value="{}">').format(visitor.csrf)

    html = (
        _templates()
        .get_template(template)
        .render(
            visitor=visitor,
            account=visitor.account,
            language=visitor.language,
            path=visitor.request.url.path,
            t=t,
            form_token=form_token,
            now=datetime.now(UTC),
            **values,
        )
    )
    response = HTMLResponse(html, status)
    if visitor.fresh:
        set_token(response, visitor, visitor.token)
    return response


def go(place: str) -> Response:
    """To another page, after a form was taken."""
    return RedirectResponse(place, 303)


def set_token(response: Response, visitor: Visit, token: str) -> None:
    """Give the browser its cookie; scripts can't read it, other sites can't send it along."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=visitor.request.url.scheme == "https",
    )
