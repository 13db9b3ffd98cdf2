"""Who may do what: accounts, their roles, the units they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the service; one may have several."""

    APPLICANT = "applicant"
    REVIEWER = "reviewer"  # of a unit and those below it
    SENIOR_REVIEWER = "senior-reviewer"
    SEAL_OFFICER = "seal-officer"
    OPERATOR = "operator"
    ADMINISTRATOR = "administrator"

    @property
    def zh(self) -> str:
        """In Chinese."""
        return _ROLES[self]

    @property
    def en(self) -> str:
        """In English."""
        return self.value.replace("-", " ").capitalize()


_ROLES = {
    Role.APPLICANT: "申报人",
    Role.REVIEWER: "审核员",
    Role.SENIOR_REVIEWER: "高级审核员",
    Role.SEAL_OFFICER: "用印员",
    Role.OPERATOR: "运维人员",
    Role.ADMINISTRATOR: "管理员",
}


# How the logins of those begin who hand papers in without an account: theirs lives in one browser.
GUEST = "guest-"
# Who runs the service is made by an administrator alone, or an operator could become one.
_RUNNING = frozenset({Role.OPERATOR, Role.ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that reviews; path holds the ids from the top down to it, as /1/7/."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Account:
    """An account. person tells one natural person from another, whatever their accounts are called.

    person is a keyed digest of the identity number, "" where none is known. unit is None for
    applicants and operators. must_change: the password was given by somebody else.
    """

    id: int
    login: str
    name: str
    person: str
    roles: frozenset[Role]
    unit: Unit | None
    must_change: bool
    disabled: bool
    locked_until: datetime | None

    @property
    def guest(self) -> bool:
        """Is it somebody without an account, whom one browser alone knows again?"""
        return self.login.startswith(GUEST)

    def may(self, *roles: Role) -> bool:
        """Has the account one of these roles?"""
        return bool(self.roles & set(roles))

    def may_give(self, roles: Iterable[Role]) -> bool:
        """May the account make accounts with these roles, and change, lock or let in such?"""
        if self.may(Role.ADMINISTRATOR):
            return True
        return self.may(Role.OPERATOR) and not _RUNNING & set(roles)

    def shut_at(self, at: datetime) -> bool:
        """Is it disabled, or locked for a while?"""
        return self.disabled or (self.locked_until is not None and self.locked_until > at)

    def same_person(self, other: "Account") -> bool:
        """Is it the same natural person? Unknown persons are told apart by their accounts."""
        if self.id == other.id:
            return True
        return bool(self.person) and self.person == other.person


def account_json(one: Account) -> dict[str, object]:
    """An account as programs get it."""
    return {
        "id": one.id,
        "login": one.login,
        "name": one.name,
        "roles": sorted(one.roles),
        "unit": one.unit.name if one.unit else None,
        "disabled": one.disabled,
    }
