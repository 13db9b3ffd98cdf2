"""What was entered held against what the documents show: the state of each field, and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.compare import compare
from matching.text import normal_form
from models.box import Box
from models.comparisons import Comparison, ComparisonState, SegmentKind
from models.documents import Document, Reading
from models.fields import DocumentKind, Field

AGREES, DIFFERS, UNCLEAR, NOT_SHOWN, NOT_ENTERED = ComparisonState
UNCLEAR_BELOW = 0.8
VALID, ALSO_VALID = "620102198705123458", "620102198705133453"


def document(
    field: Field,
    printed: str,
    confidence: float = 0.99,
    kind: DocumentKind = DocumentKind.CERTIFICATE,
) -> Document:
    value = normal_form(field, printed)
    reading = Reading(value, printed, confidence, 1, Box(0, 0, 10, 10))
    return Document(f"{kind}.pdf", kind, {field: reading}, (), (), ())


def compared(field: Field, entered: str, printed: str, confidence: float = 0.99) -> Comparison:
    documents = (document(field, printed, confidence),)
    return compare({field: entered}, documents, UNCLEAR_BELOW)[field]


def test_a_field_that_agrees_needs_no_word():
    comparison = compared(Field.NAME, "欧阳静怡", "欧阳静怡")
    assert (comparison.state, comparison.note, comparison.note_en) == (AGREES, "", "")
    assert comparison.document is DocumentKind.CERTIFICATE
    assert comparison.file == "certificate.pdf"


def test_a_field_copied_with_the_spaces_of_the_document_needs_no_word_either():
    assert compared(Field.NAME, "欧 阳 静 怡", "欧 阳 静 怡").note == ""


@pytest.mark.parametrize(
    ("field", "entered", "printed", "note"),
    [
        (Field.CERTIFICATE_NUMBER, "ＧＺ２０１３", "GZ2013", "仅全角半角不同"),
        (Field.EMPLOYER, "贵州建筑（集团）公司", "贵州建筑(集团)公司", "仅全角半角不同"),
        (Field.NAME, "欧 阳静怡", "欧阳静怡", "仅空格不同"),
        (Field.APPROVAL_NUMBER, "甘职改办(2013)121号", "甘职改办〔2013〕121号", "仅括号不同"),
        (Field.TITLE, "高级工程师(正高)", "高级工程师【正高】", "仅括号不同"),
        (
            Field.APPROVAL_NUMBER,
            "甘职改办[2013] 121号",
            "甘职改办〔2013〕121号",
            "仅括号、空格不同",
        ),
        (Field.OBTAINED_ON, "2013.05.01", "2013年5月1日", "写法不同，内容相同"),
        (Field.CERTIFICATE_NUMBER, "0087709", "No.0087709", "写法不同，内容相同"),
        (Field.OBTAINED_ON, "2013.05", "二〇一三年五月", "写法不同，内容相同"),
        (Field.ID_NUMBER, VALID[:6] + " " + VALID[6:], VALID, "仅空格不同"),
    ],
)
def test_another_way_of_writing_agrees_and_says_so(field, entered, printed, note):
    comparison = compared(field, entered, printed)
    assert (comparison.state, comparison.note) == (AGREES, note)
    assert comparison.note_en


@pytest.mark.parametrize(
    ("field", "entered", "printed"),
    [
        (Field.NAME, "欧阳静", "欧阳静怡"),
        (Field.SEX, "男", "女"),
        (Field.TITLE, "工程师", "高级工程师"),
        (Field.OBTAINED_ON, "2013-05-01", "2013-06-01"),
        (Field.OBTAINED_ON, "2013-05", "2013-06-01"),
        (Field.LEVEL, "中级", "副高级"),
        (Field.LEVEL, "初级", "副高级"),
        (Field.CERTIFICATE_NUMBER, "GZ2013001", "GZ2013007"),
        (Field.COMMITTEE, "贵州省评委会", "贵州省工程评委会"),
    ],
)
def test_a_real_difference_differs_and_marks_the_characters(field, entered, printed):
    comparison = compared(field, entered, printed)
    assert comparison.state is DIFFERS
    assert SegmentKind.OTHER in {segment.kind for segment in comparison.segments}


@pytest.mark.parametrize(
    ("field", "entered", "printed"),
    [
        (Field.NAME, "王已", "王己"),
        (Field.SPECIALTY, "土木工程", "士木工程"),
        (Field.CERTIFICATE_NUMBER, "GZ2O13", "GZ2013"),
        (Field.CERTIFICATE_NUMBER, "GZ 2O13", "ＧＺ2013"),
    ],
)
def test_look_alike_characters_are_for_a_person_to_decide(field, entered, printed):
    comparison = compared(field, entered, printed)
    assert comparison.state is UNCLEAR
    assert "形近字" in comparison.note


@given(st.sampled_from(Field), st.text(), st.text(), st.floats(0, UNCLEAR_BELOW - 0.01))
def test_a_poor_reading_never_says_that_a_field_differs(field, entered, printed, confidence):
    assert compared(field, entered, printed, confidence).state is not DIFFERS


def test_a_poor_reading_says_how_sure_it_is():
    assert "42%" in compared(Field.NAME, "王静", "欧阳怡", 0.42).note


def test_even_a_poor_reading_may_agree():
    assert compared(Field.NAME, "王静", "王静", 0.1).state is AGREES


NAMES = st.text("王玉主己已李静 ·", min_size=1).filter(str.strip)


@given(NAMES, NAMES)
def test_agreeing_and_differing_do_not_depend_on_which_side_was_typed(one, other):
    there, back = (compared(Field.TITLE, *pair) for pair in ((one, other), (other, one)))
    assert there.state is back.state


@pytest.mark.parametrize(
    ("field", "entered", "printed", "state"),
    [
        (Field.OBTAINED_ON, "2013-05", "2013年5月17日", AGREES),
        (Field.OBTAINED_ON, "2013-05-17", "2013年5月", AGREES),
        (Field.OBTAINED_ON, "2013", "2013年5月", DIFFERS),
        (Field.OBTAINED_ON, "2013-05", "2013-05至今", DIFFERS),
        (Field.LEVEL, "副高级", "高级", AGREES),
        (Field.LEVEL, "高级", "正高", AGREES),
        (Field.LEVEL, "助理级", "初级", AGREES),
        (Field.LEVEL, "正高级", "副高级", DIFFERS),
    ],
)
def test_a_value_that_is_less_precise_agrees_as_far_as_it_goes(field, entered, printed, state):
    assert compared(field, entered, printed).state is state


def test_an_identity_number_whose_check_digit_fits_was_not_misread():
    comparison = compared(Field.ID_NUMBER, VALID.replace("0", "O", 1), VALID)
    assert comparison.state is DIFFERS


def test_a_typed_number_with_a_wrong_check_digit_is_told_to_be_wrong():
    comparison = compared(Field.ID_NUMBER, VALID[:-1] + "2", VALID)
    assert comparison.state is DIFFERS
    assert "校验位" in comparison.note
    assert "校验位" not in compared(Field.ID_NUMBER, ALSO_VALID, VALID).note


def test_a_field_that_no_document_shows_can_not_be_checked():
    documents = (document(Field.NAME, "王静"),)
    comparisons = compare({Field.TITLE: "工程师"}, documents, UNCLEAR_BELOW)
    comparison = comparisons[Field.TITLE]
    assert (comparison.state, comparison.read, comparison.file) == (NOT_SHOWN, None, None)


@pytest.mark.parametrize("entered", [{}, {Field.NAME: ""}, {Field.NAME: " 　"}])
def test_a_field_that_only_the_document_has_was_not_entered(entered):
    comparison = compare(entered, (document(Field.NAME, "王静"),), UNCLEAR_BELOW)[Field.NAME]
    assert comparison.state is NOT_ENTERED
    assert comparison.read.value == "王静"


def test_fields_come_in_the_order_of_the_form_and_empty_ones_not_at_all():
    entered = {Field.TITLE: "工程师", Field.SEX: "", Field.NAME: "王静"}
    assert list(compare(entered, (), UNCLEAR_BELOW)) == [Field.NAME, Field.TITLE]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_documents_the_certificate_speaks_first(order):
    documents = (
        document(Field.NAME, "王静", kind=DocumentKind.REVIEW_FORM),
        document(Field.NAME, "欧阳静怡", kind=DocumentKind.CERTIFICATE),
        document(Field.TITLE, "工程师", kind=DocumentKind.APPROVAL),
    )[::order]
    comparisons = compare({Field.NAME: "欧阳静怡"}, documents, UNCLEAR_BELOW)
    assert comparisons[Field.NAME].file == "certificate.pdf"
    assert comparisons[Field.NAME].state is AGREES
    assert comparisons[Field.TITLE].file == "approval.pdf"


@pytest.mark.parametrize("kind", DocumentKind)
def test_a_document_of_any_kind_can_speak(kind):
    documents = (document(Field.NAME, "王静", kind=kind),)
    assert compare({Field.NAME: "王静"}, documents, UNCLEAR_BELOW)[Field.NAME].document is kind


@pytest.mark.parametrize("kind", [DocumentKind.STATEMENT, DocumentKind.APPOINTMENT])
def test_what_a_letter_says_of_itself_contradicts_nobody(kind):
    own = (document(Field.APPROVAL_NUMBER, "思校字〔2021〕52号", kind=kind),)
    told = compare({Field.APPROVAL_NUMBER: "甘职改办〔2013〕121号"}, own, UNCLEAR_BELOW)
    assert told[Field.APPROVAL_NUMBER].state is NOT_SHOWN
    assert compare({}, own, UNCLEAR_BELOW) == {}
    same = compare({Field.APPROVAL_NUMBER: "思校字〔2021〕52号"}, own, UNCLEAR_BELOW)
    assert same[Field.APPROVAL_NUMBER].state is AGREES
    named = (document(Field.NAME, "李建国", kind=kind),)
    assert compare({Field.NAME: "王静"}, named, UNCLEAR_BELOW)[Field.NAME].state is DIFFERS
