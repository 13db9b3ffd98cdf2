"""Taking a site's own dictionary into use: it must fit what is known, and itself."""

from collections.abc import Iterator
from pathlib import Path

from matching.dictionary import entries, keyed, tied
from matching.dictionary_data import choose_site, facts, site
from matching.entries import Kind
from matching.keys import words
from matching.places import places
from matching.site_dictionary import mistake
from models.errors import UsageWrong
from models.findings import Finding
from models.titles import ladders


def use_dictionary(path: Path | None) -> None:
    """Look up in the bundled dictionary and in a site's own, a file or a folder; None for no own.

    Raises UsageWrong with every mistake, each with its file and entry; then the bundled one is in
    use alone.
    """
    choose_site(path)
    if path is None:
        return
    try:
        # What names nothing would not be found in the second, and what runs in circles not end.
        for check in (_references, _clashes):
            if mistakes := list(check()):
                raise UsageWrong(*mistakes)
    except UsageWrong:
        choose_site(None)
        raise


def _references() -> Iterator[Finding]:
    """Rows that name what is not there, and words that would be written out without end."""
    series = {ladder.series.id for ladder in ladders()} | {
        str(row["id"]) for row in facts("series")["ended"]
    }
    codes = {place.code for place in places()}
    bodies = {str(body["id"]) for body in facts("institutions")["body"]}
    known = {
        ("series.alias", "id"): series,
        ("series.former", "id"): series,
        ("former_titles.other", "series"): series | {""},
        ("place_names.short", "code"): codes,
        ("place_names.former", "code"): codes,
        ("place_names.area", "within"): codes,
        ("institutions.former", "body"): bodies,
    }
    for table, rows in site().rows.items():
        for place, (file, row) in enumerate(rows, 1):
            for key, value in row.items():
                wanted = known.get((table, key))
                if wanted is not None and value not in wanted:
                    near = "、".join(sorted(wanted)[:40])
                    yield mistake(
                        file,
                        f"{table} {place}",
                        f"{key} “{value}”不存在；有：{near}",
                        f"there is no {key} {value!r}; there are: {near}",
                    )
    yield from _renamed_to_nothing()
    yield from _endless_words()


def _renamed_to_nothing() -> Iterator[Finding]:
    own = site().rows.get("former_titles.renamed", ())
    titles = {name for ladder in ladders() for level in ladder.titles for name in level}
    titles |= {str(row["name"]) for row in facts("former_titles")["other"]}
    for place, (file, row) in enumerate(own, 1):
        if row["now"] not in titles:
            zh, en = f"没有“{row['now']}”这一名称", f"there is no title {row['now']!r}"
            yield mistake(file, f"former_titles.renamed {place}", zh, en)


def _endless_words() -> Iterator[Finding]:
    """A short form that comes back in what is written for it, at once or by others."""
    follows = {
        word.short: [other.short for other in words() if other.short in word.full]
        for word in words()
    }
    for place, (file, row) in enumerate(site().rows.get("words.word", ()), 1):
        seen, ahead = set[str](), list(follows[row["short"]])
        while ahead:
            if (short := ahead.pop()) not in seen:
                seen.add(short)
                ahead += follows[short]
        if row["short"] in seen:
            zh = f"“{row['short']}”又出现在“{row['full']}”里，会无限展开"
            en = f"{row['short']!r} comes back in {row['full']!r} and would be written out for ever"
            yield mistake(file, f"words.word {place}", zh, en)


def _clashes() -> Iterator[Finding]:
    """Names that now belong to several entries, none of them marked as ambiguous; ids twice."""
    ids: dict[str, str] = {}
    for kind in Kind:
        for entry in entries(kind):
            if entry.id in ids:
                zh, en = f"编号 {entry.id} 用了两次", f"the id {entry.id} is used twice"
                yield mistake(*site().where(entry.name), zh, en)
            ids[entry.id] = entry.name
        for hits in keyed(kind).values():
            alike = [h.name for h in hits if h.name.standing is hits[0].name.standing]
            if tied(hits) and not any(name.ambiguous for name in alike):
                names = "、".join(hit.entry.name for hit in hits)
                text = hits[0].name.text
                yield mistake(
                    *site().where(text),
                    f"名称“{text}”同时属于{names}；确有重名的请标 ambiguous = true",
                    f"the name {text!r} belongs to {names}; mark it ambiguous = true if it does",
                )
