"""What requests about accounts and tokens hold, and their answers."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from models.accounts import Role
from models.tokens import TokenScope
from web.api.contract_shapes import Told
from web.api.shapes import NAME, Given, Text
from web.managed_tokens import DAYS, DAYS_MOST, GIVABLE, NAME_MOST


class Who(Told):
    """A token and its account."""

    id: int
    name: str
    scopes: list[str]
    made_at: datetime
    expires_at: datetime | None
    used_at: datetime | None
    revoked_at: datetime | None
    account: "AccountTold"


class AccountTold(Told):
    """An account."""

    id: int
    login: str
    name: str
    roles: list[str]
    unit: str | None
    disabled: bool


class AccountGiven(Given):
    """An account to be made; a unit that is new is made below another."""

    login: str = Field(min_length=1, max_length=80, pattern=NAME)
    name: str = Field(min_length=1, max_length=80, pattern=NAME)
    roles: set[Role] = Field(min_length=1)
    unit: str = Field("", max_length=200, pattern=NAME)
    below: str = Field("", max_length=200, pattern=NAME)
    id_number: str = Field("", max_length=40, pattern=NAME)


class AccountChange(Given):
    """What becomes of an account; what is left out stays."""

    roles: set[Role] | None = Field(None, min_length=1)
    unit: str | None = Field(None, max_length=200, pattern=NAME)
    below: str = Field("", max_length=200, pattern=NAME)
    disabled: bool | None = None


class AccountSecret(Told):
    """An account, and what lets somebody into it once: never shown again.

    secret is the first password, which must be changed, or a one-time code.
    """

    account: AccountTold
    secret: str


class Accounts(Told):
    """A page of accounts."""

    accounts: list[AccountTold]
    next: int | None


class Tokens(Told):
    """The tokens of an account, the latest first."""

    tokens: list[Who]


class AccountFull(AccountTold):
    """An account with how it may sign in. sessions: how many are open."""

    must_change: bool
    locked_until: datetime | None
    sessions: int


class AccountSearch(Given):
    """What a login, a name or a unit holds; posted, so that it stands in no address."""

    text: Annotated[Text, Field(max_length=80)] = ""
    role: Role | None = None


class FoundAccounts(Told):
    """Accounts that were found, the latest first; more: there are others."""

    accounts: list[AccountTold]
    more: bool


class TokenGiven(Given):
    """A token to be made. days: how long it is good."""

    name: str = Field(min_length=1, max_length=NAME_MOST, pattern=NAME)
    scopes: set[TokenScope] = Field(min_length=1, max_length=len(GIVABLE))
    days: int = Field(DAYS, ge=1, le=DAYS_MOST)


class TokenSecret(Who):
    """A token that was made, with the token itself: never shown again."""

    token: str
