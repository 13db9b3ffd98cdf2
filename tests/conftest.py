"""Tests see the defaults of the program, not the settings of the person who runs them."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True, scope="session")
def _own_settings(tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in [name for name in os.environ if name.startswith("ZHENGHE_")]:
        del os.environ[name]
    # The processes of one run share the models that are laid out there.
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    os.environ["ZHENGHE_HOME"] = str(Path(shared) / "zhenghe-home")
