"""A portrait to a lawful one, or a finished one measured, in the child process."""

from pathlib import Path

from intake.files import shown
from intake.photo.check import check_photo
from intake.photo.normalise import normalise_photo
from models.errors import PageUnreadable
from models.photos import PhotoOutcome
from models.settings import Settings
from workers.child import PHOTO
from workers.children import Children
from workers.progress import Progress, Stage, Step


def make_photo(
    source: Path, target: Path, children: Children, settings: Settings, progress: Progress
) -> PhotoOutcome:
    """Normalise a photo. Raises FileRefused when the file is no readable image."""
    progress(Step(Stage.PHOTO, "", 1, 1))
    try:
        return children.run(PHOTO, normalise_photo, source, target, settings)
    except PageUnreadable as error:
        return PhotoOutcome(None, error.findings)


def measure_photo(
    source: Path, children: Children, settings: Settings, progress: Progress
) -> PhotoOutcome:
    """Measure a finished photo. Raises FileRefused when the file is no readable image."""
    progress(Step(Stage.PHOTO, shown(source), 1, 1))
    try:
        return children.run(PHOTO, check_photo, source, settings)
    except PageUnreadable as error:
        return PhotoOutcome(None, error.findings)
