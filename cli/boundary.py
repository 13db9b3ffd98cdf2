"""The one place where an error becomes a message and an exit status."""

import errno
import json
import logging
import os
import signal
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import TextIO

import typer

from cli.style import print_findings, stderr
from intake.files import unwritable
from models.contract import Json
from models.documents import Inspection
from models.errors import PartMissing, ZhengheError, place_of
from models.findings import Finding, Severity, found, worst

NOTHING, ERRORS, UNREADABLE = 0, 1, 3
# As shells count it: 128 and the number of the signal. None of these is a verdict.
STOPPED = 128
READER_GONE = STOPPED + signal.SIGPIPE
# Typer keeps its own copy of Click and shows of its errors only some leaves of the tree.
_UsageError: type[Exception] = typer.BadParameter.__bases__[0]


class Stopped(BaseException):
    """The person or the system asked the program to end; number is the signal's."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def heed_signals() -> None:
    """Let Ctrl-C and the like unwind the program, so that its child and its files are tidied up."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, _stop)


def _stop(number: int, _frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # impatience must not disturb the tidying up
    raise Stopped(number)


def run(program: Callable[[], object]) -> int:
    """Run the command line and give its exit status; no traceback reaches the person."""
    _open_streams()
    logging.basicConfig(level=logging.ERROR, stream=sys.stderr, format="%(message)s")
    try:
        outcome = program()
    except ZhengheError as error:
        print_findings(error.findings, stderr())
        return error.exit_status
    except _UsageError as error:
        if message := _message(error):  # empty where Click has printed the help instead
            stderr().print(f"用法不对 / Wrong usage: {message}", style="red", markup=False)
            stderr().print("用 --help 查看用法 / See --help", style="dim", markup=False)
        return 2
    except Stopped as stopped:
        stderr().print("已停止 / Stopped", markup=False)
        return STOPPED + stopped.number
    except SystemExit:  # the way in which Typer and Rich say that the reader of a pipe has gone
        _close(sys.stdout)
        return READER_GONE
    except Exception as error:
        _close(sys.stdout)
        failure = _failure(error)
        print_findings(failure.findings, stderr())
        return failure.exit_status
    # Click gives the status of typer.Exit back as the outcome.
    return outcome if isinstance(outcome, int) else NOTHING


def _open_streams() -> None:
    """Make both streams fit for Chinese whatever the locale; a closed one swallows what it gets."""
    sys.stdout = sys.stdout or Path(os.devnull).open("w")  # noqa: SIM115 — open to the end
    sys.stderr = sys.stderr or Path(os.devnull).open("w")  # noqa: SIM115 — open to the end
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]


def _close(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, else Python complains of it when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _failure(error: Exception) -> ZhengheError:
    """What nobody foresaw, as an error of ours."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EIO):
        return unwritable("stdout", error)
    return PartMissing(found("PROGRAM_FAILED", problem=place_of(error)))


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
