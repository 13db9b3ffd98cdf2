"""The receipt that lies beside a photo the tool made: which photo it is, and what was measured.

Without a key it says that the photo was not changed since, to whoever trusts the receipt. With the
site's key it is signed (HMAC-SHA256), and only a program that has the key can write one.
"""

import hmac
import json
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from intake.files import open_file, shown
from models.errors import FileRefused, UsageWrong
from models.findings import Finding, found
from models.photos import Photo, ReceiptState
from models.settings import Settings

_BYTES_MAX = 65_536
_KEY_MIN = 16
_WHITE_OFF = 0.05  # what is white is measured anew, without the mask by which the photo was made
_SETTINGS = ("bytes_max", "width_px", "height_px", "dpi", "white_min", "enlarge_max")

Receipt = dict[str, Any]
_UNREADABLE = ("凭据文件无法读取", "the receipt's file can't be read")
_MEASURES = (
    "记录的尺寸或测量值与照片不符",
    "what it says was measured isn't what the photo measures",
)
_UNSIGNED = ("没有本站签名", "it isn't signed by this site")
_FORGED = ("签名不正确", "its signature is wrong")


def receipt_path(photo: Path) -> Path:
    """Where the receipt of a photo lies."""
    return photo.with_name(f"{photo.name}.receipt.json")


def load_key(settings: Settings) -> bytes | None:
    """The site's key; None when none is set. Raises UsageWrong for a file that holds no key."""
    path = settings.photo_receipt_key_file
    if path is None:
        return None
    try:
        key = path.read_bytes().strip()
    except OSError as error:
        raise _key_wrong(path, "无法读取", error.strerror or type(error).__name__) from None
    if len(key) < _KEY_MIN:
        raise _key_wrong(path, f"短于 {_KEY_MIN} 个字节", f"shorter than {_KEY_MIN} bytes")
    return key


def _key_wrong(path: Path, problem_zh: str, problem_en: str) -> UsageWrong:
    finding = found(
        "RECEIPT_KEY_WRONG", file=shown(path), problem_zh=problem_zh, problem_en=problem_en
    )
    return UsageWrong(finding)


def receipt_of(
    data: bytes, photo: Photo, source: bytes, findings: tuple[Finding, ...], settings: Settings
) -> bytes:
    """The receipt of a photo that was just made of a source, as the content of its file."""
    measures = photo.measures
    receipt: Receipt = {
        "tool": "zhenghe photo",
        "version": version("zhenghe"),
        "sha256": sha256(data).hexdigest(),
        "source_sha256": sha256(source).hexdigest(),
        "bytes": photo.bytes,
        "width_px": photo.width_px,
        "height_px": photo.height_px,
        "dpi": photo.dpi,
        "background_white": photo.background_white,
        "measures": {name: getattr(measures, name) for name in measures.__slots__}
        if measures
        else None,
        "findings": [finding.code for finding in findings],
        "settings": {name: getattr(settings, f"photo_{name}") for name in _SETTINGS},
    }
    key = load_key(settings)
    receipt["signature"] = _signature(receipt, key) if key else None
    return (json.dumps(receipt, ensure_ascii=False, indent=2) + "\n").encode()


def verify(
    source: Path, data: bytes, photo: Photo, settings: Settings
) -> tuple[ReceiptState, list[Finding]]:
    """Hold a photo against the receipt beside it."""
    path = receipt_path(source)
    try:
        receipt = _read(path)
    except FileRefused as refusal:
        if refusal.findings[0].code == "FILE_MISSING":
            return ReceiptState.ABSENT, [found("PHOTO_NO_RECEIPT")]
        return _wrong(_UNREADABLE)
    except (ValueError, RecursionError):
        return _wrong(_UNREADABLE)
    if receipt.get("sha256") != sha256(data).hexdigest():
        return ReceiptState.DIFFERS, [found("PHOTO_CHANGED", file=shown(path.name))]
    if not _fits(receipt, photo):
        return _wrong(_MEASURES)
    key, signature = load_key(settings), receipt.get("signature")
    if key is None:
        return ReceiptState.FITS, []
    if not signature:
        return _wrong(_UNSIGNED)
    if not hmac.compare_digest(str(signature).encode(), _signature(receipt, key).encode()):
        return _wrong(_FORGED)
    return ReceiptState.SIGNED, []


def _read(path: Path) -> Receipt:
    """Raises FileRefused, ValueError for what is no object, RecursionError for a deep one."""
    with open_file(path, _BYTES_MAX) as file:
        receipt = json.loads(file.read(_BYTES_MAX))
    if not isinstance(receipt, dict):
        raise ValueError("not an object")
    return receipt


def _fits(receipt: Receipt, photo: Photo) -> bool:
    """Does the receipt say of the photo what is measured?"""
    white = receipt.get("background_white")
    exact = all(
        receipt.get(name) == getattr(photo, name) for name in ("bytes", "width_px", "height_px")
    )
    if not exact or not isinstance(white, int | float):
        return False
    return abs(white - photo.background_white) <= _WHITE_OFF


def _wrong(reason: tuple[str, str]) -> tuple[ReceiptState, list[Finding]]:
    finding = found("PHOTO_RECEIPT_WRONG", reason=reason[0], reason_en=reason[1])
    return ReceiptState.DIFFERS, [finding]


def _signature(receipt: Receipt, key: bytes) -> str:
    """HMAC-SHA256 over everything but the signature, with sorted keys and no spaces."""
    said = {name: value for name, value in receipt.items() if name != "signature"}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "hmac-sha256:" + hmac.new(key, text.encode(errors="replace"), sha256).hexdigest()
