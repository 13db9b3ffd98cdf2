"""The audit trail: what was done lately, by whom; and whether the whole of it holds."""

import re

from fastapi import APIRouter, Depends, Request, Response

from models.account_store import names_by_id
from models.audit_queries import actions, entries, names_of
from models.audit_trail import Broken, length
from models.work_store import WorkStore
from web.operate_access import SOON, operate_page, operator, problems_of
from web.pages import go
from web.service import Somebody
from web.visit import Guarded, Visitor
from workers.jobs import Job, Told

router = APIRouter(prefix="/operate/audit", dependencies=[Depends(operator)])
PAGE = 100
_BROKEN_SHOWN = 100
_ASKED = {
    "action": re.compile(r"[a-z-]{1,40}"),
    "actor": re.compile(r"[a-z]+(:[\w.-]{1,70})?"),
    "subject": re.compile(r"[0-9a-f]{32}|[a-z]+(:[\w.-]{1,70})?"),
}


@router.get("")
def audit_page(visitor: Visitor, request: Request) -> Response:
    """The newest entries, filtered."""
    given = request.query_params
    asked = {name: given.get(name, "").strip() for name in _ASKED}
    asked = {name: text for name, text in asked.items() if _ASKED[name].fullmatch(text)}
    before = given.get("before", "")
    last = int(before) if re.fullmatch("[0-9]{1,15}", before) else 0
    with visitor.service.store.asking() as connection:
        rows = entries(connection, before=last, most=PAGE + 1, **asked)
        kinds = actions(connection)
        names = names_by_id(connection, names_of(rows))
        total = length(connection)
    job = visitor.service.jobs.latest("audit")
    return operate_page(
        visitor,
        "operate_audit.html.j2",
        rows=rows[:PAGE],
        following=rows[PAGE - 1].number if len(rows) > PAGE else 0,
        asked=asked,
        last=last,
        actions=kinds,
        names=names,
        total=total,
        keyed=visitor.service.settings.audit_key is not None,
        job=job,
        problems=problems_of(job),
    )


@router.post("/verify")
def verify(visitor: Guarded) -> Response:
    """Walk the whole trail."""
    begin_verification(visitor)
    return go("/operate/audit#verified")


def begin_verification(asker: Somebody) -> Job:
    """Begin to walk the trail, unless that is under way; it is waited for a moment."""
    service = asker.service
    job = service.jobs.begin("audit", asker.who.name, lambda told: _verified(service.store, told))
    return service.jobs.finished("audit", 2 * SOON) or job


def _verified(store: WorkStore, told: Told) -> tuple[int, int, list[Broken]]:
    """How many entries there are, how many places do not hold, and the first of these."""
    with store.asking() as connection:
        total = length(connection)
    number, broken, shown = 0, 0, list[Broken]()
    for one in store.verify_audit():
        if isinstance(one, Broken):
            broken += 1
            if len(shown) < _BROKEN_SHOWN:
                shown.append(one)
        else:
            number = one
            told(number, total)
    return number, broken, shown
