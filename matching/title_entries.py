"""The series and titles of the dictionary: today's, those of GB/T 8561-2001, and renamed ones."""

from collections.abc import Iterator
from typing import Any

from matching.dictionary_data import facts
from matching.entries import Certainty, Entry, Kind, Name, Sense, Standing
from models.titles import ladders

LEVELS = ("", "正高级", "副高级", "中级", "助理级", "员级")


def series_entries() -> tuple[Entry, ...]:
    """The 27 national series with their other names, then the series that ended."""
    current = {ladder.series.id: ladder.series for ladder in ladders()}
    others = facts("series")
    made = []
    for series in current.values():
        own = Name(series.name, Standing.STANDARD, series.source, Certainty(series.certainty))
        names = [own]
        for table, standing in (("alias", Standing.ALIAS), ("former", Standing.FORMER)):
            for row in others[table]:
                if row["id"] == series.id:
                    names += [_named(text, standing, row) for text in row["names"]]
        made.append(Entry(Kind.SERIES, f"series.{series.id}", series.name, tuple(names)))
    for row in others["ended"]:
        names = [
            _named(text, Standing.ALIAS if place else Standing.STANDARD, row)
            for place, text in enumerate(row["names"])
        ]
        made.append(Entry(Kind.SERIES, f"series.{row['id']}", row["names"][0], tuple(names)))
    return tuple(made)


def _named(text: str, standing: Standing, row: dict[str, Any]) -> Name:
    certainty = Certainty(row["certainty"])
    return Name(text, standing, row["source"], certainty, scope=row.get("scope", ""))


def title_entries() -> tuple[Entry, ...]:
    """Every title by its name; one that stands in several series has several senses."""
    titles: dict[str, Entry] = {}
    for id_, text, sense, source, certainty in (*_current(), *_former(), *_other()):
        if text in titles:
            entry = titles[text]
            if sense not in entry.senses:
                titles[text] = _with(entry, senses=(*entry.senses, sense))
        else:
            name = Name(text, Standing.STANDARD, source, Certainty(certainty))
            titles[text] = Entry(Kind.TITLE, id_, text, (name,), (sense,))
    _rename(titles)
    return tuple(titles.values())


_Row = tuple[str, str, Sense, str, str]


def _current() -> Iterator[_Row]:
    for ladder in ladders():
        for level, names in enumerate(ladder.titles, 1):
            for place, text in enumerate(names):
                id_ = _id(ladder.id, level, place)
                sense = Sense(f"series.{ladder.series.id}", level)
                yield id_, text, sense, ladder.source, ladder.certainty


def _former() -> Iterator[_Row]:
    data = facts("former_titles")
    for table in data["table"]:
        series = f"series.{table['series']}" if table["series"] else ""
        for level, names in enumerate(table["titles"], 1):
            for place, text in enumerate(filter(None, names.split("|"))):
                id_ = _id(f"gbt8561-{table['code']}", level, place)
                yield id_, text, Sense(series, level), data["source"], data["certainty"]


def _other() -> Iterator[_Row]:
    for number, row in enumerate(facts("former_titles")["other"], 1):
        series = f"series.{row['series']}" if row["series"] else ""
        sense = Sense(series, row["level"])
        yield f"title.other.{number}", row["name"], sense, row["source"], row["certainty"]


def _id(ladder: str, level: int, place: int) -> str:
    return f"title.{ladder}.{level}" + (f"-{place + 1}" if place else "")


def _rename(titles: dict[str, Entry]) -> None:
    """Tell the renamed titles what they are called now; those without an entry get one."""
    for number, row in enumerate(facts("former_titles")["renamed"], 1):
        old, new = row["name"], titles[row["now"]]
        said = _named(old, Standing.FORMER, row)
        standard = Name(old, Standing.STANDARD, said.source, said.certainty)
        entry = titles.get(
            old, Entry(Kind.TITLE, f"title.renamed.{number}", old, (standard,), new.senses)
        )
        aliases = tuple(_named(text, Standing.ALIAS, row) for text in row.get("aliases", ()))
        titles[old] = Entry(
            Kind.TITLE, entry.id, old, (*entry.names, *aliases), entry.senses, new.id, said
        )


def _with(entry: Entry, *, senses: tuple[Sense, ...]) -> Entry:
    return Entry(entry.kind, entry.id, entry.name, entry.names, senses)
