"""What a PDF carries besides pages: scripts, actions that start programs, and other files."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_JAVASCRIPT = re.compile(r"/S\s*/JavaScript\b|/JavaScript[\s<\[\d]|/JS[\s(<\d]")
_LAUNCH = re.compile(r"/S\s*/(Launch|ImportData|SubmitForm)\b|/Win\s*<<")
_EMBEDDED = re.compile(r"/EF[\s<\d]")


@dataclass(frozen=True, slots=True)
class ActiveContent:
    """What was found; the actions are wherever they hang: catalogue, pages, notes, form fields."""

    javascript: bool
    launch: bool
    embedded_files: int


def active_content_of(objects: Iterable[str]) -> ActiveContent:
    """Look through the source of all objects of a file, as MuPDF prints them (names unescaped)."""
    javascript = launch = False
    embedded = 0
    for source in objects:
        javascript = javascript or bool(_JAVASCRIPT.search(source))
        launch = launch or bool(_LAUNCH.search(source))
        embedded += bool(_EMBEDDED.search(source))
    return ActiveContent(javascript, launch, embedded)
