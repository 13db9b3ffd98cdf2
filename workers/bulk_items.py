"""Lists of submissions: a folder with a subfolder for each, or a file with a line of JSON for each.

What is wrong with one is told with it and does not stop the others. No more than one is held.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rapidfuzz import process

from intake.files import open_file, read_file, shown
from intake.form import decode_form, parse_form
from models.errors import FileRefused, UsageWrong, ZhengheError
from models.fields import DocumentKind
from models.findings import Finding, found
from models.settings import Settings
from rules.profile import load_profile
from workers.rules_batch import count_lines

T = TypeVar("T")
_KEY_MAX = 200
_FORM, _PROFILE = "form.json", "profile.txt"
_KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.E_CERTIFICATE)
_PAPERS = tuple(kind for kind in _KINDS if kind is not DocumentKind.PHOTO)
_NAMES = {name: kind for kind in _KINDS for name in (kind.value, kind.zh)}
_KEYS = ("key", "profile", "form", "attachments", "photo")
# What has none of these can't have been meant as a paper or a photo.
_SUFFIXES = frozenset(
    {
        ".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".avif", ".tif", ".tiff",
        ".bmp", ".gif", ".doc", ".docx", ".ofd",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a submission to come."""

    kind: DocumentKind
    path: Path


@dataclass(frozen=True, slots=True)
class Item:
    """One submission of a list. place: its line or its folder's name."""

    place: str
    key: str
    profile: str
    form: dict[str, Any]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One that can't be taken, with every mistake found; unread: a file of it can't be read."""

    place: str
    key: str
    findings: tuple[Finding, ...]
    unread: bool


class SubmissionList:
    """The submissions of a list, in its order."""

    def __init__(self, path: Path, profile: str | None, settings: Settings) -> None:
        """profile: for those that name none. Raises FileRefused and UsageWrong."""
        self._path = path
        self._profile = load_profile(profile).name if profile else None
        self._settings = settings
        self._folders = _subfolders(path) if path.is_dir() else None
        self.total = count_lines(path, settings) if self._folders is None else len(self._folders)
        if not self.total:
            raise UsageWrong(found("SUBMIT_NOTHING", place=shown(path)))

    def __iter__(self) -> Iterator[Item | Refusal]:
        if self._folders is not None:
            yield from map(self._of_folder, self._folders)
            return
        with open_file(self._path, self._settings.roster_bytes_max) as file:
            for number, data in enumerate(file, 1):
                if data.strip():
                    yield self._of_line(str(number), data)

    def _of_folder(self, name: str) -> Item | Refusal:
        folder, settings = self._path / name, self._settings

        def profile() -> str:
            path = folder / _PROFILE
            if not path.exists():
                return self._named(None)
            return self._named(read_file(path, settings).decode("utf-8-sig", "replace").strip())

        def form() -> dict[str, Any]:
            path = folder / _FORM
            return _form(decode_form(read_file(path, settings), f"{shown(name)}/{_FORM}"))

        return _made(name, lambda: name, profile, form, lambda: _files_of(folder))

    def _of_line(self, place: str, data: bytes) -> Item | Refusal:
        where = f"{shown(self._path.name)}:{place}"
        try:
            line = _object(decode_form(data, where), where)
        except (FileRefused, UsageWrong) as error:
            return Refusal(place, "", error.findings, isinstance(error, FileRefused))
        return _made(
            place,
            lambda: _text(line, "key") or "",
            lambda: self._named(_text(line, "profile")),
            lambda: _form(line.get("form", {})),
            lambda: _files_named(line, self._path.parent),
        )

    def _named(self, given: str | None) -> str:
        """The profile of one submission. Raises UsageWrong."""
        if given:
            return load_profile(given).name
        if self._profile is None:
            raise UsageWrong(found("SUBMIT_NO_PROFILE"))
        return self._profile


def _made(
    place: str,
    key: Callable[[], str],
    profile: Callable[[], str],
    form: Callable[[], dict[str, Any]],
    sources: Callable[[], tuple[Source, ...]],
) -> Item | Refusal:
    """A submission of its parts, or all that is wrong with any of them."""
    errors: list[ZhengheError] = []

    def part(made: Callable[[], T], otherwise: T) -> T:
        try:
            return made()
        except (FileRefused, UsageWrong) as error:
            errors.append(error)
            return otherwise

    item = Item(
        place=place,
        key=part(lambda: _checked(key()), ""),
        profile=part(profile, ""),
        form=part(form, {}),
        sources=part(sources, ()),
    )
    if not errors:
        return item
    findings = tuple(finding for error in errors for finding in error.findings)
    return Refusal(place, item.key, findings, any(isinstance(e, FileRefused) for e in errors))


def _checked(key: str) -> str:
    """The key. Raises UsageWrong for one that can't be stored and shown."""
    if not 0 < len(key) <= _KEY_MAX or not key.isprintable() or key.strip() != key:
        raise UsageWrong(found("SUBMIT_KEY_WRONG", given=shown(key), most=_KEY_MAX))
    return key


def _form(content: Any) -> dict[str, Any]:
    """The form as given. Raises UsageWrong with all that is wrong with it."""
    parse_form(content)
    return dict(content)


def _subfolders(path: Path) -> list[str]:
    """The names of the folders in a folder, in their order, without hidden ones."""
    with os.scandir(path) as entries:
        return sorted(one.name for one in entries if one.is_dir() and one.name[0] != ".")


def _files_of(folder: Path) -> tuple[Source, ...]:
    """The papers of a folder by their names. Raises UsageWrong for what is none of them."""
    mistakes: list[Finding] = []
    sources: list[Source] = []
    with os.scandir(folder) as entries:
        names = sorted(one.name for one in entries if one.name[0] != ".")
    for name in names:
        if Path(name).suffix.lower() not in _SUFFIXES:
            continue
        kind = _kind_of(name)
        if kind is None:
            known = ", ".join(f"{paper}.pdf" for paper in _PAPERS) + ", photo.jpg"
            mistakes.append(found("SUBMIT_FILE_UNKNOWN", file=shown(name), known=known))
        elif kind is not DocumentKind.OTHER and any(one.kind is kind for one in sources):
            mistakes.append(found("SUBMIT_FILE_TWICE", file=shown(name), zh=kind.zh, en=kind.en))
        else:
            sources.append(Source(kind, folder / name))
    if mistakes:
        raise UsageWrong(*mistakes)
    return _in_order(sources)


def _kind_of(name: str) -> DocumentKind | None:
    """What a file's name says it is; a paper is a PDF, and there may be several others."""
    stem, suffix = Path(name).stem.lower(), Path(name).suffix.lower()
    kind = _NAMES.get(stem)
    if kind is None and stem.startswith((DocumentKind.OTHER.value, DocumentKind.OTHER.zh)):
        kind = DocumentKind.OTHER
    return kind if kind is DocumentKind.PHOTO or suffix == ".pdf" else None


def _files_named(line: dict[str, Any], beside: Path) -> tuple[Source, ...]:
    """The files that a line names; their paths begin where the list lies."""
    papers = _object(line.get("attachments", {}), "attachments")
    mistakes = [
        found("FORM_UNKNOWN_KEY", key=where + shown(key), nearest=where + nearest[0])
        for where, given, known in (("", line, _KEYS), ("attachments.", papers, _PAPERS))
        for key in given
        if key not in known and (nearest := process.extractOne(key, [str(k) for k in known]))
    ]
    sources: list[Source] = []
    named = {**papers, **({DocumentKind.PHOTO.value: line["photo"]} if line.get("photo") else {})}
    for key, paths in named.items():
        many = paths if isinstance(paths, list) and key == DocumentKind.OTHER else [paths]
        if not all(isinstance(path, str) and path for path in many):
            wanted = '"…" | ["…"]' if key == DocumentKind.OTHER else '"…"'
            mistakes.append(_wrong(f"attachments.{shown(key)}", wanted, paths))
        elif key in _KINDS:
            sources += [Source(DocumentKind(key), beside / path) for path in many]
    if mistakes:
        raise UsageWrong(*mistakes)
    return _in_order(sources)


def _in_order(sources: list[Source]) -> tuple[Source, ...]:
    """Papers in the order of their kinds, which is that of `check`."""
    order = list(DocumentKind)
    return tuple(sorted(sources, key=lambda one: (order.index(one.kind), one.path.name)))


def _text(line: dict[str, Any], key: str) -> str | None:
    value = line.get(key)
    if value is not None and not isinstance(value, str):
        raise UsageWrong(_wrong(key, '"…"', value))
    return value


def _object(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageWrong(_wrong(where, "{…}", value))
    return value


def _wrong(key: str, wanted: str, value: object) -> Finding:
    return found("FORM_WRONG_TYPE", key=key, wanted=wanted, given=shown(repr(value))[:40])
