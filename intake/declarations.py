"""What an applicant may declare beside the certificate's own fields, and what each value may be.

The types are those of the contract; `docs/forms.md` lists them for people.
"""

import re
from collections.abc import Callable
from datetime import date

Check = Callable[[object], str | None]


def _one_of(*choices: str) -> Check:
    return lambda value: None if value in choices else " | ".join(f'"{c}"' for c in choices)


def _truth(value: object) -> str | None:
    return None if isinstance(value, bool) else "true | false"


def _text(value: object) -> str | None:
    return None if isinstance(value, str) else '"…"'


def _day(value: object) -> str | None:
    wanted = '"YYYY-MM-DD"'
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return wanted
    try:
        date.fromisoformat(value)
    except ValueError:
        return wanted
    return None


def _documents(value: object) -> str | None:
    wanted = '{"certificate": true, "statement": {"seals": ["employer"], "roster": true}, …}'
    kinds = ("certificate", "review-form", "approval", "statement", "appointment", "other")
    if not isinstance(value, dict) or not set(value) <= set(kinds):
        return wanted
    return None if all(_document(entry) for entry in value.values()) else wanted


def _document(entry: object) -> bool:
    if isinstance(entry, bool):
        return True
    if not isinstance(entry, dict) or not set(entry) <= {"seals", "roster"}:
        return False
    seals = entry.get("seals", [])
    known = ("employer", "hr-department", "office")
    return (
        isinstance(entry.get("roster", False), bool)
        and isinstance(seals, list)
        and all(seal in known for seal in seals)
    )


def _certificates(value: object) -> str | None:
    wanted = '[{"series": "…", "specialty": "…", "level": "…", "obtained_on": "…", "in_use": true}]'
    texts = ("series", "specialty", "level", "obtained_on")
    good = isinstance(value, list) and all(
        isinstance(entry, dict)
        and set(entry) <= {*texts, "in_use"}
        and all(isinstance(entry.get(key, ""), str) for key in texts)
        and isinstance(entry.get("in_use", False), bool)
        for entry in value
    )
    return None if good else wanted


KNOWN: dict[str, Check] = {
    "certificate_state": _one_of("held", "lost", "never-issued"),
    "number_known": _truth,
    "documents": _documents,
    "holds": _certificates,
    "evaluated_by": _one_of("this-province", "other-province", "central", "army"),
    "in_annex1": _truth,
    "sealed_by": _text,
    "employer_state": _one_of("same", "moved-in-province", "moved-out-of-province", "dissolved"),
    "archive_in_province": _truth,
    "employer_type": _one_of(
        "public-institution", "government", "state-owned", "private", "central", "other-province"
    ),
    "current_employer": _text,
    "submits_through": _one_of("current-employer", "former-employer", "archive-agency"),
    "party_school_level": _one_of("province", "prefecture", "county"),
    "pharmacy_in_hospital": _truth,
    "retired": _truth,
    "route": _one_of("evaluation", "exam", "recognition", "confirmation"),
    "source_system": _one_of("title-system", "other-system", "offline"),
    "local_specialty_listed": _truth,
    "qualification_kind": _one_of(
        "title", "professional", "worker-skill", "doctor-licence", "political-work"
    ),
    "purpose": _one_of("collect", "reissue", "correct", "complete"),
    "record_state": _one_of("none", "incomplete", "generated"),
    "exam_line": _one_of("national", "local"),
    "submitted_on": _day,
    "issuer_state": _one_of("exists", "merged", "dissolved"),
    "medium": _one_of("paper", "electronic"),
    "introduced_on": _day,
}


def problem_with(key: str, value: object) -> str | None:
    """What the declaration would have to look like, None when it does."""
    return KNOWN[key](value)
