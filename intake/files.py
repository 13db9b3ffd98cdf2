"""The bytes of a file that a person named, or the reason why they can't be had."""

import os
import stat
from pathlib import Path

from models.errors import FileRefused, refused
from models.settings import Settings

_SHOWN_MAX = 255
_SPECIAL = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)  # not on every system


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
    name = shown(path)
    try:
        _check(path.stat(), name, settings)  # before opening: opening a device can act on it
        # A pipe put in the file's place after the check must not make the program wait either.
        handle = os.open(path, os.O_RDONLY | _SPECIAL)
        with os.fdopen(handle, "rb") as file:
            _check(os.fstat(handle), name, settings)
            data = file.read(settings.file_bytes_max + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise refused("FILE_MISSING", file=name) from None
    except PermissionError:
        raise _unreadable(name, "没有读取权限", "no permission to read it") from None
    except ValueError:
        raise _unreadable(name, "文件名不正确", "its name holds a zero byte") from None
    except OSError as error:
        raise _unreadable(name, "系统无法打开", error.strerror or type(error).__name__) from None
    if len(data) > settings.file_bytes_max:  # grew while being read
        raise _too_large(name, len(data), settings)
    if not data:
        raise refused("FILE_EMPTY", file=name)
    return data


def _check(status: os.stat_result, name: str, settings: Settings) -> None:
    """Refuse by what the system says of the file, before its content is read."""
    if stat.S_ISDIR(status.st_mode):
        raise refused("FILE_IS_FOLDER", file=name)
    if not stat.S_ISREG(status.st_mode):
        raise _unreadable(name, "它不是普通文件", "it is a pipe or a device")
    if status.st_size > settings.file_bytes_max:
        raise _too_large(name, status.st_size, settings)


def _too_large(name: str, size: int, settings: Settings) -> FileRefused:
    megabytes, most = size / 2**20, settings.file_bytes_max / 2**20
    return refused("FILE_TOO_LARGE", file=name, megabytes=megabytes, most=most)


def _unreadable(name: str, problem_zh: str, problem_en: str) -> FileRefused:
    return refused("FILE_UNREADABLE", file=name, problem_zh=problem_zh, problem_en=problem_en)
