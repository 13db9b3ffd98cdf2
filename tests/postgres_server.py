"""A PostgreSQL server for the tests, on a free port, with its data in a temporary folder."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

# Set where a skip would hide that nothing was tested.
REQUIRED = "REQUIRE_SERVERS"
_OWNER = "postgres"
# What is committed outlives the server, though not the machine.
_QUICK = ("fsync=off", "full_page_writes=off", "max_connections=100")
_QUICKEST = (*_QUICK, "synchronous_commit=off")


class PostgresServer:
    """A server that can be stopped and started again on its port, with its data."""

    def __init__(self, folder: Path, quick: tuple[str, ...]) -> None:
        self._folder = folder
        self._programs = _programs()
        self._user = _user(folder)
        self._port = free_port()
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={self._port}",
            f"unix_socket_directories={folder}",
            *quick,
        )
        self._options = " ".join(f"-c {setting}" for setting in settings)
        initdb = self._programs / "initdb"
        _run(self._user, initdb, "-D", self._data, "-U", _OWNER, "-A", "trust", "-E", "UTF8")
        self.address = f"postgresql://{_OWNER}@127.0.0.1:{self._port}"

    @property
    def _data(self) -> Path:
        return self._folder / "data"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        log = self._folder / "log"
        self._control("-l", log, "-o", self._options, "-w", "start")

    def stop(self, how: str = "immediate") -> None:
        """Stop it: fast (it ends in order) or immediate (as if it crashed)."""
        self._control("-m", how, "-w", "stop")

    def _control(self, *words: object) -> None:
        _run(self._user, self._programs / "pg_ctl", "-D", self._data, *words)


@contextmanager
def postgres_server(*, durable: bool) -> Iterator[PostgresServer]:
    """A server that runs; skips where it can't be started. durable: it may be stopped at once."""
    folder = Path(tempfile.mkdtemp(prefix="zhenghe-postgresql-"))
    try:
        server = PostgresServer(folder, _QUICK if durable else _QUICKEST)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server without a database's name; skips where it can't be started."""
    with postgres_server(durable=False) as server:
        yield server.address


def new_database(server: str, name: str, like: str = "template1") -> str:
    """The address of an empty database on this server; like: one that it is a copy of."""
    with psycopg.connect(f"{server}/{_OWNER}", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
    return f"{server}/{name}"


def missing(why: str) -> None:
    """A server that a test needs can't be had: skips, or fails where one must be there."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{why}, and {REQUIRED} is set")
    pytest.skip(why)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (found[-1] if found else None)
    if initdb is None:
        missing("PostgreSQL is not installed")
    return Path(str(initdb)).resolve().parent


def _user(folder: Path) -> tuple[str, ...]:
    """How to call its programs: they refuse to be run by root."""
    if os.geteuid():
        return ()
    try:
        owner = pwd.getpwnam(_OWNER)
    except KeyError:
        missing(f"PostgreSQL does not run as root, and there is no user {_OWNER}")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return ("runuser", "-u", _OWNER, "--")


def _run(user: tuple[str, ...], *command: object) -> None:
    done = subprocess.run(
        [*user, *map(str, command)],
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
    )
    if done.returncode:
        missing(f"PostgreSQL did not start: {done.stderr.decode(errors='replace')[-300:]}")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
