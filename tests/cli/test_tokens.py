"""An operator makes tokens for programs: shown once, for what the account may do, revocable."""

import pytest
from conftest import Zhenghe


@pytest.fixture
def home(tmp_path, monkeypatch: pytest.MonkeyPatch, zhenghe: Zhenghe) -> None:
    """A service of its own, with one reviewer."""
    monkeypatch.setenv("ZHENGHE_HOME", str(tmp_path))
    made = zhenghe("account", "add", "li", "--name", "李明", "--role", "reviewer", "--json")
    assert made.status == 0, made.err


def test_a_token_is_shown_once_and_can_be_revoked(home: None, zhenghe: Zhenghe):
    scopes = ("--scope", "review:read", "--scope", "submissions:write")
    made = zhenghe("account", "token", "li", "--name", "报送系统", *scopes, "--days", 90, "--json")
    (told,) = made.objects
    assert made.status == 0
    assert told["token"].startswith("zh_")
    listed = zhenghe("account", "tokens", "li", "--json")
    (one,) = listed.objects[0]["tokens"]
    assert (one["name"], one["scopes"]) == ("报送系统", ["review:read", "submissions:write"])
    assert (one["used_at"], one["revoked_at"]) == (None, None)
    assert told["token"] not in listed.out
    assert "报送系统" in zhenghe("account", "tokens", "li").out
    assert zhenghe("account", "revoke", told["id"], "--json").objects[0]["revoked"]
    assert "以前已作废" in zhenghe("account", "revoke", told["id"]).out
    assert "已作废" in zhenghe("account", "tokens", "li").out


def test_a_token_is_shown_to_a_person_whole(home: None, zhenghe: Zhenghe):
    made = zhenghe("account", "token", "li", "--name", "x", "--scope", "review:read")
    assert made.out.strip().rpartition(": ")[2].startswith("zh_")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("token", "li", "--name", "x", "--scope", "operate:write"), "TOKEN_SCOPE_BEYOND"),
        (("token", "wang", "--name", "x", "--scope", "review:read"), "LOGIN_UNKNOWN"),
        (("tokens", "wang"), "LOGIN_UNKNOWN"),
        (("revoke", "7"), "TOKEN_UNKNOWN"),
    ],
)
def test_what_can_not_be_is_told(home: None, zhenghe: Zhenghe, arguments, code: str):
    told = zhenghe("account", *arguments)
    assert told.status == 2
    assert code in told.err
