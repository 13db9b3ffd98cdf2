"""People who hand papers in without an account: one browser knows them again, and nothing else."""

from fastapi import APIRouter, Response

from models.account_steps import let_in, make_account
from models.account_store import NewAccount, get_account
from models.accounts import GUEST, Account, Role
from models.draft_steps import take_over
from web.pages import go
from web.passwords import NOBODY, digest, new_token
from web.visit import GUEST_COOKIE, GUEST_LASTS, Guarded, Visit, account_of

router = APIRouter(prefix="/apply")


def new_guest(visitor: Visit) -> tuple[Account, str]:
    """An applicant's account that nobody had to fill in a form for, and its browser's token."""
    store, token = visitor.service.store, new_token()
    new = NewAccount(
        login=f"{GUEST}{digest(token)[:16]}",
        name="申报人",
        password=NOBODY,
        roles=frozenset({Role.APPLICANT}),
        must_change=False,
    )
    id_ = store.act(lambda c, at: make_account(c, at, new, "guest"))
    with store.asking() as connection:
        account = get_account(connection, id_ or 0)
    assert account is not None
    store.act(lambda c, at: let_in(c, at, account, digest(token), GUEST_LASTS))
    return account, token


def left_behind(visitor: Visit) -> Account | None:
    """The guest who used this browser before somebody signed in, None for nobody."""
    token = visitor.request.cookies.get(GUEST_COOKIE, "")
    if not token or visitor.account is None or visitor.account.guest:
        return None
    left = account_of(visitor.service.store, token)
    return left if left and left.guest else None


@router.post("/take-over")
def take_drafts(visitor: Guarded) -> Response:
    """What was begun in this browser before signing in belongs to the account from now on."""
    who, left = visitor.who, left_behind(visitor)
    if left:
        visitor.service.store.act(lambda c, at: take_over(c, at, left, who))
    response = go("/apply")
    response.delete_cookie(GUEST_COOKIE)
    return response
