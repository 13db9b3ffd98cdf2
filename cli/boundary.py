"""The one place where an error becomes a message and an exit status."""

import json
import logging
import sys
from collections.abc import Callable, Iterable

import typer

from cli.style import print_findings, stderr
from models.contract import Json
from models.documents import Inspection
from models.errors import ZhengheError
from models.findings import Finding, Severity, worst

NOTHING, ERRORS, UNREADABLE = 0, 1, 3
# Typer keeps its own copy of Click and shows of its errors only some leaves of the tree.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


def run(program: Callable[[], object]) -> int:
    """Run the command line and give its exit status; no traceback reaches the person."""
    for stream in (sys.stdout, sys.stderr):
        # Chinese must come out whole whatever the terminal's locale says.
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(message)s")
    try:
        outcome = program()
    except ZhengheError as error:
        print_findings(error.findings, stderr())
        return error.exit_status
    except _UsageError as error:
        stderr().print(f"用法不对 / Wrong usage: {_message(error)}", style="red", markup=False)
        stderr().print("用 --help 查看用法 / See --help", style="dim", markup=False)
        return 2
    except typer.Abort:
        stderr().print("已停止 / Stopped", markup=False)
        return 130
    except BrokenPipeError:
        sys.stderr.close()  # the reader has gone; nobody is left to tell
        return NOTHING
    # Click gives the status of typer.Exit back as the outcome.
    return outcome if isinstance(outcome, int) else NOTHING


def _message(error: Exception) -> str:
    text: str = error.format_message()  # type: ignore[attr-defined]
    return text


def status(findings: Iterable[Finding], inspections: Iterable[Inspection] = ()) -> int:
    """The contract's status: 3 when a file could not be read at all, 1 with an error, else 0."""
    if any(inspection.refused for inspection in inspections):
        return UNREADABLE
    return ERRORS if worst(list(findings)) is Severity.ERROR else NOTHING


def print_json(value: Json) -> None:
    """One object on one line of standard output."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()
