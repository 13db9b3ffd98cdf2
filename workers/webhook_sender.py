"""One delivery to one address: signed, and only to where webhooks may go.

A name is looked up once, all of its addresses are judged, and the connection goes to one that was
judged: a name that changes its mind meanwhile gains nothing. Redirects are answers like any other.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Collection
from contextlib import suppress
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from models.errors import UsageWrong
from models.findings import found
from models.settings import Settings
from models.webhook_store import Due, Tried

SECONDS = 10.0
SIGNATURE = "Zhenghe-Signature"
_LONGEST = 400
_GOOD = range(200, 300)
# Within these lie other addresses, which might be private ones.
_WRAPPING = tuple(
    ipaddress.ip_network(one)
    for one in (
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
        "::/96",
        "::ffff:0:0:0/96",
    )
)
Both = tuple[str, str]


class _Barred(Exception):
    """Webhooks may not go there."""


def check_address(address: str, settings: Settings) -> None:
    """Is it one that webhooks may go to, as far as it says itself? Raises UsageWrong."""
    if problem := _problem_with(address, settings):
        zh, en = problem
        raise UsageWrong(found("WEBHOOK_ADDRESS_WRONG", problem_zh=zh, problem_en=en))


def _problem_with(address: str, settings: Settings) -> Both | None:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "不是网址", "it is no address"
    if not address.isascii() or not address.isprintable() or " " in address:
        return "含有不该有的字符", "it has characters that an address can't have"
    if len(address) > _LONGEST or not host:
        return "不是网址", "it is no address"
    if parts.username is not None or parts.password is not None or parts.fragment:
        return "不能带用户名、密码或 #", "it must not hold a name, a password or a #"
    if parts.scheme != "https" and not (
        parts.scheme == "http" and "http" in settings.webhook_allow
    ):
        return "必须是 https", "it must be https"
    with suppress(ValueError):
        if not may_reach(host, settings.webhook_allow):
            return "是本机或内网的地址", "it is of this machine or of a private network"
    return None


def may_reach(ip: str, allowed: Collection[str]) -> bool:
    """May webhooks connect to this address? Raises ValueError for what is no address."""
    one: ipaddress.IPv4Address | ipaddress.IPv6Address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address) and one.ipv4_mapped:
        one = one.ipv4_mapped
    if "private" in allowed:
        return not (one.is_multicast or one.is_unspecified)
    wrapped = any(one in network for network in _WRAPPING if network.version == one.version)
    return one.is_global and not one.is_multicast and not wrapped


def body_of(due: Due) -> bytes:
    """What is told: refs and numbers, nothing of a person."""
    one = due.delivery
    told = {
        "delivery": one.id,
        "event": one.event,
        "kind": one.kind,
        "ref": one.ref,
        "at": one.at.isoformat(),
    }
    return json.dumps(told).encode()


def signature(secret: str, at: int, body: bytes) -> str:
    """The header by which the other side knows that it was us, and when."""
    signed = f"{at}.".encode() + body
    return f"t={at},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def deliver(due: Due, settings: Settings, seconds: float = SECONDS) -> Tried:
    """Try it once; what went wrong is an outcome."""
    address = due.webhook.address
    if _problem_with(address, settings):  # the settings may have changed since
        return Tried(None, "WEBHOOK_ADDRESS_WRONG")
    parts, body = urlsplit(address), body_of(due)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "zhenghe",
        "Connection": "close",
        "Zhenghe-Event": due.delivery.kind,
        "Zhenghe-Delivery": str(due.delivery.id),
        SIGNATURE: signature(due.webhook.secret, int(time.time()), body),
    }
    try:
        status = _post(parts, body, headers, settings, seconds)
    except _Barred:
        return Tried(None, "the name leads to an address that is not allowed")
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Tried(None, f"{type(error).__name__}: {error}".strip())
    return Tried(status, "" if status in _GOOD else f"HTTP {status}")


def _post(
    parts: SplitResult, body: bytes, headers: dict[str, str], settings: Settings, seconds: float
) -> int:
    """The status of the answer, of which nothing else is read."""
    host = parts.hostname or ""
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    deadline = time.monotonic() + seconds
    raw = _connected(host, port, settings, seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = raw
    # Each step has its limit; this one is for all of them, lest one comes a byte at a time.
    alarm = Timer(max(0.1, deadline - time.monotonic()), _cut, (connection,))
    alarm.start()
    try:
        if secure:
            connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=host)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body, headers)
        return connection.getresponse().status
    finally:
        alarm.cancel()
        connection.close()
        raw.close()


def _connected(host: str, port: int, settings: Settings, seconds: float) -> socket.socket:
    """A connection to an address of the host. Raises _Barred where any of them is not allowed."""
    found_there = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found_there))
    if not addresses or not all(may_reach(ip, settings.webhook_allow) for ip in addresses):
        raise _Barred
    for ip in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((ip, port), seconds / len(addresses))
    return socket.create_connection((addresses[-1], port), seconds / len(addresses))


def _cut(connection: http.client.HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may be over this very moment
        connection.sock.shutdown(socket.SHUT_RDWR)
