"""A Redis server for the tests, on a free port, with nothing on disk."""

import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager

import redis
from postgres_server import free_port, missing

_PATIENCE = 10.0  # seconds


class RedisServer:
    """A server that can be killed, stopped for a while, emptied and started on its port again."""

    def __init__(self, program: str, folder: str) -> None:
        self._port = free_port()
        settings = ("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder)
        self._command = [program, "--port", str(self._port), *settings]
        self._process: subprocess.Popen[bytes] | None = None
        self.address = f"redis://127.0.0.1:{self._port}/0"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(self._command, **quiet)
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            try:
                redis.Redis.from_url(self.address).ping()
                return
            except redis.RedisError:
                time.sleep(0.02)
        missing("Redis did not start")

    def kill(self) -> None:
        """End it, and all that it holds."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def hold(self) -> None:
        """Let it stand still: connections stay, answers don't come."""
        if self._process:
            self._process.send_signal(signal.SIGSTOP)

    def release(self) -> None:
        """Let it go on."""
        if self._process:
            self._process.send_signal(signal.SIGCONT)

    def flush(self) -> None:
        """Forget all that it holds."""
        redis.Redis.from_url(self.address).flushall()


@contextmanager
def redis_server() -> Iterator[RedisServer]:
    """A server that runs; skips where it can't be started."""
    program = shutil.which("redis-server")
    if program is None:
        missing("Redis is not installed")
    with tempfile.TemporaryDirectory(prefix="zhenghe-redis-") as folder:
        server = RedisServer(str(program), folder)
        server.start()
        try:
            yield server
        finally:
            server.release()
            server.kill()
