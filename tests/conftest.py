"""Tests see the defaults of the program, not the settings of the person who runs them."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from postgres_server import new_database, served

# No test is timed: the first example of a test may load data, on a machine with much else to do.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--fault-schedules", type=int, default=6, help="how many; CI runs more")


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith("ZHENGHE_")]:
        del os.environ[name]
    # The processes of one run share the models that are laid out there.
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    os.environ["ZHENGHE_HOME"] = str(Path(shared) / "zhenghe-home")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server of this run's own; skips where there is none."""
    with served() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database: each test that asks for it is run on both."""
    if request.param == "sqlite":
        return "sqlite:///{home}/zhenghe.db"
    return new_database(request.getfixturevalue("postgresql"), "zhenghe")
