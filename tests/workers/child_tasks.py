"""Tasks for the child process, most of which do it harm."""

import os
import signal
import sys
import threading
import time

from models.errors import FileRefused, PartMissing, UsageWrong
from models.findings import found

ERRORS = {error.__name__: error for error in (FileRefused, PartMissing, UsageWrong)}


class NotToBeSent(Exception):
    """An exception that no process can send to another."""

    def __init__(self) -> None:
        super().__init__("it holds a lock")
        self.lock = threading.Lock()


def add(a: int, b: int) -> int:
    return a + b


def process() -> int:
    return os.getpid()


def threads() -> str:
    return os.environ["OMP_NUM_THREADS"]


def hang() -> None:
    time.sleep(60)


def hang_for_good() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    hang()


def leave() -> None:
    os._exit(1)


def leave_quietly() -> None:
    os._exit(0)


def exit_politely() -> None:
    sys.exit("enough")


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def eat_memory() -> None:
    hoard = []
    while True:
        hoard.append(bytearray(64 * 2**20))


def fail() -> None:
    raise ZeroDivisionError("0/0")


def fail_unspeakably() -> None:
    raise NotToBeSent


def give_what_can_not_be_sent() -> object:
    return threading.Lock()


def refuse(error: str) -> None:
    raise ERRORS[error](
        found("FILE_EMPTY", file="证书.pdf"),
        found("PAGE_TOO_DARK", page=2, measured=0.1, least=0.4),
    )


def slow_process(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()
