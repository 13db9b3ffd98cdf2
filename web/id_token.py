"""ID tokens: whether the provider signed one, and whether it is for us, for now and for this visit.

The rules are those of OpenID Connect Core 1.0, section 3.1.3.7.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import JWSRegistry

from models.errors import NotAllowed
from models.findings import found
from models.identities import is_subject

# Signatures by a private key alone: neither "none" nor a digest keyed with what everybody knows.
_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
_KEYS: Mapping[str, type[RSAKey] | type[ECKey]] = {"RSA": RSAKey, "EC": ECKey}
_RSA_BITS_MIN = 2048
_HEADER_BYTES_MAX = 8192  # some carry their certificates there
_LEEWAY = 120  # seconds that clocks may differ by
_AGE_MAX = 600  # seconds; we ask for it as soon as the code is here
_NAME_MAX = 80
Keys = KeySet


@dataclass(frozen=True, slots=True)
class Person:
    """Whom the provider vouches for; name is "" where it says none."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token must say."""

    issuer: str
    client_id: str
    nonce: str


def keys_of(document: Mapping[str, Any]) -> Keys:
    """The keys of a JWKS document that signatures are checked by; others are passed over."""
    given = document.get("keys")
    keys: list[Any] = []
    for entry in given if isinstance(given, list) else ():
        if not isinstance(entry, dict) or entry.get("use", "sig") != "sig":
            continue
        kind = _KEYS.get(str(entry.get("kty")))
        if kind is RSAKey and len(str(entry.get("n", ""))) * 6 < _RSA_BITS_MIN:
            continue
        try:
            key = kind.import_key(entry) if kind else None
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(key, RSAKey) and key.public_key.key_size < _RSA_BITS_MIN:
            continue
        if key is not None:
            keys.append(key)
    return KeySet(keys)


def signed_claims(token: str, keys: Keys) -> dict[str, Any] | None:
    """What a token says, None where none of these keys signed it."""
    registry = JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
    registry.max_header_length = _HEADER_BYTES_MAX
    try:
        return jwt.decode(token, keys, registry=registry).claims
    except (JoseError, ValueError, TypeError, KeyError, RecursionError):
        return None


def person_of(claims: Mapping[str, Any], expected: Expected) -> Person:
    """Whom a signed token is about. Raises NotAllowed where it isn't for us, now and this visit."""
    given = dict(claims)
    registry = jwt.JWTClaimsRegistry(
        iss={"essential": True, "value": expected.issuer},
        sub={"essential": True},
        aud={"essential": True, "value": expected.client_id},
        nonce={"essential": True, "value": expected.nonce},
    )
    try:
        registry.validate({key: given.get(key) for key in ("iss", "sub", "aud", "nonce")})
    except JoseError as error:
        raise refused_token(str(error)) from error
    if not isinstance(given["nonce"], str) or not is_subject(given["sub"]):
        raise refused_token("nonce or sub is of another kind")
    several = isinstance(given["aud"], list) and len(given["aud"]) > 1
    if given.get("azp", None if several else expected.client_id) != expected.client_id:
        raise refused_token("azp is another")
    _check_times(given)
    return Person(given["sub"], _name(given))


def refused_token(detail: str) -> NotAllowed:
    """A token that nobody is let in by; the detail is for the log."""
    error = NotAllowed(found("PROVIDER_TOKEN_WRONG"))
    error.add_note(detail)
    return error


def _check_times(given: dict[str, Any]) -> None:
    registry = jwt.JWTClaimsRegistry(
        now=int(time.time()), leeway=_LEEWAY, exp={"essential": True}, iat={"essential": True}
    )
    try:
        registry.validate({key: given[key] for key in ("exp", "iat", "nbf") if key in given})
        age = registry.now - given["iat"]
    except JoseError as error:
        wrong = NotAllowed(found("PROVIDER_CLOCK"))
        wrong.add_note(str(error))
        raise wrong from error
    if age > _AGE_MAX + _LEEWAY:
        wrong = NotAllowed(found("PROVIDER_CLOCK"))
        wrong.add_note("it is too old")
        raise wrong


def _name(given: Mapping[str, Any]) -> str:
    """What to call them, without what has no business in a name."""
    texts = (given.get(claim) for claim in ("name", "preferred_username"))
    plain = ("".join(c for c in one if c.isprintable()) for one in texts if isinstance(one, str))
    return next((name for one in plain if (name := one.strip()[:_NAME_MAX])), "")
