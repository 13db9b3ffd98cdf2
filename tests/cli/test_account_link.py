"""The operator links accounts to people of the OpenID provider."""

from collections.abc import Callable

import pytest

ISSUER = "https://id.example.cn"


@pytest.fixture
def account(zhenghe: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Callable:
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    monkeypatch.setenv("ZHENGHE_OIDC_ISSUER", ISSUER)
    monkeypatch.setenv("ZHENGHE_OIDC_CLIENT_ID", "zhenghe")
    for login in ("li", "wang"):
        made = zhenghe("account", "add", login, "--name", login, "--role", "reviewer", "--json")
        assert made.status == 0
    return lambda *arguments: zhenghe("account", *arguments, "--json")


def test_an_account_is_linked_and_unlinked(account):
    linked = {"login": "li", "issuer": ISSUER, "subject": "abc"}
    assert account("link", "li", "--subject", "abc").objects == [linked]
    assert account("link", "li", "--subject", "abc").objects == [linked]
    taken = account("link", "wang", "--subject", "abc")
    assert (taken.status, "li" in taken.out + taken.err) == (2, True)
    assert account("unlink", "li").objects == [{"login": "li", "unlinked": 1}]
    assert account("unlink", "li").objects == [{"login": "li", "unlinked": 0}]
    assert account("link", "wang", "--subject", "abc").status == 0


def test_what_cannot_be_linked_is_said_with_the_remedy(account, monkeypatch):
    assert account("link", "nobody", "--subject", "abc").status == 2
    assert account("unlink", "nobody").status == 2
    for subject in ("", "张三", "a" * 256):
        assert account("link", "li", "--subject", subject).status == 2
    for name in ("ISSUER", "CLIENT_ID"):
        monkeypatch.delenv(f"ZHENGHE_OIDC_{name}")
    answer = account("link", "li", "--subject", "abc")
    assert (answer.status, "ZHENGHE_OIDC_ISSUER" in answer.out + answer.err) == (2, True)
