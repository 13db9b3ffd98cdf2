"""Rules, rulings and advice in the terminal."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from cli import boundary
from cli.style import SEVERITIES, VERDICTS, plain, print_findings, stdout
from models.advice import Advice, Question, Unclear
from models.submissions import Ruling, Verdict
from rules.clauses import Clause
from rules.provinces import load
from rules.rule import checks

_WANTED = {
    "required": ("必填 required", "bold"),
    "optional": ("选填 optional", ""),
    "blank": ("留空 leave blank", "dim"),
    "preset": ("规定值 given", "cyan"),
}
_AT_HAND = {True: ("✓", "green"), False: ("✗ 缺 missing", "red"), None: ("？", "yellow")}
_SEALS = {
    "employer": "用人单位章 employer",
    "hr-department": "人社（职改）部门章 HR department",
    "office": "业务处室章 office",
}
_CODES_SHOWN = 15


def show_ruling(ruling: Ruling, title: str) -> None:
    """The verdict, the findings in the order of the form, and what could not be decided."""
    _show_verdict(ruling, title)
    print_findings(ruling.findings, stdout())
    _show_unclear(ruling.unclear)


def show_advice(ruling: Ruling, title: str, drafts: Iterable[Path]) -> None:
    """The answers, the drafts that were written, the open questions, then what is wrong."""
    _show_verdict(ruling, title)
    for one in ruling.advice:
        _show_one(one)
    for path in drafts:
        stdout().print(Text.assemble("✎ 已起草 drafted: ", (str(path), "bold")), soft_wrap=True)
    _show_questions(ruling.questions)
    print_findings(ruling.findings, stdout())


def _show_verdict(ruling: Ruling, title: str) -> None:
    zh, en, style = VERDICTS[ruling.verdict]
    heading = Text.assemble((zh, style), f"  {en}")
    stdout().print(Panel(heading, title=title, title_align="left", border_style=style.split()[-1]))


def _show_unclear(unclear: Iterable[Unclear]) -> None:
    """By what would have to be known: one question often decides several rules."""
    by_question: dict[tuple[str, str], list[str]] = {}
    for one in unclear:
        by_question.setdefault((one.zh, one.en), []).append(one.code)
    if by_question:
        stdout().print(Text("\n未能判断 Not decided", "bold"))
    for (zh, en), codes in by_question.items():
        stdout().print(Text.assemble("? ", zh, ("  " + " ".join(codes), "dim")), soft_wrap=True)
        stdout().print(Text("  " + en, "dim"), soft_wrap=True)


def _show_questions(questions: Iterable[Question]) -> None:
    for one in questions:
        stdout().print(Text.assemble(("? ", "yellow"), (one.zh, "bold"), f"  {one.en}"))
        name = one.need.removeprefix("declarations.")
        for value, zh, en in one.values:
            stdout().print(Text.assemble("    ", zh, (f"  {en}  {name} = {value}", "dim")))


def _show_one(advice: Advice) -> None:
    mark = {True: ("✓ ", "green"), False: ("✗ ", "red"), None: ("→ ", "cyan")}[advice.open]
    stdout().print(
        Text.assemble("\n", mark, (advice.title, "bold"), (f"  {advice.title_en}", "dim"))
    )
    for text, style in ((advice.zh, ""), (advice.en, "dim"), (advice.source, "dim italic")):
        stdout().print(Text("  ").append(plain(text).plain, style), soft_wrap=True)
    if advice.choices:
        _show_choices(advice)
    if advice.papers:
        _show_papers(advice)
    if advice.fields:
        _show_fields(advice)
    for number, (zh, en) in enumerate(advice.steps, 1):
        stdout().print(Text.assemble(f"  {number}. ", zh, (f"  {en}", "dim")), soft_wrap=True)


def _table(*heads: str) -> Table:
    table = Table(padding=(0, 1), header_style="dim")
    for head in heads:
        table.add_column(head, overflow="fold")
    return table


def _show_choices(advice: Advice) -> None:
    table = _table("", "栏目", "可选", "理由", "依据")
    for choice in advice.choices:
        mark = "★" if choice.preferred else ""
        why = Text.assemble(plain(choice.zh), ("\n" + choice.en, "dim"))
        table.add_row(mark, choice.field.zh, plain(choice.value), why, plain(choice.source))
    stdout().print(table)


def _show_papers(advice: Advice) -> None:
    table = _table("上传栏", "材料", "盖章", "须写明", "在手")
    for paper in advice.papers:
        what = Text.assemble(plain(paper.zh), ("\n" + paper.en, "dim"))
        seals = "\n".join(_SEALS[seal] for seal in paper.seals)
        table.add_row(
            paper.slot, what, seals, "\n".join(paper.contains), Text(*_AT_HAND[paper.at_hand])
        )
    stdout().print(table)


def _show_fields(advice: Advice) -> None:
    table = _table("栏目", "", "填写", "说明")
    for wanted in advice.fields:
        why = Text.assemble(plain(wanted.zh), ("\n" + wanted.en, "dim"))
        label, style = _WANTED[wanted.wanted]
        table.add_row(wanted.field.zh, Text(label, style), plain(wanted.value), why)
    stdout().print(table)


def show_tally(verdicts: Counter[Verdict], codes: Counter[str], console: Console) -> None:
    """How a batch came out, and the rules that were broken most."""
    for verdict in Verdict:
        zh, en, style = VERDICTS[verdict]
        console.print(Text.assemble((zh, style), f"  {en}: {verdicts[verdict]:,}"))
    for code, count in codes.most_common(_CODES_SHOWN):
        console.print(Text.assemble((f"{count:>9,}  ", ""), (code, "dim")))


def show_clauses(clauses: Iterable[Clause], as_json: bool) -> None:
    """The rules of a profile, a line each."""
    if as_json:
        boundary.print_json({"rules": [clause_json(clause) for clause in clauses]})
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim", pad_edge=False)
    for head in ("代码", "", "规则", "依据", "在哪里检查"):
        table.add_column(head, overflow="fold")
    for clause in clauses:
        mark, style = SEVERITIES[clause.severity]
        name = Text.assemble(clause.title, ("\n" + clause.title_en, "dim"))
        table.add_row(clause.code, Text(mark, style), name, clause.basis.zh, clause.where.zh)
    stdout().print(table)


def show_clause(clause: Clause, as_json: bool) -> None:
    """One rule: its clause, its texts, its examples, and the function that checks it."""
    if as_json:
        boundary.print_json(clause_json(clause))
        return
    mark, style = SEVERITIES[clause.severity]
    stdout().print(
        Text.assemble(
            (f"{mark} ", style), (clause.code, "bold"), f"  {clause.title}  {clause.title_en}"
        )
    )
    lines = [
        ("依据 clause", f"{clause.clause}（{clause.basis.zh}）"),
        ("适用 profiles", ", ".join(clause.profiles)),
        ("检查 where", clause.where.zh + (f"：{clause.why} {clause.why_en}" if clause.why else "")),
        ("不符时 found", clause.zh),
        ("", clause.en),
        ("怎么办 remedy", clause.do_zh),
        ("", clause.do_en),
        ("设置 setting", clause.setting),
        ("通过的例子 passes", str(clause.passes or "")),
        ("不通过的例子 fails", str(clause.fails or "")),
        ("代码 function", function_of(clause.code)),
    ]
    for label, text in lines:
        if text:
            stdout().print(Text.assemble((f"  {label:<16}", "dim"), text), soft_wrap=True)


def function_of(code: str) -> str:
    """The module and the function that check a rule, "" for one that is checked elsewhere."""
    load()
    check = checks().get(code)
    return f"{check.__module__}.{check.__name__}" if check else ""


def clause_json(clause: Clause) -> dict[str, Any]:
    """One rule as JSON."""
    return {
        "code": clause.code,
        "title": clause.title,
        "title_en": clause.title_en,
        "clause": clause.clause,
        "basis": clause.basis,
        "severity": clause.severity,
        "where": clause.where,
        "profiles": list(clause.profiles),
        "message": clause.zh + clause.do_zh,
        "message_en": f"{clause.en} {clause.do_en}".strip(),
        "why": clause.why or None,
        "why_en": clause.why_en or None,
        "setting": clause.setting or None,
        "since": clause.since.isoformat() if clause.since else None,
        "until": clause.until.isoformat() if clause.until else None,
        "pass": clause.passes or None,
        "fail": clause.fails or None,
        "function": function_of(clause.code) or None,
    }
