"""A file of the site's dictionary that was found right: what it would change, yes or no."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Path, Response

from models.dictionaries import NONE
from models.dictionary_versions import drop_dictionary_draft, find_dictionary_draft
from models.errors import Conflict, UsageWrong
from models.findings import Finding
from web.operate_access import actor, operate_page, operator
from web.operate_dictionary import make_indexes, seen
from web.pages import go
from web.visit import Guarded, Visit, Visitor
from workers.dictionary_draft import compared, force, propose

router = APIRouter(prefix="/operate/dictionary/drafts", dependencies=[Depends(operator)])
Id = Annotated[int, Path(ge=1, le=2**31 - 1)]


@router.get("/{id_}")
def dictionary_draft_page(visitor: Visitor, id_: Id) -> Response:
    """What it would change, against the version in force by now."""
    return _draft(visitor, id_)


def _draft(
    visitor: Visit, id_: int, status: int = 200, problems: tuple[Finding, ...] = ()
) -> Response:
    store = visitor.service.store
    with store.asking() as connection:
        draft = find_dictionary_draft(connection, id_)
    return operate_page(
        visitor,
        "operate_dictionary_draft.html.j2",
        status,
        draft=draft,
        proposal=compared(draft.file, store.tables),
        problems=problems,
    )


@router.post("/{id_}/force")
def force_dictionary(
    visitor: Guarded,
    id_: Id,
    before: Annotated[int, Form(ge=NONE)],
    note: Annotated[str, Form()] = "",
) -> Response:
    """Put it in force, unless another version came in between."""
    service = visitor.service
    with service.store.asking() as connection:
        file = find_dictionary_draft(connection, id_).file
    # Once more: this machine's own file may be another than when it was looked at.
    proposal = propose(file, service.store.tables, service.settings)
    try:
        seen(proposal, before)
        made = force(proposal, service.store, who=actor(visitor), note=note, draft=id_)
    except (Conflict, UsageWrong) as error:
        return _draft(visitor, id_, error.http_status, error.findings)
    make_indexes(visitor)
    return go(f"/operate/dictionary/versions/{made}")


@router.post("/{id_}/drop")
def drop_dictionary(visitor: Guarded, id_: Id) -> Response:
    """Give it up."""
    visitor.service.store.act(lambda c, at: drop_dictionary_draft(c, at, id_, visitor.who))
    return go("/operate/dictionary")
