"""What values settings have."""

import os
import re
import sys
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode


def _names(given: object) -> object:
    if isinstance(given, str):
        return tuple(name for part in re.split("[,，、]", given) if (name := part.strip()))
    return given


def cores() -> int:
    """The cores that this process may use; on a large machine some are left to others."""
    number = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(number, 8)


Secret = SecretStr | None  # printed as stars
Positive = Annotated[float, Field(gt=0)]
Count = Annotated[int, Field(gt=0)]
Share = Annotated[float, Field(ge=0, le=1)]
SomeShare = Annotated[float, Field(gt=0, le=1)]
Port = Annotated[int, Field(ge=0, le=65535)]
# In the environment: names with commas between them.
Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_names)]
# What webhooks may do: go to plain http, to addresses of the machine and its own network.
Allowances = Annotated[tuple[Literal["http", "private"], ...], NoDecode, BeforeValidator(_names)]
# With less the child can't even start; more than the system counts to is no limit.
Memory = Annotated[int, Field(ge=2**30, lt=2**63)]
