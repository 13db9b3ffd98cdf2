"""The part of docs/rules.md that is made from the rules themselves."""

import json
from collections import Counter
from typing import Any

from models.findings import Severity
from rules.clauses import Clause, clauses, clauses_of
from rules.profile import load_profile, profile_names
from rules.provinces import load
from rules.rule import checks
from rules.tables import SHARED

_SEVERITIES = {Severity.ERROR: "错误", Severity.WARNING: "注意", Severity.HINT: "提示"}


def counts() -> str:
    """A row a profile: how many rules it has, and where they are checked."""
    rows = ["| profile | rules | form | documents | photo | by province | elsewhere |"]
    rows.append("| --- | --- | --- | --- | --- | --- | --- |")
    for name in profile_names():
        where = Counter(str(clause.where) for clause in clauses_of(name))
        kinds = ("form", "documents", "photo", "provinces", "elsewhere")
        cells = " | ".join(str(where[kind]) for kind in kinds)
        rows.append(f"| `{name}` | {where.total()} | {cells} |")
    return "\n".join(rows)


def all_rules() -> str:
    """Every rule, province by province, those of all provinces at the end."""
    load()
    parts = []
    for name in (*profile_names(), SHARED):
        shared = name == SHARED
        title = "各省通用 All provinces" if shared else f"{load_profile(name).zh} `{name}`"
        parts.append(f"## {title}")
        parts += [_rule(clause) for clause in clauses().values() if _home(clause) == name]
    return "\n\n".join(parts)


def _home(clause: Clause) -> str:
    return clause.profiles[0] if len(clause.profiles) == 1 else SHARED


def _rule(clause: Clause) -> str:
    severity = f"{_SEVERITIES[clause.severity]} {clause.severity}"
    lines = [
        f"### `{clause.code}` {clause.title} {clause.title_en}",
        f"**{severity}** · {clause.basis.zh} · {clause.where.zh}{_function(clause)}",
        f"依据 Source: {clause.clause}",
    ]
    if not clause.where.here:
        lines.append(f"{clause.why} {clause.why_en}")
        return "\n\n".join(lines)
    lines += [f"{clause.zh}{clause.do_zh}", f"{clause.en} {clause.do_en}"]
    if clause.setting:
        lines.append(f"默认口径 Default: `{clause.setting}`")
    if clause.since or clause.until:
        lines.append(f"有效期 In force: {clause.since or '…'} – {clause.until or '…'}")
    lines.append(f"通过 passes: `{_example(clause.passes)}`")
    lines.append(f"不通过 fails: `{_example(clause.fails)}`")
    return "\n\n".join(lines)


def _function(clause: Clause) -> str:
    check = checks().get(clause.code)
    return f" · `{check.__module__}.{check.__name__}`" if check else ""


def _example(example: dict[str, Any]) -> str:
    return json.dumps(example, ensure_ascii=False, default=str)
