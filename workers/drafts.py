"""Drafts as files: letters as DOCX to edit and PDF to print, lists as XLSX."""

from enum import StrEnum
from pathlib import Path

from intake.files import unwritable, write_file
from models.drafts import Draft, Letter
from rules.case import Case
from rules.drafts import drafts_of
from workers.letter_docx import letter_docx
from workers.letter_pdf import letter_pdf
from workers.sheet_xlsx import sheet_xlsx

_NAME_MOST = 60
_KEPT = "·-（）"
_OFFICE = "application/vnd.openxmlformats-officedocument"


class DraftFormat(StrEnum):
    """What a draft is written as; each is the ending of a file."""

    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        """What browsers and programs call it."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    DraftFormat.DOCX: f"{_OFFICE}.wordprocessingml.document",
    DraftFormat.PDF: "application/pdf",
    DraftFormat.XLSX: f"{_OFFICE}.spreadsheetml.sheet",
}


def write_drafts(case: Case, folder: Path) -> tuple[Path, ...]:
    """Write the drafts of a case into a folder, which is made where it is missing.

    Returns the files, none where no paper of this case can be drafted. No file is replaced: where
    the name is taken, a number follows it. Raises UsageWrong where the folder can't be written to.
    """
    drafts = drafts_of(case)
    if not drafts:
        return ()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        for draft in drafts:
            for kind, path in zip(formats_of(draft), _free(folder, draft), strict=True):
                write_file(path, draft_file(draft, kind))
                written.append(path)
    except OSError as error:
        raise unwritable(folder, error) from None
    return tuple(written)


def formats_of(draft: Draft) -> tuple[DraftFormat, ...]:
    """What a draft can be written as."""
    if isinstance(draft, Letter):
        return (DraftFormat.DOCX, DraftFormat.PDF)
    return (DraftFormat.XLSX,)


def draft_file(draft: Draft, kind: DraftFormat) -> bytes:
    """The content of a draft's file; its kind must be one of its formats."""
    if isinstance(draft, Letter):
        return letter_pdf(draft) if kind is DraftFormat.PDF else letter_docx(draft)
    return sheet_xlsx(draft)


def _free(folder: Path, draft: Draft) -> list[Path]:
    """The paths of a draft's files, all of one name that none in the folder has yet."""
    stem, number = file_name(draft), 1
    while True:
        name = stem if number == 1 else f"{stem}（{number}）"
        paths = [folder / f"{name}.{kind}" for kind in formats_of(draft)]
        if not any(path.exists() for path in paths):
            return paths
        number += 1


def file_name(draft: Draft) -> str:
    """A name without an ending that every system takes: letters, characters, digits, no path."""
    kept = "".join(c for c in draft.file if c.isalnum() or c in _KEPT)
    return kept.strip("-·")[-_NAME_MOST:]
