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
REQUIRED = "REQUIRE_POSTGRESQL"
_OWNER = "postgres"
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=50")


@contextmanager
def served() -> Iterator[str]:
    """The address of a server without a database's name; skips where it can't be started."""
    folder = Path(tempfile.mkdtemp(prefix="zhenghe-postgresql-"))
    try:
        programs = _programs()
        user = _user(folder)
        data = folder / "data"
        _run(user, programs / "initdb", "-D", data, "-U", _OWNER, "-A", "trust", "-E", "UTF8")
        port = _free_port()
        settings = (
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={folder}",
        )
        options = " ".join(f"-c {setting}" for setting in (*settings, *_QUICK))
        log = folder / "log"
        _run(user, programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield f"postgresql://{_OWNER}@127.0.0.1:{port}"
        finally:
            _run(user, programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str, name: str) -> str:
    """The address of an empty database on this server."""
    with psycopg.connect(f"{server}/{_OWNER}", autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server}/{name}"


def _missing(why: str) -> None:
    if os.environ.get(REQUIRED):
        pytest.fail(f"{why}, and {REQUIRED} is set")
    pytest.skip(why)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    initdb = shutil.which("initdb") or (found[-1] if found else None)
    if initdb is None:
        _missing("PostgreSQL is not installed")
    return Path(str(initdb)).resolve().parent


def _user(folder: Path) -> tuple[str, ...]:
    """How to call its programs: they refuse to be run by root."""
    if os.geteuid():
        return ()
    try:
        owner = pwd.getpwnam(_OWNER)
    except KeyError:
        _missing(f"PostgreSQL does not run as root, and there is no user {_OWNER}")
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
        _missing(f"PostgreSQL did not start: {done.stderr.decode(errors='replace')[-300:]}")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
