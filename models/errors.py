"""Every exception of the project, in one small tree.

    ZhengheError
    ├── FileRefused         a file that can't be taken; never retried, the applicant must act
    ├── PageUnreadable      one page can't be read; the others go on and keep their numbers
    ├── UsageWrong          the command, the form or a configuration is wrong; all mistakes together
    ├── PartMissing         something the command needs is missing or down (a model, a server)
    ├── TemporaryFailure    the only branch that is retried
    ├── SignInFirst         nobody is signed in
    ├── NotAllowed          the person may not do this; whether the thing exists is not told
    ├── NotThere            there is no such thing, or it is another's
    ├── TooLarge            a request holds more than is taken
    ├── TooMany             more requests than are taken; later they are
    └── Conflict            somebody else was there before; look again, then decide
        └── StillRunning    the same request came before, and is not done yet

A discrepancy, a poor scan or a refused photo is an outcome: a Finding, not an exception. Each error
carries findings of the catalogue, so what the person sees has a code, Chinese and English, and what
to do now. One boundary (cli/boundary.py) turns them into an exit status.
"""

import traceback
from pathlib import Path

from models.findings import Finding, found


class ZhengheError(Exception):
    """The root; exit_status is that of the contract, http_status the one the web answers with.

    retry_seconds: when the same may go well, where that is known.
    """

    exit_status = 4
    http_status = 500
    retry_seconds: int | None = None

    def __init__(self, *findings: Finding) -> None:
        super().__init__("; ".join(finding.en for finding in findings))
        self.findings = findings

    def __reduce__(self) -> tuple[object, ...]:
        # Errors cross the border of the child process, so they must be pickled whole.
        return (type(self), self.findings)


class FileRefused(ZhengheError):
    """Not one page can be had from the file."""

    exit_status = 3
    http_status = 422


class PageUnreadable(ZhengheError):
    """One page is lost; the document is not."""

    exit_status = 1
    http_status = 422


class UsageWrong(ZhengheError):
    """What was asked for is not in the contract."""

    exit_status = 2
    http_status = 400


class PartMissing(ZhengheError):
    """A model, a program or a server that is needed is not there."""

    exit_status = 4
    http_status = 503


class TemporaryFailure(ZhengheError):
    """May go well when tried again."""

    exit_status = 4
    http_status = 503
    retry_seconds = 5


class SignInFirst(ZhengheError):
    """What was asked for needs an account."""

    exit_status = 1
    http_status = 401


class NotAllowed(ZhengheError):
    """The account may not do this, or not with this."""

    exit_status = 1
    http_status = 403


class NotThere(ZhengheError):
    """There is no such thing; nobody learns whether another has one."""

    exit_status = 1
    http_status = 404


class TooLarge(ZhengheError):
    """A request holds more than is taken."""

    exit_status = 2
    http_status = 413


class TooMany(ZhengheError):
    """More requests than are taken in a while."""

    exit_status = 4
    http_status = 429
    retry_seconds = 1


class Conflict(ZhengheError):
    """What was decided on is not what it was, or is in another's hands."""

    exit_status = 1
    http_status = 409


class StillRunning(Conflict):
    """The same request came before and is not answered yet."""

    retry_seconds = 1


def refused(code: str, **values: object) -> FileRefused:
    """The refusal of a file, by the code of its finding."""
    return FileRefused(found(code, **values))  # type: ignore[arg-type]


def place_of(error: Exception) -> str:
    """What kind of error nobody foresaw, and in which line of which file it was raised.

    Without its own message, which may hold what a person entered or a document says.
    """
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}"
