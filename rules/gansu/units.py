"""Through which unit a title is collected in Gansu, and how that unit is named (三, 五)."""

from collections.abc import Iterator

from matching.dictionary_data import derived
from matching.keys import match_key, written_out
from matching.places import place_path
from models.fields import DocumentKind, Field
from models.findings import Severity
from rules.case import Case, Unknown
from rules.facts import plain
from rules.rule import Breach, breach, rule

_MOVED = ("moved-in-province", "moved-out-of-province")
_THROUGH = "submits_through"


@rule("GS-36")
def moved_within_the_province(case: Case) -> Iterator[Breach]:
    """Through the present employer or the agency that keeps the file, not the former employer."""
    if case.declared("employer_state") != "moved-in-province":
        return
    through = case.declarations.get(_THROUGH)
    if through == "former-employer":
        yield breach()
    elif through is None and not _form_is_of_present_employer(case):
        yield breach(severity=Severity.HINT)
        raise Unknown(f"declarations.{_THROUGH}")


@rule("GS-37")
def moved_away_with_the_file(case: Case) -> Iterator[Breach]:
    """Moved out of the province and no file in it: through the former employer in Gansu."""
    if case.declared("employer_state") != "moved-out-of-province":
        return
    if case.declared("archive_in_province"):
        return
    through = case.declarations.get(_THROUGH)
    if through in ("current-employer", "archive-agency"):
        yield breach()
    elif through is None and _form_is_of_present_employer(case):
        yield breach(Field.EMPLOYER)
    elif through is None:
        yield breach(severity=Severity.HINT)
        raise Unknown(f"declarations.{_THROUGH}")


@rule("GS-38")
def moved_away_without_the_file(case: Case) -> Breach | None:
    """Moved out of the province, the file kept in it: through the agency that keeps it."""
    if case.declared("employer_state") != "moved-out-of-province":
        return None
    if not case.declared("archive_in_province"):
        return None
    return None if case.declarations.get(_THROUGH) == "archive-agency" else breach()


def _form_is_of_present_employer(case: Case) -> bool:
    """Is the unit on the form the one where the person works now?"""
    unit, now = case.value(Field.EMPLOYER), case.declarations.get("current_employer")
    return bool(unit and now) and _key(unit) == _key(str(now))


@derived(4096)
def _key(name: str) -> str:
    return match_key(Field.EMPLOYER, name)


def present_employer(case: Case) -> tuple[str, Field | None]:
    """The unit to be chosen in 现工作单位, and the field it stands in. Unknown where nobody said.

    That of the form, unless the person has left it.
    """
    if now := case.declarations.get("current_employer"):
        return plain(Field.EMPLOYER, str(now)), None
    if case.declarations.get("employer_state", "same") != "same":
        raise Unknown("declarations.current_employer")
    return case.entered(Field.EMPLOYER), Field.EMPLOYER


@rule("GS-53")
def employer_has_its_full_name(case: Case) -> Breach | None:
    """A unit is found by its full name alone."""
    name, field = present_employer(case)
    tables = case.tables
    if name in tables["short_employers"]:
        full = str(tables["short_employers"][name])
    else:
        beginnings, longer = tables.names("unnamed_places"), tables.names("not_unnamed_places")
        short = _short(name, beginnings, longer)
        if short is None:
            return None
        full = short
    zh, en = (f"“{full}”", full) if full else ("单位公章上的全称", "the full name on its seal")
    return breach(field, full or None if field else None, typed=name, full_zh=zh, full_en=en)


@derived(8192)
def _short(name: str, beginnings: tuple[str, ...], longer: tuple[str, ...]) -> str | None:
    """The full form of a short name, "" where it isn't known; None for a name that isn't short."""
    full, words = written_out(Field.EMPLOYER, name, current=False)
    unnamed = name.startswith(beginnings) and not name.startswith(longer)
    if unnamed and not place_path(name)[1]:
        return ""  # 省医院: of which province?
    return full if any(word.kind == "short" for word in words) else None


@rule("GS-63")
def the_chosen_unit_will_review(case: Case) -> Breach | None:
    """The unit chosen as 现工作单位 reviews; the appointment document should name the same."""
    if case.declarations.get("employer_state") in _MOVED or not case.has(DocumentKind.APPOINTMENT):
        return None
    name, field = present_employer(case)
    shown = case.read(Field.EMPLOYER, DocumentKind.APPOINTMENT)
    if shown is None or _key(shown[1].value) == _key(name):
        return None
    return breach(field, seen=shown, unit=name, other=shown[1].value)
