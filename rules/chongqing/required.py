"""Chongqing: what the registration asks for."""

from collections.abc import Iterator

from models.fields import Field
from models.findings import Severity
from rules.case import Case, Unknown
from rules.chongqing.branch import registering
from rules.chongqing.presets import given_by, preset_of
from rules.rule import Breach, breach, rule


@rule("CQ-09")
def what_is_asked_for_is_filled_in(case: Case) -> Iterator[Breach]:
    """Approval number, dates, authority, committee, specialty; the number is for CQ-13 and 14."""
    if not registering(case):
        return
    given = known_values(case)
    severities: dict[str, Severity | None] = dict.fromkeys(case.tables["required"])
    severities |= dict.fromkeys(case.tables["also_asked"], Severity.HINT)
    for field in map(Field, severities):
        if case.value(field) or (field is Field.ISSUER and not _is_asked_for_the_authority(case)):
            continue
        value, severity = given.get(field), severities[field]
        label = case.tables["labels"][str(field)]
        yield breach(field, value, severity=severity, label_zh=label, label_en=field.en)
    if not case.value(Field.ISSUER):
        case.level()
    case.portrait()


def _is_asked_for_the_authority(case: Case) -> bool:
    """The authority of a senior title is filled in by the system."""
    return case.rank is not None and not case.senior


def known_values(case: Case) -> dict[Field, str]:
    """What a preset gives in this case; nothing where it isn't known yet which holds."""
    try:
        preset = preset_of(case)
    except Unknown:
        return {}
    return given_by(preset, case) if preset else {}
