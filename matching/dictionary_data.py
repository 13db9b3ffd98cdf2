"""The files of the dictionary, matching/dictionary/*.toml, with a site's own entries.

The site's dictionary is chosen once, when a program starts; what was made of the facts before is
forgotten then.
"""

import json
import tomllib
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from matching.site_dictionary import NO_SITE, SiteDictionary, merged, read_site_dictionary

P = ParamSpec("P")
T = TypeVar("T")
_forget: list[Callable[[], None]] = []
_site: list[SiteDictionary] = [NO_SITE]


def derived(function: Callable[P, T]) -> Callable[P, T]:
    """Like functools.cache, for what is made of the facts."""
    cached = cache(function)
    _forget.append(cached.cache_clear)
    return cached  # type: ignore[return-value]  # it is called as the function is


@derived
def facts(name: str) -> dict[str, Any]:
    """One file of the dictionary, by its name without .toml."""
    text = (files("matching") / "dictionary" / f"{name}.toml").read_text("utf-8")
    return merged(name, tomllib.loads(text), _site[0])


@derived
def keys_fingerprint() -> str:
    """Tells of which facts the keys of units' names are made: an index holds such keys."""
    told = [facts(name) for name in ("words", "places", "place_names")]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]


def site() -> SiteDictionary:
    """The site's own dictionary."""
    return _site[0]


def choose_site(path: Path | None) -> None:
    """Take a site's dictionary, or none, from now on. Raises as `read_site_dictionary` does."""
    _take(NO_SITE)
    if path is not None:
        _take(read_site_dictionary(path, facts("sources")["sources"]))


def _take(chosen: SiteDictionary) -> None:
    if chosen.digest != _site[0].digest:
        _site[0] = chosen
        for forget in _forget:
            forget()
