"""Settings: from the environment, else the file, else the default; all mistakes at once."""

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from models.errors import UsageWrong
from models.settings import Settings, load_settings, prepare_libraries


@pytest.fixture(autouse=True)
def clean(tmp_path, monkeypatch):
    for name in list(os.environ):
        if name.startswith("ZHENGHE_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def mistakes() -> dict[str, str]:
    with pytest.raises(UsageWrong) as caught:
        load_settings()
    return {finding.zh: finding.code for finding in caught.value.findings}


def test_without_any_setting_the_limits_of_the_notices_hold():
    settings = load_settings()
    assert (settings.dpi_min, settings.dpi_max) == (150, 200)
    assert (settings.photo_bytes_max, settings.photo_width_px) == (20480, 295)


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(monkeypatch):
    Path("zhenghe.toml").write_text("dpi_min = 100\npages_max = 7\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_DPI_MIN", "120")
    settings = load_settings()
    assert (settings.dpi_min, settings.pages_max, settings.dpi_max) == (120, 7, 200)


def test_the_file_can_lie_elsewhere(monkeypatch, tmp_path):
    own = tmp_path / "设置.toml"
    own.write_text("pages_max = 3\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_CONFIG", str(own))
    assert load_settings().pages_max == 3


def test_a_settings_file_that_is_named_but_not_there_is_a_mistake(monkeypatch, tmp_path):
    monkeypatch.setenv("ZHENGHE_CONFIG", str(tmp_path / "gone.toml"))
    assert list(mistakes().values()) == ["SETTINGS_FILE_WRONG"]


def test_all_mistakes_are_told_at_once(monkeypatch):
    Path("zhenghe.toml").write_text("threads = 0\npagesmax = 5\n", "utf-8")
    monkeypatch.setenv("ZHENGHE_DPI_MIN", "hundert")
    monkeypatch.setenv("ZHENGHE_UNCLEAR_BELOW", "80")
    monkeypatch.setenv("ZHENGHE_DPIMIN", "150")
    told = mistakes()
    names = ("DPI_MIN", "UNCLEAR_BELOW", "DPIMIN", "THREADS", "PAGESMAX")
    for name in names:
        assert [zh for zh in told if f"ZHENGHE_{name} " in zh], name
    assert len(told) == len(names)


def test_a_mistake_names_what_was_given_and_what_would_be_right(monkeypatch):
    monkeypatch.setenv("ZHENGHE_THREADS", "many")
    with pytest.raises(UsageWrong) as caught:
        load_settings()
    (finding,) = caught.value.findings
    assert "many" in finding.zh
    assert "integer" in finding.message_en


@pytest.mark.parametrize("content", [b"dpi_min = ", b"\xff\xfe", b"dpi_min = 1\ndpi_min = 2"])
def test_a_settings_file_that_is_no_toml_is_a_mistake_and_no_traceback(content):
    Path("zhenghe.toml").write_bytes(content)
    assert list(mistakes().values()) == ["SETTINGS_FILE_WRONG"]


def test_a_limit_below_its_partner_is_a_mistake(monkeypatch):
    monkeypatch.setenv("ZHENGHE_DPI_MIN", "300")
    (text,) = mistakes()
    assert "ZHENGHE_DPI_MAX" in text
    assert "ZHENGHE_DPI_MIN, 300" in text


def test_an_empty_variable_counts_as_not_given(monkeypatch):
    monkeypatch.setenv("ZHENGHE_LABELS_FILE", "")
    assert load_settings().labels_file is None


def test_settings_can_not_be_changed_once_read():
    with pytest.raises(ValidationError):
        Settings().threads = 5


def test_native_libraries_are_told_how_many_threads_they_may_use(monkeypatch, tmp_path):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        monkeypatch.setenv(name, "64")
    monkeypatch.setenv("PADDLE_PDX_CACHE_HOME", "elsewhere")
    monkeypatch.setenv("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "")
    prepare_libraries(Settings(threads=3, home=tmp_path))
    assert os.environ["OMP_NUM_THREADS"] == os.environ["MKL_NUM_THREADS"] == "3"
    assert Path(os.environ["PADDLE_PDX_CACHE_HOME"]).is_relative_to(tmp_path)


def test_an_unknown_entry_of_the_file_is_called_unknown():
    Path("zhenghe.toml").write_text("pagesmax = 5\n", "utf-8")
    assert list(mistakes().values()) == ["SETTING_UNKNOWN"]


@pytest.mark.parametrize("size", ["1", "99999999999999999999999"])
def test_memory_in_which_no_child_can_live_or_be_limited_is_a_mistake(monkeypatch, size):
    monkeypatch.setenv("ZHENGHE_MEMORY_BYTES_MAX", size)
    assert list(mistakes().values()) == ["SETTING_WRONG"]
