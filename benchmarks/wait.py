"""How long an applicant waits: from the last upload to the findings, beside bare reading.

    python -m benchmarks.wait [--rounds 5]

Three certificates of one page each are added to a draft; the clock runs until all is judged and the
report is there. Bare is the time in which the same children read the same pages, nothing else.
Both in turns, in one run, on documents of their own that neither has seen.
"""

import argparse
import statistics
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.make import KEPT_ASIDE, document
from intake.inspect import inspect_page
from models.account_steps import make_account
from models.account_store import NewAccount
from models.accounts import Role
from models.draft_steps import Change
from models.fields import DocumentKind
from models.settings import Settings
from models.work import NewAttachment
from models.work_queries import find, get
from ocr.pdf_page import read_page
from web.passwords import NOBODY
from web.service import Service
from workers.child import page_subject
from workers.children import Children
from workers.queue_worker import QueueWorker
from workers.start import opened

_PAPERS = 3


def papers(seed: str) -> list[bytes]:
    """Three certificates of one page each, of layouts of their own."""
    families = KEPT_ASIDE["certificate"][:_PAPERS]
    return [
        document(f"wait/{seed}/{place}", family, "ordinary")[0]
        for place, family in enumerate(families)
    ]


def bare(given: list[bytes], children: Children, settings: Settings) -> float:
    """Seconds in which the children read the pages."""
    facts = [inspect_page(data, 1, settings).facts for data in given]
    begun = time.perf_counter()
    reading = [
        children.start(page_subject(1), read_page, data, fact, settings)
        for data, fact in zip(given, facts, strict=True)
    ]
    for page in reading:
        page.result()
    return time.perf_counter() - begun


def waited(given: list[bytes], service: Service, owner: int) -> float:
    """Seconds from the last upload to the findings."""
    ref = service.store.begin_draft(owner, "gansu")
    with service.store.asking() as connection:
        id_ = find(connection, ref)
    assert id_ is not None
    _settle(service, id_)
    kept = [
        NewAttachment(DocumentKind.CERTIFICATE, "a.pdf", service.files.put(data), len(data))
        for data in given
    ]
    begun = time.perf_counter()
    for one in kept:
        service.store.change_draft(id_, Change(add=one))
    service.wake()
    _settle(service, id_)
    return time.perf_counter() - begun


def _settle(service: Service, id_: int) -> None:
    while True:
        with service.store.asking() as connection:
            (one,) = get(connection, [id_])
        if one.state.final:
            return
        time.sleep(0.01)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with TemporaryDirectory(prefix="zhenghe-wait-") as home:
        settings = Settings(home=Path(home))
        with (
            opened(settings) as (store, files),
            QueueWorker(store, files, settings) as worker,
            Children(settings) as children,
        ):
            service = Service(store, files, settings, worker.dispatcher.wake, children)
            new = NewAccount("bench", "bench", NOBODY, frozenset({Role.APPLICANT}))
            owner = store.act(lambda c, at: make_account(c, at, new, "bench")) or 0
            for number in range(2):  # children start, models load
                bare(papers(f"warm{number}"), children, settings)
                waited(papers(f"up{number}"), service, owner)
            alone, whole = [], []
            for number in range(rounds):
                alone.append(bare(papers(f"bare{number}"), children, settings))
                whole.append(waited(papers(f"queue{number}"), service, owner))
            first, second = statistics.median(alone), statistics.median(whole)
            print(f"bare {first:.2f} s, to the findings {second:.2f} s: {second / first:.2f} ×")


if __name__ == "__main__":
    main()
