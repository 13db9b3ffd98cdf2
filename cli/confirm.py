"""Who runs a command, and whether they mean it."""

import getpass
import os

import typer

from cli.style import stderr


def operator() -> str:
    """The name under which the audit trail knows who ran this command."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # as in a container that has no names for its users
        name = str(os.getuid())
    return f"cli:{name}"[:80]


def confirmed(question: str) -> bool:
    """Ask a person at a terminal; without one nobody has said yes."""
    if not stderr().is_terminal or not typer.get_text_stream("stdin").isatty():
        return False
    try:
        return typer.confirm(question, default=False, err=True)
    except typer.Abort:  # the person ended the input instead of answering
        return False
