"""The OpenID provider that people may sign in by: the authorization code flow with PKCE."""

import base64
import hashlib
import logging
from dataclasses import dataclass
from time import monotonic
from typing import Any
from urllib.parse import quote, urlencode

from models.errors import NotAllowed, TemporaryFailure
from models.findings import found
from web.id_token import Expected, Keys, Person, keys_of, person_of, refused_token, signed_claims
from web.provider_fetch import Answer, ask, down
from workers.provider_settings import ProviderSettings, address_parts, is_loopback

_LOG = logging.getLogger(__name__)
_FRESH_SECONDS = 3600.0
_ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")
_CLIENT_WRONG = ("invalid_client", "unauthorized_client", "unsupported_grant_type")


@dataclass(frozen=True, slots=True)
class Round:
    """One way to the provider and back: what binds its two halves to each other and to a browser.

    back: the address of ours to come back to.
    """

    back: str
    state: str
    nonce: str
    verifier: str


class Provider:
    """The provider; what it says of itself and its keys are kept for an hour."""

    def __init__(self, site: ProviderSettings) -> None:
        self.site = site
        self._document: dict[str, Any] = {}
        self._document_until = 0.0
        self._keys: Keys | None = None
        self._keys_until = 0.0

    def look(self) -> None:
        """Ask what the provider says of itself. Raises TemporaryFailure or NotAllowed."""
        self._about()

    def way_there(self, one: Round) -> str:
        """The address to send a browser to. Raises TemporaryFailure or NotAllowed."""
        endpoint = str(self._about()["authorization_endpoint"])
        challenge = hashlib.sha256(one.verifier.encode()).digest()
        asked = {
            "response_type": "code",
            "client_id": self.site.client_id,
            "redirect_uri": one.back,
            # What they are called is needed for new accounts alone.
            "scope": "openid profile" if self.site.applicants else "openid",
            "state": one.state,
            "nonce": one.nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def who_came(self, code: str, one: Round) -> Person:
        """Whom the provider sent back with a code. Raises TemporaryFailure or NotAllowed."""
        token = self._exchange(code, one)
        claims = signed_claims(token, self._known_keys())
        if claims is None:  # it may have changed its keys
            claims = signed_claims(token, self._known_keys(anew=True))
        if claims is None:
            raise refused_token("its signature is not of the provider's keys, or of a wrong kind")
        return person_of(claims, Expected(self.site.issuer, self.site.client_id, one.nonce))

    def check_sender(self, issuer: str) -> None:
        """Does an answer come from this provider (RFC 9207)? Raises NotAllowed or TemporaryFailure.

        One that names its sender always must do so.
        """
        named = self._about().get("authorization_response_iss_parameter_supported") is True
        if (issuer or named) and issuer != self.site.issuer:
            raise refused_token("the answer names another provider, or none")

    @property
    def way_out(self) -> str:
        """Where people sign out of the provider itself; "" where it has no such page or is new."""
        endpoint = self._document.get("end_session_endpoint")
        if not isinstance(endpoint, str) or not self._may_be_asked(endpoint):
            return ""
        sign = "&" if "?" in endpoint else "?"
        return f"{endpoint}{sign}{urlencode({'client_id': self.site.client_id})}"

    def _about(self) -> dict[str, Any]:
        """The discovery document; an old one is better than none."""
        if monotonic() < self._document_until:
            return self._document
        address = f"{self.site.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            answer = ask(address)
            if answer.status != 200 or not answer.content:
                raise down(f"there is no discovery document ({answer.status})")
        except TemporaryFailure:
            if not self._document:
                raise
            return self._document
        document = answer.content
        if document.get("issuer") != self.site.issuer:
            raise _wrong(f"its issuer is {document.get('issuer')!r:.300}")
        for name in _ENDPOINTS:
            if not self._may_be_asked(document.get(name)):
                raise _wrong(f"{name} is no https address: {document.get(name)!r:.300}")
        self._document, self._document_until = document, monotonic() + _FRESH_SECONDS
        return document

    def _may_be_asked(self, address: object) -> bool:
        """Is it https? Only a provider on this machine itself may do without."""
        parts = address_parts(address) if isinstance(address, str) else None
        if parts is None:
            return False
        near = parts.scheme == "http" and self.site.issuer.startswith("http://")
        return parts.scheme == "https" or (near and is_loopback(parts.geturl()))

    def _known_keys(self, *, anew: bool = False) -> Keys:
        if self._keys is None or anew or monotonic() >= self._keys_until:
            answer = ask(str(self._about()["jwks_uri"]))
            if answer.status != 200:
                raise down(f"it has no keys ({answer.status})")
            self._keys = keys_of(answer.content)
            self._keys_until = monotonic() + _FRESH_SECONDS
        return self._keys

    def _exchange(self, code: str, one: Round) -> str:
        """The ID token for a code."""
        about = self._about()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": one.back,
            "code_verifier": one.verifier,
        }
        login = None
        methods = about.get("token_endpoint_auth_methods_supported")
        basic = not isinstance(methods, list) or "client_secret_basic" in methods
        if self.site.secret and basic:
            # RFC 6749, section 2.3.1: both are encoded as forms are before they are put together.
            login = (quote(self.site.client_id, safe=""), quote(self.site.secret, safe=""))
        else:
            form["client_id"] = self.site.client_id
            if self.site.secret:
                form["client_secret"] = self.site.secret
        answer = ask(str(about["token_endpoint"]), form, login)
        token = answer.content.get("id_token")
        if answer.status != 200 or not isinstance(token, str):
            raise _not_exchanged(answer)
        return token


def look_at(provider: Provider | None) -> None:
    """Say in the log what is wrong with the provider, before anybody needs it."""
    try:
        if provider:
            provider.look()
    except (TemporaryFailure, NotAllowed) as error:
        _LOG.warning("the provider: %s %s", error, "; ".join(getattr(error, "__notes__", ())))


def _not_exchanged(answer: Answer) -> NotAllowed:
    problem = answer.content.get("error")
    if answer.status == 200:
        return refused_token("there is no ID token")
    if problem == "invalid_grant":  # used, too old, another's, or for another verifier
        stale = NotAllowed(found("SIGN_IN_STALE"))
        stale.add_note("the provider doesn't take the code")
        return stale
    if answer.status == 401 or problem in _CLIENT_WRONG:
        return _wrong(f"it doesn't take us for its client ({answer.status}, {problem!r:.80})")
    refused = NotAllowed(found("PROVIDER_REFUSED"))
    refused.add_note(f"the exchange was answered by {answer.status}, {problem!r:.80}")
    return refused


def _wrong(detail: str) -> NotAllowed:
    """The settings don't fit the provider; the detail is for the log."""
    error = NotAllowed(found("PROVIDER_WRONG"))
    error.add_note(detail)
    return error
