"""`zhenghe status`: where the queue stands, where one submission stands, and what happens."""

import time
from collections.abc import Iterator
from typing import Annotated

import typer

from cli import boundary
from cli.show_status import show_event, show_queue, show_submission
from models import work_queries
from models.errors import UsageWrong
from models.findings import found
from models.masking import masked
from models.settings import Settings, load_settings
from models.work import Event, SubmissionState
from models.work_contract import Standing, event_json, queue_json, submission_json
from models.work_events import Follower, events_of
from models.work_store import WorkStore
from workers.start import opened

AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]
_BAD = (SubmissionState.BLOCKED, SubmissionState.FAILED)


def status_command(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[REF|KEY]",
            help="一份提交，默认整个队列。One submission; the queue unless given.",
        ),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", "-f", help="随时显示新进展。Tell what happens as it does.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """队列或一份提交的进度。Where the queue stands, or one submission: stage, page n of m.

    队列：各状态有多少份、各阶段有多少待办、最早的等了多久、失败的原因。一份提交：状态、阶段、第几页、检查结果；
    需要更正或未能检查时，退出状态为1。--follow 看一份时，到检查结束为止；看全部时，到 Ctrl-C 为止。

    例 Examples: zhenghe status · zhenghe status 2026-00017 --follow
    """
    settings = load_settings()
    with opened(settings) as (store, _):
        if name is None:
            _of_queue(store, settings, follow, as_json)
            return
        with store.asking() as connection:
            id_ = work_queries.find(connection, name)
        if id_ is None:
            raise UsageWrong(found("SUBMISSION_UNKNOWN", given=masked(name)))
        if follow:
            for event in _of_one(store, id_, settings):
                _tell(event, as_json)
        state = _show_one(store, id_, as_json=as_json)
    raise typer.Exit(boundary.ERRORS if state in _BAD else boundary.NOTHING)


def _of_queue(store: WorkStore, settings: Settings, follow: bool, as_json: bool) -> None:
    if not (follow and as_json):  # a stream of JSON holds events alone
        with store.asking() as connection:
            counts = work_queries.counts(connection)
            oldest = work_queries.oldest_waiting(connection)
        if as_json:
            boundary.print_json(queue_json(counts, oldest))
        else:
            show_queue(counts, oldest)
    if follow:
        for event in _of_all(store, settings):
            _tell(event, as_json)


def _of_all(store: WorkStore, settings: Settings) -> Iterator[Event]:
    """What happens from now on, without an end."""
    with store.asking() as connection:
        follower = Follower(connection)
    while True:
        with store.asking() as connection:
            events = follower.look(connection)
        yield from events
        if not events:
            time.sleep(settings.queue_poll_seconds)


def _of_one(store: WorkStore, id_: int, settings: Settings) -> Iterator[Event]:
    """What happened to a submission and what happens, until its checking is over."""
    last = 0
    while True:
        with store.asking() as connection:
            standing = work_queries.get(connection, [id_])
            events = events_of(connection, id_, last)
        yield from events
        last = events[-1].number if events else last
        if not events:
            # Asked before the events: when it is over all of them have been told.
            if not standing or standing[0].state.final:
                return
            time.sleep(settings.queue_poll_seconds)


def _show_one(store: WorkStore, id_: int, *, as_json: bool) -> SubmissionState:
    with store.asking() as connection:
        asked = work_queries.get(connection, [id_])
        if not asked:
            raise UsageWrong(found("SUBMISSION_GONE"))
        standing = Standing(
            asked[0],
            tuple(work_queries.unfinished_of(connection, id_)),
            tuple(work_queries.findings_of(connection, id_)),
        )
    if as_json:
        boundary.print_json(submission_json(standing))
    else:
        show_submission(standing)
    return asked[0].state


def _tell(event: Event, as_json: bool) -> None:
    if as_json:
        boundary.print_json(event_json(event))
    else:
        show_event(event)
