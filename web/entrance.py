"""Signing in and out, one's own password, the language."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Response

from models.account_steps import count_wrong_password, let_in, let_out, set_password
from models.account_store import find_login, take_reset_code
from models.accounts import Account
from models.findings import Finding, found
from models.identity_store import identities_of
from web.guests import left_behind
from web.login import problem_named, provider_of, show_login
from web.pages import go, page, set_cookie, set_token
from web.passwords import LEAST, NOBODY, digest, fits, hash_password, new_token
from web.places import home_of, inside
from web.visit import (
    COOKIE,
    GUEST_COOKIE,
    GUEST_LASTS,
    LANGUAGE,
    LONGEST,
    Guarded,
    Visit,
    Visitor,
)

router = APIRouter()
_FAILURES = 5
_LOCKED = timedelta(minutes=15)
_YEAR = 365 * 24 * 3600
Text = Annotated[str, Form()]


@router.get("/login")
def login_page(visitor: Visitor, after: str = "", problem: str = "", left: str = "") -> Response:
    """The form; with what went wrong at the provider, or for who has just signed out."""
    return show_login(visitor, after=after, problem=problem_named(problem), left=bool(left))


@router.post("/login")
def login(visitor: Guarded, login: Text = "", password: Text = "", after: Text = "") -> Response:
    """Let somebody in, with a new token; what was wrong is not told apart."""
    store = visitor.service.store
    with store.asking() as connection:
        known = find_login(connection, login.strip())
    right = fits(known.password if known else NOBODY, password)
    if known is None or not right or known.account.shut_at(datetime.now(UTC)):
        if known and not right:
            who = known.account
            store.act(lambda c, at: count_wrong_password(c, at, who, _FAILURES, _LOCKED))
        problem = found("LOGIN_WRONG", minutes=int(_LOCKED.total_seconds() / 60))
        return show_login(visitor, 401, after=after, problem=problem, login=login)
    token = new_token()
    store.act(lambda c, at: let_in(c, at, known.account, digest(token), LONGEST))
    response = go(inside(after) or home_of(known.account))
    set_token(response, visitor, token)
    return response


@router.post("/logout")
def logout(visitor: Guarded, sure: Text = "") -> Response:
    """End the session; who has no account is told first that nothing leads back."""
    store, left = visitor.service.store, left_behind(visitor)
    if visitor.account and visitor.account.guest and sure != "yes":
        return page(visitor, "leave.html.j2")
    store.act(lambda c, at: let_out(c, at, digest(visitor.token)))
    linked = False
    if provider_of(visitor) and visitor.account:
        with store.asking() as connection:
            linked = bool(identities_of(connection, visitor.account.id))
    response = go("/login?left=true" if linked else "/login")
    before = visitor.request.cookies.get(GUEST_COOKIE, "") if left else ""
    set_cookie(response, visitor, COOKIE, before or new_token(), GUEST_LASTS if left else LONGEST)
    return response


@router.get("/password")
def password_page(visitor: Visitor) -> Response:
    """The form for another password."""
    return page(visitor, "password.html.j2", who=visitor.who, problem=None)


@router.post("/password")
def change_password(visitor: Guarded, old: Text = "", new: Text = "", again: Text = "") -> Response:
    """Another password; all other sessions end."""
    who = visitor.who
    with visitor.service.store.asking() as connection:
        known = find_login(connection, who.login)
    problem = _problem_with(new, again)
    right = fits(known.password if known else NOBODY, old)
    if known is None or not right or known.account.shut_at(datetime.now(UTC)):
        problem = found("PASSWORD_OLD_WRONG")
    if not right:  # whoever found a window open must not go on guessing: as when signing in
        visitor.service.store.act(
            lambda c, at: count_wrong_password(c, at, who, _FAILURES, _LOCKED)
        )
    if problem:
        return page(visitor, "password.html.j2", 422, who=who, problem=problem)
    return _set_password(visitor, who, new)


@router.get("/reset")
def reset_page(visitor: Visitor) -> Response:
    """The form for who has a one-time code."""
    return page(visitor, "reset.html.j2", problem=None, login="")


@router.post("/reset")
def reset(
    visitor: Guarded, login: Text = "", code: Text = "", new: Text = "", again: Text = ""
) -> Response:
    """Another password by a one-time code that an operator gave."""
    store = visitor.service.store
    with store.asking() as connection:
        known = find_login(connection, login.strip())
    problem = _problem_with(new, again)
    if problem is None:
        kept = digest(code.strip().upper())
        if known is None or not store.act(
            lambda connection, at: (take_reset_code(connection, known.account.id, kept, at), [])
        ):
            problem = found("RESET_CODE_WRONG")
    if problem or known is None:
        return page(visitor, "reset.html.j2", 422, problem=problem, login=login)
    return _set_password(visitor, known.account, new)


def _problem_with(new: str, again: str) -> Finding | None:
    if new != again:
        return found("PASSWORDS_DIFFER")
    return found("PASSWORD_SHORT", least=LEAST) if len(new) < LEAST else None


def _set_password(visitor: Visit, account: Account, password: str) -> Response:
    """Keep it, end every session, and begin a new one."""
    token, hashed = new_token(), hash_password(password)
    visitor.service.store.act(
        lambda c, at: set_password(c, at, account, hashed, digest(token), LONGEST)
    )
    response = go("/")
    set_token(response, visitor, token)
    return response


@router.post("/language")
def choose_language(visitor: Guarded, language: Text = "zh", after: Text = "/") -> Response:
    """Chinese or English from now on."""
    response = go(inside(after) or "/")
    chosen = "en" if language == "en" else "zh"
    response.set_cookie(LANGUAGE, chosen, max_age=_YEAR, samesite="lax")
    return response


@router.get("/")
def home(visitor: Visitor) -> Response:
    """To where this person begins."""
    return go(home_of(visitor.account) if visitor.account else "/apply")
