"""Many submissions taken in: files stored by content, then a batch in one transaction.

What was taken in before is left as it is, so that a run that was broken off is simply run again.
"""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from intake.files import shown
from models.errors import FileRefused, TemporaryFailure
from models.findings import Finding, found
from models.settings import Settings
from models.work import NewAttachment, NewSubmission, Submission
from models.work_queries import known_keys
from models.work_store import WorkStore
from workers.bulk_items import Item, Refusal
from workers.file_store import FileStore

_BATCH = 250
_BATCH_SECONDS = 2.0  # so that what is stored is soon acknowledged
_THREADS = 8  # storing waits for disks and networks
_TRIES = 6


@dataclass(frozen=True, slots=True)
class Taken:
    """A submission of the list that is stored; new: by this run. findings: what differs, if so."""

    place: str
    key: str
    ref: str
    new: bool
    findings: tuple[Finding, ...] = ()


def take_in(
    items: Iterable[Item | Refusal], store: WorkStore, files: FileStore, settings: Settings
) -> Iterator[Taken | Refusal]:
    """Each of the list in its order, once it is stored for good or refused.

    Raises TemporaryFailure where the database or the file store does not come back.
    """
    with ThreadPoolExecutor(_THREADS, "store") as threads:
        for batch in _batches(items):
            known = _known(store, [one.key for one in batch if isinstance(one, Item)])
            fresh = [o for o in batch if isinstance(o, Item) and o.key not in known]
            done = {one.key: one for one in _stored(fresh, store, files, settings, threads)}
            for one in batch:
                if isinstance(one, Refusal):
                    yield one
                elif one.key in known:
                    yield _again(one, known[one.key])
                else:
                    yield done[one.key]


def _batches(items: Iterable[Item | Refusal]) -> Iterator[list[Item | Refusal]]:
    """Some at a time; a key that comes again begins a batch, and is then known."""
    batch: list[Item | Refusal] = []
    keys: set[str] = set()
    begun = time.monotonic()
    for one in items:
        late = time.monotonic() - begun > _BATCH_SECONDS
        again = isinstance(one, Item) and one.key in keys
        if batch and (late or again or len(batch) == _BATCH):
            yield batch
            batch, keys, begun = [], set(), time.monotonic()
        batch.append(one)
        keys.add(one.key)
    if batch:
        yield batch


def _known(store: WorkStore, keys: list[str]) -> dict[str, Submission]:
    with store.asking() as connection:
        return {one.key: one for one in known_keys(connection, keys)}


def _stored(
    items: list[Item],
    store: WorkStore,
    files: FileStore,
    settings: Settings,
    threads: ThreadPoolExecutor,
) -> list[Taken | Refusal]:
    """Store the files, then the submissions; again where either fails for a while."""
    pause = settings.queue_pause_seconds

    def attached(item: Item) -> tuple[NewAttachment, ...] | Refusal:
        try:
            return tuple(
                NewAttachment(one.kind, shown(one.path.name), *files.put_file(one.path, most))
                for one in item.sources
            )
        except FileRefused as error:
            return Refusal(item.place, item.key, error.findings, unread=True)

    most = settings.file_bytes_max
    for left in reversed(range(_TRIES)):
        try:
            removed = store.files_removed()
            stored = list(zip(items, threads.map(attached, items), strict=True))
            new = [_new(one, files) for one, files in stored if not isinstance(files, Refusal)]
            refs = iter(store.receive(new, removed))
            return [
                files if isinstance(files, Refusal) else Taken(one.place, one.key, next(refs), True)
                for one, files in stored
            ]
        except TemporaryFailure:
            if not left:
                raise
            time.sleep(pause)
            pause = min(2 * pause, settings.queue_pause_seconds_max)
    raise AssertionError("not reached")


def _new(item: Item, attachments: tuple[NewAttachment, ...]) -> NewSubmission:
    return NewSubmission(item.key, item.profile, item.form, attachments)


def _again(item: Item, known: Submission) -> Taken:
    """One that was taken in before: nothing happens, but it is told if it is another one now."""
    taken = Taken(item.place, item.key, known.ref, new=False)
    if _same(item, known):
        return taken
    return replace(taken, findings=(found("SUBMIT_OTHER_CONTENT", key=shown(item.key)),))


def _same(item: Item, known: Submission) -> bool:
    """The form, the profile and the files as far as their names and sizes tell."""
    try:
        sources = [(o.kind, shown(o.path.name), o.path.stat().st_size) for o in item.sources]
    except OSError:  # gone since: what was taken in is what counts
        sources = [(one.kind, one.file, one.size) for one in known.attachments]
    stored = [(one.kind, one.file, one.size) for one in known.attachments]
    return (item.profile, item.form, sources) == (known.profile, known.form, stored)
