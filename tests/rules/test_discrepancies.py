"""Findings about what was entered: severity, clause, place on the scan and what to do."""

import pytest

from matching.compare import compare
from matching.text import normal_form
from models.box import Box
from models.documents import Document, Reading
from models.fields import DocumentKind, Field
from models.findings import Evidence, Severity, Suggestion
from rules.discrepancies import judge_documents, judge_fields, judge_kind
from rules.profile import load_profile

BOX = Box(10, 20, 30, 40)
GANSU = load_profile("gansu")


def document(kind: DocumentKind, confidence: float = 0.99, **printed: str) -> Document:
    fields = {
        Field(key): Reading(normal_form(Field(key), text), text, confidence, 2, BOX)
        for key, text in printed.items()
    }
    return Document(f"{kind}.pdf", kind, fields, (), (), ())


def judged(entered: dict[str, str], *documents: Document):
    fields = {Field(key): text for key, text in entered.items()}
    return judge_fields(compare(fields, documents, 0.8), GANSU)


CERTIFICATE = document(DocumentKind.CERTIFICATE, name="欧阳静怡", employer="兰州建筑公司")


def test_a_field_that_agrees_is_not_spoken_of():
    assert judged({"name": "欧阳静怡", "employer": "兰州建筑公司"}, CERTIFICATE) == []


def test_a_field_that_differs_blocks_and_shows_where_and_what_to_enter():
    (finding,) = judged({"name": "欧阳静", "employer": "兰州建筑公司"}, CERTIFICATE)
    assert (finding.code, finding.severity) == ("FIELD_DIFFERS", Severity.ERROR)
    assert (finding.field, finding.document) == (Field.NAME, DocumentKind.CERTIFICATE)
    assert finding.evidence == Evidence(2, BOX)
    assert finding.suggestion == Suggestion(Field.NAME, "欧阳静怡")
    assert "欧阳静”" in finding.message
    assert "欧阳静怡" in finding.message
    assert finding.source.startswith("《甘人社通〔2021〕166号》二（二）")


def test_the_name_of_an_organisation_rests_on_the_clause_about_full_names():
    (finding,) = judged({"name": "欧阳静怡", "employer": "兰州公司"}, CERTIFICATE)
    assert "全称" in finding.source


def test_a_field_that_can_not_be_decided_is_a_warning_without_a_suggestion():
    poor = document(DocumentKind.CERTIFICATE, 0.3, name="欧阳静怡")
    (finding,) = judged({"name": "王静"}, poor)
    assert (finding.code, finding.severity) == ("FIELD_UNCLEAR", Severity.WARNING)
    assert finding.suggestion is None
    assert finding.evidence == Evidence(2, BOX)


def test_what_only_one_side_has_is_a_hint():
    findings = judged({"name": "欧阳静怡", "title": "工程师"}, CERTIFICATE)
    assert [(f.code, f.field, f.severity) for f in findings] == [
        ("FIELD_NOT_ENTERED", Field.EMPLOYER, Severity.HINT),
        ("FIELD_NOT_SHOWN", Field.TITLE, Severity.HINT),
    ]
    assert findings[0].suggestion == Suggestion(Field.EMPLOYER, "兰州建筑公司")
    assert findings[1].evidence is None


def test_findings_come_in_the_order_of_the_form():
    shown = document(DocumentKind.CERTIFICATE, **dict.fromkeys(Field, "某某某"))
    assert [finding.field for finding in judged({}, shown)] == list(Field)


# Several documents


def disagreements(confidence: float, *pairs: dict[str, str]) -> list[tuple[str, Field | None]]:
    kinds = (DocumentKind.CERTIFICATE, DocumentKind.REVIEW_FORM, DocumentKind.APPROVAL)
    documents = tuple(
        document(kind, confidence, **printed) for kind, printed in zip(kinds, pairs, strict=False)
    )
    return [(f.code, f.field) for f in judge_documents(documents, GANSU, 0.8)]


def test_without_any_document_nothing_can_be_checked():
    (finding,) = judge_documents((), GANSU, 0.8)
    assert (finding.code, finding.severity) == ("DOCUMENT_NONE", Severity.WARNING)
    assert "甘人社通" in finding.source


def test_two_documents_that_name_a_title_by_its_old_and_new_name_do_not_contradict_each_other():
    pair = ({"title": "工程技术应用研究员"}, {"title": "正高级工程师"})
    assert disagreements(0.99, *pair) == []


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("name", "张三", "李四"),
        ("name", "张三", "张三丰"),
        ("title", "工程师", "高级工程师"),
        ("obtained_on", "2013-05", "2013-06-01"),
        ("obtained_on", "2013-05-01", "2013-05-02"),
    ],
)
def test_two_documents_that_contradict_each_other_are_told(field, one, other):
    for pair in ((one, other), (other, one)):
        told = disagreements(0.99, *({field: text} for text in pair))
        assert told == [("DOCUMENTS_DISAGREE", Field(field))]


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("name", "张三", "张 三"),
        ("obtained_on", "2013-05", "2013-05-17"),
        ("title", "高级工程师(正高)", "高级工程师〔正高〕"),
        ("name", "王己", "王已"),
        ("specialty", "土建", "水利"),  # a person may have evaluated in another specialty
    ],
)
def test_two_documents_that_may_mean_the_same_are_left_in_peace(field, one, other):
    assert disagreements(0.99, {field: one}, {field: other}) == []


def test_a_poor_reading_contradicts_nothing():
    assert disagreements(0.5, {"name": "张三"}, {"name": "李四"}) == []


def test_each_pair_of_documents_is_compared():
    assert len(disagreements(0.99, {"name": "张三"}, {"name": "李四"}, {"name": "王五"})) == 3


def test_both_documents_are_named_with_what_they_show():
    documents = (
        document(DocumentKind.CERTIFICATE, name="张三"),
        document(DocumentKind.APPROVAL, name="李四"),
    )
    (finding,) = judge_documents(documents, GANSU, 0.8)
    assert finding.document is DocumentKind.APPROVAL
    for word in ("职称证书", "张三", "任职资格文件", "李四"):
        assert word in finding.message


# Kinds


@pytest.mark.parametrize(
    ("wanted", "seen"),
    [
        (DocumentKind.CERTIFICATE, DocumentKind.CERTIFICATE),
        (DocumentKind.CERTIFICATE, DocumentKind.E_CERTIFICATE),
        (DocumentKind.CERTIFICATE, DocumentKind.OTHER),
        (DocumentKind.OTHER, DocumentKind.APPROVAL),
    ],
)
def test_a_document_that_may_be_the_right_one_is_taken(wanted, seen):
    assert judge_kind(wanted, seen) == []


def test_a_document_of_another_kind_is_a_warning_that_names_both_kinds():
    (finding,) = judge_kind(DocumentKind.CERTIFICATE, DocumentKind.REVIEW_FORM)
    assert (finding.code, finding.severity) == ("KIND_UNEXPECTED", Severity.WARNING)
    assert finding.document is DocumentKind.CERTIFICATE
    assert "职称证书" in finding.message
    assert "评审表" in finding.message
