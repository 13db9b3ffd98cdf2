"""The queue with no worker: tests claim and finish each piece of work themselves."""

from collections.abc import Collection

from models import work_queries
from models.fields import DocumentKind
from models.work import Claim, NewAttachment, NewSubmission, Submission, SubmissionState, WorkStage
from models.work_flow import Finished, Outcome
from models.work_store import WorkStore

VERSIONS = dict.fromkeys(WorkStage, "v1")
A, B, C = ("a" * 64, "b" * 64, "c" * 64)
REPORT = "e" * 64


def new(key: str, *files: str, **form: str) -> NewSubmission:
    """A submission with these files."""
    attachments = tuple(NewAttachment(DocumentKind.OTHER, f"{f[0]}.pdf", f, 1) for f in files)
    return NewSubmission(key, "gansu", {"fields": form}, attachments)


def take(store: WorkStore) -> list[Claim]:
    """Everything that waits, claimed."""
    sent = store.take_for_sending(1000)
    return [held for one in sent if (held := store.claim(one.id, "hand"))]


def finish(
    store: WorkStore, held: Claim, pages: int = 1, verdict: str = "ready", *, more: bool = False
) -> Finished | None:
    """Finish a piece of work as a worker would."""
    outcome = {
        WorkStage.INTAKE: Outcome(b"x", pages=pages),
        WorkStage.JUDGE: Outcome(b"x", verdict=verdict),
        WorkStage.REPORT: Outcome(report=REPORT),
    }.get(held.subject.stage, Outcome(b"x"))
    return store.finish(held, outcome, "hand", 1, more=more)


def work_off(store: WorkStore, failing: Collection[tuple[WorkStage, str]] = ()) -> None:
    """Do all there is to do; a piece of work on one of these subjects fails for good."""
    while held := take(store):
        for one in held:
            if (one.subject.stage, one.subject.name) in failing:
                store.fail(one, "WORK_CRASHED", "hand", 1, most=1)
            else:
                finish(store, one)


def submission(store: WorkStore, name: str) -> Submission:
    """A submission by its key or ref."""
    with store.asking() as connection:
        id_ = work_queries.find(connection, name)
        assert id_ is not None
        return work_queries.get(connection, [id_])[0]


def ids(store: WorkStore, *names: str) -> list[int]:
    """The ids of submissions."""
    return [submission(store, name).id for name in names]


def states(store: WorkStore, *names: str) -> list[SubmissionState]:
    """Where submissions stand."""
    return [submission(store, name).state for name in names]


def counts(store: WorkStore) -> dict[str, int]:
    """What there is, by name; without what there is none of."""
    with store.asking() as connection:
        return {name: n for name, n in work_queries.counts(connection).items() if n}
