"""The site's own dictionary: what is in use, and what a new file would change."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from fastapi.concurrency import run_in_threadpool

from matching.dictionary import entries
from matching.entries import Kind
from models.errors import ZhengheError
from models.findings import Finding
from web.operate_access import operate_page, operator
from web.uploads import Upload, uploading
from web.visit import Visit, Visitor
from workers.dictionary_draft import (
    DictionaryDraft,
    OwnDictionary,
    check_dictionary,
    dictionary_in_use,
    dictionary_on_disk,
)

router = APIRouter(prefix="/operate/dictionary", dependencies=[Depends(operator)])
MOST = 4 * 2**20  # bytes of a file, which people write
Posted = Annotated[Upload, Depends(uploading(lambda _: MOST))]


@router.get("")
def dictionary_page(visitor: Visitor) -> Response:
    """What is in use."""
    return _dictionary(visitor)


def _dictionary(
    visitor: Visit,
    status: int = 200,
    draft: DictionaryDraft | None = None,
    name: str = "",
    problems: tuple[Finding, ...] = (),
) -> Response:
    settings = visitor.service.settings
    on_disk = dictionary_on_disk(settings)
    used = dictionary_in_use()
    broken = () if isinstance(on_disk, OwnDictionary) else on_disk
    return operate_page(
        visitor,
        "operate_dictionary.html.j2",
        status,
        bundled=[(kind, len(entries(kind))) for kind in Kind],
        used=used,
        changed=isinstance(on_disk, OwnDictionary) and on_disk.digest != used.digest,
        given=settings.own_dictionary is not None,
        draft=draft,
        name=name,
        problems=(*problems, *broken),
    )


@router.post("")
async def check(upload: Posted) -> Response:
    """Look at a file; nothing is put in its place."""
    return await run_in_threadpool(_check, upload)


def _check(upload: Upload) -> Response:
    visitor = upload.visitor
    data = upload.file.file.read() if upload.file else b""
    try:
        draft = check_dictionary(data, visitor.service.settings)
    except ZhengheError as error:
        return _dictionary(visitor, error.http_status, problems=error.findings)
    status = 422 if draft.mistakes else 200
    return _dictionary(visitor, status, draft, upload.name)
