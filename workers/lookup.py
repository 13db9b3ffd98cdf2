"""The rosters that the settings name for `check`, and what they say of a submission.

Without such a setting nothing is opened, and nothing takes time.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from matching.lookup import UNITS, described, look_up_person, look_up_unit, with_entries
from matching.roster_index import Roster
from models.comparisons import Comparison
from models.errors import UsageWrong
from models.fields import Field
from models.findings import Finding
from models.lookups import Lookups, PersonLookup, PersonVerdict
from models.settings import Settings
from models.store import open_store
from models.submissions import Form
from rules.lookups import judge_annex1, judge_committee, judge_lookups
from workers.progress import Progress, Stage, Step, unwatched
from workers.roster_index import searchable


@dataclass(frozen=True, slots=True)
class Rosters:
    """Open rosters by name: of holders, and of units and committees; annex1 is one of holders."""

    holders: Mapping[str, Roster]
    units: Mapping[str, Roster]
    annex1: str | None = None


@dataclass(frozen=True, slots=True)
class FoundOut:
    """What rosters know of a submission; the form's declarations with what a list says."""

    comparisons: dict[Field, Comparison]
    form: Form
    lookups: Lookups
    findings: tuple[Finding, ...]


def open_rosters(settings: Settings, progress: Progress) -> Rosters:
    """The rosters that the settings name; an index that isn't there is made.

    Raises UsageWrong with every name that is no roster, and PartMissing for the database.
    """
    annex1 = settings.annex1_roster
    holders = [*settings.holder_rosters, *([annex1] if annex1 else [])]
    opened = _opened([*holders, *settings.unit_rosters], settings, progress)
    units = {name: opened[name] for name in settings.unit_rosters}
    return Rosters({name: opened[name] for name in holders}, units, annex1)


def open_annex1(settings: Settings) -> Rosters:
    """The list of annex 1 alone, where the settings name it. Raises as open_rosters."""
    annex1 = settings.annex1_roster
    return Rosters(_opened([annex1] if annex1 else [], settings, unwatched), {}, annex1)


def _opened(names: list[str], settings: Settings, progress: Progress) -> dict[str, Roster]:
    if not names:
        return {}
    opened: dict[str, Roster] = {}
    mistakes: list[UsageWrong] = []
    with open_store(settings) as store:
        for name in dict.fromkeys(names):

            def told(done: int, there: int, name: str = name) -> None:
                progress(Step(Stage.INDEX, name, done + 1, there))

            try:
                opened[name] = searchable(name, store, settings, told)
            except UsageWrong as error:
                mistakes.append(error)
    if mistakes:
        raise UsageWrong(*(finding for mistake in mistakes for finding in mistake.findings))
    return opened


def find_out(
    form: Form, comparisons: Mapping[Field, Comparison], rosters: Rosters, settings: Settings
) -> FoundOut:
    """What the rosters know of a submission that was compared with its documents."""
    values = described(comparisons, settings.unclear_below)
    lookups = look_up(rosters, values)
    findings = (
        *judge_lookups(lookups, comparisons),
        *judge_annex1(lookups, form.declarations, rosters.annex1),
        *judge_committee(values),
    )
    listed = with_annex1(form, lookups.in_annex1)
    return FoundOut(with_entries(comparisons, lookups), listed, lookups, findings)


def look_up(rosters: Rosters, given: Mapping[Field, str]) -> Lookups:
    """What the rosters say of these values: whose they are, and of the units that they name."""
    people = [look_up_person(name, roster, given) for name, roster in rosters.holders.items()]
    units = [
        look_up_unit(name, roster, field, given[field])
        for name, roster in rosters.units.items()
        for field in UNITS
        if field in given
    ]
    listed = next((one for one in people if one and one.roster == rosters.annex1), None)
    return Lookups(
        tuple(one for one in people if one),
        tuple(one for one in units if one),
        _is_in(listed) if listed else None,
    )


def in_annex1(rosters: Rosters, given: Mapping[Field, str]) -> bool | None:
    """Is the person whom these fields describe in Guizhou's list of 2004–2019?

    None where no roster is named for it (`annex1_roster`), nobody is described, or it can't be
    told who of the list it is.
    """
    roster = rosters.holders.get(rosters.annex1 or "")
    found = look_up_person("", roster, given) if roster else None
    return _is_in(found) if found else None


def as_listed(form: Form, rosters: Rosters) -> Form:
    """The form with what the list of annex 1 says, for rules without documents."""
    return with_annex1(form, in_annex1(rosters, form.fields))


def with_annex1(form: Form, found: bool | None) -> Form:
    """The form with what the list says, which counts more than what was declared."""
    if found is None:
        return form
    return replace(form, declarations={**form.declarations, "in_annex1": found})


def _is_in(found: PersonLookup) -> bool | None:
    if found.verdict is PersonVerdict.SAME_PERSON:
        return True
    return False if found.verdict is PersonVerdict.NOT_FOUND else None
