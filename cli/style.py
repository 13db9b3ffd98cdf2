"""How text looks in the terminal."""

from collections.abc import Iterable
from functools import cache

from rich.console import Console
from rich.text import Text

from models.comparisons import ComparisonState, Segment, SegmentKind
from models.findings import Finding, Severity
from models.submissions import Verdict

SEVERITIES = {
    Severity.ERROR: ("✗", "bold red"),
    Severity.WARNING: ("!", "yellow"),
    Severity.HINT: ("·", "cyan"),
}
STATES = {
    ComparisonState.AGREES: ("一致", "green"),
    ComparisonState.DIFFERS: ("不一致", "bold red"),
    ComparisonState.UNCLEAR: ("看不准", "yellow"),
    ComparisonState.NOT_SHOWN: ("材料未载", "dim"),
    ComparisonState.NOT_ENTERED: ("未填写", "cyan"),
}
VERDICTS = {
    Verdict.READY: ("✓ 可以提交", "Ready to send", "bold green"),
    Verdict.ATTENTION: ("! 请留意", "Needs a look", "bold yellow"),
    Verdict.BLOCKED: ("✗ 需要更正", "Must be corrected", "bold red"),
}
_MARKS = {
    SegmentKind.SAME: "",
    SegmentKind.OTHER: "bold red underline",
    SegmentKind.LOOK_ALIKE: "yellow underline",
    SegmentKind.WIDTH: "cyan",
    SegmentKind.BRACKET: "cyan",
    SegmentKind.SPACE: "cyan underline",
}


def plain(text: str) -> Text:
    """Text of files and forms, its control characters made visible: none reaches the terminal."""
    return Text("".join(c if c.isprintable() else "\ufffd" for c in text))


@cache
def stdout() -> Console:
    """The console for results."""
    return Console(highlight=False)


@cache
def stderr() -> Console:
    """The console for progress and errors."""
    return Console(stderr=True, highlight=False)


def print_findings(findings: Iterable[Finding], console: Console, indent: int = 0) -> None:
    """Each finding: what is wrong and what to do, in Chinese and then in English."""
    for finding in findings:
        mark, style = SEVERITIES[finding.severity]
        head = Text(" " * indent).append(f"{mark} ", style).append(plain(finding.zh))
        head.append(plain(finding.do_zh).plain, "bold").append(f"  [{finding.code}]", "dim")
        console.print(head, soft_wrap=True)
        if suggestion := finding.suggestion:
            value = plain(suggestion.value).plain or "（留空 leave blank）"
            label = " " * (indent + 2) + f"→ {suggestion.field.zh}："
            console.print(Text.assemble((label, "green"), (value, "green bold")), soft_wrap=True)
        english = plain(" " * (indent + 2) + finding.message_en)
        english.stylize("dim")
        console.print(english, soft_wrap=True)


def marked(segments: Iterable[Segment], *, entered: bool) -> Text:
    """One side of an alignment with its differing characters marked."""
    text = Text()
    for segment in segments:
        part = segment.entered if entered else segment.read
        missing = segment.kind is not SegmentKind.SAME and not part
        text.append("‸" if missing else plain(part).plain, _MARKS[segment.kind])
    return text
