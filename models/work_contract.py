"""The queue and its submissions as JSON objects of the public contract; people's numbers masked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from models.contract import Json
from models.masking import masked_values
from models.work import Event, Submission, SubmissionState, WorkStage
from models.work_queries import Unfinished, failures_in


@dataclass(frozen=True, slots=True)
class Standing:
    """A submission, what it waits for, and what was found."""

    submission: Submission
    waits_for: tuple[Unfinished, ...]
    findings: tuple[Json, ...]

    @property
    def stage(self) -> WorkStage | None:
        """The first stage that is not done."""
        return self.waits_for[0].stage if self.waits_for else None


def queue_json(counts: Mapping[str, int], oldest: datetime | None) -> Json:
    """The object that `status` prints of the queue."""
    waited = (datetime.now(UTC) - oldest).total_seconds() if oldest else None
    return {
        "submissions": {state.value: counts.get(state, 0) for state in SubmissionState},
        "work": {stage.value: counts.get(f"work.{stage}", 0) for stage in WorkStage},
        "oldest_waiting_seconds": None if waited is None else round(max(0.0, waited), 1),
        "failures": [
            {"stage": stage, "reason": reason, "number": number}
            for (stage, reason), number in sorted(failures_in(counts).items())
        ],
    }


def submission_json(standing: Standing) -> Json:
    """The object that `status` prints of one submission."""
    one = standing.submission
    content = {
        "ref": one.ref,
        "key": one.key,
        "profile": one.profile,
        "state": one.state,
        "stage": standing.stage,
        "pages": one.pages,
        "pages_done": one.pages_done,
        "verdict": one.verdict or None,
        "reason": one.reason or None,
        "round": one.round,
        "received_at": one.received_at.isoformat(),
        "changed_at": one.changed_at.isoformat(),
        "attachments": [
            {"kind": paper.kind, "file": paper.file, "bytes": paper.size}
            for paper in one.attachments
        ],
        "findings": list(standing.findings),
    }
    kept = {"ref": one.ref}
    return {**masked_values(content), **kept}


def event_json(event: Event) -> Json:
    """The object that `status --follow` prints of an event."""
    return {
        "number": event.number,
        "ref": event.ref,
        "at": event.at.isoformat(),
        "kind": event.kind,
        **event.body,
    }
