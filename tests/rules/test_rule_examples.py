"""Every rule is shown by two examples: one that it lets pass, one that it finds wrong."""

import pytest

from models.findings import Severity
from models.submissions import Form
from rules.clauses import clauses
from rules.examples import case_of_example
from rules.facts import case_of
from rules.judge import judge

HERE = [clause for clause in clauses().values() if clause.where.here]
CASES = [
    pytest.param(clause, profile, id=f"{clause.code}-{profile}")
    for clause in HERE
    for profile in clause.profiles[:1]
]
ORDER = (Severity.HINT, Severity.WARNING, Severity.ERROR)


@pytest.mark.parametrize(("clause", "profile"), CASES)
def test_the_good_example_passes(clause, profile):
    judgement = judge(case_of_example(clause.passes.get("profile", profile), clause.passes))
    assert clause.code not in {finding.code for finding in judgement.findings}
    assert clause.code not in {unclear.code for unclear in judgement.unclear}, judgement.unclear


@pytest.mark.parametrize(("clause", "profile"), CASES)
def test_the_bad_example_is_found(clause, profile):
    judgement = judge(case_of_example(clause.fails.get("profile", profile), clause.fails))
    assert clause.code in {finding.code for finding in judgement.findings}, judgement


@pytest.mark.parametrize(("clause", "profile"), CASES)
def test_following_the_suggestion_removes_the_finding_and_adds_none_that_is_worse(clause, profile):
    case = case_of_example(clause.fails.get("profile", profile), clause.fails)
    before = judge(case).findings
    worst = max((ORDER.index(f.severity) for f in before), default=0)
    for finding in before:
        if finding.code != clause.code or finding.suggestion is None:
            continue
        field, value = finding.suggestion.field, finding.suggestion.value
        form = Form({**case.typed, field: value}, dict(case.declarations))
        after = judge(case_of(case.profile, form, case.tables, case.documents, case.photo)).findings
        assert (finding.code, finding.field) not in {(f.code, f.field) for f in after}
        added = [f for f in after if f not in before]
        assert all(ORDER.index(f.severity) <= worst for f in added)
