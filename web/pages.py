"""Pages from templates: the same words in both languages, escaped, with the form's token."""

from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from fastapi import Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from models.accounts import Role
from models.day_counts import CHINA
from web.visit import COOKIE, GUEST_COOKIE, GUEST_LASTS, LONGEST, Visit
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
        "clock": clock,
        "differences": differences,
        "percent": percent,
        "spaces": visible_spaces,
    }
    return environment


def clock(at: datetime) -> str:
    """An instant as clocks in China show it, wherever the server stands."""
    return at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")


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
    """Give the browser its cookie. What a guest has begun in it isn't lost by signing in."""
    if visitor.account and visitor.account.guest:
        set_cookie(response, visitor, GUEST_COOKIE, visitor.token, GUEST_LASTS)
    set_cookie(response, visitor, COOKIE, token, LONGEST)


def set_cookie(response: Response, visitor: Visit, name: str, value: str, lasts: timedelta) -> None:
    """A cookie that scripts can't read and other sites can't send along."""
    response.set_cookie(
        name,
        value,
        max_age=int(lasts.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=visitor.request.url.scheme == "https",
    )
