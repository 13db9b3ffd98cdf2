"""Two hundred applicants at once: each is told where they stand, and nothing is lost."""

import re
import time
from concurrent.futures import ThreadPoolExecutor

import httpx2
from conftest import Site
from real_browser import served
from test_apply import CERTIFICATE, form_of

from models.work import SubmissionState
from models.work_queries import counts
from web.apply_view import draft_of

PEOPLE = 200
PATIENCE_SECONDS = 300


def hand_in(address: str, number: int) -> tuple[str, str]:
    """An applicant begins, types a name, and uploads a file of their own; the ref, the page."""
    with httpx2.Client(base_url=address, timeout=PATIENCE_SECONDS, follow_redirects=True) as person:

        def post(place: str, files: dict | None = None, **fields: str) -> httpx2.Response:
            token = re.search(r'name="csrf" content="(\w+)"', person.get("/apply").text).group(1)
            answer = person.post(place, data=fields, files=files, headers={"X-CSRF-Token": token})
            assert answer.status_code == 200, answer.text[:300]
            return answer

        place = post("/apply", profile="gansu").url.path
        post(f"{place}/form", **{"fields.name": f"申报人{number}"})
        own = CERTIFICATE.read_bytes() + f"\n% {number % 20}".encode()  # read once each
        page = post(f"{place}/files", {"file": ("证书.pdf", own)}, kind="certificate")
        return place.rpartition("/")[2], page.text


def test_two_hundred_at_once_lose_nothing_and_see_that_they_wait(working: Site):
    with served(working) as address, ThreadPoolExecutor(PEOPLE) as people:
        told = list(people.map(lambda number: hand_in(address, number), range(PEOPLE)))
    waits = [re.search(r"共有 (\d+) 份在排队", page) for _, page in told]
    assert any(waits), "somebody came while others waited"
    begun = time.monotonic()
    while busy(working) and time.monotonic() - begun < PATIENCE_SECONDS:
        time.sleep(0.5)
    for number, (ref, _) in enumerate(told):
        draft = draft_of(working.service, ref)
        assert draft.submission.state.final
        assert draft.submission.state is not SubmissionState.FAILED
        assert len(draft.submission.attachments) == 1
        assert form_of(working, f"/apply/{ref}")["fields"]["name"] == f"申报人{number}"


def busy(site: Site) -> int:
    with site.store.asking() as connection:
        there = counts(connection)
    return sum(there.get(state, 0) for state in SubmissionState if not state.final)
