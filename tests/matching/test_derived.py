"""Work with one dictionary never sees what was made with another, though both go on at once."""

import ast
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from matching.dictionary import standard
from matching.dictionary_data import derived, facts, keys_fingerprint, site, using
from matching.own_dictionary import site_dictionary
from matching.site_dictionary import NO_SITE, laid_over
from models.fields import Field
from rules.whereabouts import place_of

ROOT = Path(__file__).parents[2]
FACTS = {("matching.dictionary_data", "facts"), ("matching.dictionary_data", "site")}
ROOMS = ("matching", "ocr", "intake", "rules", "workers")
HEAD = '[sources]\nours = "某州职改办〔2026〕1号"\n'
OURS = 'source = "ours"\ncertainty = "printed"\n'
BRIDGES = f'{HEAD}[[series.alias]]\nid = "engineering"\nnames = ["路桥工程"]\n{OURS}'
CITY = f'{HEAD}[[place_names.short]]\nname = "筑城市"\ncode = "5201"\n{OURS}'


def own(text: str, base=NO_SITE):
    return site_dictionary([("ours.toml", text.encode())], base)


def test_two_threads_look_up_in_two_dictionaries_at_once():
    one, other = own(BRIDGES), NO_SITE
    together = Barrier(2)

    def look(dictionary) -> list[bool]:
        seen = []
        with using(dictionary):
            for _ in range(50):
                together.wait()
                seen.append(standard(Field.SERIES, "路桥工程") is not None)
        return seen

    with ThreadPoolExecutor(2) as threads:
        first, second = threads.submit(look, one), threads.submit(look, other)
        assert (set(first.result()), set(second.result())) == ({True}, {False})
    assert site() is NO_SITE


def test_what_rules_keep_of_a_text_is_kept_by_dictionary():
    before = place_of("筑城市财政局")
    with using(own(CITY)):
        assert place_of("筑城市财政局") != before
    assert place_of("筑城市财政局") == before


def test_indexes_of_rosters_are_made_anew_for_other_places():
    before = keys_fingerprint()
    with using(own(BRIDGES)):
        assert keys_fingerprint() == before, "a series has no part in the keys of an index"
    with using(own(CITY)):
        assert keys_fingerprint() != before


def test_only_the_last_dictionaries_are_kept_and_any_other_is_made_again():
    made = []

    @derived()
    def seen() -> str:
        made.append(site().digest)
        return site().digest

    several = [
        own(f'{HEAD}[[review_types.type]]\nid = "t{n}"\nname = "第{n}种"\n{OURS}') for n in range(5)
    ]
    for dictionary in (*several, several[0], several[0]):
        with using(dictionary):
            assert seen() == dictionary.digest
    assert len(made) == 6


def test_one_dictionary_lies_over_another_and_has_the_say():
    type_ = '[[review_types.type]]\nid = "special"\nname = "{}"\n' + OURS
    base = own(HEAD + type_.format("甲类评审"))
    whole = own(type_.format("乙类评审") + BRIDGES.removeprefix(HEAD), base)
    with using(whole):
        assert standard(Field.REVIEW_TYPE, "乙类评审").entry.id.endswith("special")
        assert standard(Field.REVIEW_TYPE, "甲类评审") is None
        assert standard(Field.SERIES, "路桥工程") is not None
    assert len({base.digest, whole.digest, own(BRIDGES).digest}) == 3


def test_what_both_say_is_said_once():
    base = own(BRIDGES)
    assert laid_over(base, base).rows == base.rows
    assert laid_over(base, NO_SITE) is base
    with using(own(BRIDGES, base)):
        names = [n for row in facts("series")["alias"] for n in row["names"] if n == "路桥工程"]
    assert len(names) == 1


# What is cached by functools stays for ever: it must not hang on the facts.


def calls() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """What each function, class and constant of the program names of others."""
    found: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        known = {name: (module, name) for name, _ in defined(tree)}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                known |= {one.asname or one.name: (node.module, one.name) for one in node.names}
        for name, node in defined(tree):
            used = {n.id for n in ast.walk(node) if isinstance(n, ast.Name)} - {name}
            found[module, name] = {known[one] for one in used & known.keys()}
    return found


def defined(tree: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name, node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name):
                yield target.id, node


def reaching(wanted: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """All that names one of these, at once or by others."""
    graph, found = calls(), set(wanted)
    while more := {one for one, used in graph.items() if one not in found and used & found}:
        found |= more
    return found


def test_nothing_that_hangs_on_the_dictionary_is_cached_for_ever():
    hanging = reaching(
        {("matching.dictionary_data", "facts"), ("matching.dictionary_data", "site")}
    )
    assert ("rules.whereabouts", "place_of") in hanging
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for name, node in defined(ast.parse(path.read_text("utf-8"))):
            kept = [ast.unparse(one) for one in getattr(node, "decorator_list", ())]
            if any("cache" in one for one in kept):
                assert (module, name) not in hanging, f"{module}.{name}: use derived()"


def test_pages_and_programs_look_up_in_the_dictionary_in_force():
    """What calls something that hangs on the dictionary says which one to use."""
    hanging = reaching(
        {("matching.dictionary_data", "facts"), ("matching.dictionary_data", "site")}
    )
    for path in (ROOT / "web").rglob("*.py"):
        text = path.read_text("utf-8")
        named = {
            (node.module, one.name)
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.ImportFrom) and node.module
            for one in node.names
        }
        says = ("dictionary_now", "[DICTIONARY]", "index_anew(", "propose(")
        assert any(one in text for one in says) or not named & hanging, path.name


def test_what_is_read_of_a_page_hangs_on_no_dictionary():
    """So pages that were read stay read when another dictionary is put in force."""
    hanging = reaching(
        {("matching.dictionary_data", "facts"), ("matching.dictionary_data", "site")}
    )
    for one in (("ocr.pdf_page", "read_page"), ("workers.reading", "put_together")):
        assert one not in hanging
