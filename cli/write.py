"""Files that appear whole or not at all."""

import os
import tempfile
from pathlib import Path

from intake.files import shown
from models.errors import UsageWrong
from models.findings import found


def write_text(path: Path, text: str) -> None:
    """Write a text file in one step. Raises UsageWrong when the place can't be written to."""
    try:
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=".zhenghe-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            Path(scratch).chmod(0o644)
            Path(scratch).replace(path)
        except BaseException:
            Path(scratch).unlink(missing_ok=True)
            raise
    except OSError as error:
        problem = error.strerror or type(error).__name__
        raise UsageWrong(found("OUTPUT_UNWRITABLE", file=shown(path), problem=problem)) from None


def check_writable(path: Path) -> None:
    """Raise UsageWrong before long work when its result could not be written."""
    if path.is_dir():
        problem = "它是文件夹 it is a folder"
    elif not path.parent.is_dir():
        problem = "文件夹不存在 the folder is not there"
    elif not os.access(path.parent, os.W_OK):
        problem = "没有写入权限 no permission"
    else:
        return
    raise UsageWrong(found("OUTPUT_UNWRITABLE", file=shown(path), problem=problem))
