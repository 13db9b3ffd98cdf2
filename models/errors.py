"""Every exception of the project, in one small tree.

    ZhengheError
    ├── FileRefused         a file that can't be taken; never retried, the applicant must act
    ├── PageUnreadable      one page can't be read; the others go on and keep their numbers
    ├── UsageWrong          the command, the form or a configuration is wrong; all mistakes together
    ├── PartMissing         something the command needs is missing or down (a model, a server)
    ├── TemporaryFailure    the only branch that is retried
    ├── SignInFirst         nobody is signed in
    ├── NotAllowed          the person may not do this; whether the thing exists is not told
    └── Conflict            somebody else was there before; look again, then decide

A discrepancy, a poor scan or a refused photo is an outcome: a Finding, not an exception. Each error
carries findings of the catalogue, so what the person sees has a code, Chinese and English, and what
to do now. One boundary (cli/boundary.py) turns them into an exit status.
"""

from models.findings import Finding, found


class ZhengheError(Exception):
    """The root; exit_status is that of the contract, http_status the one the web answers with."""

    exit_status = 4
    http_status = 500

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


class SignInFirst(ZhengheError):
    """What was asked for needs an account."""

    exit_status = 1
    http_status = 401


class NotAllowed(ZhengheError):
    """The account may not do this, or not with this."""

    exit_status = 1
    http_status = 403


class Conflict(ZhengheError):
    """What was decided on is not what it was, or is in another's hands."""

    exit_status = 1
    http_status = 409


def refused(code: str, **values: object) -> FileRefused:
    """The refusal of a file, by the code of its finding."""
    return FileRefused(found(code, **values))  # type: ignore[arg-type]
