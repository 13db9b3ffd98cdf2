"""FORM.json: taken as it is, or every mistake of it told at once."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake.declarations import KNOWN, problem_with
from intake.form import parse_form, read_form
from models.errors import FileRefused, UsageWrong
from models.fields import Field
from models.findings import Finding
from models.settings import Settings
from models.submissions import Form

SETTINGS = Settings()
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
KEYS = st.sampled_from([*Field, *KNOWN, "fields", "declarations"]) | st.text()
FORMS = st.fixed_dictionaries(
    {},
    optional={
        "fields": st.dictionaries(KEYS, VALUES) | VALUES,
        "declarations": st.dictionaries(KEYS, VALUES) | VALUES,
        "field": VALUES,
    },
)


def codes(content: object) -> list[str]:
    with pytest.raises(UsageWrong) as caught:
        parse_form(content)
    return [finding.code for finding in caught.value.findings]


def outcome(parse: Callable[[Any], Form], argument: Any) -> Form | tuple[Finding, ...]:
    """The form, or the findings of the refusal; anything else is an error of the test's subject."""
    try:
        return parse(argument)
    except (FileRefused, UsageWrong) as error:
        return error.findings


@given(VALUES | FORMS)
@example({"fields": {"": 1}, "": 1})
def test_any_json_is_a_form_or_a_list_of_mistakes(content):
    form = outcome(parse_form, content)
    if isinstance(form, Form):
        assert form.declarations == content.get("declarations", {})
        assert {str(key): text for key, text in form.fields.items()} == content.get("fields", {})
    else:
        told = {finding.code for finding in form}
        assert told
        assert told <= {"FORM_UNKNOWN_KEY", "FORM_WRONG_TYPE"}


@given(st.binary())
@example(b"[" * 100_000)
@example(b'{"fields": {"name": ' + b"[" * 990 + b"]" * 990 + b"}}")
@example(b"1" * 5000)
@example(rb'{"fields": {"name": "\ud800"}}')
@example(rb'{"\ud800": 1}')
def test_any_bytes_are_a_form_or_findings_that_can_be_printed(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "form.json"
    path.write_bytes(data)
    findings = outcome(lambda file: read_form(file, SETTINGS), path)
    assert isinstance(findings, Form) or [finding.message.encode() for finding in findings]


def test_every_mistake_is_told_with_the_name_that_was_meant():
    content = {
        "fields": {"nam": "王静", "sex": 1, "title": None},
        "declarations": {"retird": True, "route": "recognized", "submitted_on": "2024-02-30"},
        "declaration": {},
    }
    with pytest.raises(UsageWrong) as caught:
        parse_form(content)
    told = "\n".join(finding.message for finding in caught.value.findings)
    assert len(caught.value.findings) == 7
    for word in (
        "“fields.nam”",
        "“fields.name”",
        "“fields.sex”",
        "“fields.title”",
        "“declarations.retird”",
        "“declarations.retired”",
        "“declarations.route”",
        '"recognition"',
        '"YYYY-MM-DD"',
        "“declaration”",
        "“declarations”",
    ):
        assert word in told


def test_a_long_or_strange_key_is_shown_on_one_short_line():
    with pytest.raises(UsageWrong) as caught:
        parse_form({"fields": {"a\n\x1b[31m" * 1000: "", "name": ["x" * 1000]}})
    for finding in caught.value.findings:
        assert len(finding.message) < 500
        assert finding.message.isprintable()


def test_the_fields_come_in_the_order_of_the_form():
    form = parse_form({"fields": {"title": "工程师", "name": "王静"}})
    assert list(form.fields) == [Field.NAME, Field.TITLE]
    assert form.declarations == {}


@pytest.mark.parametrize("content", [None, [], "form", 1, True])
def test_what_is_no_object_is_no_form(content):
    assert codes(content) == ["FORM_WRONG_TYPE"]


def test_a_form_saved_by_windows_notepad_is_read(tmp_path):
    path = tmp_path / "表单.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"fields": {"name": "王静"}}).encode())
    assert read_form(path, SETTINGS).fields == {Field.NAME: "王静"}


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        ('{"fields": {"name": "王静"}}'.encode("gb18030"), "FORM_NOT_UTF8", "UTF-8"),
        (b'{"fields":\n {"name": }}', "FORM_NOT_JSON", "2:11"),
        (b"", "FILE_EMPTY", "0"),
    ],
)
def test_a_file_that_is_no_json_is_refused_with_the_reason(tmp_path, data, code, word):
    path = tmp_path / "form.json"
    path.write_bytes(data)
    with pytest.raises(FileRefused) as caught:
        read_form(path, SETTINGS)
    (finding,) = caught.value.findings
    assert finding.code == code
    assert word in finding.message


def test_a_missing_form_is_refused(tmp_path):
    with pytest.raises(FileRefused) as caught:
        read_form(tmp_path / "none.json", SETTINGS)
    assert caught.value.findings[0].code == "FILE_MISSING"


# Declarations

GOOD = {
    "certificate_state": ["held", "lost", "never-issued"],
    "number_known": [True, False],
    "documents": [
        {},
        {"certificate": True, "approval": False, "review-form": True, "other": False},
        {"statement": {"seals": ["employer", "hr-department", "office"], "roster": True}},
        {"appointment": True, "statement": {}},
    ],
    "holds": [
        [],
        [{"series": "工程", "specialty": "土建", "level": "中级", "obtained_on": "2013-05"}],
        [{"in_use": True}],
    ],
    "evaluated_by": ["this-province", "other-province", "central", "army"],
    "in_annex1": [True, False],
    "sealed_by": ["贵州省人事厅"],
    "employer_state": ["same", "moved-in-province", "moved-out-of-province", "dissolved"],
    "archive_in_province": [True, False],
    "employer_type": [
        "public-institution",
        "government",
        "state-owned",
        "private",
        "central",
        "other-province",
    ],
    "current_employer": ["兰州建筑公司"],
    "submits_through": ["current-employer", "former-employer", "archive-agency"],
    "party_school_level": ["province", "prefecture", "county"],
    "pharmacy_in_hospital": [True, False],
    "retired": [True, False],
    "route": ["evaluation", "exam", "recognition", "confirmation"],
    "source_system": ["title-system", "other-system", "offline"],
    "local_specialty_listed": [True, False],
    "qualification_kind": [
        "title",
        "professional",
        "worker-skill",
        "doctor-licence",
        "political-work",
    ],
    "purpose": ["collect", "reissue", "correct", "complete"],
    "record_state": ["none", "incomplete", "generated"],
    "exam_line": ["national", "local"],
    "submitted_on": ["2024-02-29"],
    "issuer_state": ["exists", "merged", "dissolved"],
    "medium": ["paper", "electronic"],
    "introduced_on": ["2019-08-01"],
}
NEVER_GOOD = [None, 1, 0.5, "no such choice", [1], {"x": 1}, [[]], {"certificate": "yes"}]


def test_the_declarations_are_those_of_the_contract_and_the_ones_that_were_added():
    assert set(KNOWN) == set(GOOD)


@pytest.mark.parametrize("key", GOOD)
def test_every_value_of_the_contract_is_taken(key):
    assert [value for value in GOOD[key] if problem_with(key, value)] == []


@pytest.mark.parametrize("key", GOOD)
def test_any_other_value_is_told_what_it_should_be(key):
    free_text = key in ("sealed_by", "current_employer")
    for value in NEVER_GOOD:
        if not (free_text and isinstance(value, str)):
            assert problem_with(key, value)


@pytest.mark.parametrize(
    "documents",
    [
        {"certificat": True},
        {"statement": {"seals": ["employer", "nobody"]}},
        {"statement": {"seals": "employer"}},
        {"statement": {"roster": 1}},
        {"statement": {"seal": []}},
    ],
)
def test_a_mistake_deep_in_the_documents_is_noticed(documents):
    assert problem_with("documents", documents)


@pytest.mark.parametrize(
    "day", ["2023-02-29", "2023-2-9", "20230209", "２０２３-０２-０９", "2023-02-09\n"]
)
def test_the_day_of_submission_is_a_day_of_the_calendar(day):
    assert problem_with("submitted_on", day)
