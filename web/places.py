"""Where people go on our pages, and that they never go elsewhere by a link of ours."""

from models.accounts import Account, Role

HOMES = (
    (Role.REVIEWER, "/review"),
    (Role.SENIOR_REVIEWER, "/review"),
    (Role.SEAL_OFFICER, "/review"),
    (Role.OPERATOR, "/operate"),
    (Role.ADMINISTRATOR, "/operate/accounts"),
)
_LONGEST = 400


def home_of(account: Account) -> str:
    """Where a person begins."""
    if account.must_change:
        return "/password"
    return next((place for role, place in HOMES if account.may(role)), "/apply")


def inside(place: str) -> str:
    """A page of ours, "" for any other address.

    Browsers take // and /\\ for the beginning of another site's address, and pass over tabs and
    line ends between them.
    """
    ours = place.startswith("/") and not place.startswith(("//", "/\\"))
    return place if ours and place.isprintable() and len(place) <= _LONGEST else ""
