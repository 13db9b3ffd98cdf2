"""What a reviewer asks the queue for, as it stands in the address: never a name or a number."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from models.cases import OPEN, Asked, CaseState, Cursor
from models.submissions import Verdict
from rules.profile import profile_names

ALL_OPEN = "open"
AGES = (1, 3, 7, 30)  # days
_CODE = re.compile(r"[A-Za-z0-9_-]{1,40}")


@dataclass(frozen=True, slots=True)
class Filters:
    """Each "" where it doesn't matter; after is the place in the list, as TIME-ID."""

    state: str = ALL_OPEN
    verdict: str = ""
    profile: str = ""
    unit: str = ""
    code: str = ""
    age: str = ""
    after: str = ""

    def asked(self, scope: int) -> Asked:
        """What the database is asked, within a scope."""
        now = datetime.now(UTC)
        return Asked(
            scope=int(self.unit) if self.unit else scope,
            states=OPEN if self.state == ALL_OPEN else (CaseState(self.state),),
            verdict=Verdict(self.verdict) if self.verdict else None,
            profile=self.profile or None,
            code=self.code or None,
            before=now - timedelta(days=int(self.age)) if self.age else None,
        )

    @property
    def cursor(self) -> Cursor | None:
        """Where the page begins."""
        at, _, id_ = self.after.partition("-")
        return Cursor(int(at), int(id_)) if self.after else None

    def query(self, **changes: str) -> str:
        """The same filters with some changed, for an address; "" where nothing is asked."""
        changed = replace(self, **{"after": "", **changes})
        given = {k: v for k, v in asdict(changed).items() if v and v != getattr(Filters(), k)}
        return "?" + urlencode(given) if given else ""


def filters_of(given: Mapping[str, str], units: set[int], usual: str = ALL_OPEN) -> Filters:
    """The filters of an address; what can't be asked for is left out."""
    state, unit = given.get("state", usual), given.get("unit", "")
    at, _, id_ = given.get("after", "").partition("-")
    return Filters(
        state=state if state in (ALL_OPEN, *CaseState) else usual,
        verdict=_one_of(given.get("verdict", ""), Verdict),
        profile=_one_of(given.get("profile", ""), profile_names()),
        unit=unit if _is_number(unit) and int(unit) in units else "",
        code=given["code"] if _CODE.fullmatch(given.get("code", "")) else "",
        age=_one_of(given.get("age", ""), map(str, AGES)),
        after=f"{at}-{id_}" if _is_number(at) and _is_number(id_) else "",
    )


def _one_of(given: str, known: Iterable[str]) -> str:
    return given if given in set(known) else ""


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 16
