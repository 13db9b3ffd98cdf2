"""The receipt tells whether a photo is still as the tool made it, and with a key, that it did."""

import json

import pytest
from sitters import BLUE, before, saved

from intake.photo.check import check_photo
from intake.photo.normalise import normalise_photo
from intake.photo.receipt import load_key, receipt_path
from models.errors import UsageWrong
from models.findings import Severity
from models.photos import ReceiptState
from models.settings import Settings


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A photo with its receipt: both as bytes."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "in.jpg").write_bytes(saved(before(BLUE)))
    normalise_photo(folder / "in.jpg", folder / "out.jpg", Settings())
    return (folder / "out.jpg").read_bytes(), receipt_path(folder / "out.jpg").read_bytes()


def checked(tmp_path, photo, receipt, settings=None):
    path = tmp_path / "photo.jpg"
    path.write_bytes(photo)
    if receipt is not None:
        receipt_path(path).write_bytes(receipt)
    outcome = check_photo(path, settings or Settings())
    codes = [f.code for f in outcome.findings if f.severity is not Severity.ERROR]
    return outcome.photo.receipt, codes


def test_a_photo_with_its_receipt_is_known_again_under_any_name(tmp_path, made):
    photo, receipt = made
    assert checked(tmp_path, photo, receipt) == (ReceiptState.FITS, [])
    said = json.loads(receipt)
    assert said["bytes"] == len(photo)
    assert said["measures"]["head_height"] > 0.5
    assert said["signature"] is None


def test_a_photo_without_receipt_gets_a_hint_and_no_more(tmp_path, made):
    assert checked(tmp_path, made[0], None) == (ReceiptState.ABSENT, ["PHOTO_NO_RECEIPT"])


def test_a_photo_that_was_saved_again_is_not_that_of_the_receipt(tmp_path, made):
    photo, receipt = made
    again = photo[:-2] + b"\0\0" + photo[-2:]
    assert checked(tmp_path, again, receipt) == (ReceiptState.DIFFERS, ["PHOTO_CHANGED"])


@pytest.mark.parametrize(
    "receipt",
    [b"", b"{", b"[]", b"[" * 60_000, b"\xff\xfe", b"x" * 70_000, b'{"sha256": "0"', b"null"],
)
def test_a_receipt_that_is_none_is_said_and_harms_nothing(tmp_path, made, receipt):
    wrong = (ReceiptState.DIFFERS, ["PHOTO_RECEIPT_WRONG"])
    assert checked(tmp_path, made[0], receipt) == wrong


@pytest.mark.parametrize(
    ("name", "value"),
    [("bytes", 9), ("width_px", 10**400), ("background_white", 0.2), ("bytes", {})],
)
def test_a_receipt_whose_measures_were_changed_does_not_fit(tmp_path, made, name, value):
    photo, receipt = made
    changed = json.dumps(json.loads(receipt) | {name: value}).encode()
    assert checked(tmp_path, photo, changed) == (ReceiptState.DIFFERS, ["PHOTO_RECEIPT_WRONG"])


def test_with_the_sites_key_only_signed_receipts_count(tmp_path, made):
    key, other = tmp_path / "key", tmp_path / "other"
    key.write_bytes(b"a secret of the site, long enough\n")
    other.write_bytes(b"the secret of another site altogether")
    site = Settings(photo_receipt_key_file=key)
    source, target = tmp_path / "in.jpg", tmp_path / "out.jpg"
    source.write_bytes(saved(before(BLUE)))
    normalise_photo(source, target, site)
    photo, receipt = target.read_bytes(), receipt_path(target).read_bytes()
    assert photo == made[0], "a key changes nothing about the photo"
    assert checked(tmp_path, photo, receipt, site) == (ReceiptState.SIGNED, [])

    edited = json.dumps(json.loads(receipt) | {"findings": ["PHOTO_SOFT"]}).encode()
    wrong = (ReceiptState.DIFFERS, ["PHOTO_RECEIPT_WRONG"])
    assert checked(tmp_path, photo, edited, site) == wrong
    assert checked(tmp_path, photo, made[1], site) == wrong
    assert checked(tmp_path, photo, receipt, Settings(photo_receipt_key_file=other)) == wrong
    assert checked(tmp_path, photo, receipt) == (ReceiptState.FITS, [])


def test_a_key_that_cant_be_used_is_a_mistake_of_the_settings(tmp_path):
    short = tmp_path / "short"
    short.write_bytes(b"short")
    for path in (short, tmp_path / "missing", tmp_path):
        with pytest.raises(UsageWrong) as caught:
            load_key(Settings(photo_receipt_key_file=path))
        assert caught.value.findings[0].code == "RECEIPT_KEY_WRONG"
    assert load_key(Settings()) is None
