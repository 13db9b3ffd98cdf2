"""The rooms of the provinces: every file in them is imported, which makes its rules known."""

import pkgutil
from functools import cache
from importlib import import_module

import rules


@cache
def load() -> None:
    """Import every file of a province's folder; its rules and solvers make themselves known."""
    for module in pkgutil.walk_packages(rules.__path__, "rules."):
        if module.name.count(".") == 2:  # rules.gansu.papers; the engine itself is one level up
            import_module(module.name)
