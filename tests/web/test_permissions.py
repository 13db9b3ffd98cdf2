"""Every role on every address of the pages, and on what belongs to somebody else."""

import re
from collections.abc import Iterator

import pytest
from conftest import Site
from fastapi.routing import APIRoute
from judged_cases import Sent, send

from models.accounts import Role
from web.app import PARTS

EVERYBODY, SIGNED_IN, OWNER = "everybody", "signed in", "owner"
REVIEWS = {Role.REVIEWER, Role.SENIOR_REVIEWER, Role.SEAL_OFFICER}
RUNS = {Role.OPERATOR, Role.ADMINISTRATOR}
# Who may use an address; the first that fits says it. What somebody owns is shut to others.
MAY = (
    (r"/|/login.*|/reset|/language|/logout", EVERYBODY),
    (r"/apply", EVERYBODY),
    (r"/password|/apply/take-over", SIGNED_IN),
    (r"/apply/\{ref\}.*", OWNER),
    (r"/review/cases/\{ref\}.*", OWNER),
    (r"/review/pass", REVIEWS - {Role.SEAL_OFFICER}),
    (r"/review.*", REVIEWS),
    (r"/operate.*", RUNS),
)
BLANKS = {
    "id_": 1,
    "name": "holders",
    "field": "name",
    "which": "made",
    "look": "plain",
    "kind": "pdf",
}
NUMBERS = ("place", "number", "page_number")


def addresses() -> Iterator[tuple[str, str, object]]:
    """Method, address with its blanks, and who may use it."""
    for part in PARTS:
        for route in part.router.routes:
            assert isinstance(route, APIRoute)
            for method in route.methods - {"HEAD"}:
                who = next((w for way, w in MAY if re.fullmatch(way, route.path)), None)
                assert who is not None, f"who may use {method} {route.path}?"
                yield method, route.path, who


@pytest.fixture
def foreign(site: Site) -> dict[str, str]:
    """A case of another unit, and a draft of somebody else."""
    site.account("wang", Role.REVIEWER, unit="乙县")
    owner = site.account("qian", Role.APPLICANT)
    case = send(site, Sent("one", unit="乙县"))
    draft = site.store.begin_draft(owner, "gansu")
    return {"review": case.submission.ref, "apply": draft, "operate": case.submission.ref}


def filled(path: str, foreign: dict[str, str]) -> str:
    ref = foreign.get(path.split("/")[1], "0" * 32)
    return path.format(ref=ref, **BLANKS, **dict.fromkeys(NUMBERS, 0))


@pytest.mark.parametrize("role", Role)
def test_a_role_gets_what_is_its_own_and_no_more(site: Site, foreign, role: Role):
    unit = "甲县" if role in REVIEWS else None
    browser = site.signed_in("somebody", role, **({"unit": unit} if unit else {}))
    wrong = []
    for method, path, who in addresses():
        if path in ("/logout", "/password", "/login") or "/drafts/" in path:
            continue  # they end the session that is looked with; no file waits for a word
        ask = browser.get if method == "GET" else browser.post
        status = ask(filled(path, foreign)).status_code
        if who == OWNER or (isinstance(who, set) and role not in who):
            fits = status in (403, 422)  # 422: what is wrong with the form is told before
            fits = fits and (method == "POST" or status == 403)
        else:
            fits = status != 403 and status < 500
        if not fits:
            wrong.append(f"{role} {method} {path}: {status}")
    assert wrong == []


def test_who_is_not_signed_in_sees_the_way_in_alone(site: Site, foreign):
    wrong = []
    for method, path, who in addresses():
        if who == EVERYBODY:
            continue
        browser = site.browser()
        answer = (browser.get if method == "GET" else browser.post)(filled(path, foreign))
        asked = answer.headers.get("location", "").startswith("/login")
        if not (asked if method == "GET" else answer.status_code in (401, 422)):
            wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []
