"""The API does what its document says: requests are made up from it, within and beyond it."""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from conftest import Site
from hypothesis import HealthCheck, Phase, given, settings
from judged_cases import Sent, report_of, send, work_off
from programs import PLACE, Program, client_of, give_token, program
from real_browser import served
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from docs.reference import api_document
from models.accounts import Role
from models.findings import catalogue
from models.settings import Settings
from models.tokens import TokenScope
from web.app import make_app
from web.service import Service
from workers.children import Children
from workers.start import opened

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/api.md"
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
_EXAMPLES = 6
AGAIN = {"mode": "replace"}
# Each begins a child process of its own, or lasts until the checking is over.
_SLOW = {
    "/rosters/{name}/versions": 1,
    "/rosters/{name}/drafts": 1,
    "/dictionary/versions": 1,
    "/dictionary/drafts": 1,
    "/dictionary/drafts/{id_}/force": 1,
    "/dictionary/current": 1,
    "/photos": 2,
    "/photo-checks": 2,
}
# What others are tried with stays there.
_REMOVES = ("/queue/submissions/{ref}",)
_LEFT_OUT = ("DELETE /token", "GET /submissions/{ref}/events/stream")


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for many requests."""
    home = tmp_path_factory.mktemp("busy")
    many = Settings(home=home, engine="fake:none", api_requests_per_minute=10**6, workers=1)
    with opened(many) as (store, files), Children(many) as children:
        yield Site(Service(store, files, many, lambda: None, children))


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_no_request_fails_and_every_answer_is_as_the_document_says(busy: Site, mode):
    app = make_app(busy.service)
    # Ten seconds, as it comes, are too few where the machine has much else to do.
    schema = schemathesis.openapi.from_asgi(f"{PLACE}/openapi.json", app, timeout=60)
    one = program(busy, *Role, login=f"all-{mode.value}")
    ref = send(busy, Sent(mode.value, owner_id=one.account_id)).submission.ref
    statuses: Counter[int] = Counter()
    file = {"file": ("a.csv", "姓名,证书编号\n张伟,A2013001\n".encode(), "text/csv")}
    assert one.post("/rosters/holders/versions", files=file, data=AGAIN).is_success
    one.post("/webhooks", json={"address": "https://example.org", "kinds": ["ready"]})
    for result in schema.get_all_operations():
        operation = result.ok()
        path = operation.path
        if f"{operation.method.upper()} {path}" in _LEFT_OUT:
            continue
        known = _known(path, ref, one.account_id) if mode is GenerationMode.POSITIVE else None
        strategy = operation.as_strategy(mode, path_parameters=known)
        statuses += _try(strategy, one, _SLOW.get(path, _EXAMPLES))
    assert statuses.total() > 200
    if mode is GenerationMode.POSITIVE:
        assert statuses[401] == 0
        assert statuses[200] + statuses[201] + statuses[204] > 100


def _known(path: str, ref: str, account_id: int) -> dict[str, Any]:
    """What is there, for the blanks of a path; tokens are left alone."""
    there = {"ref": ref, "name": "holders", "place": 0, "number": 1, "version": 1}
    there |= {"field": "name", "format": "pdf"}
    if path in _REMOVES:
        there |= {"ref": "0" * 32, "name": "nobody"}
    there["id_"] = account_id if path.startswith("/accounts") else 1
    if path.startswith("/tokens"):
        there["id_"] = 4711
    return {name: value for name, value in there.items() if f"{{{name}}}" in path}


def _try(strategy: Any, one: Program, examples: int) -> Counter[int]:
    """Send some requests of a kind; how often each status came."""
    statuses: Counter[int] = Counter()

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    @given(case=strategy)
    def run(case: Any) -> None:
        case.headers.pop("Authorization", None)
        headers = {"Authorization": f"Bearer {one.token}"}
        statuses[case.call_and_validate(headers=headers, checks=_CHECKS).status_code] += 1

    run()
    return statuses


def test_the_document_is_had_without_a_token_and_names_how_to_use_one(site: Site):
    told = client_of(site).get(f"{PLACE}/openapi.json").json()
    assert told["openapi"].startswith("3.1")
    assert told["servers"] == [{"url": PLACE}]
    (scheme,) = told["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            (asked,) = operation["security"]
            assert set(asked["token"]) <= set(TokenScope), path
            problems = {"401", "403", "404", "422", "429"}
            assert problems <= set(operation["responses"]), (method, path)
            for status in problems:
                assert list(operation["responses"][status]["content"]) == [
                    "application/problem+json"
                ]
            assert operation["description"], path
    names = [one["operationId"] for methods in told["paths"].values() for one in methods.values()]
    assert len(names) == len(set(names)), "programs are made from these names"


def test_the_document_of_the_page_is_that_of_the_service(site: Site):
    assert client_of(site).get(f"{PLACE}/openapi.json").json() == api_document()


def test_every_code_on_the_page_is_in_the_catalogue():
    codes = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", PAGE.read_text("utf-8")))
    assert {code for code in codes if not code.startswith("ZHENGHE_")} <= set(catalogue())


def test_the_examples_of_the_page_do_what_they_say(site: Site, tmp_path: Path):
    """Each block is run as it stands, in order, against a service of its own."""
    if shutil.which("curl") is None:
        if os.environ.get("CI"):
            pytest.fail("curl is not installed")
        pytest.skip("curl is not installed")
    object.__setattr__(
        site.service,
        "wake",
        lambda: work_off(site, report_of(Sent(name="欧阳静怡"))),
    )
    site.account("reporting", *Role)
    token, _ = give_token(site, "reporting", *TokenScope)
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.S)
    script = "\n".join(block for block in blocks if "curl" in block)
    assert script.count("curl") >= 8
    with served(site) as address:
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", script],
            cwd=ROOT,
            env={**os.environ, "ZHENGHE": address, "TOKEN": token, "OUT": str(tmp_path)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    assert done.returncode == 0, done.stderr + done.stdout
    assert '"verdict":"blocked"' in done.stdout
    assert (tmp_path / "export.jsonl").read_text("utf-8").count("\n") >= 1


def test_the_problem_on_the_page_is_that_of_the_service(site: Site):
    (shown,) = re.findall(r'```json\n(\{\n  "type".*?)```', PAGE.read_text("utf-8"), re.S)
    content = {"profile": "gansu", "form": {"fields": {"nmae": "x"}}}
    told = program(site, Role.APPLICANT).post("/rules", json=content).json()
    assert json.loads(shown) | {"findings": []} == told | {"findings": []}
