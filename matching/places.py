"""The places of the four provinces: their codes, short and former names, and how names begin."""

from dataclasses import dataclass
from typing import Any

from matching.dictionary_data import derived, facts

# Only names that say what kind of place they are can begin the name of a unit with certainty; 东乡
# alone may be part of another word. The provinces are known by their short names, too.
_ADMINISTRATIVE = tuple("省市州县区")
_UNNAMED = ("本省", "省", "自治区", "自治州", "市", "州", "县", "区")


@dataclass(frozen=True, slots=True)
class OtherName:
    """A short or a former name of a place; changed is the year in which it was given up."""

    name: str
    changed: str
    ambiguous: bool
    source: str
    certainty: str


@dataclass(frozen=True, slots=True)
class Place:
    """A province (2 digits), prefecture (4) or county (6); an area without a code has a word.

    within holds the codes of the places it lies in, the nearest first.
    """

    code: str
    name: str
    within: tuple[str, ...]
    short: tuple[OtherName, ...]
    former: tuple[OtherName, ...]
    source: str
    certainty: str


@derived()
def places() -> tuple[Place, ...]:
    """Every known place, provinces before what lies in them."""
    register, others = facts("places"), facts("place_names")
    found: list[tuple[str, str, tuple[str, ...]]] = []
    for province in register["province"]:
        top = str(province["code"])
        found.append((top, province["name"], ()))
        found += [(code, name, (top,)) for code, name in province.get("places", {}).items()]
        for prefecture in province.get("prefecture", ()):
            code = str(prefecture["code"])
            found.append((code, prefecture["name"], (top,)))
            inside = prefecture.get("places", {}).items()
            found += [(county, name, (code, top)) for county, name in inside]
    made = [
        Place(code, name, within, *_others(code, others), register["source"], register["certainty"])
        for code, name, within in found
    ]
    areas = [
        Place(a["code"], a["name"], (a["within"],), (), (), a["source"], a["certainty"])
        for a in others["area"]
    ]
    return (*made, *areas)


def _others(code: str, data: dict[str, Any]) -> tuple[tuple[OtherName, ...], tuple[OtherName, ...]]:
    short, former = (
        tuple(
            OtherName(
                row["name"],
                row.get("changed", ""),
                row.get("ambiguous", False),
                row["source"],
                row["certainty"],
            )
            for row in data[table]
            if row["code"] == code
        )
        for table in ("short", "former")
    )
    return short, former


@derived()
def _beginnings() -> dict[str, tuple[Place, ...]]:
    """The names with which the name of a unit may begin, and whose they are."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in places():
        names = [place.name, *(other.name for other in (*place.short, *place.former))]
        for name in names:
            if name.endswith(_ADMINISTRATIVE) or not place.within:
                found[name] = (*found.get(name, ()), place)
    return found


def place_path(text: str) -> tuple[tuple[str, ...], int]:
    """The names of the known places that a text begins with, each within the one before.

    Returns them and how many characters they take: 贵州省贵阳市人事局 has two, of 6 characters.
    The longest name at each place wins, so that 贵州省 is not cut at 州.
    """
    names: list[str] = []
    at, outer = 0, frozenset[str]()
    while True:
        for length in range(min(_longest(), len(text) - at), 1, -1):
            name = text[at : at + length]
            inside = [
                place
                for place in _beginnings().get(name, ())
                if not names or outer & set(place.within)
            ]
            if inside:
                names.append(name)
                at, outer = at + length, frozenset(place.code for place in inside)
                break
        else:
            return tuple(names), at


def places_named(name: str) -> frozenset[str]:
    """The codes of the places that a name may stand for, by itself: 黔南州 is 5227."""
    return frozenset(place.code for place in _beginnings().get(name, ()))


def place_prefix(text: str) -> int:
    """How many characters of a text name the place at its beginning; 0 when none is named.

    省, 市, 州, 县, 区 and 自治区 alone stand for a place that is not named. Of other provinces the
    names are known, and nothing else.
    """
    _, length = place_path(text)
    others = (*facts("place_names")["elsewhere"]["provinces"], *_UNNAMED)
    return length or next((len(name) for name in others if text.startswith(name)), 0)


@derived()
def _longest() -> int:
    return max(map(len, _beginnings()))
