"""What was entered held against what the documents show, field by field."""

import re
from dataclasses import replace

from matching.differences import differences, kinds_of
from matching.identity import has_valid_check_digit
from matching.known import known_as
from matching.meaning import left_out, same_meaning, short_forms
from matching.outcomes import Outcome
from matching.text import DATES, NUMBERS, ORGANISATIONS, is_date, normal_form, squeezed
from models.box import Box
from models.comparisons import Comparison, ComparisonState, Segment, SegmentKind
from models.documents import Document, Reading
from models.fields import DocumentKind, Field

# Where several documents show a field, the one that stands first here speaks for it.
_AUTHORITY = (
    DocumentKind.CERTIFICATE,
    DocumentKind.E_CERTIFICATE,
    DocumentKind.APPROVAL,
    DocumentKind.REVIEW_FORM,
    DocumentKind.APPOINTMENT,
    DocumentKind.STATEMENT,
    DocumentKind.OTHER,
    DocumentKind.PHOTO,
)
# What such papers say of themselves too: their own number, date and sender are not the title's.
_LETTERS = (DocumentKind.STATEMENT, DocumentKind.APPOINTMENT)
_OF_A_LETTER = (Field.ISSUER, Field.ISSUED_ON, Field.APPROVAL_NUMBER)
_GENERAL_LEVELS = {"高级": ("正高级", "副高级"), "初级": ("助理级", "员级")}
_NO = re.compile(r"^(?:No\.|№)", re.IGNORECASE)  # before a number by some, left out by others
_WRITING = frozenset({SegmentKind.WIDTH, SegmentKind.BRACKET, SegmentKind.SPACE})


def compare(
    entered: dict[Field, str],
    documents: tuple[Document, ...],
    unclear_below: float,
    *,
    full_names: bool = False,
) -> dict[Field, Comparison]:
    """Every field that was entered or read, in the order of the form.

    A reading whose confidence is under unclear_below decides nothing: `unclear`, never `differs`.
    Where full_names are asked for, the short form of a unit's name that is entered differs from the
    full one; else both agree.
    """
    comparisons = {}
    for field in Field:
        document = _speaker(field, documents)
        typed = entered.get(field, "")
        if typed.strip() or document:
            comparison = _compare(field, typed, document, unclear_below)
            if _is_of_a_letter(field, comparison):
                if not typed.strip():
                    continue
                comparison = _compare(field, typed, None, unclear_below)
            if full_names and field in ORGANISATIONS:
                comparison = _asking_for_the_full_name(field, comparison)
            comparisons[field] = comparison
    return comparisons


def compare_values(field: Field, one: str, other: str) -> Outcome:
    """How two values compare that were both read without doubt."""
    reading = Reading(other, other, 1.0, 1, Box(0, 0, 0, 0))
    segments = differences(_typed_form(field, one), other)
    return _judge(field, one, reading, segments, 0.0)


def _speaker(field: Field, documents: tuple[Document, ...]) -> Document | None:
    """The document that speaks for a field."""
    showing = [document for document in documents if field in document.fields]
    return min(showing, key=lambda document: _AUTHORITY.index(document.kind), default=None)


def _is_of_a_letter(field: Field, comparison: Comparison) -> bool:
    """May a letter speak of itself here? It does where it says another thing than was typed."""
    own = comparison.document in _LETTERS and field in _OF_A_LETTER
    return own and comparison.state is not ComparisonState.AGREES


def _compare(
    field: Field, typed: str, document: Document | None, unclear_below: float
) -> Comparison:
    reading = document.fields[field] if document else None
    segments: tuple[Segment, ...] = ()
    if reading is None:
        outcome = Outcome(
            ComparisonState.NOT_SHOWN, "材料上没有读到这一栏", "not shown by the documents"
        )
    elif not typed.strip():
        outcome = Outcome(
            ComparisonState.NOT_ENTERED, "材料上有，表单未填", "shown, but not entered"
        )
    else:
        segments = differences(_typed_form(field, typed), reading.value)
        outcome = _judge(field, typed, reading, segments, unclear_below)
        if segments and not kinds_of(segments):
            segments = differences(typed, reading.value)
    known = known_as(field, reading.value if reading else typed)
    return Comparison(
        entered=typed,
        read=reading,
        state=outcome.state,
        matched=known.match,
        note="；".join(filter(None, (outcome.note, known.note))),
        note_en="; ".join(filter(None, (outcome.note_en, known.note_en))),
        segments=segments,
        document=document.kind if document else None,
        file=document.file if document else None,
        runner_up=known.runner_up,
    )


def _asking_for_the_full_name(field: Field, comparison: Comparison) -> Comparison:
    """A short form that was entered where the document has the full name is to be written out."""
    reading = comparison.read
    if comparison.state is not ComparisonState.AGREES or reading is None:
        return comparison
    if left_out(field, comparison.entered, reading.value):
        return replace(
            comparison,
            state=ComparisonState.DIFFERS,
            note="应写全称，与材料上的名称一字不差",
            note_en="write the name in full, as the document has it",
        )
    words = short_forms(field, comparison.entered)
    if not words:
        return comparison
    if set(words) <= set(short_forms(field, reading.value)):
        return comparison
    zh = "；".join(f"“{word.short}”应写全称“{word.full}”" for word in words)
    en = "; ".join(f"write {word.full} for {word.short}" for word in words)
    return replace(comparison, state=ComparisonState.DIFFERS, note=zh, note_en=en)


def _typed_form(field: Field, typed: str) -> str:
    """The normal form of what was entered; a letter typed for a digit stays, it was not misread."""
    if field is Field.ID_NUMBER:
        return squeezed(typed).upper()
    return normal_form(field, typed)


def _judge(
    field: Field,
    typed: str,
    reading: Reading,
    segments: tuple[Segment, ...],
    unclear_below: float,
) -> Outcome:
    """The state of a field that was entered and read."""
    kinds = kinds_of(segments)
    if kinds <= _WRITING:
        return _agreement(typed, reading)
    entered = _typed_form(field, typed)
    if same := _same_meaning(field, entered, reading.value):
        return same
    if same := same_meaning(field, entered, reading.value):
        return same
    if reading.confidence < unclear_below:
        return Outcome(
            ComparisonState.UNCLEAR,
            f"扫描件此处不够清楚（把握{reading.confidence:.0%}），请人工核对",
            f"the scan is not clear enough here ({reading.confidence:.0%} sure); look at it",
        )
    if kinds <= _WRITING | {SegmentKind.LOOK_ALIKE} and not _check_digit_decides(field, reading):
        return Outcome(
            ComparisonState.UNCLEAR,
            "只差形近字，可能是填写或识别之误，请人工核对",
            "only look-alike characters differ: mistyped or misread; look at it",
        )
    return Outcome(ComparisonState.DIFFERS, *_difference(field, typed))


def _agreement(typed: str, reading: Reading) -> Outcome:
    if typed in (reading.value, reading.printed):
        return Outcome(ComparisonState.AGREES)
    kinds = kinds_of(differences(typed, reading.value))
    named = [
        (zh, en)
        for kind, zh, en in (
            (SegmentKind.WIDTH, "全角半角", "width"),
            (SegmentKind.BRACKET, "括号", "brackets"),
            (SegmentKind.SPACE, "空格", "spaces"),
        )
        if kind in kinds
    ]
    if not named or len(named) < len(kinds):
        return Outcome(
            ComparisonState.AGREES, "写法不同，内容相同", "written another way, the same"
        )
    zh, en = "、".join(zh for zh, _ in named), ", ".join(en for _, en in named)
    return Outcome(ComparisonState.AGREES, f"仅{zh}不同", f"only {en} differ")


def _same_meaning(field: Field, entered: str, read: str) -> Outcome | None:
    """Agreement of values that are precise to a different degree, or differ in brackets alone."""
    if field in DATES and is_date(entered) and is_date(read):
        shorter, longer = sorted((entered, read), key=len)
        if longer.startswith(shorter):
            return Outcome(
                ComparisonState.AGREES,
                "两处精确程度不同（到月或到日）",
                "one is given to the month only",
            )
    if field is Field.LEVEL and (
        entered in _GENERAL_LEVELS.get(read, ()) or read in _GENERAL_LEVELS.get(entered, ())
    ):
        return Outcome(ComparisonState.AGREES, "材料只写到大类", "one names the general level only")
    one, other = squeezed(entered), squeezed(read)
    if field in NUMBERS:
        one, other = (_NO.sub("", number) for number in (one, other))
    if one == other:
        return Outcome(
            ComparisonState.AGREES, "写法不同，内容相同", "written another way, the same"
        )
    return None


def _check_digit_decides(field: Field, reading: Reading) -> bool:
    """An identity number whose check digit fits was hardly misread."""
    return field is Field.ID_NUMBER and has_valid_check_digit(reading.value)


def _difference(field: Field, typed: str) -> tuple[str, str]:
    number = _typed_form(field, typed)
    if field is Field.ID_NUMBER and len(number) == 18 and not has_valid_check_digit(number):
        return "所填号码的校验位不对", "the check digit of the number entered is wrong"
    return "", ""
