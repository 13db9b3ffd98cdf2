"""What a finding says, and what it adds up to."""

import pytest

from models.box import Box
from models.fields import DocumentKind, Field
from models.findings import Evidence, Severity, found, worst
from models.submissions import Verdict, refusal, verdict_of

BLURRED = {"measured": 0.1, "least": 0.24}


def test_a_finding_says_what_is_wrong_and_then_what_to_do():
    finding = found("FILE_EMPTY", file="证书.pdf")
    assert finding.severity is Severity.ERROR
    assert finding.message == finding.zh + finding.do_zh
    assert "证书.pdf" in finding.zh
    assert finding.message_en.startswith("The file 证书.pdf is empty")


def test_a_finding_of_a_page_points_at_the_page_and_the_place_on_it():
    box = Box(1, 2, 3, 4)
    assert found("PAGE_BLURRED", page=3, **BLURRED).evidence == Evidence(3)
    assert found("PAGE_BLURRED", page=3, box=box, **BLURRED).evidence == Evidence(3, box)
    assert found("FILE_EMPTY", file="a").evidence is None


def test_braces_in_what_a_person_typed_are_shown_as_they_are():
    finding = found("FORM_UNKNOWN_KEY", key="{0.__class__}{", nearest="fields.name")
    assert "{0.__class__}{" in finding.zh


def test_a_profile_may_name_its_own_clause_and_severity():
    finding = found("NOTHING_READ", source="《通知》第一条", severity=Severity.HINT)
    assert (finding.source, finding.severity) == ("《通知》第一条", Severity.HINT)


def test_a_finding_can_be_said_of_one_document_of_several():
    finding = found("NOTHING_READ", field=Field.NAME)
    moved = finding.on(DocumentKind.APPROVAL)
    assert moved.document is DocumentKind.APPROVAL
    assert moved.on(None) == finding


def test_an_unknown_code_or_a_blank_that_is_not_filled_is_a_mistake_of_the_program():
    with pytest.raises(KeyError):
        found("NO_SUCH_CODE")
    with pytest.raises(KeyError):
        found("FILE_EMPTY")


@pytest.mark.parametrize(
    ("severities", "highest", "verdict"),
    [
        ("", None, Verdict.READY),
        ("hint hint", Severity.HINT, Verdict.READY),
        ("hint warning hint", Severity.WARNING, Verdict.ATTENTION),
        ("warning error hint", Severity.ERROR, Verdict.BLOCKED),
    ],
)
def test_one_error_blocks_and_one_warning_asks_for_attention(severities, highest, verdict):
    findings = tuple(found("NOTHING_READ", severity=Severity(s)) for s in severities.split())
    assert worst(findings) is highest
    assert verdict_of(findings) is verdict


def test_a_form_that_can_not_be_taken_blocks_the_submission():
    report = refusal("gansu", (found("FORM_NOT_UTF8", file="form.json"),))
    assert report.verdict is Verdict.BLOCKED
    assert not report.comparisons


def test_every_field_and_kind_has_a_name_in_both_languages():
    for member in (*Field, *DocumentKind):
        assert any("\u4e00" <= c <= "\u9fff" for c in member.zh)
        assert member.en.isascii()
