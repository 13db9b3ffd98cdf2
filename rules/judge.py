"""All rules of a profile held against one case: findings in the order of the form."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from models.advice import Unclear
from models.fields import DocumentKind, Field
from models.findings import Evidence, Finding, Suggestion
from rules.case import Case, Unknown
from rules.clauses import Basis, Clause, clauses_of
from rules.profile import load_profile
from rules.provinces import load
from rules.questions import question
from rules.rule import Breach, Check, checks

_FIELDS = {field: at for at, field in enumerate(Field)}
_KINDS = {kind: at for at, kind in enumerate(DocumentKind)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules make of a case; the order of the rules plays no part."""

    findings: tuple[Finding, ...]
    unclear: tuple[Unclear, ...]


@cache
def rules_of(profile: str) -> tuple[tuple[Clause, Check], ...]:
    """The rules of a profile that are checked here, each with its function."""
    load()
    known = checks()
    return tuple(
        (clause, known[clause.code]) for clause in clauses_of(profile) if clause.where.here
    )


def judge(case: Case) -> Judgement:
    """Every rule that is in force on the day of the submission."""
    findings: list[Finding] = []
    unclear: list[Unclear] = []
    for clause, check in rules_of(case.profile):
        if not clause.holds_on(case.submitted_on):
            continue
        try:
            broken = check(case)
            if broken is not None:
                # One by one: what a rule found before it met an unknown still counts.
                for breach in (broken,) if isinstance(broken, Breach) else broken:
                    findings.append(finding_of(clause, breach, case.profile))
        except Unknown as unknown:
            asked = question(unknown.need)
            unclear.append(Unclear(clause.code, asked.need, asked.zh, asked.en))
    return Judgement(in_order(findings), tuple(sorted(unclear, key=lambda one: one.code)))


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """In the order of the form; what concerns no field after the fields, by document."""
    return tuple(sorted(findings, key=_place))


def _place(finding: Finding) -> tuple[int, int, str, str]:
    field = _FIELDS[finding.field] if finding.field else len(_FIELDS)
    document = _KINDS[finding.document] if finding.document else -1
    return field, document, finding.code, finding.zh


def _source(clause: Clause, profile: str) -> str:
    """The clause with its notice; what was inferred or names another notice stands by itself."""
    own = clause.clause.startswith(("《", "推断")) or len(clause.profiles) > 1
    return clause.clause if own else f"《{load_profile(profile).notice}》{clause.clause}"


def finding_of(clause: Clause, breach: Breach, profile: str) -> Finding:
    """The finding of a breach. Raises KeyError where a word is missing."""
    words = breach.words
    seen = breach.seen
    suggestion = (
        Suggestion(breach.field, breach.value)
        if breach.field is not None and breach.value is not None
        else None
    )
    zh, en = clause.zh.format(**words), clause.en.format(**words)
    if clause.basis is Basis.DEFAULT and clause.setting:
        zh += f"（文件未作明确规定，这里按默认口径处理，部门可以更改：设置 {clause.setting}。）"
        en += (
            " (The notice leaves this open; this is a default, which the department can change:"
            f" setting {clause.setting}.)"
        )
    return Finding(
        code=clause.code,
        severity=breach.severity or clause.severity,
        zh=zh,
        en=en,
        do_zh=clause.do_zh.format(**words),
        do_en=clause.do_en.format(**words),
        source=_source(clause, profile),
        field=breach.field,
        document=seen[0].kind if seen else breach.document,
        evidence=Evidence(seen[1].page, seen[1].box) if seen else None,
        suggestion=suggestion,
    )
