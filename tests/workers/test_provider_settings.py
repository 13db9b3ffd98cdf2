"""What is set of the OpenID provider is looked at before the service begins; secrets stay so."""

import pytest

from models.errors import UsageWrong
from models.settings import Settings, load_settings
from workers.provider_settings import ProviderSettings, provider_settings
from workers.start import check_start

WHOLE = {"oidc_issuer": "https://id.example.cn/realms/hr", "oidc_client_id": "zhenghe"}


def mistakes(**given: object) -> list[str]:
    with pytest.raises(UsageWrong) as caught:
        provider_settings(Settings(**given))
    assert {one.code for one in caught.value.findings} == {"PROVIDER_SETTING_WRONG"}
    return [one.en.split()[2] for one in caught.value.findings]


def test_without_an_issuer_there_is_no_provider():
    assert provider_settings(Settings()) is None


def test_a_provider_may_be_set_with_a_secret_or_without():
    assert provider_settings(Settings(**WHOLE)).secret == ""
    given = provider_settings(Settings(**WHOLE, oidc_client_secret="abc"))
    assert (given.issuer, given.client_id, given.secret) == (*WHOLE.values(), "abc")


def test_the_secret_may_lie_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text("abc\n", "utf-8")
    assert provider_settings(Settings(**WHOLE, oidc_client_secret_file=path)).secret == "abc"
    path.write_text("\n", "utf-8")
    assert mistakes(**WHOLE, oidc_client_secret_file=path) == ["ZHENGHE_OIDC_CLIENT_SECRET_FILE"]
    for file in (tmp_path, tmp_path / "gone"):
        assert mistakes(**WHOLE, oidc_client_secret_file=file) == [
            "ZHENGHE_OIDC_CLIENT_SECRET_FILE"
        ]
    path.write_text("abc\n", "utf-8")
    assert mistakes(**WHOLE, oidc_client_secret="b", oidc_client_secret_file=path) == [
        "ZHENGHE_OIDC_CLIENT_SECRET_FILE"
    ]


@pytest.mark.parametrize(
    "issuer",
    [
        "http://id.example.cn",
        "id.example.cn",
        "https://",
        "https://me:pw@id.example.cn",
        "https://id.example.cn/?a=b",
        "https://id.example.cn/#a",
        "https://id.example.cn:x/",
        "ftp://127.0.0.1",
        "http://127.0.0.1.example.cn",
        "https://id example.cn",
    ],
)
def test_an_issuer_that_is_no_https_address_is_a_mistake(issuer: str):
    assert mistakes(**WHOLE | {"oidc_issuer": issuer}) == ["ZHENGHE_OIDC_ISSUER"]


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:8", "http://[::1]:8", "http://localhost"])
def test_a_provider_on_this_machine_may_do_without_https(issuer: str):
    assert provider_settings(Settings(**WHOLE | {"oidc_issuer": issuer})).issuer == issuer


def test_all_mistakes_of_a_provider_are_told_at_once():
    given = {"oidc_issuer": "http://id.example.cn", "web_address": "zhenghe.example.cn"}
    assert mistakes(**given) == [
        "ZHENGHE_WEB_ADDRESS",
        "ZHENGHE_OIDC_ISSUER",
        "ZHENGHE_OIDC_CLIENT_ID",
    ]
    assert mistakes(oidc_applicants=True) == ["ZHENGHE_OIDC_ISSUER"]
    for address in ("https://a.example/b", "https://a.example?b", "ftp://a.example"):
        assert mistakes(web_address=address) == ["ZHENGHE_WEB_ADDRESS"]


def test_the_service_does_not_start_with_a_provider_that_is_set_wrong(tmp_path):
    settings = Settings(home=tmp_path, engine="fake:none", oidc_issuer="http://id.example.cn")
    with pytest.raises(UsageWrong) as caught:
        check_start(settings)
    assert "PROVIDER_SETTING_WRONG" in {one.code for one in caught.value.findings}


def test_the_secret_is_printed_nowhere(monkeypatch, tmp_path):
    settings = Settings(**WHOLE, oidc_client_secret="hush-hush")
    given = provider_settings(settings)
    assert isinstance(given, ProviderSettings)
    for told in (repr(settings), str(settings), settings.model_dump_json(), repr(given)):
        assert "hush" not in told
    (tmp_path / "zhenghe.toml").write_text("oidc_client_secret = 271828\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_CONFIG", str(tmp_path / "zhenghe.toml"))
    with pytest.raises(UsageWrong) as caught:
        load_settings()
    assert "271828" not in str([one.zh + one.en for one in caught.value.findings])
