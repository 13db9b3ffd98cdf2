"""The files of one's own submissions: added, taken away, as they came, and as pictures."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from fastapi.exceptions import RequestValidationError

from models.draft_steps import Change
from models.fields import DocumentKind, Field
from models.work import NewAttachment, Submission
from web.api import shapes
from web.api.callers import Caller, Reader, Sender, not_there
from web.api.documented import ONE_FILE, form_of
from web.api.handing_in import KINDS
from web.api.once import Made, OnceOnly
from web.api.submissions import Ref, changed, own, submission_told
from web.api.uploads import Uploads, bytes_of, digest_of, wrong
from web.apply_view import crop_of
from web.downloads import original
from web.papers import name_of, take_paper
from workers.pictures import Look

router = APIRouter(prefix="/submissions", tags=["submissions"])
Place = Annotated[int, Path(ge=0, le=9999, description="The file's place.")]
Number = Annotated[int, Path(ge=1, le=9999, description="The page, from 1.")]
DOWNLOAD: dict[str, Any] = {
    "response_class": Response,
    "responses": {200: {"content": {"application/octet-stream": {}}, "description": "The file."}},
}
PICTURE: dict[str, Any] = {
    "response_class": Response,
    "responses": {200: {"content": {"image/jpeg": {}}, "description": "The picture."}},
}
_KIND = {"type": "string", "enum": [kind.value for kind in KINDS]}


@router.post(
    "/{ref}/files",
    status_code=201,
    response_model=shapes.Submission,
    **form_of(("kind", "file"), kind=_KIND, file=ONE_FILE),
)
def add_file(caller: Sender, ref: Ref, upload: Uploads, once: OnceOnly) -> Response:
    """Add a file to a draft; a photo takes the place of the one before."""
    upload.only("kind", "file")
    kind, file = upload.texts.get("kind", ""), upload.file("file")
    if kind not in KINDS:
        raise RequestValidationError([wrong("kind", ", ".join(KINDS))])

    def make() -> Made:
        draft = own(caller, ref)
        data = bytes_of(file, caller.service.settings)
        profile, name = draft.submission.profile, name_of(file.filename)
        taken = take_paper(DocumentKind(kind), name, data, profile, caller.service)
        changed(caller, draft, taken.change)
        return Made(shapes.Submission.model_validate(submission_told(caller, own(caller, ref))))

    return once.answer(caller, [kind, file.filename, digest_of(file)], make)


@router.delete("/{ref}/files/{place}", response_model=shapes.Submission)
def remove_file(caller: Sender, ref: Ref, place: Place) -> dict[str, Any]:
    """Take a file away from a draft."""
    draft = own(caller, ref)
    attached(draft.submission, place)
    changed(caller, draft, Change(remove=place))
    return submission_told(caller, own(caller, ref))


@router.get("/{ref}/files/{place}", **DOWNLOAD)
def get_file(caller: Reader, ref: Ref, place: Place) -> Response:
    """A file as it came, as a download."""
    one = attached(own(caller, ref).submission, place)
    return original(caller.service.files, one)


@router.get("/{ref}/files/{place}/pages/{number}", **PICTURE)
def get_page(
    caller: Reader, ref: Ref, place: Place, number: Number, look: Look = Look.PLAIN
) -> Response:
    """A page as a picture; of a photo, page 1 with the look `photo`."""
    return picture(caller, own(caller, ref).submission, place, number, look)


@router.get("/{ref}/crops/{field}", **PICTURE)
def get_crop(caller: Reader, ref: Ref, field: Field) -> Response:
    """The place on the scan that a field was read from, as a picture."""
    drawn = crop_of(caller.service, own(caller, ref), field)
    if drawn is None:
        raise not_there()
    return Response(drawn, media_type="image/jpeg")


def picture(caller: Caller, one: Submission, place: int, number: int, look: Look) -> Response:
    """A page or a photo of a submission. Raises NotThere, FileRefused, PageUnreadable."""
    given = attached(one, place)
    if (look is Look.PHOTO) is not (given.kind is DocumentKind.PHOTO):
        raise not_there()
    drawn = caller.service.pictures.get(given.sha256, number, look)
    return Response(drawn, media_type="image/jpeg")


def attached(one: Submission, place: int) -> NewAttachment:
    """A file of a submission. Raises NotThere."""
    if place >= len(one.attachments):
        raise not_there()
    return one.attachments[place]
