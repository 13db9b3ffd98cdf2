"""Papers and portraits as they come in, by a page or by the API, made into what is checked."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from intake.files import shown
from intake.page_photo import page_of_photo
from intake.sniff import PICTURES, kind_of
from models.draft_steps import Change
from models.fields import DocumentKind
from models.work import NewAttachment
from web.portrait import make_portrait
from web.service import Service
from workers.child import FILE

_NAME_MOST = 120


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that is in the file store; portrait: what is kept of a photo."""

    attachment: NewAttachment
    portrait: dict[str, Any] | None = None

    @property
    def change(self) -> Change:
        """What it changes of a draft: a portrait takes the place of the one before."""
        alone = self.portrait is not None
        return Change(portrait=self.portrait, add=self.attachment, kind_alone=alone)


def name_of(given: str | None) -> str:
    """A file's name without its folders, as it can be shown."""
    return shown(Path(given or "file").name)[:_NAME_MOST]


def take_paper(kind: DocumentKind, name: str, data: bytes, profile: str, service: Service) -> Paper:
    """Keep a document or the portrait; a phone's picture of a paper becomes a page.

    Raises FileRefused for a picture that is none.
    """
    if kind is DocumentKind.PHOTO:
        made = make_portrait(data, name, profile, service)
        return Paper(made.attachment, made.kept)
    if kind_of(data) in PICTURES:
        sheet = service.children.run(FILE, page_of_photo, data, name, service.settings)
        data, name = sheet.pdf, f"{Path(name).stem}.pdf"
    return Paper(NewAttachment(kind, name, service.files.put(data), len(data)))
