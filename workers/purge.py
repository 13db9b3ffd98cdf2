"""Submissions removed for good, with all that was made of them, and files that nobody needs."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from models import work_queries
from models.work_queries import Chosen
from models.work_redo import not_needed
from models.work_store import WorkStore
from workers.file_store import FileStore

Told = Callable[[int, int], None]  # done, how many there are
_AT_ONCE = 100  # nobody hands anything in while their files are removed
_STRAY_DAYS = 1  # what was stored since may be of a submission that is about to be taken in


def how_many_older(store: WorkStore, days: int) -> int:
    """How many submissions have not changed for so many days."""
    with store.asking() as connection:
        return work_queries.how_many(connection, Chosen(before=_days_ago(days)))


def remove_older(store: WorkStore, files: FileStore, days: int, actor: str, told: Told) -> int:
    """Remove what has not changed for so many days; how many."""
    chosen = Chosen(before=_days_ago(days))
    with store.asking() as connection:
        total = work_queries.how_many(connection, chosen)
    done = 0
    for ids in store.batches(chosen):
        for some in _few(ids):
            done += store.remove(some, actor, files.remove_all)
            told(done, total)
    return done


def remove_some_older(
    store: WorkStore, files: FileStore, days: int, actor: str, most: int
) -> tuple[int, int]:
    """Remove at most so many of what has not changed for so many days; how many, and are left."""
    chosen = Chosen(before=_days_ago(days))
    with store.asking() as connection:
        ids = work_queries.ids_after(connection, 0, chosen, most)
    done = remove_submissions(store, files, ids, actor, lambda *_: None)
    return done, how_many_older(store, days)


def remove_submissions(
    store: WorkStore, files: FileStore, ids: Sequence[int], actor: str, told: Told
) -> int:
    """Remove these; how many there were."""
    done = 0
    for some in _few(ids):
        done += store.remove(some, actor, files.remove_all)
        told(done, len(ids))
    return done


def remove_strays(store: WorkStore, files: FileStore, told: Told, *, dry_run: bool = False) -> int:
    """Remove files that no submission needs; how many."""
    before = _days_ago(_STRAY_DAYS)
    number = 0 if dry_run else files.remove_unfinished(before)
    seen = 0
    for names in _old_files(files, before):
        if dry_run:
            with store.asking() as connection:
                number += len(not_needed(connection, names))
        else:
            number += store.remove_strays(names, files.remove_all)
        seen += len(names)
        told(seen, 0)
    return number


def _few(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]


def _old_files(files: FileStore, before: datetime) -> Iterator[list[str]]:
    names: list[str] = []
    for name, stored in files.stored():
        if stored < before:
            names.append(name)
        if len(names) == _AT_ONCE:
            yield names
            names = []
    if names:
        yield names


def _days_ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days)
