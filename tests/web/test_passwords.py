"""One natural person is one, however the number of the identity card was typed."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import pytest
from conftest import Site

from models.accounts import Role
from models.errors import UsageWrong
from web.passwords import fits, person_digest

NUMBER = "52010219670507004X"


@pytest.mark.parametrize(
    "typed",
    [
        "52010219670507004x",
        " 520102 19670507 004X ",
        "５２０１０２１９６７０５０７００４Ｘ",
        "520102670507004",
    ],
)
def test_ways_to_type_a_number_are_one_person(typed: str):
    assert person_digest(typed, "key") == person_digest(NUMBER, "key")


def test_two_numbers_are_two_persons_and_none_is_nobody():
    assert person_digest(NUMBER, "key") != person_digest("520102196705070015", "key")
    assert person_digest(NUMBER, "key") != person_digest(NUMBER, "other")
    assert person_digest("  ", "key") == ""
    assert person_digest("H10000001", "key") != "", "a pass of Hong Kong has no check digit"


def test_a_mistyped_number_is_refused_when_an_account_is_made(site: Site):
    """Or a reviewer could decide on their own case."""
    with pytest.raises(UsageWrong):
        person_digest("520102196705070019", "key")
    browser = site.signed_in("admin", Role.ADMINISTRATOR)
    given = {"login": "li", "name": "李明", "role": "reviewer", "id_number": "520102196705070019"}
    answer = browser.post("/operate/accounts", **given)
    assert answer.status_code == 400
    assert "校验码" in answer.text


def test_many_tries_at_once_take_no_more_memory_than_a_few(monkeypatch):
    """Each is 64 MiB on purpose; a service has forty threads."""
    lock, now, most = Lock(), 0, 0

    class Slow:
        def verify(self, _kept: str, _password: str) -> bool:
            nonlocal now, most
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.02)
            with lock:
                now -= 1
            return False

    monkeypatch.setattr("web.passwords._HASHER", Slow())
    with ThreadPoolExecutor(20) as pool:
        assert not any(pool.map(lambda _: fits("kept", "x"), range(40)))
    assert most == 4
