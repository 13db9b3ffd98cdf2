"""What Prometheus is told: the queue as the database has it, and what this process did."""

import resource
from collections.abc import Iterable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import generate_latest
from prometheus_client.registry import Collector

from models.errors import ZhengheError
from models.work import SubmissionState, WorkStage
from models.work_queries import counts, failures, oldest_waiting
from models.work_store import WorkStore

REGISTRY = CollectorRegistry()
STAGE_SECONDS = Histogram(
    "zhenghe_stage_seconds",
    "How long a piece of work took, by stage",
    ["stage"],
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120),
    registry=REGISTRY,
)
WORK_DONE = Counter(
    "zhenghe_work_done", "Pieces of work done, by stage", ["stage"], registry=REGISTRY
)
WORK_FAILED = Counter(
    "zhenghe_work_failed",
    "Tries that failed, by stage and reason",
    ["stage", "reason"],
    registry=REGISTRY,
)
FINDINGS = Counter(
    "zhenghe_findings",
    "Findings of judged submissions, by code and severity",
    ["code", "severity"],
    registry=REGISTRY,
)


class _Queue(Collector):
    """Asked anew at each scrape: the database is the truth."""

    def __init__(self, store: WorkStore) -> None:
        self._store = store

    def collect(self) -> Iterable[GaugeMetricFamily]:
        up = GaugeMetricFamily("zhenghe_database_up", "Does the database answer (1) or not (0)")
        try:
            yield from self._of_queue()
            up.add_metric([], 1)
        except ZhengheError:
            up.add_metric([], 0)
        yield up
        yield _memory()

    def _of_queue(self) -> Iterable[GaugeMetricFamily]:
        with self._store.asking() as connection:
            known, failed = counts(connection), failures(connection)
            oldest = oldest_waiting(connection)
        states = GaugeMetricFamily("zhenghe_submissions", "Submissions by state", labels=["state"])
        for state in SubmissionState:
            states.add_metric([state], known.get(state, 0))
        depth = GaugeMetricFamily("zhenghe_queue_depth", "Unfinished work", labels=["stage"])
        for stage in WorkStage:
            depth.add_metric([stage], known.get(f"work.{stage}", 0))
        waited = (datetime.now(UTC) - oldest).total_seconds() if oldest else 0.0
        age = GaugeMetricFamily("zhenghe_oldest_waiting_seconds", "Age of the work that is next")
        age.add_metric([], max(waited, 0.0))
        lost = GaugeMetricFamily(
            "zhenghe_queue_failed", "Work given up until it is retried", labels=["stage", "reason"]
        )
        for (stage, reason), number in failed.items():
            lost.add_metric([stage, reason], number)
        return states, depth, age, lost


def _memory() -> GaugeMetricFamily:
    """The largest the process and its children have been; Linux counts in KiB."""
    memory = GaugeMetricFamily("zhenghe_peak_memory_bytes", "Peak memory", labels=["process"])
    for name, who in (("self", resource.RUSAGE_SELF), ("child", resource.RUSAGE_CHILDREN)):
        memory.add_metric([name], resource.getrusage(who).ru_maxrss * 1024)
    return memory


def watch_queue(store: WorkStore) -> Collector:
    """Tell the state of this queue with each scrape; the collector, to be unregistered."""
    collector = _Queue(store)
    REGISTRY.register(collector)
    return collector


def metrics_text() -> bytes:
    """All metrics in Prometheus' text format."""
    return generate_latest(REGISTRY)
