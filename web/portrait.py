"""The portrait of an applicant: made lawful by the photo tool as soon as it is given."""

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from models.errors import FileRefused
from models.fields import DocumentKind
from models.work import NewAttachment
from rules.profile import load_profile
from web.service import Service
from workers.photo import make_photo
from workers.progress import unwatched


@dataclass(frozen=True, slots=True)
class Portrait:
    """The photo that goes with the submission, and what the draft keeps to show: both pictures."""

    attachment: NewAttachment
    kept: dict[str, Any]


def make_portrait(data: bytes, name: str, profile: str, service: Service) -> Portrait:
    """The portrait on white, framed as the collection asks. Raises FileRefused with why not."""
    asked = load_profile(profile).photo_settings(service.settings, making=True)
    with TemporaryDirectory(prefix="zhenghe-") as folder:
        source, target = Path(folder) / "given", Path(folder) / "photo.jpg"
        source.write_bytes(data)
        outcome = make_photo(source, target, service.children, asked, unwatched)
        if outcome.photo is None:
            raise FileRefused(*outcome.findings)
        made = target.read_bytes()
    sha256 = service.files.put(made)
    kept = {
        "made": sha256,
        "given": service.files.put(data),
        "bytes": len(made),
        "findings": [[f.severity, f.message, f.message_en] for f in outcome.findings],
    }
    given = NewAttachment(DocumentKind.PHOTO, f"{Path(name).stem}.jpg", sha256, len(made))
    return Portrait(given, kept)
