"""The places of the dictionary, and the departments that each of them has."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from matching.dictionary_data import facts
from matching.entries import Certainty, Entry, Kind, Name, Standing
from matching.places import Place, places

CHONGQING = "50"
_PROVINCE, _PREFECTURE, _COUNTY = "province", "prefecture", "county"


def place_entries() -> tuple[Entry, ...]:
    """Every place with its short and former names."""
    return tuple(
        Entry(Kind.PLACE, f"place.{place.code}", place.name, _names(place)) for place in places()
    )


def _names(place: Place) -> tuple[Name, ...]:
    certainty = Certainty(place.certainty)
    return (
        Name(place.name, Standing.STANDARD, place.source, certainty),
        *(
            Name(
                other.name,
                standing,
                other.source,
                Certainty(other.certainty),
                changed=other.changed,
                ambiguous=other.ambiguous,
            )
            for standing, others in ((Standing.ALIAS, place.short), (Standing.FORMER, place.former))
            for other in others
        ),
    )


def unit_entries() -> tuple[Entry, ...]:
    """The departments of every place, by the names of the place and of the body together."""
    data = facts("institutions")
    made = [_alone(row) for row in data["unit"]]
    for body in data["body"]:
        made += [
            _unit(place, body, names)
            for place in places()
            if _rank(place) in body["levels"]
            for names in [list(_body_names(place, body))]
        ]
    return tuple(made)


def committee_entries(kind: Kind) -> tuple[Entry, ...]:
    """The committees that the notices print, or the words that their names are made of."""
    data = facts("committees")
    return tuple(
        Entry(
            kind,
            f"{kind}.{row['id']}",
            row["name"],
            (_name(row["name"], Standing.STANDARD, {"certainty": data["certainty"], **row}),),
        )
        for row in data[kind]
    )


def _alone(row: dict[str, Any]) -> Entry:
    former = (_name(old["name"], Standing.FORMER, old) for old in row.get("former", ()))
    names = (_name(row["name"], Standing.STANDARD, row), *former)
    return Entry(Kind.UNIT, row["id"], row["name"], names)


def _rank(place: Place) -> str:
    if not place.within:
        return _PROVINCE
    return _PREFECTURE if len(place.code) == 4 else _COUNTY


def _body_names(place: Place, body: dict[str, Any]) -> Iterator[Name]:
    """What the body is and was called in this place, without the place."""
    current = _body_name(place, body)
    yield _name(current, Standing.STANDARD, body)
    for old in body.get("former", ()):
        text = _body_name(place, old)
        if text and text != current:
            yield _name(text, Standing.FORMER, old)


def _body_name(place: Place, row: dict[str, Any]) -> str:
    province = place.within[-1] if place.within else place.code
    if special := row.get("within", {}).get(province):
        return str(special)
    if place.code == CHONGQING:
        return str(row.get("chongqing", row.get("local", "")))
    return str(row.get(_PROVINCE if _rank(place) == _PROVINCE else "local", ""))


def _name(text: str, standing: Standing, row: dict[str, Any]) -> Name:
    certainty = Certainty(row["certainty"])
    return Name(text, standing, row["source"], certainty, changed=row.get("changed", ""))


def _unit(place: Place, body: dict[str, Any], names: list[Name]) -> Entry:
    """Every name of the place with every name of the body."""
    combined = tuple(
        _combined(of_place, of_body) for of_place in _names(place) for of_body in names
    )
    id_ = f"unit.{body['id']}.{place.code}"
    return Entry(Kind.UNIT, id_, combined[0].text, combined)


def _combined(place: Name, body: Name) -> Name:
    """A name that is former where one of its parts is, and no surer than the less sure part."""
    standings, certainties = tuple(Standing), tuple(Certainty)
    if place.standing is Standing.STANDARD:
        return replace(body, text=place.text + body.text, part=body.text)
    return Name(
        place.text + body.text,
        max(place.standing, body.standing, key=standings.index),
        ", ".join(dict.fromkeys([*place.source.split(", "), *body.source.split(", ")])),
        max(place.certainty, body.certainty, key=certainties.index),
        changed=body.changed or place.changed,
        ambiguous=place.ambiguous,
        part=body.text,
    )
