"""`zhenghe photo`: make a photo of a portrait, or check one that was made elsewhere."""

from pathlib import Path
from typing import Annotated

import typer

from cli import boundary
from cli.progress import watched
from cli.show_photo import show_check, show_marks, show_photo
from intake.files import check_writable, write_file
from intake.photo.receipt import load_key, receipt_path
from intake.photo.view import marked
from models.contract import photo_check_json, photo_json
from models.errors import FileRefused, UsageWrong
from models.findings import found
from models.photos import PhotoOutcome
from models.settings import Settings, load_settings
from rules.profile import load_profile
from workers.children import Children
from workers.photo import make_photo, measure_photo


def photo_command(
    source: Annotated[Path, typer.Argument(metavar="IN", help="照片 any portrait")],
    target: Annotated[
        Path | None,
        typer.Argument(metavar="OUT", help="要写的JPEG the JPEG to write", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="只检查成品照片，不生成。Measure a finished photo.")
    ] = False,
    marked_file: Annotated[
        Path | None,
        typer.Option(
            "--marked", metavar="PNG", help="在照片上标出问题所在。Show where findings are seen."
        ),
    ] = None,
    profile: Annotated[
        str | None,
        typer.Option(metavar="P", help="按哪一项采集的照片要求。Whose requirements of photos."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")
    ] = False,
) -> None:
    """把照片做成白底、一寸、小于20 KB。Put a portrait on white, framed, under 20 KB.

    例 Examples: zhenghe photo me.heic photo.jpg

    zhenghe photo --check photo.jpg --marked marked.png
    """
    _check_usage(target, check)
    settings = load_settings()
    load_key(settings)
    if profile:
        settings = load_profile(profile).photo_settings(settings, making=not check)
    outputs = [target, receipt_path(target)] if target else []
    for output in [*outputs, *([marked_file] if marked_file else [])]:
        check_writable(output, source, *(other for other in outputs if other is not output))
    as_object = photo_check_json if check else photo_json
    try:
        outcome = _outcome(source, target, settings)
    except FileRefused as error:
        if as_json:
            boundary.print_json(as_object(PhotoOutcome(None, error.findings)))
        raise
    if as_json:
        boundary.print_json(as_object(outcome))
    else:
        (show_check if check else show_photo)(outcome)
    if marked_file:
        _mark(outcome, marked_file, quiet=as_json)
    raise typer.Exit(boundary.status(outcome.findings))


def _check_usage(target: Path | None, check: bool) -> None:
    if target is None and not check:
        raise UsageWrong(found("PHOTO_OUT_MISSING"))
    if target is not None and check:
        raise UsageWrong(found("PHOTO_OUT_WITH_CHECK"))


def _outcome(source: Path, target: Path | None, settings: Settings) -> PhotoOutcome:
    with Children(settings) as children, watched() as progress:
        if target is None:
            return measure_photo(source, children, settings, progress)
        return make_photo(source, target, children, settings, progress)


def _mark(outcome: PhotoOutcome, path: Path, *, quiet: bool) -> None:
    """Write the picture with its marks, where a finding has a place on it."""
    if outcome.view:
        write_file(path, marked(outcome.view, outcome.findings))
    if not quiet:
        show_marks(outcome, path)
