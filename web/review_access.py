"""Which cases an account sees: those of its unit and of the units below it."""

import re

from models.account_store import list_units
from models.accounts import Account, Role, Unit
from models.case_rows import find_case
from models.cases import Case, scope_of, sees
from models.errors import NotAllowed
from models.findings import found
from web.service import Somebody
from web.visit import only

REVIEWERS = (Role.REVIEWER, Role.SENIOR_REVIEWER)
LOOKERS = (*REVIEWERS, Role.SEAL_OFFICER)
looker = only(*LOOKERS)
reviewer = only(*REVIEWERS)
_REF = re.compile("[0-9a-f]{32}")


def is_senior(who: Account) -> bool:
    """Sees all cases where the account belongs to no unit."""
    return who.may(Role.SENIOR_REVIEWER)


def scope(who: Account) -> int:
    """What the account sees at most."""
    return scope_of(who, is_senior(who))


def units_of(visitor: Somebody) -> list[Unit]:
    """The units that the account may choose from."""
    who = visitor.who
    if who.unit is None and not is_senior(who):
        return []
    with visitor.service.store.asking() as connection:
        return list_units(connection, who.unit)


def case_of(visitor: Somebody, ref: str) -> Case:
    """A case that the account sees. Raises NotAllowed; whether there is such a case is not told."""
    with visitor.service.store.asking() as connection:
        case = find_case(connection, ref) if _REF.fullmatch(ref) else None
    who = visitor.who
    if case is None or not sees(who, is_senior(who), case.unit):
        raise NotAllowed(found("NOT_ALLOWED"))
    return case


def may_decide(who: Account, case: Case) -> bool:
    """May the account decide on this case, if it is open and in nobody else's hands?"""
    return who.may(*REVIEWERS) and not (case.owner and case.owner.same_person(who))
