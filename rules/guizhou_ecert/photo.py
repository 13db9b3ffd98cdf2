"""The photo of an electronic certificate."""

from rules.case import Case
from rules.guizhou_historical.photo import tool_was_used
from rules.rule import Breach, rule


@rule("GZ-E-28")
def photo_passed_the_tool(case: Case) -> Breach | None:
    """The photo tool has checked it before it is uploaded."""
    return tool_was_used(case)
