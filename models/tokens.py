"""Tokens: what a program shows instead of a password, and what it may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.accounts import Account, Role


class TokenScope(StrEnum):
    """What a token is for; it never lets through what the roles of its account don't."""

    CHECKS_RUN = "checks:run"
    SUBMISSIONS_READ = "submissions:read"
    SUBMISSIONS_WRITE = "submissions:write"
    SUBMISSIONS_REMOVE = "submissions:remove"
    REVIEW_READ = "review:read"
    REVIEW_DECIDE = "review:decide"
    ROSTERS_READ = "rosters:read"
    ROSTERS_WRITE = "rosters:write"
    DICTIONARY_READ = "dictionary:read"
    DICTIONARY_WRITE = "dictionary:write"
    EXPORTS_READ = "exports:read"
    EXPORTS_NUMBERS = "exports:numbers"
    OPERATE_READ = "operate:read"
    OPERATE_WRITE = "operate:write"
    AUDIT_READ = "audit:read"
    ACCOUNTS_READ = "accounts:read"
    ACCOUNTS_WRITE = "accounts:write"

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _SCOPES[self][0]

    @property
    def en(self) -> str:
        """In English."""
        return _SCOPES[self][1]

    @property
    def roles(self) -> frozenset[Role]:
        """An account needs one of these to use it."""
        return _SCOPES[self][2]


_ANYBODY = frozenset(Role)
_REVIEWERS = frozenset({Role.REVIEWER, Role.SENIOR_REVIEWER, Role.SEAL_OFFICER})
_OPERATORS = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})
_ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
_SCOPES: Mapping[TokenScope, tuple[str, str, frozenset[Role]]] = {
    TokenScope.CHECKS_RUN: (
        "只按规则检查、建议、查字典、检查照片，什么也不保存",
        "rules, advice, the dictionary and photos; nothing is kept",
        _ANYBODY,
    ),
    TokenScope.SUBMISSIONS_READ: ("看自己提交的", "read one's own submissions", _ANYBODY),
    TokenScope.SUBMISSIONS_WRITE: (
        "提交、修改自己的",
        "hand in and change one's own submissions",
        _ANYBODY,
    ),
    TokenScope.SUBMISSIONS_REMOVE: (
        "永久删除任何人的提交",
        "remove anybody's submissions for good",
        _OPERATORS,
    ),
    TokenScope.REVIEW_READ: ("看本单位的申报", "read the unit's cases", _REVIEWERS),
    TokenScope.REVIEW_DECIDE: (
        "领取、通过、退回申报，用印",
        "take, accept, return and seal cases",
        _REVIEWERS,
    ),
    TokenScope.ROSTERS_READ: ("看名单、在名单中查找", "read and search rosters", _OPERATORS),
    TokenScope.ROSTERS_WRITE: (
        "导入、切换、删除名单",
        "import, switch and remove rosters",
        _OPERATORS,
    ),
    TokenScope.DICTIONARY_READ: (
        "看本单位字典的各个版本",
        "read the versions of the site's dictionary",
        _OPERATORS,
    ),
    TokenScope.DICTIONARY_WRITE: (
        "使本单位字典的一版生效、改回以前的",
        "put a version of the site's dictionary in force, go back",
        _OPERATORS,
    ),
    TokenScope.EXPORTS_READ: ("导出，证件号码打码", "export, numbers masked", _OPERATORS),
    TokenScope.EXPORTS_NUMBERS: (
        "导出时证件号码不打码",
        "identity numbers in full in exports",
        _OPERATORS,
    ),
    TokenScope.OPERATE_READ: (
        "看概况、队列、失败、统计、通知",
        "the overview, the queue, its failures, statistics, webhooks",
        _OPERATORS,
    ),
    TokenScope.OPERATE_WRITE: (
        "重试失败的、登记通知地址",
        "retry what failed, register webhooks",
        _OPERATORS,
    ),
    TokenScope.AUDIT_READ: ("看审计记录、核对", "read and verify the audit trail", _OPERATORS),
    TokenScope.ACCOUNTS_READ: ("看账号和令牌", "read accounts and tokens", _ADMINISTRATORS),
    TokenScope.ACCOUNTS_WRITE: (
        "新建、更改账号，新建、作废令牌",
        "make and change accounts, make and revoke tokens",
        _ADMINISTRATORS,
    ),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token without the token itself, which only its program has. expires_at None: never."""

    id: int
    account: Account
    name: str
    scopes: frozenset[TokenScope]
    made_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None

    def may(self, scope: TokenScope) -> bool:
        """Is it for this, and does its account have a role for it?"""
        return scope in self.scopes and self.account.may(*scope.roles)
