"""Errors: one tree, each with its exit status, whole on both sides of a process border."""

import pickle

import pytest

from models.errors import (
    Conflict,
    FileRefused,
    NotAllowed,
    NotThere,
    PageUnreadable,
    PartMissing,
    SignInFirst,
    TemporaryFailure,
    TooLarge,
    TooMany,
    UsageWrong,
    ZhengheError,
    refused,
)
from models.findings import found

STATUS = {
    FileRefused: 3,
    PageUnreadable: 1,
    UsageWrong: 2,
    PartMissing: 4,
    TemporaryFailure: 4,
    SignInFirst: 1,
    NotAllowed: 1,
    NotThere: 1,
    TooLarge: 2,
    TooMany: 4,
    Conflict: 1,
}
FINDINGS = (found("FILE_EMPTY", file="证书.pdf"), found("FILE_MISSING", file="b.pdf"))


def test_every_error_has_the_exit_status_of_the_contract():
    assert set(STATUS) == set(ZhengheError.__subclasses__())
    assert {error: error.exit_status for error in STATUS} == STATUS
    assert all(400 <= error.http_status < 600 for error in STATUS)


@pytest.mark.parametrize("kind", STATUS)
def test_an_error_crosses_the_border_of_a_process_whole(kind):
    copy = pickle.loads(pickle.dumps(kind(*FINDINGS)))
    assert type(copy) is kind
    assert copy.findings == FINDINGS
    assert str(copy) == "; ".join(finding.en for finding in FINDINGS)


def test_a_refusal_carries_its_finding():
    error = refused("FILE_EMPTY", file="证书.pdf")
    assert isinstance(error, FileRefused)
    assert error.findings == FINDINGS[:1]
