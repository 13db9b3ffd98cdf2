"""One case: its page, its pictures and files, who has it in hand."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response
from fastapi.responses import JSONResponse

from models.accounts import Role
from models.cases import Case, CaseState
from models.errors import NotAllowed
from models.fields import DocumentKind
from models.findings import Finding, found
from models.review_steps import hold, release
from models.reviews import Choice
from models.work import NewAttachment
from rules.profile import load_profile, profile_names
from web.case_view import difference_of, draft_reason, view_of
from web.downloads import original
from web.pages import go, page
from web.review import VERDICTS
from web.review_access import case_of, looker, may_decide, reviewer
from web.visit import Guarded, Visit, Visitor
from workers.pictures import Look

router = APIRouter(prefix="/review/cases", dependencies=[Depends(looker)])
Number = Annotated[int, Path(ge=0, le=9999)]
KEYS = (
    ("j ↓", "下一栏", "Next field"),
    ("k ↑", "上一栏", "Previous field"),
    ("a", "认可这一栏", "Accept the field"),
    ("c", "读错了，写下材料上的内容", "Misread: write what the document says"),
    ("r", "退回这一栏", "Return the field"),
    ("p", "通过这一件", "Accept the case"),
    ("b", "退回这一件", "Return the case"),
    ("n", "下一件（放下这一件）", "Next case, letting this one go"),
    ("+ -", "放大、缩小", "Zoom in, out"),
    ("0", "适合宽度", "Fit the width"),
    ("[ ]", "向左、向右转", "Turn left, right"),
    (", .", "上一页、下一页", "Page before, after"),
    ("s", "去掉、恢复红章", "Red seals away or back"),
    ("m", "隐藏、显示方框", "Marks away or back"),
    ("Esc", "离开输入框", "Leave an input"),
    ("?", "这张表", "This list"),
)


@router.get("/{ref}")
def case_page(visitor: Visitor, request: Request, ref: str) -> Response:
    """The scan on one side, what does not fit on the other."""
    return show_case(visitor, request, case_of(visitor, ref))


def show_case(
    visitor: Visit,
    request: Request,
    case: Case,
    problem: Finding | None = None,
    status: int = 200,
    given: dict[str, str] | None = None,
) -> Response:
    """A case's page; given are the words of a form that was not taken, to be shown again."""
    view = view_of(visitor.service, case)
    profile = case.submission.profile
    return page(
        visitor,
        "case.html.j2",
        status,
        view=view,
        case=case,
        report=view.report,
        layout=view.layout,
        profile=load_profile(profile) if profile in profile_names() else None,
        verdicts=VERDICTS,
        deciding=may_decide(visitor.who, case),
        own=bool(case.owner and case.owner.same_person(visitor.who)),
        held=case.held_by is not None and case.held_by.id != visitor.who.id,
        query=f"?{request.url.query}" if request.url.query else "",
        problem=problem,
        given=given or {},
        draft_reason=draft_reason,
        all_kinds=tuple(DocumentKind),
        sealing=case.state is CaseState.ACCEPTED and visitor.who.may(Role.SEAL_OFFICER),
        choices=Choice,
        keys=KEYS,
    )


@router.get("/{ref}/pictures/{place}/{number}/{look}")
def picture(visitor: Visitor, ref: str, place: Number, number: Number, look: Look) -> Response:
    """A page of an attachment as a picture, or the photo."""
    one = _attachment(case_of(visitor, ref), place)
    if (look is Look.PHOTO) is not (one.kind is DocumentKind.PHOTO):
        raise NotAllowed(found("NOT_ALLOWED"))
    drawn = visitor.service.pictures.get(one.sha256, number, look)
    return Response(drawn, media_type="image/jpeg")


@router.get("/{ref}/changes/{number}/{page_number}")
def change(visitor: Visitor, ref: str, number: Number, page_number: Number) -> Response:
    """What has changed on a page of a replaced file since the case was returned."""
    drawn = difference_of(visitor.service, case_of(visitor, ref), number, page_number)
    if drawn is None:
        raise NotAllowed(found("NOT_ALLOWED"))
    return Response(drawn, media_type="image/jpeg")


@router.get("/{ref}/files/{place}")
def file(visitor: Visitor, ref: str, place: Number) -> Response:
    """An original file, as a download."""
    one = _attachment(case_of(visitor, ref), place)
    return original(visitor.service.files, one)


def _attachment(case: Case, place: int) -> NewAttachment:
    attachments = case.submission.attachments
    if not 0 <= place < len(attachments):
        raise NotAllowed(found("NOT_ALLOWED"))
    return attachments[place]


@router.post("/{ref}/hold", dependencies=[Depends(reviewer)])
def keep_hold(visitor: Guarded, ref: str) -> Response:
    """Take the case in hand, or keep it; the page asks for this while it is open."""
    case = case_of(visitor, ref)
    who = visitor.who
    held = may_decide(who, case) and visitor.service.store.act(lambda c, at: hold(c, at, case, who))
    now = case_of(visitor, ref)
    name = now.held_by.name if now.held_by and now.held_by.id != who.id else ""
    return JSONResponse({"held": held, "by": name, "edition": now.edition})


@router.post("/{ref}/release", dependencies=[Depends(reviewer)])
def let_go(visitor: Guarded, request: Request, ref: str) -> Response:
    """Let the case go."""
    case, who = case_of(visitor, ref), visitor.who
    visitor.service.store.act(lambda c, at: release(c, at, case, who))
    return go(f"/review?{request.url.query}" if request.url.query else "/review")
