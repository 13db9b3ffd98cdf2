"""Profiles: one for each collection of the contract, each with the clauses it rests on."""

from dataclasses import replace

import pytest

from models.errors import UsageWrong
from models.settings import Settings
from rules.profile import load_profile, profile_names

NAMES = ("chongqing", "gansu", "guangxi", "guizhou-ecert", "guizhou-historical")


def test_the_profiles_are_those_of_the_contract():
    assert profile_names() == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_has_a_name_in_both_languages_and_quotes_its_notice(name):
    profile = load_profile(name)
    assert profile.name == name
    assert profile.zh
    assert profile.en.isascii()
    for clause in ("agreement", "full_name", "attachments"):
        assert profile.source(clause).startswith(f"《{profile.notice}》")
        assert len(profile.clauses[clause]) > 5


@pytest.mark.parametrize("name", ["", "guizhou", "../gansu", "GANSU"])
def test_an_unknown_profile_is_told_together_with_those_there_are(name):
    with pytest.raises(UsageWrong) as caught:
        load_profile(name)
    (finding,) = caught.value.findings
    assert finding.code == "PROFILE_UNKNOWN"
    assert all(known in finding.message for known in NAMES)


def test_the_notices_that_refuse_short_names_say_so():
    asking = {name for name in NAMES if load_profile(name).full_names}
    assert asking == {"guangxi", "guizhou-historical"}
    for name in asking:
        assert "不能使用简称" in load_profile(name).clauses["full_name"]


@pytest.mark.parametrize("name", NAMES)
def test_what_a_profile_asks_of_photos_are_known_settings(name):
    asked = load_profile(name).photo
    assert set(asked) <= {"width_px", "height_px", "dpi", "bytes_max", "bytes_made"}
    settings = load_profile(name).photo_settings(Settings())
    told = {key: value for key, value in asked.items() if key != "bytes_made"}
    assert all(getattr(settings, f"photo_{key}") == value for key, value in told.items())


def test_a_profile_with_another_size_asks_for_it_and_leaves_the_rest():
    profile = replace(load_profile(NAMES[0]), photo={"width_px": 358, "height_px": 441})
    settings = profile.photo_settings(Settings(photo_dpi=350))
    assert (settings.photo_width_px, settings.photo_height_px) == (358, 441)
    assert (settings.photo_dpi, settings.photo_bytes_max) == (350, 20480)


def test_a_photo_made_for_a_collection_is_20_kb_however_that_is_counted():
    profile = load_profile("guizhou-historical")
    assert profile.photo_settings(Settings()).photo_bytes_max == 20480
    assert profile.photo_settings(Settings(), making=True).photo_bytes_max == 20000
    assert load_profile("gansu").photo_settings(Settings(), making=True).photo_bytes_max == 20480
