"""Who may run the service, the pages that they have, and what all of these share."""

from datetime import datetime, timedelta
from typing import Any

from fastapi import Response

from models.accounts import Role
from models.findings import Finding, catalogue
from web.pages import page
from web.visit import Visit, only
from workers.jobs import Job

operator = only(Role.OPERATOR, Role.ADMINISTRATOR)
PLACES = (
    ("/operate", "概况", "Overview"),
    ("/operate/queue", "队列", "Queue"),
    ("/operate/rosters", "名单", "Rosters"),
    ("/operate/dictionary", "字典", "Dictionary"),
    ("/operate/exports", "导出", "Exports"),
    ("/operate/accounts", "账号", "Accounts"),
    ("/operate/tokens", "令牌", "Tokens"),
    ("/operate/webhooks", "通知", "Webhooks"),
    ("/operate/audit", "审计", "Audit trail"),
    ("/operate/statistics", "统计", "Statistics"),
)
SOON = 1.0  # seconds that a page waits for what is mostly done at once


def actor(visitor: Visit) -> str:
    """Who asks, for the audit trail."""
    return f"account:{visitor.who.id}"


def operate_page(visitor: Visit, template: str, status: int = 200, **values: Any) -> Response:
    """A page of the operator's."""
    return page(visitor, template, status, places=PLACES, meaning=meaning, lasted=lasted, **values)


def meaning(code: str) -> tuple[str, str]:
    """What a code means and what to do, in Chinese and English; of an unknown one nothing.

    What a text names is not known here, so it stands as an ellipsis.
    """
    text = catalogue().get(code)
    if text is None:
        return "", ""
    return _plain(text.zh + text.do_zh), _plain(f"{text.en} {text.do_en}")


class _Blank:
    def __format__(self, _spec: str) -> str:
        return "…"


class _Blanks(dict[str, _Blank]):
    def __missing__(self, _name: str) -> _Blank:
        return _Blank()


def _plain(template: str) -> str:
    return template.replace("!r}", "}").format_map(_Blanks())


def lasted(seconds: float) -> tuple[str, str]:
    """A length of time, in Chinese and English."""
    for size, zh, en in ((86_400, "天", "d"), (3_600, "小时", "h"), (60, "分钟", "min")):
        if seconds >= 2 * size:
            number = (
                f"{seconds / size:.1f}".removesuffix(".0")
                if size > 60
                else f"{seconds // size:.0f}"
            )
            return f"{number} {zh}", f"{number} {en}"
    return f"{max(0, seconds):.0f} 秒", f"{max(0, seconds):.0f} s"


def since(at: datetime | None, now: datetime) -> float:
    """How many seconds ago, 0 for never."""
    return max(0.0, (now - at) / timedelta(seconds=1)) if at else 0.0


def problems_of(job: Job | None) -> tuple[Finding, ...]:
    """Why a job failed."""
    return job.findings if job else ()
