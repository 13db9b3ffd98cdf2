"""The program `zhenghe`: parse, call, show."""

import os
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any

import typer

from cli import boundary
from cli.account import app as account_app
from cli.audit import app as audit_app
from cli.database import app as database_app
from cli.demo import show_demo
from cli.dictionary import app as dictionary_app
from cli.export import export_command
from cli.match import match_command
from cli.photo import photo_command
from cli.progress import watched
from cli.purge import purge_command
from cli.retry import retry_command
from cli.roster import app as roster_app
from cli.rules import advise_command, rules_command
from cli.serve import serve_command
from cli.show import show_document, show_inspection, show_report
from cli.start import settings_at_start, settings_for_matching
from cli.status import status_command
from cli.submit import submit_command
from cli.worker import worker_command
from intake.files import check_writable, write_file
from intake.form import read_form
from intake.photo.receipt import load_key
from models.contract import document_json, inspection_json, report_json
from models.documents import Inspection
from models.errors import FileRefused, UsageWrong
from models.fields import DocumentKind
from models.findings import found
from models.settings import Settings
from models.submissions import Submission, refusal
from ocr.engines import check_engine
from ocr.labels import load_labels
from rules.profile import load_profile, profile_names
from workers.children import Children, ahead
from workers.reading import FileReading, inspect, read
from workers.report import render_report
from workers.submission import check_submission

app = typer.Typer(
    name="zhenghe",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="证核 Zhenghe：职称证书材料的预检查——扫描件、识别、比对、照片。"
    "Checks scans of Chinese professional-title certificates before a person reviews them.\n\n"
    "退出状态 Exit status: 0 没有问题 nothing stands in the way; 1 有错误 an error was found; "
    "2 用法不对 wrong usage; 3 文件无法读取 a file can't be read; 4 缺少组件 a part is missing.",
)

AsJson = Annotated[bool, typer.Option("--json", help="只输出JSON，供程序使用。Print JSON alone.")]
Scans = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="PDF扫描件。PDF scans.", show_default=False)
]


def _scan(kind: DocumentKind) -> Any:
    """The option for a document of this kind."""
    return typer.Option(metavar="F", help=f"{kind.zh}（PDF），{kind.en}")


@app.command("inspect")
def inspect_command(files: Scans, as_json: AsJson = False) -> None:
    """扫描件是否合格：PDF、150—200 DPI、清晰。Is this an acceptable scan?

    例 Example: zhenghe inspect certificate.pdf
    """
    settings = _settings()
    statuses = []
    with Children(settings) as children, watched(len(files)) as progress:

        def inspected(number: int) -> Inspection:
            return inspect(files[number], children, settings, progress)

        for inspection in ahead(inspected, len(files), settings.workers):
            progress.file_done()
            if as_json:
                boundary.print_json(inspection_json(inspection))
            else:
                show_inspection(inspection)
            statuses.append(boundary.status(inspection.findings, [inspection]))
    raise typer.Exit(max(statuses))


@app.command("read")
def read_command(
    files: Scans,
    kind: Annotated[
        str | None,
        typer.Option(
            help="材料类型，默认自动识别。The kind, recognised when not given: "
            + ", ".join(DocumentKind)
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """识别文字和栏目。Read the text and the fields of each document.

    例 Example: zhenghe read certificate.pdf --json
    """
    settings = _settings()
    if kind is not None and kind not in list(DocumentKind):
        raise UsageWrong(found("KIND_UNKNOWN", given=kind, known=", ".join(DocumentKind)))
    wanted = DocumentKind(kind) if kind else None
    statuses = []
    with Children(settings) as children, watched(len(files)) as progress:

        def was_read(number: int) -> FileReading:
            return read(files[number], wanted, children, settings, progress)

        for reading in ahead(was_read, len(files), settings.workers):
            progress.file_done()
            if as_json:
                boundary.print_json(document_json(reading.document, lines=True))
            else:
                show_document(reading.document)
            statuses.append(boundary.status(reading.document.findings, [reading.inspection]))
    raise typer.Exit(max(statuses))


@app.command("check")
def check_command(
    profile: Annotated[
        str, typer.Option(metavar="P", help="采集类型 collection: " + ", ".join(profile_names()))
    ],
    form: Annotated[Path, typer.Option(metavar="FORM.json", help="填写的内容。What was entered.")],
    certificate: Annotated[Path | None, _scan(DocumentKind.CERTIFICATE)] = None,
    review_form: Annotated[Path | None, _scan(DocumentKind.REVIEW_FORM)] = None,
    approval: Annotated[Path | None, _scan(DocumentKind.APPROVAL)] = None,
    statement: Annotated[Path | None, _scan(DocumentKind.STATEMENT)] = None,
    appointment: Annotated[Path | None, _scan(DocumentKind.APPOINTMENT)] = None,
    other: Annotated[Path | None, _scan(DocumentKind.OTHER)] = None,
    photo: Annotated[Path | None, typer.Option(metavar="F", help="照片 portrait")] = None,
    report: Annotated[
        Path | None, typer.Option(metavar="OUT.html", help="把报告写成网页。Write the report.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """提交前检查：材料、照片和所填内容一次查完。Everything at once, before sending.

    例 Example: zhenghe check --profile gansu --form form.json --certificate certificate.pdf
    --photo photo.jpg --report report.html
    """
    settings = _settings(settings_for_matching)
    given = {
        DocumentKind.CERTIFICATE: certificate,
        DocumentKind.REVIEW_FORM: review_form,
        DocumentKind.APPROVAL: approval,
        DocumentKind.STATEMENT: statement,
        DocumentKind.APPOINTMENT: appointment,
        DocumentKind.OTHER: other,
    }
    if report:
        check_writable(report, form, photo, *given.values())
    name = load_profile(profile).name
    try:
        entered = read_form(form, settings)
    except (FileRefused, UsageWrong) as error:
        if as_json:
            boundary.print_json(report_json(refusal(name, error.findings)))
        raise
    attachments = tuple((kind, path) for kind, path in given.items() if path)
    submission = Submission(name, entered, attachments, photo)
    with Children(settings) as children, watched() as progress:
        result = check_submission(submission, children, settings, progress)
    if as_json:
        boundary.print_json(report_json(result))
    else:
        show_report(result, load_profile(profile).zh)
    if report:
        write_file(report, render_report(result).encode())
    raise typer.Exit(boundary.status(result.findings, result.inspections))


app.command("photo")(photo_command)
app.command("match")(match_command)
app.command("rules")(rules_command)
app.command("serve")(serve_command)
app.command("worker")(worker_command)
app.command("submit")(submit_command)
app.command("status")(status_command)
app.command("retry")(retry_command)
app.command("export")(export_command)
app.command("purge")(purge_command)
app.command("advise")(advise_command)


@app.command("demo")
def demo_command(
    folder: Annotated[
        Path, typer.Argument(help="要检查的三份样例。The submissions to check.")
    ] = Path("fixtures/demo"),
    out: Annotated[Path, typer.Option(help="报告写到哪里。Where reports go.")] = Path(
        "demo-reports"
    ),
) -> None:
    """检查随附的三份样例，写出报告。Check the bundled submissions and write their reports."""
    show_demo(folder, out, _settings(settings_for_matching))


app.add_typer(roster_app)
app.add_typer(dictionary_app)
app.add_typer(account_app)
app.add_typer(audit_app)
app.add_typer(database_app)


@app.command("version")
def version_command() -> None:
    """版本。The version."""
    print(version("zhenghe"))


def _settings(at_start: Callable[[], Settings] = settings_at_start) -> Settings:
    """The settings, every mistake in them found before any work begins."""
    settings = at_start()
    check_engine(settings)
    load_labels(settings.labels_file)
    load_key(settings)
    return settings


def main() -> None:
    """The entry point."""
    boundary.heed_signals()
    status = boundary.run(lambda: app(standalone_mode=False))
    if status > boundary.STOPPED:
        # Whatever a thread still waits for, the end must not wait for it.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    main()
