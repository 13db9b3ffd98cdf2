"""PostgreSQL's own programs, which make and take back a copy: pg_dump, pg_restore and psql.

The password goes to them in a file that only its owner may read, never in the list of processes.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from models.errors import PartMissing
from models.findings import found
from models.schema import table_names

_MAGIC = b"PGDMP"
_LOCK_SECONDS = 10


def dump(url: URL, out: Path) -> None:
    """Write our tables as they are at one moment. Raises PartMissing."""
    with _address(url) as address:
        tables = [f"--table={name}" for name in table_names()]
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={out}")
        _run("pg_dump", *options, *tables, f"--dbname={address}")


def is_dump(source: Path) -> bool:
    """Is the file one that `dump` writes?"""
    with source.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def restore(url: URL, source: Path) -> None:
    """Drop our tables and make those of a copy, in one transaction. Raises PartMissing."""
    script = _command("pg_restore", "--no-owner", "--no-privileges", "--file=-", str(source))
    with _address(url) as address:
        dropped = f"DROP TABLE IF EXISTS {', '.join(table_names())} CASCADE"
        once = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        steps = (f"--command=SET lock_timeout = '{_LOCK_SECONDS}s'", f"--command={dropped}")
        psql = _command("psql", *once, *steps, "--file=-", f"--dbname={address}")
        _feed(script, psql)


def _feed(script: Sequence[str], psql: Sequence[str]) -> None:
    """Run what one program writes in the other, which ends its transaction only at the end of it.

    So the end comes only when all has been written; else the other is stopped before.
    """
    with (
        tempfile.TemporaryFile() as errors,
        subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer,
        subprocess.Popen(
            psql, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=errors
        ) as reader,
    ):
        assert writer.stdout
        assert writer.stderr
        assert reader.stdin
        try:
            shutil.copyfileobj(writer.stdout, reader.stdin)
            problem = writer.stderr.read()
            if writer.wait():
                reader.kill()
                raise _failed("pg_restore", problem)
            reader.stdin.close()
        except BrokenPipeError:  # it has ended with an error, which it tells
            writer.kill()
        except BaseException:
            writer.kill()
            reader.kill()
            raise
        if reader.wait():
            errors.seek(0)
            raise _failed("psql", errors.read())


def _command(name: str, *arguments: str) -> list[str]:
    program = shutil.which(name)
    if program is None:
        raise PartMissing(found("DATABASE_TOOL_MISSING", program=name))
    return [program, *arguments]


def _run(name: str, *arguments: str) -> None:
    command = _command(name, *arguments)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if done.returncode:
        raise _failed(name, done.stderr)


def _failed(program: str, told: bytes) -> PartMissing:
    lines = [line for line in told.decode(errors="replace").splitlines() if line.strip()]
    problem = next((line for line in lines if "error" in line.lower()), lines[-1] if lines else "?")
    return PartMissing(found("DATABASE_TOOL_FAILED", program=program, problem=problem[:300]))


@contextmanager
def _address(url: URL) -> Iterator[str]:
    """The address as PostgreSQL's programs take it, the password in a file of its own."""
    plain = URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    with tempfile.NamedTemporaryFile("w", prefix="zhenghe-") as file:
        if url.password is not None:
            password = str(url.password).replace("\\", "\\\\").replace(":", "\\:")
            file.write(f"*:*:*:*:{password}\n")
            file.flush()
            plain = plain.update_query_dict({"passfile": file.name})
        yield plain.render_as_string(hide_password=False)
