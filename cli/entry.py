"""Where the program begins: Ctrl-C while it is still being loaded ends it as at any other time.

Loading takes seconds on a busy machine. Until cli/main.py heeds signals nothing needs tidying up.
"""

import os
import signal
from importlib import import_module
from types import FrameType


def main() -> None:
    """Load the program and run it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _leave)
    import_module("cli.main").main()


def _leave(number: int, _frame: FrameType | None) -> None:
    os.write(2, "已停止 / Stopped\n".encode())
    os._exit(128 + number)
