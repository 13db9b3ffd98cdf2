"""Signing in by the OpenID provider: there, back, and as whom.

What binds the way back to the browser is made of its cookie and a random state, so that nothing of
it is kept: the database has digests, which are used up by the first who comes back.
"""

import base64
import hashlib
import logging
from datetime import timedelta

from fastapi import APIRouter, Response

from models.account_store import NewAccount
from models.accounts import Role
from models.errors import NotAllowed, TemporaryFailure
from models.findings import found
from models.identities import Identity
from models.identity_steps import begin_sign_in, end_sign_in, let_in_by_identity, note_stranger
from web.id_token import Person
from web.login import browser_digest, not_in, provider_of
from web.pages import go, set_token
from web.passwords import NOBODY, digest, new_token
from web.places import home_of, inside
from web.provider import Provider, Round
from web.visit import LONGEST, Visit, Visitor

router = APIRouter(prefix="/login/provider")
_LASTS = timedelta(minutes=10)
_BACK = "/login/provider/back"
_LOG = logging.getLogger(__name__)


@router.get("")
def go_there(visitor: Visitor, after: str = "") -> Response:
    """To the provider. A link of a portal may lead here, too."""
    provider, after = provider_of(visitor), inside(after)
    if provider is None:
        return not_in("PROVIDER_NOT_SET", after)
    state = new_token()
    try:
        way = provider.way_there(_round(visitor, provider, state))
    except (TemporaryFailure, NotAllowed) as error:
        return _told(error, after)
    kept = (digest(state), browser_digest(visitor), after)
    visitor.service.store.act(lambda c, at: begin_sign_in(c, at, *kept, _LASTS))
    response = go(way)
    if visitor.fresh:
        set_token(response, visitor, visitor.token)
    return response


@router.get("/back")
def come_back(
    visitor: Visitor, state: str = "", code: str = "", error: str = "", iss: str = ""
) -> Response:
    """Back from the provider, with a code or without; the address is left at once."""
    provider = provider_of(visitor)
    if provider is None:
        return not_in("PROVIDER_NOT_SET")
    began = (digest(state), browser_digest(visitor))
    place = visitor.service.store.act(lambda c, at: end_sign_in(c, at, *began))
    if place is None:
        return not_in("SIGN_IN_STALE")
    try:
        provider.check_sender(iss)
        if error or not code:
            raise _said_no(error)
        person = provider.who_came(code, _round(visitor, provider, state))
    except (TemporaryFailure, NotAllowed) as problem:
        return _told(problem, place)
    return _let_in(visitor, provider, person, place)


def _round(visitor: Visit, provider: Provider, state: str) -> Round:
    url = visitor.request.url
    address = provider.site.address or f"{url.scheme}://{url.netloc}"
    nonce, verifier = (digest(f"{part}:{state}:{visitor.token}") for part in ("nonce", "verifier"))
    return Round(f"{address}{_BACK}", state, nonce, verifier)


def _said_no(error: str) -> NotAllowed:
    if error == "access_denied":
        return NotAllowed(found("SIGN_IN_CANCELLED"))
    refused = NotAllowed(found("PROVIDER_REFUSED"))
    refused.add_note(f"it sent {error!r:.80} back")
    return refused


def _let_in(visitor: Visit, provider: Provider, person: Person, place: str) -> Response:
    """A session for the account of a person, or the page that says why there is none."""
    store, token = visitor.service.store, new_token()
    who, kept = Identity(provider.site.issuer, person.subject), digest(token)
    account, entered = store.act(lambda c, at: let_in_by_identity(c, at, who, kept, LONGEST))
    if account is None and provider.site.applicants:
        new = _applicant(who, person)
        account, entered = store.act(
            lambda c, at: let_in_by_identity(c, at, who, kept, LONGEST, new)
        )
    if account is None:
        noted = (digest(new_token()), browser_digest(visitor))
        store.act(lambda c, at: note_stranger(c, at, who, *noted, _LASTS))
        return not_in("IDENTITY_UNKNOWN", place)
    if not entered:
        return not_in("ACCOUNT_SHUT", place)
    response = go(place or home_of(account))
    set_token(response, visitor, token)
    return response


def _applicant(who: Identity, person: Person) -> NewAccount:
    """An account for somebody new; the login is no name that anybody chose or could take."""
    named = hashlib.sha256(f"{who.issuer}\n{who.subject}".encode()).digest()
    login = f"oidc-{base64.b32encode(named)[:16].decode().lower()}"
    return NewAccount(
        login=login,
        name=person.name or login,
        password=NOBODY,
        roles=frozenset({Role.APPLICANT}),
        must_change=False,
    )


def _told(error: TemporaryFailure | NotAllowed, after: str) -> Response:
    """The page that says what went wrong; the log has the detail."""
    code, details = error.findings[0].code, getattr(error, "__notes__", ())
    if details:
        _LOG.warning("sign-in by the provider: %s: %s", code, "; ".join(details))
    return not_in(code, after)
