"""A small OpenID provider on a free port of this machine, which can misbehave.

It signs by itself, without the library that the service checks signatures with.
"""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_urlsafe
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

CLIENT, SECRET = "zhenghe", "not to be told: /+ 密"


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def rsa_key(bits: int = 2048) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


@dataclass(frozen=True)
class Off:
    """So many seconds from when the token is made."""

    seconds: int


@dataclass
class OpenIdProvider:
    """What it does; a test changes it to make it misbehave."""

    issuer: str = ""
    subject: str = "person-1"
    key: Any = field(default_factory=rsa_key)
    kid: str = "one"
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)  # None takes a claim out
    document: dict[str, Any] = field(default_factory=dict)  # likewise, of the discovery document
    answers: dict[str, Any] = field(default_factory=dict)  # by path: a status, or a function
    says_no: str = ""
    more_keys: list[dict[str, Any]] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    nonce: str = ""  # instead of the one that was sent

    def about(self) -> dict[str, Any]:
        names = ("authorize", "token", "keys", "leave")
        authorize, token, keys, leave = (f"{self.issuer}/{name}" for name in names)
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": authorize,
            "token_endpoint": token,
            "jwks_uri": keys,
            "end_session_endpoint": leave,
            **self.document,
        }
        return {key: value for key, value in document.items() if value is not None}

    def jwks(self) -> dict[str, Any]:
        public = self.key.public_key().public_numbers()
        if isinstance(self.key, rsa.RSAPrivateKey):
            own = {"kty": "RSA", "n": number(public.n), "e": number(public.e)}
        else:
            own = {"kty": "EC", "crv": "P-256", "x": number(public.x), "y": number(public.y)}
        return {"keys": [*self.more_keys, {**own, "kid": self.kid, "use": "sig"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to: whoever comes is the subject."""
        back = {"state": asked["state"]}
        if self.says_no:
            back["error"] = self.says_no
        else:
            back["code"] = token_urlsafe(16)
            self.codes[back["code"]] = asked
        return f"{asked['redirect_uri']}?{urlencode(back)}"

    def exchange(self, form: dict[str, str], login: str) -> tuple[int, dict[str, Any]]:
        given = base64.b64decode(login.removeprefix("Basic ")).decode().partition(":")
        sent = (unquote(given[0]), unquote(given[2])) if login else ()
        if (sent or (form.get("client_id"), form.get("client_secret"))) != (CLIENT, SECRET):
            return 401, {"error": "invalid_client"}
        asked = self.codes.pop(form["code"], None)
        challenge = b64(hashlib.sha256(form["code_verifier"].encode()).digest())
        if (
            asked is None
            or asked["code_challenge"] != challenge
            or asked["code_challenge_method"] != "S256"
            or asked["redirect_uri"] != form["redirect_uri"]
        ):
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "secret", "id_token": self.token(asked["nonce"])}

    def token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": self.nonce or nonce,
            **self.claims,
        }
        claims = {
            key: now + value.seconds if isinstance(value, Off) else value
            for key, value in claims.items()
            if value is not None
        }
        head = {"alg": self.algorithm, "kid": self.kid, "x-own": "is passed over"}
        signed = f"{b64(json.dumps(head).encode())}.{b64(json.dumps(claims).encode())}"
        return f"{signed}.{b64(self.signature(signed.encode()))}"

    def signature(self, signed: bytes) -> bytes:
        if self.algorithm == "none":
            return b""
        if self.algorithm == "HS256":  # keyed with what everybody can read
            public = self.key.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            return hmac.digest(public, signed, "sha256")
        if self.algorithm == "ES256":
            r, s = decode_dss_signature(self.key.sign(signed, ec.ECDSA(hashes.SHA256())))
            return r.to_bytes(32, "big") + s.to_bytes(32, "big")
        return self.key.sign(signed, padding.PKCS1v15(), hashes.SHA256())


class _Handler(BaseHTTPRequestHandler):
    provider: OpenIdProvider

    def do_GET(self) -> None:
        self.answer(b"")

    def do_POST(self) -> None:
        self.answer(self.rfile.read(int(self.headers["Content-Length"])))

    def answer(self, body: bytes) -> None:
        parts = urlsplit(self.path)
        self.provider.asked.append(parts.path)
        own = self.provider.answers.get(parts.path)
        if callable(own):
            own(self)
        elif own:
            self.send(own, {})
        elif parts.path == "/authorize":
            place = self.provider.authorize({k: v[0] for k, v in parse_qs(parts.query).items()})
            self.send(303, {}, Location=place)
        elif parts.path == "/token":
            form = {k: v[0] for k, v in parse_qs(body.decode()).items()}
            self.send(*self.provider.exchange(form, self.headers.get("Authorization", "")))
        elif parts.path == "/keys":
            self.send(200, self.provider.jwks())
        elif parts.path == "/.well-known/openid-configuration":
            self.send(200, self.provider.about())
        else:
            self.send(200, {"page": parts.path})

    def send(self, status: int, content: dict[str, Any], **headers: str) -> None:
        data = json.dumps(content).encode()
        self.send_response(status)
        headers |= {"Content-Type": "application/json", "Content-Length": str(len(data))}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def running(provider: OpenIdProvider) -> Iterator[OpenIdProvider]:
    """The provider while it answers on a free port."""
    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        # Another name than the service's: for a browser it is another site.
        provider.issuer = f"http://localhost:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield provider
        finally:
            server.shutdown()
