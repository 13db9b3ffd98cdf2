"""Running the program in this process, as a person or a program would call it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cli import boundary
from cli.main import app
from cli.style import stderr, stdout

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "fixtures" / "demo"
READY = ROOT / "fixtures" / "ready"


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


Zhenghe = Callable[..., Run]


@pytest.fixture
def zhenghe(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Zhenghe:
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Run:
        stdout.cache_clear()  # consoles hold the streams of the test before
        stderr.cache_clear()
        status = boundary.run(lambda: app([str(a) for a in arguments], standalone_mode=False))
        out, err = capfd.readouterr()
        return Run(status, out, err)

    return run


@pytest.fixture
def fake_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine that reads one line on every page: for tests of all that is not reading."""
    monkeypatch.setenv("ZHENGHE_ENGINE", "fake:none")
