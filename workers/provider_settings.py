"""What is set of the OpenID provider, looked at before anything begins."""

from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from models.errors import UsageWrong
from models.findings import Finding, found
from models.identities import LONGEST
from models.settings import Settings


@dataclass(frozen=True, slots=True)
class ProviderSettings:
    """The provider that people may sign in by; secret is "" for a public client.

    applicants: people who are unknown here become applicants; address: ours in browsers, "" where
    requests say it.
    """

    issuer: str
    client_id: str
    name: str
    applicants: bool
    address: str
    secret: str = field(default="", repr=False)


def provider_settings(settings: Settings) -> ProviderSettings | None:
    """The provider, None where none is set. Raises UsageWrong with all mistakes."""
    problems = [_address_wrong(settings.web_address)]
    given = settings.oidc_client_secret
    secret, in_file = given.get_secret_value() if given else "", settings.oidc_client_secret_file
    if settings.oidc_issuer is None:
        if settings.oidc_client_id or secret or in_file or settings.oidc_applicants:
            problems.append(_wrong("ISSUER", "没有设置", "it is not given, other settings are"))
    else:
        problems.append(_issuer_wrong(settings.oidc_issuer))
        if not settings.oidc_client_id:
            problems.append(_wrong("CLIENT_ID", "没有设置", "it is not given"))
    if secret and in_file:
        problems.append(_wrong("CLIENT_SECRET_FILE", "密钥给了两次", "the secret is given twice"))
    elif in_file:
        secret, problem = _read(in_file)
        problems.append(problem)
    mistakes = [problem for problem in problems if problem]
    if mistakes:
        raise UsageWrong(*mistakes)
    if settings.oidc_issuer is None:
        return None
    return ProviderSettings(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id or "",
        name=settings.oidc_name,
        applicants=settings.oidc_applicants,
        address=(settings.web_address or "").rstrip("/"),
        secret=secret,
    )


def is_loopback(address: str) -> bool:
    """Does an address lead to this machine itself?"""
    host = urlsplit(address).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def address_parts(address: str) -> SplitResult | None:
    """The parts of an address with a host, None for what is no such address."""
    try:
        parts = urlsplit(address)
        wrong = parts.port == 0 or not address.isprintable() or " " in address
    except ValueError:
        return None
    return None if wrong or not parts.hostname or "@" in parts.netloc else parts


def _issuer_wrong(issuer: str) -> Finding | None:
    parts = address_parts(issuer)
    if parts is None or parts.query or parts.fragment or len(issuer) > LONGEST:
        return _wrong("ISSUER", "不是完整的地址", "it is not a whole address")
    if parts.scheme == "https" or (parts.scheme == "http" and is_loopback(issuer)):
        return None
    return _wrong("ISSUER", "须以 https:// 开头", "it must begin with https://")


def _address_wrong(address: str | None) -> Finding | None:
    if address is None:
        return None
    parts = address_parts(address)
    whole = parts is not None and parts.scheme in ("http", "https")
    if parts is not None and whole and not (parts.path.strip("/") or parts.query or parts.fragment):
        return None
    return found(
        "PROVIDER_SETTING_WRONG",
        name="ZHENGHE_WEB_ADDRESS",
        problem_zh="应如 https://zhenghe.example.cn，不含路径",
        problem_en="it should be like https://zhenghe.example.cn, without a path",
    )


def _read(path: Path) -> tuple[str, Finding | None]:
    """The secret of a file, or why it has none."""
    try:
        secret = path.read_text("utf-8").strip()
    except (OSError, ValueError) as error:
        problem = getattr(error, "strerror", None) or type(error).__name__
        return "", _wrong("CLIENT_SECRET_FILE", f"文件无法读取（{problem}）", str(problem))
    if not secret:
        return "", _wrong("CLIENT_SECRET_FILE", "文件是空的", "the file is empty")
    return secret, None


def _wrong(name: str, problem_zh: str, problem_en: str) -> Finding:
    return found(
        "PROVIDER_SETTING_WRONG",
        name=f"ZHENGHE_OIDC_{name}",
        problem_zh=problem_zh,
        problem_en=problem_en,
    )
