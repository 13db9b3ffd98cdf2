"""Files that a person named: read or refused with the reason, written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BufferedReader
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from models.errors import FileRefused, UsageWrong, refused
from models.findings import found
from models.settings import Settings

_SHOWN_MAX = 255
_SPECIAL = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # not on every system
_UNWRITABLE_ZH = {
    errno.ENOENT: "文件夹不存在",
    errno.EACCES: "没有写入权限",
    errno.EPERM: "没有写入权限",
    errno.EROFS: "没有写入权限",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}


def shown(path: Path | str) -> str:
    """A file's name as it can be printed: valid UTF-8 on one line, at most 255 characters."""
    characters = (c if c.isprintable() or c == "\u3000" else "\ufffd" for c in str(path))
    text = "".join(characters)
    if len(text) <= _SHOWN_MAX:
        return text
    half = _SHOWN_MAX // 2
    return f"{text[:half]}…{text[-half:]}"


def read_file(path: Path, settings: Settings) -> bytes:
    """Read a whole file. Raises FileRefused; a pipe or a device is refused without waiting."""
    name, most = shown(path), settings.file_bytes_max
    with open_file(path, most) as file:
        data = file.read(most + 1)
    if len(data) > most:  # grew while being read
        raise _too_large(name, len(data), most)
    if not data:
        raise refused("FILE_EMPTY", file=name)
    return data


@contextmanager
def open_file(path: Path, most: int) -> Iterator[BufferedReader]:
    """A file of at most so many bytes, open for reading.

    Raises FileRefused; a pipe or a device is refused without waiting.
    """
    name = shown(path)
    try:
        _check(path.stat(), name, most)  # before opening: opening a device can act on it
        # A pipe put in the file's place after the check must not make the program wait either.
        handle = os.open(path, os.O_RDONLY | _SPECIAL)
        with os.fdopen(handle, "rb") as file:
            _check(os.fstat(handle), name, most)
            yield file
    except (FileNotFoundError, NotADirectoryError):
        raise refused("FILE_MISSING", file=name) from None
    except PermissionError:
        raise _unreadable(name, "没有读取权限", "no permission to read it") from None
    except ValueError:
        raise _unreadable(name, "文件名不正确", "its name holds a zero byte") from None
    except OSError as error:
        raise _unreadable(name, "系统无法打开", error.strerror or type(error).__name__) from None


def _check(status: os.stat_result, name: str, most: int) -> None:
    """Refuse by what the system says of the file, before its content is read."""
    if stat.S_ISDIR(status.st_mode):
        raise refused("FILE_IS_FOLDER", file=name)
    if not stat.S_ISREG(status.st_mode):
        raise _unreadable(name, "它不是普通文件", "it is a pipe or a device")
    if status.st_size > most:
        raise _too_large(name, status.st_size, most)


def _too_large(name: str, size: int, most: int) -> FileRefused:
    megabytes, limit = size / 2**20, most / 2**20
    return refused("FILE_TOO_LARGE", file=name, megabytes=megabytes, most=limit)


def _unreadable(name: str, problem_zh: str, problem_en: str) -> FileRefused:
    return refused("FILE_UNREADABLE", file=name, problem_zh=problem_zh, problem_en=problem_en)


def check_writable(path: Path, *inputs: Path | None) -> None:
    """Raise UsageWrong before long work when its result can't be written to path.

    Nor may it replace one of the inputs: these are what the applicant hands in.
    """
    try:
        problem = _hindrance(path, inputs)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    if problem:
        problem_zh, problem_en = problem
        raise UsageWrong(
            found(
                "OUTPUT_UNWRITABLE",
                file=shown(path),
                problem_zh=problem_zh,
                problem_en=problem_en,
            )
        )


def write_file(path: Path, data: bytes) -> None:
    """Write beside the path, then put it in its place. Raises UsageWrong where that fails."""
    with writing(path) as file:
        file.write(data)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes its place when all has been written, and never is there in part.

    Raises UsageWrong where that fails.
    """
    beside = path.parent / f".zhenghe-{token_hex(8)}"
    try:
        with beside.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        raise unwritable(path, error) from None
    finally:
        with suppress(OSError, ValueError):  # it has its place, or there never was one
            beside.unlink(missing_ok=True)


def unwritable(file: Path | str, error: OSError | ValueError) -> UsageWrong:
    """The error to raise for a result that could not be written."""
    number = getattr(error, "errno", None) or 0
    return UsageWrong(
        found(
            "OUTPUT_UNWRITABLE",
            file=shown(file),
            problem_zh=_UNWRITABLE_ZH.get(number, "系统无法写入"),
            problem_en=getattr(error, "strerror", None) or type(error).__name__,
        )
    )


def _hindrance(path: Path, inputs: tuple[Path | None, ...]) -> tuple[str, str] | None:
    """Why a result should not be written to path, in Chinese and English."""
    if path.is_dir():
        return "它是文件夹", "it is a folder"
    if path.exists() and not path.is_file():
        return "它不是普通文件", "it is a pipe or a device"
    if not path.parent.is_dir():
        return "文件夹不存在", "the folder is not there"
    if not os.access(path.parent, os.W_OK):
        return "没有写入权限", "no permission"
    if any(given and _same(path, given) for given in inputs):
        return "它是要检查的文件，不能覆盖", "it is one of the files given and must not be replaced"
    return None


def _same(path: Path, given: Path) -> bool:
    try:
        return path.samefile(given)
    except (OSError, ValueError):  # one of them is not there
        return False
