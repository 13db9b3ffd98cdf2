"""The main job on bundled submissions: for a first look, and for `make demo`."""

import json
from pathlib import Path

from cli.progress import watched
from cli.show import show_report
from cli.style import stdout
from intake.files import read_file, unwritable, write_file
from intake.form import read_form
from models.errors import UsageWrong
from models.fields import DocumentKind
from models.findings import found
from models.settings import Settings
from models.submissions import Submission
from workers.children import Children
from workers.report import render_report
from workers.submission import check_submission


def show_demo(folder: Path, out: Path, settings: Settings) -> None:
    """Check each submission of a folder, print its report and write it as a page into out.

    A submission is a folder with form.json, submission.json, photo.jpg and documents named by kind.
    """
    about = sorted(folder.glob("*/submission.json"))
    if not about:
        raise UsageWrong(found("DEMO_MISSING", folder=folder))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(out, error) from None
    with Children(settings) as children:
        for number, path in enumerate(about, 1):
            texts = json.loads(read_file(path, settings))
            submission = _submission(path.parent, texts["profile"], settings)
            with watched(prefix=f"{number}/{len(about)} ") as progress:
                report = check_submission(submission, children, settings, progress)
            title = f"{texts['title_zh']} {texts['title_en']}"
            show_report(report, title)
            page = out / f"{path.parent.name}.html"
            write_file(page, render_report(report, title_zh=texts["title_zh"]).encode())
            stdout().print(f"报告 report: {page}\n", style="bold", markup=False)


def _submission(folder: Path, profile: str, settings: Settings) -> Submission:
    """The files of a folder as a submission."""
    documents = [(kind, folder / f"{kind}.pdf") for kind in DocumentKind]
    photo = folder / "photo.jpg"
    return Submission(
        profile=profile,
        form=read_form(folder / "form.json", settings),
        attachments=tuple((kind, path) for kind, path in documents if path.is_file()),
        photo=photo if photo.is_file() else None,
    )
