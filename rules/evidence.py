"""What was read of a submission's documents, as the rules use it: sure readings, papers, seals."""

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from matching.text import squeezed
from models.documents import Document
from models.fields import DocumentKind

# What a seal ends in when it is that of an office inside a unit, not of the unit.
_OFFICE = re.compile(r"(处|科|室|股|部|办公室|专用章)$")
_HR = re.compile(r"人力资源和?社会保障|人社[厅局]|人事[厅局]|职称改革|职改")


def sure(documents: Iterable[Document], least: float) -> tuple[Document, ...]:
    """The documents with the readings and seals alone that are at least this sure (0 to 1)."""
    return tuple(
        replace(
            document,
            fields={f: r for f, r in document.fields.items() if r.confidence >= least},
            seals=tuple(seal for seal in document.seals if seal.text),
        )
        for document in documents
    )


def papers_seen(documents: Iterable[Document], employer: str) -> dict[str, Any]:
    """The declaration `documents` as the files themselves make it.

    The seals of a document are said only where every seal on it could be read.
    """
    known = (*DocumentKind,)
    return {
        kind: _entry(document, employer)
        for document in sorted(documents, key=lambda d: known.index(d.kind))
        if (kind := _kind(document)) is not DocumentKind.PHOTO
    }


def _kind(document: Document) -> DocumentKind:
    same = document.kind is DocumentKind.E_CERTIFICATE
    return DocumentKind.CERTIFICATE if same else document.kind


def _entry(document: Document, employer: str) -> bool | dict[str, Any]:
    entry: dict[str, Any] = {}
    if document.rows:
        entry["roster"] = True
    if document.seals and all(seal.text for seal in document.seals):
        entry["seals"] = sorted({seal_kind(seal.text, employer) for seal in document.seals})
    return entry or True


def seal_kind(text: str, employer: str) -> str:
    """Whose seal it is by its text: employer, hr-department, or office (a 处, 科, 室 of a unit)."""
    seal, own = squeezed(text), squeezed(employer)
    if own and seal == own:
        return "employer"
    if _HR.search(seal):
        return "hr-department"
    return "office" if _OFFICE.search(seal) else "employer"
