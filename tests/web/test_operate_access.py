"""The operator's pages are for operators and administrators, and every form carries its token."""

import pytest
from conftest import Site
from fastapi.routing import APIRoute

from models.accounts import Role
from web.app import PARTS
from web.operate_access import PLACES

RUNNERS = {Role.OPERATOR, Role.ADMINISTRATOR}
PAGES = [place for place, _, _ in PLACES] + ["/operate/removal", "/operate/accounts/1"]


def routes(method: str) -> list[str]:
    """Every address of the operator's, with something in its blanks."""
    return [
        route.path.format(ref="0" * 32, id_=1, name="holders", number=1)
        for part in PARTS
        for route in part.router.routes
        if isinstance(route, APIRoute) and method in route.methods
        if route.path.startswith("/operate")
    ]


@pytest.mark.parametrize("role", Role)
def test_who_runs_the_service_sees_the_pages_and_nobody_else_does(site: Site, role: Role):
    browser = site.signed_in("somebody", role)
    wanted = 200 if role in RUNNERS else 403
    assert {place: browser.get(place).status_code for place in PAGES} == dict.fromkeys(
        PAGES, wanted
    )


def test_nobody_else_gets_an_answer_from_any_address(site: Site):
    browser = site.signed_in("li", Role.SENIOR_REVIEWER)
    assert len(routes("GET")) > 12
    for place in routes("GET"):
        assert browser.get(place).status_code == 403, place
    for place in routes("POST"):
        assert browser.post(place).status_code == 403, place


def test_who_is_not_signed_in_is_asked_to(site: Site):
    answer = site.browser().get("/operate/queue")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/login?after=/operate/queue",
    )


def test_no_form_is_taken_without_its_token(site: Site):
    browser = site.signed_in("ops", Role.OPERATOR)
    posts = routes("POST")
    assert len(posts) > 15
    for place in posts:
        # Only what is not there at all may be told before the token is asked for.
        answer = browser.client.post(place, data={"sure": "yes", "version": "1", "name": "x"})
        assert answer.status_code == 403, place
        assert "页面已过期" in answer.text, place


def test_a_given_password_is_changed_before_anything_is_run(site: Site):
    admin = site.signed_in("admin", Role.ADMINISTRATOR)
    answer = admin.post("/operate/accounts", login="ops", name="运维", role="operator")
    assert answer.status_code == 200
    secret = answer.text.split('class="secret">')[1].split("<")[0]
    browser = site.browser()
    assert browser.sign_in("ops", secret).headers["location"] == "/password"
    assert browser.get("/operate").status_code == 403


def test_the_pages_speak_english_too(site: Site):
    browser = site.signed_in("ops", Role.OPERATOR)
    browser.post("/language", language="en", after="/operate")
    for place in PAGES:
        text = browser.get(place).text
        assert '<html lang="en">' in text
        main = text.split("<main")[1].split("</main>")[0]
        assert not [c for c in main if "\u4e00" <= c <= "\u9fff"], place
