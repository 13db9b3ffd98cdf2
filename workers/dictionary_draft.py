"""A site's own dictionary before it is used: what is wrong with it, what it would change."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matching.dictionary_data import bundled, site
from matching.own_dictionary import use_dictionary
from matching.site_dictionary import (
    NO_SITE,
    SiteDictionary,
    files_of,
    read_site_dictionary,
)
from models.errors import UsageWrong
from models.findings import Finding
from models.settings import Settings
from workers.child import FILE, Child


@dataclass(frozen=True, slots=True)
class OwnDictionary:
    """The site's own entries, by table; digest tells one state from another, "" for none."""

    tables: tuple[tuple[str, int], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class DictionaryDraft:
    """A file that was looked at: mistakes, or rows by table that are new, gone and the same."""

    mistakes: tuple[Finding, ...]
    tables: tuple[tuple[str, int, int, int], ...] = ()


def dictionary_in_use() -> OwnDictionary:
    """What this process looks up in beside the bundled dictionary."""
    return _told(site())


def dictionary_on_disk(settings: Settings) -> OwnDictionary | tuple[Finding, ...]:
    """What stands where the settings say, used from the next start on; or its mistakes."""
    if settings.own_dictionary is None:
        return _told(NO_SITE)
    try:
        files = files_of(settings.own_dictionary)
        return _told(read_site_dictionary(files, bundled("sources")["sources"]))
    except UsageWrong as error:
        return error.findings


def check_dictionary(data: bytes, settings: Settings) -> DictionaryDraft:
    """Look at a file as the start would, in a child, and hold it against what is in use."""
    with TemporaryDirectory(prefix="zhenghe-") as folder, Child(settings) as child:
        path = Path(folder) / "dictionary.toml"
        path.write_bytes(data)
        try:
            new: SiteDictionary = child.run(FILE, _read, path)
        except UsageWrong as error:
            return DictionaryDraft(error.findings)
    old = site()
    names = sorted({*old.rows, *new.rows})
    return DictionaryDraft((), tuple(_compared(name, old, new) for name in names))


def _read(path: Path) -> SiteDictionary:
    """In the child, whose dictionary nobody else uses."""
    use_dictionary(path)
    return site()


def _compared(name: str, old: SiteDictionary, new: SiteDictionary) -> tuple[str, int, int, int]:
    before, after = (
        Counter(repr(_plain(one.row)) for one in d.rows.get(name, ())) for d in (old, new)
    )
    same = (before & after).total()
    return name, after.total() - same, before.total() - same, same


def _plain(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(row.items())


def _told(one: SiteDictionary) -> OwnDictionary:
    return OwnDictionary(
        tuple((name, len(rows)) for name, rows in sorted(one.rows.items())), one.digest
    )
