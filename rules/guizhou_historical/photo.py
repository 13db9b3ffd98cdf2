"""The photo: white background, at most 20kb, put through the system's own tool."""

from models.fields import DocumentKind
from models.findings import Severity
from rules.case import Case, Unknown
from rules.rule import Breach, breach, rule


@rule("GZ-H-46")
def background_is_white(case: Case) -> Breach | None:
    """The background is white."""
    white = case.portrait().background_white
    if white >= case.tables["photo"]["white_least"]:
        return None
    return breach(document=DocumentKind.PHOTO, share=f"{white:.0%}")


@rule("GZ-H-47")
def photo_is_small(case: Case) -> Breach | None:
    """At most 20kb; between 20000 and 20480 bytes it depends on how kb is meant."""
    size, limits = case.portrait().bytes, case.tables["photo"]
    if size <= limits["bytes_sure"]:
        return None
    severity = Severity.HINT if size <= limits["bytes_most"] else None
    return breach(document=DocumentKind.PHOTO, severity=severity, bytes=size)


@rule("GZ-H-48")
def photo_went_through_the_tool(case: Case) -> Breach | None:
    """The system's own photo tool has processed it."""
    return tool_was_used(case)


def tool_was_used(case: Case) -> Breach | None:
    """A breach where the photo lacks the tool's receipt; unknown where nobody looked."""
    tool = case.portrait().tool
    if tool is None:
        raise Unknown("photo")
    return None if tool else breach(document=DocumentKind.PHOTO)
