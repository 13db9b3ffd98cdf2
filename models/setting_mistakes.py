"""What is wrong with settings, as findings."""

from pydantic_core import ErrorDetails

from models.findings import Finding, found

_SECRETS = ("SECRET", "KEY", "PASSWORD")


def mistake_of(prefix: str, mistake: ErrorDetails) -> Finding:
    """What pydantic says of one setting; what a secret was given as is not repeated."""
    name = prefix + str(mistake["loc"][0]).upper()
    if mistake["type"] == "extra_forbidden":
        return found("SETTING_UNKNOWN", name=name)
    given = "…" if name.endswith(_SECRETS) else mistake["input"]
    return found("SETTING_WRONG", name=name, given=given, wanted=mistake["msg"])
