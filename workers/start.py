"""What must be there before the queue is worked on: all that is missing is told at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_bytes

from matching.own_dictionary import use_dictionary
from models.errors import PartMissing, TemporaryFailure, ZhengheError
from models.settings import Settings
from models.store import open_store
from models.work_store import WorkStore
from ocr.engines import check_engine, load_engine
from ocr.labels import load_labels
from rules.profile import profile_names
from rules.tables import load_tables
from workers.child import FILE, Child
from workers.code_version import versions
from workers.dictionary_in_force import dictionary_now
from workers.file_store import FileStore
from workers.provider_settings import provider_settings
from workers.queue_broker import check_broker


@contextmanager
def opened(settings: Settings) -> Iterator[tuple[WorkStore, FileStore]]:
    """The store and the files of the queue. Raises PartMissing or UsageWrong."""
    key = (settings.audit_key or "").encode()
    with open_store(settings) as store:
        yield WorkStore(store, versions(settings), key), FileStore(settings)


def check_start(settings: Settings) -> None:
    """Look at every part that the queue needs. Raises the gravest error, with all findings."""
    checks: tuple[Callable[[], object], ...] = (
        lambda: check_engine(settings),
        lambda: load_labels(settings.labels_file),
        lambda: _check_dictionary(settings),
        lambda: provider_settings(settings),
        *(lambda name=name: load_tables(name, settings.rules_folder) for name in profile_names()),
        lambda: _check_store(settings),
        lambda: _check_files(settings),
        lambda: check_broker(settings.broker),
        lambda: _check_engine_loads(settings),
    )
    errors: list[ZhengheError] = []
    for check in checks:
        try:
            check()
        except ZhengheError as error:
            errors.append(error)
    if errors:
        findings = dict.fromkeys(finding for error in errors for finding in error.findings)
        wrong = next((e for e in errors if not isinstance(e, TemporaryFailure)), None)
        raise (type(wrong) if wrong else PartMissing)(*findings)


def _check_engine_loads(settings: Settings) -> None:
    """Load the engine as those who read will, in a child: each page would fail without it."""
    if not settings.engine.startswith("fake:"):
        with Child(settings) as child:
            child.run(FILE, _load, settings)


def _load(settings: Settings) -> None:
    load_engine(settings)


def _check_dictionary(settings: Settings) -> None:
    """That of the settings, and with it the version in force, which is read for good."""
    use_dictionary(settings.own_dictionary)
    with open_store(settings) as store:
        dictionary_now(store)


def _check_store(settings: Settings) -> None:
    with open_store(settings):
        pass


def _check_files(settings: Settings) -> None:
    """Write something and take it away again."""
    files = FileStore(settings)
    files.remove(files.put(token_bytes(16)))
