"""Where a unit sits, as far as its name says: 遵义市教育局 in Guizhou, 湖南省人事厅 in Hunan."""

import re

from matching.dictionary import named
from matching.dictionary_data import derived, facts
from matching.entries import Hit, Kind, Standing
from matching.keys import match_key
from matching.places import Place, place_path, places
from models.fields import Field

_PARTY = re.compile(r"^(?:中共|中国共产党)")
_KIND_OF_PLACE = re.compile(r"(?:壮族|回族)?(?:维吾尔)?(?:省|市|自治区)$")
_STREET = tuple("路街道")


@derived(8192)
def place_of(name: str) -> str:
    """The code of the innermost place that a name begins with: 52, 5203, 520328; "" for none.

    Only names that say what kind of place they are count: 遵义市, not 遵义.
    """
    path, _ = place_path(_PARTY.sub("", name))
    code = ""
    for text in path:
        hits = [hit.entry.id.removeprefix("place.") for hit in named(Kind.PLACE, text)]
        inside = [one for one in hits if one.startswith(code)] or hits
        code = inside[0] if inside else code
    return code if code.isdigit() else _outside_the_register(code)


def _outside_the_register(code: str) -> str:
    return next((place.within[0] for place in places() if code and place.code == code), "")


@derived(8192)
def county_named(name: str) -> str:
    """The code of the county that a name begins with, also by its bare name: 威宁自治县…, 织金…."""
    if code := place_of(name):
        return code if len(code) == 6 else ""
    rest = _PARTY.sub("", name)
    return next((code for bare, code in _bare_counties() if rest.startswith(bare)), "")


@derived(8192)
def province_of(name: str) -> str:
    """The province in which a unit says that it sits, as 贵州省; "" where it doesn't say.

    Bare names count here: 贵阳某公司 is of Guizhou. A street is no province: 北京路小学.
    """
    if code := place_of(name):
        return _province_names()[code[:2]]
    rest = _PARTY.sub("", name)
    for bare, province in _bare_provinces():
        if rest.startswith(bare) and not rest[len(bare) :].startswith(_STREET):
            return province
    return ""


@derived()
def _province_names() -> dict[str, str]:
    return {place.code: place.name for place in places() if not place.within}


@derived()
def _bare_provinces() -> tuple[tuple[str, str], ...]:
    """Bare names of provinces, and of the prefectures that are known, with their province."""
    elsewhere = facts("place_names")["elsewhere"]
    others, cities = elsewhere["provinces"], dict(elsewhere["cities"])
    shortened = cities.pop("bare")
    bare = {_bare(name): name for name in others}
    for province, names in cities.items():
        bare |= dict.fromkeys(names, province)
        bare |= {_bare(name): province for name in names if _bare(name) in shortened}
    for place in places():
        if not place.within or len(place.code) == 4:
            bare[_bare(place.name)] = _province_names()[place.code[:2]]
    return _longest_first({**bare, **{name: name for name in others}})


@derived()
def _bare_counties() -> tuple[tuple[str, str], ...]:
    """Bare names of counties, but for those that a prefecture has, too: 遵义, 毕节."""
    bare: dict[str, str] = {}
    for place in places():
        if len(place.code) == 6:
            bare |= {one: place.code for one in _bare_names(place) if len(one) > 1}
    prefectures = {_bare(place.name) for place in places() if len(place.code) == 4}
    return _longest_first({one: code for one, code in bare.items() if one not in prefectures})


def _bare_names(place: Place) -> set[str]:
    names = {place.name, *(other.name for other in (*place.short, *place.former))}
    return {re.sub(r"(?:县|区|市|特区)$", "", name) for name in names if not name.endswith("地区")}


def _bare(name: str) -> str:
    return _KIND_OF_PLACE.sub("", name)


def _longest_first(names: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda pair: -len(pair[0])))


@derived(8192)
def unit_hit(name: str, province: str) -> Hit | None:
    """The department that a name is; of several like 省人事厅 the one of a province (52).

    A name that may be two departments of the province is none, but what only a part of a place
    once bore comes after what the whole place did.
    """
    hits = named(Kind.UNIT, name)
    own = [hit for hit in hits if hit.entry.id.rpartition(".")[2].startswith(province)]
    if len(own) > 1:
        plain = [hit for hit in own if not hit.name.ambiguous]
        own = plain or own
    if not own:
        return hits[0] if len(hits) == 1 else None
    first = own[0].name.standing
    return own[0] if [hit.name.standing for hit in own].count(first) == 1 else None


@derived(8192)
def unit_key(name: str, province: str) -> str:
    """What two names of one unit share: the id of its entry, else the name written out."""
    hit = unit_hit(name, province)
    return hit.entry.id if hit else match_key(Field.ISSUER, name)


def successor(name: str, province: str) -> Hit | None:
    """The department that took the place of one of this name; None where it still stands."""
    hit = unit_hit(name, province)
    return hit if hit and hit.name.standing is Standing.FORMER else None
