"""All that match use the version in force, soon and without a restart; each piece of work one."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from pathlib import Path

import pytest

from matching.dictionary_data import site, using
from matching.own_dictionary import use_dictionary
from matching.roster_index import nearest_values
from matching.site_dictionary import NO_SITE
from models.dictionaries import DictionaryFile
from models.dictionary_versions import dictionary_in_force
from models.errors import PartMissing
from models.fields import Field
from models.roster_store import Staging
from models.rosters import (
    RosterColumn,
    RosterHeader,
    RosterMode,
    RosterPreview,
    RosterRow,
    TableLook,
)
from models.settings import Settings
from models.work import NewSubmission, Subject, WorkStage
from models.work_books import judged_with
from models.work_queries import find, get, latest_results
from models.work_store import WorkStore
from workers import dictionary_in_force as module
from workers.children import Children
from workers.code_version import versions
from workers.dictionary_draft import force, index_anew, propose, propose_former
from workers.dictionary_in_force import dictionary_now, dictionary_told
from workers.file_store import FileStore
from workers.queue_stages import Tools, do
from workers.queue_worker import QueueWorker
from workers.result_codec import plain
from workers.roster_index import searchable
from workers.start import opened

HEAD = '[sources]\nours = "某州职改办〔2026〕1号"\n'
OURS = 'source = "ours"\ncertainty = "printed"\n'
SPECIAL = f'{HEAD}[[review_types.type]]\nid = "special"\nname = "特殊人才评审"\n{OURS}'
FORM = {"fields": {"review_type": "特殊人才评审"}, "declarations": {}}
PATIENCE = 120


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(
        home=tmp_path,
        engine="fake:none",
        database_url=database_url,
        queue_poll_seconds=0.05,
        workers=1,
    )


@pytest.fixture
def parts(settings: Settings) -> Iterator[tuple[WorkStore, FileStore]]:
    with opened(settings) as both:
        yield both
    use_dictionary(None)


@pytest.fixture
def store(parts) -> WorkStore:
    return parts[0]


def put(store: WorkStore, settings: Settings, text: str) -> int:
    file = DictionaryFile("ours.toml", text.encode())
    return force(propose(file, store.tables, settings), store, who="test")


def label(store: WorkStore) -> str:
    with store.asking() as connection:
        return dictionary_in_force(connection)


def matched(store: WorkStore, name: str) -> str | None:
    """The entry that the review type of a submission was matched with, once it is judged."""
    until = time.monotonic() + PATIENCE
    while True:
        assert time.monotonic() < until
        with store.asking() as connection:
            (one,) = get(connection, [find(connection, name)])
            if one.state.final:
                stored = latest_results(connection, WorkStage.JUDGE, f"{one.ref}:{one.round}")
                found = plain(stored[0])["comparisons"]["review_type"]["matched"]
                return found["id"] if found else None
        time.sleep(0.05)


def test_workers_that_run_take_another_version_and_undo_it(parts, settings: Settings):
    """Two workers, as on two machines, of which only the database is shared."""
    store, files = parts
    with QueueWorker(store, files, settings), QueueWorker(store, files, settings) as worker:

        def judge(name: str) -> str | None:
            store.receive([NewSubmission(name, "gansu", FORM, ())])
            worker.dispatcher.wake()
            return matched(store, name)

        before = judge("one")
        put(store, settings, SPECIAL)
        assert judge("two") == "review.special" != before
        back = propose_former(0, store.tables, settings)
        force(back, store, who="test", back_to=0)
        assert judge("three") == before
        with store.asking() as connection:
            id_ = find(connection, "one")
        put(store, settings, SPECIAL)
        store.check_anew([id_], "test")
        worker.dispatcher.wake()
        assert matched(store, "one") == "review.special"
    assert site() is NO_SITE


def test_a_piece_of_work_goes_on_with_the_dictionary_that_it_began_with(parts, settings: Settings):
    store, files = parts
    put(store, settings, SPECIAL)
    began = label(store)
    (ref,) = store.receive([NewSubmission("one", "gansu", FORM, ())])
    force(propose_former(0, store.tables, settings), store, who="test", back_to=0)
    subjects = {
        one: Subject(
            WorkStage.JUDGE, f"{ref}:1", 0, judged_with(one, store.versions)[WorkStage.JUDGE]
        )
        for one in (began, label(store), "")
    }
    with Children(settings) as children:
        tools = Tools(store, files, children, settings)
        found = [
            do(subject, tools).comparisons[0]["body"]["matched"] for subject in subjects.values()
        ]
    assert [bool(one and one["id"] == "review.special") for one in found] == [True, False, False]


def test_a_version_is_read_once_by_a_process(store: WorkStore, settings: Settings, monkeypatch):
    put(store, settings, SPECIAL.replace("特殊人才评审", "百人计划评审"))
    monkeypatch.setattr(module, "_read", OrderedDict())
    read = []
    first = module.dictionary_file
    monkeypatch.setattr(module, "dictionary_file", lambda *a: read.append(a) or first(*a))
    told = {dictionary_now(store.tables).digest for _ in range(5)}
    assert (len(told), len(read)) == (1, 1)
    put(store, settings, SPECIAL.replace("特殊人才评审", "千人计划评审"))
    told |= {dictionary_now(store.tables).digest for _ in range(5)}
    assert (len(told), len(read)) == (2, 2)
    assert dictionary_told("", store.tables) is NO_SITE


def test_another_file_in_the_settings_is_other_work(tmp_path: Path):
    file = tmp_path / "ours.toml"
    file.write_text(SPECIAL, "utf-8")
    given = Settings(home=tmp_path, own_dictionary=file)
    before = versions(given)
    file.write_text(SPECIAL + "# more\n", "utf-8")
    changed = {stage for stage, version in versions(given).items() if version != before[stage]}
    assert changed == {WorkStage.JUDGE, WorkStage.REPORT}


def test_what_fits_no_machine_is_told_and_fails_nothing_else(store: WorkStore, settings: Settings):
    put(store, settings, SPECIAL)
    base = settings.home / "base.toml"
    base.write_text(SPECIAL.replace('"special"', '"other"'), "utf-8")
    use_dictionary(base)
    with pytest.raises(PartMissing) as raised:
        dictionary_now(store.tables)
    assert [one.code for one in raised.value.findings][:2] == [
        "DICTIONARY_CLASHES",
        "DICTIONARY_WRONG",
    ]


COMMITTEE = "贵阳市卫生系列高级评审委员会"
SHORT = f"""{HEAD}[[words.word]]
short = "卫高评"
full = "卫生系列高级评审委员会"
where = "end"
kind = "short"
{OURS}"""


def test_rosters_are_indexed_anew_where_short_forms_change(store: WorkStore, settings: Settings):
    with_units = settings.model_copy(update={"unit_rosters": ("units",)})
    label_, field = "评委会", Field.COMMITTEE
    header = RosterHeader(1, (RosterColumn(0, label_, field),))
    look = TableLook("CSV", "utf-8", None, header, (), 2, ())
    staging = Staging(
        store.tables, "units", RosterMode.REPLACE, RosterPreview("a.csv", "0" * 64, look)
    )
    names = ("贵阳市卫高评", "遵义市教师系列中级评审委员会")
    staging.add([RosterRow(i, {field: name}, {}) for i, name in enumerate(names, 2)])
    staging.finish()
    values = settings.home / "rosters/units/1/values"

    def distance() -> float | None:
        with using(dictionary_now(store.tables)):
            roster = searchable("units", store.tables, settings, lambda done, there: None)
            found = nearest_values(roster, field, COMMITTEE, 1)
            return found[0].distance if found else None

    assert distance() != 0
    made = values.stat().st_mtime_ns
    put(store, settings, SPECIAL)
    index_anew(store.tables, with_units, lambda done, there: None)
    assert values.stat().st_mtime_ns == made, "a type of evaluation has no part in it"
    put(store, settings, SHORT)
    index_anew(store.tables, with_units, lambda done, there: None)
    assert (again := values.stat().st_mtime_ns) > made
    assert distance() == 0
    assert values.stat().st_mtime_ns == again, "the search found it made"
