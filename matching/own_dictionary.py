"""Taking a site's own dictionary into use: it must fit what is known, and itself."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from matching.dictionary import entries, keyed, tied
from matching.dictionary_data import bundled, choose_site, facts, site, using
from matching.entries import Kind
from matching.keys import words
from matching.places import places
from matching.site_dictionary import (
    NO_SITE,
    SiteDictionary,
    files_of,
    laid_over,
    mistake,
    read_site_dictionary,
)
from models.errors import UsageWrong
from models.findings import Finding
from models.titles import ladders


def use_dictionary(path: Path | None) -> None:
    """Look up in the bundled dictionary and in a site's own, a file or a folder; None for no own.

    Raises UsageWrong with every mistake, each with its file and entry; then the bundled one is in
    use alone.
    """
    choose_site(NO_SITE)
    if path is not None:
        choose_site(site_dictionary(files_of(path), NO_SITE))


def site_dictionary(files: Sequence[tuple[str, bytes]], base: SiteDictionary) -> SiteDictionary:
    """What these files say, each with its name, laid over what a site says already.

    Raises UsageWrong with every mistake, each with its file and entry.
    """
    known = {**bundled("sources")["sources"], **base.sources}
    whole = laid_over(base, read_site_dictionary(files, known))
    with using(whole):
        # What names nothing would not be found in the second, and what runs in circles not end.
        for check in (_references, _clashes):
            if mistakes := list(check()):
                raise UsageWrong(*mistakes)
    return whole


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
        for one in rows:
            for key, value in one.row.items():
                wanted = known.get((table, key))
                if wanted is not None and value not in wanted:
                    near = "、".join(sorted(wanted)[:40])
                    yield mistake(
                        one.file,
                        f"{table} {one.place}",
                        f"{key} “{value}”不存在；有：{near}",
                        f"there is no {key} {value!r}; there are: {near}",
                    )
    yield from _renamed_to_nothing()
    yield from _endless_words()


def _renamed_to_nothing() -> Iterator[Finding]:
    own = site().rows.get("former_titles.renamed", ())
    titles = {name for ladder in ladders() for level in ladder.titles for name in level}
    titles |= {str(row["name"]) for row in facts("former_titles")["other"]}
    for one in own:
        if (now := one.row["now"]) not in titles:
            zh, en = f"没有“{now}”这一名称", f"there is no title {now!r}"
            yield mistake(one.file, f"former_titles.renamed {one.place}", zh, en)


def _endless_words() -> Iterator[Finding]:
    """A short form that comes back in what is written for it, at once or by others."""
    follows = {
        word.short: [other.short for other in words() if other.short in word.full]
        for word in words()
    }
    for one in site().rows.get("words.word", ()):
        short, full = one.row["short"], one.row["full"]
        seen, ahead = set[str](), list(follows[short])
        while ahead:
            if (inner := ahead.pop()) not in seen:
                seen.add(inner)
                ahead += follows[inner]
        if short in seen:
            zh = f"“{short}”又出现在“{full}”里，会无限展开"
            en = f"{short!r} comes back in {full!r} and would be written out for ever"
            yield mistake(one.file, f"words.word {one.place}", zh, en)


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
