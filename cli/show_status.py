"""The queue and its submissions in the terminal; numbers of people are masked."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from rich.table import Table
from rich.text import Text

from cli.style import SEVERITIES, plain, stdout
from models.findings import Severity
from models.masking import masked
from models.work import Event, SubmissionState, WorkStage, WorkState
from models.work_contract import Standing
from models.work_queries import failures_in

STATE_STYLES = {
    SubmissionState.RECEIVED: "",
    SubmissionState.CHECKING: "cyan",
    SubmissionState.READY: "green",
    SubmissionState.ATTENTION: "yellow",
    SubmissionState.BLOCKED: "red",
    SubmissionState.FAILED: "bold red",
}
_DAY, _HOUR, _MINUTE = 86_400, 3_600, 60


def show_queue(counts: Mapping[str, int], oldest: datetime | None) -> None:
    """Submissions by state, waiting work by stage, how long the oldest waits, failures."""
    table = Table(box=None, padding=(0, 3, 0, 0), show_header=False, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    total = sum(counts.get(state, 0) for state in SubmissionState)
    table.add_row("提交 submissions", f"{total:,}")
    for state in SubmissionState:
        count = Text(f"{counts.get(state, 0):,}", STATE_STYLES[state])
        table.add_row(f"  {state.zh}", count, Text(state, "dim"))
    table.add_row("待办 work to do")
    for stage in WorkStage:
        table.add_row(f"  {stage.zh}", f"{counts.get(f'work.{stage}', 0):,}", Text(stage, "dim"))
    stdout().print(table)
    if oldest:
        waits = _duration(oldest)
        stdout().print(f"最早的已等 {waits[0]}  the oldest has waited {waits[1]}", markup=False)
    for (stage, reason), number in sorted(failures_in(counts).items()):
        line = Text.assemble(("✗ ", "bold red"), f"{stage.zh}失败 {number:,}  {reason}")
        line.append(f"  zhenghe retry --reason {reason}", "dim")
        stdout().print(line, soft_wrap=True)


def _duration(since: datetime) -> tuple[str, str]:
    """How long ago, in Chinese and English."""
    seconds = max(0, round((datetime.now(UTC) - since).total_seconds()))
    for size, zh, en in ((_DAY, "天", "d"), (_HOUR, "小时", "h"), (_MINUTE, "分钟", "min")):
        if seconds >= size:
            return f"{seconds // size} {zh}", f"{seconds // size} {en}"
    return f"{seconds} 秒", f"{seconds} s"


def show_submission(standing: Standing) -> None:
    """One submission: where it stands, its papers, what was found."""
    one = standing.submission
    head = Text.assemble((one.state.zh, STATE_STYLES[one.state]), (f"  {one.state}  ", "dim"))
    head.append(masked(plain(one.key).plain), "bold").append(f"  {one.ref}", "dim")
    stdout().print(head, soft_wrap=True)
    lines = [f"{one.profile}  接收 received {_moment(one.received_at)}"]
    if one.round > 1:
        lines.append(f"第 {one.round} 轮检查  round {one.round}")
    if standing.stage:
        lines.append(_doing(standing, standing.stage))
    if one.reason:
        lines.append(f"原因 reason: {one.reason}  (zhenghe retry {one.ref})")
    lines += [f"{paper.kind.zh}  {masked(paper.file)}" for paper in one.attachments]
    for line in lines:
        stdout().print(plain(f"  {line}"), soft_wrap=True)
    for finding in standing.findings:
        mark, style = SEVERITIES[Severity(finding["severity"])]
        text = Text.assemble(("  " + mark + " ", style), masked(plain(finding["message"]).plain))
        stdout().print(text.append(f"  [{finding['code']}]", "dim"), soft_wrap=True)


def _doing(standing: Standing, stage: WorkStage) -> str:
    """The stage, the page where it is about pages, and what stands in its way."""
    one, first = standing.submission, standing.waits_for[0]
    pages = f"，第 {min(one.pages_done + 1, one.pages)}/{one.pages} 页" if one.pages else ""
    waits = "等待" if first.state is WorkState.WAITING else "正在"
    tries = f"，已失败 {first.failures} 次：{first.reason}" if first.failures else ""
    return f"{waits}{stage.zh}{pages if stage is WorkStage.PAGE else ''}{tries}  {stage}"


_KINDS = {state.value: state.zh for state in SubmissionState} | {"progress": "进展"}


def show_event(event: Event) -> None:
    """One event on one line."""
    zh = _KINDS.get(event.kind, event.kind)
    style = STATE_STYLES[SubmissionState(event.kind)] if event.kind in STATE_STYLES else "dim"
    line = Text.assemble((_moment(event.at), "dim"), "  ", event.ref, "  ", (zh, style))
    stdout().print(line.append(_detail(event.body), "dim"), soft_wrap=True)


def _detail(body: dict[str, Any]) -> str:
    """What an event says beside its kind."""
    parts = []
    if stage := body.get("stage"):
        parts.append(WorkStage(stage).zh)
    if pages := body.get("pages"):
        parts.append(f"{body.get('done', 0)}/{pages} 页")
    if reason := body.get("reason"):
        parts.append(reason)
    return "".join(f"  {part}" for part in parts)


def _moment(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"
