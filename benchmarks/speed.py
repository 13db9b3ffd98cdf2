"""Pages per second, memory and accuracy, beside what else reads pages: `make bench`.

    python -m benchmarks.speed --documents 12 --rounds 3

Every system reads the same pages on the same cores, in turns: one round each, then the next round.
What counts is the ratio within this run; seconds depend on the machine. A system reads other
documents before the clock starts. Accuracy is that of our own field extraction on what each reads.
"""

import argparse
import multiprocessing
import resource
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from benchmarks.accuracy import Score, score
from benchmarks.systems import System, systems
from fixtures.make import KEPT_ASIDE, document
from fixtures.paper import Paper
from intake.pdf import open_pdf
from models.settings import Settings, load_settings
from ocr.document import assemble
from ocr.page import PageText

_WARM = 4  # documents
_KINDS = ("certificate", "review-form", "approval", "certificate", "letter", "certificate")


@dataclass(slots=True)
class Result:
    """What one system did in all rounds."""

    system: System
    walls: list[float] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)
    memory: int = 0
    score: Score = field(default_factory=Score)


def papers(count: int, seed: int, level: str) -> list[tuple[bytes, Paper]]:
    """Scanned documents of all kinds, from the families that are kept aside."""
    drawn = []
    for number in range(count):
        families = KEPT_ASIDE[_KINDS[number % len(_KINDS)]]
        drawn.append(document(f"{seed}/{number}", families[number % len(families)], level))
    return drawn


def measure(count: int, rounds: int, seed: int, level: str) -> list[Result]:
    """Let every system read the documents in turns."""
    settings = load_settings().model_copy(update={"threads": 1})
    documents = papers(count, seed, level)
    warm_up = [pdf for pdf, _ in papers(_WARM, seed + 1, level)]
    results = [Result(system) for system in systems(settings)]
    for _ in range(rounds):
        for result in results:
            texts = _round(result, [pdf for pdf, _ in documents], warm_up, settings)
            if not result.score.shown:
                result.score = _scored(texts, [paper for _, paper in documents], settings)
    return results


def _round(
    result: Result, pdfs: Sequence[bytes], warm_up: Sequence[bytes], settings: Settings
) -> dict[tuple[int, int], PageText]:
    """One system reads every page once; the text of each, by document and page."""
    todo = [(i, page) for i, pdf in enumerate(pdfs) for page in _pages(pdf)]
    warm = [(len(pdfs) + i, page) for i, pdf in enumerate(warm_up) for page in _pages(pdf)]
    context = multiprocessing.get_context("spawn")
    lines = [context.Pipe() for _ in range(result.system.processes)]
    workers = [
        context.Process(
            target=_work, args=(result.system, settings, [*pdfs, *warm_up], warm, theirs)
        )
        for _, theirs in lines
    ]
    for worker in workers:
        worker.start()
    ours = [mine for mine, _ in lines]
    for line in ours:
        line.recv()  # ready
    started = time.perf_counter()
    texts: dict[tuple[int, int], PageText] = {}
    waiting = list(reversed(todo))
    busy = 0
    for line in ours:
        if waiting:
            line.send(waiting.pop())
            busy += 1
    while busy:
        for line in [each for each in ours if each.poll(0.002)]:
            place, seconds, text = line.recv()
            texts[place] = text
            result.pages.append(seconds)
            if waiting:
                line.send(waiting.pop())
            else:
                busy -= 1
    result.walls.append(time.perf_counter() - started)
    for line, worker in zip(ours, workers, strict=True):
        line.send(None)
        result.memory = max(result.memory, line.recv())
        worker.join()
    return texts


def _work(
    system: System,
    settings: Settings,
    pdfs: list[bytes],
    warm: list[tuple[int, int]],
    line: Connection,
) -> None:
    """One process of a system: reads the pages it is told to."""
    reader = system.load(settings)

    def read(place: tuple[int, int]) -> PageText:
        with open_pdf(pdfs[place[0]]) as pdf:
            image, pixels_per_point = pdf.render(place[1], settings)
        return reader(image, 1 / pixels_per_point)

    for place in warm:
        read(place)
    line.send("ready")
    while (place := line.recv()) is not None:
        started = time.perf_counter()
        text = read(place)
        line.send((place, time.perf_counter() - started, text))
    line.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def _pages(pdf: bytes) -> range:
    with open_pdf(pdf) as opened:
        return range(1, opened.page_count + 1)


def _scored(
    texts: dict[tuple[int, int], PageText], papers: Sequence[Paper], settings: Settings
) -> Score:
    total = Score()
    for number, paper in enumerate(papers):
        pages = {page: text for (i, page), text in sorted(texts.items()) if i == number}
        read = assemble("", pages, (), None, settings)
        total += score(paper, read)
    return total


def table(results: Sequence[Result]) -> str:
    """The table of docs/performance.md."""
    first = statistics.median(results[0].walls)
    rows = [
        "| system | pages/s | s/page p50 | p95 | peak memory of a process | values right | "
        "times slower |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for result in results:
        wall = statistics.median(result.walls)
        each = len(result.pages) / len(result.walls)
        p50, p95 = (statistics.quantiles(result.pages, n=20)[i] for i in (9, 18))
        right = result.score.right / max(1, result.score.shown)
        rows.append(
            f"| {result.system.name} ({result.system.processes}×) | {each / wall:.2f} | {p50:.2f} "
            f"| {p95:.2f} | {result.memory / 2**20:.0f} MB | {right:.1%} | {wall / first:.1f} |"
        )
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure speed beside other OCR systems.")
    parser.add_argument("--documents", type=int, default=12)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", type=int, default=606)
    parser.add_argument("--level", default="ordinary")
    given = parser.parse_args()
    print(table(measure(given.documents, given.rounds, given.seed, given.level)))


if __name__ == "__main__":
    main()
