"""The files of the dictionary, matching/dictionary/*.toml, with a site's own entries.

The site's dictionary is chosen once, when a program starts; a piece of work may choose another one
for itself (`using`), while others go on with theirs. What is made of the facts is kept by the
dictionary that it was made with.
"""

import json
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, lru_cache, update_wrapper
from hashlib import sha256
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar

from matching.site_dictionary import NO_SITE, SiteDictionary, merged

P = ParamSpec("P")
T = TypeVar("T")
_KEPT = 3  # dictionaries: that in force, the one before, which some work may still use, another
_chosen: list[SiteDictionary] = [NO_SITE]
_here: ContextVar[SiteDictionary | None] = ContextVar("site", default=None)


def site() -> SiteDictionary:
    """The site's own dictionary, as this piece of work uses it."""
    return _here.get() or _chosen[0]


def chosen_site() -> SiteDictionary:
    """The one that was chosen for the whole program."""
    return _chosen[0]


def choose_site(chosen: SiteDictionary) -> None:
    """Take a site's dictionary, or none, from now on, wherever no other is used."""
    _chosen[0] = chosen


@contextmanager
def using(chosen: SiteDictionary) -> Iterator[None]:
    """Use a site's dictionary from enter to exit, in this thread alone, whatever others use."""
    before = _here.set(chosen)
    try:
        yield
    finally:
        _here.reset(before)


def derived(most: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Like functools.lru_cache, for what is made of the facts: each dictionary has its own."""

    def kept(function: Callable[P, T]) -> Callable[P, T]:
        made: dict[str, Callable[P, T]] = {}

        def answer(*given: P.args, **named: P.kwargs) -> T:
            digest = (_here.get() or _chosen[0]).digest
            if (cached := made.get(digest)) is None:
                cached = made.setdefault(digest, _cached(function, most))
                for old in list(made)[:-_KEPT]:
                    made.pop(old, None)
            return cached(*given, **named)

        return update_wrapper(answer, function)

    return kept


def _cached(function: Callable[P, T], most: int | None) -> Callable[P, T]:
    return lru_cache(most)(function)  # type: ignore[return-value]  # it is called as it is


@cache
def bundled(name: str) -> dict[str, Any]:
    """One file of the dictionary as it comes with the program, by its name without .toml."""
    text = (files("matching") / "dictionary" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


@derived()
def facts(name: str) -> dict[str, Any]:
    """One file of the dictionary, with what the site has for it."""
    return merged(name, bundled(name), site())


@derived()
def keys_fingerprint() -> str:
    """Tells of which facts the keys of units' names are made: an index holds such keys."""
    told = [facts(name) for name in ("words", "places", "place_names")]
    return sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:16]
