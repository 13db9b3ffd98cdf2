"""The dictionary: which series, titles, levels, review types, places, units and committees exist.

The facts are data, `matching/dictionary/*.toml` and `models/titles.toml`, each with its source and
how sure it is; docs/dictionary.md says how a department extends them.
"""

from collections.abc import Callable
from dataclasses import replace

from matching.dictionary_data import derived, facts
from matching.entries import Certainty, Entry, Hit, Kind, Name, Sense, Standing
from matching.keys import match_key
from matching.places import place_path, places
from matching.title_entries import LEVELS, series_entries, title_entries
from matching.unit_entries import committee_entries, place_entries, unit_entries
from models.fields import Field

KINDS: dict[Field, tuple[Kind, ...]] = {
    Field.SERIES: (Kind.SERIES,),
    Field.TITLE: (Kind.TITLE,),
    Field.LEVEL: (Kind.LEVEL,),
    Field.REVIEW_TYPE: (Kind.REVIEW_TYPE,),
    # Who recognised a title without a committee stands in the committee's place.
    Field.COMMITTEE: (Kind.COMMITTEE, Kind.UNIT),
    Field.CONVENER: (Kind.UNIT,),
    Field.ISSUER: (Kind.UNIT,),
}
"""The kinds of entries that a field's value can be."""

_FIELDS = {kind: field for field, kinds in KINDS.items() for kind in kinds} | {
    Kind.PLACE: Field.ISSUER,
    Kind.COMMITTEE: Field.COMMITTEE,
    Kind.WORD: Field.COMMITTEE,
}


_IDS = {"level": "level", "type": "review"}


def version() -> str:
    """The version of the facts."""
    return str(facts("sources")["version"])


def told_source(source: str) -> str:
    """The sources that an entry names by their short ids, in words."""
    known = facts("sources")["sources"]
    return "；".join(known[one] for one in source.split(", "))


@derived()
def entries(kind: Kind) -> tuple[Entry, ...]:
    """Every entry of a kind."""
    made: dict[Kind, Callable[[], tuple[Entry, ...]]] = {
        Kind.SERIES: series_entries,
        Kind.TITLE: title_entries,
        Kind.LEVEL: lambda: _simple(Kind.LEVEL, "levels", "level"),
        Kind.REVIEW_TYPE: lambda: _simple(Kind.REVIEW_TYPE, "review_types", "type"),
        Kind.PLACE: place_entries,
        Kind.UNIT: unit_entries,
        Kind.COMMITTEE: lambda: committee_entries(kind),
        Kind.WORD: lambda: committee_entries(kind),
    }
    return made[kind]()


def _simple(kind: Kind, file: str, table: str) -> tuple[Entry, ...]:
    data = facts(file)
    made = []
    for row in data[table]:
        source, scope = row.get("source", data.get("source")), row.get("scope", "")
        certainty = Certainty(row.get("certainty", data["certainty"]))
        names = tuple(
            Name(text, standing, source, certainty, scope=scope)
            for standing, texts in (
                (Standing.STANDARD, [row["name"]]),
                (Standing.ALIAS, row.get("aliases", ())),
            )
            for text in texts
        )
        made.append(Entry(kind, f"{_IDS[table]}.{row['id']}", row["name"], names))
    return tuple(made)


def entry_key(kind: Kind, text: str) -> str:
    """The key under which a kind's names are found; old names stay what they are."""
    return match_key(_FIELDS[kind], text, current=False)


@derived()
def keyed(kind: Kind) -> dict[str, tuple[Hit, ...]]:
    """Every key of a kind with the entries that bear it, the closest standing first."""
    found: dict[str, dict[str, Hit]] = {}
    standings = tuple(Standing)
    for entry in entries(kind):
        for name in entry.names:
            own = found.setdefault(entry_key(kind, name.text), {})
            held = own.get(entry.id)
            if not held or standings.index(name.standing) < standings.index(held.name.standing):
                own[entry.id] = Hit(entry, name)
    return {
        key: tuple(sorted(hits.values(), key=lambda hit: standings.index(hit.name.standing)))
        for key, hits in found.items()
    }


def named(kind: Kind, text: str) -> tuple[Hit, ...]:
    """The entries that a text names, the closest standing first; none where it names none.

    Of a unit, the places around its own may stand before it: 贵州省贵阳市人事局.
    """
    key = entry_key(kind, text)
    if hits := keyed(kind).get(key):
        return hits
    if kind in (Kind.UNIT, Kind.PLACE):
        outer, _ = place_path(key)
        for count in range(1, len(outer)):
            if hits := keyed(kind).get(key[sum(map(len, outer[:count])) :]):
                return hits
    return _of_some_province(key) if kind is Kind.UNIT else ()


def _of_some_province(key: str) -> tuple[Hit, ...]:
    """What 省人力资源和社会保障厅 may be: it doesn't say of which province."""
    found: list[Hit] = []
    for word in ("省", "自治区"):
        if key.startswith(word):
            for place in places():
                if not place.within and place.name.endswith(word):
                    found += keyed(Kind.UNIT).get(place.name + key.removeprefix(word), ())
    return tuple(Hit(hit.entry, replace(hit.name, ambiguous=True)) for hit in found)


def standard(field: Field, text: str) -> Hit | None:
    """The one entry that a field's text names; None for none, and for several that are as close."""
    for kind in KINDS.get(field, ()):
        if hits := named(kind, text):
            return hits[0] if not tied(hits) else None
    return None


def tied(hits: tuple[Hit, ...]) -> bool:
    """Does the name leave open which of several is meant, none closer than the others?"""
    several = len(hits) > 1 and hits[0].name.standing is hits[1].name.standing
    return several or (bool(hits) and hits[0].name.ambiguous)


def implied(title: str) -> tuple[Sense, ...]:
    """The series and levels that a title implies: 讲师 is of three series. Empty if not known."""
    hits = named(Kind.TITLE, title)
    return hits[0].entry.senses if hits and not tied(hits) else ()


@derived()
def entry_of(id_: str) -> Entry:
    """The entry of an id. Raises KeyError."""
    return _by_id()[id_]


@derived()
def _by_id() -> dict[str, Entry]:
    return {entry.id: entry for kind in Kind for entry in entries(kind)}


def level_name(level: int) -> str:
    """正高级 for 1 … 员级 for 5."""
    return LEVELS[level]
