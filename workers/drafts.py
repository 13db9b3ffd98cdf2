"""Drafts as files: letters as DOCX to edit and PDF to print, lists as XLSX."""

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
            for path, data in zip(_free(folder, draft), _files(draft).values(), strict=True):
                write_file(path, data)
                written.append(path)
    except OSError as error:
        raise unwritable(folder, error) from None
    return tuple(written)


def _files(draft: Draft) -> dict[str, bytes]:
    """The contents by the endings of the files."""
    if isinstance(draft, Letter):
        return {".docx": letter_docx(draft), ".pdf": letter_pdf(draft)}
    return {".xlsx": sheet_xlsx(draft)}


def _free(folder: Path, draft: Draft) -> list[Path]:
    """The paths of a draft's files, all of one name that none in the folder has yet."""
    endings = (".docx", ".pdf") if isinstance(draft, Letter) else (".xlsx",)
    stem, number = _name(draft.file), 1
    while True:
        name = stem if number == 1 else f"{stem}（{number}）"
        paths = [folder / f"{name}{ending}" for ending in endings]
        if not any(path.exists() for path in paths):
            return paths
        number += 1


def _name(text: str) -> str:
    """A name that every system takes: letters, characters, digits, and no path."""
    kept = "".join(c for c in text if c.isalnum() or c in _KEPT)
    return kept.strip("-·")[-_NAME_MOST:]
